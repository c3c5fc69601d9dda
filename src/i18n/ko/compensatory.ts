import type { CompensatoryWords, compensatoryPolicyEn } from '../en/compensatory.ts';
import { exact } from '../format.ts';
import { days } from './amount.ts';
import { korean } from './format.ts';

const on = (date: string): string => `${date.slice(0, 4)}년 ${korean.date(date)}`;

export const compensatoryKo: CompensatoryWords = {
  compensatory: {
    label: '보상',
    part: (kind, minutes, rate) => `${kind === 'night' ? '야간 ' : ''}${korean.duration(minutes)} × ${exact(rate)}`,
    why: (holiday, date, times, how) => `${holiday ? '휴일근무' : '연장근무'} ${korean.date(date)} ${times} · ${how}`,
    benefit: (n, holiday, how) => `승인되면 보상휴가 ${days(n)} (${holiday ? '휴일근무 ' : ''}${how})`,
    benefitAtMost: (n, holiday, how) =>
      `승인된 시간 중 실제로 근무한 만큼 보상휴가, 최대 ${days(n)} (${holiday ? '휴일근무 ' : ''}${how})`,
    gave: (n, until) => `:gift: 보상휴가 ${days(n)} 부여 · ${on(until)}까지 사용 가능`,
    tookBack: '부여한 보상휴가를 취소했습니다',
    worksFirst: '근무한 다음 날, 기록된 시간만큼 보상휴가를 부여합니다',
    notRecorded: '승인된 시간에 퇴근까지 기록된 근무가 없어 아직 보상휴가를 부여하지 않았습니다',
    byRecord: '그날의 근무 기록 변경',
  },
};

export const compensatoryPolicyKo: typeof compensatoryPolicyEn = {
  fields: {
    compensates: '승인된 연장근무를 보상휴가로',
    overtimeRate: '연장근무 (배)',
    holidayRate: '휴일근무 8시간까지 (배)',
    longHolidayRate: '휴일근무 8시간 초과 (배)',
    nightRate: '야간근무(22:00–06:00) 가산 (배)',
    usableMonths: '사용 기한 (개월)',
    fiveOrMore: '상시 근로자 5명 이상',
    agreedOn: '서면 합의일',
    agreement: '합의서',
  },
  hints: {
    fiveOrMore: '5명 미만이면 근로기준법 제56조와 제57조가 적용되지 않습니다.',
    agreement: '합의서 파일의 링크나 문서 번호입니다.',
    compensates:
      '근로자대표와 서면으로 합의한 범위에서 수당 대신 부여합니다(근로기준법 제57조). 아래 날짜부터의 근무에 적용합니다.',
    overtimeRate: '1.5이면 2시간 근무에 3시간을 부여합니다(근로기준법 제56조).',
    usableMonths:
      '근무한 날부터, 부여한 날이 더 늦으면 그날부터 셉니다. 기한까지 쓰지 않은 보상휴가는 수당으로 지급해야 합니다.',
  },
  problems: {
    'under-legal-rate':
      '법정 기준보다 낮습니다. 연장·휴일 8시간까지 1.5배, 휴일 8시간 초과 2배, 야간 0.5배 이상이어야 합니다(근로기준법 제56·57조).',
    'agreement-missing':
      '보상휴가는 근로자대표와 서면으로 합의해야 합니다(근로기준법 제57조). 합의한 날을 입력해 주세요.',
  },
  choices: {
    compensates: {
      none: '아니요 (수당으로 지급)',
      approved: '예 (승인된 시간만큼)',
      worked: '예 (승인된 시간 중 실제로 근무한 만큼)',
    },
  },
};
