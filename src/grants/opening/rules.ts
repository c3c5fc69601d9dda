import { shown, unitsOf, unitsOfMinutes } from '../../leave-record/units.ts';
import type { Opening, OpeningProblem, ValidOpening } from '../../people/import/openings.ts';
import { defined } from '../../shared/defined.ts';
import type { Shown } from '../../shared/shown.ts';
import { dueGrants } from '../due.ts';
import type { PersonFacts } from '../facts.ts';
import { vestingFacts } from '../facts.ts';
import { balance } from '../ledger/balance.ts';
import { ANNUAL, type Grant } from '../ledger/types.ts';
import { reversalOf } from '../rules.ts';

export type OpeningFacts = Omit<PersonFacts, 'destroyedBefore'>;

type OpeningOutcome =
  | { ok: true; opening: ValidOpening }
  | { ok: false; code: OpeningProblem; column: 'openingDays' | 'openingOn' | 'openingUntil' };

const amountOf = (days: Shown, fullDay = 0): number =>
  typeof days === 'number' ? unitsOf(days) : unitsOfMinutes(days.minutes, fullDay);

/** Beside what the policy computes for its day, or why it is refused. */
export function validateOpening(opening: Opening, f: OpeningFacts): OpeningOutcome {
  const { on, days } = opening;
  const { fullDay } = f;
  const refuse = (code: OpeningProblem, column: 'openingOn' | 'openingUntil' = 'openingOn'): OpeningOutcome => ({
    ...{ ok: false, code, column },
  });
  if (on > f.today) return refuse('opening-ahead');
  if (f.hiredOn !== undefined && on < f.hiredOn) return refuse('opening-before-hire');
  if (f.lastDay !== undefined && on > f.lastDay) return refuse('opening-after-last');
  if (typeof days !== 'number' && fullDay === undefined)
    return { ok: false, code: 'opening-hours', column: 'openingDays' };
  const amount = amountOf(days, fullDay);
  const active = activeOpenings(f.stored);
  // Only the latest opening counts: an earlier one would seem to change something.
  if (active.some(g => g.on > on)) return refuse('opening-older');
  const own = policyOn(on, f);
  const [there, more] = active.filter(g => g.on === on);
  const kept = there?.amount === amount ? there.usableUntil : undefined;
  const until = opening.until ?? kept ?? own?.until;
  if (until === undefined) return refuse('opening-no-until', 'openingUntil');
  if (until < on) return refuse('opening-ended', 'openingUntil');
  const same = more === undefined && kept === until;
  return {
    ok: true,
    opening: { days: shown(amount, fullDay), on, until, same, ...defined({ policy: own?.days, fullDay }) },
  };
}

/** What the policy gives before a day, less the leaves before it, and until when; undefined: no hire date. */
function policyOn(on: string, f: OpeningFacts): { days: Shown; until?: string } | undefined {
  if (f.hiredOn === undefined) return undefined;
  const openings = new Set(f.stored.filter(g => g.kind === 'opening').map(g => g.id));
  const stored = f.stored.filter(g => g.on <= on && !openings.has(g.id) && !openings.has(g.reverses ?? ''));
  const uses = f.uses.filter(u => u.date < on);
  const facts = vestingFacts({ ...f, stored, uses, today: on });
  // Usable that day, however little of it was entered since.
  const since = [facts.since, on].sort()[0] ?? on;
  const known = [...stored, ...dueGrants({ ...facts, since }, on)];
  const { left, grants } = balance(known, uses, on, ANNUAL);
  const until = grants
    .map(g => g.grant.usableUntil)
    .sort()
    .at(-1);
  return { days: shown(left, f.fullDay), ...defined({ until }) };
}

/** Not reversed. */
function activeOpenings(stored: readonly Grant[]): Grant[] {
  const reversed = new Set(stored.map(g => g.reverses));
  return stored.filter(g => g.kind === 'opening' && g.pool === ANNUAL && !reversed.has(g.id));
}

/** Grants that store an opening balance in place of another one of its day; none where it is stored already. */
export function openingGrants(
  { days, on, until, fullDay }: ValidOpening,
  stored: readonly Grant[],
  today: string,
  by: string,
): Grant[] {
  const amount = amountOf(days, fullDay);
  const there = activeOpenings(stored).filter(g => g.on === on);
  const [kept] = there.filter(g => g.amount === amount && g.usableUntil === until);
  const reversals = there.filter(g => g !== kept).map(g => reversalOf(g, today, { by }));
  if (kept) return reversals;
  const before = stored.filter(g => g.kind === 'opening' && g.on === on).length;
  const id = before === 0 ? `opening:${on}` : `opening:${on}:${before + 1}`;
  return [...reversals, { id, kind: 'opening', pool: ANNUAL, on, usableUntil: until, amount, by }];
}
