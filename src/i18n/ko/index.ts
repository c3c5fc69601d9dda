import type { Words } from '../en/index.ts';
import { clockTime, grouped, number } from '../format.ts';
import { josa } from '../josa.ts';
import { actingKo } from './acting.ts';
import { approvalsKo } from './approvals.ts';
import { attendanceKo } from './attendance.ts';
import { balancesKo } from './balances.ts';
import { boardKo } from './board.ts';
import { calendarKo } from './calendar.ts';
import { chatKo } from './chat.ts';
import { compensatoryKo } from './compensatory.ts';
import { confirmMonthKo } from './confirm-month.ts';
import { korean } from './format.ts';
import { formsKo } from './forms.ts';
import { homeKo, placeKo } from './home.ts';
import { installKo } from './install.ts';
import { leaveKo } from './leave.ts';
import { leaveEventKo } from './leave-event.ts';
import { ledgerKo } from './ledger.ts';
import { logKo } from './log.ts';
import { manageKo } from './manage.ts';
import { monthKo } from './month.ts';
import { officesKo } from './offices.ts';
import { payrollKo } from './payroll.ts';
import { peopleKo } from './people.ts';
import { personKo } from './person.ts';
import { policyKo } from './policy.ts';
import { promotionKo } from './promotion.ts';
import { remindersKo } from './reminders.ts';
import { reportsKo } from './reports.ts';
import { settlementKo } from './settlement.ts';
import { setUpKo } from './setup.ts';
import { statusKo } from './status.ts';
import { teamsKo } from './teams.ts';

const state: Record<string, string> = {
  waiting: '승인 대기',
  approved: '승인',
  rejected: '반려',
  withdrawn: '회수',
  'sent-back': '보완 요청',
  cancelled: '취소',
};

export const ko: Words = {
  ...korean,
  ...formsKo,
  ...homeKo,
  ...ledgerKo,
  ...actingKo,
  ...approvalsKo,
  ...attendanceKo,
  ...balancesKo,
  ...boardKo,
  ...calendarKo,
  ...chatKo,
  ...compensatoryKo,
  ...confirmMonthKo,
  ...installKo,
  ...leaveKo,
  ...leaveEventKo,
  ...logKo,
  ...manageKo,
  ...monthKo,
  ...officesKo,
  ...payrollKo,
  ...peopleKo,
  ...personKo,
  ...policyKo,
  ...promotionKo,
  ...remindersKo,
  ...reportsKo,
  ...settlementKo,
  ...setUpKo,
  ...statusKo,
  ...teamsKo,
  number,
  rangeWithYear: (from, to) =>
    from.slice(0, 4) === to.slice(0, 4)
      ? `${from.slice(0, 4)}년 ${korean.range(from, to)}`
      : `${from.slice(0, 4)}년 ${korean.date(from)} – ${to.slice(0, 4)}년 ${korean.date(to)}`,
  time: clockTime,
  days: n => `${grouped(Math.round(n * 100) / 100)}일`,
  place: placeKo,
  state: id => state[id] ?? id,
  /** Common names of two days, also within a substitute holiday's. */
  holiday: name => name.ko.replaceAll('기독탄신일', '성탄절').replace(/(?<![\d월 ])1월 1일/g, '신정'),
  list: names => names.join(', '),
  name: name => `${name} 님`,
  andMore: n => `외 ${grouped(n)}건`,
  andMorePeople: n => `외 ${grouped(n)}명`,

  common: {
    close: '닫기',
    save: '저장',
    send: '보내기',
    loading: '불러오는 중',
    loadingMany: '많은 사람의 기록을 모으고 있어 몇 초 걸립니다.',
    seeAll: '모두 보기',
    counted: (title, n) => `${title} (${grouped(n)})`,
    previous: '이전',
    next: '다음',
    page: (page, pages) => `${pages}쪽 중 ${page}쪽`,
    nothing: '내용이 없습니다.',
    chart: '차트',
    emptyChart: title => `${title}: 값이 모두 0이라 그릴 차트가 없습니다.`,
    fileSent: ':incoming_envelope: Daybook 다이렉트 메시지로 파일을 보내 드립니다.',
    ownLanguage: 'Slack 설정대로',
  },

  attendance: {
    checkInTitle: '출근',
    checkOutTitle: '퇴근',
    placeTitle: '장소 변경',
    place: '장소',
    note: '메모',
    notePlaceholder: '예: 오전 고객사 방문',
    quick: '다음부터',
    quickIn: '이 장소로 한 번에 출근',
    askOut: '퇴근할 때 이 양식 열기',
    time: '출근 시각',
    timeHint: hours => `시각을 바꾸면 기록에 표시됩니다. ${hours}시간 전까지 바꿀 수 있습니다.`,
    checkIn: '출근',
    checkOut: '퇴근',
    workedSoFar: worked => `오늘 지금까지 *${worked}* 근무`,
    checkedOut: (time, worked) => `${time}에 퇴근했습니다. 오늘 *${worked}* 근무했습니다.`,
    total: (span, rest, worked) => `첫 출근부터 마지막 퇴근까지 ${span}, 그중 휴게 ${rest} → *${worked}* 근무`,
    seeYou: '수고하셨습니다!',
  },

  settings: {
    title: '설정',
    language: '언어',
    oneClick: '출퇴근할 때',
    quickIn: '양식 없이 한 번에 출근 (아래 장소로)',
    askOut: '퇴근할 때 장소와 메모를 입력',
    quickHint: '선택하지 않으면 출근할 때 양식을 열고, 퇴근은 한 번에 기록합니다. 장소는 나중에 바꿀 수 있습니다.',
    place: '주 근무 장소',
  },

  errors: {
    title: 'Daybook',
    unavailable: '데이터베이스에 연결하지 못해 *저장하지 못했습니다*. 잠시 후 다시 시도해 주세요.',
    unavailablePlain: '데이터베이스에 연결하지 못해 저장하지 못했습니다. 잠시 후 다시 시도해 주세요.',
    unconfirmed:
      '데이터베이스가 제때 응답하지 않아 저장되었는지 확실하지 않습니다. 다시 시도하기 전에 홈 탭을 확인해 주세요.',
    textTooLong: most => `너무 깁니다. ${grouped(most)}자까지 쓸 수 있습니다.`,
    unexpected: id => `문제가 발생했습니다. 다시 시도해 주세요. 계속되면 관리자에게 이 번호를 알려 주세요: ${id}`,
  },

  refusal: {
    'already-in': (since, at) => `이미 출근했습니다: ${since}부터, ${placeKo(at)}`,
    'not-in': '출근 기록이 없습니다.',
    'undo-late': '5분이 지나 되돌릴 수 없습니다. 근무 기록 정정을 이용해 주세요.',
    'undo-changed': '그사이 기록이 변경되어 되돌릴 수 없습니다.',
    'already-out': (at, worked) => `${at}에 이미 퇴근했습니다. 오늘 ${worked} 근무했습니다.`,
    'on-break': since => `이미 휴게 중입니다: ${since}부터`,
    'not-on-break': '휴게 중이 아닙니다.',
    'time-ahead': '아직 오지 않은 시각입니다.',
    'time-before': since => `이미 기록된 시각(${since})보다 앞입니다. 근무 기록 정정으로 바로잡아 주세요.`,
    'may-not-decide': '이 신청의 승인자가 아닙니다.',
    'own-request': '본인 신청은 승인할 수 없습니다. 다른 관리자가 승인합니다.',
    decided: (id, by, at) =>
      `${by} 님이 이미 ${
        {
          approved: '승인했',
          rejected: '반려했',
          cancelled: '취소를 승인했',
          revoked: '취소했',
          'cancel-rejected': '취소를 반려했',
        }[id] ?? '처리했'
      }습니다 (${at}).`,
    recorded: at => `승인이 필요 없어 이미 적용되었습니다 (${at}).`,
    'month-closed': month =>
      `${josa(month, '은/는')} 마감된 달이라 바꿀 수 없습니다. 마감을 해제한 뒤 다시 시도해 주세요.`,
    'step-done': (by, at) => `${by} 님이 이미 이 단계를 처리했습니다 (${at}).`,
    'step-passed': at => `이 단계는 다른 사람에게 넘어갔습니다 (${at}).`,
    'not-your-step': '아직 차례가 아닙니다. 앞 단계가 승인 대기 중입니다.',
    'sent-back': (by, at) => `${by} 님이 보완을 요청했습니다 (${at}).`,
    'changed-since': at => `그사이 신청이 변경되었습니다 (${at}). 최신 카드를 확인해 주세요.`,
    'cancel-not-sent-back': '취소 신청은 승인하거나 반려할 수만 있습니다.',
    'nothing-to-cancel': '승인된 신청만 취소할 수 있습니다.',
    'cancel-waits': at => `이미 취소를 신청했습니다 (${at}).`,
    'reason-missing': '사유를 입력해 주세요.',
    'nobody-decides': '이 워크스페이스에는 승인할 사람이 없습니다.',
    'not-waiting': '더 이상 승인 대기 중인 신청이 아닙니다.',
    'not-stranded': '승인할 사람이 있는 신청입니다.',
    'already-escalated': '이미 넘어간 신청입니다.',
    'already-reminded': '이미 알렸습니다.',
    withdrawn: at => `회수된 신청입니다 (${at}).`,
    'not-yours': '다른 사람의 신청입니다.',
    'not-found': '더 이상 없는 신청입니다.',
    'administrators-only': '관리자만 할 수 있습니다.',
    'not-employed': '이 워크스페이스의 구성원만 쓸 수 있습니다.',
    busy: '변경이 한꺼번에 몰려 기록하지 못했습니다. 다시 시도해 주세요.',
  },
};
