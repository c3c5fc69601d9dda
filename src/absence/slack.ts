import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { dayModal, daysHistoryModal, daysModal } from '../../blocks/calendar.ts';
import { calendarAction, calendarCallback, calendarInput } from '../../blocks/calendar-ids.ts';
import { callback } from '../../blocks/ids.ts';
import { literal, type Modal, notice } from '../../blocks/kit.ts';
import { DAY_KINDS } from '../calendar/days.ts';
import { type Calendar, localDate } from '../calendar/rules.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { placeOf } from '../settings/policy.ts';
import type { Clock } from '../shared/clock.ts';
import { choiceOf, dateOf, textOf } from '../slack/form.ts';
import { readMetadata } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Acting, Press, Router } from '../slack/router.ts';
import type { CalendarDays, DayOutcome } from './actions.ts';
import { dayProblemText, daysHistoryModel, daysModel, yearProblemText } from './present.ts';

interface Parts {
  days: CalendarDays;
  administration: PeopleAdministration;
  people: People;
  client: WebClient;
  clock: Clock;
  zone: string;
  calendar: Calendar;
  country: Calendar;
  /** of today's policy: whose holidays, and the company days that were set in it of old */
  policy: () => { holidays: string; region: string | null; companyDays: readonly { date: string; name: string }[] };
  /** what follows a change, after the answer */
  afterwards: () => Promise<void>;
}

const metadataSchema = z.object({ page: z.number() });

/** Administrators' list of added days: adding, removing, history. */
export function calendarSlack(router: Router, o: Parts): void {
  const today = (): string => localDate(o.clock.now(), o.zone);

  async function allowed(press: Press): Promise<boolean> {
    const answer = await o.administration.allows(press.person.user, 'change-calendar');
    if (answer !== 'yes') await press.tell(press.w.people.denied[answer]);
    return answer === 'yes';
  }

  async function list({ person, w }: Pick<Acting, 'person' | 'w'>, page: number): Promise<Modal> {
    const doc = await o.days.get();
    const names = await o.people.names([...doc.days, ...doc.years].map(d => d.by));
    const { companyDays } = o.policy();
    const model = daysModel(doc, page, {
      ...{
        today: today(),
        country: placeOf(o.policy()),
        holidays: o.country,
        calendar: o.calendar,
        settled: companyDays,
      },
      ...{ nameOf: (user: string) => names.get(user) ?? user, zone: person.zone, w },
    });
    return daysModal(model, w);
  }

  const pageOf = (press: Press): number => readMetadata(metadataSchema, press.view?.metadata ?? '')?.page ?? 1;

  router.opens(calendarAction.openDays, async press => {
    if (await allowed(press)) await press.open(await list(press, 1));
  });
  const turn = async (press: Press): Promise<void> => {
    if (await allowed(press)) await press.redraw(await list(press, Number(press.value) || 1));
  };
  router.opens(calendarAction.daysPages.next, turn);
  router.opens(calendarAction.daysPages.back, turn);

  router.opens(calendarAction.addDay, async press => {
    if (await allowed(press)) await press.open(dayModal(press.w));
  });

  router.submit(calendarCallback.day, async s => {
    const { w, state } = s;
    const from = dateOf(state, calendarInput.from) ?? '';
    const command = {
      do: 'add' as const,
      kind: DAY_KINDS.find(k => k === choiceOf(state, calendarInput.kind)) ?? 'public',
      from,
      to: dateOf(state, calendarInput.to) ?? from,
      name: textOf(state, calendarInput.name),
    };
    const outcome = await o.days.change(s.person.user, command, s.key);
    if (!outcome.ok && 'problem' in outcome) {
      const { problem } = outcome;
      const block = { from: calendarInput.from, to: calendarInput.to, name: calendarInput.name }[problem.field];
      return { errors: { [block]: dayProblemText(problem, w) } };
    }
    if (outcome.ok) {
      s.later(o.afterwards);
      s.later(() => redrawModal(o.client, s.beneath, () => list(s, 1)));
    }
    return { update: saying(outcome, s) };
  });

  function saying(outcome: DayOutcome, { w }: Pick<Acting, 'w'>): Modal {
    const say = (text: string): Modal => notice(callback.notice, w.calendar.addTitle, text, w.common.close);
    if (!outcome.ok) {
      if ('denied' in outcome) return say(w.people.denied[outcome.denied]);
      return say('problem' in outcome ? dayProblemText(outcome.problem, w) : w.calendar.errors.busy);
    }
    const { entry, touched } = outcome;
    const saved = w.calendar.saved(w.calendar.dates(entry.dates), literal(w.holiday(entry.name)));
    return say(`${saved}\n${w.calendar.savedTouched(touched)}`);
  }

  router.press(calendarAction.removeDay, async press => {
    const outcome = await o.days.change(press.person.user, { do: 'remove', date: press.value }, press.key);
    if (!outcome.ok && 'denied' in outcome) return press.tell(press.w.people.denied[outcome.denied]);
    if (!outcome.ok && !('problem' in outcome && outcome.problem.code === 'not-found'))
      return press.tell('problem' in outcome ? dayProblemText(outcome.problem, press.w) : press.w.calendar.errors.busy);
    if (outcome.ok) press.later(o.afterwards);
    await press.redraw(await list(press, pageOf(press)));
  });

  const sayOfYear = (what: 'enter' | 'reopen') => async (press: Press) => {
    const outcome = await o.days.sayOfYear(press.person.user, { do: what, year: press.value }, press.key);
    if (!outcome.ok && 'denied' in outcome) return press.tell(press.w.people.denied[outcome.denied]);
    const there = ['year-entered-already', 'year-not-entered'];
    if (!outcome.ok && !('problem' in outcome && there.includes(outcome.problem.code)))
      return press.tell(
        'problem' in outcome ? yearProblemText(outcome.problem, press.w) : press.w.calendar.errors.busy,
      );
    if (outcome.ok) press.later(o.afterwards);
    await press.redraw(await list(press, pageOf(press)));
  };
  router.press(calendarAction.enterYear, sayOfYear('enter'));
  router.press(calendarAction.reopenYear, sayOfYear('reopen'));

  async function history(press: Press, page: number): Promise<Modal> {
    const { w, person } = press;
    const doc = await o.days.get();
    const names = await o.people.names(doc.history.map(h => h.by));
    const nameOf = (user: string): string => names.get(user) ?? user;
    return daysHistoryModal(daysHistoryModel(doc, page, { nameOf, zone: person.zone, w }), w);
  }
  router.opens(calendarAction.openHistory, async press => {
    if (await allowed(press)) await press.open(await history(press, 1));
  });
  const turnHistory = async (press: Press): Promise<void> => {
    if (await allowed(press)) await press.redraw(await history(press, Number(press.value) || 1));
  };
  router.opens(calendarAction.historyPages.next, turnHistory);
  router.opens(calendarAction.historyPages.back, turnHistory);
}
