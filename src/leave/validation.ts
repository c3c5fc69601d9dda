import { activeLeaves, LEAVE, requestUses } from '../absence/leaves.ts';
import { inForce } from '../approvals/route/view.ts';
import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import { workedIn as minutesIn } from '../attendance/rules.ts';
import type { WorkdayStore } from '../attendance/store.ts';
import { addDays, type Calendar, dayBounds, isDate, localDate } from '../calendar/rules.ts';
import { balance } from '../grants/ledger/balance.ts';
import type { Grant } from '../grants/ledger/types.ts';
import { usableIn, type WhatIf, whatIf } from '../grants/ledger/whatif.ts';
import type { Use } from '../leave-record/days.ts';
import { type DayUse, type Hours, usesOf } from '../leave-record/days.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { isCountable, LIMITS } from '../leave-record/rules.ts';
import type { Unit } from '../leave-record/types/definition.ts';
import { shownDays } from '../leave-record/units.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import type { ArrangedDay } from '../worktime/away.ts';
import type { BlockedStore } from './blocked/store.ts';
import type { LeaveContext, Strictness } from './check.ts';
import type { LeaveTypes } from './types/library.ts';

/** The policy fields that validate leave. */
export interface LeavePolicy {
  smallestUnit: Unit;
  overdraw: Strictness['overdraw'];
  awayLimit: number;
  beyondAwayLimit: Strictness['teamAway'];
}

/** What is known of a person's grants; undefined: neither a hire date nor a grant, so nothing is checked. */
export type GrantsOf = (user: string) => Promise<{ grants: readonly Grant[]; today: string } | undefined>;

/** A person's working day on a date, by their own terms and the policy of that day. */
export type ArrangedOn = (user: string, date: string) => Promise<ArrangedDay>;

export interface ValidationParts {
  requests: RequestStore;
  workdays: Pick<WorkdayStore, 'between'>;
  people: Pick<People, 'person' | 'active'>;
  types: LeaveTypes;
  blocked: BlockedStore;
  grantsOf: GrantsOf;
  /** a person's working day where it is not the usual one, on a date */
  hoursOf: (user: string, date: string) => Promise<Hours | undefined>;
  arrangedOn: ArrangedOn;
  policy: () => LeavePolicy;
  /** whether a past day still needs its person's answer */
  needsAnswer?: (person: Person, date: string) => Promise<boolean>;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  zone: string;
}

/** What a leave is validated on: all but the person's own other requests, which may change at any moment. */
export interface Validation {
  strictness: Strictness;
  /** `others`: the person's requests but the one that is validated; of those `besides` the one that it replaces is left out, too */
  context(others: readonly RequestDoc[], besides?: string): LeaveContext;
  /** what taking these days would do; undefined for people whose balance is not known */
  outcome(others: readonly RequestDoc[], uses: readonly DayUse[], pool: string, besides?: string): WhatIf | undefined;
}

/** Reads what a leave of somebody from one date to another is validated on. Dates that are none are validated on less. */
export async function loadValidation(
  o: ValidationParts,
  about: { user: string; type: string; from?: string; to?: string; request?: string },
): Promise<Validation> {
  const today = localDate(o.clock.now(), o.zone);
  const { from = today, to = from } = about;
  const span = isCountable(from, to) ? { from, to } : undefined;
  const policy = o.policy();
  const [known, facts, blocked, person, hours, arranged, worked] = await Promise.all([
    o.types.get(about.type),
    o.grantsOf(about.user),
    o.blocked.get(o.team()),
    o.people.person(about.user),
    o.hoursOf(about.user, isDate(from) ? from : today),
    o.arrangedOn(about.user, isDate(from) ? from : today),
    span && span.from <= today ? workedIn(o, about.user, span) : undefined,
  ]);
  const { teamName, hiredOn, lastDay } = person;
  const limited = policy.awayLimit > 0 && teamName !== undefined && span !== undefined;
  const away = limited ? await awayIn(o, { ...about, teamName }, span) : undefined;
  const long = isDate(from) && from < addDays(today, -LIMITS.backDays);
  const unanswered = long && (await o.needsAnswer?.(person, from));
  const besidesOf = (others: readonly RequestDoc[], besides: string | undefined) =>
    others.filter(r => r._id !== besides);

  const outcome: Validation['outcome'] = (others, uses, pool, besides) => {
    if (!facts) return undefined;
    const rest = besidesOf(others, besides);
    const seq = others.reduce((most, r) => Math.max(most, r.seq), 0) + 1;
    const extra = uses.map(
      ({ date, amount }): Use => ({ request: 'asked', seq, date, amount, pool, state: 'waiting' }),
    );
    const found = whatIf(facts.grants, requestUses(rest, o.calendar), extra, facts.today);
    if (besides === undefined) return found;
    // Until it is changed, the leave that is replaced takes what it takes.
    const before = balance(facts.grants, requestUses(others, o.calendar), found.on, pool).left;
    return { ...found, before };
  };
  return {
    strictness: { overdraw: policy.overdraw, teamAway: policy.beyondAwayLimit },
    outcome,
    context: (others, besides) => ({
      today,
      calendar: o.calendar,
      type: known?.type,
      smallestUnit: policy.smallestUnit,
      employed: defined({ hiredOn, lastDay }),
      ...defined({ hours }),
      active: activeLeaves(besidesOf(others, besides)),
      ...(unanswered ? { unanswered } : {}),
      arranged,
      ...worked,
      lacks: (uses, pool) => {
        const after = outcome(others, uses, pool, besides);
        if (!after || after.lacks <= 0) return undefined;
        const date = after.short[0]?.date ?? from;
        const span = { pool, from: uses[0]?.date ?? from, to: uses.at(-1)?.date ?? to };
        const usable = facts ? usableIn(facts.grants, requestUses(besidesOf(others, besides), o.calendar), span) : [];
        return {
          ...{ needs: shownDays(after.taken), has: shownDays(after.taken - after.lacks), date },
          usable: usable.map(u => ({ from: u.from, days: shownDays(u.amount) })),
        };
      },
      blocked: blocked.periods.filter(b => b.teamName === undefined || b.teamName === teamName),
      ...(away ? { team: { limit: policy.awayLimit, away } } : {}),
    }),
  };
}

type Span = { from: string; to: string };

/** What somebody worked, by date, in minutes of the workplace's wall clock; a span that is open goes on until now. */
async function workedIn(o: ValidationParts, user: string, { from, to }: Span) {
  const days = await o.workdays.between(o.team(), user, from, to);
  const minutes = (date: string, ms: number): number => (ms - dayBounds(date, o.zone).start) / 60_000;
  return {
    worked: new Map(
      days.map(d => [
        d.date,
        d.spans.map(s => ({ from: minutes(d.date, s.in), to: minutes(d.date, s.out ?? o.clock.now()) })),
      ]),
    ),
    workedMinutes: new Map(days.map(d => [d.date, minutesIn(d, o.clock.now()).worked])),
  };
}

/** How many others of a team are away, by date: approved, or asked for. */
async function awayIn(
  o: ValidationParts,
  about: { user: string; teamName: string | undefined; request?: string },
  { from, to }: Span,
): Promise<Map<string, number>> {
  const [people, approved, waiting] = await Promise.all([
    o.people.active(),
    o.requests.inForceIn(o.team(), LEAVE, from, to),
    o.requests.waiting(o.team()),
  ]);
  const mates = new Set(people.filter(p => p.teamName === about.teamName && p.user !== about.user).map(p => p.user));
  const asked = waiting.filter(r => r.kind === LEAVE && !inForce(r) && r.period.from <= to && from <= r.period.to);
  const users = new Map<string, Set<string>>();
  for (const r of [...approved, ...asked]) {
    if (!mates.has(r.user)) continue;
    for (const { date } of usesOf(leaveFormOf(r.form), o.calendar))
      users.set(date, (users.get(date) ?? new Set()).add(r.user));
  }
  return new Map([...users].map(([date, away]) => [date, away.size]));
}
