import type { Editor } from '../approvals/edit.ts';
import type { Approvals, RoutePreview } from '../approvals/service.ts';
import type { RequestStore } from '../approvals/store.ts';
import type { Calendar } from '../calendar/rules.ts';
import type { Received } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Policy } from '../settings/policy.ts';
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
import { correctionsSlack, type ShownMonths } from './corrections/slack.ts';
import { type MissedCheckOuts, missedCheckOutActions } from './missed-check-out/actions.ts';
import { missedCheckOutDelivery } from './missed-check-out/delivery.ts';
import type { DayCommand } from './rules.ts';
import { attendanceSlack, type ClockPresses } from './slack.ts';
import type { WorkdayStore } from './store.ts';

interface Parts {
  workplace: Pick<Workplace, 'on' | 'now'>;
  workdays: WorkdayStore;
  requests: RequestStore;
  approvals: Approvals;
  people: People;
  administration: PeopleAdministration;
  outbox: Outbox;
  received: Received;
  refusals: Refusals;
  clock: Clock;
  calendar: Calendar;
  log: Log;
  team: () => string;
  zone: string;
  /** what every change of a person's day owes besides, such as their Slack status */
  follows: (user: string, command: DayCommand) => Promise<Owed[]>;
  isClosed: (date: string) => Promise<boolean>;
  /** the months that are closed, from one on */
  closedSince: (month: string) => Promise<ReadonlySet<string>>;
}

/** Working days as a whole: presses, corrections, missing check-outs, months. */
export interface AttendanceRoom extends Pick<MissedCheckOuts, 'likely' | 'shortOf'> {
  attendance: Attendance;
  breakRule: (date: string) => Policy['workingTime']['breaks'];
  tellWithin: () => number;
  /** the days that need an answer */
  answers: Answers;
  tick(): Promise<unknown>;
  attach(
    router: Router,
    o: {
      preview: RoutePreview;
      shownMonths: ShownMonths;
      afterOut: Parameters<typeof attendanceSlack>[1]['afterOut'];
    } & Pick<Parameters<typeof correctionsSlack>[1], 'redrawList' | 'listBeneath'>,
  ): { clockPresses: ClockPresses; correctionEditor: Editor };
  deliver(outbox: Outbox): void;
}

export function attendanceRoom(o: Parts): AttendanceRoom {
  const shared = sharing(o);
  const policyOn = o.workplace.on;
  const workingTime = (date: string) => policyOn(date).workingTime;
  const breakRule = (date: string) => workingTime(date).breaks;

  const attendance = attendanceActions(
    shared({ store: o.workdays, breakRule, forgottenAfter: (date: string) => workingTime(date).forgottenAfter }),
  );
  const missed = missedCheckOutActions(shared({ policyOn }));
  const asking = answers(shared({ policyOn }));
  const corrections = correctionActions(shared({ policy: workingTime, likely: missed.likely, answers: asking }));
  const tellWithin = (): number => o.workplace.now().workingTime.correctOwnWithin;

  return {
    attendance,
    breakRule,
    tellWithin,
    shortOf: missed.shortOf,
    likely: missed.likely,
    answers: asking,
    tick: missed.tick,
    attach: (router, { preview, shownMonths, afterOut, redrawList, listBeneath }) => {
      const clockPresses = attendanceSlack(router, shared({ attendance, breakRule, tellWithin, afterOut }));
      const { likelyDay } = missed;
      const lists = { redrawList, listBeneath };
      const { editor } = correctionsSlack(router, shared({ corrections, preview, shownMonths, likelyDay, ...lists }));
      return { clockPresses, correctionEditor: editor };
    },
    deliver: outbox => {
      correctionDelivery(outbox, shared({ policy: workingTime, corrections }));
      missedCheckOutDelivery(outbox, shared({ missed }));
    },
  };
}
