import type { HomeModel, LeaveLeftModel } from '../../blocks/home/model.ts';
import type { PresentContext } from '../approvals/present.ts';
import { requestModel } from '../approvals/present.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { questionState } from '../attendance/forgotten/present.ts';
import type { WorkdayDoc } from '../attendance/store.ts';
import { addDays, localDate, localMinutes } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { balanceModel } from '../leave/grants/present.ts';
import type { Balance } from '../leave/ledger/balance.ts';
import { ANNUAL, COMPENSATORY } from '../leave/ledger/types.ts';
import { capModel, glanceModel, type OwnDay, type OwnFacts, ownDay, periodModel, unfinishedIn } from './glance.ts';
import type { RosterCounts } from './roster.ts';

const QUESTIONS_SHOWN = 3;
const REQUESTS_SHOWN = 8;
export const WAITING_SHOWN = 5;

/** What Home is made of, as it stands in the database. */
export interface HomeFacts extends OwnFacts {
  /** by request: the steps of one that waits, where there are several */
  routes: ReadonlyMap<string, string>;
  /** by pool; none for somebody who has neither a hire date nor a grant */
  balances: ReadonlyMap<string, Balance>;
  /** everybody's approved leaves of today, the person's left out */
  awayToday: { user: string; type: string }[];
  names: ReadonlyMap<string, string>;
  /** leads somebody, was asked to decide before, or decides for somebody */
  decides: boolean;
  /** what this person may decide on now; absent: nothing */
  waiting?: WaitingFacts;
  others?: RosterCounts;
  promotion?: NonNullable<HomeModel['promotion']>;
  admin?: NonNullable<HomeModel['admin']>;
}

export interface WaitingFacts {
  requests: RequestDoc[];
  /** by request that is shown: how many others are away then */
  alsoAway: ReadonlyMap<string, number>;
}

export function homeModel(facts: HomeFacts, ctx: PresentContext): HomeModel {
  const f = ownDay(facts);
  const { w } = ctx;
  const { person, now, today, zone } = facts;
  const shown = shownRequests(facts.requests, today);
  const period = periodModel(f);
  const cap = capModel(f);
  const zones = otherZone(now, person.zone, zone);
  const { waiting, others, admin, balances } = facts;
  const [annual, compensatory] = [balances.get(ANNUAL), balances.get(COMPENSATORY)];
  return {
    ...glanceModel(f, w),
    name: person.name,
    date: localDate(now, person.zone),
    part: partOfDay(localMinutes(now, person.zone)),
    ...(zones ? { zones } : {}),
    questions: unfinishedIn(f)
      .slice(-QUESTIONS_SHOWN)
      .map(day => question(day, f, w)),
    ...(period ? { period } : {}),
    ...(cap ? { cap } : {}),
    ...(annual && (person.hiredOn !== undefined || says(annual)) ? { leaveLeft: leaveLeft(annual, today) } : {}),
    ...(compensatory && says(compensatory) ? { compensatoryLeft: leaveLeft(compensatory, today) } : {}),
    requests: shown.map(r => {
      const route = facts.routes.get(r._id);
      return { ...requestModel(r, 0, today, ctx), ...(route ? { route } : {}) };
    }),
    requestsMore: facts.requests.length - shown.length,
    away: facts.awayToday.map(a => ({ who: facts.names.get(a.user) ?? a.user, type: a.type })),
    ...(facts.calendar.holiday(today) === 'unknown' ? { unknownYear: today.slice(0, 4) } : {}),
    decides: facts.decides,
    ...(waiting
      ? {
          waiting: {
            shown: waiting.requests
              .slice(0, WAITING_SHOWN)
              .map(r => requestModel(r, waiting.alsoAway.get(r._id) ?? 0, today, ctx)),
            count: waiting.requests.length,
          },
        }
      : {}),
    ...(others ? { others } : {}),
    ...(facts.promotion ? { promotion: facts.promotion } : {}),
    ...(admin ? { admin } : {}),
  };
}

function question(day: WorkdayDoc, f: OwnDay, w: Words): HomeModel['questions'][number] {
  const likely = f.standing.likelyEnds(day.date);
  return questionState({ day, likely, requests: f.requests, now: f.now, zone: f.person.zone }, w);
}

/** Of leave that somebody may never have, nothing is said while there is none. */
const says = (b: Balance): boolean => b.left !== 0 || b.waiting > 0 || b.upcoming.length > 0;

function leaveLeft(balance: Balance, today: string): LeaveLeftModel {
  const { left, waiting, lapsing, upcoming } = balanceModel(balance);
  const dated = (l: { on: string; days: number }) => ({ ...l, otherYear: l.on.slice(0, 4) !== today.slice(0, 4) });
  const [lapses] = lapsing;
  const [vests] = upcoming;
  return {
    left,
    waiting,
    ...(lapses ? { lapsing: dated(lapses) } : {}),
    ...(left <= 0 && vests ? { upcoming: dated(vests) } : {}),
  };
}

/** The cities of two zones whose clocks differ at the moment. */
function otherZone(now: number, own: string, workplace: string): HomeModel['zones'] | undefined {
  const clock = (zone: string): string => `${localDate(now, zone)} ${localMinutes(now, zone)}`;
  if (clock(own) === clock(workplace)) return undefined;
  return { own: cityOf(own), workplace: cityOf(workplace) };
}

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** Waiting ones first, then what is ahead or was decided lately; the rest is behind *See all*. */
export function shownRequests(requests: readonly RequestDoc[], today: string): RequestDoc[] {
  const recent = addDays(today, -14);
  const open = (r: RequestDoc): boolean => r.state === 'waiting' || r.state === 'sent-back';
  const waiting = requests.filter(open);
  const rest = requests.filter(r => !open(r) && r.period.to >= recent);
  return [...waiting, ...rest].slice(0, REQUESTS_SHOWN);
}

function partOfDay(minutes: number): HomeModel['part'] {
  if (minutes >= 300 && minutes < 720) return 'morning';
  if (minutes >= 720 && minutes < 1080) return 'day';
  return minutes >= 1080 ? 'evening' : 'night';
}
