import type { WebClient } from '@slack/web-api';
import type { Modal } from '../../blocks/kit.ts';
import { monthModal } from '../../blocks/month.ts';
import { dayModal } from '../../blocks/month-day.ts';
import { monthAction as action, monthCallback } from '../../blocks/month-ids.ts';
import { MONTH_QUERY_MAX, monthPeopleModal } from '../../blocks/month-people.ts';
import { isDate } from '../calendar/rules.ts';
import type { Received } from '../outbox/received.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Policy } from '../settings/policy.ts';
import { denied } from '../slack/form-modal.ts';
import { type ListModal, onList, searched, type Viewing } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Press, Router, Submission } from '../slack/router.ts';
import type { MonthRecords } from './actions.ts';
import { dayModel } from './day-present.ts';
import { owedCsv } from './delivery.ts';
import {
  type DayQuery,
  type MonthQuery,
  type PeopleQuery,
  peopleSchema,
  readDayQuery,
  readMonthQuery,
  readPeopleQuery,
} from './form.ts';
import { monthPeople } from './people.ts';
import { monthModel } from './present.ts';
import { isMonth, monthOfDate } from './rules.ts';

interface Parts {
  client: WebClient;
  records: MonthRecords;
  people: People;
  administration: PeopleAdministration;
  received: Received;
  policyOn: (date: string) => Policy;
}

export interface ShownRecords {
  /** A day was corrected: it and the month beneath it are drawn again under the form. `day`: what the day's modal remembers. */
  corrected(s: Submission, day: string): void;
  /** redraws the modal of a press as the list of people */
  people(press: Press, query: PeopleQuery): Promise<void>;
}

/** The people whose month somebody may see. */
const peopleList: ListModal<Parts, PeopleQuery> = {
  schema: peopleSchema,
  pages: action.pages,
  filters: {
    [action.query]: query => ({ query: query.trim().slice(0, MONTH_QUERY_MAX) }),
    [action.filter]: filter => ({ filter }),
    [action.peoplePrevious]: month => ({ month }),
    [action.peopleNext]: month => ({ month }),
  },
  draw: async (o, { person, w }, query) => {
    const directory = await o.administration.directory();
    const warnAt = o.policyOn(`${query.month}-01`).reports.warnWeekAt;
    return monthPeopleModal(await monthPeople(person.user, query, { directory, records: o.records, warnAt }), w);
  },
};

/** The month of attendance from Home; managers see their team's, HR everybody's. Whatever a payload names, the right is asked anew. */
export function monthSlack(router: Router, o: Parts): ShownRecords {
  const now = (): string => monthOfDate(o.records.today());

  /** Says no where it has to; `user`: whose attendance is to be seen. */
  async function sees(press: Press, user: string): Promise<boolean> {
    const answer = await o.administration.allows(press.person.user, 'see-attendance', user);
    if (answer !== 'yes') await press.tell(press.w.people.denied[answer]);
    return answer === 'yes';
  }

  async function monthView({ person, w }: Viewing, query: MonthQuery, csvSent = false): Promise<Modal> {
    const [directory, subject] = await Promise.all([o.administration.directory(), o.people.person(query.user)]);
    const role = directory.role(person.user);
    const months = await o.records.of(subject, query.month);
    const people = role === 'employee' ? {} : ({ people: role === 'manager' ? 'team' : 'everybody' } as const);
    const seen = { viewer: person, ...(query.list ? {} : people), back: query.list !== undefined, csvSent };
    return monthModal(monthModel(months, { ...seen, metadata: JSON.stringify(query) }, w), w);
  }

  router.opens(action.open, async press => {
    const [user = '', month = ''] = press.value.split('|');
    const query = { user: user === '' ? press.person.user : user, month: isMonth(month) ? month : now() };
    if (await sees(press, query.user)) await press.open(await monthView(press, query));
  });

  const toMonth = async (press: Press): Promise<void> => {
    const shown = found(readMonthQuery(press.view?.metadata));
    const month = found(isMonth(press.value) ? press.value : undefined);
    if (!(await sees(press, shown.user))) return;
    await press.redraw(await monthView(press, { ...shown, month }));
  };
  router.opens(action.previous, toMonth);
  router.opens(action.next, toMonth);

  router.opens(action.day, async press => {
    const shown = found(readMonthQuery(press.view?.metadata));
    const date = found(isDate(press.value) ? press.value : undefined);
    if (!press.view || !(await sees(press, shown.user))) return;
    const month = { view: press.view.id, query: shown };
    await press.open(found(await dayView(press, { user: shown.user, date, month })));
  });

  async function dayView({ person: viewer, w }: Viewing, query: DayQuery): Promise<Modal | undefined> {
    const { user, date } = query;
    const [subject, directory] = await Promise.all([o.people.person(user), o.administration.directory()]);
    const months = await o.records.of(subject, monthOfDate(date));
    const own = user === viewer.user;
    const role = directory.role(viewer.user);
    const correct = date <= months.summary.workday && (own || role === 'hr' || role === 'owner');
    const names = await o.people.names(new Set(months.days.get(date)?.history.map(h => h.by)));
    const { breaks } = o.policyOn(date).workingTime;
    const model = dayModel(months, date, { viewer, names, correct, breaks, metadata: JSON.stringify(query) }, w);
    return model && dayModal(model, w);
  }

  // The answer comes after the effect is stored: what was said to be coming, comes.
  router.press(action.csv, async press => {
    const shown = found(readMonthQuery(press.view?.metadata));
    if (!(await sees(press, shown.user))) return;
    const { user, month } = shown;
    await o.received.answer(press.key, [owedCsv(press.person.user, { user, month })]);
    press.later(async () => void (await press.redraw(await monthView(press, shown, true))));
  });

  /** Only those who look after somebody have a list. */
  async function looksAfter(press: Viewing & Pick<Press, 'tell'>): Promise<boolean> {
    const role = (await o.administration.directory()).role(press.person.user);
    if (role === 'employee') await press.tell(press.w.people.denied['not-your-team']);
    return role !== 'employee';
  }

  router.opens(action.people, async press => {
    const month = readMonthQuery(press.view?.metadata)?.month ?? now();
    if (!(await looksAfter(press))) return;
    await press.redraw(await peopleList.draw(o, press, { month, query: '', filter: 'all', page: 1 }));
  });

  router.opens(action.back, async press => {
    const list = found(readMonthQuery(press.view?.metadata)?.list);
    if (await looksAfter(press)) await press.redraw(await peopleList.draw(o, press, list));
  });

  router.opens(action.person, async press => {
    const list = found(readPeopleQuery(press.view?.metadata));
    if (!(await sees(press, press.value))) return;
    await press.redraw(await monthView(press, { user: press.value, month: list.month, list }));
  });

  onList(peopleList, (id, turn) =>
    router.opens(id, async press => {
      if (await looksAfter(press)) await turn(o, press);
    }),
  );
  router.submitAbout(monthCallback.people, readPeopleQuery, async s => {
    const role = (await o.administration.directory()).role(s.person.user);
    return role === 'employee' ? denied('not-your-team', s.w) : searched(peopleList, o, s);
  });

  async function redrawn(s: Submission, query: DayQuery): Promise<void> {
    for (const user of new Set([query.user, query.month.query.user]))
      if ((await o.administration.allows(s.person.user, 'see-attendance', user)) !== 'yes') return;
    const day = await dayView(s, query);
    if (day) await redrawModal(o.client, s.beneath, async () => day);
    await redrawModal(o.client, query.month.view, () => monthView(s, query.month.query));
  }

  return {
    people: async (press, query) => void (await press.redraw(await peopleList.draw(o, press, query))),
    corrected: (s, metadata) => {
      const query = readDayQuery(metadata);
      if (query) s.later(() => redrawn(s, query));
    },
  };
}
