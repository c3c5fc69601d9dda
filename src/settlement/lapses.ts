import { addDays } from '../calendar/rules.ts';
import { factsOfMany } from '../grants/balances.ts';
import { allocate } from '../grants/ledger/allocate.ts';
import { ANNUAL, COMPENSATORY, type Grant, type GrantKind } from '../grants/ledger/types.ts';
import type { LedgerDoc, StoredNotice } from '../grants/record/schema.ts';
import { ledgers } from '../grants/record/store.ts';
import { isValid } from '../grants/record/valid-notice.ts';
import { may } from '../people/may.ts';
import { isActive, type Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** By law, or in place of it; what is given by agreement lapses as agreed. */
const BY_LAW: readonly GrantKind[] = ['monthly', 'annual', 'prorated', 'opening', 'correction', 'carry-over'];

/**
 * Whether the rest of a lapsed grant is to be paid: compensatory leave always (LSA 57 is leave in place of pay), annual
 * leave unless its use was promoted validly (LSA 60 ⑤, 61; after leaving as well: 대법원 2022다245419).
 */
export function isPaid(
  grant: Pick<Grant, 'id' | 'kind' | 'pool'>,
  notices: readonly StoredNotice[],
  zone: string,
): boolean {
  if (grant.pool === COMPENSATORY) return true;
  // Leave of a company's own lapses as it was agreed.
  if (grant.pool !== ANNUAL) return false;
  return BY_LAW.includes(grant.kind) && !notices.some(n => n.grants.includes(grant.id) && isValid(n, zone));
}

/** The rest of a grant that lapsed on a day. */
export interface Lapse {
  person: Person;
  grant: Grant;
  left: number;
  /** the last usable day */
  on: string;
  pay: boolean;
  /** of part-timers */
  fullDay?: number;
}

/** What lapsed in a period, today not included, of people who are here and whose leave this actor may settle. */
export async function lapsesBetween(
  ws: Workspace,
  actor: string,
  period: { from: string; to: string },
): Promise<Lapse[]> {
  const until = endOf(ws, period);
  if (until < period.from) return [];
  const [d, users] = await Promise.all([ws.rights.directory(), ledgers(ws).lapsing(ws.team, period.from, until)]);
  const people = users
    .flatMap(user => d.people.get(user) ?? [])
    .filter(p => may(d.actor(actor), 'settle-leave', d.subject(p.user)) === 'yes');
  const known = await ledgers(ws).ofMany(
    ws.team,
    people.map(p => p.user),
  );
  const found = await lapsesOf(ws, people, known, period);
  return found.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function endOf(ws: Workspace, { to }: { to: string }): string {
  const yesterday = addDays(ws.policy.today(), -1);
  return to < yesterday ? to : yesterday;
}

/** The same of these people; `known`: their ledgers. */
export async function lapsesOf(
  ws: Workspace,
  people: readonly Person[],
  known: ReadonlyMap<string, LedgerDoc>,
  period: { from: string; to: string },
): Promise<Lapse[]> {
  const until = endOf(ws, period);
  const isIn = (on: string): boolean => period.from <= on && on <= until;
  // A leaver's are in the settlement.
  const leaves = ({ lastDay }: Person): boolean => lastDay !== undefined && lastDay <= until;
  const lapsing = people.filter(
    p => isActive(p) && !leaves(p) && known.get(p.user)?.current.grants.some(g => isIn(g.usableUntil)),
  );
  if (lapsing.length === 0) return [];
  const facts = await factsOfMany(ws, lapsing, { known });
  return lapsing.flatMap((person): Lapse[] => {
    const [own, ledger] = [facts.get(person.user), known.get(person.user)];
    if (!own || !ledger) return [];
    const lapsed = allocate(own.known, own.uses, own.today).grants.filter(g => g.left > 0 && isIn(g.grant.usableUntil));
    return lapsed.map(({ grant, left }) => ({
      ...{ person, grant, left, on: grant.usableUntil },
      pay: isPaid(grant, ledger.current.notices, ws.policy.of(person).zone),
      ...defined({ fullDay: own.fullDay }),
    }));
  });
}
