import { plural } from '../format.ts';
export const confirmMonthEn = {
  confirmMonth: {
    confirm: 'Confirm month',
    ask: 'The month is over. Is everything right? Correct a day where it is not, then confirm.',
    changed: (at: string): string =>
      `:warning: The month has changed since you confirmed it (${at}). Please check it and confirm it again.`,
    confirmed: (at: string): string => `:white_check_mark: Confirmed, ${at}`,
    missing: 'Not confirmed',
    first: (month: string): string =>
      `*${month}* is over. Please check your attendance record and confirm it. If a day is wrong, correct it first.`,
    again: (month: string): string =>
      `Your attendance record of *${month}* has changed since you confirmed it. Please check it and confirm it again.`,
    done: (month: string, at: string): string => `:white_check_mark: You confirmed *${month}* (${at}).`,
    over: (month: string): string => `:lock: *${month}* is closed. Nothing is left to confirm.`,
    figures: (
      worked: string,
      more: { leave: string | undefined; overtime: string | undefined; holiday: string | undefined },
    ): string =>
      [
        `Worked ${worked}`,
        ...(more.leave ? [`leave ${more.leave}`] : []),
        ...(more.overtime ? [`overtime ${more.overtime}`] : []),
        ...(more.holiday ? [`holiday work ${more.holiday}`] : []),
      ].join(' · '),
    unconfirmed: (n: number): string => `${plural(n, 'person has', 'people have')} not confirmed`,
    anyway: 'You can close the month without it.',
    refusals: {
      off: 'Months are not confirmed in this workspace.',
      'month-runs': 'This month is not over yet.',
      closed: 'This month is closed. Ask HR to reopen it if something is wrong.',
      'changed-since': 'Your month has changed in the meantime. Please check it again, then confirm.',
    } as Record<string, string>,
  },
};
