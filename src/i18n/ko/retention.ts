import type { retentionPolicyEn } from '../en/retention.ts';

export const retentionPolicyKo: typeof retentionPolicyEn = {
  group: '기록 보관',
  fields: {
    keepYears: '기록 보관 기간 (년)',
  },
  hints: {
    keepYears:
      '법에 따라 3년 이상이어야 합니다(근로기준법 제42조). 기간이 지난 근무·휴가·신청 기록은 매일 밤 완전히 파기하며, 휴가 잔여는 바뀌지 않습니다. 승인 대기 중이거나 휴가 잔여의 근거가 되는 기록은 남습니다. Slack에 올린 파일은 회사의 것이므로 그대로 둡니다.',
  },
  problems: {
    'kept-too-short': '근무와 휴가 기록은 법에 따라 3년 이상 보관해야 합니다(근로기준법 제42조).',
    'kept-too-long': '기록은 최대 10년까지 보관할 수 있습니다.',
  },
};
