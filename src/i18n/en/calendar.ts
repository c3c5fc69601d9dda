import { countryOf, type Region, regionOf, regionsOf } from '../../calendar/regions.ts';
import { dateRanges } from '../calendar-dates.ts';
import { countryNames } from '../countries.ts';
import { grouped, plural } from '../format.ts';
import { english } from './format.ts';

const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;
const furtherDays = (n: number): string => `${plural(n, 'day')} more`;
const dates = (all: readonly string[]): string => {
  const { shown, more } = dateRanges(all);
  const ranges = shown.map(([first, last]) =>
    first === last ? on(first) : `${english.range(first, last)} ${last.slice(0, 4)}`,
  );
  return [...ranges, ...(more > 0 ? [furtherDays(more)] : [])].join(', ');
};

const { country, countries } = countryNames('en');

export const calendarEn = {
  country,
  /** with known holidays except South Korea, by name */
  countries,
  regions: (of: string): readonly Region[] => regionsOf(of),
  regionName: (code: string): string => regionOf(code)?.name ?? code,
  /** a country, or a region with it, by its code */
  holidayPlace: (code: string): string =>
    regionOf(code) ? `${regionOf(code)?.name}, ${country(countryOf(code))}` : country(code),
  /** groups of a long list of countries */
  countriesFrom: (first: string, last: string): string => `${first.slice(0, 1)} – ${last.slice(0, 1)}`,

  calendar: {
    title: 'Holidays',
    hint: 'Public holidays are filled in automatically; add short-notice holidays and company days off here. Leave is counted by this calendar: if a day off falls into approved leave, the day is returned and the person is notified.',
    country: (name: string, next: string): string => `Public holidays: *${name}* · next: ${next}`,
    noCountry: 'Public holidays: *none* · only weekends and the days below',
    none: 'No days added yet.',
    add: 'Add a day',
    remove: 'Remove',
    removing: 'Once removed, the day follows the public holiday calendar again.',
    removed: (when: string, name: string): string => `Removed: *${name}*, ${when}.`,
    kinds: {
      public: 'public holiday',
      company: 'company day off',
      working: 'holiday worked',
    } as Record<string, string>,
    kindLabel: 'Type',
    kindOptions: {
      public: 'Public holiday (short notice, or a year without data)',
      company: 'Company day off',
      working: 'Working day on a holiday (substituted by another day)',
    } as Record<string, string>,
    from: 'Day',
    to: 'Last day',
    toHint: 'For several days. Leave empty for one day.',
    name: 'Name',
    nameHint: 'As people see it, such as “Foundation Day”. Optional for short-notice holidays.',
    addTitle: 'Add a day',
    addedBy: (who: string, when: string): string => `added by ${who} · ${when}`,
    fromSettings: 'from the settings',
    saved: (when: string, name: string): string => `Saved: *${name}*, ${when}.`,
    savedTouched: (leaves: number): string =>
      leaves === 0
        ? 'No leave is affected.'
        : `${plural(leaves, 'leave')} ${leaves === 1 ? 'is' : 'are'} recounted; the people are notified by direct message.`,
    history: 'History',
    historyTitle: 'Calendar history',
    noHistory: 'No changes yet.',
    historyLine: (what: string, when: string, name: string, kind: string): string =>
      `${{ added: 'added', removed: 'removed' }[what] ?? what} *${name}* (${kind}), ${when}`,
    dates,
    errors: {
      'not-a-date': 'Choose a date.',
      'last-before-first': 'The last day is before the first day.',
      'too-long': (most: number): string => `Up to ${plural(most, 'day')} at a time.`,
      'too-far-back': (limit: string): string => `Days before ${on(limit)} cannot be changed.`,
      'too-far-ahead': (limit: string): string => `Only dates up to ${on(limit)} can be added.`,
      closed: (date: string): string => `The month of ${on(date)} is closed. Reopen it first.`,
      'there-already': (date: string, name: string): string => `${on(date)} is already ${name}.`,
      'no-holiday': (date: string): string => `${on(date)} is not a holiday.`,
      'too-many': (most: number): string => `Up to ${grouped(most)} future days can be added.`,
      'no-name': 'Enter a name.',
      'not-found': 'This day was already removed.',
      'year-known': (year: string): string =>
        `The public holidays of ${year} are already known, so there is nothing to enter by hand. Add a missing one as a day.`,
      'year-without-days': (year: string): string =>
        `No days added for ${year} yet. Add its public holidays first, then mark the year as complete.`,
      'year-out-of-range': (year: string): string => `${year} cannot be marked.`,
      'year-entered-already': (year: string): string => `${year} is already marked as complete.`,
      'year-not-entered': (year: string): string => `${year} is not marked as complete.`,
      busy: 'Too many changes at once, so nothing was saved. Please try again.',
    },
    requestHistory: (off: boolean, all: readonly string[], name: string): string =>
      off ? `made ${dates(all)} a day off (${name})` : `made ${dates(all)} a working day (${name})`,
    /** `now`: days that the leave takes */
    givenBack: (leave: string, all: readonly string[], name: string, back: string, now: string): string =>
      `:palm_tree: ${dates(all)} ${all.length === 1 ? 'is now a day off' : 'are now days off'}: *${name}*. Your leave ${leave} uses ${back} less, *${now}* in total.`,
    takenAgain: (leave: string, all: readonly string[], name: string, more: string, now: string): string =>
      `:calendar: ${dates(all)} ${all.length === 1 ? 'is a working day' : 'are working days'} again (*${name}*). Your leave ${leave} uses ${more} more, *${now}* in total.`,
    /** days that the leave took and takes */
    rescheduled: (leave: string, was: string, is: string): string =>
      was === is
        ? `:calendar: Your working hours changed. Your leave ${leave} still uses *${is}*, counted by the new schedule.`
        : `:calendar: Your working hours changed. Your leave ${leave} uses *${is}* instead of ${was}.`,
    short: (leave: string, lack: string): string =>
      `:warning: Your leave balance is *${lack}* short for ${leave}. Change the leave or ask your HR administrator.`,
    shortOf: (who: string, leave: string, lack: string): string =>
      `:warning: ${who}’s leave balance is *${lack}* short for ${leave}, which uses more since working days changed. They are notified, too.`,
    otherHolidays: (from: string | undefined, was: string, is: string): string =>
      `:calendar: ${from === undefined ? 'Public holidays have' : `From ${on(from)} public holidays have`} changed: ${was} → *${is}*.`,
    /** `more`: days that it takes more, less when negative; `by`: the same in words */
    otherHolidaysLeave: (leave: string, more: number, by: string, now: string): string =>
      more === 0
        ? `Your leave ${leave} still uses *${now}*.`
        : `Your leave ${leave} uses ${by} ${more < 0 ? 'less' : 'more'}, *${now}* in total.`,
    furtherDays,
    becameOff: (days: string): string => `Now days off: ${days}`,
    becameWorked: (days: string): string => `Now working days: ${days}`,
    noDaysLeft: 'It no longer uses any days.',
    enter: (year: string): string => `Mark ${year} as complete`,
    enterConfirm: {
      title: 'Are all holidays entered?',
      text: (year: string, days: number): string =>
        `${year} is then counted with the ${plural(days, 'day')} off that you added and no other public holidays. The warning disappears. You can undo this.`,
      yes: 'Mark as complete',
    },
    yearSoFar: (year: string, days: number): string => `Added for ${year} so far: *${plural(days, 'day')}* off`,
    yearEntered: (year: string, days: number, who: string, when: string): string =>
      `:white_check_mark: *${year} is complete*: counted with ${plural(days, 'day')} off added by hand.\n${who} · ${when}`,
    reopen: 'Undo',
    reopenConfirm: {
      title: 'Mark as not complete?',
      text: (year: string): string =>
        `The holidays of ${year} count as unknown again and administrators are warned. Days you added stay.`,
      yes: 'Undo',
    },
    yearHistory: {
      'year-entered': (year: string, days: number): string =>
        `marked *${year}* as complete (${plural(days, 'day')} off)`,
      'year-reopened': (year: string): string => `marked *${year}* as not complete`,
    } as Record<'year-entered' | 'year-reopened', (year: string, days: number) => string>,
    unknownLater: (year: string): string => `The public holidays of ${year} are not known yet.`,
    unknown: (year: string): string =>
      `:warning: *The public holidays of ${year} are not known yet.* Until then only weekends are excluded when days of ${year} are counted. Update Daybook once the holidays are official, or add the days by hand and mark the year as complete.`,
    unknownDm: (year: string, office?: string): string =>
      `:warning: The public holidays of ${year}${office === undefined ? '' : ` in ${office}`} are not known yet. Until then leave and working time of ${year} exclude only weekends. Update Daybook once the holidays are official, or add the days by hand and mark the year as complete.`,
  },

  awayCalendar: {
    title: 'Who is away',
    week: 'Week view',
    month: 'Month view',
    previous: '‹ Previous',
    next: 'Next ›',
    range: (from: string, to: string): string => `*${english.range(from, to)} ${to.slice(0, 4)}*`,
    monthOf: (date: string): string => {
      const name = english.longDate(date).split(' ').at(-1) ?? '';
      return `*${name} ${date.slice(0, 4)}*`;
    },
    everybody: 'Everyone',
    team: 'Team',
    day: (date: string, n: number): string => `*${english.date(date)}*${n > 0 ? ` · ${grouped(n)} away` : ''}`,
    dayOff: (date: string, name: string): string => `${english.date(date)} · ${name}`,
    nobody: 'No one is away on these days.',
    people: (n: number): string => plural(n, 'person', 'people'),
    dayTitle: (date: string): string => english.date(date),
    you: 'you',
  },

  teamGrid: {
    title: 'Team calendar',
    hint: 'Who is away on which day of a month',
    away: (n: number): string => (n === 0 ? 'no one away' : `${plural(n, 'person', 'people')} away`),
    today: (date: string): string => `today ${date}`,
    only: (n: number): string => `Away only (${grouped(n)})`,
    all: 'Everyone',
    choose: 'Details of …',
    /** `17:` or `17–19:` of the month */
    days: (from: string, to: string): string =>
      from === to ? `${Number(from.slice(8))}:` : `${Number(from.slice(8))}–${Number(to.slice(8))}:`,
    legend: (signs: Record<'away' | 'part' | 'long' | 'off' | 'holiday', string>): string =>
      `\`${signs.away}\` away · \`${signs.part}\` part of the day · \`${signs.long}\` long leave · \`${signs.off}\` day off · \`${signs.holiday}\` holiday`,
    long: 'long leave',
    never: 'Not away in this month.',
  },

  feeds: {
    open: 'Calendar feed',
    title: 'Calendar feeds',
    hint: 'See approved leave in Google Calendar, Outlook or Apple Calendar by subscribing to the address below. Anyone with the address can read it, so treat it like a password. Private leave only shows as “away”.',
    own: 'My leave',
    led: (n: number): string => `My team · ${plural(n, 'person', 'people')}`,
    team: (name: string): string => `Team ${name}`,
    calendarOwn: (name: string): string => `Leave · ${name}`,
    calendarLed: (name: string): string => `Leave · ${name}’s team`,
    calendarTeam: (team: string): string => `Leave · ${team}`,
    none: 'No address yet.',
    make: 'Create address',
    renew: 'New address',
    renewConfirm: {
      title: 'Create a new address?',
      text: 'The current address stops working at once in every calendar.',
      yes: 'New address',
    },
    revoke: 'Revoke',
    revokeConfirm: {
      title: 'Revoke this address?',
      text: 'It stops working at once in every calendar.',
      yes: 'Revoke',
    },
    since: (when: string): string => `created ${when}`,
    hidden:
      'The address still works but cannot be shown, because Daybook’s secret key has changed. Create a new one to see it.',
    chooseTeam: 'Another team',
    noPublicUrl:
      ':warning: Calendars need a public address to reach Daybook, and none is set. Whoever runs Daybook can set `DAYBOOK_PUBLIC_URL` (see `docs/connecting.md`).',
    tooLarge: (most: number): string => `Feeds are available for teams of up to ${grouped(most)} people.`,
    notAllowed: 'You cannot create this feed.',
    event: (who: string, what: string): string => `${who} · ${what}`,
  },
};
