import { opposite, type Shown, sizeOf } from '../../shared/shown.ts';
import type { LedgerWords } from '../en/ledger.ts';
import { grouped } from '../format.ts';
import { josa } from '../josa.ts';
import { days } from './amount.ts';
import { korean } from './format.ts';

const signed = (n: Shown): string => (sizeOf(n) < 0 ? `−${days(opposite(n))}` : `+${days(n)}`);
const on = (date: string): string => `${date.slice(0, 4)}년 ${korean.date(date)}`;

const KINDS: Record<string, string> = {
  monthly: '월차(입사 1년 미만)',
  annual: '연차',
  prorated: '비례 연차',
  allowance: '연간 휴가',
  'carry-over': '이월',
  reward: '포상휴가',
  compensatory: '보상휴가',
  extra: '추가 부여',
  correction: '조정',
  opening: '이관 잔여',
  reversal: '부여 취소',
};
const POOLS: Record<string, string> = { annual: '연차', compensatory: '보상휴가', reward: '포상휴가' };

export const ledgerKo: LedgerWords = {
  ledger: {
    days,
    signed,
    on,
    kind: id => KINDS[id] ?? id,
    pool: id => POOLS[id] ?? id,
    open: '연차 내역',
    title: '연차 내역',
    of: who => `*${who}* 님`,
    person: '구성원 선택',
    left: (pool, n) => `${pool} 잔여 *${days(n)}*`,
    waitingTaken: n => `승인 대기 ${days(n)} 제외`,
    overdrawn: n => `:warning: ${days(n)} 초과 사용`,
    lapses: (n, date) => `${josa(days(n), '은/는')} ${on(date)}까지 사용 가능`,
    vests: (n, date) => `${on(date)}에 ${days(n)} 발생`,
    usableUntil: date => `${on(date)}까지 사용 가능`,
    neverLapses: '소멸하지 않음',
    lapsed: '소멸',
    willLapse: '사용하지 않으면 소멸',
    carried: n => `이 중 ${days(n)} 이월`,
    reversed: '취소됨',
    reverses: what => `${what} 취소`,
    corrects: what => `조정 대상: ${what}`,
    hireDateSet: '입사일 정정',
    carryFollows: '전년도 휴가 변경에 따른 이월 조정',
    employment: (from, to) => `${from ?? ''}–${to ?? ''} 재직`,
    waiting: '승인 대기',
    planned: '예정',
    balance: n => `잔여 ${days(n)}`,
    ahead: '*예정*',
    soFar: '*지금까지 · 예정된 휴가 포함*',
    entries: n => `${grouped(n)}건`,
    empty: '발생하거나 사용한 휴가가 없습니다.',
    noBalance: '입사일이나 부여된 휴가가 없어 잔여 일수를 계산하지 않습니다.',
    hireDateMissing: ':warning: 입사일이 없습니다. ‘구성원’에서 입력하면 연차를 계산합니다.',
    goOn: '계속',
    back: '이전',

    give: '휴가 부여·조정',
    giveTitle: '휴가 부여',
    giveCheckTitle: '부여 내용 확인',
    giveYes: '부여',
    recipient: '받는 사람',
    what: '구분',
    count: '일수 (단시간 근로자는 시간)',
    countHint: '소수점 둘째 자리까지 쓸 수 있습니다. 조정은 -0.5처럼 뺄 수도 있습니다.',
    vestsOn: '발생일',
    until: '사용 기한',
    untilHint: '비워 두면 소멸하지 않습니다.',
    why: '사유',
    whyHint: '받는 사람에게 보입니다.',
    change: (before, after) =>
      before === undefined ? `잔여 *${days(after)}*` : `잔여 ${days(before)} → *${days(after)}*`,
    balanceOn: date => `${on(date)} 기준`,
    belowZero: ':warning: 잔여 일수가 0보다 작아집니다.',
    reverse: '부여 취소',
    reverseTitle: '부여 취소',
    reverseText: what => `${what}\n전체를 취소합니다. 부여와 취소는 모두 내역에 남습니다.`,

    attended: '출근율',
    attendedTitle: '연차 출근율',
    attendedText:
      '기본값은 개근입니다. 여기에 입력한 내용은 앞으로 발생할 연차에 반영되고, 이미 발생한 연차는 조정됩니다.',
    absentMonths: '개근하지 않은 달 (입사 첫해)',
    absentMonth: k => `입사 ${k}개월째`,
    lowYears: '출근율 80% 미만인 해',
    lowYearsHint: by =>
      `한 줄에 하나. ${by === 'fiscal-year' ? '회계연도 기준 연차의 순번' : '입사일 기준 연차의 순번'}: 그 전해에 개근한 달 수(2: 6) 또는 출근일/소정근로일과 달 수(2: 180/260 6)`,
    corrected: (what, n) => `${what}: ${signed(n)}`,

    problems: {
      'unknown-kind': '구분을 선택해 주세요.',
      'not-a-number': '1.5처럼 숫자를 입력해 주세요.',
      'no-days': '0은 부여할 수 없습니다.',
      'too-fine': '소수점 둘째 자리까지 쓸 수 있습니다.',
      'too-many': '한 번에 365일까지 부여할 수 있습니다.',
      'below-zero': '조정만 0보다 작을 수 있습니다.',
      'not-a-date': '날짜를 선택해 주세요.',
      'ahead-below-zero': '빼는 조정은 오늘까지의 날짜로 해 주세요.',
      destroyed: '보관 기간이 지나 기록을 파기하는 날짜입니다. 더 나중 날짜로 해 주세요.',
      'before-first': '발생일보다 빠를 수 없습니다.',
      'no-reason': '사유를 입력해 주세요.',
      'too-long': '300자까지 쓸 수 있습니다.',
      'no-person': '구성원을 선택해 주세요.',
      'bad-years': '한 줄에 하나씩 2: 6처럼 입력해 주세요. 달 수는 0~12입니다.',
    },
    refused: {
      'not-there': '없는 부여 내역입니다.',
      'reversed-already': '이미 취소했습니다.',
      'a-reversal': '취소는 되돌릴 수 없습니다. 다시 부여해 주세요.',
      'carried-over': '일부가 이월되었습니다. 이월을 먼저 취소해 주세요.',
    },
    used: n => `사용 중입니다. 취소하면 휴가 ${josa(days(n), '이/가')} 모자랍니다.`,
    uncovered: {
      title: '부여 취소',
      text: (who, what, n) =>
        `:warning: ${who} 님의 *${what}* 부여를 취소하는 사이에 그 일수를 쓰는 휴가가 신청되어 *${josa(days(n), '이/가')}* 모자랍니다.`,
      more: n => `외 ${grouped(n)}건`,
      next: '승인할 때에도 일수가 모자란다고 알립니다. 휴가를 회수·취소하도록 하거나 일수를 다시 부여해 주세요.',
    },
    busy: '동시에 다른 사람이 변경했습니다. 다시 시도해 주세요.',

    told: {
      vested: (n, until) => `:palm_tree: 새 연차 *${days(n)}* · ${on(until)}까지 쓸 수 있습니다.`,
      given: (what, n, until) =>
        until === undefined
          ? `:gift: ${what} *${josa(days(n), '이/가')}* 부여되었습니다.`
          : `:gift: ${what} *${days(n)}* 부여 · ${on(until)}까지 쓸 수 있습니다.`,
      corrected: n => `:pencil2: 휴가 일수가 조정되었습니다: *${signed(n)}*`,
      reversed: (what, n) => `:leftwards_arrow_with_hook: ${what} *${days(n)}* 부여가 취소되었습니다.`,
      by: who => `${who} 님`,
      balance: (n, pool = '휴가') => `지금 남은 ${josa(pool, '은/는')} ${days(n)}입니다.`,
      lapsing: (n, until, inDays, pool = '휴가') =>
        inDays === 0
          ? `:hourglass_flowing_sand: 남은 ${pool} *${josa(days(n), '을/를')}* 오늘까지 쓸 수 있습니다. 내일 소멸합니다.`
          : `:hourglass_flowing_sand: 남은 ${pool} *${days(n)}* · ${on(until)}까지 쓸 수 있습니다. 소멸까지 ${inDays}일 남았습니다.`,
      ask: '휴가 신청',
    },
  },
};
