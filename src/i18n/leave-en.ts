import { BUILTIN } from '../leave/types/builtin.ts';
import { english, plural } from './format.ts';

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
  language: 'ko' | 'en',
  parts: Record<string, string>,
  named: (n: string, part: string) => string,
) {
  const names: Record<string, string> = {};
  for (const { id, name } of BUILTIN) {
    const text = typeof name === 'string' ? name : name[language];
    names[id] = text;
    for (const [part, word] of Object.entries(parts)) names[`${id}-${part}`] = named(text, word);
  }
  return names;
}

const NAMES: Record<string, string> = {
  ...builtinNames('en', PARTS, (name, part) => `${name} (${part})`),
  away: 'Away',
};
/** Where a word must do: what matters to colleagues. */
const SHORT: Record<string, string> = {
  'half-am': 'morning off',
  'half-pm': 'afternoon off',
  quarter: 'some hours off',
  hours: 'some hours off',
  away: 'away',
};

/** Days to the hundredth, with more decimals only where half hours need them. */
const days = (n: number): string => (n === 1 ? '1 day' : `${Math.round(n * 10_000) / 10_000} days`);
const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;

/** Words of leave; Korean has the same keys. */
export const leaveEn = {
  /** of a code, or of a name as an administrator wrote it, which stays */
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
    part: 'Which part of the day',
    parts: PARTS,
    partWithLength: (part: string, length: string): string => `${PARTS[part] ?? part} (${length})`,
    partWithTimes: (part: string, from: string, to: string): string => `${PARTS[part] ?? part} (${from}–${to})`,
    from: 'First day',
    to: 'Last day',
    on: 'Day',
    timeFrom: 'From',
    timeTo: 'To',
    files: 'Document',
    filesHint: 'A certificate or the like, at most 5 files.',
    filesKept: (names: string): string => `There already: ${names}. New files take their place.`,
    reason: 'Reason',
    reasonPlaceholder: 'Seen by those who decide',
    named: (name: string, more: string): string => `${name} (${more})`,
    occasionDays: (name: string, n: number): string => `${name} · ${days(n)}`,
    times: (date: string, from: string, to: string): string => `${date}, ${from}–${to}`,
    days,
    hoursAs: (time: string, n: string): string => `${time} = ${n}`,
    takes: (n: string): string => `Takes *${n}*`,
    leftOut: (what: string): string => `Left out: ${what}`,
    usableUntil: (date: string, days: string): string => `${days} usable until ${date}`,
    usableFrom: (date: string, days: string): string => `${days} from ${date}`,
    usableBetween: (dates: string, days: string): string => `${days} ${dates}`,
    /** a type of leave in a list, with what is left of it */
    typeLeft: (name: string, days: string): string => `${name} · ${days} left`,
    weekends: (n: number): string => plural(n, 'weekend day'),
    daysOff: (n: number): string => plural(n, 'day off', 'days off'),
    /** what is left of a pool before and after; `as of`: only where it is not today */
    left: (pool: string, before: string, after: string, asOf?: string): string =>
      `${pool}: *${before}* left${asOf ? ` on ${on(asOf)}` : ''} → *${after}* afterwards`,
    pools: { annual: 'Annual leave', compensatory: 'Compensatory leave' } as Record<string, string>,
    /** `what`: the kind of grant, unless it is the year's */
    fromGrant: (n: string, what: string | undefined, vested: string, until: string | undefined): string =>
      `${n} of ${what === undefined ? `those that accrued on ${on(vested)}` : `${what} (${on(vested)})`}${until ? `, usable until ${on(until)}` : ''}`,
    fromUpcoming: (n: string, vests: string): string => `${n} of those that accrue on ${on(vests)}`,
    takesNone: (paid: boolean): string => `${paid ? 'Paid' : 'Unpaid'} · nothing is taken from annual leave`,
    onlyAway: 'Colleagues see only that you are away.',
    replaces: (what: string): string => `It takes the place of *${what}*, which stands until this is approved.`,
    change: (what: string): string => `${what} (change)`,
    changes: 'Takes the place of',
    decides: (who: string): string => `Decided by ${who}`,
    anAdministrator: 'an administrator',
    problem: (text: string): string => `:warning: ${text}`,
    sent: 'Your request was sent. You hear here and in a direct message when it is decided.',
    noTypes: 'No type of leave is offered at the moment. An administrator can switch them on.',
    stands: 'What stands against it',
    despite: 'Approve all the same?',
    refusedNow: (what: string): string => `It cannot be approved as it is: ${what}`,
    errors: {
      'last-before-first': 'The last day is before the first.',
      'no-working-day': (what: string): string => `There is no working day in it${what === '' ? '' : `: ${what}`}.`,
      overlap: (what: string): string => `It overlaps with a request of yours: ${what}.`,
      'over-a-day': (date: string, what: string): string =>
        `On ${date} it is more than a day, together with a request of yours: ${what}.`,
      'too-far-back': (limit: string): string => `It is too far back: leave can be asked for from ${limit} on.`,
      'too-far-ahead': (limit: string): string => `It is too far ahead: leave can be asked for up to ${limit}.`,
      'before-hire': (limit: string): string => `It begins before the first day of employment (${limit}).`,
      'after-last-day': (limit: string): string => `It ends after the last day of employment (${limit}).`,
      'too-long': (max: string): string => `It is too long: at most ${max}.`,
      'text-too-long': (max: number): string => `The text is too long: at most ${max} characters.`,
      'missing-date': 'Choose a day.',
      'unknown-type': 'Choose a type.',
      'missing-occasion': 'Choose an occasion.',
      'missing-part': 'Choose which part of the day.',
      'missing-time': 'Choose from when to when.',
      'not-half-hours': 'Times are in half hours.',
      'ends-before-it-begins': 'It ends before it begins.',
      'longer-than-the-day': 'That is longer than the working day.',
      'over-most': (most: string, span: string, taken: string): string =>
        `At most ${most} ${SPANS[span] ?? span}; this makes ${taken}.`,
      'notice-too-short': (notice: string, earliest: string): string =>
        `It is to be asked for ${notice} ahead: from ${earliest} on.`,
      worked: (date: string): string => `There is work recorded at that time on ${date}.`,
      'too-little': (needs: string, has: string, usable?: string): string =>
        usable
          ? `There is too little left: it needs ${needs}; there are ${usable}.`
          : `There is too little left: it needs ${needs}, there ${has === '1 day' ? 'is' : 'are'} ${has}.`,
      blocked: (when: string, reason: string): string => `No leave can be taken ${when}: ${reason}.`,
      'blocked-told': (when: string, reason: string): string => `These are blackout dates, ${when}: ${reason}.`,
      'team-away': (date: string, away: number, limit: number): string =>
        `On ${date} ${plural(away, 'other', 'others')} of your team ${away === 1 ? 'is' : 'are'} away; at most ${limit} may be.`,
      'missing-document': 'Add the document.',
      'not-changed': 'Nothing is changed yet.',
      'not-changeable':
        'The leave that this is to change is not in force any more, or its change was asked for already.',
    },
  },

  leaveTypes: {
    open: 'Types of leave',
    title: 'Types of leave',
    hint: 'What people can ask for. A change counts for what is asked for from now on; what was asked for stays as it is.',
    add: 'New type',
    edit: 'Edit',
    newTitle: 'New type of leave',
    editTitle: 'Edit type',
    switchOff: 'Switch off',
    switchOn: 'Switch on',
    offConfirm: {
      title: 'Switch this type off?',
      text: 'It is asked for no more. What was asked for stays.',
      yes: 'Switch off',
    },
    off: 'switched off',
    tooSmall: 'not offered: smaller than the smallest leave of the policy',
    name: 'Name',
    paid: 'Paid',
    pool: 'Taken from',
    noPool: 'Nothing: days are only counted',
    unit: 'Unit',
    units: { day: 'Days', half: 'Half days', quarter: 'Quarter days', hour: 'Hours' } as Record<string, string>,
    notice: 'Notice (days)',
    noticeHint: '0: it can be asked for on the day and afterwards.',
    worked: 'Counts as worked',
    private: 'Colleagues see',
    privacy: { no: 'that it is leave', yes: 'only “away”' } as Record<string, string>,
    document: 'Document needed',
    most: 'At most (days)',
    mostHint: 'Empty: no limit. Occasions have their own.',
    span: 'That is the most of',
    spans: SPANS,
    calendarDays: 'Weekends and holidays count as well',
    calendarHint: 'As for a birth. Only for whole days that are taken from nothing.',
    occasions: 'Occasions',
    occasionsHint: 'One a line, the days last: Own wedding 5. Empty: none are asked for.',
    yes: 'Yes',
    no: 'No',
    about: {
      from: (pool: string): string => `from ${pool.toLowerCase()}`,
      paid: 'paid',
      unpaid: 'unpaid',
      noticeOf: (n: number): string => `${plural(n, 'day')} ahead`,
      document: 'document',
      private: 'private',
      mostOf: (n: number, span: string): string => `at most ${days(n)} ${SPANS[span] ?? span}`,
      occasions: (n: number): string => plural(n, 'occasion'),
      notWorked: 'not counted as worked',
    },
    history: 'Last changes',
    did: {
      made: 'made it',
      changed: 'changed it',
      'switched-off': 'switched it off',
      'switched-on': 'switched it on',
    } as Record<string, string>,
    change: (who: string, when: string, did: string): string => `${when} · ${who} ${did}`,
    problems: {
      'name-missing': 'Give it a name.',
      'name-signs': 'Without < > & * ~ ` |',
      'name-taken': 'Another type is called that.',
      'unknown-unit': 'Choose a unit.',
      'calendar-and-pool': 'Only for whole days that are taken from nothing.',
      'too-many': 'There are as many types as there may be.',
      'type-gone': 'That type does not exist.',
      'changed-meanwhile': 'Somebody else changed this type meanwhile. Close this and look again.',
      busy: 'Too many changes at once. Please try again.',
      'out-of-range': (max: number): string => `A number up to ${max}.`,
      'occasion-unreadable': (line: string): string => `This line cannot be read: “${line}”. A name, then the days.`,
    },
  },

  blocked: {
    open: 'Blackout dates',
    title: 'Blackout dates',
    hint: 'On these days leave that is taken from grants is refused, with the reason; for sick leave and the like those who decide are told. What was approved before stays.',
    none: 'There are none.',
    add: 'Add days',
    from: 'First day',
    to: 'Last day',
    team: 'Team',
    teamHint: 'Empty: everybody. Else the team’s name as it stands with its people.',
    everybody: 'everybody',
    reason: 'Reason',
    reasonHint: 'People read it when they ask for leave.',
    remove: 'Remove',
    removeConfirm: { title: 'Remove these days?', yes: 'Remove' },
    lastBeforeFirst: 'The last day is before the first.',
    thereAlready: 'These days are in the list already.',
    unknownTeam: (names: string): string => `There is no such team. There are: ${names}`,
    tooMany: 'There are as many as there may be: remove some that are over.',
    changed: 'Somebody else changed this list meanwhile. Look at it and send again.',
  },
};

export type LeaveWords = typeof leaveEn;
