import type { Person } from '../../src/people/rules.ts';

export const TEAM = 'T1';

/** Somebody who works here. */
export const person = (user: string, more: Partial<Person> = {}): Person => ({
  team: TEAM,
  user,
  name: `Name of ${user}`,
  zone: 'Asia/Seoul',
  administrator: false,
  employee: true,
  deleted: false,
  quickIn: false,
  place: 'office',
  syncedAt: 0,
  ...more,
});
