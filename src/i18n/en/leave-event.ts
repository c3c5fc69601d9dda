import { plural } from '../format.ts';
import { english } from './format.ts';

const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;
/** `amount`: days, of months 30 each */
const amount = (n: number, inMonths: boolean): string => {
  if (!inMonths) return plural(n, 'day');
  const [months, days] = [Math.floor(n / 30), n % 30];
  return [
    ...(months > 0 || days === 0 ? [plural(months, 'month')] : []),
    ...(days > 0 ? [plural(days, 'day')] : []),
  ].join(' ');
};

export const leaveEventEn = {
  leaveEvent: {
    amount,
    kinds: { birth: 'Child', loss: 'Miscarriage or stillbirth' } as Record<string, string>,
    new: 'Enter a new one',
    due: (date: string): string => `due ${on(date)}`,
    born: (date: string): string => `born ${on(date)}`,
    lost: (date: string): string => on(date),
    several: (n: number): string => plural(n, 'child', 'children'),
    premature: 'premature',
    week: (n: number): string => `week ${n}`,
    extended: 'six more months',
    asks: {
      due: 'Due date',
      born: 'Date of birth',
      lost: 'Date',
      weeks: 'Week of pregnancy',
      children: 'Number of children',
      premature: 'Premature birth',
      extended: 'Extension with proof',
    } as Record<string, string>,
    hints: {
      born: 'Enter it once the child is born. The period is counted again from it.',
      extended:
        'Both parents took three months or more for the child, a single parent, or a child with a severe disability.',
    } as Record<string, string>,
    ticks: {
      premature: 'The child was born prematurely',
      extended: 'There is proof for the extra months',
    } as Record<string, string>,
    openEnd: 'End',
    openEndTick: 'Not known yet',
    openUntil: (from: string): string => `from ${on(from)}, end not known`,
    usage: (entitled: string, used: string, left: string): string =>
      `*${entitled}* in all · used ${used} · *${left}* left afterwards`,
    window: (from: string, to: string): string => `Usable from ${on(from)} to ${on(to)}`,
    windowFrom: (from: string): string => `Usable from ${on(from)}`,
    beginsBy: (date: string): string => `Has to begin by ${on(date)}`,
    parts: (part: number, most: number): string => `Part ${part} of at most ${most}`,
    least: (days: number, until: string): string =>
      `At least ${plural(days, 'day')} after the birth, so until ${on(until)}`,
    askedBy: (date: string): string => `To be requested by ${on(date)}`,
    pay: {
      insurance: (days: number): string =>
        `The employer pays the first ${plural(days, 'day')}, then employment insurance`,
      unpaid: (days: number): string => `${plural(days, 'day')} of it paid`,
    } as Record<string, (days: number) => string>,
    insurance: 'Unpaid by the employer; employment insurance pays',
    attended: { attended: 'Counts as attended', tenure: 'Counts for tenure only' } as Record<string, string>,
    /** of a type, which administrators may change from a day on; the numbers are days where nothing else is said */
    figures: {
      title: 'Figures',
      hint: (date: string): string => `In effect on ${on(date)}. What you change applies from the day below.`,
      names: {
        days: 'Entitlement (days)',
        week16: 'Entitlement from week 16 (days)',
        week22: 'Entitlement from week 22 (days)',
        week28: 'Entitlement from week 28 (days)',
        twins: 'Two children or more (days)',
        premature: 'Premature child (days)',
        months: 'Entitlement per child (months)',
        extension: 'Extension with proof (months)',
        least: 'At least after the birth (days)',
        leastTwins: 'At least after the birth, two children or more (days)',
        before: 'Usable before the due date (days)',
        until: 'Usable after the event (days)',
        parts: 'Parts at most',
        weeks: 'Longest leave that is not counted as a part (weeks)',
        ahead: 'Notice period (days)',
        urgent: 'Notice period after an early birth (days)',
        within: 'Requested within, after the event (days)',
        age: 'Age of the child up to (years)',
        paid: 'Paid by the employer (days)',
        paidTwins: 'Paid by the employer, two children or more (days)',
      } as Record<string, string>,
      from: 'Figures effective from',
      fromHint:
        'Earlier births and leaves keep theirs. For a day ahead they replace what is planned for it; with nothing changed, that is taken back.',
      planned: (date: string): string => `:calendar: From ${on(date)}`,
      since: (date: string): string => `Since ${on(date)}`,
      law: 'by law',
      problems: {
        'missing-from': 'Choose a date.',
        'law-since': (date: string): string =>
          `This leave has existed only since ${on(date)}. Choose that day or a later one.`,
        'changed-later': (date: string): string =>
          `These figures changed again on ${on(date)}. Choose this day or a later one.`,
        'figure-range': (min: number, max: number): string => `Enter a whole number from ${min} to ${max}.`,
        'figure-more': (than: string): string => `Not more than “${than}”.`,
        'figure-less': (than: string): string => `Not less than “${than}”.`,
      },
    },
    /** the birth, entered afterwards */
    enterTitle: 'Enter the birth',
    save: 'Save',
    moved: (what: string): string => `:baby: The birth was entered: *${what}*. Your leave was counted again.`,
    by: (who: string): string => `Entered by ${who}`,
    lines: (name: string, entitled: string, used: string, left: string): string =>
      `*${name}*: ${entitled} in all, ${used} requested, ${left} left`,
    outside: (leave: string): string => `:warning: ${leave} is outside this period now. Please change it.`,
    starts: (leave: string): string =>
      `:warning: ${leave} begins after the birth. Please change it, so that it begins with the birth.`,
    short: (least: number, until: string): string =>
      `:warning: Less than ${plural(least, 'day')} after the birth. Please extend your leave to ${on(until)}.`,
    over: (n: string): string => `:warning: ${n} more than the entitlement. Please change your leave.`,
    notYours: 'Only the person or HR can enter this.',
    errors: {
      'missing-event-date': 'Enter the date above: the due date, the birth or the loss.',
      'missing-weeks': 'Choose the week of pregnancy.',
      'weeks-unknown': 'Choose the week of pregnancy.',
      'event-ahead': 'This date is in the future.',
      'event-known': (date: string): string => `This was entered before (${on(date)}). Choose it above.`,
      'not-in-force': (since: string): string => `This leave has existed only since ${on(since)}.`,
      'outside-window': (from: string, to: string | undefined): string =>
        to === undefined ? `It can be used from ${on(from)}.` : `It can be used from ${on(from)} to ${on(to)}.`,
      'child-too-old': (limit: string): string =>
        `The child is too old: it had to begin by ${on(limit)} (8 years old, or the second grade).`,
      'asked-too-late': (limit: string): string => `It had to be requested by ${on(limit)}.`,
      'over-entitled': (entitled: string, taken: string): string => `At most ${entitled}; this makes ${taken}.`,
      'too-few-after-birth': (least: number, until: string): string =>
        `At least ${plural(least, 'day')} have to follow the birth, so until ${on(until)}.`,
      'too-many-before-birth': (least: number, most: number): string =>
        `At least ${plural(least, 'day')} have to follow the birth, so at most ${plural(most, 'day')} can be before it.`,
      'too-many-parts': (parts: number): string => `It can be taken in at most ${plural(parts, 'part')}.`,
    },
  },
};

export type LeaveEventWords = typeof leaveEventEn;
