import { LONGEST } from '../shared/text.ts';

/** A question: it records nothing. */
export type Question = 'status' | 'balance' | 'leave' | 'help' | 'roster' | 'board';

/** Without blanks. */
const WORDS: Record<Question, readonly string[]> = {
  status: '상태 현황 근무상태 근무현황 근무시간 status workinghours hours'.split(' '),
  balance:
    '연차 반차 잔여 연차잔여 휴가잔여 잔여연차 잔여휴가 남은연차 남은휴가 남은반차 연차일수 휴가일수 연차개수 연차현황 휴가현황 연차내역 pto balance leavebalance annualleave annualleavebalance ptobalance vacationbalance'.split(
      ' ',
    ),
  leave: '휴가 휴가신청 연차신청 반차신청 leave requestleave leaverequest'.split(' '),
  help: '도움말 도움 help'.split(' '),
  roster: '명단 출근명단 출근현황 whoin whosin roster'.split(' '),
  board: '52시간 52시간현황 주52시간 주52시간현황 board 52hours 52hourboard'.split(' '),
};
const MEANINGS = new Map(Object.entries(WORDS).flatMap(([asked, words]) => words.map(w => [w, asked as Question])));

/** Words around it in a polite or a whole sentence. */
const AROUND = new Set(
  `알려줘 알려줘요 알려주세요 알려주실래요 알려 줘 줘요 주세요 보여줘 보여줘요 보여주세요 보여 보기 확인 확인해줘 확인해주세요 조회 조회해줘 좀
  내 나의 제 나 저 지금 오늘 현재 어때 어때요 어떻게 돼 돼요 되나요 일 개 수 일수 개수 있어 있어요 있나요 이야 야 인가요 뭐야 궁금해 궁금해요
  부탁 부탁해 부탁해요 부탁드려요 부탁드립니다 해 해줘 해줘요 해주세요 할게요 할래요 합니다 하고 하기 싶어 싶어요 싶습니다 요 이요 은 는 이 가 을 를
  please pls show tell give me my check what is what's whats the a an do does i have got now today current currently see get for of days day view`.split(
    /\s+/,
  ),
);
/** Words that make a question about leave one about its balance. */
const LEFT = /^(?:남|left$|remain|몇|며칠|얼마|how$|many$|much$)/;
const LEAVES = new Set(['휴가', '연차', '반차', 'leave', 'annualleave', 'vacation', 'pto']);
const PARTICLE = /(?:는요|은요|이요|요|은|는|이|가|을|를)$/u;

/** Reads a question, however polite; undefined where the text has anything else in it. */
export function readQuestion(text: string): Question | undefined {
  const said = text.trim();
  if (said.length > LONGEST.line) return undefined;
  if (said === '?' || said === '？') return 'help';
  const words = said
    .normalize('NFKC')
    .toLowerCase()
    .replace(/:[a-z0-9_+-]+:/g, ' ')
    .replace(/’/g, "'")
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim()
    .split(' ');
  const meant = words.filter(word => !AROUND.has(word));
  const left = meant.some(word => LEFT.test(word));
  const whole = meant.join('');
  const rest = meant.filter(word => !LEFT.test(word)).join('');
  if (left && (LEAVES.has(rest) || LEAVES.has(rest.replace(PARTICLE, '')))) return 'balance';
  return MEANINGS.get(whole) ?? MEANINGS.get(whole.replace(PARTICLE, '')) ?? run(whole);
}

/** One word: `상태알려줘`. */
function run(whole: string): Question | undefined {
  for (const [word, asked] of MEANINGS)
    if (whole.startsWith(word) && AROUND.has(whole.slice(word.length).replace(/^(?:좀|을|를)/u, ''))) return asked;
  return undefined;
}
