import { grouped } from '../format.ts';
import { atPlaceEn } from './home.ts';

export const remindersEn = {
  reminders: {
    notIn: (from: string, to: string): string =>
      from === to
        ? `Your day was due to start at *${to}*, and you have not checked in yet.`
        : `Your arrival window (${from}–${to}) has passed, and you have not checked in yet.`,
    stillIn: (at: string, worked: string): string =>
      `Your day ends at *${at}* (${worked} so far). If you are leaving, please check out.`,
    came: (at: string, place: string): string => `:white_check_mark: Checked in at ${at}, ${atPlaceEn(place)}.`,
    left: (at: string, worked: string): string => `:white_check_mark: Checked out at ${at}, ${worked} worked.`,
    passed: (date: string): string => `This was about ${date}.`,
    switchOff: 'You can switch reminders off on the Home tab, under *Settings*.',
    yourWeek: (worked: string): string => `You have worked *${worked}* this week.`,
    theirWeek: (who: string, worked: string): string => `*${who}* has worked *${worked}* this week.`,
    weekNear: (most: string, left: string): string => `That leaves ${left} until the weekly limit of ${most}.`,
    weekOver: (most: string, over?: string): string =>
      over ? `That is ${over} over the weekly limit of ${most}.` : `That is the whole weekly limit of ${most}.`,
    weekAdvice: 'If there is more to do, talk to your manager first.',
    weekAdviceOf: 'You receive this because you manage their working time.',
    ofDay: (date: string): string => `*Your working day of ${date}*`,
    breakMissed: (taken: string, needed: string): string =>
      `You recorded ${taken} of breaks; the law provides ${needed} for a day like this. Please take your breaks. If you did rest, correct the day.`,
    unapproved: (time: string): string =>
      `*${time}* of overtime or holiday work has not been approved and does not count yet.`,
    askOvertime: 'Request overtime',
    overtime: 'Overtime',
    overtimeWaits: (time: string): string => `${time} of overtime is pending.`,
    settled: ':white_check_mark: All settled.',
    settings: 'Reminders',
    settingsHint: 'By direct message. Never on leave, holidays and days off.',
    option: (id: string): string =>
      ({
        in: 'When my arrival window has passed and I am not in',
        out: 'When my day is full and I am still in',
        week: 'When my week comes close to the weekly limit',
        confirm: 'When my month is over and I have not confirmed it',
      })[id] ?? id,
  },

  exceptions: {
    unfinished: '*Check-out missing*',
    overWeek: (limit: string): string => `*Over ${limit} this week*`,
    overPeriod: '*Near or over the maximum of the settlement period*',
    hours: (name: string, worked: string): string => `${name} ${worked}`,
    breaks: '*Break too short*',
    missing: (name: string, missing: string): string => `${name} (${missing} short)`,
    on: (name: string, date: string): string => `${name} (${date})`,
    numbers: (n: { unfinished: number; overWeek: number; breaks: number }): string[] => [
      ...(n.unfinished > 0
        ? [`*${grouped(n.unfinished)}* ${n.unfinished === 1 ? 'check-out' : 'check-outs'} missing`]
        : []),
      ...(n.overWeek > 0 ? [`*${grouped(n.overWeek)}* near or over the weekly limit`] : []),
      ...(n.breaks > 0 ? [`*${grouped(n.breaks)}* with too short a break`] : []),
    ],
  },
};
