import type { statusEn } from '../en/status.ts';

export const statusKo: typeof statusEn = {
  slackStatus: {
    shown: {
      office: '사무실 근무 중',
      home: '재택근무 중',
      outside: '외근 중',
      trip: '출장 중',
      break: '휴게 중',
      'long-leave': '휴직 중',
      away: '부재 중',
    },
    leave: short => (short === '휴가' ? '휴가 중' : short),
    holiday: name => `휴일 · ${name}`,
    off: '*Slack 상태 자동 설정* · 꺼짐\n출근해 있는 동안 일하는 곳이나 휴게 중임을, 휴가와 공휴일에는 끝날 때까지 그 사실을 Slack 상태에 표시합니다(비공개 휴가는 부재로만). 본인이 Slack에서 직접 허용해야 하고, 다른 일에는 쓰지 않습니다.',
    on: '*Slack 상태 자동 설정* · 켜짐\n일하는 곳이나 휴게 중임을 표시하고 퇴근하면 지웁니다. 휴가와 공휴일에는 끝날 때까지 표시합니다. 직접 바꾼 상태는 건드리지 않습니다.',
    dndOff:
      '*휴가 중 방해 금지* · 꺼짐\n휴가와 공휴일 동안 알림을 멈추고, 돌아오면 다시 켭니다. 이것도 Slack에서 직접 허용해야 합니다.',
    dndOn:
      '*휴가 중 방해 금지* · 켜짐\n휴가와 공휴일 동안 알림을 멈춥니다. 출근하면 풀리고, 직접 켠 방해 금지는 건드리지 않습니다.',
    allow: 'Slack에서 허용하기',
    end: '끄기',
    lost: 'Slack 상태를 설정할 권한이 없어져서 자동 설정을 껐습니다. 홈 탭의 ‘설정’에서 다시 허용할 수 있습니다.',
    page: {
      allowed: '이제 Slack 상태가 근무에 맞춰 바뀝니다. 이 창을 닫아도 됩니다.',
      allowedDnd: '이제 휴가와 공휴일에는 알림이 울리지 않습니다. 이 창을 닫아도 됩니다.',
      denied: '허용하지 않아 바뀐 것이 없습니다. 이 창을 닫아도 됩니다.',
      tooOld: '오래된 링크입니다. Daybook 홈 탭의 설정을 다시 열어 주세요.',
      notYou: '다른 사람으로 허용해서 저장하지 않았습니다. 본인 계정으로 Slack에 로그인한 뒤 다시 시도해 주세요.',
      failed: '처리하지 못했습니다. Daybook 홈 탭의 설정을 다시 열어 시도해 주세요.',
    },
  },
};
