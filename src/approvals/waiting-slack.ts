import { z } from 'zod';
import { WAITING, waitingAction } from '../../blocks/approval-ids.ts';
import type { RequestModel } from '../../blocks/home/model.ts';
import type { Modal } from '../../blocks/kit.ts';
import { ANY } from '../../blocks/search.ts';
import { WAITING_PAGE, waitingModal } from '../../blocks/waiting.ts';
import { type Calendar, localDate } from '../calendar/rules.ts';
import { type Words, words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { paged } from '../shared/portions.ts';
import { type ListModal, onList, openList, queryIn, redrawList } from '../slack/list-modal.ts';
import { readMetadata } from '../slack/metadata.ts';
import type { Press, Router } from '../slack/router.ts';
import type { Kinds } from './kinds.ts';
import { isPressing, peopleOf, requestModel } from './present.ts';
import type { RequestDoc } from './store.ts';

interface Parts {
  people: People;
  kinds: Kinds;
  clock: Clock;
  calendar: Calendar;
  zone: string;
  /** what this person may decide on now, the oldest first */
  waitingFor: (person: Person) => Promise<RequestDoc[]>;
  /** by request: who of its person's team is away on its days; names are raw */
  alsoAway: (requests: readonly RequestDoc[]) => Promise<Map<string, string[]>>;
}

/** The list of what waits for somebody, as far as a press in it needs it. */
export interface WaitingList {
  open(press: Press): Promise<void>;
  /** whether a press stands in this list */
  holds(press: Press): boolean;
  /** draws the list that a press stands in again, by the filters that it shows */
  redraw(press: Press): Promise<void>;
  /** the filters of the list that a press stands in, for a form that is opened above it; undefined elsewhere */
  filtersIn(press: Press): string | undefined;
  /** the list by filters that `filtersIn` gave */
  drawn(filters: string, person: Person): Promise<Modal>;
  /** by such filters the first requests, at most `most`, and how many they are in all */
  rows(filters: string, person: Person, most: number): Promise<{ rows: RequestModel[]; all: number }>;
}

const querySchema = z.object({
  kind: z.string().optional(),
  person: z.string().optional(),
  urgent: z.boolean().default(false),
  page: z.number().int().min(1).default(1),
});
type Query = z.infer<typeof querySchema>;
const FIRST = querySchema.parse({});

async function fitting(o: Parts, query: Query, person: Person): Promise<{ all: RequestDoc[]; found: RequestDoc[] }> {
  const today = localDate(o.clock.now(), o.zone);
  const all = await o.waitingFor(person);
  const fits = (r: RequestDoc): boolean =>
    (query.kind === undefined || r.kind === query.kind) &&
    (query.person === undefined || r.user === query.person) &&
    (!query.urgent || isPressing(r, today, o));
  return { all, found: all.filter(fits) };
}

async function modelsOf(o: Parts, shown: RequestDoc[], away: ReadonlyMap<string, string[]>, person: Person) {
  const names = await o.people.names(shown.flatMap(peopleOf));
  const w = words(o.people.language(person));
  const ctx = { w, kinds: o.kinds, names, zone: person.zone, calendar: o.calendar };
  return shown.map(r => requestModel(r, away.get(r._id) ?? [], localDate(o.clock.now(), o.zone), ctx));
}

/** Only kinds of which something waits, and the chosen one, which stays when its last request is decided. */
async function kindsOf(o: Parts, all: readonly RequestDoc[], query: Query, w: Words) {
  const wanted = new Set([...all.map(r => r.kind), ...(query.kind ? [query.kind] : [])]);
  const known = await o.kinds.all();
  return [...wanted].map(kind => ({ kind, name: known.find(k => k.kind === kind)?.title(w) ?? kind }));
}

/** *Waiting for me*, by kind, person and urgency, in pages. */
const waiting: ListModal<Parts, Query> = {
  schema: querySchema,
  first: FIRST,
  pages: waitingAction.pages,
  filters: {
    [waitingAction.kind]: kind => ({ kind: kind === ANY ? undefined : kind }),
    [waitingAction.which]: which => ({ urgent: which === 'urgent' }),
    [waitingAction.person]: person => ({ person: person || undefined }),
    [waitingAction.anybody]: () => ({ person: undefined }),
  },
  draw: async (o, { person, w }, query) => {
    const { all, found } = await fitting(o, query, person);
    const { rows: shown, ...page } = paged(found, query.page, WAITING_PAGE);
    const [rows, kinds] = await Promise.all([
      o.alsoAway(shown).then(away => modelsOf(o, shown, away, person)),
      kindsOf(o, all, query, w),
    ]);
    return waitingModal({ ...query, ...page, all: all.length, kinds, rows }, w);
  },
};

export function waitingList(router: Router, o: Parts): WaitingList {
  onList(waiting, (id, turn) => router.opens(id, press => turn(o, press)));
  const holds = (press: Press): boolean => press.view?.callbackId === WAITING;
  const read = (filters: string): Query => readMetadata(querySchema, filters) ?? FIRST;
  return {
    open: press => openList(waiting)(o, press),
    holds,
    redraw: press => redrawList(waiting, o, press),
    filtersIn: press => (holds(press) ? JSON.stringify(queryIn(waiting, press)) : undefined),
    drawn: (filters, person) => waiting.draw(o, { person, w: words(o.people.language(person)) }, read(filters)),
    rows: async (filters, person, most) => {
      const { found } = await fitting(o, read(filters), person);
      return { rows: await modelsOf(o, found.slice(0, most), new Map(), person), all: found.length };
    },
  };
}

/** The filters that a form above the list remembers; undefined where they are none of Daybook's. */
export const readFilters = (metadata: string): Query | undefined => readMetadata(querySchema.strict(), metadata);
