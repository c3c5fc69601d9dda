import type { KnownBlock } from '@slack/types';
import type { Words } from '../../src/i18n/index.ts';
import { sizeOf } from '../../src/shared/shown.ts';
import { fields, literal } from '../kit.ts';
import { premiumTexts } from '../month.ts';
import type { CapModel, HomeModel, LeaveLeftModel, PeriodModel, WeekModel } from './model.ts';

/** The week, the month or settlement period, the weekly cap and leave. Empty lines are left out. */
export function haveBlocks(m: HomeModel, w: Words): KnownBlock[] {
  const texts = [
    ...(m.week.worked > 0 || m.week.target > 0 ? [weekText(m.week, w)] : []),
    ...(m.period ? [periodText(m.period, w)] : []),
    ...(m.cap ? [capText(m.cap, w)] : []),
    ...(m.leaveLeft ? [leaveText(w.home.annualLeave, m.leaveLeft, w)] : []),
    ...(m.othersLeft ?? []).map(l => leaveText(literal(l.pool, NAME), l, w)),
  ];
  return texts.length === 0 ? [] : [fields(texts.slice(0, FIELDS))];
}

/** Slack's most. */
const FIELDS = 10;
const NAME = 40;
const CELLS = 10;

/** Ten cells of text; a full one is earned whole, and an empty target is an empty bar. */
function bar(value: number, target: number): string {
  const full = target <= 0 ? 0 : Math.max(0, Math.min(CELLS, Math.floor((value / target) * CELLS)));
  return '▓'.repeat(full) + '░'.repeat(CELLS - full);
}

function weekText(week: WeekModel, w: Words): string {
  const { worked, target } = week;
  const lines = [`*${w.home.thisWeek}*`];
  if (target > 0) lines.push(bar(worked, target), w.home.of(w.duration(worked), w.duration(target)));
  else lines.push(w.duration(worked));
  const premium = premiumTexts(week, w);
  if (premium.length > 0) lines.push(premium.join(' · '));
  return lines.join('\n');
}

function periodText(p: PeriodModel, w: Words): string {
  const title = p.dates ? w.home.periodOwed(w.range(p.dates.first, p.dates.last)) : w.home.monthOwed;
  const owed = p.owed > 0 ? `${w.duration(p.owed)}${p.daysLeft > 0 ? ` · ${w.home.daysLeft(p.daysLeft)}` : ''}` : '';
  const lines = [`*${title}*`, bar(p.done, p.base)];
  lines.push(owed === '' ? w.home.monthFull(p.over > 0 ? w.duration(p.over) : undefined) : owed);
  if (p.most !== undefined && p.overtimeFrom !== undefined) {
    lines.push(w.home.of(w.duration(p.done), w.duration(p.base)));
    lines.push(`${w.home.overtimeFrom(w.duration(p.overtimeFrom))} · ${w.home.most(w.duration(p.most))}`);
  }
  if (p.overtime > 0) lines.push(w.home.overtime(w.duration(p.overtime)));
  if (p.overMost > 0) lines.push(w.home.overMost(w.duration(p.overMost)));
  return lines.join('\n');
}

/** The line of 52 hours, or what the policy says instead. */
function capText({ most, left, over, near }: CapModel, w: Words): string {
  const title = `*${w.home.toCap(w.duration(most))}*`;
  if (over > 0) return `${title}\n:rotating_light: ${w.home.overCap(w.duration(over))}`;
  return `${title}\n${near ? ':warning: ' : ''}${w.home.capLeft(w.duration(left))}`;
}

function leaveText(title: string, l: LeaveLeftModel, w: Words): string {
  const on = (date: string, otherYear: boolean): string => (otherYear ? w.ledger.on(date) : w.date(date));
  const lines = [`*${title}*`, w.ledger.days(l.left)];
  if (sizeOf(l.waiting) > 0) lines.push(w.home.leaveWaiting(w.ledger.days(l.waiting)));
  const { lapsing, upcoming } = l;
  if (lapsing) {
    const by = on(lapsing.on, lapsing.otherYear);
    lines.push(
      sizeOf(lapsing.days) === sizeOf(l.left)
        ? w.home.leaveUseBy(by)
        : w.home.leaveLapses(w.ledger.days(lapsing.days), by),
    );
  }
  if (upcoming) lines.push(w.home.leaveVests(w.ledger.days(upcoming.days), on(upcoming.on, upcoming.otherYear)));
  return lines.join('\n');
}
