import { LEAVE, requestUses } from '../absence/leaves.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { requests } from '../approvals/store.ts';
import { addDays } from '../calendar/rules.ts';
import type { Use } from '../leave-record/days.ts';
import { fullDayOf } from '../leave-record/hours.ts';
import { contractOn, earningContractOn } from '../people/contract.ts';
import type { Person } from '../people/rules.ts';
import { destroyedBefore } from '../settings/retention.ts';
import { defined } from '../shared/defined.ts';
import { inPortions } from '../shared/in-portions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { attendedIn, type RecordedAttended } from './attended.ts';
import { AHEAD_DAYS, type LedgerFacts, ledgerOf, type PersonFacts } from './facts.ts';
import { allocate } from './ledger/allocate.ts';
import { type Balance, balance, balanceIn } from './ledger/balance.ts';
import { type Statement, statement } from './ledger/statement.ts';
import { ANNUAL } from './ledger/types.ts';
import { policyPeriods } from './policy-periods.ts';
import { grantsOf } from './record/change.ts';
import { asEmployed } from './record/employments.ts';
import type { Employment, LedgerDoc } from './record/schema.ts';
import { ledgers } from './record/store.ts';

export type Employed = Pick<Person, 'user' | 'hiredOn' | 'lastDay' | 'former' | 'terms' | 'arrangement'>;

type FactsOf = PersonFacts & { user: string; attended: RecordedAttended };

/** Of the employment of today. Leaves before it belong to those that ended. */
export function personFacts(ws: Workspace, person: Employed, ledger: LedgerDoc, uses: readonly Use[]): FactsOf {
  const ended = person.former?.at(-1)?.lastDay ?? '';
  return factsIn(
    ws,
    person,
    asEmployed(ledger, person).current,
    uses.filter(u => u.date > ended),
  );
}

/** Of the n-th employment that ended; undefined: there was none. */
function endedFacts(
  ws: Workspace,
  person: Employed,
  ledger: LedgerDoc,
  { uses, n }: { uses: readonly Use[]; n: number },
): FactsOf | undefined {
  const [facts, employment] = [person.former?.[n], asEmployed(ledger, person).earlier?.[n]];
  if (!facts || !employment) return undefined;
  const before = person.former?.[n - 1]?.lastDay ?? '';
  const own = uses.filter(u => before < u.date && u.date <= facts.lastDay);
  return factsIn(ws, { ...person, ...facts }, employment, own);
}

const factsIn = (ws: Workspace, person: Employed, employment: Employment, uses: readonly Use[]): FactsOf => ({
  ...{ user: person.user, stored: grantsOf(employment), attended: attendedIn(employment), uses },
  ...{ policies: policyPeriods(ws.policy), today: ws.policy.of(person).today() },
  ...defined({ hiredOn: person.hiredOn, lastDay: person.lastDay, grantedBy: employment.hiredOn }),
  contractOn: date => earningContractOn(person, date, ws.policy.on(date).workingTime),
  ...defined({ fullDay: fullDayOf(contractOn(person, ws.policy.of(person).today(), ws.policy.now().workingTime)) }),
  destroyedBefore: destroyedBefore(ws.policy),
});

function ledgerFrom(ws: Workspace, facts: PersonFacts & { user: string }, until = addDays(facts.today, AHEAD_DAYS)) {
  const { useUpcoming, overdraw } = ws.policy.now().leave;
  return ledgerOf(facts, { until, useUpcoming, overdraw });
}

/** As `factsOf`, of what was read. */
export const factsWith = (
  ws: Workspace,
  person: Employed,
  ledger: LedgerDoc,
  uses: readonly Use[],
  until?: string,
): LedgerFacts | undefined => ledgerFrom(ws, personFacts(ws, person, ledger, uses), until);

export const usesOf = async (ws: Workspace, user: string): Promise<Use[]> =>
  requestUses(await requests(ws).of(ws.team, user), ws.policy);

/** In few reads. */
export async function usesOfMany(ws: Workspace, users: readonly string[]): Promise<Map<string, Use[]>> {
  const all = await requests(ws).ofMany(ws.team, users);
  return new Map([...all].map(([user, own]) => [user, requestUses(own, ws.policy)]));
}

/** Of everybody, in one read. */
export async function usesOfAll(ws: Workspace): Promise<Map<string, Use[]>> {
  const all = await requests(ws).ofAll(ws.team, LEAVE);
  const found = new Map<string, Use[]>();
  await inPortions([...all], ([user, own]) => found.set(user, requestUses(own, ws.policy)));
  return found;
}

/** Everything a balance is computed from; undefined: neither hire date nor grant, so no balance and no check. */
export async function factsOf(ws: Workspace, user: string, until?: string): Promise<LedgerFacts | undefined> {
  const [[person], ledger] = await Promise.all([ws.people.some([user]), ledgers(ws).get(ws.team, user)]);
  if (person?.hiredOn === undefined && ledger.current.grants.length === 0) return undefined;
  return ledgerFrom(ws, personFacts(ws, person ?? { user }, ledger, await usesOf(ws, user)), until);
}

/**
 * `factsOf` of many people in few reads. `whom` picks people by their facts without leaves; of the others no leaves are
 * read. `known`: their ledgers, where they were read; `most`: most of the active people.
 */
export async function factsOfMany(
  ws: Workspace,
  people: readonly Employed[],
  {
    whom,
    known: read,
    most = false,
    until,
  }: {
    whom?: (facts: LedgerFacts) => boolean;
    known?: ReadonlyMap<string, LedgerDoc>;
    most?: boolean;
    until?: string;
  } = {},
): Promise<Map<string, LedgerFacts>> {
  const users = people.map(p => p.user);
  const known = read ?? (await ledgers(ws).ofMany(ws.team, users, most));
  const withUses = (person: Employed, uses: readonly Use[]) => {
    const ledger = known.get(person.user);
    return ledger && ledgerFrom(ws, personFacts(ws, person, ledger, uses), until);
  };
  const picked: Employed[] = whom ? [] : [...people];
  if (whom)
    await inPortions(people, person => {
      const facts = withUses(person, []);
      if (facts && whom(facts)) picked.push(person);
    });
  const chosen = picked.map(p => p.user);
  const uses = await (most ? usesOfAll(ws) : usesOfMany(ws, chosen));
  const found = new Map<string, LedgerFacts>();
  await inPortions(picked, person => {
    const facts = withUses(person, uses.get(person.user) ?? []);
    if (facts) found.set(person.user, facts);
  });
  return found;
}

/** By pool, for callers that have read the person and their requests; empty where there is no balance. */
export async function balancesFrom(
  ws: Workspace,
  person: Employed,
  requested: Promise<readonly RequestDoc[]>,
): Promise<ReadonlyMap<string, Balance>> {
  const [ledger, all] = await Promise.all([ledgers(ws).get(ws.team, person.user), requested]);
  const uses = requestUses(all, ws.policy);
  const facts = ledgerFrom(ws, personFacts(ws, person, ledger, uses));
  if (!facts) return new Map();
  const allocated = allocate(facts.known, facts.uses, facts.today);
  return new Map(poolsIn(facts).map(pool => [pool, { ...balanceIn(allocated, facts.today, pool), ...inHours(facts) }]));
}

/** `ended`: of the n-th employment that ended, from 0; by default of the one of today. */
export async function statementOf(
  ws: Workspace,
  user: string,
  { pool = ANNUAL, ended }: { pool?: string; ended?: number | undefined } = {},
): Promise<(Statement & { pools: string[]; balance: Balance }) | undefined> {
  const facts = ended === undefined ? await factsOf(ws, user) : await endedLedger(ws, user, ended);
  if (!facts) return undefined;
  const { known, uses, today } = facts;
  return {
    ...statement(known, uses, today, pool),
    pools: poolsIn(facts),
    balance: { ...balance(known, uses, today, pool), ...inHours(facts) },
  };
}

async function endedLedger(ws: Workspace, user: string, n: number): Promise<LedgerFacts | undefined> {
  const [[person], ledger, uses] = await Promise.all([
    ws.people.some([user]),
    ledgers(ws).get(ws.team, user),
    usesOf(ws, user),
  ]);
  const facts = person && endedFacts(ws, person, ledger, { uses, n });
  return facts && ledgerFrom(ws, facts);
}

const inHours = ({ fullDay }: LedgerFacts) => defined({ fullDay });

/** Pools that somebody has or takes from, annual leave first. */
export const poolsIn = ({ known, uses }: Pick<LedgerFacts, 'known' | 'uses'>): string[] => [
  ...new Set([ANNUAL, ...known.map(g => g.pool), ...uses.map(u => u.pool)]),
];
