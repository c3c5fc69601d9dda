import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayNumber, weekday } from '../../src/calendar/rules.ts';
import { readMessage, readPeriod } from '../../src/chat/rules.ts';
import { runs } from '../support/runs.ts';

const TODAY = '2026-11-24';
const read = (text: string) => readMessage(text, TODAY);

describe('what a message asks for', () => {
  it.each([
    ['휴가신청', 'leave'],
    ['Leave', 'leave'],
    ['<@U0BOT> 상태', 'status'],
    ['Status?', 'status'],
    ['status', 'status'],
    ['hello', 'help'],
    ['', 'help'],
    ['출근하기 싫다', 'help'],
  ])('%j is %s', (text, intent) => {
    expect(read(text)).toEqual({ is: intent });
  });

  it.each([
    ['export', { format: 'xlsx' }],
    ['<@U0BOT> Export 2026-11 CSV', { month: '2026-11', format: 'csv' }],
    ['급여 파일 2026-11', { month: '2026-11', format: 'xlsx' }],
  ])('%j is the month for payroll', (text, file) => {
    expect(read(text)).toEqual({ is: 'export', ...file });
  });

  it.each([
    ['상태?', 'status'],
    ['상태 알려줘', 'status'],
    ['상태 좀 알려주세요!', 'status'],
    ['상태알려줘', 'status'],
    ['현황이요~', 'status'],
    ['지금 상태는 어때요?', 'status'],
    ['ｓｔａｔｕｓ？', 'status'],
    ['  status ?  ', 'status'],
    ['show me my status please', 'status'],
    ['연차', 'balance'],
    ['반차', 'balance'],
    ['남은 연차', 'balance'],
    ['남은 연차는?', 'balance'],
    ['연차 잔여', 'balance'],
    ['휴가 잔여 알려주세요', 'balance'],
    ['내 연차 며칠 남았어?', 'balance'],
    ['휴가 얼마나 남았나요', 'balance'],
    ['연차 :pray:', 'balance'],
    ['Balance', 'balance'],
    ['연차 몇개 남았어?', 'balance'],
    ['남은 휴가 일수', 'balance'],
    ['PTO?', 'balance'],
    ['how many vacation days do I have?', 'balance'],
    ['balance?', 'balance'],
    ['leave balance', 'balance'],
    ['What’s my leave balance?', 'balance'],
    ['how much leave do I have left?', 'balance'],
    ['휴가 신청할게요', 'leave'],
    ['연차 신청합니다.', 'leave'],
    ['휴가신청 부탁드려요', 'leave'],
    ['도움말!', 'help'],
    ['?', 'help'],
    ['출근 현황', 'roster'],
    ['출근 현황 보여줘', 'roster'],
    ['명단', 'roster'],
    ['연차 수당', 'help'],
    ['상태 메시지 바꿔줘', 'help'],
  ])('%j is %s, however politely', (text, intent) => {
    expect(read(text)).toEqual({ is: intent });
  });

  it('says that a message is too long, and how long one may be', () => {
    expect(read('연차'.padEnd(4000))).toEqual({ is: 'balance' });
    expect(read('연차'.padEnd(4001))).toEqual({ is: 'too-long', most: 4000 });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => void read(text)));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => void read(`$휴가신청\n휴가일시 : ${text}\n사유 : ${text}`)),
    );
  });
});

describe('the form of the first version', () => {
  it('reads who, when and why', () => {
    expect(read('<@U0BOT> $휴가신청\n휴가자 : 이민지\n휴가일시 : 7/1 ~ 7/3\n사유 : 가족 여행')).toEqual({
      is: 'form',
      reading: { ok: true, who: '이민지', type: 'annual', from: '2027-07-01', to: '2027-07-03', reason: '가족 여행' },
    });
  });

  it('reads it in one line, with full-width colons, and a reason of several lines', () => {
    expect(read('$휴가신청 휴가자 : 이민지 휴가일시: 12/3 사유: 병원')).toMatchObject({
      reading: { ok: true, from: '2026-12-03', to: '2026-12-03', reason: '병원' },
    });
    expect(read('$휴가신청\n휴가일시 : 12/3\n사유 : 하나\n둘')).toMatchObject({
      reading: { ok: true, reason: '하나\n둘' },
    });
    expect(read('$휴가신청\n휴가일시 : 12/3 오후\n종류 : 연차')).toMatchObject({
      reading: { ok: true, type: 'half-pm' },
    });
    expect(read('$휴가신청\n휴가일시 : 12/3\n종류 : 병가')).toMatchObject({ reading: { ok: true, type: 'sick' } });
    expect(read('$휴가신청\n휴가일시 : 12/3\n업무 대행자 : 박하나\n사유 : 병원')).toMatchObject({
      reading: { ok: true, standIn: '박하나', reason: '병원' },
    });
  });

  it.each([
    ['$휴가신청\n휴가자 : 이민지\n휴가일시 : 다음 주\n사유 : 여행', { ok: false, line: '휴가일시 : 다음 주' }],
    ['$휴가신청\n휴가일시 : 2/30', { ok: false, line: '휴가일시 : 2/30' }],
    ['$휴가신청\n메모\n휴가일시 : 12/3', { ok: false, line: '메모' }],
    ['$휴가신청\n휴가일시 : 12/3\n종류 : 놀기', { ok: false, line: '종류 : 놀기' }],
    ['$휴가신청\n휴가일시 : 12/3 ~ 12/4 오전', { ok: false, line: '휴가일시 : 12/3 ~ 12/4 오전' }],
    ['$휴가신청\n휴가자 : 이민지', { ok: false, missing: '휴가일시 :' }],
    ['$휴가신청', { ok: false, missing: '휴가일시 :' }],
  ])('%j names what could not be read', (text, reading) => {
    expect(read(text)).toEqual({ is: 'form', reading });
  });
});

describe('what people type in place of the form', () => {
  const whole = { ok: true, who: '이민지', type: 'annual', from: '2026-12-01', to: '2026-12-03', reason: '가족 여행' };
  it.each([
    ['full-width colons', '$휴가신청\n휴가자：이민지\n휴가일시：12/1～12/3\n사유：가족 여행'],
    ['no $', '휴가신청\n휴가자: 이민지\n휴가일시: 12/1 ~ 12/3\n사유: 가족 여행'],
    ['no heading', '휴가자: 이민지\n휴가일시: 12/1 ~ 12/3\n사유: 가족 여행'],
    ['a full-width $', '＄휴가신청\n휴가자 : 이민지\n휴가일시 : １２／１ ～ １２／３\n사유 : 가족 여행'],
    ['slashes between entries', '$휴가신청 / 휴가자: 이민지 / 휴가일시: 12/1~12/3 / 사유: 가족 여행'],
    ['slashes without blanks', '휴가신청/휴가자:이민지/휴가일시:12/1~12/3/사유:가족 여행'],
    ['full-width slashes', '휴가신청 ／ 휴가자：이민지 ／ 휴가일시：2026. 12. 1. ～ 12. 3. ／ 사유：가족 여행'],
    [
      'dashes before entries',
      '$휴가신청\n- 휴가자 : 이민지\n- 휴가일시 : 2026. 12. 1. ~ 2026. 12. 3.\n- 사유 : 가족 여행',
    ],
    ['bullets', '휴가신청\n• 휴가자: 이민지\n• 휴가일시: 12월 1일 ~ 3일\n• 사유: 가족 여행'],
    ['stars', '휴가신청\n* 휴가자: 이민지\n* 휴가일시: 12월 1일(화)부터 12월 3일(목)까지\n* 사유: 가족 여행'],
    ['numbers', '휴가신청\n1. 휴가자: 이민지\n2) 휴가일시: 12.1-12.3\n3. 사유: 가족 여행'],
    ['commas', '휴가신청 휴가자: 이민지, 기간: 12/1-3, 이유: 가족 여행'],
    ['blanks', '휴가 신청 휴가자 : 이민지 휴가일시 : 2026-12-01 ~ 2026-12-03 사유 : 가족 여행'],
    ['Windows line ends and tabs', '$휴가신청\r\n휴가자\t:\t이민지\r\n휴가일시\t:\t12/1~3\r\n사유\t:\t가족 여행'],
    [
      'signs that nobody sees',
      '\u2068$휴가신청\u2069\n휴가자\u200b: 이민지\n\ufeff휴가일시: 12/1~3\n사유: 가족\u0007 여행',
    ],
    ['brackets for colons', '[휴가신청]\n[휴가자] 이민지\n[휴가일시] 12/1~12/3\n[사유] 가족 여행'],
    ['brackets of another kind', '【휴가신청】\n【휴가자】: 이민지\n【기간】: 12/1~12/3\n【사유】: 가족 여행'],
    ['dashes for colons', '휴가신청\n휴가자 - 이민지\n휴가일시 - 12/1~12/3\n사유 - 가족 여행'],
    ['equals signs', '휴가자= 이민지\n휴가일시= 12/1~12/3\n사유 = 가족 여행'],
    ['bold keys', '*휴가신청*\n*휴가자*: 이민지\n*휴가일시:* 12/1~12/3\n*사유:* 가족 여행'],
    ['a quote', '> 휴가신청\n> 휴가자: 이민지\n> 휴가일시: 12/1~12/3\n> 사유: 가족 여행'],
    ['a block of code', '```\n$휴가신청\n휴가자 : 이민지\n휴가일시 : 12/1~12/3\n사유 : 가족 여행\n```'],
    ['emoji', ':palm_tree: 휴가신청 🌴\n✅ 휴가자: 이민지\n:white_check_mark: 휴가일시: 12/1~12/3\n📝 사유: 가족 여행'],
    ['numbers as emoji', '1️⃣ 휴가자: 이민지\n2️⃣ 휴가일시: 12/1~12/3\n3️⃣ 사유: 가족 여행'],
    ['circled numbers', '① 휴가자: 이민지\n② 휴가일시: 12/1~12/3\n③ 사유: 가족 여행'],
    ['circles', 'ㅇ 휴가자: 이민지\nㅇ 휴가일시: 12/1~12/3\n○ 사유: 가족 여행'],
    ['letters', '가. 휴가자: 이민지\n나. 휴가일시: 12/1~12/3\n다. 사유: 가족 여행'],
    ['keys with blanks', '휴가 신청 드립니다.\n성명: 이민지\n휴가 기간: 12/1~12/3\n휴가 사유: 가족 여행'],
    ['first and last day', '연차신청\n이름: 이민지\n시작일: 12/1(화)\n종료일: 12/3(목)\n사유: 가족 여행'],
    ['a period in quotes', '“$휴가신청”\n휴가자: “이민지”\n일자: "12/1 ~ 12/3"\n사유: 가족 여행'],
    ['English', 'Vacation request\nName: 이민지\nDates: Dec 1 - Dec 3\nReason: 가족 여행'],
    ['no heading in English', 'who: 이민지\nwhen: Tue, Dec 1 to Thu, Dec 3\nreason: 가족 여행'],
    ['Hangul in parts', '$휴가신청\n휴가자: 이민지\n휴가일시: 12월 1일 ~ 12월 3일\n사유: 가족 여행'.normalize('NFD')],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual({ is: 'form', reading: whole });
  });

  it.each([
    ['$휴가신청 병가\n일시: 12/1', { type: 'sick' }],
    ['반차신청 12/1', { type: 'half' }],
    ['반차신청 12/1 (오후)', { type: 'half-pm' }],
    ['$휴가신청\n일시: 12/1\n종류: 반차(오후)', { type: 'half-pm' }],
    ['$휴가신청\n일시: 12/1 오후반차\n종류: 오후반차', { type: 'half-pm' }],
    ['휴가신청 12/1', { type: 'annual', from: '2026-12-01', to: '2026-12-01' }],
    ['휴가신청 12/1 오후반차', { type: 'half-pm' }],
    ['$휴가신청\n일시: 오전 반차 12/1', { type: 'half-am', from: '2026-12-01' }],
    ['$휴가신청\n일시: 12/1\n종류: 오후 반차', { type: 'half-pm' }],
    ['$휴가신청\n일시: 12/1 반차\n종류: 오후반차', { type: 'half-pm' }],
    ['$휴가신청\n일시: 12/1\n종류: 반차', { type: 'half' }],
    ['leave Dec 1 - Dec 3', { from: '2026-12-01', to: '2026-12-03' }],
    ['$leave\nwhen: 1 December 2026\nreason: a trip', { from: '2026-12-01', reason: 'a trip' }],
    ['휴가신청\n일시: 12/1\n사유: 병원 / 기타: 없음\n- 오후 복귀', { reason: '병원 / 기타: 없음\n- 오후 복귀' }],
  ])('%j', (text, reading) => {
    expect(read(text)).toMatchObject({ is: 'form', reading: { ok: true, ...reading } });
  });

  it.each([
    ['휴가신청 12/1 취소', '12/1 취소'],
    ['휴가신청 : 이민지 12/1~12/3 여행', '이민지 12/1~12/3 여행'],
    ['취소\n휴가일시: 12/1', '취소'],
    ['$휴가취소\n휴가일시: 12/1', '$휴가취소'],
    ['안녕하세요.\n휴가자: 이민지\n휴가일시: 12/1', '안녕하세요.'],
    ['$휴가신청\n휴가자 이민지\n휴가일시: 12/1', '휴가자 이민지'],
    ['$휴가신청\n부서: 디자인\n휴가일시: 12/1', '부서: 디자인'],
    ['$휴가신청\n시작일: 12/1\n휴가일시: 12/3', '시작일: 12/1'],
    ['$휴가신청\n종료일: 12/3', '종료일: 12/3'],
    // No half of a day that was written is lost, and none is made of another type.
    ['$휴가신청\n일시: 12/1 오후\n종류: 반반차', '종류: 반반차'],
    ['$휴가신청\n일시: 12/1 오전 반차\n종류: 병가', '종류: 병가'],
    ['$휴가신청\n일시: 12/1 오전 반차\n종류: 오후반차', '종류: 오후반차'],
    ['$휴가신청\n일시: 12/1 오전\n종류: 시간연차', '종류: 시간연차'],
    ['$휴가신청\n일시: 12/1~12/3\n종류: 반반차', '일시: 12/1~12/3'],
    ['반차신청 12/1~12/3', '12/1~12/3'],
    // A weekday or a number of days that is not that of the dates.
    ['$휴가신청\n일시: 12/1(월)', '일시: 12/1(월)'],
    ['$휴가신청\n일시: 12.1(화) ~ 12.3(수)', '일시: 12.1(화) ~ 12.3(수)'],
    ['$휴가신청\n일시: Monday, Dec 1', '일시: Monday, Dec 1'],
    ['$휴가신청\n일시: 12/1 (3일)', '일시: 12/1 (3일)'],
    ['$휴가신청\n일시: 12/1~12/3 (총 5일)', '일시: 12/1~12/3 (총 5일)'],
    ['$휴가신청\n일시: 12/1, 12/3', '일시: 12/1, 12/3'],
    ['$휴가신청\n일시: 12/1 오전, 오후', '일시: 12/1 오전, 오후'],
    ['$휴가신청\n일시: 12/1 14:00~18:00', '일시: 12/1 14:00~18:00'],
  ])('%j is refused, and the line is named', (text, line) => {
    expect(read(text)).toEqual({ is: 'form', reading: { ok: false, line } });
  });

  it.each(['휴가 신청하고 싶은데 기간: 언제까지인가요', '사유: 그냥', 'leave the meeting at 3', '일시: 12/1'])(
    '%j is none',
    text => {
      expect(read(text).is).not.toBe('form');
    },
  );

  it('has links and numbers as they were typed, and people by their names', () => {
    const names = new Map([['U2', '박하나']]);
    const text =
      '<@U0BOT> $휴가신청\n휴가자: <@U2>\n휴가일시: 12/1\n사유: <tel:01012345678|010-1234-5678> <mailto:a@b.kr|a@b.kr> ' +
      '<https://a.kr/x?y=1&amp;z=2> <http://b.kr|b.kr> <#C1|general> <!channel> 1 &lt; 2 &lt;tel:1|2&gt;';
    expect(readMessage(text, TODAY, { names })).toMatchObject({
      reading: {
        who: '@박하나',
        reason: '010-1234-5678 a@b.kr https://a.kr/x?y=1&z=2 b.kr #general @channel 1 < 2 <tel:1|2>',
      },
    });
  });

  it('leaves out the app wherever it is mentioned, and nobody who is named as away', () => {
    const plain = { ok: true, who: '', type: 'annual', from: '2026-12-01', to: '2026-12-01', reason: '병원' };
    expect(read('$휴가신청 <@U0DAYBOOK>\n일시: 12/1 <@U0DAYBOOK>\n사유: 병원 <@U0DAYBOOK>')).toEqual({
      is: 'form',
      reading: plain,
    });
    expect(read('$휴가신청\n휴가자: <@U0STRANGER>\n일시: 12/1\n사유: 병원')).toEqual({
      is: 'form',
      reading: { ...plain, who: '@U0STRANGER' },
    });
  });

  it('names the types that the workspace offers', () => {
    const types = [{ id: 't1', name: '예비군 훈련' }];
    expect(readMessage('$휴가신청\n일시: 12/1\n종류: 예비군훈련', TODAY, { types })).toMatchObject({
      reading: { type: 't1' },
    });
  });
});

describe('a period in words', () => {
  it.each([
    ['2026. 12. 1.', '2026-12-01', '2026-12-01'],
    ['12. 1. ~ 12. 3.', '2026-12-01', '2026-12-03'],
    ['2026. 12. 1. ~ 3.', '2026-12-01', '2026-12-03'],
    ['26.12.1 - 26.12.3', '2026-12-01', '2026-12-03'],
    ['20261201~20261203', '2026-12-01', '2026-12-03'],
    ['１２／１～３', '2026-12-01', '2026-12-03'],
    ['12월1일 부터 3일까지', '2026-12-01', '2026-12-03'],
    ['12/1(화)', '2026-12-01', '2026-12-01'],
    ["'26.12.1 ~ 12.3", '2026-12-01', '2026-12-03'],
    ['Tue, Dec 1', '2026-12-01', '2026-12-01'],
    ['for Thursday 3 December 2026', '2026-12-03', '2026-12-03'],
    ['12/1(화) ~ 12/7(월) (5일)', '2026-12-01', '2026-12-07'],
    ['12/1 ~ 12/3!', '2026-12-01', '2026-12-03'],
    ['12/1 화요일 ~ 12/3 목', '2026-12-01', '2026-12-03'],
    ['12/1~12/3 (3일간)', '2026-12-01', '2026-12-03'],
    ['12/1/2026', '2026-12-01', '2026-12-01'],
    ['December 1st, 2026', '2026-12-01', '2026-12-01'],
    ['1 Dec to 3 Dec', '2026-12-01', '2026-12-03'],
    ['8/1 ~ 7/30', '2027-08-01', '2027-07-30'],
    ['12/3 ~ 12/4', '2026-12-03', '2026-12-04'],
    ['12/3~4', '2026-12-03', '2026-12-04'],
    ['12월 3일 ~ 12월 4일', '2026-12-03', '2026-12-04'],
    ['12월 3일(목) ~ 4일(금)', '2026-12-03', '2026-12-04'],
    ['12/30 ~ 1/2', '2026-12-30', '2027-01-02'],
    ['2026-12-03 ~ 2026-12-04', '2026-12-03', '2026-12-04'],
    ['2026.12.03', '2026-12-03', '2026-12-03'],
    ['1/4', '2027-01-04', '2027-01-04'],
    ['11/2', '2026-11-02', '2026-11-02'],
    ['12/4 ~ 12/3', '2026-12-04', '2026-12-03'],
  ])('%s', (text, from, to) => {
    expect(readPeriod(text, TODAY)).toEqual({ from, to });
  });

  it.each(['', '내일', '13/1', '12/32', '12/3 ~', '12/3 와 12/5', '2026-13-01'])('%j is not one', text => {
    expect(readPeriod(text, TODAY)).toBeUndefined();
  });

  it('is read back from every way to write it', () => {
    const days = fc
      .tuple(fc.integer({ min: -60, max: 300 }), fc.integer({ min: 0, max: 60 }))
      .map(([first, length]) => {
        const day = dayNumber(TODAY) + first;
        return [dateOf(day), dateOf(day + length)] as const;
      });
    const parts = (date: string) => date.split('-').map(Number) as [number, number, number];
    const short: ((date: string) => string)[] = [
      d => `${parts(d)[1]}/${parts(d)[2]}`,
      d => `${parts(d)[1]}. ${parts(d)[2]}.`,
      d => `${parts(d)[1]}월 ${parts(d)[2]}일`,
      d => `${parts(d)[1]}월${parts(d)[2]}일(${'월화수목금토일'.charAt(weekday(d) - 1)})`,
    ];
    const long: ((date: string) => string)[] = [
      d => d,
      d => parts(d).join('. ').concat('.'),
      d => parts(d).join('/'),
      d => `${parts(d)[0]}년 ${parts(d)[1]}월 ${parts(d)[2]}일`,
      d => d.replaceAll('-', ''),
      d => `${parts(d)[1]}/${parts(d)[2]}/${parts(d)[0]}`,
    ];
    const between = fc.constantFrom(' ~ ', '~', '～', ' - ', ' – ', '부터 ', ' 부터 ');
    const wide = (text: string) => text.replace(/[!-~]/g, c => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(...short, ...long),
        between,
        fc.boolean(),
        fc.boolean(),
        (range, write, sign, full, until) => {
          const [from, to] = range;
          const text = `${write(from)}${sign}${write(to)}${until ? '까지' : ''}`;
          expect([text, readPeriod(full ? wide(text) : text, TODAY)]).toEqual([text, { from, to }]);
          expect(readPeriod(write(from), TODAY)).toEqual({ from, to: from });
        },
      ),
      { numRuns: runs(1000) },
    );
  });
});
