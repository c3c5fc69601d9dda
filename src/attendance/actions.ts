import { addDays, dayBounds, localDate } from '../calendar/rules.ts';
import type { Received } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { Clock } from '../shared/clock.ts';
import { type Owed, owe } from '../shared/effects.ts';
import type { Refusal } from '../shared/refusal.ts';
import type { BreakRule } from '../worktime/worktime.ts';
import { questionsShown } from './missed-check-out/effects.ts';
import { type DayCommand, decideDay, giveUp, isCheckOutMissed, type Workday } from './rules.ts';
import { WORKDAYS, type WorkdayDoc, type WorkdayStore } from './store.ts';

/** `replay`: this press was done before, and nothing was changed now. */
export type DayOutcome = { ok: true; day: Workday; replay: boolean } | { ok: false; refusal: Refusal };

export interface Attendance {
  /**
   * One press on a person's day. `key` recognises it when it comes twice; `replies` are owed with the change. `reportedAt`: the time, ms, that
   * the person says of a check-in or check-out, between what is recorded and now; the day is flagged as corrected by it.
   * Throws only when the database does not answer: then nothing was recorded.
   */
  press(user: string, command: DayCommand, key: string, replies?: Owed[], reportedAt?: number): Promise<DayOutcome>;
  /** the open day, else today's; undefined before the first check-in */
  current(user: string): Promise<WorkdayDoc | undefined>;
}

const ROUNDS = 8;

export function attendanceActions(o: {
  store: WorkdayStore;
  outbox: Outbox;
  received: Received;
  clock: Clock;
  team: () => string;
  zone: string;
  /** of the policy in force on a date: hours after which a day that nobody ended is given up */
  forgottenAfter: (date: string) => number;
  /** how breaks count on a date, by its policy */
  breakRule: (date: string) => BreakRule;
  /** what every change of a person's day owes besides, such as their Slack status */
  follows?: (user: string, command: DayCommand) => Promise<Owed[]>;
}): Attendance {
  const today = (): string => localDate(o.clock.now(), o.zone);

  const nothing = (): Workday => ({ date: today(), zone: o.zone, spans: [], open: false, history: [] });

  const newDay = (user: string, date: string) => ({
    ...{ team: o.team(), user, date, zone: o.zone },
    forgottenAfter: o.forgottenAfter(date) * 3_600_000,
  });

  /** Whoever is in began yesterday at the earliest; only with `anyOpen` an older day is found that nobody ended. */
  async function recent(
    user: string,
    anyOpen = true,
  ): Promise<{ days: WorkdayDoc[]; current: WorkdayDoc | undefined }> {
    const date = today();
    const [days, open] = await Promise.all([
      // Tomorrow's, too: the workplace may have moved to another zone since the check-in.
      o.store.between(o.team(), user, addDays(date, -1), addDays(date, 1)),
      anyOpen ? o.store.open(o.team(), user) : undefined,
    ]);
    return { days, current: open ?? days.find(d => d.open) ?? days.find(d => d.date === date) };
  }

  /** Before this nothing may be said of a day: another one's record ends then, and today begins. */
  function recordedUntil(days: readonly WorkdayDoc[], day: WorkdayDoc | undefined): number {
    const others = days.filter(d => d.date !== day?.date).flatMap(d => d.spans.map(s => s.out ?? s.in));
    return Math.max(day ? 0 : dayBounds(today(), o.zone).start, ...others);
  }

  /** The day of a press that is to be undone; none while another day is open. */
  function undoOf(key: string, current: WorkdayDoc | undefined, days: WorkdayDoc[]): { day: WorkdayDoc | undefined } {
    const day = [...(current ? [current] : []), ...days].find(d => d.history.some(h => h.key === key));
    return { day: current?.open && current._id !== day?._id ? undefined : day };
  }

  /** What the person is working on; a day that nobody ended is given up first. Undefined: somebody was faster. */
  async function settle(
    current: WorkdayDoc | undefined,
    days: WorkdayDoc[],
  ): Promise<{ day: WorkdayDoc | undefined } | undefined> {
    const now = o.clock.now();
    if (!current || !isCheckOutMissed(current, now)) return { day: current };
    const effects = owe([{ kind: 'home', lane: `home:${current.user}`, to: current.user }], now);
    if (!(await o.store.save(current, giveUp(current, now), effects))) return undefined;
    o.outbox.notify(WORKDAYS, current._id, effects);
    // Given up and of today: the next look finds it closed. Of an earlier date: today's day is the one to press on.
    return current.date === today() ? undefined : { day: days.find(d => d.date === today()) };
  }

  return {
    press: async (user, command, key, replies = [], reportedAt) => {
      const before = Promise.all([o.received.wasRefused(key), o.follows?.(user, command) ?? []]);
      for (let round = 0; round < ROUNDS; round++) {
        // A press waits for as few reads as it can; before it is refused, everything is checked.
        const anyOpen = round > 0;
        const [{ days, current }, [wasRefused, follows]] = await Promise.all([recent(user, anyOpen), before]);
        const done = [...(current ? [current] : []), ...days].find(d => d.history.some(h => h.key === key));
        if (done) return { ok: true, day: done, replay: true };
        if (wasRefused) return { ok: true, day: current ?? nothing(), replay: true };
        const settled = command.do === 'undo' ? undoOf(command.of, current, days) : await settle(current, days);
        if (!settled) continue;
        const now = o.clock.now();
        const reported = reportedAt === undefined ? {} : { reportedAt, since: recordedUntil(days, settled.day) };
        const shown = settled.day ? questionsShown(settled.day) : [];
        const also = [...replies, ...shown, ...follows];
        const breaks = o.breakRule(settled.day?.date ?? today());
        const decision = decideDay(settled.day, command, { user, key, now, breaks, replies: also, ...reported });
        if (!decision.ok && !anyOpen) continue;
        if (!decision.ok) {
          await o.received.refused(key);
          return decision;
        }
        const effects = owe(decision.effects, now);
        const day = settled.day;
        const date = day?.date ?? today();
        const saved = day
          ? await o.store.save(day, decision.change, effects)
          : await o.store.insert(newDay(user, date), decision.change, effects);
        if (!saved) continue;
        const { step, ...state } = decision.change;
        const history = [...(day?.history ?? []), step];
        const changed = { ...(day ?? newDay(user, date)), ...state, history };
        const _id = `${o.team()}:${user}:${date}`;
        const owing = { ...changed, _id, effects: [...(day?.effects ?? []), ...effects] };
        o.outbox.notify(WORKDAYS, _id, effects, owing);
        return { ok: true, replay: false, day: { date, zone: changed.zone, ...state, history } };
      }
      return { ok: false, refusal: { code: 'busy' } };
    },
    current: async user => (await recent(user)).current,
  };
}
