import { isDeepStrictEqual } from 'node:util';
import pLimit from 'p-limit';
import type { Modal } from '../../blocks/kit.ts';
import {
  type RecordsShown,
  TOUCHED,
  type TouchedModel,
  type TouchedValue,
  type TouchedWhat,
} from '../../blocks/touched.ts';
import type { AsIf as OtherPeople } from '../people/administer.ts';
import type { Person } from '../people/rules.ts';
import type { Proposed } from '../settings/change.ts';
import type { Moved } from '../settings/moved.ts';
import type { PolicyChange, PolicyVersion } from '../settings/policy.ts';
import type { AsIf } from '../settings/policy-in-force.ts';
import { defined } from '../shared/defined.ts';
import { type Shown, sizeOf } from '../shared/shown.ts';
import { byName } from '../shared/text.ts';
import { within } from '../shared/within.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Press, Submission } from '../slack/router.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { personTouches, policyTouches, type Touched } from './points.ts';
import { LINE_FACTS, LINE_TOUCHES, touchedByLine } from './touched-line.ts';

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

/** What a change of one person's facts touches; their own managers and channels are what the form says. */
export const touchedByFacts = (ws: Workspace, before: Person, after: Person): Promise<TouchedModel[]> =>
  touchedBySome(ws, [{ before, after }], {}, t => t.user !== after.user || t.what === 'asked');

const AT_ONCE = 8;

/** The same of many people, each with their own change; `teams`: with those that it makes. */
export async function touchedBySome(
  ws: Workspace,
  changes: readonly PersonChange[],
  { teams }: Pick<OtherPeople, 'teams'> = {},
  isEffect: (t: Touched) => boolean = () => true,
): Promise<TouchedModel[]> {
  const limit = pLimit(AT_ONCE);
  const moved = changes.filter(c => LINE_FACTS.some(f => c.before[f] !== c.after[f])).map(c => c.after);
  const line = moved.length === 0 ? [] : await touchedByLine(ws, { people: moved, ...defined({ teams }) });
  const all = await Promise.all(
    changes
      .filter(({ before, after }) => COUNTED.some(f => !isDeepStrictEqual(before[f], after[f])))
      .flatMap(({ before, after }) => personTouches.of(ws).map(touches => limit(() => touches(ws, before, after)))),
  );
  const rows = [...all.flat(), ...line.filter(isEffect)];
  return touchedModels(await withNames(ws, new Map(TOUCHED.map(what => [what, []])), rows)).filter(m => m.people > 0);
}

export interface PersonChange {
  before: Person;
  after: Person;
}

/** Facts that balances, plans and times are counted by. */
const COUNTED = [
  ...(['hiredOn', 'lastDay', 'former', 'terms', 'termsFrom'] as const),
  ...(['arrangement', 'hours', 'schedule', 'protection', 'office'] as const),
] satisfies (keyof Person)[];

export const isAmount = (v: TouchedValue): v is Shown => typeof v === 'number' || 'minutes' in v;
const isRecords = (v: TouchedValue): v is RecordsShown => typeof v === 'object' && 'requests' in v;

/** Of amounts in one unit. */
export const moreOf = ({ was, is }: Pick<Touched, 'was' | 'is'>): number | undefined =>
  isAmount(was) && isAmount(is) && typeof was === typeof is ? sizeOf(is) - sizeOf(was) : undefined;

/** In minutes of a day of eight hours, so that part-timers stand among the others. */
const differenceOf = (t: Touched): number =>
  isRecords(t.was) ? sizeOfRecords(t.was) : Math.abs(moreOf(t) ?? 0) * (typeof t.was === 'number' ? 480 : 1);

const sizeOfRecords = (r: RecordsShown): number => r.days + r.requests + r.grants;

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
  const records = rows.flatMap(r => (isRecords(r.was) ? [r.was] : []));
  if (records.length > 0) return [{ was: records.reduce(addRecords), is: { days: 0, requests: 0, grants: 0 } }];
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

const addRecords = (a: RecordsShown, b: RecordsShown): RecordsShown => ({
  days: a.days + b.days,
  requests: a.requests + b.requests,
  grants: a.grants + b.grants,
});

/** Slack waits three seconds for an answer; longer counts are shown when they are done. */
const COUNTING_MS = 1_500;

/** What other teams, or the teams of people, touch. */
export const touchedByTeams = async (ws: Workspace, change: OtherPeople): Promise<Counted> =>
  withNames(ws, new Map(LINE_TOUCHES.map(what => [what, []])), await touchedByLine(ws, change));

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
  return drawn(await countedSoon(ws, s, count, drawn));
}

/** The same, but undefined where nothing is touched. */
export async function countingSome(
  ws: Workspace,
  s: Submission,
  count: () => Promise<Counted>,
  drawn: Drawn,
): Promise<Modal | undefined> {
  const soon = await countedSoon(ws, s, count, drawn);
  return isNothing(soon) ? undefined : drawn(soon);
}

const isNothing = (soon: readonly TouchedModel[] | 'failed' | undefined): boolean =>
  typeof soon === 'object' && soon.every(m => m.people === 0);

async function countedSoon(ws: Workspace, s: Submission, count: () => Promise<Counted>, drawn: Drawn) {
  const counted = countedBy(ws, count);
  const soon = await within(COUNTING_MS, counted);
  if (soon === undefined) s.later(() => redrawModal(ws.slack.interactive, s.viewId, async () => drawn(await counted)));
  return soon;
}

/** The same by a press: opened, or in place of the modal that it stands in. False: nothing is touched, `if-any`. */
export async function showCounting(
  ws: Workspace,
  press: Press,
  count: () => Promise<Counted>,
  drawn: Drawn,
  where: 'opened' | 'in-place' | 'if-any' = 'opened',
): Promise<boolean> {
  const counted = countedBy(ws, count);
  const soon = await within(COUNTING_MS, counted);
  if (where === 'if-any' && isNothing(soon)) return false;
  const goOn = async (view: string | undefined): Promise<void> => {
    if (soon === undefined) await redrawModal(ws.slack.interactive, view, async () => drawn(await counted));
  };
  if (where === 'opened') await press.open(drawn(soon), ({ id }) => goOn(id));
  else if (await press.redraw(drawn(soon))) await goOn(press.view?.id);
  return true;
}
