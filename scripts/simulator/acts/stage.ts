import type { Delivery } from '../delivery.ts';
import type { Events } from '../events.ts';
import type { Faults } from '../web-api/faults.ts';
import type { Workspace } from '../workspace.ts';

/** What an act works on. */
export interface Stage {
  workspace: Workspace;
  delivery: Delivery;
  events: Events;
  faults: Faults;
}
