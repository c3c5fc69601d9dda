import type { PersonWords } from '../en/person.ts';
import { grouped } from '../format.ts';

export const personKo: PersonWords = {
  person: {
    title: '구성원 상세',
    show: '열기',
    pick: '구성원 열기',
    historyTitle: '변경 이력',
    edit: '정보 수정',
    allHistory: '전체 이력',
    facts: '인사 정보',
    now: '현재',
    month: month => `${month} 근무`,
    toMonth: '근무 기록',
    balance: '휴가',
    delegations: '대결자',
    delegate: (from, to, when) => `${when} · ${from} 님 대신 ${to} 님이 승인`,
    requests: '신청',
    noRequests: '신청한 내역이 없습니다.',
    correct: '근무 정정',
    one: query => `“${query}” 검색 결과`,
    several: query => `“${query}” 검색 결과가 여러 명입니다. 누구인지 선택해 주세요.`,
    more: n => `외 ${grouped(n)}명. 이름을 더 입력해 주세요.`,
    nobody: query => `“${query}”에 해당하는 구성원이 없습니다. 이름 일부, 이메일, 사번으로 찾을 수 있습니다.`,
    noName: '이름을 함께 입력해 주세요: `누구 김민지`',
  },
};
