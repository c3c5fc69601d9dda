import type { KnownBlock } from '@slack/types';
import { NOTE_MAX, pressModal } from '../../blocks/attendance.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { modal, notice, section } from '../../blocks/kit.ts';
import type { Words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import { choiceOf, choicesOf, textOf } from '../slack/form.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { ModalAnswer, Press, Router, Submission } from '../slack/router.ts';
import type { Attendance } from './actions.ts';
import { type DayCommand, isPlace, type Place, statusOf, type Workday, workedIn } from './rules.ts';
import type { BreakRule } from './worktime.ts';

interface Parts {
  attendance: Attendance;
  people: People;
  refusals: Refusals;
  clock: Clock;
  log: Log;
  /** how breaks count on a date, by its policy */
  breakRule: (date: string) => BreakRule;
  /** what a day that ended has to say to its person */
  afterOut: (person: Person, date: string, w: Words) => Promise<KnownBlock[]>;
}

/** The presses that begin and end a day, for buttons elsewhere. */
export interface ClockPresses {
  checkIn(press: Press): Promise<void>;
  checkOut(press: Press): Promise<void>;
}

/** The buttons of the working day and the short form behind them. */
export function attendanceSlack(router: Router, o: Parts): ClockPresses {
  const act = async (press: Press, command: DayCommand): Promise<void> => {
    const outcome = await o.attendance.press(press.person.user, command, press.key);
    if (!outcome.ok) await o.refusals.tell(outcome.refusal, press);
  };

  const checkIn = async (press: Press): Promise<void> => {
    const { person, w } = press;
    if (person.quickIn) return act(press, { do: 'check-in', place: person.place });
    const status = statusOf(await o.attendance.current(person.user), o.clock.now());
    // An old button: what stands is said at once, not after a form was filled.
    if (status.is === 'in' || status.is === 'break') return act(press, { do: 'check-in', place: person.place });
    await press.open(pressModal({ press: 'check-in', place: person.place, quick: false }, w));
  };

  const checkOut = async (press: Press): Promise<void> => {
    const { person, w } = press;
    if (person.quickOut) return act(press, { do: 'check-out' });
    const day = await o.attendance.current(person.user);
    const status = statusOf(day, o.clock.now());
    if (status.is === 'out' || status.is === 'done') return act(press, { do: 'check-out' });
    const worked = day ? workedIn(day, o.clock.now(), o.breakRule(day.date)).worked : 0;
    await press.open(pressModal({ press: 'check-out', place: status.place, quick: false, worked }, w));
  };

  router.press(action.checkIn, checkIn);
  router.press(action.checkOut, checkOut);

  router.press(action.startBreak, press => act(press, { do: 'start-break' }));
  router.press(action.endBreak, press => act(press, { do: 'end-break' }));

  router.press(action.changePlace, async press => {
    const status = statusOf(await o.attendance.current(press.person.user), o.clock.now());
    if (status.is !== 'in' && status.is !== 'break') return o.refusals.tell({ code: 'not-in' }, press);
    await press.open(pressModal({ press: 'change-place', place: status.place, quick: false }, press.w));
  });

  const submitted = async (s: Submission, make: (place: Place, note: string) => DayCommand) => {
    const { w } = s;
    const place = choiceOf(s.state, input.place);
    const note = textOf(s.state, input.note);
    if (!isPlace(place)) return { answer: { errors: { [input.place]: w.attendance.place } } };
    if (note.length > NOTE_MAX)
      return { answer: { errors: { [input.note]: w.leave.errors['text-too-long'](NOTE_MAX) } } };
    const outcome = await o.attendance.press(s.person.user, make(place, note), s.key);
    if (outcome.ok) return { day: outcome.day, place };
    const text = await o.refusals.text(outcome.refusal, s);
    return { answer: { update: notice(callback.notice, w.errors.title, text, w.common.close) } };
  };
  const isAnswered = (r: { answer: ModalAnswer } | { day: Workday; place: Place }): r is { answer: ModalAnswer } =>
    'answer' in r;
  const withNote = (note: string): { note?: string } => (note === '' ? {} : { note });

  router.submit(callback.checkIn, async s => {
    const result = await submitted(s, (place, note) => ({ do: 'check-in', place, ...withNote(note) }));
    if (isAnswered(result)) return result.answer;
    const quickIn = choicesOf(s.state, input.quick).includes('yes');
    // The choice is kept per person, beside the check-in that already stands.
    s.later(() => o.people.prefer(s.person.user, { place: result.place, quickIn }));
    return { close: true };
  });

  router.submit(callback.checkOut, async s => {
    const result = await submitted(s, (place, note) => ({ do: 'check-out', place, ...withNote(note) }));
    if (isAnswered(result)) return result.answer;
    const quickOut = choicesOf(s.state, input.quick).includes('yes');
    s.later(() => o.people.prefer(s.person.user, { quickOut }));
    const { w, person } = s;
    const total = workedIn(result.day, o.clock.now(), o.breakRule(result.day.date));
    const out = result.day.spans.at(-1)?.out ?? o.clock.now();
    // The check-out stands: what else there is to say must not make it look as if it did not.
    const also = await o.afterOut(person, result.day.date, w).catch(error => {
      o.log.warn({ err: error }, 'what the day has to say was not read');
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
          ...also,
          section(w.attendance.seeYou),
        ],
      }),
    };
  });

  router.submit(callback.changePlace, async s => {
    const result = await submitted(s, (place, note) => ({ do: 'change-place', place, ...withNote(note) }));
    return isAnswered(result) ? result.answer : { close: true };
  });

  return { checkIn, checkOut };
}
