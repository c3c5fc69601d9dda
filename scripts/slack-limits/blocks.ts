import { z } from 'zod';
import { accessory, actionsElement, button, contextActionsElement, inputElement } from './elements.ts';
import { LIMITS } from './table.ts';
import { anyText, filled, id, imageBlock, imageElement, mrkdwnOnly, plain } from './texts.ts';

export type Surface = 'home' | 'modal' | 'message';

const blockId = { block_id: id.optional() };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...blockId,
    text: anyText(LIMITS.section.text).optional(),
    fields: z.array(anyText(LIMITS.section.field)).min(1).max(LIMITS.section.fields).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(block => block.text !== undefined || block.fields !== undefined, { error: 'needs text or fields' });

const richText = z.strictObject({
  type: z.literal('rich_text'),
  ...blockId,
  elements: z
    .array(
      z.looseObject({
        type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']),
        elements: z.array(z.looseObject({ type: z.string() })),
      }),
    )
    .min(1),
});

const card = z
  .strictObject({
    type: z.literal('card'),
    ...blockId,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: mrkdwnOnly(LIMITS.card.title).optional(),
    subtitle: mrkdwnOnly(LIMITS.card.subtitle).optional(),
    body: mrkdwnOnly(LIMITS.card.body).optional(),
    actions: z.array(button).min(1).optional(),
  })
  .refine(block => block.hero_image ?? block.title ?? block.actions ?? block.body, {
    error: 'needs hero_image, title, actions or body',
  });

const cells = z
  .array(
    z
      .array(z.looseObject({ type: z.enum(['raw_text', 'raw_number', 'rich_text']) }))
      .min(1)
      .max(LIMITS.table.columns),
  )
  .min(1)
  .max(LIMITS.table.rows)
  .superRefine((rows, ctx) => {
    const characters = rows.flat().reduce((sum, cell) => sum + lettersOf(cell), 0);
    if (characters > LIMITS.table.characters)
      ctx.addIssue({
        code: 'custom',
        message: `has ${characters} characters in its cells, more than ${LIMITS.table.characters}`,
      });
    if (new Set(rows.map(row => row.length)).size > 1)
      ctx.addIssue({ code: 'custom', message: 'has rows of different lengths' });
  });

function lettersOf(cell: unknown): number {
  if (typeof cell !== 'object' || cell === null) return 0;
  return Object.entries(cell).reduce(
    (sum, [key, value]) =>
      sum + (key === 'text' && typeof value === 'string' ? value.length : key === 'text' ? 0 : lettersOf(value)),
    0,
  );
}

const label = filled(LIMITS.chart.label);
const points = z
  .array(z.strictObject({ label, value: z.number() }))
  .min(1)
  .max(LIMITS.chart.points);
const axes = z.strictObject({
  type: z.enum(['bar', 'area', 'line']),
  series: z
    .array(z.strictObject({ name: label, data: points }))
    .min(1)
    .max(LIMITS.chart.series),
  axis_config: z.strictObject({
    categories: z.array(label).min(1).max(LIMITS.chart.points),
    x_label: z.string().max(LIMITS.chart.title).optional(),
    y_label: z.string().max(LIMITS.chart.title).optional(),
  }),
});
const pie = z.strictObject({
  type: z.literal('pie'),
  segments: z
    .array(z.strictObject({ label, value: z.number().positive() }))
    .min(1)
    .max(LIMITS.chart.series),
});

const input = z
  .strictObject({
    type: z.literal('input'),
    ...blockId,
    label: plain(LIMITS.input.label),
    hint: plain(LIMITS.input.hint).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: inputElement,
  })
  .refine(block => !(block.element.type === 'file_input' && block.dispatch_action), {
    error: 'a file_input cannot dispatch actions',
  });

const container = z
  .strictObject({
    type: z.literal('container'),
    ...blockId,
    title: plain(LIMITS.container.title).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(LIMITS.container.title).optional(),
    child_blocks: z
      .array(z.looseObject({ type: z.string() }))
      .min(1)
      .max(LIMITS.container.blocks),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine(block => block.title ?? block.rich_text_title, { error: 'needs title or rich_text_title' });

const everywhere: Surface[] = ['home', 'modal', 'message'];
const open: Surface[] = ['home', 'message'];

/** Each known block: what it must be, and where it may stand. */
export const BLOCKS = new Map<string, { schema: z.ZodType; on: Surface[] }>([
  ['section', { schema: section, on: everywhere }],
  ['divider', { schema: z.strictObject({ type: z.literal('divider'), ...blockId }), on: everywhere }],
  [
    'header',
    { schema: z.strictObject({ type: z.literal('header'), ...blockId, text: plain(LIMITS.header) }), on: everywhere },
  ],
  ['image', { schema: imageBlock, on: everywhere }],
  ['rich_text', { schema: richText, on: everywhere }],
  ['input', { schema: input, on: ['home', 'modal'] }],
  [
    'context',
    {
      schema: z.strictObject({
        type: z.literal('context'),
        ...blockId,
        elements: z
          .array(z.union([anyText(LIMITS.section.text), imageElement]))
          .min(1)
          .max(LIMITS.contextElements),
      }),
      on: everywhere,
    },
  ],
  [
    'actions',
    {
      schema: z.strictObject({
        type: z.literal('actions'),
        ...blockId,
        elements: z.array(actionsElement).min(1).max(LIMITS.actionsElements),
      }),
      on: everywhere,
    },
  ],
  [
    'context_actions',
    {
      schema: z.strictObject({
        type: z.literal('context_actions'),
        ...blockId,
        elements: z.array(contextActionsElement).min(1).max(LIMITS.contextActionsElements),
      }),
      on: ['message'],
    },
  ],
  [
    'markdown',
    {
      schema: z.strictObject({ type: z.literal('markdown'), ...blockId, text: filled(LIMITS.markdown) }),
      on: ['message'],
    },
  ],
  [
    'alert',
    {
      schema: z.strictObject({
        type: z.literal('alert'),
        ...blockId,
        text: anyText(LIMITS.alert),
        level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
      }),
      on: ['modal'],
    },
  ],
  ['card', { schema: card, on: everywhere }],
  [
    'carousel',
    {
      schema: z.strictObject({
        type: z.literal('carousel'),
        ...blockId,
        elements: z.array(card).min(1).max(LIMITS.carousel),
      }),
      on: open,
    },
  ],
  ['container', { schema: container, on: open }],
  [
    'table',
    {
      schema: z.strictObject({
        type: z.literal('table'),
        ...blockId,
        rows: cells,
        column_settings: z.array(z.unknown()).max(LIMITS.table.columns).optional(),
      }),
      on: open,
    },
  ],
  [
    'data_table',
    {
      schema: z.strictObject({
        type: z.literal('data_table'),
        ...blockId,
        rows: cells,
        caption: filled(LIMITS.section.text),
        page_size: z.int().min(1).max(LIMITS.table.rows).optional(),
        row_header_column_index: z.int().min(0).optional(),
      }),
      on: open,
    },
  ],
  [
    'data_visualization',
    {
      schema: z.strictObject({
        type: z.literal('data_visualization'),
        ...blockId,
        title: filled(LIMITS.chart.title),
        chart: z.discriminatedUnion('type', [pie, axes]),
      }),
      on: ['message'],
    },
  ],
  [
    'video',
    { schema: z.looseObject({ type: z.literal('video'), alt_text: filled(2000), ...blockId }), on: everywhere },
  ],
  [
    'file',
    { schema: z.looseObject({ type: z.literal('file'), external_id: id, source: id, ...blockId }), on: ['message'] },
  ],
  ['plan', { schema: z.looseObject({ type: z.literal('plan'), ...blockId }), on: ['message'] }],
  ['task_card', { schema: z.looseObject({ type: z.literal('task_card'), ...blockId }), on: ['message'] }],
]);
