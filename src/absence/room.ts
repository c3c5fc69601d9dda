import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Db } from 'mongodb';
import type { CalendarStore } from '../calendar/store.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { PolicyChange } from '../settings/policy.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Log } from '../shared/log.ts';
import { sharing } from '../shared/sharing.ts';
import type { Router } from '../slack/router.ts';
import { type CalendarDays, calendarDays } from './actions.ts';
import { awaySlack } from './away/slack.ts';
import { feedActions } from './feeds/actions.ts';
import { feedsHttp } from './feeds/http.ts';
import { safe } from './feeds/secret.ts';
import { feedsSlack } from './feeds/slack.ts';
import { feedStore } from './feeds/store.ts';
import { recountDelivery } from './recount.ts';
import { holidaysDelivery, leavesMoved } from './recount-holidays.ts';
import { calendarSlack } from './slack.ts';

type DaysParts = Parameters<typeof calendarDays>[0];
type FeedParts = Parameters<typeof feedActions>[0];
type SlackParts = Parameters<typeof calendarSlack>[1];
type Own = 'policyOn' | 'store' | 'country' | 'countryOn' | 'changed' | 'safe' | 'feeds' | 'days' | 'policy';

/** The calendar, for the composition root: added days, who is away, feeds. */
export interface CalendarRoom {
  days: CalendarDays;
  tick(): Promise<unknown>;
  /** how many leaves would take other days by a change of the policy */
  touchedBy(change: { from: string; change: PolicyChange }): Promise<number>;
  attach(router: Router, o: Pick<SlackParts, 'client' | 'afterwards'>): void;
  deliver(outbox: Outbox): void;
  /** answers calendar programs on Daybook's own server */
  http(req: IncomingMessage, res: ServerResponse): Promise<void>;
}

export function calendarRoom(
  o: { db: Db; store: CalendarStore; workplace: Workplace; log: Log; secret: string } & Omit<
    DaysParts & FeedParts,
    Own
  >,
): CalendarRoom {
  const { workplace, store } = o;
  const shared = sharing(o);
  const countryOn = (date: string): string => workplace.on(date).workingTime.holidays;
  const days = calendarDays(shared({ store, country: workplace.country, countryOn, changed: workplace.reload }));
  const feeds = feedActions(shared({ store: feedStore(o.db), safe: safe(o.secret), policyOn: workplace.on }));
  return {
    days,
    tick: days.tick,
    touchedBy: async change => {
      const moved = await workplace.holidaysMoved(change);
      return moved ? (await leavesMoved(o, moved)).length : 0;
    },
    attach: (router, more) => {
      const policy = () => workplace.now().workingTime;
      calendarSlack(router, shared({ ...more, days, country: workplace.country, policy }));
      awaySlack(router, shared({ policyOn: workplace.on }));
      feedsSlack(router, { feeds });
    },
    deliver: outbox => {
      recountDelivery(outbox, o);
      holidaysDelivery(outbox, o);
    },
    http: feedsHttp({ feeds, log: o.log }),
  };
}
