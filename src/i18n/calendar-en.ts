import { COUNTRIES } from '../calendar/countries.ts';
import { countryOf, type Region, regionOf, regionsOf } from '../calendar/regions.ts';
import { stretchesOfDates } from './calendar-dates.ts';
import { english, plural } from './format.ts';

const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;
const furtherDays = (n: number): string => `${plural(n, 'day')} more`;
const dates = (all: readonly string[]): string => {
  const { shown, more } = stretchesOfDates(all);
  const stretches = shown.map(([first, last]) =>
    first === last ? on(first) : `${english.range(first, last)} ${last.slice(0, 4)}`,
  );
  return [...stretches, ...(more > 0 ? [furtherDays(more)] : [])].join(', ');
};

const names = new Intl.DisplayNames('en', { type: 'region' });
const country = (code: string): string => names.of(code.toUpperCase()) ?? code;
const countries = COUNTRIES.map(code => ({ code, name: country(code) })).sort((a, b) =>
  a.name.localeCompare(b.name, 'en'),
);

/** Words of the calendar: added days, who is away, feeds; Korean has the same keys. */
export const calendarEn = {
  /** by its code, `kr` */
  country,
  /** all whose holidays are known, beside South Korea, by name */
  countries: (): { code: string; name: string }[] => countries,
  /** of a country that has regions with holidays of their own */
  regions: (of: string): readonly Region[] => regionsOf(of),
  /** by its code, `de-BY` */
  regionName: (code: string): string => regionOf(code)?.name ?? code,
  /** a country, or a region with it, by its code */
  holidayPlace: (code: string): string =>
    regionOf(code) ? `${regionOf(code)?.name}, ${country(countryOf(code))}` : country(code),
  /** groups of a long list of countries */
  countriesFrom: (first: string, last: string): string => `${first.slice(0, 1)} – ${last.slice(0, 1)}`,

  calendar: {
    open: 'Holidays',
    title: 'Holidays and days off',
    hint: 'Days off beside the country’s public holidays, which Daybook knows by itself. Leave is counted by these days: a new day off inside a leave gives the day back, and its person is told.',
    country: (name: string, next: string): string => `Public holidays: *${name}* · next: ${next}`,
    noCountry: 'Public holidays: *none* · only weekends and the days below',
    none: 'No day was added yet.',
    add: 'Add a day',
    remove: 'Remove',
    removeConfirm: {
      title: 'Remove this day?',
      text: (what: string): string =>
        `${what} counts by the country’s calendar again. Whose leave takes a different number of days then is told.`,
      yes: 'Remove',
    },
    kinds: {
      public: 'public holiday',
      company: 'company day off',
      working: 'worked in spite of the holiday',
    } as Record<string, string>,
    kindLabel: 'What the day is',
    kindOptions: {
      public: 'Public holiday: at short notice, or of a year without data',
      company: 'The company’s own day off',
      working: 'A holiday that is worked (replaced by another day)',
    } as Record<string, string>,
    from: 'Day',
    to: 'Last day',
    toHint: 'Only for several days. Empty: one day.',
    name: 'Name',
    nameHint: 'As people see it, such as “Foundation day”. A short-notice holiday may go without.',
    addTitle: 'Add a day',
    addedBy: (who: string, when: string): string => `added by ${who} · ${when}`,
    fromSettings: 'from the settings',
    saved: (when: string, name: string): string => `Saved: *${name}*, ${when}.`,
    savedTouched: (leaves: number): string =>
      leaves === 0
        ? 'No leave is touched by it.'
        : `It changes ${plural(leaves, 'leave')}; ${leaves === 1 ? 'its person is' : 'their people are'} told by direct message.`,
    history: 'History',
    historyTitle: 'History of the calendar',
    noHistory: 'Nothing was changed yet.',
    historyLine: (what: string, when: string, name: string, kind: string): string =>
      `${{ added: 'added', removed: 'removed' }[what] ?? what} *${name}* (${kind}), ${when}`,
    dates,
    errors: {
      'not-a-date': 'Choose a day.',
      'last-before-first': 'The last day is before the first.',
      'too-long': (most: number): string => `At most ${plural(most, 'day')} at once.`,
      'too-far-back': (limit: string): string => `Days before ${on(limit)} stay as they were.`,
      'too-far-ahead': (limit: string): string => `At the latest ${on(limit)}.`,
      closed: (date: string): string => `The month of ${on(date)} is closed: reopen it first.`,
      'there-already': (date: string, name: string): string => `${on(date)} is there already: ${name}.`,
      'no-holiday': (date: string): string => `${on(date)} is no holiday.`,
      'too-many': (most: number): string => `At most ${most} days ahead.`,
      'no-name': 'Give it a name.',
      'not-found': 'That day is not there any more.',
      'year-known': (year: string): string =>
        `Daybook knows the public holidays of ${year} already: there is nothing to be entered by hand. What is missing can be added as a day.`,
      'year-without-days': (year: string): string =>
        `No day of ${year} was added yet. Add its public holidays first, then say that they are all there.`,
      'year-out-of-range': (year: string): string => `${year} is not one of the years ahead.`,
      'year-entered-already': (year: string): string => `The public holidays of ${year} were entered already.`,
      'year-not-entered': (year: string): string => `The public holidays of ${year} were not said to be all entered.`,
      busy: 'Too many changes at once: nothing was recorded. Please try again.',
    },
    /** in the history of a request */
    requestHistory: (off: boolean, all: readonly string[], name: string): string =>
      off ? `made ${dates(all)} a day off (${name})` : `made ${dates(all)} a working day (${name})`,
    /** to a person whose leave is counted anew; `now`: days that it takes */
    givenBack: (leave: string, all: readonly string[], name: string, back: string, now: string): string =>
      `:palm_tree: ${dates(all)} became a day off: *${name}*. Your leave ${leave} takes ${back} less: it is *${now}* now.`,
    takenAgain: (leave: string, all: readonly string[], name: string, more: string, now: string): string =>
      `:calendar: ${dates(all)} ${all.length === 1 ? 'is a working day' : 'are working days'} after all: *${name}* is no day off there. Your leave ${leave} takes ${more} more: it is *${now}* now.`,
    /** to a person whose leave takes other days since the policy names other holidays */
    otherHolidays: (from: string | undefined, was: string, is: string): string =>
      `:calendar: ${from === undefined ? 'Other' : `From ${on(from)} on other`} public holidays count: ${was} → *${is}*.`,
    /** `more`: days that it takes more, less when negative; `by`: the same in words */
    otherHolidaysLeave: (leave: string, more: number, by: string, now: string): string =>
      more === 0
        ? `Your leave ${leave} still takes *${now}*.`
        : `Your leave ${leave} takes ${by} ${more < 0 ? 'less' : 'more'}: it is *${now}* now.`,
    furtherDays,
    becameOff: (days: string): string => `Days off now: ${days}`,
    becameWorked: (days: string): string => `Working days now: ${days}`,
    noDaysLeft: 'It takes nothing any more.',
    /** of a year without data */
    enter: (year: string): string => `All holidays of ${year} entered`,
    enterConfirm: {
      title: 'Are they all there?',
      text: (year: string, days: number): string =>
        `${year} then counts with the ${plural(days, 'day')} off that you added, and no other public holidays. The warning goes. It can be taken back.`,
      yes: 'They are all there',
    },
    yearSoFar: (year: string, days: number): string => `Added for ${year} so far: *${plural(days, 'day')}* off`,
    yearEntered: (year: string, days: number, who: string, when: string): string =>
      `:white_check_mark: *All holidays of ${year} entered*: it counts with the ${plural(days, 'day')} off that were added.\n${who} · ${when}`,
    reopen: 'Take back',
    reopenConfirm: {
      title: 'Not all there after all?',
      text: (year: string): string =>
        `The holidays of ${year} count as not known again, and administrators are warned. The days that were added stay.`,
      yes: 'Take back',
    },
    yearHistory: {
      'year-entered': (year: string, days: number): string =>
        `said that the holidays of *${year}* are all entered (${plural(days, 'day')} off)`,
      'year-reopened': (year: string): string => `said that the holidays of *${year}* are not all entered`,
    } as Record<'year-entered' | 'year-reopened', (year: string, days: number) => string>,
    unknownLater: (year: string): string => `The public holidays of ${year} are not known yet.`,
    unknown: (year: string): string =>
      `:warning: *The public holidays of ${year} are not known yet.* In ${year} only weekends would be left out when days are counted. Update Daybook, whose library of holidays gets a new year as soon as it is official, or add the days by hand and say when all are there.`,
    unknownDm: (year: string): string =>
      `:warning: The public holidays of ${year} are not known yet. Until they are, leave and working time of ${year} are counted as if there were none but weekends. Update Daybook (its library of holidays gets a new year as soon as it is official), or add the days by hand and say when all are there.`,
  },

  awayCalendar: {
    title: 'Who is away',
    week: 'Week view',
    month: 'Month view',
    previous: '‹ Earlier',
    next: 'Later ›',
    range: (from: string, to: string): string => `*${english.range(from, to)} ${to.slice(0, 4)}*`,
    monthOf: (date: string): string => {
      const name = english.longDate(date).split(' ').at(-1) ?? '';
      return `*${name} ${date.slice(0, 4)}*`;
    },
    everybody: 'Everybody',
    team: 'Whose team',
    day: (date: string, n: number): string => `*${english.date(date)}*${n > 0 ? ` · ${n} away` : ''}`,
    dayOff: (date: string, name: string): string => `${english.date(date)} · ${name}`,
    nobody: 'No one is away on these days.',
    people: (n: number): string => plural(n, 'person', 'people'),
    dayTitle: (date: string): string => english.date(date),
    you: 'you',
  },

  feeds: {
    open: 'Calendar feed',
    title: 'Calendar feeds',
    hint: 'A feed shows approved leave in a calendar program (Google Calendar, Outlook, Apple Calendar): add it there by its address. Whoever has the address can read it: treat it like a password. Private kinds of leave say only “away”.',
    own: 'My leave',
    led: (n: number): string => `My team · ${plural(n, 'person', 'people')}`,
    team: (name: string): string => `Team ${name}`,
    calendarOwn: (name: string): string => `Leave · ${name}`,
    calendarLed: (name: string): string => `Leave · ${name}’s team`,
    calendarTeam: (team: string): string => `Leave · ${team}`,
    none: 'There is no address.',
    make: 'Make an address',
    renew: 'New address',
    renewConfirm: {
      title: 'Make a new address?',
      text: 'The one that is there stops working at once, in every calendar that has it.',
      yes: 'New address',
    },
    revoke: 'Revoke',
    revokeConfirm: {
      title: 'Revoke this address?',
      text: 'It stops working at once, in every calendar that has it.',
      yes: 'Revoke',
    },
    since: (when: string): string => `made ${when}`,
    hidden:
      'It works, but can not be shown any more, since Daybook’s own secret was changed. Make a new one to see it.',
    chooseTeam: 'A team of the company',
    noPublicUrl:
      ':warning: A calendar program must be able to reach Daybook by a public address, and none is set. Whoever runs Daybook sets it as `DAYBOOK_PUBLIC_URL` (see the README).',
    tooLarge: (most: number): string => `A feed is for at most ${most} people.`,
    notAllowed: 'This feed is not yours to make.',
    event: (who: string, what: string): string => `${who} · ${what}`,
  },
};
