import type { Named } from '../../shared/languages.ts';
import { clockTime, grouped, number, plural } from '../format.ts';
import { actingEn } from './acting.ts';
import { approvalsEn } from './approvals.ts';
import { attendanceEn } from './attendance.ts';
import { balancesEn } from './balances.ts';
import { boardEn } from './board.ts';
import { calendarEn } from './calendar.ts';
import { chatEn } from './chat.ts';
import { compensatoryEn } from './compensatory.ts';
import { confirmMonthEn } from './confirm-month.ts';
import { english } from './format.ts';
import { formsEn } from './forms.ts';
import { atPlaceEn, homeEn } from './home.ts';
import { installEn } from './install.ts';
import { leaveEn } from './leave.ts';
import { leaveEventEn } from './leave-event.ts';
import { ledgerEn } from './ledger.ts';
import { logEn } from './log.ts';
import { manageEn } from './manage.ts';
import { monthEn } from './month.ts';
import { officesEn } from './offices.ts';
import { payrollEn } from './payroll.ts';
import { peopleEn } from './people.ts';
import { personEn } from './person.ts';
import { policyEn } from './policy.ts';
import { promotionEn } from './promotion.ts';
import { remindersEn } from './reminders.ts';
import { reportsEn } from './reports.ts';
import { settlementEn } from './settlement.ts';
import { setUpEn } from './setup.ts';
import { statusEn } from './status.ts';
import { teamsEn } from './teams.ts';

const place: Record<string, string> = { office: 'Office', home: 'Home', outside: 'Outside', trip: 'Business trip' };
const state: Record<string, string> = {
  waiting: 'pending',
  approved: 'approved',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  'sent-back': 'sent back',
  cancelled: 'cancelled',
};

/** Every other language is typed by it, so a missing text does not compile. */
export const en = {
  ...english,
  ...formsEn,
  ...homeEn,
  ...ledgerEn,
  ...actingEn,
  ...approvalsEn,
  ...attendanceEn,
  ...balancesEn,
  ...boardEn,
  ...calendarEn,
  ...chatEn,
  ...compensatoryEn,
  ...confirmMonthEn,
  ...installEn,
  ...leaveEn,
  ...leaveEventEn,
  ...logEn,
  ...manageEn,
  ...monthEn,
  ...officesEn,
  ...payrollEn,
  ...peopleEn,
  ...personEn,
  ...policyEn,
  ...promotionEn,
  ...remindersEn,
  ...reportsEn,
  ...settlementEn,
  ...setUpEn,
  ...statusEn,
  ...teamsEn,
  number,
  /** dates far ahead, or read from a text without a year */
  rangeWithYear: (from: string, to: string): string =>
    from.slice(0, 4) === to.slice(0, 4)
      ? `${english.range(from, to)} ${to.slice(0, 4)}`
      : `${english.date(from)} ${from.slice(0, 4)} – ${english.date(to)} ${to.slice(0, 4)}`,
  time: clockTime,
  days: (n: number): string => plural(n, 'day'),
  place: (id: string): string => place[id] ?? id,
  state: (id: string): string => state[id] ?? id,
  holiday: (name: Named): string => name.en,
  list: (names: readonly string[]): string => names.join(', '),
  name: (name: string): string => name,
  andMore: (n: number): string => `and ${grouped(n)} more`,
  andMorePeople: (n: number): string => `and ${grouped(n)} more`,

  common: {
    close: 'Close',
    save: 'Save',
    send: 'Send',
    loading: 'Loading',
    loadingMany: 'This covers many people and takes a few seconds.',
    seeAll: 'See all',
    counted: (title: string, n: number): string => `${title} (${grouped(n)})`,
    previous: 'Previous',
    next: 'Next',
    page: (page: number, pages: number): string => `Page ${page} of ${pages}`,
    nothing: 'Nothing here yet.',
    chart: 'Chart',
    emptyChart: (title: string): string => `${title}: there is nothing to chart, all figures are zero.`,
    fileSent: ':incoming_envelope: You will receive the file by direct message from Daybook.',
    ownLanguage: 'As in Slack',
  },

  attendance: {
    checkInTitle: 'Check in',
    checkOutTitle: 'Check out',
    placeTitle: 'Change place',
    place: 'Place',
    note: 'Note',
    notePlaceholder: 'e.g. at a client’s until noon',
    quick: 'Next time',
    quickIn: 'Check in with one click, at this place',
    askOut: 'Open this form when checking out',
    time: 'Time',
    timeHint: (hours: number): string =>
      `A time that you change is marked in the record; it can be up to ${plural(hours, 'hour')} ago.`,
    checkIn: 'Check in',
    checkOut: 'Check out',
    workedSoFar: (worked: string): string => `Worked so far today: *${worked}*`,
    checkedOut: (time: string, worked: string): string => `Checked out at ${time}. Today you worked *${worked}*.`,
    total: (span: string, rest: string, worked: string): string =>
      `${span} from first check-in to last check-out, ${rest} break: *${worked}* worked.`,
    seeYou: 'See you!',
  },

  settings: {
    title: 'Settings',
    language: 'Language',
    oneClick: 'Checking in and out',
    quickIn: 'Check in with one click, at the place below',
    askOut: 'Ask for place and note when checking out',
    quickHint:
      'Otherwise checking in opens a form and checking out takes one click. The place can be changed afterwards.',
    place: 'Usual place',
  },

  errors: {
    title: 'Daybook',
    unavailable: 'Daybook cannot reach its database, so *nothing was saved*. Please try again in a minute.',
    unavailablePlain: 'Daybook cannot reach its database, so nothing was saved. Please try again in a minute.',
    unconfirmed:
      'Daybook’s database did not respond in time, so this may not have been saved. Check the Home tab before you try again.',
    textTooLong: (most: number): string => `Too long. The limit is ${grouped(most)} characters.`,
    unexpected: (id: string): string =>
      `Something went wrong on our side. Please try again; if it keeps happening, give an administrator this ID: ${id}`,
  },

  refusal: {
    'already-in': (since: string, at: string): string => `You are already checked in since ${since}, ${atPlaceEn(at)}.`,
    'not-in': 'You are not checked in.',
    'undo-late': 'More than 5 minutes have passed. Please correct the day instead.',
    'undo-changed': 'The day has changed since, so this can no longer be undone.',
    'already-out': (at: string, worked: string): string => `You already checked out at ${at}, after ${worked} of work.`,
    'on-break': (since: string): string => `You are already on a break, since ${since}.`,
    'not-on-break': 'You are not on a break.',
    'time-ahead': 'This time is in the future.',
    'time-before': (since: string): string =>
      `This is before the end of the last record (${since}). Correct the day instead.`,
    'may-not-decide': 'You are not an approver of this request.',
    'own-request': 'No one decides on their own request: another administrator will.',
    decided: (state: string, by: string, at: string): string =>
      `${by} already ${
        {
          approved: 'approved this request',
          rejected: 'rejected this request',
          cancelled: 'cancelled this request',
          revoked: 'cancelled this request',
          'cancel-rejected': 'rejected the cancellation of this request',
        }[state] ?? 'decided on this request'
      } (${at}).`,
    recorded: (at: string): string => `This needs no approval and is in force already (${at}).`,
    'month-closed': (month: string): string => `${month} is closed, so nothing in it changes. Reopen the month first.`,
    'step-done': (by: string, at: string): string => `${by} already decided for this step (${at}).`,
    'step-passed': (at: string): string => `This step was passed on to someone else (${at}).`,
    'not-your-step': 'It is not your turn yet: an earlier step is still pending.',
    'sent-back': (by: string, at: string): string => `${by} sent this request back for changes (${at}).`,
    'changed-since': (at: string): string => `This request has changed since (${at}). Please see its latest card.`,
    'cancel-not-sent-back': 'A cancellation can be approved or rejected, but not sent back.',
    'nothing-to-cancel': 'Only an approved request can be cancelled.',
    'cancel-waits': (at: string): string => `Its cancellation was already requested (${at}).`,
    'reason-missing': 'Enter a reason.',
    'nobody-decides': 'There is no one in this workspace who could decide on it.',
    'not-waiting': 'This request is no longer pending.',
    'not-stranded': 'This request has an approver.',
    'already-escalated': 'This request was already passed on.',
    'already-reminded': 'A reminder was already sent.',
    withdrawn: (at: string): string => `This request was withdrawn (${at}).`,
    'not-yours': 'This is someone else’s request.',
    'not-found': 'This request no longer exists.',
    'administrators-only': 'Only administrators can do that.',
    'not-employed': 'Only members of this workspace can use Daybook.',
    busy: 'Too many changes at once, so nothing was saved. Please try again.',
  },
};

export type Words = typeof en;
