import type { Db } from 'mongodb';
import { calendarStore } from '../calendar/store.ts';
import { zonesKnown } from '../calendar/zone.ts';
import { peopleAdministration } from '../people/administer.ts';
import { organisationStore } from '../people/organisation/store.ts';
import { peopleStore } from '../people/store.ts';
import { officeStore } from '../settings/offices-store.ts';
import type { Policy } from '../settings/policy.ts';
import { policyInForce } from '../settings/policy-in-force.ts';
import { policyStore } from '../settings/store.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Workspace } from './workspace.ts';

/** What programs beside the app have of a workspace: its records, policy and people, without Slack and the outbox. */
export type WorkspaceReader = Pick<Workspace, 'team' | 'db' | 'clock' | 'log' | 'policy' | 'rights' | 'provided'>;

export async function openReader(o: {
  db: Db;
  team: string;
  clock: Clock;
  log: Log;
  defaults: Policy;
  /** administrators by the configuration */
  named: readonly string[];
}): Promise<WorkspaceReader> {
  const { db, team, clock, log, defaults, named } = o;
  const [added, offices] = [calendarStore(db), officeStore(db)];
  const policy = policyInForce({
    store: policyStore(db),
    added: () => added.all(team),
    offices: () => offices.all(team),
    ...{ clock, team, defaults },
    knownZone: zonesKnown({ instead: () => defaults.workingTime.zone, log }),
  });
  await policy.reload();
  const store = peopleStore(db, zonesKnown({ instead: () => policy.zone, log }));
  const rights = peopleAdministration({ store, teams: organisationStore(db), clock, log, team, named, policy });
  return { team, db, clock, log, policy, rights, provided: new Map() };
}
