import type { reportsEn } from '../en/reports.ts';

export const reportsKo: typeof reportsEn = {
  summary: {
    title: date => `${date} 요약`,
    fallback: (date, present) => `${date} 요약: 출근 ${present}명`,
    numbers: n =>
      [
        `출근 *${n.present}*`,
        ...(n.stillIn > 0 ? [`근무 중 *${n.stillIn}*`] : []),
        ...(n.notIn > 0 ? [`미출근 *${n.notIn}*`] : []),
        ...(n.away > 0 ? [`휴가 *${n.away}*`] : []),
        ...(n.waiting > 0 ? [`승인 지연 *${n.waiting}*`] : []),
      ].join(' · '),
    stillIn: '*근무 중*',
    notIn: '*미출근*',
    present: '*출근*',
    away: '*휴가*',
    waiting: '*승인 지연*',
    waitingLine: (who, what, since) => `${who} · ${what} · ${since}부터 대기`,
    since: (name, time) => `${name} (${time}부터)`,
    none: '없음',
    asOf: time => `${time} 기준`,
    byHand: name => `${name} 님이 게시`,
  },

  roster: {
    title: '명단',
    teamTitle: '우리 팀 명단',
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
    counted: (name, n) => `${name} ${n}`,
    strong: (name, n) => `${name} *${n}*`,
    since: time => `${time}부터`,
    until: time => `${time}까지`,
    late: length => `${length} 지각`,
    due: time => `${time} 출근 예정`,
  },
};
