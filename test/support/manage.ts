import { adminCallback } from '../../blocks/administration-ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import type { World } from './daybook.ts';

type Driver = ReturnType<World['slack']['as']>;

/** The block of a row in the hub: what has to be done first may open the same list, filtered. */
export function blockOf(hub: ReturnType<Driver['modal']>, action: string): string {
  const rows = (hub?.blocks ?? []) as { block_id?: string; accessory?: { action_id?: string } }[];
  const id = rows.findLast(r => r.accessory?.action_id === action)?.block_id;
  if (id === undefined) throw new Error(`the hub has no ${action}`);
  return id;
}

/** Presses a row of the Manage hub, which is opened from Home. What it opens is the top modal then. */
export async function manage(
  { quiet, slack }: Pick<World, 'quiet' | 'slack'>,
  user: Driver | string,
  action: string,
  options: Parameters<Driver['press']>[2] = {},
): Promise<void> {
  const who = typeof user === 'string' ? slack.as(user) : user;
  await who.press('home', manageAction.open);
  await quiet();
  const blockId = blockOf(who.modal(), action);
  await who.press('modal', action, { blockId, ...options });
  await quiet();
}

/** Sends the form of somebody's facts; what is touched by them is shown, and sent on. */
export async function sendFacts(
  { quiet }: Pick<World, 'quiet'>,
  who: Driver,
  options: Parameters<Driver['submit']>[0] = {},
): Promise<void> {
  await who.submit(options);
  await quiet();
  if (who.modal()?.callbackId === adminCallback.personCheck) await who.submit(options);
  await quiet();
}

/** What stands in the log, each once. */
export const loggedIn = async ({ database }: Pick<World, 'database'>): Promise<unknown[]> => [
  ...new Set((await database.db.collection('log').find({}).toArray()).map(entry => entry.what)),
];
