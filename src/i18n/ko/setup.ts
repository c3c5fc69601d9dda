import type { setUpEn } from '../en/setup.ts';

export const setUpKo: typeof setUpEn = {
  setUp: {
    decides: '휴가 승인자',
    options: {
      manager: { name: '상급자 먼저', what: '연장근무와 출장도 같습니다. 상급자가 없으면 관리자가 승인합니다.' },
      administrators: { name: '관리자', what: '휴가와 그 밖의 신청을 관리자 중 한 명이 승인합니다.' },
    },
    decidesHint: routes => `근무 기록 정정은 어느 쪽이든 상급자가 승인합니다. 나중에 ‘${routes}’에서 바꿀 수 있습니다.`,
    kept: routes => `*휴가 승인자*\n*${routes}* 규칙이 이미 있어 그대로 적용합니다.`,
    done: ':white_check_mark: *설정했습니다.* 이제 다음과 같이 진행됩니다.',
    decided: {
      manager: '휴가, 연장근무, 출장 신청은 상급자가 승인합니다. 상급자가 없으면 관리자가 승인합니다.',
      administrators: '휴가와 그 밖의 신청은 관리자 중 한 명이 승인합니다.',
      kept: routes => `신청은 *${routes}* 규칙에 따라 승인합니다.`,
    },
    channel: channel => `신청과 하루 요약은 ${channel} 채널에 올립니다.`,
    directly: '채널을 정하지 않아 신청과 하루 요약을 관리자 각자에게 다이렉트 메시지로 보냅니다.',
    summaryAt: time => `하루 요약은 근무일 ${time}에 보냅니다.`,
    noSummary: '하루 요약은 보내지 않습니다.',
    basis: {
      'hire-date': '연차는 입사일 기준으로 발생합니다.',
      'fiscal-year': '연차는 회계연도 기준으로, 입사 첫해에는 입사일 기준으로 발생합니다.',
      allowance: '연차는 매년 같은 일수로 발생합니다.',
    },
    admins: '이 Slack 워크스페이스의 관리자와 소유자가 Daybook 관리자입니다.',
    people:
      '이제 구성원의 입사일과 상급자를 한 명씩 또는 파일로 입력해 주세요. 입사일이 없으면 연차가 발생하지 않습니다.',
  },
};
