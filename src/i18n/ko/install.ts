import type { installEn } from '../en/install.ts';

const REASON = '설치하지 않았습니다.';

export const installKo: typeof installEn = {
  install: {
    title: 'Slack 워크스페이스에 Daybook 설치',
    lines: [
      'Slack 홈 탭에서 출퇴근, 휴가, 승인을 처리합니다.',
      '다음 Slack 화면에서 설치할 워크스페이스와 Daybook이 할 수 있는 일을 확인합니다. 워크스페이스 관리자의 승인이 필요할 수 있습니다.',
    ],
    button: 'Slack에 설치',
    again: '다시 설치',
    open: 'Slack에서 Daybook 열기',
    done: {
      title: workspace => `${workspace} 워크스페이스에 Daybook을 설치했습니다`,
      next: setUp =>
        `이제 Slack에서 Daybook 홈 탭을 열고 ‘${setUp}’ 버튼을 눌러 주세요. 워크스페이스 관리자와 소유자가 할 수 있습니다.`,
      told: '다음 단계를 Slack 메시지로 보냈습니다. 이 페이지는 닫아도 됩니다.',
    },
    page: {
      denied: { title: '설치를 취소했습니다', lines: [`${REASON} 언제든 다시 시작할 수 있습니다.`] },
      expired: {
        title: '이 페이지는 만료되었습니다',
        lines: [
          '방금 이 페이지에서 설치를 마쳤다면 다시 하지 않아도 됩니다. 아니라면 다시 시작해 주세요. 설치는 같은 브라우저에서 10분 안에 한 번만 완료할 수 있습니다.',
        ],
      },
      wholeOrganisation: {
        title: '워크스페이스를 하나 선택해 주세요',
        lines: [
          `Daybook은 Enterprise 조직 전체가 아니라 조직의 워크스페이스에 설치합니다. ${REASON}`,
          '다시 시작해 Slack 화면 오른쪽 위에서 워크스페이스를 선택해 주세요.',
        ],
      },
      rotating: {
        title: '토큰 순환이 켜져 있습니다',
        lines: [
          `Daybook은 만료되는 토큰을 사용하지 않으며, Slack에서는 앱의 토큰 순환을 다시 끌 수 없습니다. ${REASON}`,
          'Daybook 운영 담당자가 매니페스트로 Slack 앱을 새로 만들어야 합니다.',
        ],
      },
      failed: {
        title: '설치하지 못했습니다',
        lines: ['다시 시도해 주세요. 계속 실패하면 Daybook 운영 담당자에게 알려 주세요. 원인은 로그에 있습니다.'],
      },
      away: {
        title: '지금 Daybook에 연결할 수 없습니다',
        lines: [`${REASON} 잠시 후 다시 시도해 주세요.`],
      },
    },
    welcome: {
      title: '*Daybook을 설치했습니다.* 다음 단계는 이렇습니다.',
      setUp: button =>
        `1. 여기 또는 Daybook 홈 탭에서 *${button}* 버튼을 눌러 근무 시간, 연차 기준, 채널을 정해 주세요.`,
      askAdmin: button =>
        `1. 이 Slack 워크스페이스의 관리자나 소유자에게 Daybook 홈 탭의 *${button}* 버튼을 눌러 달라고 요청해 주세요. 이들이 Daybook 관리자입니다.`,
      invite: '2. 정한 채널에 앱을 초대해 주세요: `/invite @Daybook`',
      people: manage => `3. *${manage}* 메뉴에서 구성원의 입사일과 상급자를 한 명씩 또는 파일로 입력해 주세요.`,
      everyone: '그다음부터 구성원은 Daybook 홈 탭에서 출퇴근하고 휴가를 신청합니다.',
    },
  },
};
