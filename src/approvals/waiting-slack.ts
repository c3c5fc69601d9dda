import { z } from 'zod';
import { WAITING, waitingAction } from '../../blocks/approval-ids.ts';
import type { RequestModel } from '../../blocks/home/model.ts';
import type { Modal } from '../../blocks/kit.ts';
import { WAITING_PAGE, waitingModal } from '../../blocks/waiting.ts';
import { type Calendar, localDate } from '../calendar/rules.ts';
import { words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { asked } from '../slack/form.ts';
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
  kind: z.string().exactOptional(),
  person: z.string().exactOptional(),
  urgent: z.boolean().default(false),
  page: z.number().int().min(1).default(1),
});
type Query = z.infer<typeof querySchema>;

/** *Waiting for me*, by kind, person and urgency, in pages. */
export function waitingList(router: Router, o: Parts): WaitingList {
  async function fitting(query: Query, person: Person): Promise<{ all: RequestDoc[]; found: RequestDoc[] }> {
    const today = localDate(o.clock.now(), o.zone);
    const all = await o.waitingFor(person);
    const fits = (r: RequestDoc): boolean =>
      (query.kind === undefined || r.kind === query.kind) &&
      (query.person === undefined || r.user === query.person) &&
      (!query.urgent || isPressing(r, today, o));
    return { all, found: all.filter(fits) };
  }

  async function modelsOf(shown: RequestDoc[], away: ReadonlyMap<string, string[]>, person: Person) {
    const names = await o.people.names(shown.flatMap(peopleOf));
    const w = words(o.people.language(person));
    const ctx = { w, kinds: o.kinds, names, zone: person.zone, calendar: o.calendar };
    return shown.map(r => requestModel(r, away.get(r._id) ?? [], localDate(o.clock.now(), o.zone), ctx));
  }

  async function modal(query: Query, person: Person): Promise<Modal> {
    const w = words(o.people.language(person));
    const { all, found } = await fitting(query, person);
    const pages = Math.max(1, Math.ceil(found.length / WAITING_PAGE));
    const page = Math.min(query.page, pages);
    const shown = found.slice((page - 1) * WAITING_PAGE, page * WAITING_PAGE);
    const [rows, kinds] = await Promise.all([
      o.alsoAway(shown).then(away => modelsOf(shown, away, person)),
      kindsOf(all, query, person),
    ]);
    return waitingModal({ ...query, page, pages, count: found.length, all: all.length, kinds, rows }, w);
  }

  /** Only kinds of which something waits, and the chosen one, which stays when its last request is decided. */
  async function kindsOf(all: readonly RequestDoc[], query: Query, person: Person) {
    const w = words(o.people.language(person));
    const wanted = new Set([...all.map(r => r.kind), ...(query.kind ? [query.kind] : [])]);
    const known = await o.kinds.all();
    return [...wanted].map(kind => ({ kind, name: known.find(k => k.kind === kind)?.title(w) ?? kind }));
  }

  async function redraw(press: Press, query: Query): Promise<void> {
    await press.redraw(await modal(query, press.person));
  }

  const changes: Record<string, (query: Query, value: string) => Query> = {
    [waitingAction.kind]: ({ kind: _, ...q }, kind) => ({ ...q, page: 1, ...(kind === 'any' ? {} : { kind }) }),
    [waitingAction.which]: (q, which) => ({ ...q, page: 1, urgent: which === 'urgent' }),
    [waitingAction.person]: ({ person: _, ...q }, person) => ({ ...q, page: 1, ...(person ? { person } : {}) }),
    [waitingAction.anybody]: ({ person: _, ...q }) => ({ ...q, page: 1 }),
    [waitingAction.next]: (q, page) => ({ ...q, page: Number(page) }),
    [waitingAction.back]: (q, page) => ({ ...q, page: Number(page) }),
  };
  for (const id of Object.keys(changes))
    router.opens(id, async press => {
      const before = read(press.view?.metadata);
      const next = querySchema.safeParse(asked(press, changes, before));
      // A forged filter shows what was shown before.
      await redraw(press, next.success ? next.data : before);
    });

  const holds = (press: Press): boolean => press.view?.callbackId === WAITING;
  return {
    open: async press => press.open(await modal(querySchema.parse({}), press.person)),
    holds,
    redraw: press => redraw(press, read(press.view?.metadata)),
    filtersIn: press => (holds(press) ? JSON.stringify(read(press.view?.metadata)) : undefined),
    drawn: (filters, person) => modal(read(filters), person),
    rows: async (filters, person, most) => {
      const { found } = await fitting(read(filters), person);
      return { rows: await modelsOf(found.slice(0, most), new Map(), person), all: found.length };
    },
  };
}

/** The filters that a form above the list remembers; undefined where they are none of Daybook's. */
export const readFilters = (metadata: string): Query | undefined => readMetadata(querySchema.strict(), metadata);

const read = (metadata = '{}'): Query => readMetadata(querySchema, metadata) ?? querySchema.parse({});
