import type { WebClient } from '@slack/web-api';
import { dayModal, daysHistoryModal, daysModal } from '../../blocks/calendar.ts';
import { calendarAction, calendarCallback, calendarInput } from '../../blocks/calendar-ids.ts';
import { literal } from '../../blocks/kit.ts';
import { DAY_KINDS } from '../calendar/days.ts';
import { type Calendar, localDate } from '../calendar/rules.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { placeOf } from '../settings/policy.ts';
import type { Clock } from '../shared/clock.ts';
import { choiceOf, dateOf, textOf } from '../slack/form.ts';
import { type FormModal, says, sent } from '../slack/form-modal.ts';
import { FIRST_PAGE, type ListModal, onList, openList, pageQuery, redrawList } from '../slack/list-modal.ts';
import { nothing } from '../slack/metadata.ts';
import type { Press, Router } from '../slack/router.ts';
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

/** The added days, for administrators. */
const daysList: ListModal<Parts, typeof FIRST_PAGE> = {
  schema: pageQuery,
  first: FIRST_PAGE,
  pages: calendarAction.daysPages,
  draw: async (o, { person, w }, { page }) => {
    const doc = await o.days.get();
    const names = await o.people.names([...doc.days, ...doc.years].map(d => d.by));
    const { companyDays } = o.policy();
    const model = daysModel(doc, page, {
      today: localDate(o.clock.now(), o.zone),
      country: placeOf(o.policy()),
      holidays: o.country,
      calendar: o.calendar,
      settled: companyDays,
      nameOf: user => names.get(user) ?? user,
      zone: person.zone,
      w,
    });
    return daysModal(model, w);
  },
};

const historyList: ListModal<Parts, typeof FIRST_PAGE> = {
  schema: pageQuery,
  first: FIRST_PAGE,
  pages: calendarAction.historyPages,
  draw: async (o, { person, w }, { page }) => {
    const doc = await o.days.get();
    const names = await o.people.names(doc.history.map(h => h.by));
    const nameOf = (user: string): string => names.get(user) ?? user;
    return daysHistoryModal(daysHistoryModel(doc, page, { nameOf, zone: person.zone, w }), w);
  },
};

const dayForm: FormModal<Parts, true, DayOutcome> = {
  reads: nothing,
  store: (o, { person, state, key }) => {
    const from = dateOf(state, calendarInput.from) ?? '';
    const command = {
      do: 'add' as const,
      kind: DAY_KINDS.find(k => k === choiceOf(state, calendarInput.kind)) ?? 'public',
      from,
      to: dateOf(state, calendarInput.to) ?? from,
      name: textOf(state, calendarInput.name),
    };
    return o.days.change(person.user, command, key);
  },
  denied: (why, { w }) => says(w.people.denied[why], w, w.calendar.addTitle),
  refuse: (_o, { w }, _about, refused) =>
    'problem' in refused
      ? { errors: { [calendarInput[refused.problem.field]]: dayProblemText(refused.problem, w) } }
      : says(w.calendar.errors.busy, w, w.calendar.addTitle),
  after: (o, s) => s.later(o.afterwards),
  beneath: (o, s) => daysList.draw(o, s, FIRST_PAGE),
  done: (_o, { w }, _about, { entry, touched }) => {
    const saved = w.calendar.saved(w.calendar.dates(entry.dates), literal(w.holiday(entry.name)));
    return says(`${saved}\n${w.calendar.savedTouched(touched)}`, w, w.calendar.addTitle);
  },
};

/** Administrators' list of added days: adding, removing, history. */
export function calendarSlack(router: Router, o: Parts): void {
  const opens = (id: string, handler: (o: Parts, press: Press) => Promise<void>): void =>
    router.opens(id, async press => {
      const may = await o.administration.allows(press.person.user, 'change-calendar');
      await (may === 'yes' ? handler(o, press) : press.tell(press.w.people.denied[may]));
    });
  opens(calendarAction.openDays, openList(daysList));
  onList(daysList, opens);
  opens(calendarAction.openHistory, openList(historyList));
  onList(historyList, opens);
  opens(calendarAction.addDay, (_o, press) => press.open(dayModal(press.w)));
  router.submit(calendarCallback.day, s => sent(dayForm, o, s));

  router.press(calendarAction.removeDay, async press => {
    const outcome = await o.days.change(press.person.user, { do: 'remove', date: press.value }, press.key);
    if (!outcome.ok && 'denied' in outcome) return press.tell(press.w.people.denied[outcome.denied]);
    if (!outcome.ok && !('problem' in outcome && outcome.problem.code === 'not-found'))
      return press.tell('problem' in outcome ? dayProblemText(outcome.problem, press.w) : press.w.calendar.errors.busy);
    if (outcome.ok) press.later(o.afterwards);
    await redrawList(daysList, o, press);
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
    await redrawList(daysList, o, press);
  };
  router.press(calendarAction.enterYear, sayOfYear('enter'));
  router.press(calendarAction.reopenYear, sayOfYear('reopen'));
}
