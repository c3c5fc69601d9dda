import { approvalsKo } from './approvals-ko.ts';
import { attendanceKo } from './attendance-ko.ts';
import { calendarKo } from './calendar-ko.ts';
import { chatKo } from './chat-ko.ts';
import type { Words } from './en.ts';
import { clockTime, korean, number } from './format.ts';
import { formsKo } from './forms-ko.ts';
import { leaveKo } from './leave-ko.ts';
import { ledgerKo } from './ledger-ko.ts';
import { peopleKo } from './people-ko.ts';
import { statusKo } from './status-ko.ts';

/** `근무 3 · 자리 비움 1`: what is none is left out. */
const counted = (counts: [string, number][]): string =>
  counts
    .filter(([, n]) => n > 0)
    .map(([what, n]) => `${what} ${n}`)
    .join(' · ');

const place: Record<string, string> = { office: '사무실', home: '재택', outside: '외근', trip: '출장' };
const state: Record<string, string> = {
  waiting: '대기',
  approved: '승인',
  rejected: '반려',
  withdrawn: '회수',
  'sent-back': '보완 요청',
  cancelled: '취소',
};

export const ko: Words = {
  ...korean,
  ...formsKo,
  ...ledgerKo,
  ...approvalsKo,
  ...attendanceKo,
  ...calendarKo,
  ...chatKo,
  ...peopleKo,
  ...statusKo,
  number,
  ...leaveKo,
  rangeWithYear: (from, to) =>
    from.slice(0, 4) === to.slice(0, 4)
      ? `${from.slice(0, 4)}년 ${korean.range(from, to)}`
      : `${from.slice(0, 4)}년 ${korean.date(from)} – ${to.slice(0, 4)}년 ${korean.date(to)}`,
  time: clockTime,
  days: n => `${number(n)}일`,
  place: id => place[id] ?? id,
  state: id => state[id] ?? id,
  holiday: name => name.ko,
  list: names => names.join(', '),
  name: name => `${name} 님`,
  andMore: n => `외 ${n}건`,
  andMorePeople: n => `외 ${n}명`,

  common: {
    close: '닫기',
    cancel: '취소',
    save: '저장',
    send: '보내기',
    yes: '예',
    no: '아니요',
    seeAll: '모두 보기',
    previous: '이전',
    next: '다음',
    page: (page, pages) => `${pages}쪽 중 ${page}쪽`,
    nothing: '내용이 없습니다.',
    language: id => ({ auto: 'Slack 설정대로', ko: '한국어', en: 'English' })[id] ?? id,
  },

  home: {
    fallback: 'Daybook',
    hello: (name, part) =>
      `${{ morning: '좋은 아침입니다', day: '안녕하세요', evening: '좋은 저녁입니다', night: '안녕하세요' }[part]}, ${name} 님`,
    notIn: '*아직 출근 전*',
    working: (since, at) => `*근무 중* · ${since}부터 · ${place[at] ?? at}`,
    onBreak: since => `*휴게 중* · ${since}부터`,
    done: worked => `*오늘 근무 끝* · ${worked}`,
    yesterdays: date => `${date} 근무`,
    onLeave: (type, until) => `*휴가 중* · ${type} · ${until}까지`,
    halfToday: type => `오늘 ${type}`,
    holiday: name => `*${name}* · 공휴일`,
    weekend: '*쉬는 날*',
    unfinished: date => `:warning: ${date}에 퇴근 기록이 없습니다. 바로잡기 전에는 그날 근무시간이 계산되지 않습니다.`,
    today: '오늘',
    thisWeek: '이번 주',
    of: (worked, target) => `${worked} / ${target}`,
    includesBreak: text => `휴게 ${text} 별도`,
    checkIn: '출근',
    checkInAgain: '다시 출근',
    checkOut: '퇴근',
    startBreak: '휴게 시작',
    endBreak: '휴게 끝',
    changePlace: '장소 변경',
    requestLeave: '휴가 신청',
    confirmOnLeave: {
      title: '오늘은 휴가입니다',
      text: '그래도 출근하시겠습니까?',
      yes: '출근',
    },
    mine: '*내 신청*',
    noRequests: '아직 신청이 없습니다. 휴가를 신청하면 여기에 나타납니다.',
    withdraw: '회수',
    keepConfirm: {
      text: what => `${what} 승인이 유지되고 취소되지 않습니다.`,
      title: '취소 신청을 회수할까요?',
      yes: '회수',
    },
    withdrawConfirm: {
      title: '신청을 회수할까요?',
      text: what => `${what} 신청은 더 이상 결재되지 않습니다.`,
      yes: '회수',
    },
    requestWaiting: '승인 대기',
    urgent: ':rotating_light: *긴급*',
    cancelWaiting: '승인됨, 취소 결재 대기',
    requestBy: (text, by) => `${by} 님이 ${text}`,
    away: '*오늘 자리 비움*',
    nobodyAway: '오늘 휴가인 다른 사람이 없습니다.',
    waiting: n => `*결재 대기 ${n}건*`,
    nothingWaiting: '기다리는 결재가 없습니다.',
    now: '*지금*',
    nowCounts: n =>
      counted([
        ['근무', n.working],
        ['휴게', n.onBreak],
        ['미출근', n.notIn],
        ['퇴근', n.done],
        ['자리 비움', n.away],
      ]),
    whoIsIn: '명단',
    groups: { working: '근무', onBreak: '휴게', notIn: '미출근', done: '퇴근', away: '자리 비움' },
    lists: { mine: '내 신청', waiting: '결재 대기', away: '오늘 자리 비움', now: '지금' },
    postSummary: '오늘 요약 올리기',
    postSummaryConfirm: {
      title: '지금 요약을 올릴까요?',
      text: channel =>
        channel === undefined
          ? '지금 상황을 관리자 각자에게 다이렉트 메시지로 보냅니다.'
          : `지금 상황을 ${channel} 채널에 올립니다.`,
      yes: '올리기',
    },
    summaryPosted: channel =>
      channel === undefined ? '요약을 관리자 각자에게 보내고 있습니다.' : `요약을 ${channel} 채널에 올리고 있습니다.`,
    summaryJustPosted: '1분 안에 이미 요약을 올렸습니다.',
    settings: '설정',
    also: n => `· 같은 날 ${n}명 자리 비움`,
    unavailable: {
      title: 'Daybook이 데이터베이스에 연결하지 못했습니다',
      text: '지금은 아무것도 기록할 수 없습니다. 이전에 기록한 내용은 안전합니다. 잠시 뒤에 다시 시도해 주세요.',
      retry: '다시 시도',
    },
    channelProblem: (channel, why) =>
      why === 'not_in_channel'
        ? `:warning: Daybook이 ${channel} 채널에 없어 글을 올리지 못합니다. 채널에서 \`/invite @Daybook\` 으로 초대하면 밀린 글이 올라갑니다.`
        : `:warning: Daybook이 ${channel} 채널을 볼 수 없습니다. 비공개 채널이면 \`/invite @Daybook\` 으로 초대하고, 아니면 “워크스페이스 설정”에서 다른 채널을 골라 주세요. 그러면 밀린 글이 올라갑니다.`,
    calendarUnknown: year => `:warning: ${year}년 공휴일 자료가 아직 없어 일수에서 주말만 뺍니다.`,
  },

  attendance: {
    checkInTitle: '출근',
    checkOutTitle: '퇴근',
    placeTitle: '장소 변경',
    place: '장소',
    note: '메모',
    notePlaceholder: '예: 오전 고객사 방문',
    quick: '다음부터',
    quickIn: '한 번에 출근',
    quickOut: '한 번에 퇴근',
    checkIn: '출근',
    checkOut: '퇴근',
    workedSoFar: worked => `오늘 지금까지 *${worked}* 근무`,
    checkedIn: (time, at) => `${time} 출근 · ${place[at] ?? at}`,
    checkedOut: (time, worked) => `${time}에 퇴근했습니다. 오늘 *${worked}* 근무했습니다.`,
    total: (span, rest, worked) => `첫 출근부터 마지막 퇴근까지 ${span}, 그중 휴게 ${rest} → *${worked}* 근무`,
    seeYou: '수고하셨습니다!',
  },

  summary: {
    title: date => `${date} 요약`,
    fallback: (date, present) => `${date} 요약: 출근 ${present}명`,
    numbers: n =>
      [
        `출근 *${n.present}*`,
        ...(n.stillIn > 0 ? [`아직 근무 중 *${n.stillIn}*`] : []),
        ...(n.notIn > 0 ? [`미출근 *${n.notIn}*`] : []),
        ...(n.away > 0 ? [`휴가 *${n.away}*`] : []),
        ...(n.waiting > 0 ? [`밀린 결재 *${n.waiting}*`] : []),
      ].join(' · '),
    stillIn: '*아직 퇴근하지 않음*',
    notIn: '*미출근*',
    present: '*출근*',
    away: '*휴가*',
    waiting: '*밀린 결재*',
    waitingLine: (who, what, since) => `${who} · ${what} · ${since}부터 대기`,
    since: (name, time) => `${name} (${time}부터)`,
    none: '없음',
    asOf: time => `${time} 기준`,
    byHand: name => `${name} 님이 올림`,
  },

  settings: {
    title: '설정',
    language: '언어',
    oneClick: '양식 없이 바로',
    quickIn: '한 번에 출근',
    quickOut: '한 번에 퇴근',
    quickHint: '양식 없이 바로 기록합니다. 장소는 지난번과 같고, 나중에 바꿀 수 있습니다.',
    place: '주로 일하는 곳',
  },

  errors: {
    title: 'Daybook',
    unavailable: '데이터베이스에 연결하지 못해 *아무것도 기록하지 못했습니다*. 잠시 뒤에 다시 시도해 주세요.',
    unavailablePlain: '데이터베이스에 연결하지 못해 아무것도 기록하지 못했습니다. 잠시 뒤에 다시 시도해 주세요.',
    unconfirmed:
      '데이터베이스가 제때 응답하지 않아 기록되었는지 확실하지 않습니다. 다시 시도하기 전에 홈 탭을 확인해 주세요.',
    unexpected: id =>
      `문제가 생겼습니다. 사용자의 잘못이 아닙니다. 다시 시도해 보고, 계속되면 관리자에게 이 번호를 알려 주세요: ${id}`,
  },

  refusal: {
    'already-in': (since, at) => `이미 출근했습니다: ${since}부터, ${place[at] ?? at}`,
    'not-in': '출근 기록이 없습니다.',
    'already-out': (at, worked) => `${at}에 이미 퇴근했습니다. 오늘 ${worked} 근무했습니다.`,
    'on-break': since => `이미 휴게 중입니다: ${since}부터`,
    'not-on-break': '휴게 중이 아닙니다.',
    'time-ahead': '아직 오지 않은 시각입니다.',
    'time-before': since => `이미 기록된 시각(${since})보다 앞입니다. 근무 기록 정정으로 바로잡아 주세요.`,
    'may-not-decide': '이 신청의 결재자가 아닙니다.',
    'own-request': '본인 신청은 결재할 수 없습니다. 다른 관리자가 결재합니다.',
    decided: (id, by, at) =>
      `${by} 님이 이미 ${
        { approved: '승인했', rejected: '반려했', cancelled: '취소를 승인했', 'cancel-rejected': '취소를 반려했' }[
          id
        ] ?? '결재했'
      }습니다 (${at}).`,
    'step-done': (by, at) => `${by} 님이 이미 이 단계를 결재했습니다 (${at}).`,
    'step-passed': at => `이 단계는 다른 사람에게 넘어갔습니다 (${at}).`,
    'not-your-step': '아직 차례가 아닙니다. 앞 단계가 결재를 기다리고 있습니다.',
    'sent-back': (by, at) => `${by} 님이 보완을 요청했습니다 (${at}).`,
    'changed-since': at => `그 사이에 신청이 바뀌었습니다 (${at}). 최신 카드를 확인해 주세요.`,
    'not-sent-back': '보완 요청을 받은 신청이 아닙니다.',
    'cancel-not-sent-back': '취소 신청은 승인하거나 반려할 수만 있습니다.',
    'nothing-to-cancel': '승인된 신청만 취소할 수 있습니다.',
    'cancel-waits': at => `이미 취소를 신청했습니다 (${at}).`,
    'reason-missing': '사유를 적어 주세요.',
    'nobody-decides': '이 워크스페이스에는 결재할 사람이 없습니다.',
    'not-waiting': '더 이상 결재를 기다리는 신청이 아닙니다.',
    'not-stranded': '결재할 사람이 있는 신청입니다.',
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
