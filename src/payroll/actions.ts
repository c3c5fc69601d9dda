import { dayNumber, isDate, monthBounds } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { isActive } from '../people/rules.ts';
import { peopleOf, type Scope } from '../people/scope.ts';
import type { ListedPerson } from '../people/store.ts';
import type { Owed } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import { byName } from '../shared/text.ts';
import type { WorkspaceReader } from '../workspace/reader.ts';
import { payrollFile } from './effects.ts';
import type { Period } from './figures.ts';
import type { Format } from './workbook.ts';

const LONGEST_DAYS = 366;

export const monthPeriod = (month: string): Period => {
  const { first, last } = monthBounds(`${month}-01`);
  return { from: first, to: last };
};

export const isPeriod = ({ from, to }: Period): boolean =>
  isDate(from) && isDate(to) && from <= to && dayNumber(to) - dayNumber(from) < LONGEST_DAYS;

/** `2026-11`, `2026-11-v2` of a closed month, or both dates. */
export function periodName(period: Period, version?: number): string {
  const month = period.from.slice(0, 7);
  const whole = monthPeriod(month);
  return whole.from === period.from && whole.to === period.to
    ? `${month}${version === undefined ? '' : `-v${version}`}`
    : `${period.from}_${period.to}`;
}

export function periodWords(period: Period, w: Words): string {
  const name = periodName(period);
  return name.length === 7 ? w.month(name) : w.rangeWithYear(period.from, period.to);
}

/** A month by its name, any other period by its first day. */
export const loggedOn = (period: Period): string => {
  const name = periodName(period);
  return name.length === 7 ? name : period.from;
};

/** The file and its entry in the log, for one write. */
export const owedFile = (to: string, period: Period, format: Format, scope: Scope = { of: 'all' }): Owed[] => [
  payrollFile.owed({ to, lane: payrollFile.kind, data: { ...period, format, scope } }),
  owedLog({
    what: 'files.export',
    by: to,
    on: loggedOn(period),
    note: `${periodName(period)}.${format}`,
    now: { file: 'payroll' },
  }),
];

const workedIn =
  ({ from }: Period) =>
  (p: ListedPerson): boolean =>
    p.lastDay === undefined ? isActive(p) : p.lastDay >= from;

/** Those meant who were employed in the period, by name, and whose attendance the viewer may see. */
export const peopleFor = async (
  ws: WorkspaceReader,
  period: Period,
  { scope = { of: 'all' }, viewer }: { scope?: Scope | undefined; viewer: string },
): Promise<ListedPerson[]> =>
  peopleOf(scope, await ws.rights.listing(), viewer, { action: 'see-attendance', left: true }).filter(workedIn(period));

/** Everybody, for programs without a viewer. */
export async function everybodyIn(ws: WorkspaceReader, period: Period): Promise<ListedPerson[]> {
  const { people } = await ws.rights.listing();
  return [...people.values()].filter(p => p.employee && workedIn(period)(p)).sort((a, b) => byName(a.name, b.name));
}
