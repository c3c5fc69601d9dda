import { z } from 'zod';
import { LIMITS } from './table.ts';
import { choiceOption, confirm, filled, id, imageElement, link, overflowOption, plain, plainOption } from './texts.ts';

const actionId = id.optional();
const common = { action_id: actionId, confirm: confirm.optional() };
const focusable = { focus_on_load: z.boolean().optional() };
const placeholder = { placeholder: plain(LIMITS.input.placeholder).optional() };
const style = z.enum(['primary', 'danger']).optional();
const dispatch = {
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) })
    .optional(),
};

export const button = z.strictObject({
  type: z.literal('button'),
  ...common,
  text: plain(LIMITS.button.text),
  value: z.string().max(LIMITS.button.value).optional(),
  url: link.optional(),
  style,
  accessibility_label: filled(LIMITS.button.label).optional(),
});

const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...common,
  text: plain(LIMITS.button.text),
  workflow: z.looseObject({ trigger: z.looseObject({ url: link }) }),
  style,
  accessibility_label: filled(LIMITS.button.label).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...common,
  options: z.array(overflowOption).min(1).max(LIMITS.options.overflow),
});

interface Choice {
  text?: { text?: unknown };
  value?: unknown;
}
interface Offering {
  options?: Choice[] | undefined;
  option_groups?: { options: Choice[] }[] | undefined;
  initial_option?: Choice | undefined;
  initial_options?: Choice[] | undefined;
}

/** What is chosen at first must be one of the options, text and value alike; values are unique. */
function checkOffer(element: Offering, ctx: z.RefinementCtx): void {
  const offered = element.options ?? element.option_groups?.flatMap(group => group.options) ?? [];
  const fail = (path: PropertyKey[], message: string): void => ctx.addIssue({ code: 'custom', path, message });
  const same = (a: Choice, b: Choice): boolean => a.value === b.value && a.text?.text === b.text?.text;
  if (element.initial_option && !offered.some(option => same(option, element.initial_option as Choice)))
    fail(['initial_option'], 'is not one of the options');
  for (const [index, chosen] of (element.initial_options ?? []).entries())
    if (!offered.some(option => same(option, chosen))) fail(['initial_options', index], 'is not one of the options');
  const values = offered.map(option => option.value);
  if (new Set(values).size < values.length) fail(['options'], 'two options have the same value');
}

function checkSource(element: Offering, ctx: z.RefinementCtx): void {
  if ((element.options === undefined) === (element.option_groups === undefined))
    ctx.addIssue({ code: 'custom', path: ['options'], message: 'needs either options or option_groups' });
  checkOffer(element, ctx);
}

const offers = {
  options: z.array(plainOption).min(1).max(LIMITS.options.select).optional(),
  option_groups: z
    .array(
      z.strictObject({
        label: plain(LIMITS.optionGroupLabel),
        options: z.array(plainOption).min(1).max(LIMITS.options.select),
      }),
    )
    .min(1)
    .max(LIMITS.options.select)
    .optional(),
};
const picker = { ...common, ...focusable, ...placeholder };
const many = { ...picker, max_selected_items: z.int().min(1).optional() };
const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: z
    .strictObject({
      include: z
        .array(z.enum(['im', 'mpim', 'private', 'public']))
        .min(1)
        .optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
};
const answering = { response_url_enabled: z.boolean().optional() };

const selects = [
  z
    .strictObject({ type: z.literal('static_select'), ...picker, ...offers, initial_option: plainOption.optional() })
    .superRefine(checkSource),
  z.strictObject({
    type: z.literal('external_select'),
    ...picker,
    initial_option: plainOption.optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...picker, initial_user: id.optional() }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...picker,
    ...conversations,
    ...answering,
    initial_conversation: id.optional(),
  }),
  z.strictObject({ type: z.literal('channels_select'), ...picker, ...answering, initial_channel: id.optional() }),
] as const;

const multiSelects = [
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...many,
      ...offers,
      initial_options: z.array(plainOption).min(1).optional(),
    })
    .superRefine(checkSource),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...many,
    initial_options: z.array(plainOption).min(1).optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('multi_users_select'), ...many, initial_users: z.array(id).optional() }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...many,
    ...conversations,
    initial_conversations: z.array(id).optional(),
  }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...many, initial_channels: z.array(id).optional() }),
] as const;

const choices = z.array(choiceOption).min(1).max(LIMITS.options.choice);
const choosers = [
  z
    .strictObject({
      type: z.literal('radio_buttons'),
      ...common,
      ...focusable,
      options: choices,
      initial_option: choiceOption.optional(),
    })
    .superRefine(checkOffer),
  z
    .strictObject({
      type: z.literal('checkboxes'),
      ...common,
      ...focusable,
      options: choices,
      initial_options: z.array(choiceOption).min(1).optional(),
    })
    .superRefine(checkOffer),
] as const;

const pickers = [
  z.strictObject({
    type: z.literal('datepicker'),
    ...picker,
    initial_date: z.iso.date('is not a date as YYYY-MM-DD').optional(),
  }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...picker,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time as HH:mm')
      .optional(),
    timezone: filled(LIMITS.id).optional(),
  }),
] as const;
const dateTimePicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...common,
  ...focusable,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

const typed = { action_id: actionId, ...focusable, ...placeholder, ...dispatch };
const number = z.string().regex(/^-?\d+(\.\d+)?$/, 'is not a number as text');
const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: z.looseObject({ type: z.literal('rich_text') }).optional(),
  min_lines: z.int().min(1).optional(),
  max_lines: z.int().min(1).optional(),
});
const inputs = [
  z
    .strictObject({
      type: z.literal('plain_text_input'),
      ...typed,
      initial_value: z.string().max(LIMITS.input.value).optional(),
      multiline: z.boolean().optional(),
      min_length: z.int().min(0).max(LIMITS.input.value).optional(),
      max_length: z.int().min(1).max(LIMITS.input.value).optional(),
    })
    .superRefine((input, ctx) => {
      const { min_length: min, max_length: max } = input;
      if (min !== undefined && max !== undefined && min > max)
        ctx.addIssue({ code: 'custom', path: ['min_length'], message: 'is more than max_length' });
      if (max !== undefined && (input.initial_value?.length ?? 0) > max)
        ctx.addIssue({ code: 'custom', path: ['initial_value'], message: `is longer than its max_length ${max}` });
    }),
  z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: number.optional(),
    min_value: number.optional(),
    max_value: number.optional(),
  }),
  z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() }),
  z.strictObject({
    type: z.literal('file_input'),
    action_id: actionId,
    filetypes: z.array(filled(20)).min(1).optional(),
    max_files: z.int().min(1).max(LIMITS.files).optional(),
  }),
] as const;

const everywhere = [...selects, ...multiSelects, ...choosers, ...pickers] as const;

export const accessory = z.discriminatedUnion('type', [button, workflowButton, overflow, imageElement, ...everywhere]);
export const actionsElement = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  dateTimePicker,
  richTextInput,
  ...everywhere,
]);
export const inputElement = z.discriminatedUnion('type', [dateTimePicker, richTextInput, ...everywhere, ...inputs]);

const feedback = z.strictObject({
  text: plain(LIMITS.button.text),
  accessibility_label: filled(LIMITS.button.label).optional(),
  value: filled(LIMITS.button.value),
});
export const contextActionsElement = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    action_id: actionId,
    positive_button: feedback,
    negative_button: feedback,
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    ...common,
    icon: filled(LIMITS.id),
    text: plain(LIMITS.button.text),
    accessibility_label: filled(LIMITS.button.label).optional(),
    value: z.string().max(LIMITS.button.value).optional(),
    visible_to_user_ids: z.array(id).optional(),
  }),
]);
