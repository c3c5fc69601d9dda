import { TOUCHED, type TouchedModel, type TouchedValue, type TouchedWhat } from '../../blocks/touched.ts';
import type { Person } from '../people/rules.ts';
import type { Proposed } from '../settings/change.ts';
import type { PolicyVersion } from '../settings/policy.ts';
import { type Shown, sizeOf } from '../shared/shown.ts';
import { byName } from '../shared/text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { personTouches, policyTouches, type Touched } from './points.ts';

export type NamedTouched = Touched & { name: string };
export type Change = Pick<Proposed, 'from' | 'change' | 'seen'>;

/** All that a change touches, the largest difference first; only kinds that it may touch. */
export async function touchedBy(ws: Workspace, p: Change): Promise<Map<TouchedWhat, NamedTouched[]>> {
  const counters = policyTouches.of(ws).filter(c => c.by(p.change));
  const found = new Map<TouchedWhat, NamedTouched[]>(
    TOUCHED.filter(what => counters.some(c => c.counts.includes(what))).map(what => [what, []]),
  );
  if (counters.length === 0) return found;
  // By the versions that the change was proposed on: it may be saved by now.
  const earlier = (versions: readonly PolicyVersion[]) => versions.filter(v => v.version <= p.seen);
  const next: PolicyVersion = { ...p, version: p.seen + 1, by: '', at: ws.clock.now(), key: '' };
  const before = { ...ws, policy: await ws.policy.withVersions(earlier) };
  const after = { ...ws, policy: await ws.policy.withVersions(all => [...earlier(all), next]) };
  const all = (await Promise.all(counters.map(c => c.touched(before, after, p)))).flat();
  const names = await ws.people.names([...new Set(all.map(t => t.user))]);
  for (const t of all) found.get(t.what)?.push({ ...t, name: names.get(t.user) ?? t.user });
  for (const rows of found.values()) rows.sort((a, b) => differenceOf(b) - differenceOf(a) || byName(a.name, b.name));
  return found;
}

/** What a change of one person's facts touches. */
export async function touchedByFacts(ws: Workspace, before: Person, after: Person): Promise<TouchedModel[]> {
  const all = (await Promise.all(personTouches.of(ws).map(touches => touches(ws, before, after)))).flat();
  const rows = (what: TouchedWhat) => all.filter(t => t.what === what).map(t => ({ ...t, name: after.name }));
  return touchedModels(new Map(TOUCHED.map(what => [what, rows(what)]))).filter(m => m.people > 0);
}

export const isAmount = (v: TouchedValue): v is Shown => typeof v === 'number' || 'minutes' in v;

/** Of amounts in one unit. */
export const moreOf = ({ was, is }: Pick<Touched, 'was' | 'is'>): number | undefined =>
  isAmount(was) && isAmount(is) && typeof was === typeof is ? sizeOf(is) - sizeOf(was) : undefined;

/** In minutes of a day of eight hours, so that part-timers stand among the others. */
const differenceOf = (t: Touched): number => Math.abs(moreOf(t) ?? 0) * (typeof t.was === 'number' ? 480 : 1);

const SHOWN = 10;

export const touchedModels = (all: ReadonlyMap<TouchedWhat, readonly NamedTouched[]>): TouchedModel[] =>
  [...all].map(([what, rows]) => ({
    ...{ what, from: rows[0]?.from ?? '', to: rows[0]?.to ?? '' },
    people: new Set(rows.map(r => r.user)).size,
    rows: rows.slice(0, SHOWN),
    more: Math.max(0, rows.length - SHOWN),
    sums: what === 'leave' ? [] : sumsOf(rows),
  }));

function sumsOf(rows: readonly Touched[]): TouchedModel['sums'] {
  const amounts = rows.flatMap(({ was, is }) => (isAmount(was) && isAmount(is) ? [{ was, is }] : []));
  const days = amounts.filter(a => typeof a.was === 'number');
  const hours = amounts.filter(a => typeof a.was !== 'number');
  const sum = (of: typeof amounts, key: 'was' | 'is'): number =>
    Math.round(of.reduce((total, a) => total + sizeOf(a[key]), 0) * 10_000) / 10_000;
  return [
    ...(days.length > 0 ? [{ was: sum(days, 'was'), is: sum(days, 'is') }] : []),
    ...(hours.length > 0 ? [{ was: { minutes: sum(hours, 'was') }, is: { minutes: sum(hours, 'is') } }] : []),
  ];
}
