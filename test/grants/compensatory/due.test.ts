import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DueFacts, dueOf } from '../../../src/grants/compensatory/due.ts';
import { balance } from '../../../src/grants/ledger/balance.ts';
import type { Grant } from '../../../src/grants/ledger/types.ts';
import { reversalOf } from '../../../src/grants/rules.ts';
import { unitsOf } from '../../../src/leave-record/units.ts';

/** three hours at one and a half */
const WANTED = unitsOf(4.5 / 8);
const facts: DueFacts = {
  ...{ request: 'r1', inForce: true, date: '2026-11-24', approvedOn: '2026-11-23', today: '2026-11-23' },
  ...{ usableMonths: 6, wanted: WANTED, byRecord: false, stored: [] },
};
const due = (o: Partial<DueFacts> = {}): Grant[] => dueOf({ ...facts, ...o });
const leftOn = (day: string, stored: readonly Grant[]): number => balance(stored, [], day, 'compensatory').left;

describe('the grant of a request', () => {
  it('vests on the day of the work, or when it is given if that is later, and is usable for the policy’s months', () => {
    expect(due()).toEqual([
      {
        ...{ id: 'compensatory:r1', kind: 'compensatory', pool: 'compensatory', amount: WANTED },
        ...{ on: '2026-11-24', usableUntil: '2027-05-23' },
      },
    ]);
    expect(due({ approvedOn: '2026-12-02' })).toMatchObject([{ on: '2026-12-02', usableUntil: '2027-06-01' }]);
    expect(due({ byRecord: true, today: '2026-11-25' })).toMatchObject([{ on: '2026-11-25' }]);
    // Six months after 31 August have passed on 1 March.
    expect(due({ date: '2026-08-31', approvedOn: '2026-08-31' })).toMatchObject([{ usableUntil: '2027-02-28' }]);
  });

  it('is given once, and not at all where nothing is to be given or it is not known yet', () => {
    expect(due({ stored: due() })).toEqual([]);
    expect(due({ wanted: undefined })).toEqual([]);
    expect(due({ wanted: 0 })).toEqual([]);
  });

  it('is taken back once the approval is cancelled, and stays so', () => {
    const stored = due();
    const back = due({ inForce: false, stored, wanted: undefined });
    expect(back).toMatchObject([{ id: 'reversal:compensatory:r1', amount: -WANTED, reverses: 'compensatory:r1' }]);
    const all = [...stored, ...back];
    expect(due({ inForce: false, stored: all, wanted: undefined })).toEqual([]);
    expect(leftOn('2026-11-25', all)).toBe(0);
    expect(due({ inForce: false })).toEqual([]);
  });

  it('is not given again when HR took it back', () => {
    const [given] = due({ byRecord: true, today: '2026-11-25' });
    if (!given) throw new Error('nothing was given');
    const stored = [given, reversalOf(given, '2026-11-26')];
    expect(due({ byRecord: true, today: '2026-11-27', stored })).toEqual([]);
    expect(due({ byRecord: true, today: '2026-11-27', stored, wanted: unitsOf(0.2) })).toEqual([]);
  });

  it('is not corrected again when HR took a correction back', () => {
    const stored = due({ byRecord: true, today: '2026-11-25' });
    const more = { byRecord: true, today: '2026-11-26', wanted: WANTED + unitsOf(1 / 16) };
    const [correction] = due({ ...more, stored });
    if (!correction) throw new Error('nothing was corrected');
    expect(correction).toMatchObject({ corrects: 'compensatory:r1', amount: unitsOf(1 / 16) });
    const all = [...stored, correction, reversalOf(correction, '2026-11-26')];
    expect(due({ ...more, stored: all })).toEqual([]);
  });

  it('stays as it was given before the work was done, whatever the policy says of the record later', () => {
    expect(due({ byRecord: true, today: '2026-11-25', stored: due(), wanted: unitsOf(0.25) })).toEqual([]);
  });
});

it('follows a record however often that changes, and takes all of it back', () => {
  const change = fc.integer({ min: 0, max: 3000 }).map(fifths => unitsOf(fifths / 5 / 480));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), wants => {
      const stored: Grant[] = [];
      const run = (o: Partial<DueFacts>): void => void stored.push(...due({ ...o, byRecord: true, stored }));
      for (const [i, wanted] of wants.entries()) {
        const today = `2026-11-${25 + Math.min(i, 4)}`;
        run({ wanted, today });
        run({ wanted, today });
        expect(leftOn('2026-12-01', stored)).toBe(wanted);
        expect(new Set(stored.map(g => g.id)).size).toBe(stored.length);
      }
      run({ inForce: false, wanted: undefined, today: '2026-12-02' });
      expect(leftOn('2026-12-03', stored)).toBe(0);
    }),
  );
});
