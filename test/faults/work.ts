import { setTimeout as pause } from 'node:timers/promises';
import { action, input } from '../../blocks/ids.ts';
import type { Person } from '../../scripts/simulator/driver.ts';
import { addDays, koreanCalendar, localDate, workingDays } from '../../src/calendar/rules.ts';
import type { FaultWorld } from './world.ts';

const ZONE = 'Asia/Seoul';
const ANSWER_MS = 4_000;
const TRIES = 5;
const AGAIN_MS = 700;
const RELUCTANT_MS = 800;

/** What everybody means to do until they are told to stop; each does one thing after another, as people do. */
export interface Working {
  /** ends once everybody has finished what they are at */
  stop(): Promise<void>;
  /** how many things were done */
  count(): number;
}

const CLOCK_WORDS = ['출근', '퇴근', '휴식', '복귀'] as const;

export function work(world: FaultWorld, o: { people?: number; restMs?: [number, number] } = {}): Working {
  const { people = 9, restMs = [60, 400] } = o;
  const { random, seeded } = world;
  const deciders = [seeded.owner, seeded.admin];
  const workers = world.users.filter(u => !deciders.includes(u)).slice(-people);
  let stopped = false;
  let count = 0;

  async function loop(user: string, acts: readonly ((user: string) => Promise<unknown>)[]): Promise<void> {
    while (!stopped) {
      const failures = world.tally.failures;
      await random
        .one(acts)(user)
        .catch(() => undefined);
      count += 1;
      // While nothing answers, people wait before they try something else.
      await pause(random.from(...restMs) + (world.tally.failures > failures ? RELUCTANT_MS : 0));
    }
  }

  const byCommand = (user: string) => world.slack.as(user).command(`/daybook ${random.one(CLOCK_WORDS)}`);
  const byWord = (user: string) => world.slack.as(user).say('app', random.one(CLOCK_WORDS));
  const openHome = (user: string) => world.slack.as(user).openHome();
  const nextDay = leaveDays(world);
  const leave = (user: string) => askLeave(world, user, nextDay(user));
  const press = (user: string) => pressOnHome(world, user);
  const decide = (user: string) => decideOne(world, user);
  const running = [
    ...workers.map(user => loop(user, [byCommand, byCommand, byWord, byWord, press, press, leave, leave, openHome])),
    ...deciders.map(user => loop(user, [decide, decide, decide, openHome])),
  ];
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(running);
    },
    count: () => count,
  };
}

/** Until so many more things were answered, at most for this time; the moment after that is no one's choice. */
export async function after(world: FaultWorld, answers: [number, number], mostMs = 10_000): Promise<void> {
  const answered = () => [...world.tally.deeds.values()].filter(d => d.answered > 0).length;
  const wanted = answered() + world.random.from(...answers);
  const deadline = performance.now() + mostMs;
  while (answered() < wanted && performance.now() < deadline) await pause(20);
  await pause(world.random.from(0, 200));
}

/** Working days ahead, each person's one after another: no two leaves of one person overlap. */
function leaveDays(world: FaultWorld): (user: string) => string {
  const today = localDate(world.slack.clock.now(), ZONE);
  const days = workingDays(addDays(today, 7), addDays(today, 80), koreanCalendar());
  const used = new Map<string, number>();
  return user => {
    const n = used.get(user) ?? 0;
    used.set(user, n + 1);
    return days[n % days.length] ?? today;
  };
}

let reasons = 0;

/** By the form on Home. Whoever is not told that it was sent sends the same form again, as a person would. */
export async function askLeave(world: FaultWorld, user: string, day: string): Promise<boolean> {
  const person = world.slack.as(user);
  await dismissAll(person);
  if (!person.home()) await person.openHome();
  await person.press('home', action.openLeave);
  await shown(world, () => person.modal()?.callbackId === 'leave.request');
  const view = person.modal()?.id;
  await person.fill(action.leaveTo, day);
  await person.fill(action.leaveFrom, day);
  await person.fill(input.reason, `사유-${++reasons}.`);
  for (let tries = 0; tries < TRIES; tries++) {
    // Another one may have come late, from an earlier press.
    if (person.modal()?.id !== view) break;
    await person.submit();
    if (person.modal()?.id !== view) return true;
    await pause(AGAIN_MS);
  }
  await dismissAll(person);
  return false;
}

/** A break begun or ended on Home; a modal says that it was refused or not stored. */
async function pressOnHome(world: FaultWorld, user: string): Promise<void> {
  const person = world.slack.as(user);
  await dismissAll(person);
  const id = [action.startBreak, action.endBreak].find(a => JSON.stringify(person.home()?.blocks).includes(`"${a}"`));
  if (!id) return void (await person.openHome());
  const before = new Set(world.tally.deeds.keys());
  const { ok } = await person.press('home', id);
  const mine = [...world.tally.deeds.keys()].find(key => !before.has(key) && key.startsWith(`click:${user}:`));
  if (mine && ok && !person.modal()) world.tally.tell(mine, 'yes');
  await dismissAll(person);
}

async function decideOne(world: FaultWorld, user: string): Promise<void> {
  const { slack, seeded, random } = world;
  const person = slack.as(user);
  const open = person
    .messages(seeded.adminChannel)
    .filter(m => JSON.stringify(m.blocks).includes(`"${action.approve}"`));
  if (open.length === 0) return;
  const card = random.one(open);
  await person.press({ channel: seeded.adminChannel, ts: card.ts }, action.approve);
}

export const dismissAll = async (person: Person): Promise<void> => {
  if (person.modal()) await person.dismiss({ all: true });
};

const shown = (world: FaultWorld, what: () => boolean): Promise<unknown> =>
  world.slack.until(what, ANSWER_MS, 'a modal');
