import type { AwayModel, HomeModel, LeaveLeftModel, QuestionState, RosterCounts } from '../../blocks/home/model.ts';
import { type PresentContext, requestModel } from '../approvals/present.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { askedState } from '../attendance/answers-present.ts';
import { CORRECTION } from '../attendance/corrections/kind.ts';
import type { UnansweredDay } from '../attendance/unanswered.ts';
import { localDate, localMinutes } from '../calendar/rules.ts';
import type { Balance } from '../grants/ledger/balance.ts';
import { ANNUAL, COMPENSATORY } from '../grants/ledger/types.ts';
import type { Pools } from '../grants/pools.ts';
import { balanceModel } from '../grants/present.ts';
import type { Words } from '../i18n/index.ts';
import type { AwayPerson } from '../leave-record/rules.ts';
import { UNITS_PER_DAY } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';
import type { Shown } from '../shared/shown.ts';
import { capModel, type OwnFacts, ownDay, periodModel, statusModel } from './status.ts';

export const QUESTIONS_SHOWN = 3;
const REQUESTS_SHOWN = 8;
export const WAITING_SHOWN = 5;

export interface HomeFacts extends OwnFacts {
  /** steps of pending requests with several */
  routes: ReadonlyMap<string, string>;
  /** by pool; empty without hire date and grants */
  balances: ReadonlyMap<string, Balance>;
  /** of these balances */
  pools: Pools;
  /** today's approved leaves of others */
  awayToday: AwayPerson[];
  names: ReadonlyMap<string, string>;
  /** leads somebody, has been an approver before, or is a delegate */
  decides: boolean;
  /** what this person may decide on now */
  waiting?: WaitingFacts;
  others?: RosterCounts;
  promotion?: NonNullable<HomeModel['promotion']>;
  admin?: NonNullable<HomeModel['admin']>;
}

export interface WaitingFacts {
  requests: RequestDoc[];
  /** by request: others who are away */
  alsoAway: ReadonlyMap<string, string[]>;
}

export function homeModel(facts: HomeFacts, ctx: PresentContext): HomeModel {
  const f = ownDay(facts);
  const { w } = ctx;
  const { person, now, today, zone } = facts;
  const shown = shownRequests(facts.requests, facts);
  const period = periodModel(f);
  const cap = capModel(f);
  const unanswered = facts.unanswered?.days ?? [];
  const zones = otherZone(now, person.zone, zone);
  const { waiting, others, admin, balances } = facts;
  const annual = balances.get(ANNUAL);
  const othersLeft = [...balances.values()]
    .filter(b => b.pool !== ANNUAL && says(b))
    .map(b => ({ ...leaveLeft(b, today, facts.pools, w), pool: facts.pools.name(b.pool, w) }));
  return {
    ...statusModel(f, w),
    name: person.name,
    date: localDate(now, person.zone),
    asOf: w.time(now, person.zone),
    part: partOfDay(localMinutes(now, person.zone)),
    ...(person.quickIn ? { quickPlace: person.place } : {}),
    ...defined({ zones }),
    questions: questionsOf(unanswered.slice(-QUESTIONS_SHOWN), facts, w),
    questionsMore: Math.max(0, unanswered.length - QUESTIONS_SHOWN),
    ...defined({ period, cap }),
    ...(annual && (person.hiredOn !== undefined || says(annual))
      ? { leaveLeft: leaveLeft(annual, today, facts.pools, w) }
      : {}),
    ...(othersLeft.length > 0 ? { othersLeft } : {}),
    requests: shown.map(r => {
      const route = facts.routes.get(r._id);
      return { ...requestModel(r, [], today, ctx), ...(route ? { route } : {}) };
    }),
    requestsMore: facts.requests.length - shown.length,
    away: facts.awayToday.map(a => awayModel(a, facts.names)),
    ...(facts.calendar.holiday(today) === 'unknown' ? { unknownYear: today.slice(0, 4) } : {}),
    decides: facts.decides,
    ...(waiting
      ? {
          waiting: {
            shown: waiting.requests
              .slice(0, WAITING_SHOWN)
              .map(r => requestModel(r, waiting.alsoAway.get(r._id) ?? [], today, ctx)),
            count: waiting.requests.length,
          },
        }
      : {}),
    ...defined({ others, promotion: facts.promotion, admin }),
  };
}

export const awayModel = (
  { user, type, longLeave, standIn }: AwayPerson,
  names: ReadonlyMap<string, string>,
): AwayModel => ({
  who: names.get(user) ?? user,
  type,
  ...defined({ longLeave, standIn }),
});

/** The questions about days that need an answer. */
export function questionsOf(
  days: readonly UnansweredDay[],
  f: Pick<HomeFacts, 'unanswered' | 'person' | 'now' | 'names'> & { balances?: HomeFacts['balances'] },
  w: Words,
): QuestionState[] {
  const asking = { person: f.person, now: f.now, names: f.names, leaveType: bestLeave(f.balances) };
  const { unanswered } = f;
  return unanswered ? days.flatMap(day => askedState(day, unanswered, asking, w) ?? []) : [];
}

export const requestsAsked = (days: readonly UnansweredDay[], requests: readonly RequestDoc[]): RequestDoc[] =>
  days.flatMap(d => (d.is === 'correction-rejected' ? (requests.find(r => r._id === d.request) ?? []) : []));

/** Pools go by the type that takes whole days. */
function bestLeave(balances: HomeFacts['balances'] | undefined): string {
  const hasDay = (pool: string): boolean => {
    const of = balances?.get(pool);
    return of !== undefined && of.left >= UNITS_PER_DAY;
  };
  return !hasDay(ANNUAL) && hasDay(COMPENSATORY) ? COMPENSATORY : ANNUAL;
}

/** Leave that a person may never get is not mentioned while there is none. */
const says = (b: Balance): boolean => b.left !== 0 || b.waiting > 0 || b.upcoming.length > 0;

function leaveLeft(balance: Balance, today: string, pools: Pools, w: Words): LeaveLeftModel {
  const { left, waiting, lapsing, upcoming } = balanceModel(balance, pools, w);
  const dated = (l: { on: string; days: Shown }) => ({ ...l, otherYear: l.on.slice(0, 4) !== today.slice(0, 4) });
  const [lapses] = lapsing;
  const [vests] = upcoming;
  return {
    left,
    waiting,
    ...(lapses ? { lapsing: dated(lapses) } : {}),
    ...(balance.left <= 0 && vests ? { upcoming: dated(vests) } : {}),
  };
}

/** If their clocks differ now. */
function otherZone(now: number, own: string, workplace: string): HomeModel['zones'] | undefined {
  const clock = (zone: string): string => `${localDate(now, zone)} ${localMinutes(now, zone)}`;
  if (clock(own) === clock(workplace)) return undefined;
  return { own: cityOf(own), workplace: cityOf(workplace) };
}

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** How long a rejected request stays on Home. */
const REJECTED_MS = 14 * 86_400_000;

/** Pending, then lately rejected and not asked for again, then approved and ahead; the rest is behind *All*. */
export function shownRequests(
  requests: readonly RequestDoc[],
  { today, now }: { today: string; now: number },
): RequestDoc[] {
  const open = requests.filter(r => r.state === 'waiting' || r.state === 'sent-back');
  const rejected = requests.filter(
    r =>
      r.state === 'rejected' &&
      // The question about its day shows a rejected correction.
      r.kind !== CORRECTION &&
      (r.history.findLast(h => h.what === 'rejected')?.at ?? 0) > now - REJECTED_MS &&
      !requests.some(other => isInPlaceOf(other, r)),
  );
  const ahead = requests
    .filter(r => r.state === 'approved' && r.period.to >= today)
    .sort((a, b) => (a.period.from < b.period.from ? -1 : 1));
  return [...open, ...rejected, ...ahead].slice(0, REQUESTS_SHOWN);
}

/** A later request of the same kind for some of the same days. */
const isInPlaceOf = (r: RequestDoc, other: RequestDoc): boolean =>
  r.kind === other.kind && r.seq > other.seq && r.period.from <= other.period.to && other.period.from <= r.period.to;

function partOfDay(minutes: number): HomeModel['part'] {
  if (minutes >= 300 && minutes < 720) return 'morning';
  if (minutes >= 720 && minutes < 1080) return 'day';
  return minutes >= 1080 ? 'evening' : 'night';
}
