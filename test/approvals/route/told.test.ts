import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tellInformed } from '../../../src/approvals/effects.ts';
import { chooseRoute } from '../../../src/approvals/route/choose.ts';
import { begin, decide } from '../../../src/approvals/route/machine.ts';
import type { ApproverRule, RouteRule, StepRule, Tell } from '../../../src/approvals/route/policy.ts';
import { resolveSteps } from '../../../src/approvals/route/resolve.ts';
import type { RouteCommand, RouteDecision, RouteFacts } from '../../../src/approvals/route/types.ts';
import { inForce } from '../../../src/approvals/route/view.ts';
import { runs } from '../../support/runs.ts';
import { contextOf, staffOf, type Workplace, workplace } from './workplace.ts';

const person = (user: string): ApproverRule => ({ who: 'person', user });
const step = (...approvers: ApproverRule[]): StepRule => ({ approvers, need: 'any', direct: true });
const told = (decision: RouteDecision): string[] =>
  decision.ok ? decision.effects.filter(e => e.kind === tellInformed.kind).map(e => e.to) : [];

function stateAfter(facts: RouteFacts | undefined, decision: RouteDecision, user = 'MINJI'): RouteFacts {
  if (!decision.ok) throw new Error(JSON.stringify(decision.refusal));
  const { set, history } = decision.change;
  return { ...set, user, history: [...(facts?.history ?? []), ...history] };
}

describe('the approvers of an office', () => {
  const w = workplace({ heads: ['DANA', 'MIA'], leads: new Map([['t-legal', 'LEE']]) });
  const who = (rule: ApproverRule, place: Workplace = w, requester = 'MINJI'): string[] =>
    resolveSteps([step(rule)], requester, staffOf(place)).flatMap(s => s.slots.flatMap(slot => slot.users));

  it('are the manager’s manager, the head of a level, and the lead of a team', () => {
    expect(who({ who: 'managers-manager' })).toEqual(['DANA']);
    expect(who({ who: 'head', level: 1 })).toEqual(['DANA']);
    expect(who({ who: 'head', level: 2 })).toEqual(['MIA']);
    expect(who({ who: 'lead', team: 't-legal' })).toEqual(['LEE']);
  });

  it('are HR where nobody holds it, it is the requester’s own, or its holder left', () => {
    expect(who({ who: 'managers-manager' }, w, 'MIA')).toEqual(['HANA', 'HUGO']);
    expect(who({ who: 'head', level: 3 })).toEqual(['HANA', 'HUGO']);
    expect(who({ who: 'head', level: 1 }, w, 'DANA')).toEqual(['HANA', 'HUGO']);
    expect(who({ who: 'lead', team: 't-legal' }, { ...w, left: new Set(['LEE']) })).toEqual(['HANA', 'HUGO']);
  });
});

describe('a rule', () => {
  const rule: RouteRule = {
    kind: 'leave',
    when: [{ fact: 'team', below: ['t-hq'] }],
    steps: [step({ who: 'manager' }), { ...step(person('LEE')), tells: true }, step({ who: 'hr' })],
    cc: ['CARL'],
  };

  it('is for teams with those below them', () => {
    expect(chooseRoute([rule], 'leave', {}, { teams: ['t-app', 't-hq'] }).steps).toHaveLength(2);
    expect(chooseRoute([rule], 'leave', {}, { teams: ['t-app'] }).tells).toEqual([]);
  });

  it('tells some from the start, others once the steps before theirs are done', () => {
    const { steps, tells, undecided } = chooseRoute([rule], 'leave', {}, { teams: ['t-hq'] });
    expect({ tells, undecided }).toEqual({
      tells: [
        { rule: person('CARL'), after: 0 },
        { rule: person('LEE'), after: 1 },
      ],
      undecided: false,
    });
    const w = workplace();
    const sent = begin(steps, contextOf(w, 'MINJI'), { tells });
    expect(told(sent)).toEqual(['CARL']);
    const waiting = stateAfter(undefined, sent);
    const endorsed = decide(waiting, { do: 'approve', seen: { round: 1, step: 0 } }, contextOf(w, 'MIA'));
    expect(told(endorsed)).toEqual(['LEE']);
    const further = stateAfter(waiting, endorsed);
    const approved = decide(further, { do: 'approve', seen: { round: 1, step: 1 } }, contextOf(w, 'HANA'));
    expect(told(approved)).toEqual(['CARL', 'LEE']);
    expect(stateAfter(further, approved)).toMatchObject({ state: 'approved', informed: ['CARL', 'LEE'] });
    // Whoever only reads along decides nothing.
    const press = decide(further, { do: 'approve', seen: { round: 1, step: 1 } }, contextOf(w, 'CARL'));
    expect(press).toMatchObject({ ok: false, refusal: { code: 'may-not-decide' } });
  });

  it('may decide nothing: the request stands as sent, and its cancellation by a word', () => {
    const alone: RouteRule = { kind: 'leave', when: [], steps: [], stands: true, cc: ['CARL'] };
    const { steps, tells, undecided } = chooseRoute([alone], 'leave', {});
    const w = workplace();
    const sent = begin(steps, contextOf(w, 'MINJI'), { tells, undecided });
    const facts = stateAfter(undefined, sent);
    expect(facts).toMatchObject({ state: 'approved', purpose: 'request', undecided: true });
    expect(facts.history.map(h => h.what)).toEqual(['sent', 'recorded']);
    expect(inForce(facts)).toBe(true);
    expect(told(sent)).toEqual(['CARL']);
    const cancelled = decide(facts, { do: 'ask-cancel', reason: '취소' }, contextOf(w, 'MINJI'));
    expect(stateAfter(facts, cancelled)).toMatchObject({ state: 'cancelled' });
    expect(told(cancelled)).toEqual(['CARL']);
    const revoked = decide(facts, { do: 'revoke', reason: '오류' }, contextOf(w, 'HANA'));
    expect(stateAfter(facts, revoked)).toMatchObject({ state: 'cancelled' });
  });
});

it('who is only told changes nothing of what is decided, whoever that is', () => {
  const users = ['MINJI', 'MIA', 'DANA', 'HANA', 'ADA', 'NOBODY'];
  const user = fc.constantFrom(...users);
  const rule = fc.oneof(user.map(person), fc.constantFrom<ApproverRule>({ who: 'manager' }, { who: 'hr' }));
  const steps = fc.array(
    rule.map(r => step(r)),
    { minLength: 1, maxLength: 3 },
  );
  const tells = fc.array(fc.record({ rule, after: fc.nat(3) }), { maxLength: 4 });
  const act = fc.record({
    actor: user,
    what: fc.constantFrom('approve', 'reject', 'send-back', 'withdraw', 'ask-cancel'),
  });
  const commandOf = (what: string, { round, at }: RouteFacts): RouteCommand => {
    const seen = { round, step: at };
    if (what === 'approve') return { do: what, seen };
    if (what === 'reject' || what === 'send-back') return { do: what, seen, reason: 'x' };
    return what === 'withdraw' ? { do: what } : { do: 'ask-cancel', reason: 'x' };
  };
  fc.assert(
    fc.property(steps, tells, fc.array(act, { maxLength: 8 }), (ruled, reading: Tell[], acts) => {
      const w = workplace({ left: new Set(['NOBODY']) });
      const open = (more: { tells?: Tell[] }) => begin(ruled, contextOf(w, 'MINJI'), more);
      let [without, withThem] = [stateAfter(undefined, open({})), stateAfter(undefined, open({ tells: reading }))];
      for (const { actor, what } of acts) {
        const [a, b] = [without, withThem].map(f => decide(f, commandOf(what, f), contextOf(w, actor)));
        if (!a || !b) continue;
        expect(b.ok).toBe(a.ok);
        if (!a.ok || !b.ok) continue;
        [without, withThem] = [stateAfter(without, a), stateAfter(withThem, b)];
        const told = withThem.informed ?? [];
        expect(told).not.toContain('MINJI');
        expect(told).not.toContain('NOBODY');
        const { state, at, round, purpose } = withThem;
        expect({ state, at, round, purpose }).toEqual({
          ...{ state: without.state, at: without.at, round: without.round, purpose: without.purpose },
        });
        expect(withThem.history.map(h => h.what)).toEqual(without.history.map(h => h.what));
      }
    }),
    { numRuns: runs(100) },
  );
});
