import type { Words } from '../i18n/index.ts';
import type { ExplainStep, SettlementStep } from '../worktime/explain.ts';

interface Clock {
  /** on the clock shown */
  time: (ms: number) => string;
  /** of the clock that counts nights, if another one */
  nightCity?: string;
}

/** A sentence a step. */
export function explainLines(steps: readonly ExplainStep[], o: Clock, w: Words): string[] {
  const nothing = steps.every(s => s.step === 'settlement') ? [w.myMonth.explain.nothing] : [];
  // Night hours are shown for each worked day, also none.
  const noNight = steps.some(s => s.step === 'worked') && !steps.some(s => s.step === 'night');
  const ofDay = steps.flatMap(step => (step.step === 'settlement' ? [] : sentences(step, o, w)));
  const night = noNight ? [w.myMonth.explain.night(w.duration(0), o.nightCity)] : [];
  const ofPeriod = steps.flatMap(step => (step.step === 'settlement' ? settlementLines(step, w) : []));
  return [...nothing, ...ofDay, ...night, ...ofPeriod];
}

function owedLine(s: SettlementStep, w: Words): string {
  const t = w.myMonth.explain.settlement;
  const owed = w.duration(s.owed);
  if (s.agreed) return t.agreed(owed);
  return s.planned > s.owed ? t.owedAtMost(owed, s.workdays, w.duration(s.planned)) : t.owed(owed, s.workdays);
}

/** The three lines with the person's own figures, then what is there until now. */
function settlementLines(s: SettlementStep, w: Words): string[] {
  const t = w.myMonth.explain.settlement;
  const minutes = w.duration;
  return [
    t.period(w.range(s.first, s.last)),
    owedLine(s, w),
    s.partTime ? t.partTime(minutes(s.overtimeFrom)) : t.overtimeFrom(minutes(s.overtimeFrom), s.days),
    t.most(minutes(s.most), minutes(s.weekCap), s.days),
    ...(s.monthAverage === undefined ? [] : [t.atOnce(minutes(s.monthAverage))]),
    t.counts(minutes(s.worked), s.leave > 0 ? minutes(s.leave) : undefined, s.left > 0 ? minutes(s.left) : undefined),
    ...(s.holiday > 0 ? [t.holiday(minutes(s.holiday))] : []),
    ...(s.overtime > 0 ? [t.overtime(minutes(s.overtime), s.today > 0 ? minutes(s.today) : undefined)] : []),
  ];
}

function sentences(step: Exclude<ExplainStep, SettlementStep>, { time, nightCity }: Clock, w: Words): string[] {
  const t = w.myMonth.explain;
  const minutes = w.duration;
  switch (step.step) {
    case 'unfinished':
      return [t.unfinished(time(step.in))];
    case 'span': {
      const of = step.open ? t.spanOpen : t.span;
      return [of(time(step.from), time(step.to), minutes(step.minutes))];
    }
    case 'recorded':
      return [
        ...(step.gaps > 0 ? [t.gaps(minutes(step.gaps))] : []),
        step.breaks > 0 ? t.breaks(minutes(step.breaks)) : t.noBreaks,
      ];
    case 'deduction': {
      const rule = t.rule[step.rule] ?? step.rule;
      if (step.minutes > 0) return [t.deducted(rule, minutes(step.minutes))];
      return [step.rule === 'none' || step.rule === 'recorded-only' ? rule : t.enough(rule)];
    }
    case 'worked':
      return [t.worked(minutes(step.minutes), minutes(step.break))];
    case 'night':
      return [t.night(minutes(step.minutes), nightCity)];
    case 'over-day':
      if (!step.partTime) return [t.overDay(minutes(step.minutes), minutes(step.line))];
      return [t.beyondContract(minutes(step.minutes), step.line > 0 ? minutes(step.line) : undefined)];
    case 'over-week':
      return [t.overWeek(minutes(step.minutes), minutes(step.total))];
    case 'day-off':
      return [t.dayOff(minutes(step.total))];
    case 'holiday':
      return [t.holiday(minutes(step.minutes), minutes(step.within), minutes(step.beyond))];
    case 'unapproved':
      return [t.unapproved(minutes(step.minutes))];
    case 'leave':
      return [
        t.leave(minutes(step.minutes), minutes(step.length), minutes(step.planned)),
        ...(step.credited > 0 && step.credited < step.minutes ? [t.credited(minutes(step.credited))] : []),
      ];
  }
}
