import { isDeepStrictEqual } from 'node:util';
import type { ComingGrant } from '../../blocks/touched.ts';
import { requestUses } from '../absence/leaves.ts';
import { recountedBy } from '../absence/recount-schedule.ts';
import type { Touched } from '../administration/points.ts';
import { requests } from '../approvals/store.ts';
import { lastBeforeYears } from '../calendar/civil.ts';
import { addDays } from '../calendar/rules.ts';
import { shown } from '../leave-record/units.ts';
import type { Person } from '../people/rules.ts';
import type { PolicyChange } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { factsOfMany, factsWith } from './balances.ts';
import { AHEAD_DAYS, type LedgerFacts } from './facts.ts';
import { balance } from './ledger/balance.ts';
import { ledgers } from './record/store.ts';
import type { LeavePolicy } from './vestings.ts';

const GRANTING = [
  ...['basis', 'fiscalStart', 'rounding', 'allowanceDays', 'allowanceOn', 'carryOver', 'carryMonths'],
] as const satisfies (keyof LeavePolicy)[];

/** The week of full-timers says who is part-time, and of how much. */
export const changesGrants = ({ leave = {}, workingTime = {} }: PolicyChange): boolean =>
  workingTime.fullTimeWeek !== undefined || GRANTING.some(f => leave[f] !== undefined);

/** Annual leave of everybody, today's and that of the year from the change on. */
export async function touchedBalances(ws: Workspace, after: Workspace, { from }: { from: string }): Promise<Touched[]> {
  const people = await ws.people.active();
  const known = await ledgers(ws).ofMany(
    ws.team,
    people.map(p => p.user),
    true,
  );
  const to = lastBeforeYears(from, 1);
  const ahead = addDays(ws.policy.today(), AHEAD_DAYS);
  const o = { known, most: true, until: to > ahead ? to : ahead };
  const before = await factsOfMany(ws, people, o);
  const next = await factsOfMany(after, people, o);
  return people.flatMap(({ user }) => {
    const [was, is] = [before.get(user), next.get(user)];
    return was && is ? compared(was, is, { from, to }) : [];
  });
}

/** Of one person, whose leaves take by the contract and office that they would have. */
export async function touchedBalance(ws: Workspace, before: Person, after: Person): Promise<Touched[]> {
  const { user } = after;
  const [ledger, own] = await Promise.all([ledgers(ws).get(ws.team, user), requests(ws).of(ws.team, user)]);
  const from = ws.policy.of(after).today();
  const to = lastBeforeYears(from, 1);
  const until = addDays(from, AHEAD_DAYS);
  const next = recountedBy(ws, before, after, own);
  const [was, is] = [
    factsWith(ws, before, ledger, requestUses(own, ws.policy), until),
    factsWith(ws, after, ledger, requestUses(next, ws.policy), until),
  ];
  if (!was && !is) return [];
  const none = (f: LedgerFacts | undefined): LedgerFacts => f ?? NOTHING(user, from);
  return compared(none(was), none(is), { from, to });
}

/** Neither hire date nor grant. */
const NOTHING = (user: string, today: string): LedgerFacts => ({
  ...{ user, today, grants: [], known: [], vested: [], uses: [], overdraw: 'refuse' },
});

function compared(was: LedgerFacts, is: LedgerFacts, { from, to }: { from: string; to: string }): Touched[] {
  const [old, now] = [figuresOf(was, to), figuresOf(is, to)];
  const { user, today } = was;
  const next = defined({ was: old.next, is: now.next });
  const values = (f: 'left' | 'coming') => ({ was: shown(old[f], was.fullDay), is: shown(now[f], is.fullDay) });
  const left = values('left');
  return [
    ...(isDeepStrictEqual(left.was, left.is) ? [] : [{ user, what: 'left' as const, from: today, to: today, ...left }]),
    ...(old.days === now.days ? [] : [{ user, what: 'coming' as const, from, to, ...values('coming'), next }]),
  ];
}

/** `days`: the days and amounts of all grants to come, to compare. */
function figuresOf({ known, uses, today, fullDay }: LedgerFacts, to: string) {
  const { left, upcoming } = balance(known, uses, today);
  const coming = upcoming.filter(g => g.on <= to);
  const [first] = coming;
  const next: ComingGrant | undefined = first && { on: first.on, amount: shown(first.amount, fullDay) };
  const days = coming.map(g => `${g.on} ${g.amount}`).join();
  return { left, coming: coming.reduce((sum, g) => sum + g.amount, 0), next, days };
}
