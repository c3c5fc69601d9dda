import { describe, expect, it } from 'vitest';
import type { NoticeEntry, StoredNotice } from '../../src/grants/record/schema.ts';
import { isValid } from '../../src/grants/record/valid-notice.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';

const at = (date: string): number => Date.parse(`${date}T10:00:00+09:00`);
const entry = (what: NoticeEntry['what'], date: string, more: Partial<NoticeEntry> = {}): NoticeEntry => ({
  ...{ what, at: at(date), by: 'U1', key: `${what}:${date}` },
  ...more,
});
const sent = entry('sent', '2026-07-03');
const seen = entry('seen', '2026-07-05');
const designated = entry('designated', '2026-08-03', { dates: ['2026-12-30'], left: 0 });
const confirmed = entry('seen-dates', '2026-08-04');

/** Days until 31 December: sent from 1 to 10 July, designated until 31 October (LSA 61 ①). */
const notice = (...history: NoticeEntry[]): StoredNotice => ({
  ...{ id: 'T1:U1:annual:2026-12-31', stage: 'annual', state: 'sent', grants: ['annual:1'], usableUntil: '2026-12-31' },
  ...{ from: '2026-07-01', to: '2026-07-10', designateBy: '2026-10-31' },
  ...{ prepared: UNITS_PER_DAY, sent: UNITS_PER_DAY, left: 0, history },
});

describe('days that lapse after a notice', () => {
  it.each<[string, boolean, NoticeEntry[]]>([
    [
      'all of it dated by its person',
      true,
      [sent, seen, entry('answered', '2026-07-10', { dates: ['2026-09-01'], left: 0 })],
    ],
    ['designated and confirmed', true, [sent, seen, designated, confirmed]],
    ['never confirmed', false, [sent, designated, confirmed]],
    ['designated dates never confirmed', false, [sent, seen, designated]],
    [
      'dates confirmed before other ones were designated',
      false,
      [sent, seen, confirmed, { ...designated, at: at('2026-09-01') }],
    ],
    ['sent after its window', false, [entry('sent', '2026-07-11'), seen, designated, confirmed]],
    [
      'designated after the last day',
      false,
      [sent, seen, { ...designated, at: at('2026-11-01') }, entry('seen-dates', '2026-11-02')],
    ],
    ['a day left without a date', false, [sent, seen, { ...designated, left: UNITS_PER_DAY }, confirmed]],
    ['neither answered nor designated', false, [sent, seen]],
    [
      'an older version, which kept no rest',
      true,
      [sent, seen, entry('answered', '2026-07-10', { dates: ['2026-09-01'] })],
    ],
  ])('%s: without pay %s', (_, expected, history) => {
    expect(isValid(notice(...history), 'Asia/Seoul')).toBe(expected);
  });

  it('without a notice that was sent are paid', () => {
    expect(isValid({ ...notice(sent, seen, designated, confirmed), state: 'excluded' }, 'Asia/Seoul')).toBe(false);
  });
});
