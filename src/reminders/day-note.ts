import type { KnownBlock } from '@slack/types';
import type { Message } from '../../blocks/kit.ts';
import { type AfterOut, afterOutBlocks, afterOutMessage, saysAfterOut } from '../../blocks/reminders.ts';
import { requests } from '../approvals/store.ts';
import { worktimeOf } from '../attendance/records.ts';
import { workdays } from '../attendance/store.ts';
import { addDays, localDate, mondayOf } from '../calendar/rules.ts';
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
import { OVERTIME_FORM, onlyWaiting, waitingOvertime } from '../worktime/overtime.ts';
import type { DaySummary } from '../worktime/types.ts';
import { noteDay, showDayNote } from './effects.ts';

const MINUTE = 60_000;

export const hasDayNotes = ({ workingTime }: Policy): boolean =>
  workingTime.breaks === 'recorded' || workingTime.overtimeNeedsApproval;

/** A missed break, or overtime without approval. */
async function noteOf(ws: Workspace, person: Person, date: string): Promise<AfterOut> {
  const monday = mondayOf(date);
  const [records, own] = await Promise.all([
    // A shift before the week may have overtime that was named for its Monday.
    workdays(ws).between(ws.team, person.user, addDays(monday, -1), addDays(monday, 6)),
    requests(ws).of(ws.team, person.user),
  ]);
  const s = worktimeOf(ws, person, records, own, date);
  const day = s.day(date);
  const { unapproved } = s.premium(date);
  const waiting = Math.min(unapproved, waitingOvertime(own, records).get(date) ?? 0);
  const request = onlyWaiting(own, records, date);
  const open = unapproved - waiting;
  const value = open > 0 ? await offered(ws, day, open) : undefined;
  return {
    date,
    ...(day.breakMissed > 0 ? { rest: { taken: day.break, needed: legalBreak(day.worked) } } : {}),
    ...(open > 0 ? { overtime: { minutes: open, ...defined({ value }) } } : {}),
    ...(waiting > 0 ? { waiting } : {}),
    ...defined({ request: request?._id }),
  };
}

/** The last minutes of the day, by the date on which they begin. */
async function offered(ws: Workspace, { out, plan }: DaySummary, minutes: number): Promise<string | undefined> {
  const form = (await formOf(ws, OVERTIME_FORM))?.definition;
  if (form?.state !== 'offered' || out === undefined) return undefined;
  const { zone } = plan.arranged;
  const from = out - minutes * MINUTE;
  const times = { from: clockTime(from, zone), to: clockTime(out, zone) };
  return offerValue(OVERTIME_FORM, { date: localDate(from, zone), times });
}

async function asItStands(ws: Workspace, user: string, date: string): Promise<Message> {
  const person = await ws.people.person(user);
  return afterOutMessage(await noteOf(ws, person, date), words(ws.people.language(person)));
}

/** For the modal after a check-out; usually empty. */
export const noteBlocks = async (ws: Workspace, person: Person, date: string, w: Words): Promise<KnownBlock[]> =>
  hasDayNotes(ws.policy.on(date)) ? afterOutBlocks(await noteOf(ws, person, date), w) : [];

export const showDayNoteHandler = handle(showDayNote, async (ws, { to, data: { date } }, sender) => {
  const day = await workdays(ws).on(ws.team, to, date);
  // Without a message nothing is redrawn; the note waits while somebody is back.
  if (day?.note && !day.open) await sender.redraw(day.note, () => asItStands(ws, to, date));
});

export const noteDayHandler = handle(noteDay, async (ws, { doc, to }, sender) => {
  const day = await workdays(ws).on(ws.team, to, doc.date);
  // They are back: the note waits for the end.
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
