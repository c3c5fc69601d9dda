import { describe, expect, it } from 'vitest';
import { effectiveApprovers } from '../../../src/approvals/route/approvers.ts';
import { delegatesOf, delegationProblems, mayActFor } from '../../../src/approvals/route/delegate.ts';
import type { StepState } from '../../../src/approvals/route/types.ts';
import { delegationSchema } from '../../../src/people/delegation.ts';
import { contextOf, lent, person, staffOf, workplace } from './workplace.ts';

const TODAY = '2026-11-24';

describe('a delegation', () => {
  it('holds from its first to its last day, for what the approver themselves may', () => {
    const given = [lent('A', 'D', TODAY, TODAY), lent('B', 'D', '2026-11-25'), lent('D', 'E'), lent('C', 'C')];
    expect(mayActFor('D', ['A', 'B', 'C'], given, TODAY)).toEqual(['A']);
    expect(mayActFor('D', ['A', 'B'], given, '2026-11-25')).toEqual(['B']);
    expect(mayActFor('E', ['A'], given, TODAY)).toEqual([]);
    expect(mayActFor('C', ['C'], given, TODAY)).toEqual([]);
    expect(delegatesOf('A', [...given, ...given], TODAY)).toEqual(['D']);
  });
  it('is given to somebody else who works here, for days to come', () => {
    const problems = (d: object) =>
      delegationProblems(
        delegationSchema.parse({ ...lent('MIA', 'DANA'), ...d }),
        staffOf(workplace({ left: new Set(['GONE']) })),
        TODAY,
      );
    expect(problems({})).toEqual([]);
    expect(problems({ to: 'MIA' })).toEqual(['self']);
    expect(problems({ to: 'GONE' })).toEqual(['not-employed']);
    expect(problems({ first: '2026-02-30' })).toEqual(['not-a-date']);
    expect(problems({ first: '2026-11-30', last: '2026-11-29' })).toEqual(['ends-before-it-begins']);
    expect(problems({ first: '2026-11-01', last: '2026-11-23' })).toEqual(['past']);
  });
});

describe('whom a step asks today', () => {
  const of = (need: 'any' | 'all', ...users: string[]): StepState => ({
    need,
    direct: true,
    seats: users.map(u => ({ rule: person(u) })),
    notes: [],
    since: 5,
  });
  const asked = (step: StepState, change: Parameters<typeof workplace>[0]) =>
    effectiveApprovers(step, 'MINJI', contextOf(workplace(change), 'system'));

  it('is the approver and the delegate, the delegate alone during leave', () => {
    const delegations = [lent('A', 'D')];
    expect(asked(of('any', 'A'), { delegations })).toEqual({
      asked: [
        { user: 'A', since: 5 },
        { user: 'D', for: 'A', since: 5 },
      ],
      stranded: false,
    });
    const away = asked(of('any', 'A'), { delegations, onLeave: new Set(['A']) });
    expect(away).toEqual({ asked: [{ user: 'D', for: 'A', since: 5 }], stranded: false });
  });
  it('is nobody when approver and delegate are away, or the delegate is the requester', () => {
    const note = { why: 'on-leave', users: ['A'] };
    const nobody = { asked: [], stranded: true, note };
    const onLeave = new Set(['A', 'D']);
    expect(asked(of('any', 'A'), { onLeave })).toEqual(nobody);
    expect(asked(of('any', 'A'), { onLeave, delegations: [lent('A', 'D'), lent('A', 'MINJI')] })).toEqual(nobody);
    expect(asked(of('any', 'A'), { left: new Set(['A']) }).note).toEqual({ why: 'left', users: [] });
  });
  it('is the others where any one is enough, and is stranded where all are needed', () => {
    const onLeave = new Set(['A']);
    expect(asked(of('any', 'A', 'B'), { onLeave })).toMatchObject({ asked: [{ user: 'B' }], stranded: false });
    expect(asked(of('all', 'A', 'B'), { onLeave })).toMatchObject({ asked: [{ user: 'B' }], stranded: true });
  });
});
