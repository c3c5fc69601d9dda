import type { manageEn } from '../en/manage.ts';
import { grouped } from '../format.ts';

export const manageKo: typeof manageEn = {
  manage: {
    title: '관리',
    go: '열기',
    first: '먼저 할 일',
    nothing: '지금 처리할 일이 없습니다.',
    groups: {
      people: '구성원',
      leave: '휴가 잔여와 부여',
      records: '근무 기록과 리포트',
      requests: '신청과 승인',
      workspace: '워크스페이스',
    },
    todo: {
      jobs: n => `실패했거나 늦은 자동 작업 ${n}개`,
      channels: n => `글을 올릴 수 없는 채널 ${n}곳`,
      unknownYears: n => `공휴일을 아직 알 수 없는 해 ${n}개`,
      unclosed: n => `마감하지 않은 달 ${n}개`,
      withoutCheckOut: n => `이번 달 퇴근 누락 ${grouped(n)}건`,
      waiting: n => `하루 넘게 승인 대기 중인 신청 ${grouped(n)}건`,
      incomplete: n => `입사일이나 상급자가 없는 구성원 ${grouped(n)}명`,
      notices: n => `보낼 연차 사용 촉진 통지 ${grouped(n)}건`,
      designate: n => `연차 사용 시기를 지정할 미회신 구성원 ${grouped(n)}명`,
    },
    records: '구성원별 근무 기록',
    hints: {
      people: '정보와 권한, 파일에서 가져오기, 퇴사자',
      records: '하루 정정, 한 달 점검, 마감',
      teamRecords: '구성원별 월 근무 시간',
      search: '구성원·종류·상태·기간으로 신청 찾기',
      promotion: '촉진 통지 준비, 발송, 기록 (근로기준법 제61조)',
      leaveTypes: '휴가 종류와 계산 방법',
      blocked: '휴가를 쓸 수 없는 날',
      routes: '누가 어떤 순서로 승인하는지',
      forms: '회사에서 쓰는 신청서 양식',
      delegation: '승인자가 부재일 때 대신 승인할 사람',
      settings: '근무 시간, 휴가, 알림, 리포트, 채널',
      calendar: '공휴일과 회사 휴무일',
      summary: '지금 현황을 리포트 채널에 게시',
      leavers: '미사용 연차 정산, 소멸 내역',
    },
  },
};
