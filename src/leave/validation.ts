import { activeLeaves, calendarOf, eventsIn, LEAVE, requestUses } from '../absence/leaves.ts';
import { closedMonths } from '../approvals/points.ts';
import { inForce } from '../approvals/route/view.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { unansweredOf } from '../attendance/answers.ts';
import { workdays } from '../attendance/store.ts';
import { addDays, isDate } from '../calendar/rules.ts';
import { factsOf } from '../grants/balances.ts';
import { balance } from '../grants/ledger/balance.ts';
import { usableIn, type WhatIf, whatIf } from '../grants/ledger/whatif.ts';
import { type DayUse, type Use, usesOf } from '../leave-record/days.ts';
import type { LeaveEvent } from '../leave-record/events.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { isLongLeave } from '../leave-record/long-leave.ts';
import { isCountable, LIMITS } from '../leave-record/rules.ts';
import { shownAlike } from '../leave-record/units.ts';
import { teamsOf } from '../people/organisation/rules.ts';
import { isActive, type Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { blocked } from './blocked/store.ts';
import type { LeaveContext } from './check.ts';
import { arrangedDay, contractOf } from './hours.ts';
import type { Strictness } from './severity.ts';
import { standInOf } from './stand-in.ts';
import { typeOf } from './types/library.ts';

/** What a leave is validated on: all but the person's own other requests, which may change at any moment. */
export interface Validation {
  strictness: Strictness;
  /** those that the person's requests name; none where the type belongs to none */
  events: readonly LeaveEvent[];
  /** `others`: the person's requests but the validated one; `besides`: the one that it replaces, left out too */
  context(others: readonly RequestDoc[], besides?: string): LeaveContext;
  /** what taking these days would do; undefined for people without a balance */
  outcome(others: readonly RequestDoc[], uses: readonly DayUse[], pool: string, besides?: string): WhatIf | undefined;
}

/** Whether a past day still needs its person's answer. */
const needsAnswer = async (ws: Workspace, person: Person, date: string): Promise<boolean> =>
  (await unansweredOf(ws, person)).days.some(d => d.date === date);

interface Overriding {
  overrides?: boolean;
  /** of a change: the first day of what it replaces */
  since?: string;
}

/** A month that runs is never closed. */
async function closedSince(ws: Workspace, from: string, today: string): Promise<ReadonlySet<string> | undefined> {
  if (!isDate(from) || from.slice(0, 7) >= today.slice(0, 7)) return undefined;
  return closedMonths.of(ws)[0]?.since(ws, from.slice(0, 7));
}

/** Reads what a leave from one date to another is validated on. What is no date is validated on less. */
export async function loadValidation(
  ws: Workspace,
  about: { user: string; type: string; from?: string; to?: string; asks?: string; standIn?: string } & Overriding,
): Promise<Validation> {
  const person = await ws.people.person(about.user);
  const { calendar, today: todayOf, on: policyOn } = ws.policy.of(person);
  const today = todayOf();
  const { from = today, to = from } = about;
  const span = isCountable(from, to) ? { from, to } : undefined;
  const policy = ws.policy.now().leave;
  const { teamId, hiredOn, lastDay } = person;
  const limited = policy.awayLimit > 0 && teamId !== undefined && span !== undefined;
  const long = isDate(from) && from < addDays(today, -LIMITS.backDays);
  const [typed, facts, { periods }, days, away, unanswered, organisation, closed, standIn] = await Promise.all([
    typeOf(ws, about.type),
    factsOf(ws, about.user),
    blocked(ws).get(ws.team),
    span && span.from <= today ? workdays(ws).between(ws.team, about.user, span.from, span.to) : undefined,
    limited ? awayIn(ws, person, span) : undefined,
    long && needsAnswer(ws, person, from),
    teamsOf(ws),
    closedSince(ws, [from, about.since ?? from].sort()[0] ?? from, today),
    about.standIn && span ? standInOf(ws, { user: about.user, standIn: about.standIn, ...span }) : undefined,
  ]);
  const teams = new Set(organisation.above(teamId).map(t => t.id));
  const events = typed?.type.rule?.event ? eventsIn(await requests(ws).of(ws.team, about.user)) : [];
  const firstDay = isDate(from) ? from : today;
  const contract = contractOf(ws, person, span ?? { from: firstDay, to: firstDay });
  const arranged = arrangedDay(ws, person, firstDay);
  const besidesOf = (others: readonly RequestDoc[], besides: string | undefined) =>
    others.filter(r => r._id !== besides);

  const outcome: Validation['outcome'] = (others, uses, pool, besides) => {
    if (!facts) return undefined;
    const rest = besidesOf(others, besides);
    const seq = others.reduce((most, r) => Math.max(most, r.seq), 0) + 1;
    const extra = uses.map(
      ({ date, amount }): Use => ({ request: 'asked', seq, date, amount, pool, state: 'waiting' }),
    );
    const asked = whatIf(facts.grants, requestUses(rest, ws.policy), extra, facts.today);
    const found = { ...asked, ...defined({ fullDay: facts.fullDay }) };
    if (besides === undefined) return found;
    // Until it is changed, the leave that is replaced takes what it takes.
    const before = balance(facts.grants, requestUses(others, ws.policy), found.on, pool).left;
    return { ...found, before };
  };
  return {
    strictness: {
      ...{ overdraw: policy.overdraw, teamAway: policy.beyondAwayLimit },
      ...defined({ overrides: about.overrides }),
    },
    events,
    outcome,
    context: (others, besides) => ({
      today,
      calendar,
      type: typed?.type,
      smallestUnit: policy.smallestUnit,
      employed: defined({ hiredOn, lastDay }),
      contract,
      active: activeLeaves(besidesOf(others, besides)),
      events,
      ...(unanswered ? { unanswered } : {}),
      ...defined({ closed }),
      arranged,
      country: policyOn(firstDay).workingTime.holidays,
      ...defined({ asks: about.asks }),
      now: ws.clock.now(),
      ...(days ? { recorded: new Map(days.map(d => [d.date, d])) } : {}),
      lacks: (uses, pool) => {
        const after = outcome(others, uses, pool, besides);
        if (!after || after.lacks <= 0) return undefined;
        const date = after.short[0]?.date ?? from;
        const span = { pool, from: uses[0]?.date ?? from, to: uses.at(-1)?.date ?? to };
        const usable = facts ? usableIn(facts.grants, requestUses(besidesOf(others, besides), ws.policy), span) : [];
        const amounts = [after.taken, after.taken - after.lacks, ...usable.map(u => u.amount)];
        const [needs = 0, has = 0, ...days] = shownAlike(amounts, facts?.fullDay);
        return { needs, has, date, usable: usable.map((u, i) => ({ from: u.from, days: days[i] ?? 0 })) };
      },
      blocked: periods.filter(b => b.teamId === undefined || teams.has(b.teamId)),
      ...(away ? { team: { limit: policy.awayLimit, away } } : {}),
      ...defined({ standIn }),
    }),
  };
}

type Span = { from: string; to: string };

/** How many others of a person's team are away, by date: approved, or asked for; long leave does not count. */
async function awayIn(ws: Workspace, person: Person, { from, to }: Span): Promise<Map<string, number>> {
  const { people } = await ws.rights.listing();
  const others = [...people.values()].filter(p => isActive(p) && p.teamId === person.teamId && p.user !== person.user);
  const mates = others.map(p => p.user);
  const found = await requests(ws).occupyingIn(ws.team, LEAVE, from, to, mates);
  const users = new Map<string, Set<string>>();
  for (const r of found) {
    const form = leaveFormOf(r.form);
    if (isLongLeave(form) || !(inForce(r) || r.state === 'waiting')) continue;
    for (const { date } of usesOf(form, calendarOf(ws.policy, form)))
      users.set(date, (users.get(date) ?? new Set()).add(r.user));
  }
  return new Map([...users].map(([date, away]) => [date, away.size]));
}
