import type { Db } from 'mongodb';
import { REQUESTS } from '../../src/approvals/store.ts';
import { WORKDAYS } from '../../src/attendance/store.ts';
import { addDays, atLocal, weekday } from '../../src/calendar/rules.ts';
import { LEDGERS, NO_EMPLOYMENT } from '../../src/grants/record/store.ts';
import { unitsOf } from '../../src/leave-record/units.ts';

/** Documents stored in one command. */
const AT_ONCE = 500;
const ZONE = 'Asia/Seoul';

export interface Crowd {
  team: string;
  /** how many people */
  people: number;
  /** the working days that each of them has on record, the last one being today, in the morning */
  days: number;
  today: string;
  /** leaves of each person in the past year; one person in five has one ahead, too */
  leaves?: number;
  /** when each was hired; unless told, some months into one of the last years */
  hired?: string;
  /** whether their working day on record runs on */
  open?: boolean;
  /** whether they have switched reminders off */
  quiet?: boolean;
}

export const crowdUser = (n: number): string => `U1${String(n).padStart(6, '0')}`;

/** Stores a workspace of many people as its own use would leave it, without asking the app: their facts, days, leaves and grants. */
export async function storeCrowd(db: Db, crowd: Crowd): Promise<void> {
  const { team, people, days, today, leaves = 0, open = true, quiet = true } = crowd;
  const hiredOn = (n: number): string => crowd.hired ?? hiring(n);
  const users = Array.from({ length: people }, (_, n) => crowdUser(n));
  const store = async (name: string, docs: object[]): Promise<void> => {
    for (let i = 0; i < docs.length; i += AT_ONCE)
      await db.collection<object>(name).insertMany(docs.slice(i, i + AT_ONCE), { ordered: false });
  };
  await store(
    'people',
    users.map((user, n) => ({
      ...{ _id: `${team}:${user}`, team, user, name: `Person ${n}`, zone: ZONE, email: `p${n}@acorn.example` },
      ...{ administrator: false, employee: true, deleted: false, quickIn: false, place: 'office' },
      ...{ syncedAt: atLocal(today, '08:00', ZONE), hiredOn: hiredOn(n), quiet: quiet ? ['in', 'out', 'week'] : [] },
      ...(n % 10 === 0 ? {} : { manager: crowdUser(n - (n % 10)) }),
    })),
  );
  const dates = workingDaysUpTo(today, days);
  for (const date of dates)
    await store(
      WORKDAYS,
      users.map((user, n) => day(team, user, date, open && date === today, n)),
    );
  await store(
    REQUESTS,
    users.flatMap((user, n) =>
      Array.from({ length: leaves + (n % 5 === 0 ? 1 : 0) }, (_, i) =>
        leave(team, user, i, addDays(today, i < leaves ? -7 - Math.floor((350 / leaves) * i) : 7 + (n % 60))),
      ),
    ),
  );
  await store(
    LEDGERS,
    users.map((user, n) => ledger(team, user, hiredOn(n), today)),
  );
}

const hiring = (n: number): string => `20${20 + (n % 4)}-0${2 + (n % 7)}-1${n % 10}`;

export function workingDaysUpTo(today: string, count: number): string[] {
  const dates: string[] = [];
  for (let date = today; dates.length < count; date = addDays(date, -1)) if (weekday(date) <= 5) dates.unshift(date);
  return dates;
}

/** Nine to six; on the day that is running nobody has left yet. */
function day(team: string, user: string, date: string, runs: boolean, n: number): object {
  const [from, to] = [atLocal(date, '08:30', ZONE) + n * 500, atLocal(date, '18:00', ZONE)];
  const step = (at: number, what: string) => ({ at, by: user, what, key: `crowd:${at}` });
  return {
    ...{ _id: `${team}:${user}:${date}`, team, user, date, zone: ZONE, open: runs, effects: [], version: 2 },
    forgottenAfter: 16 * 3_600_000,
    spans: [{ in: from, ...(runs ? {} : { out: to }), place: 'office', breaks: [] }],
    history: [step(from, 'check-in'), ...(runs ? [] : [step(to, 'check-out')])],
  };
}

function leave(team: string, user: string, seq: number, date: string): object {
  const sentAt = atLocal(addDays(date, -20), '10:00', ZONE);
  const steps = [
    { need: 'any', direct: false, seats: [{ rule: { who: 'administrators' } }], notes: [], since: sentAt },
  ];
  return {
    ...{ _id: `r-${user}-${seq}`, team, user, seq: seq + 1, submission: `crowd:${user}:${seq}`, kind: 'leave', sentAt },
    ...{ form: { type: 'annual', from: date, to: date, reason: '' }, period: { from: date, to: date } },
    ...{ state: 'approved', purpose: 'request', steps, at: 0, round: 1, asked: [], marks: [] },
    ruled: [{ approvers: [{ who: 'administrators' }], need: 'any', direct: false }],
    ...{ cards: {}, effects: [], version: 2 },
    history: [
      { at: sentAt, by: user, what: 'sent', key: `crowd:${user}:${seq}`, round: 1 },
      { at: sentAt + 3_600_000, by: 'U0OWNER', what: 'approved', key: `crowd:${user}:${seq}:yes`, round: 1, step: 0 },
    ],
  };
}

/** The year that runs now, by the hire date. */
function ledger(team: string, user: string, hired: string, today: string): object {
  const year = Number(today.slice(0, 4)) - (hired.slice(4) > today.slice(4) ? 1 : 0);
  const [on, n] = [`${year}${hired.slice(4)}`, year - Number(hired.slice(0, 4))];
  const usableUntil = addDays(`${year + 1}${hired.slice(4)}`, -1);
  const days = Math.min(25, 15 + Math.floor((n - 1) / 2));
  const id = `annual:${n}`;
  const grant = {
    ...{ id, kind: 'annual', pool: 'annual', on, usableUntil, amount: unitsOf(days) },
    ...{ covers: { from: on, to: usableUntil }, at: atLocal(on, '00:05', ZONE) },
  };
  return {
    ...{ _id: `${team}:${user}`, team, user, version: 1, effects: [] },
    current: { ...NO_EMPLOYMENT, hiredOn: hired, grants: [grant] },
  };
}
