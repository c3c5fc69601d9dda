import { z } from 'zod';
import { LIMITS } from './table.ts';

/** Text that must say something and fit. */
export const filled = (max: number) => z.string().min(1).max(max);

export const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: filled(max), emoji: z.boolean().optional() });

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: filled(max), verbatim: z.boolean().optional() });

export const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);
export const mrkdwnOnly = mrkdwn;

export const id = filled(LIMITS.id);
const url = (max: number) => filled(max).regex(/^[a-z][a-z0-9+.-]*:/i, 'is not a URL');
export const link = url(LIMITS.button.url);

export const confirm = z.strictObject({
  title: plain(LIMITS.confirm.title),
  text: anyText(LIMITS.confirm.text),
  confirm: plain(LIMITS.confirm.button),
  deny: plain(LIMITS.confirm.button),
  style: z.enum(['primary', 'danger']).optional(),
});

const slackFile = z.union([z.strictObject({ url: link }), z.strictObject({ id })]);
const imageSource = { image_url: url(LIMITS.image.url).optional(), slack_file: slackFile.optional() };
const oneSource = (image: { image_url?: unknown; slack_file?: unknown }): boolean =>
  (image.image_url === undefined) !== (image.slack_file === undefined);
const SOURCE = { error: 'needs either image_url or slack_file' };

export const imageElement = z
  .strictObject({ type: z.literal('image'), alt_text: filled(LIMITS.image.alt), ...imageSource })
  .refine(oneSource, SOURCE);

export const imageBlock = z
  .strictObject({
    type: z.literal('image'),
    block_id: id.optional(),
    alt_text: filled(LIMITS.image.alt),
    title: plain(LIMITS.image.title).optional(),
    ...imageSource,
  })
  .refine(oneSource, SOURCE);

const option = <T extends z.ZodType>(text: T) =>
  z.strictObject({
    text,
    value: filled(LIMITS.option.value),
    description: anyText(LIMITS.option.description).optional(),
  });
/** Of selects and overflow menus: plain text only. */
export const plainOption = option(plain(LIMITS.option.text)).extend({
  description: plain(LIMITS.option.description).optional(),
});
export const overflowOption = plainOption.extend({ url: link.optional() });
/** Of radio buttons and checkboxes: may be mrkdwn. */
export const choiceOption = option(anyText(LIMITS.option.text));
