import type { Words } from '../../src/i18n/index.ts';
import type { Shown } from '../../src/shared/shown.ts';
import type { PromotionHomeModel } from '../promotion.ts';

/** What the person is doing now; times already on the person's clock. */
export type NowModel =
  | { is: 'out' }
  | { is: 'in'; since: string; place: string; note?: string }
  | { is: 'break'; since: string }
  | { is: 'done'; worked: number };

/** The workday meant by *now*. Minutes; clock times are on the person's own clock. */
export interface TodayModel {
  worked: number;
  /** break until now, recorded, between check-ins or deducted */
  rest: number;
  /** owed by the day, leave taken off */
  target: number;
  /** not in yet: when one comes. `past`: that time is over */
  arrive?: { from: string; to: string; past: boolean };
  /** not in yet: when one has to be there */
  core?: { from: string; to: string };
  /** not in yet: who comes now may leave then */
  leaveIfNow?: string;
  /** when nothing more is owed, and the break that is counted in */
  leave?: { at: string; past: boolean; rest?: number };
  /** when the day's minutes are full, where one may leave before */
  full?: { at: string; past: boolean };
  /** done: the first check-in and the last check-out */
  times?: { from: string; to: string };
  /** done: minutes that the day lacks, and when it would have been full */
  short?: { minutes: number; until?: string };
}

/** The week from Monday on, minutes. */
export interface WeekModel {
  worked: number;
  /** owed, leave taken off */
  target: number;
  overtime?: number;
  /** work on holidays */
  holiday?: number;
  /** of overtime and holiday work what nobody approved, where that is needed */
  unapproved?: number;
}

/** The month, or the settlement period of selective hours. Minutes. */
export interface PeriodModel {
  /** of several months: its dates */
  dates?: { first: string; last: string };
  /** worked, and leave that settles as if worked */
  done: number;
  base: number;
  /** only where the total counts: the most, and above what work is overtime */
  most?: number;
  overtimeFrom?: number;
  owed: number;
  over: number;
  overtime: number;
  /** worked beyond the most */
  overMost: number;
  /** working days that are left, today's too until it is done */
  daysLeft: number;
}

/** How near the most of a week is. */
export interface CapModel {
  most: number;
  left: number;
  over: number;
  /** past the line at which people are warned */
  near: boolean;
}

/** Annual leave, in days as they are shown. */
export interface LeaveLeftModel {
  left: Shown;
  /** already taken off: asked for, not decided */
  waiting: Shown;
  /** what lapses first: its last usable day, whose year is told where it is not this one */
  lapsing?: { on: string; days: Shown; otherYear: boolean };
  /** what vests next, where nothing is left */
  upcoming?: { on: string; days: Shown; otherYear: boolean };
}

export interface RequestModel {
  id: string;
  round: number;
  step: number;
  who: string;
  what: string;
  when: string;
  amount: string;
  state: 'waiting' | 'sent-back' | 'approved' | 'rejected' | 'withdrawn' | 'cancelled';
  /** cancelled, since an approved change took its place */
  replaced?: boolean;
  /** told, not decided; and what HR may do to it while it is in force */
  stands?: boolean;
  corrections?: readonly string[];
  /** who sent it for the person; raw */
  entered?: string;
  /** who does the work meanwhile; raw */
  standIn?: string;
  /** the day of the birth that it names may be entered */
  namesBirth?: boolean;
  /** what waits is that it be cancelled */
  cancels: boolean;
  /** the steps of its route, where there are several */
  route?: string;
  mayCancel: boolean;
  /** it may be asked to be another one */
  mayChange?: boolean;
  /** it is not decided yet, and may be changed and sent again */
  mayEdit?: boolean;
  by?: string;
  reason?: string;
  /** it waits, and what it asks for begins tomorrow at the latest */
  urgent?: boolean;
  /** who of the person's team is away on the same days; names are raw */
  alsoAway: readonly string[];
}

export interface AwayModel {
  who: string;
  type: string;
  longLeave?: true;
  /** who does the work meanwhile; raw */
  standIn?: string;
}

/** What is told wherever somebody asks for their hours: Home, chat, the shortcut. */
export interface StatusModel {
  now: NowModel;
  /** the workday meant, where it is not the person's own date */
  workday?: string;
  /** leave of that day: its type, for part of a day its times, and its last day; `long`: 휴직, on days off, too */
  leave?: { type: string; whole: boolean; until: string; times?: { from: string; to: string }; long?: true };
  /** a holiday's name; a day off of the week; before the first or after the last day of the employment */
  off?: { holiday: string } | 'day-off' | 'not-employed';
  /** how many days need an answer; the last one, and what it lacks */
  unanswered?: { count: number; date: string; is: 'no-record' | 'no-check-out' | 'correction-rejected' };
  /** a check-in or check-out of the last minutes that can be undone: its key, and until when */
  undo?: { what: 'check-in' | 'check-out'; of: string; until: string };
  today: TodayModel;
  week: WeekModel;
  /** still to work in the month, minutes */
  owed?: number;
}

/** How many do what now. `team`: only those whom the viewer leads. */
export type RosterCounts = Parameters<Words['home']['nowCounts']>[0] & { team: boolean };

export interface HomeModel extends StatusModel {
  name: string;
  date: string;
  part: 'morning' | 'day' | 'evening' | 'night';
  /** when it was drawn */
  asOf: string;
  /** the place that a check-in by one press takes; absent: it opens a form */
  quickPlace?: string;
  /** the person's zone and the workplace's, where their clocks differ */
  zones?: { own: string; workplace: string };
  /** the last days that need an answer, the oldest of them first, and how many there are besides */
  questions: QuestionState[];
  questionsMore: number;
  period?: PeriodModel;
  cap?: CapModel;
  leaveLeft?: LeaveLeftModel;
  /** of other pools that there is something of; names are raw */
  othersLeft?: (LeaveLeftModel & { pool: string })[];
  requests: RequestModel[];
  requestsMore: number;
  away: AwayModel[];
  unknownYear?: string;
  /** decides on requests now and then: may name a delegate */
  decides: boolean;
  /** what waits for this person's decision; absent: nothing */
  waiting?: { shown: RequestModel[]; count: number };
  /** what those do now whom this person may see; `team`: only those whom they lead */
  others?: RosterCounts;
  /** notices to use leave */
  promotion?: PromotionHomeModel;
  admin?: {
    /** channels in which nothing can be posted, and Slack's word for why */
    troubles: { name: string; problem: string }[];
    /** nobody has set Daybook up yet */
    setUp: boolean;
  };
}

/** The question about a missing check-out. `at`: ms. */
export interface QuestionModel {
  date: string;
  text: string;
  times: { label: string; at: number }[];
}

/** A day that needs an answer. `leave`: the value of the button for its leave form; names and reasons are raw. */
export type QuestionState =
  | { is: 'asked'; question: QuestionModel }
  | { is: 'answered'; date: string; times: string }
  /** by a correction that waits for a decision: the request's id */
  | { is: 'waits'; date: string; times: string; request: string }
  | { is: 'no-record'; day: string; date: string; leave: string }
  | {
      is: 'rejected';
      day: string;
      date: string;
      request: string;
      by?: string;
      reason?: string;
      leave?: string;
      /** the day counts as it is recorded, and may be left so */
      keep: boolean;
    };
