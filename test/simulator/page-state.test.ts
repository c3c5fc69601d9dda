import { describe, expect, it } from 'vitest';
import { merge, problemsIn, type Raw } from '../../scripts/simulator/page/elements/state.ts';
import { wordsFor } from '../../scripts/simulator/page/words.ts';

const words = wordsFor('en-US');
const input = (block_id: string, element: object, more: object = {}): Raw => ({
  type: 'input',
  block_id,
  element: { action_id: 'x', ...element },
  ...more,
});

describe('the state of a view', () => {
  const text = (initial: string) => [input('a', { type: 'plain_text_input', initial_value: initial })];

  it('keeps what stands in an input whose ids stay, as Slack does', () => {
    const first = merge(text('one'), {}, {});
    expect(first).toEqual({ a: { x: { type: 'plain_text_input', value: 'one' } } });
    expect(merge(text('two'), first, {})).toEqual(first);
  });

  it('forgets an input that went away', () => {
    const first = merge(text('one'), {}, {});
    const gone = merge([], first, {});
    expect(merge(text('two'), gone, {}).a?.x?.value).toBe('two');
  });

  it('starts again where the kind of element changed', () => {
    const first = merge(text('one'), {}, {});
    const next = merge([input('a', { type: 'datepicker', initial_date: '2026-12-03' })], first, {});
    expect(next.a?.x).toEqual({ type: 'datepicker', selected_date: '2026-12-03' });
  });

  it('knows accessories and elements of actions too, but no buttons', () => {
    const blocks: Raw[] = [
      { type: 'section', block_id: 's', accessory: { type: 'users_select', action_id: 'who' } },
      {
        type: 'actions',
        block_id: 'b',
        elements: [
          { type: 'button', action_id: 'go' },
          { type: 'checkboxes', action_id: 'c' },
        ],
      },
    ];
    expect(merge(blocks, {}, {})).toEqual({
      s: { who: { type: 'users_select', selected_user: null } },
      b: { c: { type: 'checkboxes', selected_options: [] } },
    });
  });
});

describe('what the client refuses by itself', () => {
  it.each([
    ['required', { type: 'plain_text_input' }, {}, '', words.required],
    ['optional', { type: 'plain_text_input' }, { optional: true }, '', undefined],
    ['short', { type: 'plain_text_input', min_length: 3 }, {}, 'ab', words.tooShort(3)],
    ['long', { type: 'plain_text_input', max_length: 3 }, {}, 'abcd', words.tooLong(3)],
    ['a word', { type: 'number_input', is_decimal_allowed: true }, {}, '1e3', words.notNumber],
    ['decimal', { type: 'number_input', is_decimal_allowed: false }, {}, '1.5', words.notWhole],
    ['too small', { type: 'number_input', min_value: '2' }, {}, '1', words.below('2')],
    ['email', { type: 'email_text_input' }, {}, 'a@b', words.notEmail],
    ['url', { type: 'url_text_input' }, {}, 'a.example', words.notUrl],
    ['good', { type: 'number_input', is_decimal_allowed: true, max_value: '10' }, {}, '7.5', undefined],
  ])('%s', (_name, element, more, value, problem) => {
    const blocks = [input('a', element, more)];
    const state = merge(blocks, { a: { x: { type: element.type, value } } }, {});
    expect(problemsIn(blocks, state, words).a).toBe(problem);
  });
});
