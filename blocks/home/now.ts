import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Words } from '../../src/i18n/index.ts';
import { formAction } from '../form-ids.ts';
import { action } from '../ids.ts';
import { actions, type ButtonOptions, button, confirm, context, literal, section } from '../kit.ts';
import type { HomeModel, StatusModel, TodayModel } from './model.ts';

/** Now and today: what the person is doing, the one button for it, how long it was and when they may leave. */
export function nowBlocks(m: HomeModel, w: Words): KnownBlock[] {
  const working = m.now.is === 'in' || m.now.is === 'break';
  const lines = [statusLine(m, w)];
  if (m.now.is === 'in' && m.now.note) lines.push(`>${literal(m.now.note, 200)}`);
  // A Home stays as it was drawn, while the figures of somebody who is in move on.
  const today = [todayLine(m, w), ...(working ? [w.home.asOf(m.asOf)] : [])].filter(t => t !== '').join(' · ');
  const row: ActionsBlock['elements'] = [];
  if (m.now.is === 'in') row.push(button(action.startBreak, w.home.startBreak));
  if (m.now.is === 'break') row.push(button(action.checkOut, w.home.checkOut));
  if (working) row.push(button(action.changePlace, w.home.changePlace));
  if (m.undo) row.push(undoButton(m.undo, w));
  row.push(button(action.openLeave, w.home.requestLeave), button(formAction.choose, w.forms.other));
  const main = mainButton(m, w);
  return [
    section(lines.join('\n'), m.off === 'not-employed' && !working ? undefined : main),
    ...(today === '' ? [] : [context(today)]),
    ...(m.quickPlace && !working && m.off !== 'not-employed' ? [context(w.home.quickPlace(m.quickPlace))] : []),
    actions(...row),
  ];
}

/** What one does next stands out: on a break that is to end it. */
function mainButton(m: HomeModel, w: Words) {
  if (m.now.is === 'break') return button(action.endBreak, w.home.endBreak, { style: 'primary' });
  if (m.now.is === 'in') return button(action.checkOut, w.home.checkOut, { style: 'primary' });
  return checkIn(m, w);
}

/** On leave and on days off one may come all the same, but is not urged to. */
function checkIn(m: HomeModel, w: Words) {
  return button(action.checkIn, m.now.is === 'done' ? w.home.checkInAgain : w.home.checkIn, checkInOptions(m, w));
}

/** Whether somebody who checks in is asked first: it is their day off, or they are on leave. */
export const asksFirst = (m: Pick<StatusModel, 'leave' | 'off'>): boolean =>
  m.leave?.whole === true || (m.off !== undefined && m.off !== 'not-employed');

/** How such a day is called to whoever checks in on it. */
export function restTitle(m: Pick<StatusModel, 'leave' | 'off'>, w: Words): string {
  if (m.leave?.long) return w.home.confirmLongLeave;
  if (m.leave?.whole) return w.home.confirmOnLeave.title;
  return w.home.confirmRest(typeof m.off === 'object' ? m.off.holiday : undefined);
}

export function checkInOptions(m: Pick<StatusModel, 'now' | 'leave' | 'off'>, w: Words): ButtonOptions {
  const asks = asksFirst(m);
  const { text, yes } = w.home.confirmOnLeave;
  return {
    ...(m.now.is === 'out' && !asks && !m.off ? { style: 'primary' as const } : {}),
    ...(asks ? { confirm: confirm({ title: restTitle(m, w), yes }, text, w.common.close) } : {}),
  };
}

export const undoButton = ({ what, of, until }: NonNullable<StatusModel['undo']>, w: Words) =>
  button(action.undo, w.home.undo(what, until), { value: of });

/** What the person is doing now, in one line. */
export function statusLine(m: Pick<StatusModel, 'now' | 'leave' | 'off'> & { today?: TodayModel }, w: Words): string {
  const now = m.now;
  if (now.is === 'in') return w.home.working(now.since, now.place);
  if (now.is === 'break') return w.home.onBreak(now.since);
  if (now.is === 'done') return w.home.done(w.duration(now.worked));
  if (m.leave?.long)
    return w.home.onLongLeave(w.leaveType(m.leave.type), w.rangeWithYear(m.leave.until, m.leave.until));
  if (m.leave?.whole) return w.home.onLeave(w.leaveType(m.leave.type), w.date(m.leave.until));
  if (m.off === 'day-off') return w.home.weekend;
  if (m.off === 'not-employed') return w.home.notEmployed;
  if (m.off) return w.home.holiday(literal(m.off.holiday));
  const { arrive, core } = m.today ?? {};
  if (arrive) return `${w.home.notIn} · ${w.home.arrive(arrive.from, arrive.to, arrive.past)}`;
  return core ? `${w.home.notIn} · ${w.home.core(core.from, core.to)}` : w.home.notIn;
}

/** How long today, and when one may leave; empty where there is nothing to say. */
export function todayLine(m: Pick<StatusModel, 'now' | 'workday' | 'leave' | 'off' | 'today'>, w: Words): string {
  const { now, today, workday, leave } = m;
  const out = now.is === 'out';
  const partLeave = leave && !(leave.whole && out) ? [halfText(leave, w)] : [];
  const parts = [...(workday === undefined ? [] : [w.home.yesterdays(w.date(workday))]), ...partLeave];
  if (out) {
    if (today.target > 0 && !leave?.whole && !m.off) parts.push(...beforeCheckIn(today, w));
    return parts.join(' · ');
  }
  // *Done for today* says the hours itself.
  const worked = w.duration(today.worked);
  if (now.is !== 'done') parts.push(workday === undefined ? `${w.home.today} ${worked}` : worked);
  if (today.times) parts.push(`${today.times.from}–${today.times.to}`);
  if (today.short) parts.push(w.home.short(w.duration(today.short.minutes), today.short.until));
  if (now.is !== 'done') parts.push(...leavingTexts(today, w));
  if (today.rest > 0 && (now.is === 'done' || today.leave?.rest === undefined))
    parts.push(w.home.rest(w.duration(today.rest)));
  return parts.join(' · ');
}

const halfText = ({ type, times }: NonNullable<StatusModel['leave']>, w: Words): string =>
  `${w.home.halfToday(w.leaveType(type))}${times ? ` ${times.from}–${times.to}` : ''}`;

const beforeCheckIn = ({ target, leaveIfNow }: TodayModel, w: Words): string[] => [
  w.home.todayOwes(w.duration(target)),
  ...(leaveIfNow === undefined ? [] : [w.home.leaveIfNow(leaveIfNow)]),
];

function leavingTexts({ leave, full }: TodayModel, w: Words): string[] {
  return [
    ...(leave
      ? [
          (leave.past ? w.home.mayLeave : w.home.leaveAt)(
            leave.at,
            leave.rest === undefined ? undefined : w.duration(leave.rest),
          ),
        ]
      : []),
    ...(full ? [(full.past ? w.home.fullSince : w.home.fullAt)(full.at)] : []),
  ];
}
