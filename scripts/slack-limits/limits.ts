import { z } from 'zod';
import { BLOCKS, type Surface } from './blocks.ts';
import { LIMITS } from './table.ts';
import { plain } from './texts.ts';

export { LIMITS };

const blocks = z.array(z.unknown()).optional();
const view = {
  callback_id: z.string().max(LIMITS.id).optional(),
  external_id: z.string().max(LIMITS.id).optional(),
  private_metadata: z.string().max(LIMITS.privateMetadata).optional(),
  blocks: z.array(z.unknown()),
};
const modalWord = plain(LIMITS.modalWord);
const envelopes: Record<Surface, z.ZodType> = {
  home: z.strictObject({ type: z.literal('home'), ...view }),
  modal: z.strictObject({
    type: z.literal('modal'),
    title: modalWord,
    submit: modalWord.optional(),
    close: modalWord.optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...view,
  }),
  message: z.looseObject({ text: z.string().max(LIMITS.messageText).optional(), blocks }),
};

interface LooseElement {
  type?: unknown;
  action_id?: unknown;
  focus_on_load?: unknown;
}
interface LooseBlock {
  type?: unknown;
  block_id?: unknown;
  element?: LooseElement;
  accessory?: LooseElement;
  elements?: LooseElement[];
  child_blocks?: LooseBlock[];
}

/** By surface and JSON: most of a Home is drawn as it was. */
const sound = new Set<string>();
const MOST_SOUND = 5_000;

/**
 * Every breach of Slack's rules in a view or message, each as "path: what is wrong"; nothing when Slack takes it.
 * A message is anything with `text` and `blocks`. Source: docs.slack.dev/reference/block-kit and /surfaces.
 */
export function breaches(surface: Surface, payload: unknown): string[] {
  const json = JSON.stringify(payload) ?? 'null';
  const plainPayload: unknown = JSON.parse(json);
  const found = issuesOf(envelopes[surface], plainPayload, '');
  const list = (plainPayload as { blocks?: unknown } | null)?.blocks;
  const all = (Array.isArray(list) ? list : []) as LooseBlock[];
  for (const [index, block] of all.entries()) {
    const key = `${surface} ${JSON.stringify(block)}`;
    if (sound.has(key)) continue;
    const wrong = blockBreaches(surface, block, `blocks[${index}]`);
    found.push(...wrong);
    if (sound.size >= MOST_SOUND) sound.clear();
    if (wrong.length === 0) sound.add(key);
  }

  const most = LIMITS.blocks[surface];
  if (all.length > most) found.push(`blocks: ${all.length} blocks, more than ${most}`);
  found.push(...duplicatedIds(all), ...focusBreaches(all), ...countBreaches(all));
  if (surface === 'modal' && all.some(block => block?.type === 'input') && !hasKey(plainPayload, 'submit'))
    found.push('submit: required where there are inputs');
  if (surface === 'message' && !hasKey(plainPayload, 'text') && all.length === 0)
    found.push('text: a message needs text or blocks');
  const bytes = new TextEncoder().encode(json).length;
  if (surface !== 'message' && bytes > LIMITS.viewBytes)
    found.push(`view: ${bytes} bytes, more than ${LIMITS.viewBytes}`);
  return found;
}

function blockBreaches(surface: Surface, block: LooseBlock, path: string): string[] {
  const type = String(block?.type);
  const known = BLOCKS.get(type);
  if (!known) return [`${path}.type: unknown block type ${JSON.stringify(block?.type ?? null)}`];
  const found = issuesOf(known.schema, block, path);
  if (!known.on.includes(surface)) found.push(`${path}: a block of type ${type} is not allowed in a ${surface}`);
  if (surface !== 'modal' && block.element?.type === 'file_input')
    found.push(`${path}.element: file_input is not allowed in a ${surface}`);
  const ids = elementsOf(block)
    .map(element => element?.action_id)
    .filter(actionId => actionId !== undefined);
  for (const twice of repeated(ids))
    found.push(`${path}: action_id ${JSON.stringify(twice)} stands twice in the block`);
  for (const [index, child] of (block.child_blocks ?? []).entries())
    found.push(...blockBreaches(surface, child, `${path}.child_blocks[${index}]`));
  return found;
}

function elementsOf(block: LooseBlock): LooseElement[] {
  const inner = Array.isArray(block?.elements) ? block.elements : [];
  return [block?.element, block?.accessory, ...inner].filter(element => element !== undefined && element !== null);
}

function duplicatedIds(all: LooseBlock[]): string[] {
  const ids = all.flatMap(block => [block, ...(block?.child_blocks ?? [])]).map(block => block?.block_id);
  return repeated(ids.filter(blockId => blockId !== undefined)).map(
    blockId => `blocks: block_id ${JSON.stringify(blockId)} stands twice`,
  );
}

function focusBreaches(all: LooseBlock[]): string[] {
  const focused = all.flatMap(elementsOf).filter(element => element.focus_on_load === true).length;
  return focused > 1 ? [`blocks: focus_on_load is set ${focused} times, only one element may have it`] : [];
}

function countBreaches(all: LooseBlock[]): string[] {
  const count = (type: string): number => all.filter(block => block?.type === type).length;
  const found: string[] = [];
  if (count('data_visualization') > LIMITS.chart.perMessage)
    found.push(`blocks: ${count('data_visualization')} charts, more than ${LIMITS.chart.perMessage}`);
  if (count('table') > LIMITS.table.perMessage)
    found.push(`blocks: ${count('table')} tables, more than ${LIMITS.table.perMessage}`);
  return found;
}

function repeated(values: unknown[]): unknown[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function hasKey(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Boolean((value as Record<string, unknown>)[key]);
}

function issuesOf(schema: z.ZodType, value: unknown, at: string): string[] {
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? [] : result.error.issues.flatMap(issue => inWords(issue, at));
}

function inWords(issue: z.core.$ZodIssue, at: string): string[] {
  const path = pathOf(at, issue.path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => `${pathOf(path, [key])}: unknown property`);
  if (issue.code === 'invalid_union') {
    // The branch that got furthest says best what is wrong; without any, the type itself is unknown here.
    const branches = issue.errors.filter(issues => !issues.some(inner => inner.path[0] === 'type'));
    const nearest = branches.sort((a, b) => a.length - b.length)[0];
    if (nearest) return nearest.flatMap(inner => inWords(inner, path));
    const { type } = (issue.input ?? {}) as LooseElement;
    return [`${path.replace(/\.type$/, '')}: type ${JSON.stringify(type ?? issue.input ?? null)} is not allowed here`];
  }
  if (issue.code === 'too_big' && issue.origin === 'string')
    return [`${path}: ${String(issue.input).length} characters, more than ${issue.maximum}`];
  if (issue.code === 'too_big' && issue.origin === 'array')
    return [`${path}: ${(issue.input as unknown[]).length} items, more than ${issue.maximum}`];
  if (issue.code === 'too_small' && issue.origin === 'string') return [`${path}: empty text`];
  if (issue.code === 'too_small' && issue.origin === 'array') return [`${path}: needs at least ${issue.minimum}`];
  if (issue.code === 'invalid_type' && issue.input === undefined) return [`${path}: required`];
  return [`${path}: ${issue.message}`];
}

function pathOf(at: string, path: PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    at,
  );
}
