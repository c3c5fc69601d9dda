import { z } from 'zod';
import { NOTE_MAX, pressModal } from '../../blocks/attendance.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { modal, section } from '../../blocks/kit.ts';
import { clockTime } from '../i18n/format.ts';
import { defined } from '../shared/defined.ts';
import { choiceOf, choicesOf, textOf } from '../slack/form.ts';
import { says } from '../slack/form-modal.ts';
import { nothing, readMetadata } from '../slack/metadata.ts';
import { timeOf } from '../slack/pickers.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { breakRule, correctOwnWithin, currentDay, pressDay, readAhead } from './actions.ts';
import { reportedTime } from './moment.ts';
import { dayEnded } from './points.ts';
import { type DayCommand, isPlace, type Place, statusOf, type Workday, workedIn } from './rules.ts';

const HOUR = 3_600_000;
/** The time when the form was drawn. */
const timeMetadata = z.object({ time: z.string() });

async function act(ws: Workspace, press: Press, command: DayCommand): Promise<void> {
  const outcome = await pressDay(ws, press.person, command, press.key);
  if (!outcome.ok) await ws.refusals.tell(outcome.refusal, press);
}

export async function pressCheckIn(ws: Workspace, press: Press): Promise<void> {
  const { person, w } = press;
  const atOnce = (): Promise<void> => act(ws, press, { do: 'check-in', place: person.place });
  if (person.quickIn) return atOnce();
  const now = ws.clock.now();
  const status = statusOf(await currentDay(ws, person), now);
  // An old button: refuse at once, not after the form.
  if (status.is === 'in' || status.is === 'break') return atOnce();
  const time = { now: clockTime(now, person.zone), within: correctOwnWithin(ws) };
  await press.open(pressModal({ press: 'check-in', place: person.lastPlace ?? person.place, quick: false, time }, w));
}

/** No form: the place is stored, and Home shows what is short and can undo the press. */
export async function pressCheckOut(ws: Workspace, press: Press): Promise<void> {
  const { person, w } = press;
  const atOnce = (): Promise<void> => act(ws, press, { do: 'check-out' });
  if (!person.askOut) return atOnce();
  const [now, day] = [ws.clock.now(), await currentDay(ws, person)];
  const status = statusOf(day, now);
  if (status.is === 'out' || status.is === 'done') return atOnce();
  const worked = day ? workedIn(day, now, breakRule(ws, day.date)).worked : 0;
  await press.open(pressModal({ press: 'check-out', place: status.place, quick: true, worked }, w));
}

async function pressPlace(ws: Workspace, press: Press): Promise<void> {
  const status = statusOf(await currentDay(ws, press.person), ws.clock.now());
  if (status.is !== 'in' && status.is !== 'break') return ws.refusals.tell({ code: 'not-in' }, press);
  await press.open(pressModal({ press: 'change-place', place: status.place, quick: false }, press.w));
}

/** The time set in the form, ms, where it differs from the one shown; or an error. */
function reportedIn(ws: Workspace, s: Submission): { at?: number } | { error: string } {
  const time = timeOf(s.state, input.time);
  const shown = readMetadata(timeMetadata, s.metadata)?.time;
  if (time === undefined || time === shown) return {};
  const within = correctOwnWithin(ws);
  const reported = reportedTime(time, { now: ws.clock.now(), zone: s.person.zone, within: within * HOUR });
  if (reported.ok) return reported;
  return { error: reported.problem === 'time-ahead' ? s.w.refusal['time-ahead'] : s.w.attendance.timeHint(within) };
}

/** `answer`: why it was refused. */
async function submitted(
  ws: Workspace,
  s: Submission,
  what: 'check-in' | 'check-out' | 'change-place',
): Promise<{ answer: ModalAnswer } | { day: Workday; place: Place }> {
  const { w } = s;
  const place = choiceOf(s.state, input.place);
  const note = textOf(s.state, input.note);
  const refused = (block: string, text: string) => ({ answer: { errors: { [block]: text } } });
  if (!isPlace(place)) return refused(input.place, w.attendance.place);
  if (note.length > NOTE_MAX) return refused(input.note, w.leave.errors['text-too-long'](NOTE_MAX));
  const reported = reportedIn(ws, s);
  if ('error' in reported) return refused(input.time, reported.error);
  const command = { do: what, place, ...defined({ note: note || undefined }) };
  const outcome = await pressDay(ws, s.person, command, s.key, [], reported.at);
  if (outcome.ok) return { day: outcome.day, place };
  const text = await ws.refusals.text(outcome.refusal, s);
  // Keeps the input for another try or time.
  if (outcome.refusal.code === 'time-before') return refused(input.time, text);
  if (outcome.refusal.code === 'busy') return refused(input.place, text);
  return { answer: says(text, w) };
}

async function submitCheckIn(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const result = await submitted(ws, s, 'check-in');
  if ('answer' in result) return result.answer;
  const quickIn = choicesOf(s.state, input.quick).includes('yes');
  const { place } = result;
  // The check-in stands already; the choices follow in the background.
  s.later(() => ws.people.prefer(s.person.user, { lastPlace: place, quickIn, ...(quickIn ? { place } : {}) }));
  return { close: true };
}

async function submitCheckOut(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const result = await submitted(ws, s, 'check-out');
  if ('answer' in result) return result.answer;
  const { day } = result;
  const askOut = choicesOf(s.state, input.quick).includes('yes');
  if (askOut !== s.person.askOut) s.later(() => ws.people.prefer(s.person.user, { askOut }));
  const { w, person } = s;
  const now = ws.clock.now();
  const total = workedIn(day, now, breakRule(ws, day.date));
  const out = day.spans.at(-1)?.out ?? now;
  // A failure of the notes must not make a stored check-out look failed.
  const notes = await Promise.all(dayEnded.of(ws).map(ended => ended(ws, person, day.date, w))).catch(error => {
    ws.log.warn({ err: error }, 'what the day has to say was not read');
    return [];
  });
  return {
    update: modal({
      callbackId: callback.notice,
      title: w.attendance.checkOutTitle,
      close: w.common.close,
      blocks: [
        section(w.attendance.checkedOut(w.time(out, person.zone), w.duration(total.worked))),
        ...(total.break > 0
          ? [section(w.attendance.total(w.duration(total.span), w.duration(total.break), w.duration(total.worked)))]
          : []),
        ...notes.flat(),
        section(w.attendance.seeYou),
      ],
    }),
  };
}

async function submitPlace(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const result = await submitted(ws, s, 'change-place');
  return 'answer' in result ? result.answer : { close: true };
}

export function clockRoutes(r: Routes): void {
  const everyone = { everyone: true } as const;
  r.press(action.checkIn, everyone, pressCheckIn, readAhead);
  r.press(action.checkOut, everyone, pressCheckOut, readAhead);
  r.press(action.startBreak, everyone, (ws, press) => act(ws, press, { do: 'start-break' }), readAhead);
  r.press(action.endBreak, everyone, (ws, press) => act(ws, press, { do: 'end-break' }), readAhead);
  r.press(action.changePlace, everyone, pressPlace);
  // Forms of earlier versions have no metadata.
  r.submit(callback.checkIn, everyone, submitCheckIn, m => nothing(m) ?? readMetadata(timeMetadata, m));
  r.submit(callback.checkOut, everyone, submitCheckOut);
  r.submit(callback.changePlace, everyone, submitPlace);
}
