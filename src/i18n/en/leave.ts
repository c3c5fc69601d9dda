import { BUILTIN } from '../../leave-record/types/builtin.ts';
import type { Text } from '../../shared/languages.ts';
import { grouped, plural } from '../format.ts';
import { days, figure } from './amount.ts';
import { english } from './format.ts';
import { formsEn } from './forms.ts';

const PARTS: Record<string, string> = {
  am: 'morning',
  pm: 'afternoon',
  q1: 'early morning',
  q2: 'late morning',
  q3: 'early afternoon',
  q4: 'late afternoon',
};
const SPANS: Record<string, string> = { request: 'a request', month: 'a month', year: 'a year' };

/** Names of Daybook's own types by code: a type's id, or with a part, `half-am`. */
export function builtinNames(
  said: (name: Text) => string,
  parts: Record<string, string>,
  named: (n: string, part: string) => string,
) {
  const names: Record<string, string> = {};
  for (const { id, name } of BUILTIN) {
    const text = said(name);
    names[id] = text;
    for (const [part, word] of Object.entries(parts)) names[`${id}-${part}`] = named(text, word);
  }
  return names;
}

const NAMES: Record<string, string> = {
  ...builtinNames(formsEn.forms.text, PARTS, (name, part) => `${name} (${part})`),
  away: 'Away',
};
/** One word for colleagues. */
const SHORT: Record<string, string> = {
  'half-am': 'morning off',
  'half-pm': 'afternoon off',
  quarter: 'some hours off',
  hours: 'some hours off',
  away: 'away',
};

const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;

export const leaveEn = {
  /** an administrator's name stays */
  leaveType: (id: string): string => NAMES[id] ?? id,
  leaveShort: (id: string): string =>
    SHORT[id] ?? SHORT[id.split('-q')[0] ?? ''] ?? (Object.hasOwn(NAMES, id) ? 'leave' : id),

  leave: {
    kind: 'Leave',
    title: 'Request leave',
    changeTitle: 'Change leave',
    submit: 'Request',
    type: 'Type',
    occasion: 'Occasion',
    part: 'Part of the day',
    parts: PARTS,
    partWithLength: (part: string, length: string): string => `${PARTS[part] ?? part} (${length})`,
    partWithTimes: (part: string, from: string, to: string): string => `${PARTS[part] ?? part} (${from}–${to})`,
    from: 'Start date',
    to: 'End date',
    on: 'Date',
    timeFrom: 'From',
    timeTo: 'To',
    files: 'Document',
    filesHint: 'For example a certificate. Up to 5 files.',
    filesLater: 'It may follow later: choose “Request a change” in the menu of this leave on Home.',
    filesKept: (names: string): string => `Attached: ${names}. New files replace them.`,
    reason: 'Reason',
    reasonPlaceholder: 'Visible to approvers',
    named: (name: string, more: string): string => `${name} (${more})`,
    occasionDays: (name: string, n: number): string => `${name} · ${days(n)}`,
    times: (date: string, from: string, to: string): string => `${date}, ${from}–${to}`,
    days,
    figure,
    recounted: (was: string, is: string): string => `counted again by the new schedule: ${was} → ${is}`,
    hoursAs: (time: string, n: string): string => `${time} = ${n}`,
    takes: (n: string): string => `Takes *${n}*`,
    leftOut: (what: string): string => `Not counted: ${what}`,
    usableUntil: (date: string, days: string): string => `${days} usable until ${date}`,
    usableFrom: (date: string, days: string): string => `${days} from ${date}`,
    usableBetween: (dates: string, days: string): string => `${days} ${dates}`,
    typeLeft: (name: string, days: string): string => `${name} · ${days} left`,
    weekends: (n: number): string => plural(n, 'weekend day'),
    daysOff: (n: number): string => plural(n, 'day off', 'days off'),
    /** `asOf`: only where it is not today */
    left: (pool: string, before: string, after: string, asOf?: string): string =>
      `${pool}: *${before}* left${asOf ? ` on ${on(asOf)}` : ''} → *${after}* afterwards`,
    /** `what`: the kind of grant, unless it is the year's */
    fromGrant: (n: string, what: string | undefined, vested: string, until: string | undefined): string =>
      `${n} from ${what === undefined ? `the grant of ${on(vested)}` : `${what} (${on(vested)})`}${until ? `, usable until ${on(until)}` : ''}`,
    fromUpcoming: (n: string, vests: string): string => `${n} from the grant due on ${on(vests)}`,
    takesNone: (paid: boolean): string => `${paid ? 'Paid' : 'Unpaid'} · not deducted from annual leave`,
    onlyAway: 'Colleagues only see that you are away.',
    replaces: (what: string): string => `Replaces *${what}*, which stays in effect until this is approved.`,
    replacesNow: (what: string): string => `Replaces *${what}* at once.`,
    change: (what: string): string => `${what} (change)`,
    changes: 'Replaces',
    decides: (who: string): string => `Approvers: ${who}`,
    told: (who: string): string => `No approval needed: it applies at once. Notified: ${who}`,
    correct: 'Change',
    noBreakLabel: 'Break',
    noBreak: 'I ask to work the other 4 hours without a break',
    noBreakHint:
      'You leave half an hour earlier, or arrive half an hour later. Recorded as asked for in writing (LSA 54 ①, from 10 Dec 2026).',
    noBreakAsked: (when: string): string => `none: asked for in writing, ${when}`,
    anAdministrator: 'an administrator',
    problem: (text: string): string => `:warning: ${text}`,
    sent: 'Your request was sent. You will get a direct message with the decision.',
    noTypes: 'No leave types are available. An administrator can enable them.',
    stands: 'Conflicts',
    despite: 'Approve anyway?',
    refusedNow: (what: string): string => `It cannot be approved: ${what}`,
    errors: {
      'last-before-first': 'The end date is before the start date.',
      'no-working-day': (what: string): string => `There is no working day in it${what === '' ? '' : `: ${what}`}.`,
      overlap: (what: string): string => `It overlaps with your request: ${what}.`,
      'over-a-day': (date: string, what: string): string =>
        `Together with your request ${what} it is more than a full day on ${date}.`,
      'too-far-back': (limit: string): string => `Too far back. Leave can be requested from ${limit}.`,
      'too-far-ahead': (limit: string): string => `Too far ahead. Leave can be requested up to ${limit}.`,
      'before-hire': (limit: string): string => `It starts before the first day of employment (${limit}).`,
      'after-last-day': (limit: string): string => `It ends after the last day of employment (${limit}).`,
      'too-long': (max: string): string => `Too long. The limit is ${max}.`,
      'text-too-long': (max: number): string => `The text is too long. The limit is ${grouped(max)} characters.`,
      'missing-date': 'Choose a date.',
      'unknown-type': 'Choose a type.',
      'missing-occasion': 'Choose an occasion.',
      'missing-part': 'Choose a part of the day.',
      'missing-time': 'Choose a start and an end time.',
      'not-half-hours': 'Choose times in steps of half an hour.',
      'ends-before-it-begins': 'The end is before the start.',
      'longer-than-the-day': 'This is longer than the working day.',
      'over-most': (most: string, span: string, taken: string): string =>
        `At most ${most} ${SPANS[span] ?? span}; this makes ${taken}.`,
      'notice-too-short': (notice: string, earliest: string): string =>
        `It must be requested ${notice} ahead, so from ${earliest}.`,
      worked: (date: string): string => `Work is recorded at that time on ${date}.`,
      'too-little': (needs: string, has: string, usable?: string): string =>
        usable
          ? `There is too little left: it needs ${needs}; there are ${usable}.`
          : `There is too little left: it needs ${needs}, there ${has === plural(1, 'day') ? 'is' : 'are'} ${has}.`,
      blocked: (when: string, reason: string): string => `Blackout dates ${when}: ${reason}.`,
      'blocked-reported': (when: string, reason: string): string => `These are blackout dates, ${when}: ${reason}.`,
      'team-away': (date: string, away: number, limit: number): string =>
        `On ${date} ${plural(away, 'other', 'others')} of your team ${away === 1 ? 'is' : 'are'} away; at most ${limit} may be.`,
      'missing-document': 'Add a document.',
      'month-closed': (month: string): string =>
        `${month} is closed: leave in it is neither entered nor changed. Reopen the month first.`,
      'stand-in-self': 'Whoever is on leave cannot be the stand-in for their own work.',
      'stand-in-unknown': 'Choose an active employee as the stand-in.',
      'stand-in-away': (who: string, when: string): string => `${who}, the stand-in, is away then too: ${when}.`,
      'not-changed': 'Nothing has changed yet.',
      'not-changeable': 'The leave to change is no longer in effect, or a change was already requested.',
    },
  },

  leaveTypes: {
    open: 'Leave types',
    title: 'Leave types',
    hint: 'What people can request. Changes apply to new requests; existing requests stay as they are.',
    add: 'New type',
    edit: 'Edit',
    newTitle: 'New leave type',
    editTitle: 'Edit leave type',
    switchOff: 'Disable',
    switchOn: 'Enable',
    offText: 'Once disabled it can no longer be requested. Existing requests stay.',
    changeText: 'Leave already requested keeps what it was requested with.',
    off: 'disabled',
    tooSmall: 'not offered: smaller than the smallest leave unit in the settings',
    name: 'Name',
    paid: 'Paid',
    pool: 'Deducted from',
    noPool: 'Not deducted, days are only counted',
    ownPool: 'Its own balance, which HR grants',
    paidOut: 'Unused days paid on leaving',
    paidOutHint: 'Only for a type with its own balance.',
    unit: 'Unit',
    units: { day: 'Days', half: 'Half days', quarter: 'Quarter days', hour: 'Hours' } as Record<string, string>,
    notice: 'Notice period (days)',
    noticeHint: '0: can be requested on the same day and afterwards.',
    worked: 'Counts as worked',
    attendance: 'Attendance for annual leave',
    decided: 'Approval',
    decisions: { yes: 'Approved before it applies', no: 'Applies once sent; approvers are notified' } as Record<
      string,
      string
    >,
    private: 'Colleagues see',
    privacy: { no: 'that it is leave', yes: 'only “away”' } as Record<string, string>,
    document: 'Document required',
    most: 'Limit (days)',
    mostHint: 'Leave empty for no limit. Occasions have their own.',
    span: 'Limit applies per',
    spans: SPANS,
    calendarDays: 'Weekends and holidays count too',
    calendarHint: 'As for maternity leave. Only for whole days that are not deducted from a balance.',
    occasions: 'Occasions',
    occasionsHint: 'One per line with the days at the end: Own wedding 5. Leave empty for none.',
    yes: 'Yes',
    no: 'No',
    about: {
      from: (pool: string): string => `from ${pool.toLowerCase()}`,
      noPool: 'not deducted',
      ownPool: 'own balance',
      paidOut: 'unused days paid on leaving',
      paid: 'paid',
      unpaid: 'unpaid',
      noticeOf: (n: number): string => `${plural(n, 'day')} ahead`,
      document: 'document',
      private: 'private',
      mostOf: (n: number, span: string): string => `at most ${days(n)} ${SPANS[span] ?? span}`,
      occasions: (n: number): string => plural(n, 'occasion'),
      told: 'no approval needed',
      notWorked: 'not counted as worked',
    },
    history: 'Last changes',
    did: {
      made: 'created it',
      changed: 'changed it',
      'switched-off': 'disabled it',
      'switched-on': 'enabled it',
    } as Record<string, string>,
    change: (who: string, when: string, did: string): string => `${when} · ${who} ${did}`,
    problems: {
      'name-missing': 'Enter a name.',
      'name-signs': 'The characters < > & * ~ ` | are not allowed.',
      'name-taken': 'Another type has this name.',
      'unknown-unit': 'Choose a unit.',
      'unknown-pool': 'Choose what it is deducted from.',
      'pool-in-use': 'Another type is deducted from this balance. Change that one first.',
      'calendar-and-pool': 'Only for whole days that are not deducted from a balance.',
      'too-many': 'The maximum number of leave types is reached.',
      'type-gone': 'This type does not exist.',
      'changed-meanwhile': 'Someone else changed this type in the meantime. Close this and check again.',
      busy: 'Too many changes at once. Please try again.',
      'out-of-range': (max: number): string => `Enter a number up to ${max}.`,
      'occasion-unreadable': (line: string): string =>
        `This line cannot be read: “${line}”. Enter a name, then the days.`,
    },
  },

  blocked: {
    open: 'Blackout dates',
    title: 'Blackout dates',
    hint: 'On these dates leave deducted from a balance is refused with the reason. Sick leave and the like can still be requested; approvers are notified. Approved leave stays.',
    none: 'No blackout dates yet.',
    add: 'Add dates',
    from: 'Start date',
    to: 'End date',
    team: 'Team',
    teamHint: 'Leave empty for everyone. Teams below it are included.',
    everybody: 'everyone',
    reason: 'Reason',
    reasonHint: 'Shown to people who request leave.',
    remove: 'Remove',
    removeConfirm: { title: 'Remove these dates?', yes: 'Remove' },
    lastBeforeFirst: 'The end date is before the start date.',
    thereAlready: 'These dates are already in the list.',
    tooMany: 'The list is full. Remove past dates first.',
    changed: 'Someone else changed this list in the meantime. Check it and send again.',
  },
};

export type LeaveWords = typeof leaveEn;
