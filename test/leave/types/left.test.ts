import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { koreanCalendar } from '../../../src/calendar/rules.ts';
import { words } from '../../../src/i18n/index.ts';
import { leaveModel } from '../../../src/leave/present.ts';
import { offersTo } from '../../../src/leave/types/left.ts';
import { BUILTIN } from '../../../src/leave-record/types/builtin.ts';
import { typeOn } from '../../../src/leave-record/types/definition.ts';
import { UNITS_PER_DAY } from '../../../src/leave-record/units.ts';
import { sizeOf } from '../../../src/shared/shown.ts';

const pools = (left: Record<string, number>) =>
  new Map(Object.entries(left).map(([pool, days]) => [pool, { left: days * UNITS_PER_DAY }]));
const none = () => 0;
const idsOf = (offers: readonly { type: { id: string } }[]) => offers.map(o => o.type.id);

describe('Types of leave as they are offered', () => {
  it('begin with what somebody has left, and end with what they have none of', () => {
    const types = BUILTIN.map(t => typeOn(t, '2026-12-01'));
    const offers = offersTo(types, pools({ annual: 8.5, compensatory: 0 }), type => (type.id === 'menstrual' ? 1 : 0));
    const ids = idsOf(offers);
    expect(ids.slice(0, 4)).toEqual(['annual', 'half', 'quarter', 'hours']);
    expect(ids.slice(-7)).toEqual([
      ...['compensatory', 'compensatory-half', 'compensatory-quarter', 'compensatory-hours', 'reward', 'reward-half'],
      'menstrual',
    ]);
    expect(offers[0]?.left).toBe(8.5);
    expect(offers.find(o => o.type.id === 'sick')).not.toHaveProperty('left');
  });

  it('do not begin with annual leave for somebody who has none, nor with compensatory leave that was never given', () => {
    expect(idsOf(offersTo(BUILTIN, pools({ annual: 0 }), none))[0]).toBe('sick');
    // Nothing is known of the balance: nothing is said of it.
    const unknown = offersTo(BUILTIN, new Map(), none);
    expect(idsOf(unknown)[0]).toBe('annual');
    expect(unknown[0]).not.toHaveProperty('left');
    expect(idsOf(unknown).slice(-6)[0]).toBe('compensatory');
  });

  it('are the same types, each once, within what an option may say, whatever they are called and whatever is left', () => {
    const name = fc.string({ minLength: 1, maxLength: 75, unit: 'grapheme' });
    const balance = fc.dictionary(
      fc.constantFrom('annual', 'compensatory'),
      fc.integer({ min: -40, max: 400 }).map(n => n / 8),
    );
    fc.assert(
      fc.property(
        balance,
        fc.array(name, { minLength: 3, maxLength: 3 }),
        fc.constantFrom('en', 'ko'),
        (left, names, l) => {
          const types = BUILTIN.map((t, i) => ({ ...t, name: names[i % 3] ?? 'x' }));
          const offers = offersTo(types, pools(left), none);
          expect(idsOf(offers).toSorted()).toEqual(idsOf(types.map(type => ({ type }))).toSorted());
          const ranks = offers.map(o => (o.left !== undefined && sizeOf(o.left) <= 0 ? 1 : 0));
          expect(ranks).toEqual(ranks.toSorted());
          const w = words(l);
          const model = leaveModel(
            { type: 'annual', reason: '' },
            { type: undefined, refused: [], warned: [] },
            { calendar: koreanCalendar(), offers, decides: [], w, kept: [], metadata: '' },
          );
          for (const [i, option] of model.types.entries()) {
            expect(option.name.length).toBeLessThanOrEqual(75);
            const days = offers[i]?.left;
            if (days !== undefined) expect(option.name.endsWith(w.leave.typeLeft('', w.leave.days(days)))).toBe(true);
          }
        },
      ),
    );
  });
});
