import { activeLeaves, longLeaveIn } from '../absence/leaves.ts';
import { inForce } from '../approvals/route/view.ts';
import { requests } from '../approvals/store.ts';
import { dayBounds } from '../calendar/rules.ts';
import { type Words, words } from '../i18n/index.ts';
import { type LeaveForm, leaveFormOf, typeCode } from '../leave-record/form.ts';
import { isLongLeave } from '../leave-record/long-leave.ts';
import type { Person } from '../people/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Arranged } from '../worktime/arrangement.ts';
import { awayClock, partMinutes } from '../worktime/away.ts';
import { instantOf, presenceFor } from '../worktime/layout.ts';
import { arrangedOn } from '../worktime/summary.ts';
import type { Absence, StatusText } from './rules.ts';

const AWAY = ':palm_tree:';
const PART_OF_DAY = ':partly_sunny:';
const HOLIDAY = ':calendar:';
/** By the type's id; others are `AWAY`. */
const EMOJI: Readonly<Record<string, string>> = {
  'family-event': ':bouquet:',
  official: ':classical_building:',
  'official-hours': ':classical_building:',
  'partner-birth': ':baby:',
  'family-care': ':house_with_garden:',
};

function arrangedFor(ws: Workspace, person: Person, date: string): Arranged {
  const { on: policyOn, calendar } = ws.policy.of(person);
  return arrangedOn({ policyOn, calendar, person }, date);
}

/** Colleagues see of a private type only that the person is away, whatever its emoji would tell. */
function textOf(form: LeaveForm, w: Words): StatusText {
  if (form.as.private) return { text: w.slackStatus.shown.away ?? '', emoji: AWAY };
  if (isLongLeave(form)) return { text: w.slackStatus.shown['long-leave'] ?? '', emoji: ':seedling:' };
  const usual = form.part || form.time ? PART_OF_DAY : AWAY;
  return { text: w.slackStatus.leave(w.leaveShort(typeCode(form))), emoji: EMOJI[form.type] ?? usual };
}

/** A part of a day has the time that the form shows; under flexible hours it is before work, after work, or nowhere. */
function partOf(form: LeaveForm, day: Arranged): Omit<Absence, 'status'> | undefined {
  const at = (minutes: number): number => instantOf(day.date, minutes, day.zone);
  const clock = awayClock(form, day);
  if (clock) return { from: at(clock[0]), until: at(clock[1]), part: 'timed' };
  const { start, end } = dayBounds(day.date, day.zone);
  if (form.part === 'pm' || form.part === 'q4') return { from: start, until: end, part: 'last' };
  if (form.part !== 'am' && form.part !== 'q1') return undefined;
  const latest = day.presence.is === 'staggered' ? day.presence.to : 0;
  const until = at(latest + presenceFor(partMinutes(form, day.length)));
  return { from: start, until, part: 'first' };
}

/** A person's leaves in force on a date, and a holiday on a day of their schedule; the long ones first. */
export async function absencesOn(ws: Workspace, person: Person, date: string): Promise<Absence[]> {
  const w = words(ws.people.language(person));
  const own = (await requests(ws).of(ws.team, person.user)).filter(inForce);
  const forms = new Map(own.map(r => [r._id, r]));
  const day = arrangedFor(ws, person, date);
  const { zone } = ws.policy.of(person);
  const leaves = activeLeaves(own)
    .filter(l => l.from <= date && date <= l.to)
    .flatMap(({ id }): Absence[] => {
      const form = leaveFormOf(forms.get(id)?.form ?? {});
      const status = textOf(form, w);
      if (!form.part && !form.time)
        return [{ status, from: dayBounds(form.from, zone).start, until: dayBounds(lastDay(own, form), zone).end }];
      const part = partOf(form, day);
      return part && day.length > 0 ? [{ status, ...part }] : [];
    });
  return [...leaves.sort((a, b) => b.until - b.from - (a.until - a.from)), ...holidayOf(day, w)];
}

/** A long leave that follows on a long one goes on. */
function lastDay(own: Parameters<typeof longLeaveIn>[0], form: LeaveForm): string {
  return (isLongLeave(form) ? longLeaveIn(own, form.from)?.until : undefined) ?? form.to;
}

function holidayOf(day: Arranged, w: Words): Absence[] {
  if (day.off?.is !== 'holiday' || day.contract === 0) return [];
  const { start, end } = dayBounds(day.date, day.zone);
  return [
    { status: { text: w.slackStatus.holiday(w.holiday(day.off.name)), emoji: HOLIDAY }, from: start, until: end },
  ];
}

/** Whether a date is a holiday on a day of the person's schedule. */
export const isHolidayFor = (ws: Workspace, person: Person, date: string): boolean => {
  const { off, contract } = arrangedFor(ws, person, date);
  return off?.is === 'holiday' && contract > 0;
};
