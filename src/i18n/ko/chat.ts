import type { chatEn } from '../en/chat.ts';
import { grouped } from '../format.ts';
import { josa } from '../josa.ts';

export const chatKo: typeof chatEn = {
  chat: {
    leaveOffer: '휴가를 신청하려면 양식을 열어 주세요.',
    openForm: '양식 열기',
    understood: '이렇게 이해했습니다. 양식에서 확인하고 보내 주세요.',
    understoodRefused: '이렇게 이해했습니다. 이대로는 보낼 수 없으니 양식에서 수정해 주세요.',
    otherPerson: who =>
      `휴가는 본인만 신청할 수 있어 *${who}* 님의 휴가는 신청하지 못합니다. *${who}* 님이 직접 저에게 보내거나 홈 탭에서 신청해 주세요.`,
    otherPersonByHr: '본인이 신청할 수 없으면 상급자나 인사 관리자가 대신 등록할 수 있습니다.',
    whose: '휴가자',
    openFormForMe: '내 휴가로 양식 열기',
    tooLong: most => `메시지가 너무 길어 읽지 않았습니다. ${grouped(most)}자까지 읽습니다.`,
    takes: '일수',
    notUnderstood: line => `이 줄을 읽지 못했습니다: “${line}”`,
    missing: line => `이 줄이 없습니다: “${line}”`,
    formTitle: '양식은 이렇습니다.',
    form: '$휴가신청\n휴가자 : 이름\n휴가일시 : 7/1 ~ 7/3\n사유 : 사유',
    notYourForm: '다른 사람의 양식입니다. 홈 탭에서 직접 열거나 `휴가신청`을 보내 주세요.',
    help: [
      '출퇴근과 휴가를 관리합니다. *홈* 탭에서 모두 할 수 있고, 여기서는 이렇게 쓸 수 있습니다.',
      '• `출근`, `출근 09:10`, `출근 재택`, `출근 09:10 재택`: 출근하기 (사무실, 재택, 외근, 출장)',
      '• `퇴근`, `퇴근 18:30`: 퇴근하기',
      '• `휴식`: 휴게 시작, `복귀`: 휴게 종료',
      '• `상태`: 오늘과 이번 주 근무 시간 보기',
      '• `연차`: 남은 휴가 보기',
      '• `휴가신청`: 휴가 신청하기',
      '• `명단`, `52시간`: 팀장과 인사 관리자가 출근 현황과 주 52시간 현황 보기',
      '• `급여 파일 2026-11`: 인사 관리자가 한 달의 급여 파일 받기',
      '• `누구 김민지`: 팀장과 인사 관리자가 구성원 한 명의 정보를 보고 대신 처리하기',
      '영어로도 됩니다: `in`, `out`, `break`, `back`, `status`, `balance`, `leave`, `who 김민지`',
    ].join('\n'),
    helpCommand:
      '명령어는 어디서나 쓸 수 있고 답은 나에게만 보입니다: `/daybook 출근 09:10 재택`, `/daybook 퇴근`, `/daybook 상태`',
    inAt: (time, place) => `${time} 출근했습니다 (${place}).`,
    outAt: (time, worked) => `${time} 퇴근했습니다. 오늘 근무 ${worked}.`,
    short: text => `${text}.`,
    undone: what => `${what === 'check-in' ? '출근' : '퇴근'} 기록을 되돌렸습니다.`,
    said: '나중에 입력한 시각으로 기록에 표시됩니다.',
    breakAt: time => `${time} 휴게를 시작했습니다. 끝나면 \`복귀\`를 보내 주세요.`,
    backAt: (from, to, length) => `휴게를 마쳤습니다: ${from}–${to}, ${length}.`,
    unclear: rest => `“${rest}” 부분을 이해하지 못해 아무것도 기록하지 않았습니다. 이렇게 쓸 수 있습니다.`,
    forms: {
      'check-in':
        '• `출근`\n• `출근 09:10`: 오늘의 지난 시각(24시간제)\n• `출근 재택`: 사무실, 재택, 외근, 출장\n• `출근 09:10 재택`',
      'check-out': '• `퇴근`\n• `퇴근 18:30`: 오늘의 지난 시각(24시간제)',
      break: '• `휴식`: 휴게 시작\n• `복귀`: 휴게 종료',
    },
    timeAhead: time =>
      `${josa(time, '은/는')} 아직 오지 않은 시각이라 기록하지 않았습니다. 시각은 24시간제로 적고, 지금이면 시각 없이 보내 주세요: \`출근\`, \`퇴근\``,
    afternoon: time => `오후라면 \`${time}\`처럼 입력해 주세요.`,
    timeTooFar: (time, hours) =>
      hours === 0
        ? `여기서는 지금 시각만 기록할 수 있습니다. ${time} 기록은 근무 정정을 신청해 주세요.`
        : `${josa(time, '은/는')} ${hours}시간보다 더 지난 시각이라 기록하지 않았습니다. 근무 정정을 신청하면 상급자가 승인합니다.`,
    owed: left => `이번 달 남은 근무 ${left}`,
  },

  clock: {
    title: '출퇴근',
    place: '장소',
  },
};
