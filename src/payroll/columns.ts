import type { Words } from '../i18n/index.ts';
import type { CellValue, Column, ColumnKind } from '../shared/table/sheet.ts';
import { FIGURES, type Figure, type Period } from './figures.ts';
import type { PersonPayroll } from './gather.ts';

/** Facts of a person in every sheet's first columns. */
export const FACTS = ['number', 'name', 'team', 'office', 'hired', 'lastDay'] as const;
export type Fact = (typeof FACTS)[number];

/** `leaveTypes` stands for a column of each type that was taken. */
export const LEAVE_TYPES = 'leaveTypes';

/** Columns of the totals, in the usual order; headings are in i18n (`payroll.columns`). */
export const TOTAL_COLUMNS = [...FACTS, ...FIGURES, LEAVE_TYPES] as const;
export type TotalColumn = (typeof TOTAL_COLUMNS)[number];

export const isTotalColumn = (id: string): id is TotalColumn => (TOTAL_COLUMNS as readonly string[]).includes(id);

const isFigure = (column: TotalColumn): column is Figure => (FIGURES as readonly string[]).includes(column);

/** Counted in days or times; the others in minutes. */
const NUMBERS: ReadonlySet<TotalColumn> = new Set([
  ...(['daysWorked', 'absentDays', 'lateDays', 'earlyDays', 'paidLeaveDays', 'insuredLeaveDays'] as const),
  ...(['unpaidLeaveDays', 'lapsedDays', 'toPayDays', 'weeklyHolidaysLost'] as const),
]);

export const kindOf = (column: TotalColumn): ColumnKind => {
  if (column === 'hired' || column === 'lastDay') return 'date';
  if (!isFigure(column) && column !== LEAVE_TYPES) return 'text';
  return NUMBERS.has(column) || column === LEAVE_TYPES ? 'number' : 'hours';
};

const WIDTH: Partial<Record<TotalColumn, number>> = { number: 10, name: 16, team: 16 };

/** The columns of the totals, and how hours are written in them. */
export interface TotalsLayout {
  chosen: readonly ChosenColumn[];
  hours: 'clock' | 'decimal' | 'minutes';
}

const isOther = (id: TotalColumn, hours: TotalsLayout['hours']): boolean => hours !== 'clock' && kindOf(id) === 'hours';

/** A type of leave that somebody took. */
export interface TakenType {
  id: string;
  name: string;
}

/** A column as a company has it. */
export interface ChosenColumn {
  id: TotalColumn;
  /** absent: Daybook's */
  heading?: string;
}

/** With a column for each type taken, after those that pay kinds sum up. */
export const totalColumns = ({ chosen, hours }: TotalsLayout, types: readonly TakenType[], w: Words): Column[] =>
  chosen.flatMap(({ id, heading }): Column[] =>
    id === LEAVE_TYPES
      ? types.map(t => ({ heading: w.payroll.typeDays(t.name), is: 'number', width: 12 }))
      : [
          {
            heading: heading ?? w.payroll.columns[id],
            is: isOther(id, hours) ? 'number' : kindOf(id),
            width: WIDTH[id] ?? 12,
          },
        ],
  );

/** The hire date and the last day only where they lie in the period. */
export const factOf = (
  { person: p, teamName, officeName }: Pick<PersonPayroll, 'person' | 'teamName' | 'officeName'>,
  period: Period,
): Record<Fact, CellValue> => {
  const within = (date: string | undefined): CellValue =>
    date !== undefined && period.from <= date && date <= period.to ? date : undefined;
  return {
    ...{ number: p.employeeNo, name: p.name, team: teamName, office: officeName },
    ...{ hired: within(p.hiredOn), lastDay: within(p.lastDay) },
  };
};

/** What the spool keeps of a person: facts and figures in the usual order, then days by type. */
export interface TotalRow {
  values: Record<Exclude<TotalColumn, typeof LEAVE_TYPES>, CellValue>;
  types: Record<string, number>;
}

export const totalRow = (p: PersonPayroll, period: Period): TotalRow => ({
  values: { ...factOf(p, period), ...p.figures },
  types: p.types,
});

export const totalCells = (
  { values, types: days }: TotalRow,
  { chosen, hours }: TotalsLayout,
  types: readonly TakenType[],
): CellValue[] =>
  chosen.flatMap(({ id }) => {
    if (id === LEAVE_TYPES) return types.map(t => days[t.id] ?? 0);
    const value = values[id];
    if (typeof value !== 'number' || !isOther(id, hours)) return [value];
    return [hours === 'minutes' ? Math.round(value) : Math.round((value / 60) * 100) / 100];
  });

export const USUAL: readonly ChosenColumn[] = TOTAL_COLUMNS.map(id => ({ id }));
