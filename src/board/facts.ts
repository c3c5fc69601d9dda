import { LEAVE } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { statesOn } from '../attendance/states.ts';
import { addDays } from '../calendar/rules.ts';
import { kindOf } from '../forms/definition.ts';
import { type LeaveForm, leaveFormOf } from '../leave-record/form.ts';
import { isActive } from '../people/rules.ts';
import type { ListedPerson } from '../people/store.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { awayClock } from '../worktime/away.ts';
import { isExpectedOn } from '../worktime/expected.ts';
import { arrangedOn } from '../worktime/summary.ts';
import { AHEAD, type BoardFacts } from './present.ts';

const TRIP = kindOf('business-trip');

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60) % 24, minutes % 60].map(n => String(n).padStart(2, '0')).join(':');

/** When a part of a day is, as the leave form shows it; undefined under flexible hours. */
function hoursOf(ws: Workspace, person: ListedPerson, form: LeaveForm, date: string) {
  const { on: policyOn, calendar } = ws.policy.of(person);
  const hours = awayClock(form, arrangedOn({ policyOn, calendar, person }, date));
  return hours && { from: clock(hours[0]), to: clock(hours[1]) };
}

/** A minute's boards of all teams are drawn from one reading, ms. */
const FRESH_MS = 20_000;

const last = perWorkspace(() => ({ date: '', at: 0, facts: undefined as Promise<BoardFacts> | undefined }));

/** As the job has just read them, or read now. */
export function recentFacts(ws: Workspace, date: string): Promise<BoardFacts> {
  const { facts, ...of } = last(ws);
  return facts && of.date === date && Math.abs(ws.clock.now() - of.at) < FRESH_MS ? facts : factsOf(ws, date);
}

/** Everybody's, in few queries, which teams share. */
export function factsOf(ws: Workspace, date: string): Promise<BoardFacts> {
  const facts = read(ws, date);
  Object.assign(last(ws), { date, at: ws.clock.now(), facts });
  return facts;
}

async function read(ws: Workspace, date: string): Promise<BoardFacts> {
  const people = [...(await ws.rights.listing()).people.values()].filter(isActive);
  const [leaves, states, trips] = await Promise.all([
    requests(ws).inForceIn(ws.team, LEAVE, date, addDays(date, AHEAD)),
    statesOn(ws, people, date),
    requests(ws).inForceIn(ws.team, TRIP, date, date),
  ]);
  const personOf = new Map(people.map(p => [p.user, p]));
  const works = new Map<string, boolean>();
  return {
    date,
    people,
    leaves: leaves.map(r => ({ user: r.user, form: leaveFormOf(r.form) })),
    places: new Map(states.flatMap(s => s.spans.slice(-1).map(span => [s.user, span.place] as const))),
    trips: new Set(trips.map(r => r.user)),
    expected: (user, day) => {
      const key = `${user} ${day}`;
      const person = personOf.get(user);
      const known = works.get(key) ?? (person !== undefined && expectedOn(ws, person, day));
      works.set(key, known);
      return known;
    },
    hours: (user, form, day) => {
      const person = personOf.get(user);
      return person && hoursOf(ws, person, form, day);
    },
  };
}

function expectedOn(ws: Workspace, person: ListedPerson, date: string): boolean {
  const { on: policyOn, calendar } = ws.policy.of(person);
  return isExpectedOn(person, date, { policyOn, calendar });
}
