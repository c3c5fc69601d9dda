import type { officesEn } from '../en/offices.ts';
import { grouped } from '../format.ts';

export const officesKo: typeof officesEn = {
  offices: {
    open: '사업장',
    title: '사업장',
    hint: '구성원은 사업장 한 곳에 속합니다. 오늘이 며칠인지는 사업장의 시간대를, 휴일은 사업장의 공휴일을 따릅니다. 따로 정하지 않은 구성원은 워크스페이스 설정을 따르는 본사 소속입니다.',
    manageHint: '사업장별 시간대, 공휴일, 언어',
    first: '본사 (워크스페이스 설정)',
    people: n => `${grouped(n)}명`,
    ahead: (from, values) => `${from}부터: ${values}`,
    add: '사업장 추가',
    addTitle: '사업장 추가',
    change: '변경',
    changeTitle: '사업장 변경',
    days: '공휴일·회사 휴무일',
    name: '이름',
    newHint: '사업장은 구성원 정보에서 적용일과 함께 정합니다. 지난 날은 그대로 둡니다.',
    archived: '보관됨',
    archive: '보관',
    restore: '보관 해제',
    archiveConfirm: {
      title: '사업장을 보관할까요?',
      text: name => `*${name}* 사업장을 더 이상 선택할 수 없습니다. 소속했던 구성원의 기록은 그대로 남습니다.`,
      yes: '보관',
    },
    saved: name => `*${name}* 사업장을 저장했습니다.`,
    of: name => `사업장: *${name}*`,
    problems: {
      'no-name': '이름을 입력해 주세요.',
      'name-taken': '같은 이름의 사업장이 있습니다.',
      'not-a-zone': '시간대를 선택해 주세요.',
      'not-a-region': '이 나라의 지역을 선택해 주세요.',
      'not-empty': '현재 또는 앞으로 소속된 구성원이 있습니다. 먼저 사업장을 옮겨 주세요.',
      busy: '동시에 다른 사람이 변경했습니다. 다시 시도해 주세요.',
    },
  },
};
