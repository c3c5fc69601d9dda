import type { WebClient } from '@slack/web-api';
import type { Db } from 'mongodb';
import { effectMemo } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { sharing } from '../shared/sharing.ts';
import type { Router } from '../slack/router.ts';
import { monthRecords, type PersonProblems } from './actions.ts';
import { monthActions } from './closing/actions.ts';
import { monthsDelivery, monthsSlack } from './closing/slack.ts';
import { monthStore } from './closing/store.ts';
import { monthDelivery } from './delivery.ts';
import { peopleIn } from './people.ts';
import { monthSlack, type ShownRecords } from './slack.ts';

type MonthParts = Parameters<typeof monthActions>[0];
type RecordParts = Parameters<typeof monthRecords>[0];
type SlackParts = Parameters<typeof monthSlack>[1] & Parameters<typeof monthsSlack>[1];
type DeliveryParts = Parameters<typeof monthDelivery>[1] & Parameters<typeof monthsDelivery>[1];
type Own = 'months' | 'problems' | 'isClosed' | 'records' | 'shownMonths' | 'client' | 'remember';

/** Months of attendance as a whole: what people see of them, and their closing. */
export interface TimesheetsRoom {
  isClosed: (date: string) => Promise<boolean>;
  /** the months that are closed, from one on */
  closedSince: (month: string) => Promise<ReadonlySet<string>>;
  tick(): Promise<unknown>;
  attach(router: Router, client: WebClient): ShownRecords;
  deliver(outbox: Outbox, client: WebClient): void;
}

export function timesheetsRoom(
  o: { db: Db; team: () => string; administration: PeopleAdministration } & Omit<
    MonthParts & RecordParts & SlackParts & DeliveryParts,
    Own
  >,
): TimesheetsRoom {
  const shared = sharing(o);
  const docs = monthStore(o.db);
  const problems = async (month: string): Promise<PersonProblems[]> =>
    records.problems(peopleIn(month, await o.administration.directory()), month);
  const months = monthActions(shared({ months: docs, problems }));
  const { isClosed } = months;
  const records = monthRecords(shared({ isClosed }));
  return {
    isClosed,
    closedSince: async month => new Set((await docs.from(o.team(), month)).filter(m => m.closed).map(m => m.month)),
    tick: months.tick,
    attach: (router, client) => {
      const shownMonths = monthSlack(router, shared({ records, client }));
      monthsSlack(router, shared({ months, shownMonths, client }));
      return shownMonths;
    },
    deliver: (outbox, client) => {
      monthsDelivery(outbox, o);
      monthDelivery(outbox, shared({ records, remember: effectMemo(o.db), client }));
    },
  };
}
