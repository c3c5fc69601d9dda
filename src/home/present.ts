import type { HomeModel, NowModel } from '../../blocks/home.ts';
import type { PresentContext } from '../approvals/present.ts';
import { requestModel } from '../approvals/present.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { likelyTimes } from '../attendance/forgotten/likely.ts';
import { questionState } from '../attendance/forgotten/present.ts';
import { isForgotten, statusOf, workedIn } from '../attendance/rules.ts';
import type { WorkdayDoc } from '../attendance/store.ts';
import { addDays, type Calendar, isWorkingDay, localDate, localMinutes, mondayOf } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { leaveShare, type StandingLeave } from '../leave/rules.ts';
import type { Person } from '../people/rules.ts';

const REQUESTS_SHOWN = 8;
const WAITING_SHOWN = 5;

/** What Home is made of, as it stands in the database. */
export interface HomeFacts {
  person: Person;
  now: number;
  /** the workplace's zone and today's date there */
  zone: string;
  today: string;
  calendar: Calendar;
  /** working minutes of a full day, by the policy in force on it */
  dayLength: (date: string) => number;
  /** the open day, else today's */
  current: WorkdayDoc | undefined;
  /** this week's days, and the last two weeks' to find an unfinished one */
  days: WorkdayDoc[];
  requests: RequestDoc[];
  /** by request: the steps of one that waits, where there are several */
  routes: ReadonlyMap<string, string>;
  /** the person's approved leaves */
  leaves: StandingLeave[];
  /** everybody's approved leaves of today, the person's left out */
  awayToday: { user: string; type: string }[];
  names: ReadonlyMap<string, string>;
  /** leads somebody, was asked to decide before, or decides for somebody */
  decides: boolean;
  /** what this person may decide on now; undefined for people who never do */
  waiting?: WaitingFacts;
  others?: NonNullable<HomeModel['others']>;
  admin?: NonNullable<HomeModel['admin']>;
}

export function homeModel(f: HomeFacts, ctx: PresentContext): HomeModel {
  const { person, now, today } = f;
  const week = f.days.filter(d => d.date >= mondayOf(today));
  const todays = f.current?.open ? f.current : week.find(d => d.date === today);
  const counted = workedIn(todays, now);
  const shown = shownRequests(f.requests, today);
  const own = localDate(now, person.zone);
  const workday = f.current?.open && !isForgotten(f.current, now) ? f.current.date : today;
  const leaves = f.leaves.filter(l => l.from <= today && today <= l.to);
  const leave = leaves[0];
  const whole = leaveShare(today, leaves) >= 1;
  const holiday = f.calendar.holiday(today);
  const working = isWorkingDay(today, f.calendar);
  const unfinished = f.days.findLast(d => d.unfinished === true || (d.open && isForgotten(d, now)));
  return {
    name: person.name,
    date: own,
    part: partOfDay(localMinutes(now, person.zone)),
    now: nowModel(f, ctx.w),
    ...(workday === own ? {} : { workday }),
    ...(leave && working ? { leave: { type: leave.type, whole, until: leave.to } } : {}),
    ...(working ? {} : { off: off(holiday, ctx.w) }),
    ...(unfinished ? { unfinished: unfinished.date, question: question(unfinished, f, ctx.w) } : {}),
    today: { worked: counted.worked, rest: counted.break, target: target([today], f) },
    week: {
      worked: week.reduce((sum, d) => sum + workedIn(d, now).worked, 0),
      target: target(
        [0, 1, 2, 3, 4, 5, 6].map(n => addDays(mondayOf(today), n)),
        f,
      ),
    },
    requests: shown.map(r => {
      const route = f.routes.get(r._id);
      return { ...requestModel(r, 0, today, ctx), ...(route ? { route } : {}) };
    }),
    requestsMore: f.requests.length - shown.length,
    away: f.awayToday.map(a => ({ who: f.names.get(a.user) ?? a.user, type: a.type })),
    ...(holiday === 'unknown' ? { unknownYear: today.slice(0, 4) } : {}),
    decides: f.decides,
    ...(f.waiting
      ? {
          waiting: {
            shown: f.waiting.requests.slice(0, WAITING_SHOWN).map(r => waitingModel(r, f.waiting, today, ctx)),
            count: f.waiting.requests.length,
          },
        }
      : {}),
    ...(f.others ? { others: f.others } : {}),
    ...(f.admin ? { admin: f.admin } : {}),
  };
}

function off(holiday: ReturnType<Calendar['holiday']>, w: Words): 'weekend' | { holiday: string } {
  if (holiday === undefined || holiday === 'unknown') return 'weekend';
  return { holiday: w.holiday(holiday) };
}

function question(day: WorkdayDoc, f: HomeFacts, w: Words): NonNullable<HomeModel['question']> {
  const { date, zone } = day;
  const likely = likelyTimes(day.spans, f.days, { date, zone, dayLength: f.dayLength(date) });
  return questionState({ day, likely, requests: f.requests, now: f.now, zone: f.person.zone }, w);
}

export interface WaitingFacts {
  requests: RequestDoc[];
  /** by request: how many others are away then */
  alsoAway: ReadonlyMap<string, number>;
}

const waitingModel = (
  r: RequestDoc,
  waiting: Pick<WaitingFacts, 'alsoAway'> | undefined,
  today: string,
  ctx: PresentContext,
) => requestModel(r, waiting?.alsoAway.get(r._id) ?? 0, today, ctx);

/** Waiting ones first, then what is ahead or was decided lately; the rest is behind *See all*. */
function shownRequests(requests: RequestDoc[], today: string): RequestDoc[] {
  const recent = addDays(today, -14);
  const open = (r: RequestDoc): boolean => r.state === 'waiting' || r.state === 'sent-back';
  const waiting = requests.filter(open);
  const rest = requests.filter(r => !open(r) && r.period.to >= recent);
  return [...waiting, ...rest].slice(0, REQUESTS_SHOWN);
}

function nowModel(f: HomeFacts, w: Words): NowModel {
  const day = f.current;
  if (!day) return { is: 'out' };
  const status = statusOf(day, f.now);
  const since = (ms: number) => w.time(ms, f.person.zone);
  const note = day.spans.at(-1)?.note;
  if (status.is === 'in')
    return { is: 'in', since: since(status.since), place: status.place, ...(note ? { note } : {}) };
  if (status.is === 'break') return { is: 'break', since: since(status.since) };
  if (status.is === 'done' && day.date === f.today) return { is: 'done', worked: workedIn(day, f.now).worked };
  return { is: 'out' };
}

/** Minutes owed on these days: a full day each working day, less the approved leave. */
function target(dates: string[], f: HomeFacts): number {
  return dates
    .filter(d => isWorkingDay(d, f.calendar))
    .reduce((sum, d) => sum + f.dayLength(d) * (1 - leaveShare(d, f.leaves)), 0);
}

function partOfDay(minutes: number): HomeModel['part'] {
  if (minutes >= 300 && minutes < 720) return 'morning';
  if (minutes >= 720 && minutes < 1080) return 'day';
  return minutes >= 1080 ? 'evening' : 'night';
}
