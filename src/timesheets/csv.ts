import type { Words } from '../i18n/index.ts';
import type { PersonMonth } from './person-month.ts';
import { leavesOf, nightCityOf, notesOf, offOf, placesOf, timeOf } from './present.ts';
import type { MonthDay, MonthTotals } from './rules.ts';

type Column = keyof Words['myMonth']['csvColumns'];

/** Columns of minutes, which add up to the last line. */
const MINUTES: Partial<Record<Column, { of: (d: MonthDay) => number; total: keyof MonthTotals }>> = {
  planned: { of: d => d.summary.plan.planned, total: 'planned' },
  worked: { of: d => d.summary.worked, total: 'worked' },
  break: { of: d => d.summary.break, total: 'break' },
  leaveMinutes: { of: d => d.summary.plan.leave, total: 'leave' },
  counted: { of: d => d.counted, total: 'counted' },
  overtime: { of: d => d.overtime, total: 'overtime' },
  night: { of: d => d.summary.night, total: 'night' },
  holiday: { of: d => d.summary.holiday, total: 'holiday' },
  dayOff: { of: d => d.summary.dayOff, total: 'dayOff' },
  over8: { of: d => d.summary.over8, total: 'over8' },
  breakMissed: { of: d => d.summary.breakMissed, total: 'breakMissed' },
};

/** A person's month as a table of texts: a line a day, then the sums. */
export function monthTable(m: PersonMonth, w: Words): string[][] {
  const t = w.myMonth;
  const columns = Object.keys(t.csvColumns) as Column[];
  const day = (d: MonthDay): string[] => {
    const texts = textsOf(m, d, w);
    return columns.map(c => MINUTES[c]?.of(d).toString() ?? texts[c] ?? '');
  };
  const total = columns.map(c => {
    const sum = MINUTES[c]?.total;
    if (sum !== undefined) return String(m.record.totals[sum]);
    return c === 'date' ? t.csvTotal : '';
  });
  const { nightCity } = nightCityOf(m);
  const heading = (c: Column): string =>
    c === 'night' && nightCity !== undefined ? `${t.csvColumns[c]} ${t.clockOf(nightCity)}` : t.csvColumns[c];
  return [columns.map(heading), ...m.record.days.map(day), total];
}

function textsOf(m: PersonMonth, d: MonthDay, w: Words): Partial<Record<Column, string>> {
  const t = w.myMonth;
  const s = d.summary;
  const { zone } = m.person;
  const spans = m.days.get(d.date)?.spans ?? [];
  const time = timeOf(d.date, zone, w);
  const off = offOf(s, w);
  return {
    date: d.date,
    day: off === undefined ? w.date(d.date) : `${w.date(d.date)} ${t.off[off] ?? off}`,
    arrive: spans.map(span => time(span.in)).join(' / '),
    leave: spans.map(span => (span.out === undefined ? '' : time(span.out))).join(' / '),
    zone: spans.length > 0 ? zone : '',
    place: placesOf(spans)
      .map(p => w.place(p))
      .join(', '),
    leaveName: leavesOf(m, d, w)
      .map(l => l.name)
      .join(', '),
    flags: s.flags.map(f => t.flag(f)).join(', '),
    note: notesOf(spans).join(' / '),
  };
}
