import { countryOf, regionOf, regionsOf } from '../../calendar/regions.ts';
import { dateRanges } from '../calendar-dates.ts';
import { countryNames } from '../countries.ts';
import type { calendarEn } from '../en/calendar.ts';
import { grouped } from '../format.ts';
import { josa } from '../josa.ts';
import { korean } from './format.ts';

const on = (date: string): string => `${date.slice(0, 4)}년 ${korean.date(date)}`;
const furtherDays = (n: number): string => `그 밖의 ${n}일`;
const dates = (all: readonly string[]): string => {
  const { shown, more } = dateRanges(all);
  const ranges = shown.map(([first, last]) =>
    first === last ? on(first) : `${first.slice(0, 4)}년 ${korean.range(first, last)}`,
  );
  return [...ranges, ...(more > 0 ? [furtherDays(more)] : [])].join(', ');
};

const { country, countries } = countryNames('ko');

/** The first consonant of a syllable: `ㄱ` of 가나. */
const CONSONANTS = [...'ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ'];
const consonant = (name: string): string =>
  CONSONANTS[Math.floor((name.charCodeAt(0) - 0xac00) / 588)] ?? name.slice(0, 1);

export const calendarKo: typeof calendarEn = {
  country,
  countries,
  regions: of => regionsOf(of),
  regionName: code => regionOf(code)?.name ?? code,
  holidayPlace: code => (regionOf(code) ? `${country(countryOf(code))} ${regionOf(code)?.name}` : country(code)),
  countriesFrom: (first, last) => `${consonant(first)} – ${consonant(last)}`,

  calendar: {
    title: '휴일 관리',
    hint: '법정 공휴일은 자동으로 반영되며, 여기서는 임시공휴일과 회사 휴무일을 추가합니다. 휴가 일수는 이 달력으로 계산합니다. 승인된 휴가 안에 휴일이 생기면 그날을 돌려주고 본인에게 알립니다.',
    country: (name, next) => `공휴일: *${name}* · 다음: ${next}`,
    noCountry: '공휴일: *없음* · 주말과 아래 날짜만 휴무',
    none: '추가한 휴일이 없습니다.',
    add: '휴일 추가',
    remove: '삭제',
    removing: '삭제하면 이날은 다시 공휴일 달력대로 계산합니다.',
    removed: (when, name) => `삭제했습니다: ${when} *${name}*`,
    kinds: { public: '공휴일', company: '회사 휴무일', working: '휴일이지만 근무하는 날' },
    kindLabel: '구분',
    kindOptions: {
      public: '공휴일(임시공휴일, 아직 자료가 없는 해의 공휴일)',
      company: '회사 휴무일',
      working: '휴일이지만 근무하는 날(휴일 대체)',
    },
    from: '시작일',
    to: '종료일',
    toHint: '여러 날일 때만 선택합니다. 비워 두면 하루입니다.',
    name: '이름',
    nameHint: '구성원에게 보이는 이름입니다. 예: 창립기념일. 임시공휴일은 비워 두어도 됩니다.',
    addTitle: '휴일 추가',
    addedBy: (who, when) => `${who} 추가 · ${when}`,
    fromSettings: '설정에서 정한 날',
    saved: (when, name) => `저장했습니다: ${when} *${name}*`,
    savedTouched: leaves =>
      leaves === 0
        ? '영향을 받는 휴가가 없습니다.'
        : `휴가 ${grouped(leaves)}건의 일수가 달라집니다. 본인에게 다이렉트 메시지로 알립니다.`,
    history: '변경 이력',
    historyTitle: '휴일 변경 이력',
    noHistory: '변경 이력이 없습니다.',
    historyLine: (what, when, name, kind) =>
      `${when} *${name}*(${kind}) ${{ added: '추가', removed: '삭제' }[what] ?? what}`,
    dates,
    errors: {
      'not-a-date': '날짜를 선택해 주세요.',
      'last-before-first': '종료일이 시작일보다 빠릅니다.',
      'too-long': most => `한 번에 ${most}일까지 추가할 수 있습니다.`,
      'too-far-back': limit => `${on(limit)} 전의 날은 바꿀 수 없습니다.`,
      'too-far-ahead': limit => `${on(limit)}까지만 추가할 수 있습니다.`,
      closed: date => `${josa(on(date), '이/가')} 속한 달은 마감되었습니다. 먼저 마감을 해제해 주세요.`,
      'there-already': (date, name) => `${on(date)}에는 이미 ${josa(name, '이/가')} 있습니다.`,
      'no-holiday': date => `${josa(on(date), '은/는')} 휴일이 아닙니다.`,
      'too-many': most => `앞으로의 날은 ${most}일까지 추가할 수 있습니다.`,
      'no-name': '이름을 입력해 주세요.',
      'not-found': '이미 삭제된 날입니다.',
      'year-known': year =>
        `${year}년 공휴일은 이미 달력에 있어 직접 입력할 필요가 없습니다. 빠진 날이 있으면 휴일로 추가해 주세요.`,
      'year-without-days': year =>
        `${year}년에 추가한 휴일이 아직 없습니다. 공휴일을 먼저 추가한 뒤 모두 입력했다고 표시해 주세요.`,
      'year-out-of-range': year => `${year}년은 표시할 수 없는 연도입니다.`,
      'year-entered-already': year => `${year}년 공휴일은 이미 모두 입력한 것으로 표시되어 있습니다.`,
      'year-not-entered': year => `${year}년 공휴일은 모두 입력한 것으로 표시되어 있지 않습니다.`,
      busy: '동시에 변경되는 내용이 많아 저장하지 못했습니다. 다시 시도해 주세요.',
    },
    requestHistory: (off, all, name) =>
      off ? `${dates(all)} 휴일로 변경(${name})` : `${dates(all)} 근무일로 변경(${name})`,
    givenBack: (leave, all, name, back, now) =>
      `:palm_tree: ${josa(dates(all), '이/가')} 휴일이 되었습니다: *${name}*. ${leave} 휴가에서 ${josa(back, '을/를')} 돌려드립니다. 사용 일수: *${now}*`,
    takenAgain: (leave, all, name, more, now) =>
      `:calendar: ${josa(dates(all), '은/는')} 다시 근무일입니다(*${name}*). ${leave} 휴가에서 ${josa(more, '을/를')} 더 사용합니다. 사용 일수: *${now}*`,
    rescheduled: (leave, was, is) =>
      was === is
        ? `:calendar: 근무 시간이 변경되어 ${leave} 휴가를 새 근무 일정으로 다시 계산했습니다. 사용 일수는 *${is}* 그대로입니다.`
        : `:calendar: 근무 시간이 변경되어 ${leave} 휴가의 사용 일수가 바뀌었습니다: ${was} → *${is}*`,
    short: (leave, lack) =>
      `:warning: ${leave} 휴가에 사용할 잔여 휴가가 *${lack}* 부족합니다. 휴가를 변경하거나 인사 관리자에게 문의해 주세요.`,
    shortOf: (who, leave, lack) =>
      `:warning: 근무일이 변경되어 ${who} 님의 ${leave} 휴가에 사용할 잔여 휴가가 *${lack}* 부족합니다. 본인에게도 안내했습니다.`,
    otherHolidays: (from, was, is) =>
      `:calendar: ${from === undefined ? '' : `${on(from)}부터 `}적용되는 공휴일이 바뀌었습니다: ${was} → *${is}*`,
    otherHolidaysLeave: (leave, more, by, now) =>
      more === 0
        ? `${leave} 휴가의 사용 일수는 *${now}* 그대로입니다.`
        : `${leave} 휴가${more < 0 ? `에서 ${josa(by, '을/를')} 돌려드립니다` : `에 ${josa(by, '을/를')} 더 사용합니다`}. 사용 일수: *${now}*`,
    furtherDays,
    becameOff: days => `휴일이 된 날: ${days}`,
    becameWorked: days => `근무일이 된 날: ${days}`,
    noDaysLeft: '이제 사용하는 휴가가 없습니다.',
    enter: year => `${year}년 공휴일을 모두 입력함`,
    enterConfirm: {
      title: '모두 입력했나요?',
      text: (year, days) =>
        `이제 ${year}년은 직접 추가한 휴일 ${days}일만 공휴일로 계산합니다. 관리자에게 보이던 알림은 사라지며, 나중에 취소할 수 있습니다.`,
      yes: '모두 입력함',
    },
    yearSoFar: (year, days) => `지금까지 추가한 ${year}년 휴일: *${days}일*`,
    yearEntered: (year, days, who, when) =>
      `:white_check_mark: *${year}년 공휴일을 모두 입력함* · 직접 추가한 휴일 ${days}일로 계산합니다.\n${who} · ${when}`,
    reopen: '표시 취소',
    reopenConfirm: {
      title: '표시를 취소할까요?',
      text: year =>
        `${year}년 공휴일을 다시 알 수 없는 것으로 보고 관리자에게 알립니다. 추가한 휴일은 그대로 남습니다.`,
      yes: '표시 취소',
    },
    yearHistory: {
      'year-entered': (year, days) => `*${year}년* 공휴일을 모두 입력함으로 표시(휴일 ${days}일)`,
      'year-reopened': year => `*${year}년* 공휴일을 모두 입력함 표시 취소`,
    },
    unknownLater: year => `${year}년 공휴일을 아직 알 수 없습니다.`,
    unknown: year =>
      `:warning: *${year}년 공휴일을 아직 알 수 없습니다.* 이대로면 ${year}년은 주말만 빼고 일수를 계산합니다. 공휴일이 확정되면 Daybook을 업데이트하거나, 직접 추가하고 모두 입력했다고 표시해 주세요.`,
    unknownDm: (year, office) =>
      `:warning: ${office === undefined ? '' : `${office} `}${year}년 공휴일을 아직 알 수 없습니다. 이대로면 ${year}년의 휴가와 근무 시간을 주말만 빼고 계산합니다. 공휴일이 확정되면 Daybook을 업데이트하거나, 직접 추가하고 모두 입력했다고 표시해 주세요.`,
  },

  awayCalendar: {
    title: '부재',
    week: '주간 보기',
    month: '월간 보기',
    previous: '‹ 이전',
    next: '다음 ›',
    range: (from, to) => `*${from.slice(0, 4)}년 ${korean.range(from, to)}*`,
    monthOf: date => `*${date.slice(0, 4)}년 ${Number(date.slice(5, 7))}월*`,
    everybody: '전체',
    team: '팀',
    day: (date, n) => `*${korean.date(date)}*${n > 0 ? ` · ${grouped(n)}명` : ''}`,
    dayOff: (date, name) => `${korean.date(date)} · ${name}`,
    nobody: '이 기간에 부재인 사람이 없습니다.',
    people: n => `${grouped(n)}명`,
    dayTitle: date => korean.date(date),
    you: '나',
  },

  teamGrid: {
    title: '팀 부재 달력',
    hint: '한 달 동안 누가 언제 부재인지',
    away: n => (n === 0 ? '부재인 사람 없음' : `부재 ${grouped(n)}명`),
    today: date => `오늘 ${date}`,
    only: n => `부재인 사람만 (${grouped(n)}명)`,
    all: '전체 보기',
    choose: '자세히 볼 사람',
    days: (from, to) =>
      from === to ? `${Number(from.slice(8))}일` : `${Number(from.slice(8))}–${Number(to.slice(8))}일`,
    legend: signs =>
      `\`${signs.away}\` 부재 · \`${signs.part}\` 일부 · \`${signs.long}\` 휴직 · \`${signs.off}\` 휴무일 · \`${signs.holiday}\` 공휴일`,
    long: '휴직',
    never: '이 달에는 부재가 없습니다.',
  },

  feeds: {
    open: '캘린더 구독',
    title: '캘린더 구독',
    hint: '승인된 휴가를 Google 캘린더, Outlook, Apple 캘린더에서 볼 수 있습니다. 캘린더에서 아래 주소로 구독해 주세요. 주소를 아는 사람은 누구나 볼 수 있으니 비밀번호처럼 다뤄 주세요. 비공개 휴가는 “부재”로만 표시됩니다.',
    own: '내 휴가',
    led: n => `우리 팀 · ${grouped(n)}명`,
    team: name => `${name} 팀`,
    calendarOwn: name => `휴가 · ${name}`,
    calendarLed: name => `휴가 · ${name} 님의 팀`,
    calendarTeam: team => `휴가 · ${team}`,
    none: '주소가 없습니다.',
    make: '주소 만들기',
    renew: '새 주소',
    renewConfirm: {
      title: '새 주소를 만들까요?',
      text: '지금 주소는 모든 캘린더에서 바로 쓸 수 없게 됩니다.',
      yes: '새 주소',
    },
    revoke: '주소 폐기',
    revokeConfirm: {
      title: '이 주소를 폐기할까요?',
      text: '모든 캘린더에서 바로 쓸 수 없게 됩니다.',
      yes: '폐기',
    },
    since: when => `${when} 생성`,
    hidden:
      '주소는 쓸 수 있지만 Daybook의 비밀 키가 바뀌어 다시 보여 드릴 수 없습니다. 새 주소를 만들면 볼 수 있습니다.',
    chooseTeam: '다른 팀',
    noPublicUrl:
      ':warning: 캘린더가 Daybook에 접속할 수 있는 공개 주소가 필요한데 아직 정해지지 않았습니다. Daybook을 운영하는 분이 `DAYBOOK_PUBLIC_URL`을 설정해야 합니다(`docs/connecting.ko.md` 참고).',
    tooLarge: most => `구독은 ${grouped(most)}명까지의 팀에서 쓸 수 있습니다.`,
    notAllowed: '이 구독을 만들 권한이 없습니다.',
    event: (who, what) => `${who} · ${what}`,
  },
};
