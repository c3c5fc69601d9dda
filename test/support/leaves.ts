import { action } from '../../blocks/ids.ts';
import type { World } from './daybook.ts';

/** Asks for leave by the form on Home, and the owner approves its card. */
export async function approvedLeave(
  { slack, people, adminChannel, quiet }: World,
  who: keyof World['people'],
  from: string,
  to: string,
  type?: string,
): Promise<void> {
  const person = slack.as(people[who]);
  await person.press('home', action.openLeave);
  await quiet();
  if (type) await person.fill(action.leaveType, type);
  await quiet();
  await person.fill(action.leaveTo, to);
  await person.fill(action.leaveFrom, from);
  await person.submit();
  await quiet();
  const owner = slack.as(people.owner);
  const ts = owner.messages(adminChannel).at(-1)?.ts ?? '';
  await owner.press({ channel: adminChannel, ts }, action.approve);
  await quiet();
}
