import type { boardEn } from '../en/board.ts';
import { grouped } from '../format.ts';

export const boardKo: typeof boardEn = {
  boardSettings: {
    title: '팀 채널 부재 알림',
    open: '팀 채널 부재 알림',
    short: '팀마다 승인된 휴가와 아침 부재 현황',
    hint: '채널이 있는 팀에 승인된 휴가와 아침 부재 현황을 알립니다. 팀마다 다르게 정할 수 있고, 공통 설정은 ‘워크스페이스 설정’에 있습니다.',
    workplace: summary => `공통 설정: ${summary}`,
    asWorkplace: '공통 설정대로',
    usual: value => `공통 설정대로 (${value})`,
    boardAt: time => `현황 ${time}`,
    noBoard: '현황 없음',
    leave: how => `휴가: ${how}`,
    waits: ':warning: 오늘 현황을 올리지 못했습니다. 채널에 Daybook을 초대해 주세요: /invite @Daybook',
    none: '채널이 있는 팀이 없습니다. ‘팀’에서 팀의 채널을 정해 주세요.',
  },

  board: {
    title: (team, date) => `${team} · ${date}`,
    numbers: n => {
      const parts = [
        ...(n.away > 0 ? [`부재 *${grouped(n.away)}명*`] : []),
        ...(n.home > 0 ? [`재택 *${grouped(n.home)}명*`] : []),
        ...(n.trip > 0 ? [`출장 *${grouped(n.trip)}명*`] : []),
      ];
      return parts.length > 0 ? parts.join(' · ') : undefined;
    },
    nobody: '오늘은 부재인 사람이 없습니다.',
    away: '부재',
    home: '재택',
    trip: '출장',
    labelled: (label, n) => `*${label}* ${grouped(n)}명 ·`,
    moreTeams: n => `외 ${grouped(n)}개 팀`,
    nextDay: (date, n) => `*다음 근무일 ${date}* · 부재 ${grouped(n)}명`,
    nextWeek: (range, n) => `*다음 주 ${range}* · 부재 ${grouped(n)}명`,
    updated: '이 메시지는 하루 동안 바뀐 내용에 맞춰 갱신됩니다.',
    leave: (who, what, when) => `:palm_tree: *${who}* · ${what ?? '부재'} · ${when}`,
    changed: '변경됨',
    cancelled: (who, when) => `:palm_tree: ~${who} · ${when}~ (취소됨)`,
  },
};
