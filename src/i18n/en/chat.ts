import { grouped } from '../format.ts';

export const chatEn = {
  chat: {
    leaveOffer: 'To request leave, open the form:',
    openForm: 'Open the form',
    understood: 'Here is what I understood. Check it in the form and send it.',
    understoodRefused: 'Here is what I understood. It cannot be sent like this. Change it in the form.',
    otherPerson: (who: string): string =>
      `People request their own leave, so I cannot request it for *${who}*. *${who}* can message me or use their Home tab.`,
    otherPersonByHr: 'If they cannot, their manager or HR can enter it for them.',
    whose: 'For',
    openFormForMe: 'Open the form for my own leave',
    tooLong: (most: number): string => `This message is too long to read. The limit is ${grouped(most)} characters.`,
    takes: 'Takes',
    notUnderstood: (line: string): string => `I could not read this line: “${line}”`,
    missing: (line: string): string => `This line is missing: “${line}”`,
    formTitle: 'The form is:',
    form: '$휴가신청\n휴가자 : name\n휴가일시 : 7/1 ~ 7/3\n사유 : reason',
    notYourForm: 'That form belongs to someone else. Open your own from the Home tab, or send me `leave`.',
    help: [
      'I keep working hours and leave. The *Home* tab has everything; here I understand:',
      '• `in`, `in 09:10`, `in home`, `in 09:10 home`: check in (office, home, outside, trip)',
      '• `out`, `out 18:30`: check out',
      '• `break` starts a break, `back` ends it',
      '• `status`: today and this week',
      '• `balance`: the leave you have left',
      '• `leave`: request leave',
      '• `roster`, `board`: for managers and HR, who is in and hours against the weekly limit',
      '• `export 2026-11`: for HR, the payroll file of a month',
      '• `who Kim`: for managers and HR, everything about someone, and what you can do for them',
      'Korean words do the same: `출근`, `퇴근`, `휴식`, `복귀`, `상태`, `연차`, `휴가신청`, `누구 김민지`.',
    ].join('\n'),
    helpCommand: 'As a command anywhere, with an answer only you see: `/daybook in 09:10 home`, `/daybook status` …',
    inAt: (time: string, place: string): string => `Checked in at ${time} (${place}).`,
    outAt: (time: string, worked: string): string => `Checked out at ${time}. Worked today: ${worked}.`,
    short: (text: string): string => `That is ${text}.`,
    undone: (what: 'check-in' | 'check-out'): string => `The ${what} was undone.`,
    said: 'The time was entered afterwards and is marked in the record.',
    breakAt: (time: string): string => `Break since ${time}. Write \`back\` when it is over.`,
    backAt: (from: string, to: string, length: string): string => `Break over: ${from}–${to}, ${length}.`,
    unclear: (rest: string): string => `Nothing was recorded, because I do not understand “${rest}”. You can send:`,
    forms: {
      'check-in':
        '• `in`\n• `in 09:10`: at an earlier time today, by the 24-hour clock\n• `in home`: office, home, outside or trip\n• `in 09:10 home`',
      'check-out': '• `out`\n• `out 18:30`: at an earlier time today, by the 24-hour clock',
      break: '• `break`: starts a break\n• `back`: ends it',
    },
    timeAhead: (time: string): string =>
      `${time} is in the future, so nothing was recorded. Times use the 24-hour clock; \`in\` and \`out\` alone mean now.`,
    afternoon: (time: string): string => `If you meant the afternoon, write \`${time}\`.`,
    timeTooFar: (time: string, hours: number): string =>
      hours === 0
        ? `Only the current time can be recorded here. For ${time}, request a correction of the day.`
        : `${time} is more than ${hours} ${hours === 1 ? 'hour' : 'hours'} ago, so nothing was recorded. Request a correction of that day; your manager approves it.`,
    owed: (left: string): string => `${left} remaining this month`,
  },

  clock: {
    title: 'Check in / out',
    place: 'Place',
  },
};
