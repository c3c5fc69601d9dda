import { isDeepStrictEqual } from 'node:util';
import type { TouchedWhat } from '../../../blocks/touched.ts';
import { activeLeaves, approvedLeaves, LEAVE } from '../../absence/leaves.ts';
import type { Touched } from '../../administration/points.ts';
import { type NamedTouched, withNames } from '../../administration/touched.ts';
import { type CountedRequest, requests } from '../../approvals/store.ts';
import { factsOfMany } from '../../grants/balances.ts';
import type { LedgerFacts } from '../../grants/facts.ts';
import { balance } from '../../grants/ledger/balance.ts';
import { poolsFrom } from '../../grants/pools.ts';
import { payOfDays } from '../../leave-record/pay.ts';
import { isOffered, type LeaveType, typeOn } from '../../leave-record/types/definition.ts';
import { shown, shownDays } from '../../leave-record/units.ts';
import type { Person } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import type { Shown } from '../../shared/shown.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { takenInSpan } from '../most.ts';
import { leftOf } from './left.ts';
import { keptIn } from './library.ts';

type Sides = readonly [before: LeaveType, after: LeaveType];

const differs = ([a, b]: Sides, ...fields: (keyof LeaveType)[]): boolean =>
  fields.some(f => !isDeepStrictEqual(a[f], b[f]));

/** What a change of a type may touch; leave that was asked for keeps what it was asked with, but for who pays it. */
export const touchesOf = (sides: Sides): TouchedWhat[] => [
  ...(differs(sides, 'off', 'unit', 'pool', 'most', 'span', 'rule') ? (['offered'] as const) : []),
  ...(differs(sides, 'pool', 'paidOut') ? (['paid-out'] as const) : []),
  ...(differs(sides, 'rule', 'span') ? (['paid'] as const) : []),
];

interface Known {
  person: Person;
  today: string;
  facts: LedgerFacts | undefined;
  own: readonly CountedRequest[];
}

/** By what counts it afterwards: the form of a leave, the settlement, the payroll file. */
export async function touchedByType(ws: Workspace, ...sides: Sides): Promise<Map<TouchedWhat, NamedTouched[]>> {
  const kinds = touchesOf(sides);
  const people = await ws.people.active();
  const [facts, asked] = await Promise.all([
    factsOfMany(ws, people, { most: true }),
    requests(ws).ofAll(ws.team, LEAVE),
  ]);
  const all = people.flatMap((person): Touched[] => {
    const own = asked.get(person.user) ?? [];
    const known = { person, today: ws.policy.of(person).today(), facts: facts.get(person.user), own };
    return [
      ...(kinds.includes('offered') ? offered(ws, known, sides) : []),
      ...(kinds.includes('paid-out') ? paidOut(known, sides) : []),
      ...(kinds.includes('paid') ? paid(ws, known, sides) : []),
    ];
  });
  return withNames(ws, new Map(kinds.map(what => [what, []])), all);
}

/** Nothing, in the unit of the pool's days. */
const none = ({ facts }: Known, pool: string | null): Shown => (pool === null ? 0 : shown(0, facts?.fullDay));

const leftIn = ({ facts, today }: Known, pool: string): Shown =>
  shown(facts ? balance(facts.known, facts.uses, today, pool).left : 0, facts?.fullDay);

/** Days of it left as its form offers them: none where it is offered no more. */
function offered(ws: Workspace, k: Known, sides: Sides): Touched[] {
  const { person, today, facts } = k;
  const { calendar, on } = ws.policy.of(person);
  const { smallestUnit: smallest } = ws.policy.now().leave;
  const [was, is] = sides.map(type => {
    if (!isOffered(type, { smallest, date: today, country: on(today).workingTime.holidays })) return none(k, type.pool);
    const now = typeOn(type, today);
    const { pool } = now;
    const left = pool === null || !facts ? undefined : balance(facts.known, facts.uses, today, pool).left;
    const balances =
      left === undefined ? [] : [[pool as string, { left, ...defined({ fullDay: facts?.fullDay }) }] as const];
    return leftOf(now, new Map(balances), of => takenInSpan(of, today, activeLeaves(k.own), calendar));
  });
  // Without a limit there is no figure.
  return was === undefined || is === undefined ? [] : compared(k, 'offered', was, is);
}

function paidOut(k: Known, sides: Sides): Touched[] {
  const [{ id }] = sides;
  const [was, is] = sides.map(type => (poolsFrom(keptIn([type])).paysOut(id) ? leftIn(k, id) : none(k, id))) as [
    Shown,
    Shown,
  ];
  return compared(k, 'paid-out', was, is);
}

/** Of approved leave of this type that has not ended. */
function paid(ws: Workspace, k: Known, sides: Sides): Touched[] {
  const { person, today } = k;
  const leaves = approvedLeaves(k.own, ws.policy.of(person).calendar).filter(l => l.form.type === sides[0].id);
  const last = leaves
    .flatMap(l => l.days.map(d => d.date))
    .sort()
    .at(-1);
  if (last === undefined || last < today) return [];
  const [was, is] = sides.map(type =>
    shownDays(
      payOfDays(leaves, new Map([[type.id, type]]))
        .filter(d => d.pay === 'paid' && d.date >= today)
        .reduce((sum, d) => sum + d.amount, 0),
    ),
  ) as [number, number];
  return compared(k, 'paid', was, is, last);
}

const compared = ({ person, today }: Known, what: TouchedWhat, was: Shown, is: Shown, to = today): Touched[] =>
  isDeepStrictEqual(was, is) ? [] : [{ user: person.user, what, from: today, to, was, is }];
