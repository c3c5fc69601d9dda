import { z } from 'zod';
import { action } from '../../blocks/ids.ts';
import { PERIODS, SEARCH_PAGE, STATES, searchModal } from '../../blocks/search.ts';
import { addDays, type Calendar, localDate, monthBounds } from '../calendar/rules.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Clock } from '../shared/clock.ts';
import { asked } from '../slack/form.ts';
import { readMetadata } from '../slack/metadata.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Press, Router } from '../slack/router.ts';
import type { Kinds } from './kinds.ts';
import { peopleOf, requestModel } from './present.ts';
import type { RequestStore } from './store.ts';

interface Parts {
  requests: RequestStore;
  people: People;
  administration: PeopleAdministration;
  kinds: Kinds;
  refusals: Refusals;
  clock: Clock;
  calendar: Calendar;
  team: () => string;
  zone: string;
}

const querySchema = z.object({
  person: z.string().optional(),
  kind: z.string().optional(),
  state: z.enum(STATES).optional(),
  period: z.enum(PERIODS).default('quarter'),
  page: z.number().int().min(1).default(1),
});
type Query = z.infer<typeof querySchema>;
/** as a press names it, not read by the schema yet */
type Asked = Partial<Record<keyof Query, unknown>>;

/** Every request of the workspace, by person, kind, state and period, for administrators. */
export function searchSlack(router: Router, o: Parts): void {
  const today = (): string => localDate(o.clock.now(), o.zone);

  async function modal(query: Query, press: Press) {
    const { w, person } = press;
    const found = await o.requests.search(o.team(), {
      ...(query.person ? { user: query.person } : {}),
      ...(query.kind ? { kind: query.kind } : {}),
      ...(query.state ? { state: query.state } : {}),
      ...datesOf(query.period, today()),
      skip: (query.page - 1) * SEARCH_PAGE,
      limit: SEARCH_PAGE,
    });
    const names = await o.people.names(found.requests.flatMap(peopleOf));
    const ctx = { w, kinds: o.kinds, names, zone: person.zone, calendar: o.calendar };
    return searchModal(
      {
        ...(query.person ? { person: query.person } : {}),
        ...(query.kind ? { kind: query.kind } : {}),
        ...(query.state ? { state: query.state } : {}),
        period: query.period,
        page: query.page,
        pages: Math.max(1, Math.ceil(found.count / SEARCH_PAGE)),
        count: found.count,
        kinds: (await o.kinds.all()).map(k => ({ kind: k.kind, name: k.title(w) })),
        rows: found.requests.map(r => requestModel(r, [], today(), ctx)),
      },
      w,
    );
  }

  const allowed = async (press: Press): Promise<boolean> =>
    (await o.administration.allows(press.person.user, 'search-requests')) === 'yes';

  router.opens(action.openSearch, async press => {
    if (!(await allowed(press))) return o.refusals.tell({ code: 'administrators-only' }, press);
    await press.open(await modal(querySchema.parse({}), press));
  });

  const turn = (query: Asked, page: string): Asked => ({ ...query, page: Number(page) });
  const changes: Record<string, (query: Asked, value: string) => Asked> = {
    [action.searchPerson]: (query, person) => ({ ...query, person: person || undefined, page: 1 }),
    [action.searchAnybody]: query => ({ ...query, person: undefined, page: 1 }),
    [action.searchKind]: (query, kind) => ({ ...query, kind: kind === 'any' ? undefined : kind, page: 1 }),
    [action.searchState]: (query, state) => ({ ...query, state: state === 'any' ? undefined : state, page: 1 }),
    [action.searchPeriod]: (query, period) => ({ ...query, period, page: 1 }),
    [action.searchNext]: turn,
    [action.searchBack]: turn,
  };
  for (const id of Object.keys(changes))
    router.opens(id, async press => {
      if (!(await allowed(press))) return o.refusals.tell({ code: 'administrators-only' }, press);
      const before = read(press.view?.metadata);
      const next = querySchema.safeParse(asked<Asked>(press, changes, before));
      // A forged filter shows what was shown before.
      await press.redraw(await modal(next.success ? next.data : before, press));
    });
}

const read = (metadata = ''): Query => readMetadata(querySchema, metadata) ?? querySchema.parse({});

/** The dates that requests must touch; none: any. */
function datesOf(period: Query['period'], today: string): { from?: string; to?: string } {
  const month = monthBounds(today);
  switch (period) {
    case 'ahead':
      return { from: today };
    case 'this-month':
      return { from: month.first, to: month.last };
    case 'last-month': {
      const { first, last } = monthBounds(addDays(month.first, -1));
      return { from: first, to: last };
    }
    case 'quarter':
      return { from: addDays(today, -91), to: addDays(today, 91) };
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` };
    default:
      return {};
  }
}
