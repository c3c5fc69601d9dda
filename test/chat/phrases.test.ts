import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPhrase } from '../../src/chat/phrases.ts';
import { words } from '../../src/i18n/index.ts';

const command = (text: string) => {
  const read = readPhrase(text);
  return read?.is === 'clock' ? read.command : read;
};

describe('words that are recorded', () => {
  it.each([
    ['출근', { do: 'check-in' }],
    [' 퇴근! ', { do: 'check-out' }],
    ['In', { do: 'check-in' }],
    ['check out.', { do: 'check-out' }],
    ['출근합니다', { do: 'check-in' }],
    ['출근 09:10 재택', { do: 'check-in', time: '09:10', place: 'home' }],
    ['출근 재택 9:10', { do: 'check-in', time: '09:10', place: 'home' }],
    ['출근09:10', { do: 'check-in', time: '09:10' }],
    ['출근, 출장', { do: 'check-in', place: 'trip' }],
    ['출근 회사에서', { do: 'check-in', place: 'office' }],
    ['출근 오전 9시 반 외근', { do: 'check-in', time: '09:30', place: 'outside' }],
    ['in 09:10 home', { do: 'check-in', time: '09:10', place: 'home' }],
    ['in from home at 9:05', { do: 'check-in', time: '09:05', place: 'home' }],
    ['in business trip', { do: 'check-in', place: 'trip' }],
    ['퇴근 18:30', { do: 'check-out', time: '18:30' }],
    ['퇴근 오후 6시 30분', { do: 'check-out', time: '18:30' }],
    ['퇴근 18시30분에', { do: 'check-out', time: '18:30' }],
    ['out 6:30 pm', { do: 'check-out', time: '18:30' }],
    ['out 6pm', { do: 'check-out', time: '18:00' }],
    ['out 12:05 am', { do: 'check-out', time: '00:05' }],
    ['퇴근 오후 12시', { do: 'check-out', time: '12:00' }],
    ['휴식', { do: 'break' }],
    ['break', { do: 'break' }],
    ['휴식 시작', { do: 'start-break' }],
    ['휴식 끝', { do: 'end-break' }],
    ['복귀', { do: 'end-break' }],
    ['back', { do: 'end-break' }],
    ['break end', { do: 'end-break' }],
    ['출근했음', { do: 'check-in' }],
    ['출근 완료!', { do: 'check-in' }],
    ['출근 했습니다', { do: 'check-in' }],
    ['checked in', { do: 'check-in' }],
    ['Clock out', { do: 'check-out' }],
    ['퇴근할게요', { do: 'check-out' }],
    ['퇴근하겠습니다~', { do: 'check-out' }],
    ['퇴근 완료', { do: 'check-out' }],
    ['out 6:30 p.m.', { do: 'check-out', time: '18:30' }],
    ['휴식 시작합니다', { do: 'start-break' }],
    ['휴게 종료', { do: 'end-break' }],
    ['휴식종료', { do: 'end-break' }],
    ['복귀했습니다', { do: 'end-break' }],
    ['출근 👋🏻', { do: 'check-in' }],
    ['☀️ 출근합니다 ☀️', { do: 'check-in' }],
    [':wave: 출근 :smile:', { do: 'check-in' }],
    ['출근 ^^', { do: 'check-in' }],
    ['퇴근ㅎㅎ', { do: 'check-out' }],
    ['퇴근 ㅠㅠ', { do: 'check-out' }],
    ['퇴근 :)', { do: 'check-out' }],
  ])('%s', (text, expected) => {
    expect(command(text)).toEqual(expected);
  });

  it.each([
    ['in the meeting', 'check-in', 'the meeting'],
    ['출근 9', 'check-in', '9'],
    ['출근 25:00', 'check-in', '25:00'],
    ['출근 09:60', 'check-in', '09:60'],
    ['출근 오후 13:00', 'check-in', '오후 13:00'],
    ['출근 09:00 10:00', 'check-in', '09:00 10:00'],
    ['출근 재택 사무실', 'check-in', '재택 사무실'],
    ['퇴근 재택', 'check-out', '재택'],
    ['out of office', 'check-out', 'of office'],
    ['휴식 12:00', 'break', '12:00'],
    ['back at 13:00', 'end-break', 'at 13:00'],
  ])('%s is not guessed', (text, verb, rest) => {
    expect(readPhrase(text)).toEqual({ is: 'unclear', verb, rest });
  });

  it.each([
    ...[
      '출근?',
      '출근할게요',
      '출근하겠습니다',
      '출근 :x:',
      '출근 ❌',
      '🚫 출근',
      '퇴근 :question:',
      '출근 🤔',
      '퇴근해도 되나요?',
    ],
    ...['in?', '퇴근했어요?', '재택', 'checking'],
  ])('%j does nothing', text => {
    expect(readPhrase(text)?.is).not.toBe('clock');
  });

  it.each(['출근하기 싫다', 'inside', 'outing', 'hello', '휴가 내일', ''])('%j is none of them', text => {
    expect(readPhrase(text)).toBeUndefined();
  });

  it('are read as they are offered: every form that an answer names, in both languages', () => {
    for (const w of [words('ko'), words('en')]) {
      const named = [w.chat.help, w.chat.helpCommand, ...Object.values(w.chat.forms)].flatMap(text =>
        [...text.matchAll(/`([^`]+)`/g)].map(m => (m[1] ?? '').replace(/^\/daybook /, '')),
      );
      expect(named.length).toBeGreaterThan(20);
      for (const text of named.filter(text => !/^(who|누구|export|급여 파일)( |$)/.test(text)))
        expect([text, readPhrase(text)?.is]).not.toEqual([text, undefined]);
      for (const text of named) expect([text, readPhrase(text)?.is]).not.toEqual([text, 'unclear']);
    }
  });

  it('keep any time of the day and any place, in any order', () => {
    const places = { 사무실: 'office', 재택: 'home', outside: 'outside', 출장: 'trip' } as const;
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...Object.keys(places)), fc.boolean(), (minute, word, first) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const place = places[word as keyof typeof places];
        expect(command(first ? `출근 ${time} ${word}` : `in ${word} ${time}`)).toEqual({ do: 'check-in', time, place });
      }),
    );
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => void readPhrase(`출근 ${text}`)));
  });
});
