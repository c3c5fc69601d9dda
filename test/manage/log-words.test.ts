import { describe, expect, it } from 'vitest';
import { STANDARD_POOLS } from '../../src/grants/pools.ts';
import { words } from '../../src/i18n/index.ts';
import { linesOf } from '../../src/manage/log-words.ts';
import { NO_TEAMS } from '../../src/people/organisation/rules.ts';
import type { Logged } from '../../src/shared/owed-log.ts';
import type { LogDoc } from '../../src/workspace/log.ts';

type Entry = Pick<LogDoc, 'was' | 'now' | 'note' | 'on' | 'count'>;
const d = { people: new Map(), teams: NO_TEAMS, offices: [] };
const linesIn =
  (language: 'ko' | 'en') =>
  (what: Logged, entry: Partial<Entry>): string[] =>
    linesOf({ what, at: 0, by: 'U1', ...entry } as LogDoc, {
      ...{ w: words(language), d: d as never, pools: STANDARD_POOLS, kinds: [] },
    });
const ko = linesIn('ko');

describe('an entry of the log in words', () => {
  it.each<[Logged, Partial<Entry>, string[]]>([
    ['files.export', { now: { file: 'log' } }, ['변경 이력']],
    ['files.export', { on: '2026-11-23', now: { file: 'week' } }, ['2026년 11월 23일(월)', '52시간 현황']],
    [
      'files.export',
      { on: '2026-10-01', note: '2026-10.xlsx', now: { file: 'payroll' } },
      ['2026년 10월 1일(목) · 2026-10.xlsx', '급여 파일'],
    ],
    [
      'files.export',
      { on: '2026-10', note: '2026-10.xlsx', now: { file: 'payroll' } },
      ['2026년 10월 · 2026-10.xlsx', '급여 파일'],
    ],
    ['requests.entered-for', { now: { ko: '병가 12월 1일(화)', en: 'Sick leave Tue 1 Dec' } }, ['병가 12월 1일(화)']],
    ['requests.entered-for', { now: '병가 12월 1일(화)' }, ['병가 12월 1일(화)']],
    ['jobs.run', { now: { job: 'weekly' } }, ['주간 리포트']],
    ['time.month-closed', { on: '2026-10', note: '급여일' }, ['2026년 10월 · 급여일']],
    [
      'people.facts',
      { was: { hiredOn: '2024-03-02' }, now: { hiredOn: '2024-03-04' } },
      ['입사일 2024-03-02 → 2024-03-04'],
    ],
    [
      'people.org-team',
      { note: '플랫폼', was: { name: '개발' }, now: { name: '플랫폼' } },
      ['플랫폼', '이름: 개발 → 플랫폼'],
    ],
    [
      'settings.policy',
      { was: { reports: { daily: true } }, now: { reports: { daily: false } } },
      ['*하루 요약*\n예 → *아니요*'],
    ],
    ['settings.policy', { on: '2000-01-01' }, ['처음부터 적용']],
    ['settings.office', { note: 'Berlin', now: 'archived' }, ['Berlin', '보관']],
    [
      'leave.grants',
      { count: 4, note: '연말', now: { pool: 'reward', on: '2026-11-30', usableUntil: '9999-12-31', days: 2 } },
      ['4명 · 연말', '포상휴가 · 2026년 11월 30일(월), 소멸하지 않음 · 2일'],
    ],
    [
      'leave.blocked',
      { now: { from: '2026-12-24', to: '2026-12-31' } },
      ['추가: 2026년 12월 24일(목)–31일(목) · 전체'],
    ],
    [
      'requests.delegation',
      { was: { first: '2026-12-01', last: '2026-12-02' } },
      ['삭제: 2026년 12월 1일(화)–2일(수)'],
    ],
    ['leave.promotion', { now: { change: 'handed' } }, ['서면으로 전달']],
  ])('%s %j', (what, entry, lines) => {
    expect(ko(what, entry)).toEqual(lines);
  });
});
