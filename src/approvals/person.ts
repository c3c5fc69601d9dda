import { adminAction } from '../../blocks/administration-ids.ts';
import { action } from '../../blocks/ids.ts';
import { button, context, literal } from '../../blocks/kit.ts';
import { pager } from '../../blocks/list.ts';
import { personPart } from '../../blocks/person.ts';
import { requestRow } from '../../blocks/search.ts';
import { paged } from '../shared/portions.ts';
import type { PersonSection } from '../workspace/person.ts';
import { peopleOf, requestModel } from './present.ts';
import { presentContext } from './registry.ts';
import { requests } from './store.ts';

const REQUESTS_PAGE = 8;
const DELEGATIONS_SHOWN = 5;

export const requestsOfPerson: PersonSection = {
  order: 50,
  right: 'see-request',
  draw: async (ws, { person, w, subject, query, may }) => {
    const all = await requests(ws).of(ws.team, subject.user);
    const { rows, ...page } = paged(all, query.page, REQUESTS_PAGE);
    const ctx = await presentContext(ws, rows.flatMap(peopleOf), { w, zone: person.zone });
    const rights = () => ({ actsFor: may('act-for'), decidesFor: may('decide-for') });
    const today = ws.policy.today();
    return [
      personPart(w.person.requests, []),
      ...(rows.length === 0 ? [context(w.person.noRequests)] : []),
      ...rows.map(r => requestRow(requestModel(r, [], today, { ...ctx, rights }), w)),
      ...pager(page, adminAction.personPages, w),
    ];
  },
};

/** In force or ahead, of the person's own decisions or to them. */
export const delegationsOfPerson: PersonSection = {
  order: 40,
  right: 'see-person',
  draw: async (ws, { w, subject, may }) => {
    const today = ws.policy.today();
    const mine = (await ws.people.delegations()).filter(
      d => d.last >= today && (d.from === subject.user || d.to === subject.user),
    );
    if (mine.length === 0) return [];
    const names = await ws.people.names(mine.flatMap(d => [d.from, d.to]));
    const name = (user: string): string => literal(names.get(user) ?? user, 60);
    const lines = mine
      .slice(0, DELEGATIONS_SHOWN)
      .map(d => w.person.delegate(name(d.from), name(d.to), w.range(d.first, d.last)));
    const open = may('name-delegate') ? button(action.openDelegation, w.delegation.open) : undefined;
    return [personPart(w.person.delegations, lines, open)];
  },
};
