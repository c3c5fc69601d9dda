import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseRoute, DEFAULT_STEPS, holds, unknownFacts } from '../../../src/approvals/route/choose.ts';
import { type ApproverRule, type RouteRule, routeRulesSchema } from '../../../src/approvals/route/policy.ts';
import { resolveSteps } from '../../../src/approvals/route/resolve.ts';
import { runs } from '../../support/runs.ts';
import { hr, manager, person, staffOf, step, type Workplace, workplace } from './workplace.ts';

const people = (w: Workplace, ...steps: Parameters<typeof resolveSteps>[0]) =>
  resolveSteps(steps, 'MINJI', staffOf(w)).map(s => s.slots.map(seat => seat.users));
const notes = (w: Workplace, ...steps: Parameters<typeof resolveSteps>[0]) =>
  resolveSteps(steps, 'MINJI', staffOf(w)).flatMap(s => s.notes.map(n => `${n.step} ${n.why} → ${n.to}`));

describe('which rule a request goes by', () => {
  const long: RouteRule = {
    kind: 'leave',
    when: [{ fact: 'days', over: 3 }],
    steps: [step('any', manager), step('any', hr)],
  };
  const any: RouteRule = { kind: '*', when: [], steps: [step('any', manager)] };
  it('is the first whose kind and conditions match, else the default', () => {
    expect(chooseRoute([long, any], 'leave', { days: 3.5 }).steps).toEqual(long.steps);
    expect(chooseRoute([long, any], 'leave', { days: 3 }).steps).toEqual(any.steps);
    expect(chooseRoute([any, long], 'leave', { days: 5 }).steps).toEqual(any.steps);
    expect(chooseRoute([long], 'purchase', { days: 5 }).steps).toEqual(DEFAULT_STEPS);
  });
  it('asks all conditions, and none holds of a fact that is not there', () => {
    const facts = { amount: 500_000, type: 'annual', abroad: true };
    expect(holds({ fact: 'amount', over: 500_000 }, facts)).toBe(false);
    expect(holds({ fact: 'amount', atLeast: 500_000 }, facts)).toBe(true);
    expect(holds({ fact: 'amount', under: 500_001 }, facts)).toBe(true);
    expect(holds({ fact: 'abroad', is: true }, facts)).toBe(true);
    expect(holds({ fact: 'type', oneOf: ['sick', 'annual'] }, facts)).toBe(true);
    expect(holds({ fact: 'type', over: 1 }, facts)).toBe(false);
    expect(holds({ fact: 'constructor', under: 1 }, facts)).toBe(false);
    const both: RouteRule = {
      ...long,
      when: [
        { fact: 'days', over: 3 },
        { fact: 'type', is: 'sick' },
      ],
    };
    expect(chooseRoute([both], 'leave', { days: 4, type: 'annual' }).steps).toEqual(DEFAULT_STEPS);
    expect(unknownFacts(both, ['days'])).toEqual(['type']);
  });
  it('is stored as data, and what is no rule is refused', () => {
    const stored: unknown = JSON.parse(JSON.stringify([long, any]));
    expect(routeRulesSchema.parse(stored)).toEqual([long, any]);
    const bad = [{ kind: '*', when: [{ fact: 'days', more: 3 }], steps: any.steps }];
    expect(routeRulesSchema.safeParse(bad).success).toBe(false);
    expect(routeRulesSchema.safeParse([{ kind: '*', when: [], steps: [] }]).success).toBe(false);
    expect(
      routeRulesSchema.safeParse([{ ...any, steps: [{ need: 'any', approvers: [{ who: 'reserve' }] }] }]).success,
    ).toBe(false);
  });
});

describe('a route in people', () => {
  it('names persons, the manager, a group, HR and administrators', () => {
    const group: ApproverRule = { who: 'group', users: ['X', 'Y', 'X', 'MINJI'] };
    const w = workplace();
    expect(people(w, step('all', person('BOSS'), manager, group), step('any', hr, { who: 'administrators' }))).toEqual([
      [['BOSS'], ['MIA'], ['X', 'Y']],
      [['HANA', 'HUGO'], ['ADA']],
    ]);
    expect(resolveSteps(DEFAULT_STEPS, 'MINJI', staffOf(w))).toMatchObject([
      { need: 'any', slots: [{ users: ['HANA', 'HUGO'] }, { users: ['ADA'] }] },
    ]);
  });
  it('keeps an approver who is named twice once', () => {
    expect(people(workplace(), step('all', manager, manager, person('X'), person('X')))).toEqual([[['MIA'], ['X']]]);
  });
  it('goes to the next step, and says why, when nobody is left on one', () => {
    const w = workplace({ left: new Set(['BOSS']) });
    expect(people(w, step('any', person('BOSS')), step('any', manager))).toEqual([[['MIA']]]);
    expect(notes(w, step('any', person('BOSS')), step('any', manager))).toEqual(['0 left → next']);
    expect(notes(w, step('any', person('MINJI')), step('any', manager))).toEqual(['0 own-request → next']);
  });
  it('ends with HR, then the administrators, when the last step is of nobody', () => {
    const top = workplace({ managers: new Map() });
    expect(people(top, step('any', person('X')), step('any', manager))).toEqual([[['X']], [['HANA', 'HUGO']]]);
    expect(notes(top, step('any', manager))).toEqual(['0 no-manager → hr']);
    expect(people({ ...top, hr: [] }, step('any', manager))).toEqual([[['ADA']]]);
    expect(notes({ ...top, hr: [] }, step('any', manager))).toEqual(['0 no-manager → administrators']);
  });
  it('gives a seat of nobody to HR where all are needed', () => {
    const top = workplace({ managers: new Map() });
    expect(people(top, step('all', person('X'), manager))).toEqual([[['X'], ['HANA', 'HUGO']]]);
    expect(notes({ ...top, hr: [], administrators: [] }, step('all', person('X'), manager))).toEqual([
      '0 no-manager → others',
    ]);
  });
  it('climbs over managers who left, and out of loops', () => {
    expect(people(workplace({ left: new Set(['MIA']) }), step('any', manager))).toEqual([[['DANA']]]);
    expect(notes(workplace({ left: new Set(['MIA']) }), step('any', manager))).toEqual(['0 left → manager-above']);
    const managers = new Map([
      ['MINJI', 'MIA'],
      ['MIA', 'DANA'],
      ['DANA', 'MIA'],
    ]);
    expect(people(workplace({ managers, left: new Set(['MIA', 'DANA']) }), step('any', manager))).toEqual([
      [['HANA', 'HUGO']],
    ]);
    expect(people(workplace({ managers: new Map([['MINJI', 'MINJI']]) }), step('any', manager))).toEqual([
      [['HANA', 'HUGO']],
    ]);
  });
  it('comes to the requester only as the only administrator, where nobody else is', () => {
    const alone = workplace({ hr: [], administrators: ['MINJI'], managers: new Map() });
    expect(people(alone, step('any', hr, { who: 'administrators' }))).toEqual([[['MINJI']]]);
    expect(people({ ...alone, hr: ['HANA'] }, step('any', { who: 'administrators' }))).toEqual([[['HANA']]]);
    expect(people(alone, step('any', person('X')), step('any', { who: 'administrators' }))).toEqual([[['X']]]);
    expect(notes(alone, step('any', person('X')), step('any', hr))).toEqual(['1 nobody → previous']);
    expect(people({ ...alone, administrators: [] }, step('any', hr))).toEqual([]);
  });

  const USERS = ['A', 'B', 'C', 'D', 'E', 'F'];
  const user = fc.constantFrom(...USERS);
  const some = fc.uniqueArray(user);
  const rule: fc.Arbitrary<ApproverRule> = fc.oneof(
    user.map(person),
    fc.constant(manager),
    fc.uniqueArray(user, { minLength: 1 }).map(users => ({ who: 'group' as const, users })),
    fc.constant(hr),
    fc.constant({ who: 'administrators' as const }),
  );
  const steps = fc.array(
    fc.record({
      approvers: fc.array(rule, { minLength: 1, maxLength: 3 }),
      need: fc.constantFrom('any' as const, 'all' as const),
      direct: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const world = fc.record({ left: some, hr: some, administrators: some, managers: fc.dictionary(user, user) });

  it('never holds the requester, people who left or an empty step, in any company', () => {
    fc.assert(
      fc.property(steps, world, user, (ruled, o, requester) => {
        const w = workplace({
          ...o,
          left: new Set(o.left.filter(u => u !== requester)),
          managers: new Map(Object.entries(o.managers)),
        });
        const route = resolveSteps(ruled, requester, staffOf(w));
        const works = (u: string) => !w.left.has(u);
        const othersInCharge = [...o.hr, ...o.administrators].filter(u => works(u) && u !== requester);
        const sitting = route.flatMap(s => s.slots.flatMap(x => x.users));
        expect(sitting.filter(u => !works(u))).toEqual([]);
        for (const s of route) {
          expect(s.slots.length).toBeGreaterThan(0);
          for (const seat of s.slots) {
            expect(seat.users.length).toBeGreaterThan(0);
            expect(new Set(seat.users).size).toBe(seat.users.length);
          }
        }
        if (sitting.includes(requester)) {
          expect(sitting).toEqual([requester]);
          expect(o.administrators).toContain(requester);
          expect(othersInCharge).toEqual([]);
        }
        // Somebody in charge: the request can always be sent, and every step lost is told.
        if (othersInCharge.length > 0) expect(route.length).toBeGreaterThan(0);
        expect(route.length).toBeLessThanOrEqual(ruled.length);
        const lost = route.flatMap(s => s.notes).filter(n => n.to === 'next' || n.to === 'previous').length;
        if (route.length > 0) expect(route.length + lost).toBe(ruled.length);
      }),
      { numRuns: runs(2_000) },
    );
  });
});
