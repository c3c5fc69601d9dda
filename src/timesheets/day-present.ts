import type { DayModel, SpanModel, StepModel } from '../../blocks/month-day.ts';
import { type Difference, differences } from '../attendance/corrections/present.ts';
import type { DayStep } from '../attendance/rules.ts';
import type { Words } from '../i18n/index.ts';
import { defined } from '../shared/defined.ts';
import { staysIn } from '../worktime/places.ts';
import type { Span } from '../worktime/span.ts';
import type { DayFlag, DaySummary } from '../worktime/types.ts';
import type { BreakRule } from '../worktime/worktime.ts';
import { explainLines } from './explain.ts';
import type { PersonMonth } from './person-month.ts';
import { cityOf, leavesOf, nightCityOf, offOf, runningOf, spanTimes, timeOf } from './present.ts';

/** `correct`: whether the viewer may correct it. */
export function dayModel(
  m: PersonMonth,
  date: string,
  seen: {
    viewer: { user: string; zone: string };
    names: ReadonlyMap<string, string>;
    correct: boolean;
    breaks: BreakRule;
    metadata: string;
  },
  w: Words,
): DayModel | undefined {
  const day = m.record.days.find(d => d.date === date);
  if (!day) return undefined;
  const { viewer, names, correct, breaks, metadata } = seen;
  const { person } = m;
  const { summary } = day;
  const time = timeOf(date, person.zone, w);
  const doc = m.days.get(date);
  const other = person.user !== viewer.user;
  const off = offOf(summary, w);
  const running = runningOf(summary);
  const leaves = m.leavesOn(date);
  const [leave] = leavesOf(m, day, w);
  const when = leaves.flatMap(l => (l.time ? [`${l.time.from}–${l.time.to}`] : [])).join(', ');
  return {
    date,
    ...(other ? { who: person.name } : {}),
    ...(person.zone === viewer.zone && person.zone === m.zone ? {} : { zone: cityOf(person.zone) }),
    ...defined({ off }),
    ...{ worked: summary.worked, planned: summary.plan.planned },
    ...defined({ running }),
    spans: (doc?.spans ?? []).map(s => spanModel(s, time, w)),
    leaves: leave
      ? [{ ...leave, ...(when !== '' ? { when } : summary.plan.planned > 0 ? { when: w.date(date) } : {}) }]
      : [],
    flags: summary.flags.map(flag => {
      const minutes = minutesOf(flag, summary);
      return { flag, ...defined({ minutes }) };
    }),
    counted: explainLines(m.summary.explain(date), { time, ...nightCityOf(m) }, w),
    steps: (doc?.history ?? []).map(step => stepModel(step, { date, zone: person.zone, names, breaks }, w)),
    closed: m.closed,
    ...(correct && !m.closed ? { correct: other ? `${person.user}|${date}` : date } : {}),
    ...(correct && !m.closed && !other && running === undefined ? defined({ deducted: deductedOf(m, date) }) : {}),
    metadata,
  };
}

/** Minutes of a legal break that nobody recorded. */
function deductedOf(m: PersonMonth, date: string): number | undefined {
  const deduction = m.summary.explain(date).find(s => s.step === 'deduction');
  return deduction?.step === 'deduction' && deduction.minutes > 0 ? deduction.minutes : undefined;
}

function spanModel(s: Span, time: (ms: number) => string, w: Words): SpanModel {
  const stays = staysIn(s);
  const several = stays.length > 1;
  return {
    times: spanTimes(s, time),
    places: stays.map(stay => (several ? `${time(stay.from)} ${w.place(stay.place)}` : w.place(stay.place))).join(', '),
    breaks: s.breaks.map(b => `${time(b.from)}–${b.to === undefined ? '' : time(b.to)}`),
    notes: [s.note, s.outNote].flatMap(n => (n ? [n] : [])),
  };
}

function minutesOf(flag: DayFlag, d: DaySummary): number | undefined {
  const minutes: Partial<Record<DayFlag, number>> = {
    late: d.late,
    'left-early': d.early,
    'core-missed': d.coreMissed,
    'break-missed': d.breakMissed,
    'rest-missed': d.restMissed,
    'worked-on-holiday': d.worked,
    'worked-on-day-off': d.worked,
  };
  return minutes[flag];
}

function stepModel(
  step: DayStep,
  o: { date: string; zone: string; names: ReadonlyMap<string, string>; breaks: BreakRule },
  w: Words,
): StepModel {
  const reason = step.reason ?? step.note;
  return {
    at: w.moment(step.at, o.zone),
    who: o.names.get(step.by) ?? step.by,
    what: step.what,
    ...defined({ place: step.place }),
    ...(step.said === undefined ? {} : { said: w.time(step.said, o.zone) }),
    changes: changesOf(step, o, w),
    ...defined({ reason }),
  };
}

/** Before and after. */
function changesOf(step: DayStep, o: { date: string; zone: string; breaks: BreakRule }, w: Words): Difference[] {
  if (!step.from || !step.to) return [];
  const { date, zone, breaks } = o;
  const { spans: after, workedThrough } = step.to;
  return differences({ date, zone, breaks, before: step.from, after, ...defined({ workedThrough }) }, w);
}
