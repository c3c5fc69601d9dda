import type { homeEn } from '../en/home.ts';
import { grouped } from '../format.ts';
import { cityKo } from './cities.ts';

const place: Record<string, string> = { office: '사무실', home: '재택', outside: '외근', trip: '출장' };

export const placeKo = (id: string): string => place[id] ?? id;

const counted = (counts: [string, number][]): string =>
  counts
    .filter(([, n]) => n > 0)
    .map(([what, n]) => `${what} ${grouped(n)}`)
    .join(' · ');

export const homeKo: typeof homeEn = {
  home: {
    fallback: 'Daybook',
    hello: (name, part) =>
      `${{ morning: '좋은 아침입니다', day: '안녕하세요', evening: '좋은 저녁입니다', night: '안녕하세요' }[part]}, ${name} 님`,
    zones: (own, workplace) => `시각은 내 시간대(${cityKo(own)}), 날짜는 근무지(${cityKo(workplace)}) 기준`,
    notIn: '*아직 출근 전*',
    arrive: (from, to, past) => {
      if (from === to) return past ? `출근 시각 ${from} 지남` : `출근 시각 ${from}`;
      return past ? `출근 시간대 ${from}–${to} 지남` : `출근 시간대 ${from}–${to}`;
    },
    core: (from, to) => `코어타임 ${from}–${to}`,
    todayOwes: time => `오늘 근무 ${time}`,
    leaveIfNow: at => `지금 출근하면 ${at} 이후 퇴근 가능`,
    working: (since, at) => `*근무 중* · ${since}부터 · ${placeKo(at)}`,
    onBreak: since => `*휴게 중* · ${since}부터`,
    done: worked => `*퇴근 완료* · ${worked}`,
    leaveAt: (at, rest) => `${at} 이후 퇴근 가능${rest ? ` (휴게 ${rest} 포함)` : ''}`,
    mayLeave: at => `지금 퇴근 가능 (${at}부터)`,
    fullAt: at => `${at}에 근무 시간 충족`,
    fullSince: at => `근무 시간 충족 (${at})`,
    rest: time => `휴게 ${time}`,
    short: (time, until) => `${time} 부족${until ? ` · ${until}까지 근무 필요` : ''}`,
    asOf: time => `${time} 기준`,
    quickPlace: at => `한 번에 출근 · ${placeKo(at)}`,
    yesterdays: date => `${date} 근무`,
    onLeave: (type, until) => `*휴가 중* · ${type} · ${until}까지`,
    onLongLeave: (type, until) => `*${type} 중* · ${until}까지`,
    halfToday: type => `오늘 ${type}`,
    holiday: name => `*${name}* · 공휴일`,
    weekend: '*휴무일*',
    notEmployed: '*재직 기간이 아닙니다* · 기록하지 않습니다',
    today: '오늘',
    thisWeek: '이번 주',
    of: (worked, target) => `${worked} / ${target}`,
    overtime: time => `연장 ${time}`,
    holidayWork: time => `휴일근무 ${time}`,
    unapproved: time => `미승인 ${time}`,
    monthOwed: '이번 달 남은 근무',
    periodOwed: dates => `남은 근무 (${dates})`,
    daysLeft: n => `${n}일 남음`,
    monthFull: over => (over ? `충족 · ${over} 초과` : '충족'),
    overtimeFrom: time => `연장 ${time} 초과부터`,
    most: time => `최대 ${time}`,
    overMost: time => `:rotating_light: 최대보다 ${time} 초과`,
    toCap: most => `주 ${most}까지`,
    capLeft: time => `${time} 남음`,
    overCap: time => `${time} 초과`,
    annualLeave: '연차',
    leaveWaiting: days => `승인 대기 ${days} 제외`,
    leaveLapses: (days, on) => `${on}까지 ${days} 소멸`,
    leaveUseBy: on => `${on}까지 사용 가능`,
    leaveVests: (days, on) => `${on}에 ${days} 발생`,
    checkIn: '출근',
    checkInAgain: '다시 출근',
    checkOut: '퇴근',
    startBreak: '휴게 시작',
    endBreak: '휴게 종료',
    changePlace: '장소 변경',
    requestLeave: '휴가 신청',
    confirmRest: holiday => (holiday ? `오늘은 공휴일입니다 (${holiday})` : '오늘은 휴무일입니다'),
    undo: (what, until) => `${what === 'check-in' ? '출근' : '퇴근'} 되돌리기 (${until}까지)`,
    confirmLongLeave: '지금은 휴직 중입니다',
    confirmOnLeave: {
      title: '오늘은 휴가입니다',
      text: '그래도 출근하시겠습니까?',
      yes: '출근',
    },
    mine: '*내 신청*',
    withdraw: '회수',
    keepConfirm: {
      text: what => `${what} 승인이 유지되고 취소되지 않습니다.`,
      title: '취소 신청을 회수할까요?',
      yes: '회수',
    },
    withdrawConfirm: {
      title: '신청을 회수할까요?',
      text: what => `${what} 신청이 취소되고 승인 대기에서 빠집니다.`,
      yes: '회수',
    },
    requestWaiting: '승인 대기',
    urgent: ':rotating_light: *긴급*',
    cancelWaiting: '승인됨, 취소 승인 대기',
    requestReplaced: '변경으로 대체됨',
    requestStands: '기록됨 (승인 불필요)',
    requestBy: (text, by) => `${by} 님이 ${text}`,
    away: '*오늘 부재*',
    longLeave: '*휴직 중*',
    awayCalendar: '이번 주',
    waiting: n => `*승인 대기 ${grouped(n)}건*`,
    nothingWaiting: '승인 대기 중인 신청이 없습니다.',
    now: '*현황*',
    nowCounts: n =>
      counted([
        ['근무', n.working],
        ['휴게', n.onBreak],
        ['미출근', n.notIn],
        ['퇴근', n.done],
        ['부재', n.away],
        ['휴직', n.longLeave],
      ]),
    whoIsIn: '출근 현황',
    lists: { mine: '내 신청', waiting: '승인 대기', away: '오늘 부재', answers: '답해야 할 날' },
    postSummary: '오늘 요약 게시',
    postSummaryConfirm: {
      title: '지금 요약을 게시할까요?',
      text: channel =>
        channel === undefined
          ? '현재 현황을 관리자 개인에게 다이렉트 메시지로 보냅니다.'
          : `현재 현황을 ${channel} 채널에 게시합니다.`,
      yes: '게시',
    },
    summaryPosted: channel =>
      channel === undefined ? '요약을 관리자 개인에게 보내고 있습니다.' : `요약을 ${channel} 채널에 게시하고 있습니다.`,
    summaryJustPosted: '1분 이내에 이미 요약을 게시했습니다.',
    settings: '설정',
    help: { open: '도움말', title: '도움말' },
    also: who => `· 같은 날 부재: ${who}`,
    unavailable: {
      title: 'Daybook이 데이터베이스에 연결하지 못했습니다',
      text: '지금은 아무것도 기록할 수 없습니다. 이전에 기록한 내용은 안전합니다. 잠시 뒤에 다시 시도해 주세요.',
      retry: '다시 시도',
    },
    channelProblem: (channel, why) =>
      why === 'not_in_channel'
        ? `:warning: Daybook이 ${channel} 채널에 없어 글을 올리지 못합니다. 채널에서 초대하면 밀린 글이 올라갑니다: \`/invite @Daybook\``
        : `:warning: Daybook이 ${channel} 채널을 볼 수 없습니다. 비공개 채널이면 초대하고(\`/invite @Daybook\`), 아니면 “워크스페이스 설정”에서 다른 채널을 선택해 주세요. 그러면 밀린 글이 올라갑니다.`,
    calendarUnknown: year => `:warning: ${year}년 공휴일을 아직 알 수 없어 주말만 제외하고 계산합니다.`,
  },
};
