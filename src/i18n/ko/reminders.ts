import type { remindersEn } from '../en/reminders.ts';
import { grouped } from '../format.ts';
import { josa } from '../josa.ts';
import { placeKo } from './home.ts';

export const remindersKo: typeof remindersEn = {
  reminders: {
    notIn: (from, to) =>
      from === to
        ? `출근 시각(*${to}*)이 지났는데 아직 출근 기록이 없습니다.`
        : `출근 시간대(${from}–${to})가 지났는데 아직 출근 기록이 없습니다.`,
    stillIn: (at, worked) => `*${at}* 퇴근 예정입니다 (지금까지 ${worked} 근무). 퇴근하신다면 퇴근을 눌러 주세요.`,
    came: (at, place) => `:white_check_mark: ${at} 출근 · ${placeKo(place)}`,
    left: (at, worked) => `:white_check_mark: ${at} 퇴근 · ${worked} 근무`,
    passed: date => `${date} 알림입니다. 지난 알림이라 더 할 일이 없습니다.`,
    switchOff: '알림은 홈 탭의 ‘설정’에서 끌 수 있습니다.',
    yourWeek: worked => `이번 주 *${worked}* 근무했습니다.`,
    theirWeek: (who, worked) => `*${who}* 님이 이번 주 *${worked}* 근무했습니다.`,
    weekNear: (most, left) => `주 최대 ${most}까지 ${left} 남았습니다.`,
    weekOver: (most, over) =>
      over ? `주 최대 ${josa(most, '을/를')} ${over} 넘었습니다.` : `주 최대 ${josa(most, '을/를')} 모두 채웠습니다.`,
    weekAdvice: '더 근무해야 한다면 먼저 관리자와 상의해 주세요.',
    weekAdviceOf: '근무 시간을 관리하는 분께 보내는 알림입니다.',
    ofDay: date => `*${date} 근무*`,
    breakMissed: (taken, needed) =>
      `기록된 휴게가 ${taken}입니다. 이만큼 근무하면 법정 휴게는 ${needed}입니다. 휴게를 꼭 챙기시고, 쉬셨다면 근무 기록을 정정해 주세요.`,
    unapproved: time => `승인되지 않은 연장·휴일근무가 *${time}* 있습니다. 승인되기 전에는 인정되지 않습니다.`,
    askOvertime: '연장근무 신청',
    overtime: '연장근무',
    overtimeWaits: time => `연장근무 ${time} 신청이 승인 대기 중입니다.`,
    settled: ':white_check_mark: 모두 처리되었습니다.',
    settings: '알림',
    settingsHint: '다이렉트 메시지로 보냅니다. 휴가, 공휴일, 휴무일에는 보내지 않습니다.',
    option: id =>
      ({
        in: '출근 시간대가 지났는데 출근 전일 때',
        out: '퇴근 예정 시각에 아직 근무 중일 때',
        week: '주 한도에 가까워졌을 때',
        confirm: '지난달 근무 기록을 아직 확인하지 않았을 때',
      })[id] ?? id,
  },

  exceptions: {
    unfinished: '*퇴근 누락*',
    overWeek: limit => `*이번 주 ${limit} 이상*`,
    overPeriod: '*정산 기간 최대 근무에 가깝거나 초과*',
    hours: (name, worked) => `${name} ${worked}`,
    breaks: '*휴게 부족*',
    missing: (name, missing) => `${name} (${missing} 부족)`,
    on: (name, date) => `${name} (${date})`,
    numbers: n => [
      ...(n.unfinished > 0 ? [`퇴근 누락 *${grouped(n.unfinished)}*`] : []),
      ...(n.overWeek > 0 ? [`주 근무 주의 *${grouped(n.overWeek)}*`] : []),
      ...(n.breaks > 0 ? [`휴게 부족 *${grouped(n.breaks)}*`] : []),
    ],
  },
};
