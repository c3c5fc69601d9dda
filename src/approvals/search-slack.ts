import { z } from 'zod';
import { action } from '../../blocks/ids.ts';
import { ANY, PERIODS, SEARCH_PAGE, STATES, searchModal } from '../../blocks/search.ts';
import { addDays, type Calendar, localDate, monthBounds } from '../calendar/rules.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Clock } from '../shared/clock.ts';
import { type ListModal, onList, openList } from '../slack/list-modal.ts';
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

/** Every request of the workspace, by person, kind, state and period, for administrators. */
const search: ListModal<Parts, Query> = {
  schema: querySchema,
  first: querySchema.parse({}),
  pages: action.searchPages,
  filters: {
    [action.searchPerson]: person => ({ person: person || undefined }),
    [action.searchAnybody]: () => ({ person: undefined }),
    [action.searchKind]: kind => ({ kind: kind === ANY ? undefined : kind }),
    [action.searchState]: state => ({ state: state === ANY ? undefined : state }),
    [action.searchPeriod]: period => ({ period }),
  },
  draw: async (o, { person, w }, query) => {
    const today = localDate(o.clock.now(), o.zone);
    const found = await o.requests.search(o.team(), {
      user: query.person,
      kind: query.kind,
      state: query.state,
      ...datesOf(query.period, today),
      skip: (query.page - 1) * SEARCH_PAGE,
      limit: SEARCH_PAGE,
    });
    const names = await o.people.names(found.requests.flatMap(peopleOf));
    const ctx = { w, kinds: o.kinds, names, zone: person.zone, calendar: o.calendar };
    return searchModal(
      {
        ...query,
        pages: Math.max(1, Math.ceil(found.count / SEARCH_PAGE)),
        count: found.count,
        kinds: (await o.kinds.all()).map(k => ({ kind: k.kind, name: k.title(w) })),
        rows: found.requests.map(r => requestModel(r, [], today, ctx)),
      },
      w,
    );
  },
};

export function searchSlack(router: Router, o: Parts): void {
  const guarded = (id: string, handler: (o: Parts, press: Press) => Promise<unknown>): void =>
    router.opens(id, async press => {
      const may = await o.administration.allows(press.person.user, 'search-requests');
      await (may === 'yes' ? handler(o, press) : o.refusals.tell({ code: 'administrators-only' }, press));
    });
  guarded(action.openSearch, openList(search));
  onList(search, guarded);
}

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
