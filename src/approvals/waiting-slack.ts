import { z } from 'zod';
import { WAITING, waitingAction } from '../../blocks/approval-ids.ts';
import { seenValue } from '../../blocks/approvals.ts';
import type { RequestModel } from '../../blocks/home/model.ts';
import type { Modal } from '../../blocks/kit.ts';
import { ANY } from '../../blocks/search.ts';
import { WAITING_PAGE, waitingModal } from '../../blocks/waiting.ts';
import { type Words, words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import { paged } from '../shared/portions.ts';
import { type ListModal, onList, openList, queryIn, redrawList, type Viewing } from '../slack/list-modal.ts';
import { readMetadata } from '../slack/metadata.ts';
import type { Press } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { namesAway } from './mates.ts';
import { isPressing, peopleOf, requestModel } from './present.ts';
import { kinds, presentContext } from './registry.ts';
import type { RequestDoc } from './store.ts';
import { waitingFor } from './waiting-for.ts';

const querySchema = z.object({
  kind: z.string().optional(),
  person: z.string().optional(),
  urgent: z.boolean().default(false),
  page: z.number().int().min(1).default(1),
});
type Query = z.infer<typeof querySchema>;
const FIRST = querySchema.parse({});

async function fitting(
  ws: Workspace,
  query: Query,
  person: Person,
): Promise<{ all: RequestDoc[]; found: RequestDoc[] }> {
  const today = ws.policy.today();
  const by = { kinds: kinds(ws), calendar: ws.policy.calendar };
  const all = await waitingFor(ws, person);
  const fits = (r: RequestDoc): boolean =>
    (query.kind === undefined || r.kind === query.kind) &&
    (query.person === undefined || r.user === query.person) &&
    (!query.urgent || isPressing(r, today, by));
  return { all, found: all.filter(fits) };
}

async function modelsOf(
  ws: Workspace,
  { person, w }: Viewing,
  shown: RequestDoc[],
  away: ReadonlyMap<string, string[]> = new Map(),
): Promise<RequestModel[]> {
  const ctx = await presentContext(ws, shown.flatMap(peopleOf), { w, zone: person.zone });
  return shown.map(r => requestModel(r, away.get(r._id) ?? [], ws.policy.today(), ctx));
}

/** Kinds of pending requests, and the chosen one, which stays after its last decision. */
async function kindsOf(ws: Workspace, all: readonly RequestDoc[], query: Query, w: Words) {
  const wanted = new Set([...all.map(r => r.kind), ...(query.kind ? [query.kind] : [])]);
  const existing = await kinds(ws).all();
  return [...wanted].map(kind => ({ kind, name: existing.find(k => k.kind === kind)?.title(w) ?? kind }));
}

const waiting: ListModal<Workspace, Query> = {
  schema: querySchema,
  first: FIRST,
  pages: waitingAction.pages,
  filters: {
    [waitingAction.kind]: kind => ({ kind: kind === ANY ? undefined : kind }),
    [waitingAction.which]: which => ({ urgent: which === 'urgent' }),
    [waitingAction.person]: person => ({ person: person || undefined }),
    [waitingAction.anybody]: () => ({ person: undefined }),
  },
  draw: async (ws, viewing, query) => {
    const { all, found } = await fitting(ws, query, viewing.person);
    const { rows: shown, ...page } = paged(found, query.page, WAITING_PAGE);
    const [rows, choices] = await Promise.all([
      namesAway(ws, shown).then(away => modelsOf(ws, viewing, shown, away)),
      kindsOf(ws, all, query, viewing.w),
    ]);
    return waitingModal({ ...query, ...page, all: all.length, kinds: choices, rows }, viewing.w);
  },
};

export const waitingRoutes = (r: Routes): void => onList(waiting, (id, turn) => r.open(id, { everyone: true }, turn));

export const openWaiting = openList(waiting);

export const isInWaiting = (press: Press): boolean => press.view?.callbackId === WAITING;

export const redrawWaiting = (ws: Workspace, press: Press): Promise<void> => redrawList(waiting, ws, press);

/** For a form above the list; undefined elsewhere. */
export const filtersIn = (press: Press): string | undefined =>
  isInWaiting(press) ? JSON.stringify(queryIn(waiting, press)) : undefined;

const read = (filters: string): Query => readMetadata(querySchema, filters) ?? FIRST;

const viewingAs = (ws: Workspace, person: Person): Viewing => ({ person, w: words(ws.people.language(person)) });

export const drawWaiting = (ws: Workspace, filters: string, person: Person): Promise<Modal> =>
  waiting.draw(ws, viewingAs(ws, person), read(filters));

/** What fits the filters, each with its step. */
export const waitingSeen = async (ws: Workspace, filters: string, person: Person): Promise<string[]> =>
  (await fitting(ws, read(filters), person)).found.map(seenOf);

const seenOf = (r: RequestDoc): string => seenValue({ id: r._id, round: r.round, step: r.at });

/** Of these what still waits at the step that was shown. */
export async function waitingRows(ws: Workspace, seen: readonly string[], person: Person): Promise<RequestModel[]> {
  const waits = new Map((await waitingFor(ws, person)).map(r => [seenOf(r), r]));
  return modelsOf(
    ws,
    viewingAs(ws, person),
    seen.flatMap(value => waits.get(value) ?? []),
  );
}

const ticksSchema = querySchema.strict().extend({ ticks: z.string().optional(), at: z.int().min(1).optional() });
export type TicksQuery = z.infer<typeof ticksSchema>;

/** The list's filters, and which page of which ticks; undefined: forged. */
export const readTicks = (metadata: string): TicksQuery | undefined => readMetadata(ticksSchema, metadata);
