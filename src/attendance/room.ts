import type { WebClient } from '@slack/web-api';
import type { Db } from 'mongodb';
import type { Approvals } from '../approvals/actions.ts';
import type { Editor } from '../approvals/edit.ts';
import type { RoutePreview } from '../approvals/preview.ts';
import type { RequestStore } from '../approvals/store.ts';
import type { Calendar } from '../calendar/rules.ts';
import { type Clocking, clockDelivery, clocking } from '../chat/clock.ts';
import type { Courier } from '../delivery/courier.ts';
import { type Received, rememberer } from '../delivery/received.ts';
import type { Duty } from '../jobs/round.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import type { Owed } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { sharing } from '../shared/sharing.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Router } from '../slack/router.ts';
import { type Attendance, attendanceActions } from './actions.ts';
import { type Answers, answers } from './answers.ts';
import { correctionActions } from './corrections/actions.ts';
import { correctionDelivery } from './corrections/delivery.ts';
import { correctionsSlack } from './corrections/slack.ts';
import { type Forgotten, forgottenActions } from './forgotten/actions.ts';
import { forgottenDelivery } from './forgotten/delivery.ts';
import { monthRecords, type PersonProblems } from './month/actions.ts';
import { monthDelivery } from './month/delivery.ts';
import { peopleIn } from './month/people.ts';
import { monthSlack } from './month/slack.ts';
import { monthActions } from './months/actions.ts';
import { monthsDelivery, monthsSlack } from './months/slack.ts';
import { monthStore } from './months/store.ts';
import type { DayCommand } from './rules.ts';
import { attendanceSlack, type ClockPresses } from './slack.ts';
import type { WorkdayStore } from './store.ts';

interface Parts {
  db: Db;
  workplace: Pick<Workplace, 'on' | 'now'>;
  workdays: WorkdayStore;
  requests: RequestStore;
  approvals: Approvals;
  people: People;
  administration: PeopleAdministration;
  courier: Courier;
  received: Received;
  refusals: Refusals;
  clock: Clock;
  calendar: Calendar;
  log: Log;
  team: () => string;
  zone: string;
  /** what every change of a person's day owes besides, such as their Slack status */
  follows: (user: string, command: DayCommand) => Promise<Owed[]>;
}

/** Working days as a whole: presses, corrections, missing check-outs, months. */
export interface AttendanceRoom extends Pick<Forgotten, 'likely'> {
  attendance: Attendance;
  clocking: Clocking;
  isClosed: (date: string) => Promise<boolean>;
  /** the days that need an answer */
  answers: Answers;
  duties: readonly Duty[];
  attach(
    router: Router,
    o: {
      client: WebClient;
      preview: RoutePreview;
      afterOut: Parameters<typeof attendanceSlack>[1]['afterOut'];
    } & Pick<Parameters<typeof correctionsSlack>[1], 'redrawList' | 'listBeneath'>,
  ): { clockPresses: ClockPresses; correctionEditor: Editor };
  deliver(courier: Courier, client: WebClient): void;
}

export function attendanceRoom(o: Parts): AttendanceRoom {
  const shared = sharing(o);
  const policyOn = o.workplace.on;
  const workingTime = (date: string) => policyOn(date).workingTime;
  const breakRule = (date: string) => workingTime(date).breaks;

  const attendance = attendanceActions(
    shared({ store: o.workdays, breakRule, forgottenAfter: (date: string) => workingTime(date).forgottenAfter }),
  );
  const problems = async (month: string): Promise<PersonProblems[]> =>
    records.problems(peopleIn(month, await o.administration.directory()), month);
  const monthDocs = monthStore(o.db);
  const months = monthActions(shared({ months: monthDocs, problems }));
  const { isClosed } = months;
  const records = monthRecords(shared({ policyOn, isClosed }));
  const forgotten = forgottenActions(shared({ policyOn }));
  const asking = answers(shared({ months: monthDocs, policyOn }));
  const corrections = correctionActions(
    shared({ policy: workingTime, isClosed, likely: forgotten.likely, answers: asking }),
  );
  const tellWithin = (): number => o.workplace.now().workingTime.correctOwnWithin;
  const words = clocking(shared({ attendance, tellWithin, breakRule, shortOf: forgotten.shortOf }));

  return {
    attendance,
    clocking: words,
    isClosed,
    likely: forgotten.likely,
    answers: asking,
    duties: [
      { name: 'forgotten', run: forgotten.tick },
      { name: 'months', run: months.tick },
    ],
    attach: (router, { client, preview, afterOut, redrawList, listBeneath }) => {
      const clockPresses = attendanceSlack(router, shared({ attendance, breakRule, tellWithin, afterOut }));
      const shownMonths = monthSlack(router, shared({ records, policyOn, client }));
      const { likelyDay } = forgotten;
      const lists = { redrawList, listBeneath };
      const { editor } = correctionsSlack(router, shared({ corrections, preview, shownMonths, likelyDay, ...lists }));
      monthsSlack(router, shared({ months, shownMonths, client }));
      return { clockPresses, correctionEditor: editor };
    },
    deliver: (courier, client) => {
      correctionDelivery(courier, shared({ policy: workingTime, corrections }));
      forgottenDelivery(courier, shared({ forgotten }));
      monthsDelivery(courier, o);
      monthDelivery(courier, shared({ records, remember: rememberer(o.db), client }));
      clockDelivery(courier, shared({ clocking: words }));
    },
  };
}
