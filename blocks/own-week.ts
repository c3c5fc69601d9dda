import type { Words } from '../src/i18n/index.ts';
import type { Shown } from '../src/shared/shown.ts';
import { context, header, type Message, section } from './kit.ts';
import { type Cell, type ChartModel, chart, dataTable, hasFigures, type Native, nativeMessage } from './native.ts';

/** A person's own week; minutes, times are ms. */
export interface OwnWeekModel {
  monday: string;
  sunday: string;
  zone: string;
  worked: number;
  planned: number;
  rest: number;
  /** until the week's most */
  left?: number;
  days: readonly {
    date: string;
    worked: number;
    planned: number;
    rest: number;
    times: readonly { from: number; to?: number }[];
  }[];
  /** leave of the next week, in words */
  nextWeek: readonly string[];
  /** annual leave */
  balance?: { name: string; left: Shown };
}

const hours = (minutes: number): number => Math.round(minutes / 6) / 10;

export function ownWeekMessage(m: OwnWeekModel, w: Words): Message & Native {
  const t = w.ownWeek;
  const times = (d: OwnWeekModel['days'][number]): string =>
    d.times.map(s => `${w.time(s.from, m.zone)}–${s.to === undefined ? '' : w.time(s.to, m.zone)}`).join(', ');
  const rows = m.days.map((d): Cell[] => [
    w.date(d.date),
    times(d),
    { value: hours(d.worked), text: w.duration(d.worked) },
    { value: hours(d.planned), text: w.duration(d.planned) },
    { value: hours(d.rest), text: w.duration(d.rest) },
  ]);
  const lines = m.days.map(d =>
    [w.date(d.date), times(d), `*${w.duration(d.worked)}*`].filter(part => part !== '').join(' · '),
  );
  const table = dataTable({ caption: t.caption, head: t.head, rows, page: 7 }, [
    section(lines.join('\n') || w.common.nothing),
  ]);
  const bars: ChartModel = {
    ...{ title: t.chart, kind: 'bar', unit: w.weekly.unit, categories: m.days.map(d => w.date(d.date)) },
    series: [
      { name: w.weekly.worked, values: m.days.map(d => hours(d.worked)) },
      { name: w.weekly.planned, values: m.days.map(d => hours(d.planned)) },
    ],
  };
  const figures = [
    t.figures(w.duration(m.worked), w.duration(m.planned)),
    t.rest(w.duration(m.rest)),
    ...(m.left === undefined ? [] : [t.left(w.duration(m.left))]),
  ].join(' · ');
  const ahead = [
    t.nextWeek(m.nextWeek.length === 0 ? t.noLeave : m.nextWeek.join(', ')),
    ...(m.balance ? [w.ledger.left(m.balance.name, m.balance.left)] : []),
  ].join('\n');
  return nativeMessage(t.fallback(w.duration(m.worked)), [
    header(t.title(w.range(m.monday, m.sunday))),
    section(figures),
    ...(m.days.length === 0 ? [] : [table]),
    // Its lines say it already where Slack draws no chart.
    ...(hasFigures(bars) ? [chart(bars, [])] : []),
    section(ahead),
    context(t.off),
  ]);
}
