import { describe, expect, it } from 'vitest';
import { type FeedFacts, feedText } from '../../../src/absence/feeds/ics.ts';
import { koreanCalendar } from '../../../src/calendar/rules.ts';
import { words } from '../../../src/i18n/index.ts';
import { defined } from '../../../src/shared/defined.ts';
import { named } from '../../../src/shared/languages.ts';
import { fixedDay } from '../../leave/problems-in.ts';

const ko = words('ko');
const at = Date.parse('2026-11-24T00:00:00Z');
const leave = (id: string, form: Record<string, unknown>): FeedFacts['leaves'][number] => ({
  ...{ _id: id, team: 'T1', user: 'U1', form: { reason: '비밀 사유', ...form } },
  history: [{ at, by: 'U1', what: 'sent', key: 'k', round: 1 }],
});
const facts = (leaves: FeedFacts['leaves'], more: Partial<FeedFacts> = {}): FeedFacts => ({
  ...{ name: '휴가 · 이민지', leaves, calendarOf: () => koreanCalendar() },
  arrangedOn: (_, date) => fixedDay(date),
  ...more,
});

/** The events of a calendar, each as its properties; long lines are unfolded as RFC 5545 (3.1) says. */
function eventsOf(text: string): Record<string, string>[] {
  const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n');
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') events.push({});
    const at = line.indexOf(':');
    const event = events.at(-1);
    if (event) event[line.slice(0, at)] = line.slice(at + 1);
  }
  return events;
}

describe('a feed', () => {
  it('has whole days as days, the end left out as RFC 5545 wants it', () => {
    const text = feedText(facts([leave('r1', { type: 'annual', from: '2026-12-02', to: '2026-12-04' })]), ko);
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    expect(text).toContain('X-WR-CALNAME:휴가 · 이민지');
    expect(eventsOf(text)).toMatchObject([
      {
        UID: 'r1@t1.daybook',
        SUMMARY: '연차',
        'DTSTART;VALUE=DATE': '20261202',
        'DTEND;VALUE=DATE': '20261205',
        TRANSP: 'OPAQUE',
        SEQUENCE: '0',
        DTSTAMP: '20261124T000000Z',
      },
    ]);
    expect(text).not.toContain('비밀');
  });

  it('is called as its owner, whatever signs are in the name', () => {
    const text = feedText(facts([], { name: 'Leave · Kim, Min\\ji;\r\nBEGIN:VEVENT' }), ko);
    const name = 'Leave · Kim\\, Min\\\\ji\\; BEGIN:VEVENT';
    expect(text).toContain(`\r\nNAME:${name}\r\nX-WR-CALNAME:${name}\r\n`);
    expect(eventsOf(text)).toEqual([]);
  });

  it('says who does the work meanwhile', () => {
    const standIn = { user: 'U2', name: '박하나' };
    const form = { type: 'annual', from: '2026-12-02', to: '2026-12-04' };
    const [own, plain] = eventsOf(feedText(facts([leave('r1', { ...form, standIn }), leave('r2', form)]), ko));
    expect(own).toMatchObject({ DESCRIPTION: '업무 대행 박하나' });
    expect(plain).not.toHaveProperty('DESCRIPTION');
  });

  it('has halves at the hours of the working day, in the workplace’s zone', () => {
    const half = leave('r1', { type: 'half-am', from: '2026-12-02', to: '2026-12-02' });
    const other = leave('r2', { type: 'half-pm', from: '2026-12-03', to: '2026-12-03' });
    const [am, pm] = eventsOf(feedText(facts([half, other]), ko));
    // 09:00 to 13:30 and 13:30 to 18:00 in Seoul: four hours of work have half an hour of break in them.
    expect(am).toMatchObject({ DTSTART: '20261202T000000Z', DTEND: '20261202T043000Z' });
    expect(pm).toMatchObject({ DTSTART: '20261203T043000Z', DTEND: '20261203T090000Z' });
    const [newYork] = eventsOf(
      feedText(facts([half], { arrangedOn: (_, date) => ({ ...fixedDay(date), zone: 'America/New_York' }) }), ko),
    );
    expect(newYork).toMatchObject({ DTSTART: '20261202T140000Z' });
  });

  it('says only "away" of private kinds of leave, whoever reads it', () => {
    const as = {
      ...{ name: '난임 치료', unit: 'day', paid: true, pool: null, worked: true, calendarDays: false },
    };
    const secret = leave('r1', { type: 'x', from: '2026-12-02', to: '2026-12-02', as: { ...as, private: true } });
    for (const nameOf of [undefined, () => '이민지']) {
      const korean = feedText(facts([secret], defined({ nameOf })), ko);
      expect(eventsOf(korean)[0]?.SUMMARY).toBe(nameOf ? '이민지 · 부재' : '부재');
      expect(korean).not.toContain('난임');
      expect(feedText(facts([secret], defined({ nameOf })), words('en'))).toMatch(/SUMMARY:.*Away/);
    }
  });

  it('takes none of a colleague’s time, and leaves out what became a holiday altogether', () => {
    const calendar = koreanCalendar([{ date: '2026-12-02', name: named({ ko: '임시공휴일', en: 'x' }) }]);
    const leaves = [
      leave('r1', { type: 'annual', from: '2026-12-02', to: '2026-12-02' }),
      leave('r2', { type: 'annual', from: '2026-12-02', to: '2026-12-03' }),
    ];
    const events = eventsOf(feedText(facts(leaves, { calendarOf: () => calendar, nameOf: () => '이민지' }), ko));
    expect(events).toMatchObject([{ UID: 'r2@t1.daybook', TRANSP: 'TRANSPARENT', SUMMARY: '이민지 · 연차' }]);
  });

  it('is the same text for the same facts, in whatever order they come, and never longer than 75 bytes a line', () => {
    const leaves = Array.from({ length: 20 }, (_, i) =>
      leave(`r${i}`, { type: 'annual', from: `2026-12-${String((i % 5) + 7).padStart(2, '0')}`, to: '2026-12-11' }),
    );
    const nameOf = () => `가;나,다\\라\n${'이름'.repeat(80)}`;
    const text = feedText(facts(leaves, { nameOf }), ko);
    expect(feedText(facts([...leaves].reverse(), { nameOf }), ko)).toBe(text);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(eventsOf(text)[0]?.SUMMARY?.startsWith('가\\;나\\,다\\\\라\\n')).toBe(true);
  });
});
