import type { confirmMonthEn } from '../en/confirm-month.ts';
import { grouped } from '../format.ts';
import { josa } from '../josa.ts';

export const confirmMonthKo: typeof confirmMonthEn = {
  confirmMonth: {
    confirm: '이 달 기록 확인',
    ask: '한 달이 끝났습니다. 기록이 맞는지 확인해 주세요. 틀린 날이 있으면 먼저 정정해 주세요.',
    changed: at => `:warning: 확인한 뒤(${at}) 기록이 바뀌었습니다. 다시 보고 확인해 주세요.`,
    confirmed: at => `:white_check_mark: ${at} 확인함`,
    missing: '본인 확인 전',
    first: month =>
      `*${month}* 근무가 끝났습니다. 근무 기록을 보고 확인해 주세요. 틀린 날이 있으면 먼저 정정해 주세요.`,
    again: month => `확인하신 *${month}* 근무 기록이 그 뒤에 바뀌었습니다. 다시 보고 확인해 주세요.`,
    done: (month, at) => `:white_check_mark: *${month}* 근무 기록을 확인했습니다 (${at}).`,
    over: month => `:lock: *${josa(month, '은/는')}* 마감되어 더 확인할 내용이 없습니다.`,
    figures: (worked, { leave, overtime, holiday }) =>
      [
        `근무 ${worked}`,
        ...(leave ? [`휴가 ${leave}`] : []),
        ...(overtime ? [`연장근무 ${overtime}`] : []),
        ...(holiday ? [`휴일근무 ${holiday}`] : []),
      ].join(' · '),
    unconfirmed: n => `본인 확인 전 ${grouped(n)}명`,
    anyway: '확인 전이어도 마감할 수 있습니다.',
    refusals: {
      off: '이 워크스페이스에서는 월 기록 확인을 사용하지 않습니다.',
      'month-runs': '아직 끝나지 않은 달입니다.',
      closed: '마감된 달입니다. 틀린 내용이 있으면 인사 관리자에게 마감 해제를 요청해 주세요.',
      'changed-since': '그사이 기록이 바뀌었습니다. 다시 보고 확인해 주세요.',
    },
  },
};
