import type { LeaveEventWords } from '../en/leave-event.ts';
import { grouped } from '../format.ts';
import { josa } from '../josa.ts';
import { korean } from './format.ts';

const on = (date: string): string => `${date.slice(0, 4)}년 ${korean.date(date)}`;
const amount = (n: number, inMonths: boolean): string => {
  if (!inMonths) return `${n}일`;
  const [months, days] = [Math.floor(n / 30), n % 30];
  return [...(months > 0 || days === 0 ? [`${months}개월`] : []), ...(days > 0 ? [`${days}일`] : [])].join(' ');
};

export const leaveEventKo: LeaveEventWords = {
  leaveEvent: {
    amount,
    kinds: { birth: '자녀', loss: '유산·사산' },
    new: '새로 입력',
    due: date => `${on(date)} 출산 예정`,
    born: date => `${on(date)} 출생`,
    lost: on,
    several: n => `자녀 ${grouped(n)}명`,
    premature: '미숙아',
    week: n => `${n}주`,
    extended: '6개월 추가',
    asks: {
      due: '출산 예정일',
      born: '출생일',
      lost: '유산·사산일',
      weeks: '임신 주수',
      children: '자녀 수',
      premature: '미숙아 출산',
      extended: '6개월 추가 사용',
    },
    hints: {
      born: '출산 후 입력하면 사용 기간을 다시 계산합니다.',
      extended: '부모가 같은 자녀로 각각 3개월 이상 사용, 한부모, 중증 장애 아동의 부모',
    },
    ticks: { premature: '미숙아를 출산함', extended: '증빙 서류가 있음' },
    openEnd: '종료일',
    openEndTick: '미정',
    openUntil: from => `${on(from)}부터 (종료일 미정)`,
    usage: (entitled, used, left) => `총 *${entitled}* · 사용 ${used} · 신청 후 *${left}* 남음`,
    window: (from, to) => `사용 가능 기간: ${on(from)} – ${on(to)}`,
    windowFrom: from => `${on(from)}부터 사용 가능`,
    beginsBy: date => `${on(date)}까지 시작해야 합니다`,
    parts: (part, most) => `최대 ${most}회 중 ${part}회차`,
    least: (days, until) => `출산 후 ${days}일 이상 사용: ${on(until)}까지`,
    askedBy: date => `${on(date)}까지 신청해야 합니다`,
    pay: {
      insurance: days => `처음 ${days}일은 회사 지급, 이후 고용보험 지급`,
      unpaid: days => `이 중 ${days}일 유급`,
    },
    insurance: '회사 무급, 고용보험 지급',
    attended: { attended: '출근한 것으로 봄', tenure: '근속 기간에만 포함' },
    figures: {
      title: '휴가 기준',
      hint: date => `${on(date)} 기준 값입니다. 바꾼 값은 아래 적용일부터 적용합니다.`,
      names: {
        days: '총 일수 (일)',
        week16: '임신 16주부터 총 일수 (일)',
        week22: '임신 22주부터 총 일수 (일)',
        week28: '임신 28주부터 총 일수 (일)',
        twins: '다태아 총 일수 (일)',
        premature: '미숙아 총 일수 (일)',
        months: '자녀당 총 기간 (개월)',
        extension: '증빙 시 추가 기간 (개월)',
        least: '출산 후 최소 (일)',
        leastTwins: '다태아 출산 후 최소 (일)',
        before: '출산 예정일 전 사용 가능 (일)',
        until: '출산일 후 사용 가능 (일)',
        parts: '최대 분할 횟수 (회)',
        weeks: '분할 횟수에 넣지 않는 단기 휴직: 최대 (주)',
        ahead: '사전 신청 기한 (일)',
        urgent: '조산 시 사전 신청 기한 (일)',
        within: '사유 발생 후 신청 기한 (일)',
        age: '자녀 나이 상한 (만 나이)',
        paid: '회사 지급 일수 (일)',
        paidTwins: '다태아 회사 지급 일수 (일)',
      },
      from: '휴가 기준 적용일',
      fromHint:
        '이전 출산이나 휴가에는 이전 값을 적용합니다. 앞으로의 날짜를 고르면 그날 예정된 값을 대신하며, 값을 바꾸지 않으면 예정을 취소합니다.',
      planned: date => `:calendar: ${on(date)}부터 적용 예정`,
      since: date => `${on(date)}부터 적용`,
      law: '법정 기준',
      problems: {
        'missing-from': '날짜를 선택해 주세요.',
        'law-since': date => `${on(date)}부터 시행되는 휴가입니다. 이날이나 이후 날짜를 선택해 주세요.`,
        'changed-later': date => `${on(date)}에 다시 바뀐 값입니다. 이날이나 이후 날짜를 선택해 주세요.`,
        'figure-range': (min, max) => `${min}부터 ${max}까지의 정수를 입력해 주세요.`,
        'figure-more': than => `‘${than}’보다 클 수 없습니다.`,
        'figure-less': than => `‘${than}’보다 작을 수 없습니다.`,
      },
    },
    enterTitle: '출생일 입력',
    save: '저장',
    moved: what => `:baby: 출산 정보가 입력되었습니다: *${what}*. 휴가 일수를 다시 계산했습니다.`,
    by: who => `입력: ${who} 님`,
    lines: (name, entitled, used, left) => `*${name}*: 총 ${entitled} 중 ${used} 신청, ${left} 남음`,
    outside: leave => `:warning: ${leave}: 사용 가능 기간을 벗어났습니다. 휴가를 변경해 주세요.`,
    starts: leave => `:warning: ${leave}: 출산 후에 시작합니다. 출생일부터 시작하도록 휴가를 변경해 주세요.`,
    short: (least, until) => `:warning: 출산 후 휴가가 ${least}일보다 짧습니다. ${on(until)}까지 연장해 주세요.`,
    over: n => `:warning: 총 일수보다 ${n} 많습니다. 휴가를 변경해 주세요.`,
    notYours: '본인이나 인사 관리자만 입력할 수 있습니다.',
    errors: {
      'missing-event-date': '출산 예정일이나 출생일 등 위의 날짜를 입력해 주세요.',
      'missing-weeks': '임신 주수를 선택해 주세요.',
      'weeks-unknown': '임신 주수를 선택해 주세요.',
      'event-ahead': '아직 오지 않은 날짜입니다.',
      'event-known': date => `이미 입력한 내용입니다(${on(date)}). 위에서 선택해 주세요.`,
      'not-in-force': since => `${on(since)}부터 시행되는 휴가입니다.`,
      'outside-window': (from, to) =>
        to === undefined ? `${on(from)}부터 사용할 수 있습니다.` : `${on(from)} – ${on(to)}에 사용할 수 있습니다.`,
      'child-too-old': limit =>
        `자녀 나이가 기준(만 8세 또는 초등 2학년 이하)을 넘었습니다. ${on(limit)}까지 시작해야 합니다.`,
      'asked-too-late': limit => `${on(limit)}까지 신청해야 하는 휴가입니다.`,
      'over-entitled': (entitled, taken) => `최대 ${entitled}까지 사용할 수 있는데 ${josa(taken, '이/가')} 됩니다.`,
      'too-few-after-birth': (least, until) => `출산 후 ${least}일 이상이어야 합니다: ${on(until)}까지.`,
      'too-many-before-birth': (least, most) =>
        `출산 후 ${least}일 이상이 남아야 하므로 출산 전에는 최대 ${most}일까지 사용할 수 있습니다.`,
      'too-many-parts': parts => `최대 ${parts}회까지 나누어 사용할 수 있습니다.`,
    },
  },
};
