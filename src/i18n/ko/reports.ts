import type { reportsEn } from '../en/reports.ts';
import { grouped } from '../format.ts';

export const reportsKo: typeof reportsEn = {
  summary: {
    title: date => `${date} 요약`,
    fallback: (date, present) => `${date} 요약: 출근 ${grouped(present)}명`,
    numbers: n =>
      [
        `출근 *${grouped(n.present)}*`,
        ...(n.stillIn > 0 ? [`근무 중 *${grouped(n.stillIn)}*`] : []),
        ...(n.notIn > 0 ? [`미출근 *${grouped(n.notIn)}*`] : []),
        ...(n.away > 0 ? [`휴가 *${grouped(n.away)}*`] : []),
        ...(n.waiting > 0 ? [`승인 지연 *${grouped(n.waiting)}*`] : []),
      ].join(' · '),
    byTeam: {
      title: '*팀별*',
      caption: '팀별 하루',
      head: ['팀', '인원', '출근', '미출근', '부재'],
      line: (team, n) =>
        `${team}: ${grouped(n.people)}명 중 출근 ${grouped(n.present)} · 미출근 ${grouped(n.notIn)} · 부재 ${grouped(n.away)}`,
    },
    file: {
      name: date => `출근-${date}.csv`,
      comment: people => `출근한 ${grouped(people)}명`,
      head: ['팀', '이름', '출근', '퇴근', '근무', '장소'],
    },
    stillIn: '*근무 중*',
    notIn: '*미출근*',
    present: '*출근*',
    away: '*휴가*',
    waiting: '*승인 지연*',
    waitingLine: (who, what, since) => `${who} · ${what} · ${since}부터 대기`,
    since: (name, time) => `${name} (${time}부터)`,
    asOf: time => `${time} 기준`,
    byHand: name => `${name} 님이 게시`,
  },

  roster: {
    title: '출근 현황',
    hint: '지금 근무·미출근·지각·부재인 사람, 팀별 검색',
    teamTitle: '우리 팀 출근 현황',
    offer: '팀장과 인사 관리자가 봅니다.',
    submit: '검색',
    search: '이름, 팀, 사번',
    everybody: '전체',
    everyTeam: '모든 팀',
    standing: {
      'not-in': '미출근',
      late: '지각',
      break: '휴게',
      in: '근무',
      away: '부재',
      'long-leave': '휴직',
      done: '퇴근',
    },
    counted: (name, n) => `${name} ${grouped(n)}`,
    strong: (name, n) => `${name} *${grouped(n)}*`,
    since: time => `${time}부터`,
    until: time => `${time}까지`,
    late: length => `${length} 지각`,
    due: time => `출근 시각 ${time} 지남`,
  },

  weekBoard: {
    title: '52시간 현황',
    hint: '이번 주와 지난 몇 주의 근무 시간, 주 한도까지 남은 시간',
    what: (range, asOf) => `*${range}* · ${asOf} 기준`,
    over: n => `주 한도 초과: *${grouped(n)}명*`,
    near: n => `주 한도 임박: *${grouped(n)}명*`,
    filters: { all: '전체', over: '한도 초과', near: '한도 임박', long: '소정근로시간 초과', missing: '기록 누락' },
    standing: {
      over: ':red_circle: 한도 초과',
      near: ':large_orange_circle: 한도 임박',
      long: '소정근로시간 초과',
    },
    hours: (worked, most) => (most === undefined ? worked : `${worked} / ${most}`),
    left: length => `${length} 남음`,
    beyond: length => `${length} 초과`,
    plan: length => `계획 ${length}`,
    period: '정산 기간',
    missing: n => `기록 누락 ${n}일`,
    thisWeek: '이번 주',
    chart: range => `근무 시간과 계획, ${range}`,
    chartFile: monday => `주간-${monday}.png`,
    weeks: ['이번 주', '지난주', '2주 전', '3주 전'],
  },

  weekly: {
    title: range => `주간 리포트 ${range}`,
    fallback: (range, people) => `주간 리포트 ${range}: ${grouped(people)}명`,
    team: '우리 팀',
    everybody: '전체',
    figures: (n, worked, planned) =>
      [
        `*${grouped(n.people)}명*`,
        `근무 *${worked}* / 계획 ${planned}`,
        ...(n.over > 0 ? [`한도 초과 *${grouped(n.over)}*`] : []),
        ...(n.near > 0 ? [`한도 임박 *${grouped(n.near)}*`] : []),
        ...(n.long > 0 ? [`소정근로시간 초과 *${grouped(n.long)}*`] : []),
        ...(n.missing > 0 ? [`기록 누락 *${n.missing}일*`] : []),
      ].join(' · '),
    head: ['이름', '팀', '근무', '계획', '남은 시간', '기록 누락'],
    caption: (shown, all) =>
      shown < all
        ? `근무 시간: ${grouped(all)}명 중 남은 시간이 적은 ${grouped(shown)}명`
        : '근무 시간, 남은 시간이 적은 순',
    chart: '근무 시간과 계획',
    worked: '근무',
    planned: '계획',
    unit: '시간',
    nothing: '이 주에는 근무했거나 근무할 예정인 구성원이 없었습니다.',
    lists: { over: '*주 한도 초과*', near: '*주 한도 임박*', long: '*소정근로시간 초과*', missing: '*기록 누락*' },
    ahead: '*앞으로 2주 부재*',
    openBoard: '52시간 현황',
    openRoster: '출근 현황',
  },

  ownWeek: {
    label: '한 주를 마칠 때',
    option: '금요일에 내 한 주 받기: 근무 시간, 휴게, 휴가',
    title: range => `내 한 주 ${range}`,
    fallback: worked => `내 한 주: 근무 ${worked}`,
    figures: (worked, planned) => `근무 *${worked}* / 계획 ${planned}`,
    rest: length => `휴게 ${length}`,
    left: length => `주 한도까지 ${length} 남음`,
    head: ['날짜', '시각', '근무', '계획', '휴게'],
    caption: '하루하루',
    nextWeek: text => `*다음 주*: ${text}`,
    noLeave: '휴가 없음',
    off: '홈 탭의 “설정”에서 끌 수 있습니다.',
    chart: '하루 근무 시간',
  },
};
