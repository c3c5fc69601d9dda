import type { PromotionWords } from '../en/promotion.ts';
import { grouped } from '../format.ts';
import { josa } from '../josa.ts';
import { days } from './amount.ts';
import { korean } from './format.ts';

const on = (date: string): string => `${date.slice(0, 4)}년 ${korean.date(date)}`;

export const promotionKo: PromotionWords = {
  promotion: {
    open: '연차 사용 촉진',
    title: '연차 사용 촉진',
    on,
    article: { annual: '제61조 제1항', monthly: '제61조 제2항', 'monthly-late': '제61조 제2항 단서' },
    reasons: {
      annual: '연차 사용 시기 지정 (근로기준법 제61조 제1항 제2호)',
      monthly: '연차 사용 시기 지정 (근로기준법 제61조 제2항 제2호)',
      'monthly-late': '연차 사용 시기 지정 (근로기준법 제61조 제2항 제2호 단서)',
    },
    notice: {
      text: (left, until) =>
        `:calendar: *연차 사용 촉진 안내*\n사용하지 않은 연차가 *${days(left)}* 남아 있습니다. *${on(until)}* 이후에는 소멸합니다.`,
      askFromReceipt:
        '아래 확인 버튼을 누른 날부터 *10일 안에* 사용할 날짜를 정해 알려 주세요. 정하지 않은 연차는 회사가 사용 시기를 지정합니다.',
      ask: answerBy =>
        `*${on(answerBy)}까지* 사용할 날짜를 정해 알려 주세요. 정하지 않은 연차는 회사가 사용 시기를 지정합니다.`,
      law: article => `근로기준법 ${article}`,
      seen: at => `:white_check_mark: ${at} 확인함`,
      named: dates => `직접 정한 날짜: ${dates}`,
      designated: dates => `회사가 지정한 날짜: ${dates}`,
      nothingLeft: '더 정할 연차가 없습니다.',
      leftNow: left => `날짜를 정하지 않은 연차: *${days(left)}*`,
      confirm: '확인',
      confirmDates: '지정된 날짜 확인',
      name: '날짜 정하기',
      fallback: left => `연차 사용 촉진 안내: 남은 연차 ${days(left)}`,
    },
    home: {
      unread: (left, until) =>
        `:calendar: *연차 사용 촉진 안내* · 남은 연차 ${days(left)} · ${on(until)}까지 사용 가능`,
      open: (left, answerBy) => `:calendar: 날짜를 정하지 않은 연차 *${days(left)}* · ${on(answerBy)}까지 알려 주세요`,
      designated: dates => `:calendar: 회사가 연차 사용 시기를 지정했습니다: *${dates}*`,
      late: answerBy =>
        `회신 기한(${on(answerBy)})이 지났습니다. 회사가 사용 시기를 지정하기 전까지는 직접 정할 수 있습니다.`,
      prepared: (n, to) => `:calendar: *연차 사용 촉진* · ${grouped(n)}명에게 보낼 통지 · *${on(to)}까지* 발송`,
      designate: (n, by) => `:calendar: *연차 사용 시기 지정* · 미회신 ${grouped(n)}명 · *${on(by)}까지* 지정`,
      review: '확인하기',
    },
    name: {
      title: '연차 날짜 정하기',
      text: (left, until) =>
        `날짜를 정하지 않은 연차 *${days(left)}* · ${on(until)}까지 사용. 정한 날짜는 연차로 신청됩니다. 일부만 먼저 정해도 됩니다.`,
      half: '끝 날짜에 반일만 남으면 오후 반차로 신청됩니다.',
      date: n => `날짜 ${n}`,
      more: '날짜 추가',
      send: '보내기',
      nothing: '날짜를 하나 이상 선택해 주세요.',
      done: n => `날짜 ${n}개를 연차로 신청했습니다.`,
    },
    problems: {
      twice: '같은 날짜를 두 번 선택했습니다.',
      'day-off': '근무일이 아닙니다.',
      passed: '이미 지난 날짜입니다.',
      lapsed: '연차가 소멸한 이후의 날짜입니다.',
      'too-many': '남은 연차보다 날짜가 많습니다.',
    },
    refused: {
      'not-found': '이미 종료된 통지입니다.',
      'not-yours': '다른 사람의 통지입니다.',
      'sent-already': '이미 보낸 통지입니다.',
      busy: '다른 사람이 변경하고 있습니다. 잠시 후 다시 시도해 주세요.',
      'not-received': '본인이 아직 통지를 확인하지 않았습니다. 10일의 회신 기간은 확인한 날부터 시작합니다.',
      'too-early': '아직 본인이 날짜를 정할 수 있는 기간입니다.',
      'deadline-over': '회사가 사용 시기를 지정할 수 있는 기한이 지났습니다.',
      'none-left': '지정할 연차가 남아 있지 않습니다.',
    },
    review: {
      explained:
        '법이 정한 발송 기간의 시작일에 통지가 준비됩니다. 명단을 살펴보고, 해당하지 않는 사람은 제외한 뒤 보내 주세요.',
      tabs: {
        prepared: '발송 대기',
        waiting: '회신 대기',
        designate: '지정 필요',
        settled: '완료',
        excluded: '제외',
      },
      show: '보기',
      none: '해당하는 사람이 없습니다.',
      left: (left, until) => `${days(left)} · ${on(until)}까지`,
      window: (from, to) => `발송 기간 ${from.slice(0, 4)}년 ${korean.range(from, to)}`,
      windowOver: to => `발송 기한 ${on(to)} 지남`,
      answerBy: date => `${on(date)}까지 회신`,
      designateBy: date => `*${on(date)}까지* 지정`,
      over: date => `:warning: 지정 기한 ${on(date)} 지남`,
      seen: at => `${at} 확인`,
      unseen: '아직 확인하지 않음',
      receiveBy: date => `:warning: *${on(date)}까지* 확인해야 지정할 수 있음`,
      hand: '서면으로 전달함',
      handConfirm: {
        title: '서면으로 전달했나요?',
        yes: '전달함',
        text: '오늘 통지서를 서면으로 전달해 본인이 받은 것으로 기록합니다. 10일의 회신 기간이 오늘 시작합니다.',
      },
      unsent: '아직 전달되지 않음',
      reason: reason => `제외 사유: ${reason}`,
      send: n => `${grouped(n)}명에게 보내기`,
      confirm: {
        title: '통지를 보낼까요?',
        yes: '보내기',
        text: n => `${grouped(n)}명에게 남은 연차를 알리는 다이렉트 메시지를 보냅니다. 보낸 뒤에는 되돌릴 수 없습니다.`,
      },
      sending: '통지를 보내고 있습니다. 목록을 다시 열면 결과가 보입니다.',
      exclude: '제외',
      include: '다시 포함',
      designate: '날짜 지정',
      evidence: '증빙 파일 (CSV)',
      evidenceComes: '잠시 뒤 다이렉트 메시지로 파일을 보내 드립니다.',
    },
    exclude: {
      title: '통지에서 제외',
      text: who => `*${who}* 님에게는 통지를 보내지 않습니다. 사유는 증빙과 함께 보관됩니다.`,
      reason: '사유',
      save: '제외',
    },
    designate: {
      title: '연차 사용 시기 지정',
      text: (who, left, until) =>
        `*${who}* 님 · 날짜를 정하지 않은 연차 *${days(left)}* · ${on(until)}까지 사용. 지정한 날짜는 승인된 연차가 되고 본인에게 알립니다.`,
      suggested: '휴가가 없는 마지막 근무일을 제안합니다. 필요하면 변경해 주세요.',
      save: '지정',
      done: (who, n) => `${who} 님의 연차 날짜 ${n}개를 지정했습니다. 본인에게 알립니다.`,
    },
    datesSeen: ':white_check_mark: 지정된 날짜를 확인했습니다.',
    workRefused: date =>
      `:no_entry: ${josa(date, '은/는')} 회사가 지정한 연차 사용일입니다. 회사는 이날의 근로를 받지 않습니다(노무수령 거부). 업무를 멈추고 휴가를 사용해 주세요. 이 안내는 증빙으로 보관됩니다.`,
    designated: (who, dates, article) =>
      `:calendar: ${who} 님이 연차 사용 시기를 지정했습니다: *${dates}*. 승인된 휴가입니다. (근로기준법 ${article})`,
    digest: {
      prepared: (n, to) => `연차 사용 촉진 통지 준비 완료: *${grouped(n)}명*. *${on(to)}까지* 보내 주세요.`,
      closing: (n, to) => `:warning: 아직 보내지 않은 통지가 *${grouped(n)}건* 있습니다. 발송 기한: *${on(to)}*`,
      unread: (n, by) =>
        `통지를 아직 확인하지 않은 사람: *${grouped(n)}명*. *${on(by)}까지* 확인해야 사용 시기를 지정할 수 있습니다. 서면으로 전달했다면 기록해 주세요.`,
      unanswered: (n, by) =>
        `남은 연차의 날짜를 모두 정하지 않은 사람: *${grouped(n)}명*. *${on(by)}까지* 지정해 주세요.`,
    },
    evidence: {
      comment: '연차 사용 촉진 증빙 (전체 구성원)',
      file: date => `연차사용촉진-증빙-${date}.csv`,
      head: [
        '이름',
        '사번',
        '근거 조항',
        '부여 연차',
        '사용 기한',
        '준비 당시 일수',
        '통지한 일수',
        '현재 남은 일수',
        '상태',
        '준비 시각',
        '발송 시각',
        '발송자',
        '전달 시각',
        'Slack 채널',
        'Slack ts',
        '확인 시각',
        '확인 위치',
        '회신 시각',
        '본인이 정한 날짜',
        '지정 시각',
        '지정자',
        '회사가 지정한 날짜',
        '지정 날짜 확인 시각',
        '노무수령 거부',
        '지정 기한',
        '제외 사유',
      ],
      state: { prepared: '발송 대기', excluded: '제외', sent: '발송' },
      where: { dm: '다이렉트 메시지', home: '홈', paper: '서면' },
    },
  },
};
