import { z } from 'zod';
import type { PageIds } from '../../blocks/ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import type { FormState } from './form.ts';
import { found, readMetadata } from './metadata.ts';
import type { Acting, Press } from './router.ts';

// A list in a modal: filters and pages change a query that the modal's metadata remember, and the modal is redrawn.
//
// To write one, as a constant beside its handlers:
//   const people: ListModal<Parts, PeopleQuery> = {
//     schema,                                              // of the query; checks the query after each press, too
//     first: { query: '', filter: 'here', page: 1 },          // for a modal that remembers nothing; absent: not found
//     pages: adminAction.peoplePages,                         // `pageIds` in the feature's ids
//     filters: { [adminAction.peopleFilter]: filter => ({ filter }) },  // the rest of the query stays, page 1 is shown
//     draw: async (o, { person, w }, query) => peopleModal(…, w),       // its metadata: `JSON.stringify(query)`
//   };
// To register it, with the right that all of its presses need:
//   onList(people, (id, turn) => r.open(id, { may: 'import-people' }, turn));
//   r.open(adminAction.openPeople, { may: 'import-people' }, openList(people));
// or, with a query of the press's own, `press.open(await people.draw(o, press, query))`. A right over the person that
// the query names reads `queryAfter(list, press)`. A modal with a search button registers `searched` for its callback.
// The blocks: `pager`, `searchInput` and `personFilter` of blocks/list.ts, `select` of blocks/inputs.ts; the rows
// of a page: `paged` of shared/portions.ts. A press that changes a row redraws the list with `redrawList`.

export type Viewing = Pick<Acting, 'person' | 'w'>;

/** `C`: what drawing needs, such as the feature's parts. */
export interface ListModal<C, Q extends object> {
  schema: z.ZodType<Q>;
  first?: Q;
  pages?: PageIds;
  /** By action id: what a filter changes, read by the schema afterwards; undefined: nothing is redrawn. */
  filters?: Readonly<Record<string, (value: string, query: Q) => { [K in keyof Q]?: unknown } | undefined>>;
  /** A filter that decides which others there are: what stands in those is not read with it. */
  alone?: boolean;
  draw(context: C, viewing: Viewing, query: Q): Promise<Modal>;
}

/** The query of a list without filters. */
export const pageQuery = z.object({ page: z.int().min(1) });
export const FIRST_PAGE: z.infer<typeof pageQuery> = { page: 1 };

/** The query of the list that a press stands in. */
export const queryIn = <C, Q extends object>(list: ListModal<C, Q>, { view }: Pick<Press, 'view'>): Q =>
  remembered(list, view?.metadata ?? '');

const remembered = <C, Q extends object>(list: ListModal<C, Q>, metadata: string): Q =>
  found(readMetadata(list.schema, metadata) ?? list.first);

type Change = readonly [id: string, value: string];

/** What stands in a modal's inputs, by action id. */
const standing = (state: FormState): Change[] =>
  Object.values(state).flatMap(block =>
    Object.entries(block).map(
      ([id, v]): Change => [id, v.value ?? v.selected_option?.value ?? v.selected_user ?? v.selected_date ?? ''],
    ),
  );

/** The query that a press asks for; undefined: it asks for nothing. */
export function queryAfter<C, Q extends object>(
  list: ListModal<C, Q>,
  press: Pick<Press, 'view' | 'actionId' | 'value'>,
): Q | undefined {
  const shown = queryIn(list, press);
  const inputs = standing(press.view?.state ?? {});
  const { actionId } = press;
  const value = press.value || (inputs.find(([id]) => id === actionId)?.[1] ?? '');
  if (changeOf(list, [actionId, value], shown) === undefined) return undefined;
  // Two filters changed at once both count: the second press still carries the metadata from before the first.
  const others = list.alone ? [] : inputs.filter(([id]) => id !== actionId);
  return applied(list, shown, [...others, [actionId, value]]);
}

function applied<C, Q extends object>(list: ListModal<C, Q>, shown: Q, changes: readonly Change[]): Q {
  const next = changes.reduce((query, change) => ({ ...query, ...changeOf(list, change, query) }), shown);
  const read = list.schema.safeParse(next);
  // A forged filter shows what was shown before.
  return read.success ? read.data : shown;
}

function changeOf<C, Q extends object>(list: ListModal<C, Q>, [id, value]: Change, query: Q): object | undefined {
  if (id === list.pages?.next || id === list.pages?.back) return { page: Number(value) };
  // Ids come from Slack: `constructor` is a filter of no list.
  const filter = list.filters && Object.hasOwn(list.filters, id) ? list.filters[id] : undefined;
  const change = filter?.(value, query);
  return change && (list.pages ? { page: 1, ...change } : change);
}

/** What a button's value says of the query, as JSON; the rest is as the list is at first. */
export function queryAsked<C, Q extends object>(list: ListModal<C, Q>, value: string, first: Q): Q {
  const part = readMetadata(z.record(z.string(), z.unknown()), value);
  return (part && list.schema.safeParse({ ...first, ...part }).data) ?? first;
}

/** Opens a list as it is at first. */
export const openList =
  <C, Q extends object>(list: ListModal<C, Q>, first = list.first) =>
  async (context: C, press: Press): Promise<void> =>
    press.open(list.draw(context, press, queryAsked(list, press.value, found(first))));

/** Redraws a list as a press in it asks. */
async function turn<C, Q extends object>(list: ListModal<C, Q>, context: C, press: Press): Promise<void> {
  const query = queryAfter(list, press);
  if (query) await press.redraw(await list.draw(context, press, query));
}

/** Redraws the list that a press stands in, by the query that it shows. */
export async function redrawList<C, Q extends object>(list: ListModal<C, Q>, context: C, press: Press): Promise<void> {
  await press.redraw(await list.draw(context, press, queryIn(list, press)));
}

/** The list that the modal's own button asks for: by what stands in its filters. */
export async function searched<C, Q extends object>(
  list: ListModal<C, Q>,
  context: C,
  s: Viewing & { state: FormState; metadata: string },
): Promise<{ update: Modal }> {
  const shown = remembered(list, s.metadata);
  return { update: await list.draw(context, s, applied(list, shown, standing(s.state))) };
}

/** Every filter and both buttons of the pager. */
export function onList<C, Q extends object>(
  list: ListModal<C, Q>,
  on: (id: string, handler: (context: C, press: Press) => Promise<void>) => void,
): void {
  const { next, back } = list.pages ?? {};
  for (const id of [...Object.keys(list.filters ?? {}), next, back])
    if (id !== undefined) on(id, (context, press) => turn(list, context, press));
}
