import pLimit from 'p-limit';
import type { Modal } from '../../blocks/kit.ts';
import { TOUCHED, type TouchedModel, type TouchedValue, type TouchedWhat } from '../../blocks/touched.ts';
import type { Person } from '../people/rules.ts';
import type { Proposed } from '../settings/change.ts';
import type { Moved } from '../settings/moved.ts';
import type { PolicyChange, PolicyVersion } from '../settings/policy.ts';
import type { AsIf } from '../settings/policy-in-force.ts';
import { type Shown, sizeOf } from '../shared/shown.ts';
import { byName } from '../shared/text.ts';
import { within } from '../shared/within.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Press, Submission } from '../slack/router.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { personTouches, policyTouches, type Touched } from './points.ts';

export type NamedTouched = Touched & { name: string };
export type Change = Pick<Proposed, 'from' | 'change' | 'seen'>;

/** All that a change of settings touches. */
export async function touchedBy(ws: Workspace, p: Change): Promise<Map<TouchedWhat, NamedTouched[]>> {
  // By the versions that the change was proposed on: it may be saved by now.
  const earlier = (versions: readonly PolicyVersion[]) => versions.filter(v => v.version <= p.seen);
  const next: PolicyVersion = { ...p, version: p.seen + 1, by: '', at: ws.clock.now(), key: '' };
  const before = await asIf(ws, { versions: earlier });
  return touchedIn(before, await asIf(ws, { versions: all => [...earlier(all), next] }), p);
}

export const asIf = async (ws: Workspace, other: AsIf): Promise<Workspace> => ({
  ...ws,
  policy: await ws.policy.asIf(other),
});

/** The same of other holidays in one place; `change`: what else changes there. */
export const touchedByHolidays = (ws: Workspace, after: Workspace, moved: Moved, change: PolicyChange = {}) =>
  touchedIn(ws, after, {
    ...{ from: moved.from, moved },
    change: { ...change, workingTime: { ...change.workingTime, holidays: moved.is.holidays } },
  });

/** The largest difference first; only kinds that a change may touch. */
export async function touchedIn(
  ws: Workspace,
  after: Workspace,
  p: { from: string; change: PolicyChange; moved?: Moved },
): Promise<Map<TouchedWhat, NamedTouched[]>> {
  const counters = policyTouches.of(ws).filter(c => c.by(p.change));
  const found = new Map<TouchedWhat, NamedTouched[]>(
    TOUCHED.filter(what => counters.some(c => c.counts.includes(what))).map(what => [what, []]),
  );
  const all = (await Promise.all(counters.map(c => c.touched(ws, after, p)))).flat();
  return withNames(ws, found, all);
}

/** `found`: the kinds that a change may touch, as they are told. */
export async function withNames(
  ws: Workspace,
  found: Map<TouchedWhat, NamedTouched[]>,
  all: readonly Touched[],
): Promise<Map<TouchedWhat, NamedTouched[]>> {
  const names = await ws.people.names([...new Set(all.map(t => t.user))]);
  for (const t of all) found.get(t.what)?.push({ ...t, name: names.get(t.user) ?? t.user });
  for (const rows of found.values()) rows.sort((a, b) => differenceOf(b) - differenceOf(a) || byName(a.name, b.name));
  return found;
}

/** What a change of one person's facts touches. */
export const touchedByFacts = (ws: Workspace, before: Person, after: Person): Promise<TouchedModel[]> =>
  touchedByImport(ws, [{ before, after }]);

const AT_ONCE = 8;

/** The same of many people, each with their own change. */
export async function touchedByImport(
  ws: Workspace,
  changes: readonly { before: Person; after: Person }[],
): Promise<TouchedModel[]> {
  const limit = pLimit(AT_ONCE);
  const all = await Promise.all(
    changes.flatMap(({ before, after }) =>
      personTouches.of(ws).map(touches => limit(() => touches(ws, before, after))),
    ),
  );
  const found = await withNames(ws, new Map(TOUCHED.map(what => [what, []])), all.flat());
  return touchedModels(found).filter(m => m.people > 0);
}

export const isAmount = (v: TouchedValue): v is Shown => typeof v === 'number' || 'minutes' in v;

/** Of amounts in one unit. */
export const moreOf = ({ was, is }: Pick<Touched, 'was' | 'is'>): number | undefined =>
  isAmount(was) && isAmount(is) && typeof was === typeof is ? sizeOf(is) - sizeOf(was) : undefined;

/** In minutes of a day of eight hours, so that part-timers stand among the others. */
const differenceOf = (t: Touched): number => Math.abs(moreOf(t) ?? 0) * (typeof t.was === 'number' ? 480 : 1);

const SHOWN = 10;

const touchedModels = (all: ReadonlyMap<TouchedWhat, readonly NamedTouched[]>): TouchedModel[] =>
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

/** Slack waits three seconds for an answer; longer counts are shown when they are done. */
const COUNTING_MS = 1_500;

type Counted = ReadonlyMap<TouchedWhat, readonly NamedTouched[]>;
type Drawn = (touched?: readonly TouchedModel[] | 'failed') => Modal;

const countedBy = (ws: Workspace, count: () => Promise<Counted>): Promise<TouchedModel[] | 'failed'> =>
  count().then(touchedModels, error => {
    ws.log.warn({ err: error }, 'what a change touches was not counted');
    return 'failed';
  });

/** The form that says what a change touches; nothing can be saved before it was counted. */
export async function counting(
  ws: Workspace,
  s: Submission,
  count: () => Promise<Counted>,
  drawn: Drawn,
): Promise<Modal> {
  const counted = countedBy(ws, count);
  const soon = await within(COUNTING_MS, counted);
  if (soon === undefined) s.later(() => redrawModal(ws.slack.interactive, s.viewId, async () => drawn(await counted)));
  return drawn(soon);
}

/** The same by a press: opened, or in place of the modal that the press stands in. */
export async function showCounting(
  ws: Workspace,
  press: Press,
  count: () => Promise<Counted>,
  drawn: Drawn,
  where: 'opened' | 'in-place' = 'opened',
): Promise<void> {
  const counted = countedBy(ws, count);
  const soon = await within(COUNTING_MS, counted);
  const goOn = async (view: string | undefined): Promise<void> => {
    if (soon === undefined) await redrawModal(ws.slack.interactive, view, async () => drawn(await counted));
  };
  if (where === 'opened') return press.open(drawn(soon), ({ id }) => goOn(id));
  if (await press.redraw(drawn(soon))) await goOn(press.view?.id);
}
