import { manageAction } from '../../blocks/manage-ids.ts';
import type { World } from './daybook.ts';

/** Presses a row of the Manage hub, which is opened from Home. What it opens is the top modal then. */
export async function manage(
  { slack, quiet }: Pick<World, 'slack' | 'quiet'>,
  user: string,
  action: string,
  options: { buttonValue?: string } = {},
): Promise<void> {
  await slack.as(user).press('home', manageAction.open);
  await quiet();
  await slack.as(user).press('modal', action, options);
  await quiet();
}
