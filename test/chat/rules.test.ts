import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage, readPeriod } from '../../src/chat/rules.ts';

const TODAY = '2026-11-24';
const read = (text: string) => readMessage(text, TODAY);

describe('what a message asks for', () => {
  it.each([
    ['휴가신청', 'leave'],
    ['Leave', 'leave'],
    ['<@U0BOT> 상태', 'status'],
    ['Status?', 'help'],
    ['status', 'status'],
    ['hello', 'help'],
    ['', 'help'],
    ['출근하기 싫다', 'help'],
  ])('%j is %s', (text, intent) => {
    expect(read(text)).toEqual({ is: intent });
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

describe('a period in words', () => {
  it.each([
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
});
