import { action } from '../../blocks/ids.ts';
import { managed } from '../workspace/manage.ts';
import { requests } from './store.ts';
import { LATE_AFTER_MS } from './urgency.ts';

export const managedRequests = [
  managed.provide({
    ...{ section: 'first', order: 40, action: action.openSearch, right: 'search-requests' },
    value: JSON.stringify({ state: 'late', period: 'all' }),
    label: (w, n) => w.manage.todo.waiting(n),
    count: ws => requests(ws).countWaiting(ws.team, ws.clock.now() - LATE_AFTER_MS),
  }),
  managed.provide({
    ...{ section: 'requests', order: 20, action: action.openSearch, right: 'search-requests' },
    label: w => w.search.open,
    hint: w => w.manage.hints.search,
  }),
  managed.provide({
    ...{ section: 'requests', order: 30, action: action.openDelegation, right: 'decide-request' },
    label: w => w.delegation.open,
    hint: w => w.manage.hints.delegation,
  }),
  managed.provide({
    ...{ section: 'routes', order: 10, action: action.openRoutes, right: 'define-forms' },
    label: w => w.routes.title,
    hint: w => w.manage.hints.routes,
  }),
];
