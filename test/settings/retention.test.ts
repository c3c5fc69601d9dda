import { describe, expect, it } from 'vitest';
import { applied, inForce, type PolicyVersion, policyDefaults } from '../../src/settings/policy.ts';
import { destroyedBefore, keptFrom } from '../../src/settings/retention.ts';

const defaults = policyDefaults({ timeZone: 'Asia/Seoul', language: 'ko', summaryAt: '18:30' });

describe('records', () => {
  it.each([
    ['2026-11-25', 3, '2023-11-25'],
    ['2026-11-25', 5, '2021-11-25'],
    // From 29 February, three years have passed on 1 March.
    ['2027-02-28', 3, '2024-02-28'],
    ['2027-03-01', 3, '2024-02-29'],
    ['2027-03-02', 3, '2024-03-02'],
    ['2028-02-29', 3, '2025-03-01'],
    ['2028-02-29', 4, '2024-02-29'],
  ])('on %s, kept for %i years: from %s on', (today, years, from) => {
    expect(keptFrom(today, years)).toBe(from);
  });

  it('that are kept longer from a day on do not come back', () => {
    const years = (from: string, keepYears: number, version: number): PolicyVersion => ({
      ...{ version, from, change: { records: { keepYears } }, by: 'U1', at: 0, key: `k${version}` },
    });
    const versions = [years('2026-06-01', 6, 1), years('2030-01-01', 4, 2)];
    const at = (today: string): string =>
      destroyedBefore({
        changes: ['', ...versions.map(v => v.from)],
        on: day => applied(inForce(defaults, versions, day), {}),
        today: () => today,
      });
    expect(at('2026-05-31')).toBe('2023-05-31');
    expect(at('2026-06-01')).toBe('2023-05-31');
    expect(at('2029-12-31')).toBe('2023-12-31');
    expect(at('2030-01-01')).toBe('2026-01-01');
  });
});
