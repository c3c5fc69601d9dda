import { z } from 'zod';
import { action } from '../../blocks/ids.ts';
import { ANY, PERIODS, SEARCH_PAGE, STATES, searchModal } from '../../blocks/search.ts';
import { addDays, monthBounds } from '../calendar/rules.ts';
import { type ListModal, onList, openList } from '../slack/list-modal.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { rightsIn } from './acting.ts';
import { peopleOf, requestModel } from './present.ts';
import { kinds, presentContext } from './registry.ts';
import { requests } from './store.ts';
import { LATE_AFTER_MS } from './urgency.ts';

const querySchema = z.object({
  person: z.string().optional(),
  kind: z.string().optional(),
  state: z.enum(STATES).optional(),
  period: z.enum(PERIODS).default('quarter'),
  page: z.number().int().min(1).default(1),
});
type Query = z.infer<typeof querySchema>;

/** For administrators. */
const search: ListModal<Workspace, Query> = {
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
  draw: async (ws, { person, w }, query) => {
    const today = ws.policy.today();
    const found = await requests(ws).search(ws.team, {
      user: query.person,
      kind: query.kind,
      ...(query.state === 'late'
        ? { state: 'waiting' as const, sentBefore: ws.clock.now() - LATE_AFTER_MS }
        : { state: query.state }),
      ...datesOf(query.period, today),
      skip: (query.page - 1) * SEARCH_PAGE,
      limit: SEARCH_PAGE,
    });
    const [ctx, d] = await Promise.all([
      presentContext(ws, found.requests.flatMap(peopleOf), { w, zone: person.zone }),
      ws.rights.listing(),
    ]);
    const rights = (user: string) => rightsIn(d, person.user, user);
    return searchModal(
      {
        ...query,
        pages: Math.max(1, Math.ceil(found.count / SEARCH_PAGE)),
        count: found.count,
        more: found.more,
        kinds: (await kinds(ws).all()).map(k => ({ kind: k.kind, name: k.title(w) })),
        rows: found.requests.map(r => requestModel(r, [], today, { ...ctx, rights })),
      },
      w,
    );
  },
};

export function searchRoutes(r: Routes): void {
  const right = { may: 'search-requests' } as const;
  r.open(action.openSearch, right, openList(search));
  onList(search, (id, turn) => r.open(id, right, turn));
}

/** Dates that requests must touch; none: any. */
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
