import type { RequestKind } from '../../src/approvals/kinds.ts';
import { requestKind, wholeDayAway } from '../../src/approvals/points.ts';
import type { People } from '../../src/people/actions.ts';
import { NO_TEAMS } from '../../src/people/organisation/rules.ts';
import type { Contribution } from '../../src/workspace/points.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { person } from '../people/people.ts';

/** Everybody works here, nobody has opened their Home, and UH is the only administrator. */
export const onlyAdministrator = {
  administrators: async () => [person('UH', { administrator: true })],
  some: async (users: readonly string[]) => users.map(user => person(user)),
  isReadWhole: async () => true,
  organisation: async () => NO_TEAMS,
} as Partial<People> as People;

/** Nobody is on leave, and requests are of this kind. */
export const kindOnly = (kind: RequestKind | ((ws: Workspace) => RequestKind)): Contribution[] => [
  wholeDayAway.provide(async () => new Map()),
  requestKind.provide(typeof kind === 'function' ? kind : () => kind),
];
