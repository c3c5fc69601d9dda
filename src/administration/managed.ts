import { adminAction } from '../../blocks/administration-ids.ts';
import { teamAction } from '../../blocks/team-ids.ts';
import { isActive } from '../people/rules.ts';
import type { ListedPerson } from '../people/store.ts';
import { managed } from '../workspace/manage.ts';

export const managedWorkspace = [
  managed.provide({
    ...{ section: 'first', order: 10, action: adminAction.openSetUp, right: 'change-settings' },
    label: w => w.policy.setUpTitle,
    count: async ws => ((await ws.policies.stored()).setUp ? 0 : 1),
  }),
  managed.provide({
    ...{ section: 'first', order: 12, action: adminAction.openPolicy, right: 'change-settings' },
    label: (w, n) => w.manage.todo.channels(n),
    count: async ws => (await ws.channels.channelTroubles()).length,
  }),
  managed.provide({
    ...{ section: 'first', order: 50, action: adminAction.openPeople, right: 'import-people' },
    value: JSON.stringify({ filter: 'incomplete' }),
    label: (w, n) => w.manage.todo.incomplete(n),
    count: async ws => {
      const { people, roleOf } = await ws.rights.listing();
      // The top of the company has no manager.
      const lacksManager = (p: ListedPerson): boolean =>
        p.manager === undefined && !['hr', 'owner'].includes(roleOf(p));
      return [...people.values()].filter(p => isActive(p) && (p.hiredOn === undefined || lacksManager(p))).length;
    },
  }),
  managed.provide({
    ...{ section: 'people', order: 10, action: adminAction.openPeople, right: 'import-people' },
    label: w => w.people.open,
    hint: w => w.manage.hints.people,
  }),
  managed.provide({
    ...{ section: 'people', order: 20, action: teamAction.openList, right: 'define-teams' },
    label: w => w.teams.title,
    hint: w => w.teams.hint,
  }),
  managed.provide({
    ...{ section: 'settings', order: 20, action: adminAction.openOffices, right: 'change-settings' },
    label: w => w.offices.open,
    hint: w => w.offices.manageHint,
  }),
  managed.provide({
    ...{ section: 'settings', order: 10, action: adminAction.openPolicy, right: 'change-settings' },
    label: w => w.policy.open,
    hint: w => w.manage.hints.settings,
  }),
];
