import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changed,
  type DecisionContext,
  decideRequest,
  mayDecide,
  type RequestCommand,
  type RequestFacts,
} from '../../src/approvals/rules.ts';

const NOW = Date.parse('2026-11-24T14:03:00+09:00');
const waiting: RequestFacts = {
  user: 'UMINJI',
  state: 'waiting',
  history: [{ at: NOW - 60_000, by: 'UMINJI', what: 'sent', key: 'view:V1' }],
};
const admin: DecisionContext = {
  actor: 'UADMIN',
  administrator: true,
  onlyAdministrator: false,
  deciders: ['UADMIN', 'UOWNER'],
  key: 'click:UADMIN:1',
  now: NOW,
};

function pressed(request: RequestFacts, command: RequestCommand, ctx: DecisionContext): RequestFacts {
  const decision = decideRequest(request, command, ctx);
  if (!decision.ok) return request;
  return { ...request, state: decision.change.state, history: [...request.history, decision.change.step] };
}
const refusal = (request: RequestFacts, command: RequestCommand, ctx: DecisionContext) => {
  const decision = decideRequest(request, command, ctx);
  return decision.ok ? undefined : decision.refusal;
};

describe('a decision on a request', () => {
  it('approves, keeps the step, and owes the card, the message and the Homes concerned', () => {
    const decision = decideRequest(waiting, { do: 'approve' }, admin);
    expect(decision).toEqual({
      ok: true,
      change: { state: 'approved', step: { at: NOW, by: 'UADMIN', what: 'approved', key: admin.key } },
      effects: [
        { kind: 'card', lane: 'card', to: 'administrators' },
        { kind: 'home', lane: 'home:UMINJI', to: 'UMINJI' },
        { kind: 'home', lane: 'home:UADMIN', to: 'UADMIN' },
        { kind: 'home', lane: 'home:UOWNER', to: 'UOWNER' },
        { kind: 'decision', lane: 'decision', to: 'UMINJI' },
      ],
    });
  });

  it('keeps the reason of a rejection', () => {
    const rejected = decideRequest(waiting, { do: 'reject', reason: 'release week' }, admin);
    expect(rejected).toMatchObject({ ok: true, change: { state: 'rejected', step: { comment: 'release week' } } });
  });

  it('tells whoever comes second who decided and when', () => {
    const approved = pressed(waiting, { do: 'approve' }, admin);
    expect(refusal(approved, { do: 'reject', reason: 'no' }, { ...admin, actor: 'UOWNER' })).toEqual({
      code: 'decided',
      state: 'approved',
      by: 'UADMIN',
      at: NOW,
    });
    const withdrawn = pressed(waiting, { do: 'withdraw' }, { ...admin, actor: 'UMINJI', administrator: false });
    expect(refusal(withdrawn, { do: 'approve' }, admin)).toEqual({ code: 'withdrawn', at: NOW });
  });

  it('lets nobody decide who may not, and nobody withdraw what is not theirs', () => {
    expect(refusal(waiting, { do: 'approve' }, { ...admin, administrator: false })).toEqual({ code: 'may-not-decide' });
    expect(refusal(waiting, { do: 'approve' }, { ...admin, actor: 'UMINJI' })).toEqual({ code: 'own-request' });
    expect(refusal(waiting, { do: 'withdraw' }, admin)).toEqual({ code: 'not-yours' });
    expect(mayDecide(waiting, { user: 'UMINJI', administrator: true, onlyAdministrator: true })).toBe('yes');
  });

  it('redraws nobody twice', () => {
    expect(changed('UADMIN', ['UADMIN', 'UOWNER']).filter(e => e.kind === 'home')).toHaveLength(2);
  });

  it('lets exactly one decision stand, whatever the order and the doubling of presses', () => {
    const actor = fc.record({
      actor: fc.constantFrom('UMINJI', 'UADMIN', 'UOWNER', 'USTRANGER'),
      administrator: fc.boolean(),
      onlyAdministrator: fc.boolean(),
    });
    const command = fc.oneof(
      fc.constant<RequestCommand>({ do: 'approve' }),
      fc.constant<RequestCommand>({ do: 'reject', reason: 'x' }),
      fc.constant<RequestCommand>({ do: 'withdraw' }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(actor, command), { maxLength: 30 }), presses => {
        let request = waiting;
        for (const [i, [who, c]] of presses.entries()) {
          const ctx = { ...admin, ...who, key: `k${i}`, now: NOW + i };
          const next = pressed(request, c, ctx);
          if (next !== request) {
            if (c.do === 'withdraw') expect(who.actor).toBe('UMINJI');
            else {
              expect(who.administrator).toBe(true);
              expect(who.actor !== 'UMINJI' || who.onlyAdministrator).toBe(true);
            }
          }
          request = next;
        }
        expect(request.history.filter(h => h.what !== 'sent').length).toBe(request.state === 'waiting' ? 0 : 1);
      }),
    );
  });
});
