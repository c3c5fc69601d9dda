import type { Words } from '../i18n/index.ts';
import type { PersonMonth } from './person-month.ts';
import { leavesOf, nightCityOf, notesOf, offOf, placesOf, timeOf } from './present.ts';
import type { MonthDay, MonthTotals } from './rules.ts';

interface Cell {
  m: PersonMonth;
  d: MonthDay;
  w: Words;
}

/** `minutes` add up to `total`. */
type Column = { text: (c: Cell) => string } | { minutes: (d: MonthDay) => number; total: keyof MonthTotals };

const spansOf = ({ m, d }: Cell) => m.days.get(d.date)?.spans ?? [];
const clockOf = ({ m, d, w }: Cell) => timeOf(d.date, m.person.zone, w);

/** Names are in i18n (`myMonth.csvColumns`), whose order is the file's. */
const COLUMNS: Record<keyof Words['myMonth']['csvColumns'], Column> = {
  date: { text: c => c.d.date },
  day: {
    text: ({ d, w }) => {
      const off = offOf(d.summary, w);
      return off === undefined ? w.date(d.date) : `${w.date(d.date)} ${w.myMonth.off[off] ?? off}`;
    },
  },
  planned: { minutes: d => d.summary.plan.planned, total: 'planned' },
  arrive: { text: c => join(spansOf(c).map(span => clockOf(c)(span.in))) },
  leave: { text: c => join(spansOf(c).map(span => (span.out === undefined ? '' : clockOf(c)(span.out)))) },
  zone: { text: c => (spansOf(c).length > 0 ? c.m.person.zone : '') },
  place: { text: c => listed(placesOf(spansOf(c)).map(c.w.place)) },
  worked: { minutes: d => d.summary.worked, total: 'worked' },
  break: { minutes: d => d.summary.break, total: 'break' },
  leaveName: { text: ({ m, d, w }) => listed(leavesOf(m, d, w).map(l => l.name)) },
  leaveMinutes: { minutes: d => d.summary.plan.leave, total: 'leave' },
  counted: { minutes: d => d.counted, total: 'counted' },
  overtime: { minutes: d => d.premium.overtime, total: 'overtime' },
  beyondContract: { minutes: d => d.premium.beyondContract, total: 'beyondContract' },
  holiday8: { minutes: d => d.premium.holiday8, total: 'holiday8' },
  holidayBeyond: { minutes: d => d.premium.holidayBeyond, total: 'holidayBeyond' },
  unapproved: { minutes: d => d.premium.unapproved, total: 'unapproved' },
  night: { minutes: d => d.summary.night, total: 'night' },
  breakMissed: { minutes: d => d.summary.breakMissed, total: 'breakMissed' },
  flags: { text: ({ d, w }) => listed(d.summary.flags.map(w.myMonth.flag)) },
  note: { text: c => join(notesOf(spansOf(c))) },
};

const join = (texts: readonly string[]): string => texts.join(' / ');
const listed = (texts: readonly string[]): string => texts.join(', ');

/** A line a day, then the sums. */
export function monthTable(m: PersonMonth, w: Words): string[][] {
  const t = w.myMonth;
  const names = Object.keys(t.csvColumns) as (keyof typeof COLUMNS)[];
  const columns = names.map(name => COLUMNS[name]);
  const { nightCity } = nightCityOf(m);
  const heading = names.map(name =>
    name === 'night' && nightCity !== undefined ? `${t.csvColumns[name]} ${t.clockOf(nightCity)}` : t.csvColumns[name],
  );
  const line = (d: MonthDay): string[] => columns.map(c => ('text' in c ? c.text({ m, d, w }) : String(c.minutes(d))));
  const sums = columns.map((c, i) =>
    'total' in c ? String(m.record.totals[c.total]) : names[i] === 'date' ? t.csvTotal : '',
  );
  return [heading, ...m.record.days.map(line), sums];
}
