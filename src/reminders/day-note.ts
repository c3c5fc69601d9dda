import type { KnownBlock } from '@slack/types';
import type { Message } from '../../blocks/kit.ts';
import { type AfterOut, afterOutBlocks, afterOutMessage, saysAfterOut } from '../../blocks/reminders.ts';
import { requests } from '../approvals/store.ts';
import { worktimeOf } from '../attendance/records.ts';
import { workdays } from '../attendance/store.ts';
import { addDays, mondayOf } from '../calendar/rules.ts';
import { formOf } from '../forms/library.ts';
import { offerValue } from '../forms/prefill.ts';
import { clockTime } from '../i18n/format.ts';
import { type Words, words } from '../i18n/index.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { legalBreak } from '../worktime/layout.ts';
import { OVERTIME_FORM, onlyWaiting, unapprovedOn, waitingOvertime } from '../worktime/overtime.ts';
import type { DaySummary } from '../worktime/types.ts';
import { noteDay, showDayNote } from './effects.ts';

const MINUTE = 60_000;

/** Whether a policy has anything to say of a day that ended. */
export const hasDayNotes = ({ workingTime }: Policy): boolean =>
  workingTime.breaks === 'recorded' || workingTime.overtimeNeedsApproval;

/** What a day says to its person once they are out: a break that was missed, overtime that nobody approved. */
async function noteOf(ws: Workspace, person: Person, date: string): Promise<AfterOut> {
  const monday = mondayOf(date);
  const [records, own] = await Promise.all([
    workdays(ws).between(ws.team, person.user, monday, addDays(monday, 6)),
    requests(ws).of(ws.team, person.user),
  ]);
  const s = worktimeOf(ws, person, records, own, date);
  const day = s.day(date);
  const unapproved = unapprovedOn(s, date);
  const waiting = Math.min(unapproved, waitingOvertime(own).get(date) ?? 0);
  const request = onlyWaiting(own, date);
  const asked = unapproved - waiting;
  const value = asked > 0 ? await offered(ws, day, asked) : undefined;
  return {
    date,
    ...(day.breakMissed > 0 ? { rest: { taken: day.break, needed: legalBreak(day.worked) } } : {}),
    ...(asked > 0 ? { overtime: { minutes: asked, ...defined({ value }) } } : {}),
    ...(waiting > 0 ? { waiting } : {}),
    ...defined({ request: request?._id }),
  };
}

/** The last minutes of the day, for the form; past midnight they still belong to it. */
async function offered(ws: Workspace, { date, out, plan }: DaySummary, minutes: number): Promise<string | undefined> {
  const form = (await formOf(ws, OVERTIME_FORM))?.definition;
  if (form?.state !== 'offered' || out === undefined) return undefined;
  const time = (ms: number): string => clockTime(ms, plan.arranged.zone);
  return offerValue(OVERTIME_FORM, { date, times: { from: time(out - minutes * MINUTE), to: time(out) } });
}

async function asItStands(ws: Workspace, user: string, date: string): Promise<Message> {
  const person = await ws.people.person(user);
  return afterOutMessage(await noteOf(ws, person, date), words(ws.people.language(person)));
}

/** What a day that ended says, for the modal that follows a check-out; nothing as a rule. */
export const noteBlocks = async (ws: Workspace, person: Person, date: string, w: Words): Promise<KnownBlock[]> =>
  hasDayNotes(ws.policy.on(date)) ? afterOutBlocks(await noteOf(ws, person, date), w) : [];

export const showDayNoteHandler = handle(showDayNote, async (ws, { to, data: { date } }, sender) => {
  const day = await workdays(ws).on(ws.team, to, date);
  // What was never said needs no other words; of somebody who is back it is said at the end.
  if (day?.note && !day.open) await sender.redraw(day.note, () => asItStands(ws, to, date));
});

export const noteDayHandler = handle(noteDay, async (ws, { doc, to }, sender) => {
  const day = await workdays(ws).on(ws.team, to, doc.date);
  // They are back: what there is to say is said at the end.
  if (!day || day.open) return undefined;
  const person = await ws.people.person(to);
  if (!isActive(person)) return undefined;
  if (day.note) {
    await sender.redraw(day.note, () => asItStands(ws, to, day.date));
    return undefined;
  }
  const model = await noteOf(ws, person, day.date);
  if (!saysAfterOut(model)) return undefined;
  return { note: await sender.post({ channel: to }, afterOutMessage(model, words(ws.people.language(person)))) };
});
