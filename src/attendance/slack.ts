import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { NOTE_MAX, pressModal } from '../../blocks/attendance.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { modal, notice, section } from '../../blocks/kit.ts';
import { clockTime } from '../i18n/format.ts';
import type { Words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import { choiceOf, choicesOf, textOf } from '../slack/form.ts';
import { nothing, readMetadata } from '../slack/metadata.ts';
import { timeOf } from '../slack/pickers.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { ModalAnswer, Press, Router, Submission } from '../slack/router.ts';
import type { BreakRule } from '../worktime/worktime.ts';
import type { Attendance } from './actions.ts';
import { reportedTime } from './moment.ts';
import { type DayCommand, isPlace, type Place, statusOf, type Workday, workedIn } from './rules.ts';

interface Parts {
  attendance: Attendance;
  people: People;
  refusals: Refusals;
  clock: Clock;
  log: Log;
  /** how breaks count on a date, by its policy */
  breakRule: (date: string) => BreakRule;
  /** how long a person's own times may be told afterwards, by today's policy; hours */
  tellWithin: () => number;
  /** what a day that ended has to say to its person */
  afterOut: (person: Person, date: string, w: Words) => Promise<KnownBlock[]>;
}

const HOUR = 3_600_000;
/** The time with which the form was drawn. */
const timeMetadata = z.object({ time: z.string() });

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
    const time = { now: clockTime(o.clock.now(), person.zone), within: o.tellWithin() };
    const place = person.lastPlace ?? person.place;
    await press.open(pressModal({ press: 'check-in', place, quick: false, time }, w));
  };

  /** Where one was is known, and what is short Home says, with the button that undoes it: so one press is enough. */
  const checkOut = async (press: Press): Promise<void> => {
    const { person, w } = press;
    if (!person.askOut) return act(press, { do: 'check-out' });
    const day = await o.attendance.current(person.user);
    const status = statusOf(day, o.clock.now());
    if (status.is === 'out' || status.is === 'done') return act(press, { do: 'check-out' });
    const worked = day ? workedIn(day, o.clock.now(), o.breakRule(day.date)).worked : 0;
    await press.open(pressModal({ press: 'check-out', place: status.place, quick: true, worked }, w));
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

  /** The time that was set in the form, if it is another one than was shown, ms; or why it may not be. */
  async function reportedIn(s: Submission): Promise<{ at?: number } | { error: string }> {
    const time = timeOf(s.state, input.time);
    const shown = readMetadata(timeMetadata, s.metadata)?.time;
    if (time === undefined || time === shown) return {};
    const within = o.tellWithin();
    const reported = reportedTime(time, { now: o.clock.now(), zone: s.person.zone, within: within * HOUR });
    if (reported.ok) return reported;
    return { error: reported.problem === 'time-ahead' ? s.w.refusal['time-ahead'] : s.w.attendance.timeHint(within) };
  }

  const submitted = async (s: Submission, make: (place: Place, note: string) => DayCommand) => {
    const { w } = s;
    const place = choiceOf(s.state, input.place);
    const note = textOf(s.state, input.note);
    if (!isPlace(place)) return { answer: { errors: { [input.place]: w.attendance.place } } };
    if (note.length > NOTE_MAX)
      return { answer: { errors: { [input.note]: w.leave.errors['text-too-long'](NOTE_MAX) } } };
    const reported = await reportedIn(s);
    if ('error' in reported) return { answer: { errors: { [input.time]: reported.error } } };
    const outcome = await o.attendance.press(s.person.user, make(place, note), s.key, [], reported.at);
    if (outcome.ok) return { day: outcome.day, place };
    const text = await o.refusals.text(outcome.refusal, s);
    // What another try or another time would mend keeps what was typed.
    if (outcome.refusal.code === 'time-before') return { answer: { errors: { [input.time]: text } } };
    if (outcome.refusal.code === 'busy') return { answer: { errors: { [input.place]: text } } };
    return { answer: { update: notice(callback.notice, w.errors.title, text, w.common.close) } };
  };
  const isAnswered = (r: { answer: ModalAnswer } | { day: Workday; place: Place }): r is { answer: ModalAnswer } =>
    'answer' in r;
  const withNote = (note: string): { note?: string } => (note === '' ? {} : { note });

  // A form that an earlier version opened remembers nothing.
  router.submitAbout(
    callback.checkIn,
    m => nothing(m) ?? readMetadata(timeMetadata, m),
    async s => {
      const result = await submitted(s, (place, note) => ({ do: 'check-in', place, ...withNote(note) }));
      if (isAnswered(result)) return result.answer;
      const quickIn = choicesOf(s.state, input.quick).includes('yes');
      const { place } = result;
      // The choices are kept per person, beside the check-in that already stands.
      s.later(() => o.people.prefer(s.person.user, { lastPlace: place, quickIn, ...(quickIn ? { place } : {}) }));
      return { close: true };
    },
  );

  router.submit(callback.checkOut, async s => {
    const result = await submitted(s, (place, note) => ({ do: 'check-out', place, ...withNote(note) }));
    if (isAnswered(result)) return result.answer;
    const askOut = choicesOf(s.state, input.quick).includes('yes');
    if (askOut !== s.person.askOut) s.later(() => o.people.prefer(s.person.user, { askOut }));
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
