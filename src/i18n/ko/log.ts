import type { Logged, LogKind } from '../../shared/owed-log.ts';
import type { logEn } from '../en/log.ts';

const kinds: Record<LogKind, string> = {
  settings: '설정',
  people: '구성원·권한',
  leave: '휴가',
  time: '근태·월 마감',
  requests: '신청·승인',
  files: '파일',
  jobs: '작업',
};

const what: Record<Logged, string> = {
  'settings.policy': '설정 변경',
  'settings.calendar': '캘린더 변경',
  'settings.layout': '급여 파일 항목 변경',
  'settings.office': '사업장 변경',
  'settings.team-notices': '팀 채널 부재 알림 변경',
  'people.facts': '구성원 정보 변경',
  'people.import': '구성원 일괄 등록',
  'people.org-team': '팀 변경',
  'people.status-of-others': 'Slack 상태 설정',
  'leave.type': '휴가 유형 변경',
  'leave.blocked': '휴가 제한일 변경',
  'leave.grant': '휴가 직접 부여',
  'leave.grant-taken-back': '부여한 휴가 회수',
  'leave.grants': '휴가 일괄 부여',
  'leave.settlement': '퇴사자 휴가 정산',
  'leave.promotion': '연차 사용 촉진',
  'time.correction': '근무 기록 정정',
  'time.month-closed': '월 마감',
  'time.month-reopened': '월 마감 해제',
  'requests.entered-for': '신청 대리 등록',
  'requests.changed-for': '다른 구성원의 신청 변경',
  'requests.cancelled-for': '다른 구성원의 신청 취소',
  'requests.decided-for': '승인자 대신 결정',
  'requests.route': '결재선 변경',
  'requests.form': '양식 변경',
  'requests.delegation': '다른 구성원의 대결자 변경',
  'files.export': '파일 내보내기',
  'jobs.run': '작업 다시 실행',
};

export const logKo: typeof logEn = {
  log: {
    title: '변경 이력',
    hint: '누가 다른 구성원이나 전체를 위해 무엇을 바꿨는지',
    kind: '종류',
    anyKind: '모든 종류',
    period: '기간',
    periods: { week: '최근 7일', month: '최근 한 달', year: '최근 1년', all: '전체 기간' },
    found: n => `${n}건`,
    file: '파일로 받기',
    columns: ['일시', '변경한 사람', '내용', '대상', '상세'],
    kinds,
    what,
  },
};
