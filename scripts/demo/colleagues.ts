import { action } from '../../blocks/ids.ts';
import { LEAVE } from '../../src/absence/leaves.ts';
import type { Daybook } from '../../src/app.ts';
import { requestStore } from '../../src/approvals/store.ts';
import { statusOf } from '../../src/attendance/rules.ts';
import { workdayStore } from '../../src/attendance/store.ts';
import { addDays, atLocal, type Calendar, datesBetween, isWorkingDay, localDate } from '../../src/calendar/rules.ts';
import type { Database } from '../../src/db/connection.ts';
import { leaveFormOf } from '../../src/leave-record/form.ts';
import type { Seeded } from '../simulator/seed.ts';
import type { Simulator } from '../simulator/server.ts';
import type { Places } from './organisation.ts';
import { MINUTE, planOf } from './plan.ts';

interface Deed {
  at: number;
  do: () => Promise<unknown>;
}

/** A jump further than this is not lived through: only its last days are. */
const LIVED_DAYS = 3;
const LOOK_MS = 20_000;
/** Who is on a break when the demo begins is back after this. */
const BREAK_LEFT_MS = 7 * MINUTE;

/**
 * The colleagues live their days while the clock goes on or jumps: they come, rest and leave through the real app, and a jump stops
 * where something happens on the way. The one whom the page shows first does nothing by themselves. Gives the function that ends it.
 */
export function liveOn(
  slack: Simulator,
  o: {
    db: Database['db'];
    app: Pick<Daybook, 'idle'>;
    zone: string;
    calendar: Calendar;
    placeOf: Places;
    seeded: Seeded;
    summaryAt: string;
  },
): () => void {
  const team = slack.team.id;
  const workdays = workdayStore(o.db);
  const requests = requestStore(o.db);
  // Others leave their breaks to the law's deduction, so that a jump takes no longer than one waits gladly.
  const resting = new Set<string>([o.seeded.people.hana, o.seeded.people.lucas]);
  const quiet = async (): Promise<void> => {
    await slack.settled();
    await o.app.idle();
  };
  const english = (user: string): boolean => slack.users.get(user)?.locale?.startsWith('en') === true;

  async function say(user: string, what: 'in' | 'out'): Promise<void> {
    const day = await workdays.open(team, user);
    const today = await workdays.on(team, user, localDate(slack.clock.now(), o.placeOf(user).zone));
    if (what === 'in' ? day || today : !day) return;
    const word = { in: '출근', out: '퇴근' }[what];
    await slack.as(user).say('app', english(user) ? what : word);
  }

  async function rest(user: string, actionId: typeof action.startBreak | typeof action.endBreak): Promise<void> {
    const wanted = actionId === action.startBreak ? 'in' : 'break';
    if (statusOf(await workdays.open(team, user), slack.clock.now()).is !== wanted) return;
    const person = slack.as(user);
    await person.openHome();
    await quiet();
    await person.press('home', actionId);
  }

  /** Everything after `from` and up to `to`, in the order of time. */
  async function deeds(from: number, to: number): Promise<Deed[]> {
    const last = localDate(to, o.zone);
    const first = [addDays(last, -LIVED_DAYS), localDate(from, o.zone)].sort().at(-1) ?? last;
    const found: Deed[] = [breakEnds];
    for (const date of datesBetween(first, last)) {
      if (isWorkingDay(date, o.calendar))
        found.push({ at: atLocal(date, o.summaryAt, o.zone), do: async () => undefined });
      const leaves = await requests.inForceIn(team, LEAVE, date, date);
      for (const c of o.seeded.colleagues.slice(1)) {
        const mine = leaves.filter(r => r.user === c.user).map(r => leaveFormOf(r.form));
        const { zone, calendar } = o.placeOf(c.user);
        const plan = isWorkingDay(date, calendar) ? planOf(c, date, zone, mine) : undefined;
        if (!plan) continue;
        const { lunch } = plan;
        found.push({ at: plan.in, do: () => say(c.user, 'in') }, { at: plan.out, do: () => say(c.user, 'out') });
        if (lunch && resting.has(c.user))
          found.push(
            { at: lunch.from, do: () => rest(c.user, action.startBreak) },
            { at: lunch.to, do: () => rest(c.user, action.endBreak) },
          );
      }
    }
    return found.filter(d => from < d.at && d.at <= to).sort((a, b) => a.at - b.at);
  }

  const straight = slack.clock.jump.bind(slack.clock);
  let lived = slack.clock.now();
  const breakEnds = { at: lived + BREAK_LEFT_MS, do: () => rest(o.seeded.people.hana, action.endBreak) };
  let under: Promise<void> = Promise.resolve();
  const live = (to: number): Promise<void> => {
    const run = under.then(async () => {
      for (const deed of await deeds(lived, to)) {
        if (deed.at > slack.clock.now()) await straight(deed.at);
        await deed.do();
        // What it owes is delivered before the clock goes on.
        await quiet();
      }
      lived = Math.max(lived, to);
    });
    under = run.catch(() => undefined);
    return run;
  };
  slack.clock.jump = async to => {
    if (!(to > slack.clock.now())) return straight(to);
    // Somebody who does not answer on the way must not hold the clock.
    await live(to).catch(() => undefined);
    await straight(Math.max(to, slack.clock.now()));
  };
  const timer = setInterval(() => void live(slack.clock.now()).catch(() => undefined), LOOK_MS);
  return () => clearInterval(timer);
}
