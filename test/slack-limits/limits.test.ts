import { describe, expect, it } from 'vitest';
import { breaches, LIMITS } from '../../scripts/slack-limits/limits.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string, more: object = {}) => ({ type: 'section', text: { type: 'mrkdwn', text }, ...more });
const button = (id: string, more: object = {}) => ({ type: 'button', action_id: id, text: plain('가기'), ...more });
const option = (value: string) => ({ text: plain(value), value });
const input = (element: object, more: object = {}) => ({
  type: 'input',
  block_id: 'in',
  label: plain('사유'),
  element,
  ...more,
});
const textInput = { type: 'plain_text_input', action_id: 'value' };
const home = (...blocks: unknown[]) => breaches('home', { type: 'home', blocks });
const message = (...blocks: unknown[]) => breaches('message', { text: 't', blocks });
const modal = (blocks: unknown[], more: object = {}) =>
  breaches('modal', { type: 'modal', title: plain('휴가'), submit: plain('보내기'), blocks, ...more });

describe('what Slack takes', () => {
  it('a Home with most kinds of blocks', () => {
    const blocks = [
      { type: 'header', text: plain('11월 24일') },
      section('*근무 중*', { accessory: button('out', { style: 'primary', value: 'v' }) }),
      { type: 'section', fields: [plain('a'), { type: 'mrkdwn', text: 'b', verbatim: true }] },
      { type: 'context', elements: [plain('x'), { type: 'image', image_url: 'https://e.org/a.png', alt_text: 'a' }] },
      { type: 'divider' },
      {
        type: 'actions',
        block_id: 'acts',
        elements: [
          button('a'),
          { type: 'overflow', action_id: 'more', options: [option('1')] },
          { type: 'datepicker', action_id: 'd', initial_date: '2025-02-28' },
          { type: 'static_select', action_id: 's', options: [option('x'), option('y')], initial_option: option('y') },
        ],
      },
      { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] },
      input({ ...textInput }),
    ];
    expect(home(...blocks)).toEqual([]);
  });

  it('a modal with inputs and undefined properties, which JSON drops', () => {
    const blocks = [
      input({ ...textInput, multiline: true, max_length: 500, initial_value: undefined }),
      input({ type: 'number_input', is_decimal_allowed: false, min_value: '0' }, { block_id: 'n' }),
      input({ type: 'file_input', max_files: 10 }, { block_id: 'f' }),
      input({ type: 'checkboxes', options: [option('a')], initial_options: [option('a')] }, { block_id: 'c' }),
    ];
    expect(modal(blocks, { notify_on_close: true, private_metadata: 'x'.repeat(3000) })).toEqual([]);
  });

  it('two charts and a table in a message', () => {
    const chart = {
      type: 'data_visualization',
      title: '이번 주',
      chart: {
        type: 'bar',
        series: [{ name: '근무', data: [{ label: '월', value: 8 }] }],
        axis_config: { categories: ['월'] },
      },
    };
    expect(message(chart, chart)).toEqual([]);
    expect(message(chart, chart, chart)).toEqual(['blocks: 3 charts, more than 2']);
    expect(home(chart)).toEqual(['blocks[0]: a block of type data_visualization is not allowed in a home']);
  });
});

describe('every limit at its edge', () => {
  const at = (length: number) => '가'.repeat(length);
  const cases: [string, number, (length: number) => string[]][] = [
    ['section', LIMITS.section.text, n => home(section(at(n)))],
    ['field', LIMITS.section.field, n => home({ type: 'section', fields: [plain(at(n))] })],
    ['fields', LIMITS.section.fields, n => home({ type: 'section', fields: Array(n).fill(plain('f')) })],
    ['header', LIMITS.header, n => home({ type: 'header', text: plain(at(n)) })],
    ['context', LIMITS.contextElements, n => home({ type: 'context', elements: Array(n).fill(plain('c')) })],
    [
      'actions',
      LIMITS.actionsElements,
      n => home({ type: 'actions', elements: Array.from({ length: n }, (_, i) => button(`b${i}`)) }),
    ],
    ['button', LIMITS.button.text, n => home(section('s', { accessory: button('b', { text: plain(at(n)) }) }))],
    ['button value', LIMITS.button.value, n => home(section('s', { accessory: button('b', { value: at(n) }) }))],
    ['action_id', LIMITS.id, n => home(section('s', { accessory: button(at(n)) }))],
    ['block_id', LIMITS.id, n => home(section('s', { block_id: at(n) }))],
    ['title', LIMITS.modalWord, n => modal([section('s')], { title: plain(at(n)) })],
    ['submit', LIMITS.modalWord, n => modal([section('s')], { submit: plain(at(n)) })],
    ['private_metadata', LIMITS.privateMetadata, n => modal([section('s')], { private_metadata: at(n) })],
    ['message blocks', LIMITS.blocks.message, n => message(...Array(n).fill({ type: 'divider' }))],
    ['home blocks', LIMITS.blocks.home, n => home(...Array(n).fill({ type: 'divider' }))],
    ['modal blocks', LIMITS.blocks.modal, n => modal(Array(n).fill({ type: 'divider' }))],
    [
      'options',
      LIMITS.options.select,
      n =>
        home(
          section('s', {
            accessory: { type: 'static_select', options: Array.from({ length: n }, (_, i) => option(`o${i}`)) },
          }),
        ),
    ],
    [
      'overflow',
      LIMITS.options.overflow,
      n =>
        home(
          section('s', {
            accessory: { type: 'overflow', options: Array.from({ length: n }, (_, i) => option(`o${i}`)) },
          }),
        ),
    ],
    ['option value', LIMITS.option.value, n => modal([input({ type: 'radio_buttons', options: [option(at(n))] })])],
    ['alert', LIMITS.alert, n => modal([{ type: 'alert', text: plain(at(n)) }])],
  ];
  it.each(cases)('%s', (_name, most, build) => {
    expect(build(most)).toEqual([]);
    const over = build(most + 1);
    expect(over.length).toBeGreaterThan(0);
    for (const breach of over) expect(breach).toMatch(/more than/);
  });

  it('a view of 250 KB', () => {
    const blocks = Array.from({ length: 90 }, () => section('가'.repeat(1000)));
    expect(home(...blocks)).toEqual([expect.stringMatching(/^view: \d+ bytes, more than 256000$/)]);
  });
});

describe('each breach in words, with its path', () => {
  const cases: [string, string[], string][] = [
    ['empty text', home(section('')), 'blocks[0].text.text: empty text'],
    ['neither text nor fields', home({ type: 'section' }), 'blocks[0]: needs text or fields'],
    ['unknown block', home({ type: 'foo' }), 'blocks[0].type: unknown block type "foo"'],
    ['no block', home(null), 'blocks[0].type: unknown block type null'],
    ['unknown property', home({ type: 'divider', x: 1 }), 'blocks[0].x: unknown property'],
    [
      'button without text',
      home(section('s', { accessory: { type: 'button' } })),
      'blocks[0].accessory.text: required',
    ],
    [
      'mrkdwn header',
      home({ type: 'header', text: { type: 'mrkdwn', text: 'x' } }),
      'blocks[0].text.type: Invalid input: expected "plain_text"',
    ],
    ['no elements', home({ type: 'actions', elements: [] }), 'blocks[0].elements: needs at least 1'],
    [
      'nested accessory',
      home(section('s', { accessory: section('t') })),
      'blocks[0].accessory: type "section" is not allowed here',
    ],
    [
      'empty text in a context',
      home({ type: 'context', elements: [plain('')] }),
      'blocks[0].elements[0].text: empty text',
    ],
    [
      'input element in actions',
      home({ type: 'actions', elements: [textInput] }),
      'blocks[0].elements[0]: type "plain_text_input" is not allowed here',
    ],
    [
      'same action twice',
      home({ type: 'actions', elements: [button('a'), button('a')] }),
      'blocks[0]: action_id "a" stands twice in the block',
    ],
    [
      'same block twice',
      home(section('s', { block_id: 'b' }), section('t', { block_id: 'b' })),
      'blocks: block_id "b" stands twice',
    ],
    ['input in a message', message(input(textInput)), 'blocks[0]: a block of type input is not allowed in a message'],
    ['file in a home', home(input({ type: 'file_input' })), 'blocks[0].element: file_input is not allowed in a home'],
    ['no label', modal([{ type: 'input', element: textInput }]), 'blocks[0].label: required'],
    ['no element', modal([{ type: 'input', label: plain('l') }]), 'blocks[0].element: required'],
    ['no submit', modal([input(textInput)], { submit: undefined }), 'submit: required where there are inputs'],
    ['no title', breaches('modal', { type: 'modal', blocks: [] }), 'title: required'],
    [
      'no options',
      modal([input({ type: 'static_select', options: [] })]),
      'blocks[0].element.options: needs at least 1',
    ],
    [
      'neither options nor groups',
      modal([input({ type: 'static_select' })]),
      'blocks[0].element.options: needs either options or option_groups',
    ],
    [
      'initial option not offered',
      modal([input({ type: 'static_select', options: [option('a')], initial_option: option('b') })]),
      'blocks[0].element.initial_option: is not one of the options',
    ],
    [
      'no initial options',
      modal([input({ type: 'checkboxes', options: [option('a')], initial_options: [] })]),
      'blocks[0].element.initial_options: needs at least 1',
    ],
    [
      'no date',
      modal([input({ type: 'datepicker', initial_date: '2025-02-30' })]),
      'blocks[0].element.initial_date: is not a date as YYYY-MM-DD',
    ],
    [
      'no time',
      modal([input({ type: 'timepicker', initial_time: '9:00' })]),
      'blocks[0].element.initial_time: is not a time as HH:mm',
    ],
    [
      'initial text too long for the field',
      modal([input({ ...textInput, max_length: 3, initial_value: 'four' })]),
      'blocks[0].element.initial_value: is longer than its max_length 3',
    ],
    [
      'confirm dialog',
      home(section('s', { accessory: button('b', { confirm: { title: plain('t'), text: plain('x'.repeat(301)) } }) })),
      'blocks[0].accessory.confirm.text.text: 301 characters, more than 300',
    ],
    ['message of nothing', breaches('message', {}), 'text: a message needs text or blocks'],
    [
      'two focused',
      modal([
        input({ ...textInput, focus_on_load: true }),
        input({ ...textInput, focus_on_load: true }, { block_id: 'b' }),
      ]),
      'blocks: focus_on_load is set 2 times, only one element may have it',
    ],
    [
      'uneven table',
      home({
        type: 'table',
        rows: [[{ type: 'raw_text', text: 'a' }], Array(2).fill({ type: 'raw_text', text: 'a' })],
      }),
      'blocks[0].rows: has rows of different lengths',
    ],
    [
      'big table',
      home({ type: 'table', rows: Array(11).fill([{ type: 'raw_text', text: 'a'.repeat(1000) }]) }),
      'blocks[0].rows: has 11000 characters in its cells, more than 10000',
    ],
  ];
  it.each(cases)('%s', (_name, found, breach) => {
    expect(found).toContain(breach);
  });

  it('names all at once', () => {
    const found = modal([section(''), input({ ...textInput, placeholder: plain('p'.repeat(151)) })], {
      submit: undefined,
      title: plain('t'.repeat(25)),
    });
    expect(found.sort()).toEqual([
      'blocks[0].text.text: empty text',
      'blocks[1].element.placeholder.text: 151 characters, more than 150',
      'submit: required where there are inputs',
      'title.text: 25 characters, more than 24',
    ]);
  });

  it('does not fall over what is no view at all', () => {
    for (const payload of [null, undefined, 3, 'x', [], { blocks: 'x' }, { type: 'home', blocks: [[], 1] }])
      expect(breaches('home', payload).length).toBeGreaterThan(0);
  });
});
