const ENGLISH: Readonly<Record<string, string>> = {
  '1월 1일': "New Year's Day",
  '설날 전날': 'Day before Seollal',
  설날: 'Seollal (Lunar New Year)',
  '설날 다음 날': 'Day after Seollal',
  '3ㆍ1절': 'Independence Movement Day',
  노동절: 'Labor Day',
  어린이날: "Children's Day",
  '부처님 오신 날': "Buddha's Birthday",
  현충일: 'Memorial Day',
  제헌절: 'Constitution Day',
  광복절: 'Liberation Day',
  '추석 전날': 'Day before Chuseok',
  추석: 'Chuseok',
  '추석 다음 날': 'Day after Chuseok',
  개천절: 'National Foundation Day',
  한글날: 'Hangeul Day',
  기독탄신일: 'Christmas Day',
  대통령선거: 'Presidential election',
  전국동시지방선거: 'Local elections',
  국회의원선거: 'National Assembly election',
};

/** `대체공휴일(추석)` → `Substitute holiday (Chuseok)`; an untranslated name stays Korean. */
export function englishName(ko: string): string {
  const inside = /^(대체공휴일|임시공휴일)(?:\((.+)\))?$/u.exec(ko);
  if (inside) {
    const kind = inside[1] === '대체공휴일' ? 'Substitute holiday' : 'Temporary holiday';
    return inside[2] ? `${kind} (${englishName(inside[2])})` : kind;
  }
  return ENGLISH[ko] ?? ENGLISH[ko.replace(/^제\d+대\s*/u, '')] ?? ko;
}
