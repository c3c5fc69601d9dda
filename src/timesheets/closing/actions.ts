import { isCheckOutMissed } from '../../attendance/rules.ts';
import type { WorkdayStore } from '../../attendance/store.ts';
import { localDate, monthsBefore } from '../../calendar/rules.ts';
import { retryOnConflict } from '../../db/retry.ts';
import type { Outbox } from '../../outbox/worker.ts';
import type { Clock } from '../../shared/clock.ts';
import { owe } from '../../shared/effects.ts';
import type { Refusal } from '../../shared/refusal.ts';
import type { PersonProblems } from '../actions.ts';
import { countsOf } from './problems.ts';
import { datesOf, decideMonth, type Month, type MonthCommand, type MonthRefusal, SETTLING_MS } from './rules.ts';
import { MONTHS, type MonthDoc, type MonthStore } from './store.ts';

/** A month with what is open in it. */
export interface MonthRow {
  month: string;
  state: MonthDoc | undefined;
  stillIn: number;
}

export type MonthOutcome = { ok: true; replay: boolean } | { ok: false; refusal: MonthRefusal | Refusal };

export interface Months {
  /** whether the month of a date is closed: nothing of it may be changed then */
  isClosed(date: string): Promise<boolean>;
  /** the last twelve that are over and have records, the latest first */
  list(): Promise<MonthRow[]>;
  row(month: string): Promise<MonthRow>;
  /** What is left in a month, by person. */
  problems(month: string): Promise<PersonProblems[]>;
  /** The right to it is the caller's business. `key` recognises the press when it comes twice. */
  act(user: string, month: string, command: MonthCommand, key: string): Promise<MonthOutcome>;
  /** Looks once after each closing for days that were changed while it happened; how many months were checked. */
  tick(): Promise<number>;
}

const SHOWN = 12;
/** Tells whoever closed a month of changes that fell together with it. */
export const LATE = 'month-late';

export function monthActions(o: {
  months: MonthStore;
  workdays: WorkdayStore;
  /** what is left in a month, by person */
  problems: (month: string) => Promise<PersonProblems[]>;
  outbox: Outbox;
  clock: Clock;
  team: () => string;
  zone: string;
}): Months {
  const today = (): string => localDate(o.clock.now(), o.zone);

  /** `months`: the latest first; all are checked in one go. */
  async function rowsOf(months: readonly { month: string; state: MonthDoc | undefined }[]): Promise<MonthRow[]> {
    const [latest, earliest] = [months[0], months.at(-1)];
    if (!latest || !earliest) return [];
    const days = await o.workdays.unended(o.team(), datesOf(earliest.month).first, datesOf(latest.month).last);
    const now = o.clock.now();
    return months.map(({ month, state }) => {
      const open = days.filter(d => d.open && d.date.startsWith(month) && !isCheckOutMissed(d, now));
      return { month, state, stillIn: open.length };
    });
  }

  /** Counted where no reason was given; one that was holds for what was shown with it, so that nobody waits for a count. */
  async function leftIn(month: string, { reason, left }: Extract<MonthCommand, { do: 'close' }>) {
    return reason && left && Object.keys(left).length > 0
      ? left
      : countsOf((await o.problems(month)).map(p => p.problems));
  }

  const rowOf = async (month: string): Promise<MonthRow> => {
    const state = await o.months.get(o.team(), month);
    const [row] = await rowsOf([{ month, state }]);
    return row ?? { month, state, stillIn: 0 };
  };

  async function checkMonth(month: MonthDoc): Promise<boolean> {
    const { first, last } = datesOf(month.month);
    const since = (month.closedAt ?? 0) - SETTLING_MS;
    const days = await o.workdays.changedSince(o.team(), first, last, since);
    const late = days
      // That a day was given up changes nothing that was counted.
      .filter(d => d.history.some(h => h.at >= since && h.what !== 'unfinished'))
      .map(({ user, date }) => ({ user, date }));
    const by = month.history.findLast(h => h.what === 'closed')?.by;
    const effects = owe(late.length > 0 && by ? [{ kind: LATE, lane: LATE, to: by }] : [], o.clock.now());
    if (!(await o.months.checked(month, late, effects))) return false;
    o.outbox.notify(MONTHS, month._id, effects);
    return true;
  }

  return {
    isClosed: async date => (await o.months.get(o.team(), date.slice(0, 7)))?.closed === true,
    list: async () => {
      const all = monthsBefore(today(), SHOWN);
      const [stored, first] = await Promise.all([
        o.months.from(o.team(), all.at(-1) ?? ''),
        o.workdays.first(o.team(), `${all.at(-1) ?? ''}-01`, today()),
      ]);
      // Before the first record there is nothing to close.
      const begun = (first ?? today()).slice(0, 7);
      const names = all.filter(m => m >= begun || stored.some(s => s.month === m));
      return rowsOf(names.map(month => ({ month, state: stored.find(s => s.month === month) })));
    },
    problems: o.problems,
    row: rowOf,
    act: async (user, month, command, key) => {
      const outcome = await retryOnConflict<MonthOutcome>(async () => {
        const { state, stillIn } = await rowOf(month);
        if (state?.history.some(h => h.key === key)) return { ok: true, replay: true };
        const before: Month = state ?? { month, closed: false, history: [] };
        const left = command.do === 'close' && !state?.closed ? await leftIn(month, command) : {};
        const ctx = { user, key, now: o.clock.now(), today: today(), stillIn, left };
        const decision = decideMonth(before, command, ctx);
        if (!decision.ok) return decision;
        const saved = state
          ? await o.months.save(state, decision.change)
          : await o.months.insert(o.team(), month, decision.change);
        if (saved) return { ok: true, replay: false };
        return undefined;
      });
      return outcome ?? { ok: false, refusal: { code: 'busy' } };
    },
    tick: async () => {
      const closed = await o.months.from(o.team(), '');
      const now = o.clock.now();
      let checked = 0;
      for (const m of closed) {
        // Closed later than now: the clock was set back since.
        const { closedAt } = m;
        const due = m.closed && closedAt !== undefined && (now >= closedAt + SETTLING_MS || now < closedAt);
        if (due && m.checked !== m.closedAt && (await checkMonth(m))) checked++;
      }
      return checked;
    },
  };
}
