import { join } from 'node:path';
import { KOREAN_LAW } from '../calendar/law.ts';
import { localMoment, weekday } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { shownDays } from '../leave-record/units.ts';
import { csvOf } from '../shared/table/csv.ts';
import type { CellValue, Column, FileBytes, Row, Sheet } from '../shared/table/sheet.ts';
import { type Spool, spoolIn } from '../shared/table/spool.ts';
import { xlsxOf } from '../shared/table/xlsx.ts';
import { zipped } from '../shared/table/zip.ts';
import { offOf } from '../timesheets/present.ts';
import {
  FACTS,
  type Fact,
  factOf,
  kindOf,
  type TakenType,
  TOTAL_COLUMNS,
  type TotalRow,
  type TotalsLayout,
  totalCells,
  totalColumns,
  totalRow,
} from './columns.ts';
import { DAY_SUMS, type PayrollDay, type Period } from './figures.ts';
import type { PersonPayroll } from './gather.ts';

export const FORMATS = ['xlsx', 'csv'] as const;
export type Format = (typeof FORMATS)[number];
export const EXTENSION: Record<Format, string> = { xlsx: 'xlsx', csv: 'zip' };

/** What the sheet of notes says. */
export interface About {
  period: Period;
  /** the moment, as the workplace's clock shows it */
  made: string;
  closed: boolean;
  w: Words;
  layout: TotalsLayout;
}

/** People of a file, counted and kept on the disk, until it is written. */
export interface Gathered {
  people: number;
  sheets(): Promise<Sheet[]>;
}

const FACT_WIDTH: Partial<Record<Fact, number>> = { number: 10, name: 16, team: 16 };

const factColumns = (w: Words): Column[] =>
  FACTS.map(id => ({ heading: w.payroll.columns[id], is: kindOf(id), width: FACT_WIDTH[id] ?? 12 }));

/** Everybody once, in three spools of a folder; `each` is called after a person. */
export async function gatheredIn(
  folder: string,
  people: AsyncIterable<PersonPayroll>,
  about: About,
  each: (p: PersonPayroll) => Promise<void>,
): Promise<Gathered> {
  const [totals, days, leave] = await Promise.all(['totals', 'days', 'leave'].map(name => spoolIn(join(folder, name))));
  if (!totals || !days || !leave) throw new Error('no spools');
  const types = new Map<string, string>();
  let count = 0;
  for await (const p of people) {
    count += 1;
    await totals.add([JSON.stringify(totalRow(p, about.period))]);
    const of = factOf(p, about.period);
    const facts = FACTS.map(id => of[id]);
    for (const d of p.days) await days.add([...facts, ...dayCells(p, d, about)]);
    for (const l of p.leaves) {
      types.set(l.type, about.w.forms.text(l.name));
      await leave.add([
        ...facts,
        ...[about.w.forms.text(l.name), l.from, l.to, shownDays(l.amount), l.minutes, about.w.payroll.pay[l.pay]],
        l.standIn,
      ]);
    }
    await each(p);
  }
  const taken = [...types].map(([id, name]) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { people: count, sheets: async () => sheetsOf({ totals, days, leave }, taken, { ...about, people: count }) };
}

function sheetsOf(
  spools: Record<'totals' | 'days' | 'leave', Spool>,
  types: readonly TakenType[],
  about: About & { people: number },
): Sheet[] {
  const { w, layout } = about;
  const { sheets, days, leave, columns, notes } = w.payroll;
  return [
    {
      ...{ name: sheets.totals, columns: totalColumns(layout, types, w) },
      rows: totalRows(spools.totals, layout, types),
    },
    {
      ...{ name: sheets.days, rows: spools.days.rows() },
      columns: [
        ...factColumns(w),
        { heading: days.date, is: 'date' },
        { heading: days.day, is: 'text', width: 18 },
        { heading: days.in, is: 'moment' },
        { heading: days.out, is: 'moment' },
        { heading: columns.contract, is: 'hours' },
        ...DAY_SUMS.map((name): Column => ({ heading: columns[name], is: 'hours', width: 12 })),
        { heading: days.leaveNames, is: 'text', width: 20 },
        { heading: days.flags, is: 'text', width: 24 },
      ],
    },
    {
      ...{ name: sheets.leave, rows: spools.leave.rows() },
      columns: [
        ...factColumns(w),
        { heading: leave.type, is: 'text', width: 20 },
        { heading: leave.from, is: 'date' },
        { heading: leave.to, is: 'date' },
        { heading: leave.days, is: 'number' },
        { heading: leave.hours, is: 'hours' },
        { heading: leave.pay, is: 'text' },
        { heading: w.standIn.label, is: 'text', width: 16 },
      ],
    },
    {
      ...{ name: sheets.notes, rows: noteRows(about) },
      columns: [
        { heading: notes.column, is: 'text', width: 28 },
        { heading: notes.meaning, is: 'text', width: 90 },
      ],
    },
  ];
}

async function* totalRows(totals: Spool, layout: TotalsLayout, types: readonly TakenType[]): AsyncGenerator<Row> {
  for await (const [json] of totals.rows()) yield totalCells(JSON.parse(String(json)) as TotalRow, layout, types);
}

function dayCells(p: PersonPayroll, d: PayrollDay, { w }: About): CellValue[] {
  const spans = p.records.get(d.date)?.spans ?? [];
  const zone = p.records.get(d.date)?.zone ?? p.person.zone;
  const [first, last] = [spans[0]?.in, spans.at(-1)?.out];
  const off = offOf(d.summary, w);
  const day = w.people.weekdays[weekday(d.date) - 1] ?? '';
  const names = p.leaves.filter(l => l.from <= d.date && d.date <= l.to).map(l => w.forms.text(l.name));
  return [
    d.date,
    off === undefined ? day : `${day} · ${w.myMonth.off[off] ?? off}`,
    first === undefined ? undefined : localMoment(first, zone),
    last === undefined ? undefined : localMoment(last, zone),
    d.summary.plan.arranged.length,
    ...DAY_SUMS.map(name => d[name]),
    d.leave > 0 ? [...new Set(names)].join(', ') : undefined,
    d.summary.flags.map(w.myMonth.flag).join(', '),
  ];
}

function noteRows({ period, made, closed, people, w, layout }: About & { people: number }): Row[] {
  const { notes, columns, explained } = w.payroll;
  const { overtime, holiday, longHoliday, night } = KOREAN_LAW.rates;
  const heading = new Map(layout.chosen.map(c => [c.id, c.heading]));
  return [
    [notes.period, `${period.from} – ${period.to}`],
    [notes.made, made],
    [notes.state, closed ? notes.closed : notes.open],
    [notes.people, String(people)],
    [notes.times, notes.timesText],
    [notes.rates, notes.rate(overtime, holiday, longHoliday, night)],
    ...TOTAL_COLUMNS.map((id): Row => [heading.get(id) ?? columns[id], explained[id]]),
    ['', notes.law],
  ];
}

/** The bytes of the file: a workbook, or CSV files in an archive. */
export async function fileOf(gathered: Gathered, format: Format, changes?: Sheet): Promise<FileBytes> {
  const sheets = [...(await gathered.sheets()), ...(changes ? [changes] : [])];
  return format === 'xlsx' ? xlsxOf(sheets) : zipped(sheets.map(s => ({ name: `${s.name}.csv`, bytes: csvOf(s) })));
}
