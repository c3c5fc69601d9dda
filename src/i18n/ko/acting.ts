import type { ActingWords } from '../en/acting.ts';
import { josa } from '../josa.ts';

export const actingKo: ActingWords = {
  standIn: {
    label: '업무 대행자',
    hint: '휴가가 확정되거나 바뀌면 알립니다. 승인은 대신하지 않습니다(대결자는 따로 지정).',
    by: name => `업무 대행 ${name}`,
    unclear: name => `업무 대행자 “${name}”에 해당하는 사람을 한 명으로 찾지 못했습니다. 양식에서 골라 주세요.`,
    named: (who, when) => `:handshake: *${who}* 님이 ${when} 부재 예정이며, 회원님을 업무 대행자로 지정했습니다.`,
    moved: (who, before, when) =>
      `:handshake: *${who}* 님의 부재 일정이 ~${before}~에서 ${josa(when, '으로/로')} 바뀌었습니다. 회원님이 업무 대행자입니다.`,
    ended: (who, when) => `:handshake: *${who}* 님의 업무를 더 이상 대행하지 않습니다: ~${when}~ (취소 또는 변경됨)`,
  },
  acting: {
    enter: '휴가 등록',
    title: '휴가 대리 등록',
    changeTitle: '휴가 변경',
    forWhom: (who, of) =>
      `*${who}* 님의 ${of === 'leave' ? '휴가' : '신청'}입니다. 본인에게 알리고, 누가 왜 등록했는지 이력에 남습니다.`,
    enterForm: '다른 신청 등록',
    chooseForm: who => `*${who}* 님을 대신해 등록할 신청을 골라 주세요.`,
    reason: '등록 사유',
    changeReason: '변경 사유',
    reasonHint: '본인과 승인자에게 보입니다',
    route: '처리 방법',
    stands: '바로 적용',
    asks: '결재선에 따라 승인받기',
    send: '등록',
    overriding: ':information_source: 예외로 등록할 수 있으며, 이력에 남습니다.',
    noticeSent: what => `:memo: 회원님을 대신해 신청했습니다: ${what}`,
    entered: by => `${by} 님이 등록`,
    despite: what => `예외 적용: ${what}`,
    overrode: {
      'too-little': '잔여 부족',
      blocked: '휴가 제한일',
      'team-away': '팀 부재 인원 제한',
      'notice-too-short': '신청 기한',
      'too-far-back': '지난 휴가 입력 기한',
      'over-most': '종류별 한도',
      worked: '근무 기록',
      'missing-document': '증빙 서류 없음',
    },
    historySent: (who, again) => (again ? `${who} 님 대신 수정` : `${who} 님 대신 신청`),
    inPlace: by => `${by} (전결)`,
    inPlaceOf: (by, approvers) => `${by} (${approvers} 대신 전결)`,
    inPlaceTitle: '전결 처리',
    inPlaceHint: approvers => `*${approvers}* 대신 결정합니다(전결). 카드와 이력에 표시되고 해당 승인자에게 알립니다.`,
    inPlaceWhy: '전결 사유',
    inPlaceReason: '신청자와 원래 승인자에게 보입니다.',
    decision: '결정',
    decide: '처리',
    passedOver: (by, who, what, outcome) =>
      `:information_source: ${by} 님이 회원님을 대신해 ${who} 님의 신청을 ${outcome === 'approved' ? '승인' : '반려'}했습니다(전결): ${what}`,
  },
};
