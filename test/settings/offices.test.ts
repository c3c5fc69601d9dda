import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, datesBetween } from '../../src/calendar/rules.ts';
import type { AddedIn } from '../../src/calendar/store.ts';
import { readConfig } from '../../src/config.ts';
import { termsAfter } from '../../src/people/terms.ts';
import type { StoredOffice } from '../../src/settings/offices-store.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { type PolicyInForce, policyInForce } from '../../src/settings/policy-in-force.ts';

const config = readConfig({
  ...{ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_SIGNING_SECRET: '0'.repeat(32), DAYBOOK_TIME_ZONE: 'Asia/Seoul' },
});
const by = { by: 'UH', at: 0 };
const version = (n: number, from: string, zone: string, holidays: string) => ({
  ...{ version: n, from, ...by, key: `k${n}` },
  values: { zone, holidays, region: null, language: 'en' as const },
});
const office = (id: string, ...versions: StoredOffice['versions']): StoredOffice => ({
  ...{ id, name: id, archived: false, version: versions.length, versions },
});
const BERLIN = office('berlin', version(1, '2026-01-01', 'Europe/Berlin', 'de'));
const LA = office('la', version(1, '2026-01-01', 'America/Los_Angeles', 'us'));
const SAMOA = office('samoa', version(1, '2026-01-01', 'Pacific/Apia', 'none'));
const added: AddedIn[] = [
  {
    ...{ version: 1, office: 'berlin', years: [] },
    days: [{ date: '2026-12-03', kind: 'company', name: { ko: '창립일', en: 'Founding day' }, ...by }],
  },
];

let now = Date.parse('2026-11-30T09:00:00+09:00');
let policy: PolicyInForce;

beforeEach(async () => {
  now = Date.parse('2026-11-30T09:00:00+09:00');
  policy = policyInForce({
    store: { get: async () => ({ version: 0, versions: [] }), add: async () => false },
    added: async () => added,
    offices: async () => [BERLIN, LA, SAMOA],
    clock: { now: () => now },
    team: 'T1',
    defaults: policyDefaults(config),
  });
  await policy.reload();
});

const moving = (from: string, to: string | undefined, before: string | undefined = undefined) => ({
  terms: [
    ...(before === undefined ? [] : [{ from: '0001-01-01', office: before }]),
    to === undefined ? { from } : { from, office: to },
  ],
});

describe('the policy of a person', () => {
  it('is the workspace’s own for whoever is in the first office', () => {
    expect(policy.of({})).toBe(policy);
    expect(policy.of(undefined)).toBe(policy);
    expect(policy.of({ terms: [{ from: '2026-01-01', arrangement: 'fixed' }] })).toBe(policy);
    expect(policy.of(moving('0001-01-01', 'an office that is not there'))).toBe(policy);
  });

  it('has zone, today, holidays, added days and language of their office', () => {
    const own = policy.of(moving('0001-01-01', 'berlin'));
    expect(own).toMatchObject({ zone: 'Europe/Berlin', language: 'en' });
    now = Date.parse('2026-12-25T02:00:00+09:00');
    expect([policy.today(), own.today()]).toEqual(['2026-12-25', '2026-12-24']);
    // Boxing Day is a holiday in Germany only, 3 October is one in both; the founding day was added in Berlin.
    const off = (date: string) => [policy, own].map(p => p.calendar.holiday(date) !== undefined);
    expect(['2026-12-26', '2026-10-03', '2026-12-03', '2026-12-04'].map(off)).toEqual([
      [false, true],
      [true, true],
      [false, true],
      [false, false],
    ]);
    expect(own.country.holiday('2026-12-03')).toBeUndefined();
    expect(own.on('2026-12-01').workingTime.dayLength).toBe(policy.on('2026-12-01').workingTime.dayLength);
  });

  it('changes with the day of a move, and the past stays', () => {
    const own = policy.of(moving('2026-12-25', 'berlin'));
    const offDays = datesBetween('2026-10-01', '2027-01-06').filter(d => own.calendar.holiday(d) !== undefined);
    // Until then Korea's, of which Hangul Day is one; from then on Germany's.
    expect(offDays).toEqual(['2026-10-03', '2026-10-05', '2026-10-09', '2026-12-25', '2026-12-26', '2027-01-01']);
    expect([own.office('2026-12-24'), own.office('2026-12-25')]).toEqual([undefined, 'berlin']);
    expect([own.on('2026-12-24'), own.on('2026-12-25')].map(p => p.workingTime.zone)).toEqual([
      'Asia/Seoul',
      'Europe/Berlin',
    ]);
  });

  it('takes the new zone once the first day has begun in both offices', () => {
    const west = policy.of(moving('2026-12-01', 'la'));
    const east = policy.of(moving('2026-12-01', undefined, 'la'));
    const at = (time: string) => {
      now = Date.parse(time);
      return [west, east].map(p => `${p.today()} ${p.zone}`);
    };
    // 1 December begins at 00:00 in Seoul, 17 hours later in Los Angeles.
    expect(at('2026-12-01T16:59:00+09:00')).toEqual(['2026-12-01 Asia/Seoul', '2026-11-30 America/Los_Angeles']);
    expect(at('2026-12-01T17:00:00+09:00')).toEqual(['2026-12-01 America/Los_Angeles', '2026-12-01 Asia/Seoul']);
  });
});

const ids = fc.constantFrom(undefined, 'berlin', 'la', 'samoa');
const day = fc.integer({ min: 0, max: 40 }).map(n => addDays('2026-11-20', n));
const moves = fc.array(fc.record({ from: day, to: ids }), { maxLength: 4 });

const pathOf = (of: readonly { from: string; to: string | undefined }[]) =>
  of.reduce<ReturnType<typeof termsAfter>>(
    (terms, { from, to }) => termsAfter(terms, from, to === undefined ? {} : { office: to }),
    [],
  );

describe('whatever moves there are', () => {
  it('today neither goes back nor leaves out a day', () => {
    fc.assert(
      fc.property(moves, all => {
        const own = policy.of({ terms: pathOf([...all].sort((a, b) => (a.from < b.from ? -1 : 1))) });
        let before: string | undefined;
        for (let hour = 0; hour < 24 * 45; hour += 3) {
          now = Date.parse('2026-11-18T00:00:00Z') + hour * 3_600_000;
          const today = own.today();
          if (before !== undefined) expect([before, addDays(before, 1)]).toContain(today);
          before = today;
        }
      }),
    );
  });

  it('days before a move stay as they were', () => {
    fc.assert(
      fc.property(moves, day, ids, (all, from, to) => {
        const terms = pathOf([...all].sort((a, b) => (a.from < b.from ? -1 : 1)));
        const was = policy.of({ terms });
        const is = policy.of({ terms: termsAfter(terms, from, to === undefined ? {} : { office: to }) });
        for (const date of datesBetween('2026-11-10', addDays(from, -1))) {
          expect(is.on(date)).toEqual(was.on(date));
          expect(is.calendar.holiday(date)).toEqual(was.calendar.holiday(date));
        }
      }),
    );
  });
});
