import { describe, expect, it } from 'vitest';
import { begin } from '../../../src/approvals/route/machine.ts';
import { mayDecideNow } from '../../../src/approvals/route/rights.ts';
import { routeEntrySchema, routeStateSchema, SYSTEM } from '../../../src/approvals/route/types.ts';
import { inForce, occupies, routeView } from '../../../src/approvals/route/view.ts';
import { Case, contextOf, hr, lent, manager, NOW, person, staffOf, step, workplace } from './workplace.ts';

const twoSteps = [step('any', manager), step('any', hr)];
const sent = (w = workplace(), ruled = twoSteps) => new Case(w, ruled);

describe('a decision', () => {
  it('goes from step to step, asks the next ones, and tells the requester at the end', () => {
    const c = sent();
    expect(c.effects('ask')).toEqual(['MIA']);
    expect(c.approves('MIA')).toBeUndefined();
    expect(c.facts).toMatchObject({ state: 'waiting', at: 1 });
    expect(c.effects('ask')).toEqual(['HANA', 'HUGO']);
    expect(c.effects('decision')).toEqual([]);
    expect(c.approves('HUGO')).toBeUndefined();
    expect(c.facts.state).toBe('approved');
    expect(c.effects('decision')).toEqual(['MINJI']);
    expect(c.effects('card')).toEqual(['administrators', 'MIA', 'HANA', 'HUGO']);
    expect(new Set(c.effects('home'))).toEqual(new Set(['MINJI', 'HUGO', 'HANA']));
    expect(c.whats()).toEqual(['sent MINJI', 'endorsed MIA', 'approved HUGO']);
    expect(routeStateSchema.parse(JSON.parse(JSON.stringify(c.facts)))).toBeTruthy();
    for (const h of c.facts.history) expect(routeEntrySchema.parse(h)).toEqual(h);
  });
  it('of one rejects at any step, with a reason', () => {
    const c = sent();
    expect(c.does('MIA', { do: 'reject', seen: c.seen(), reason: ' ' })).toEqual({ code: 'reason-missing' });
    c.rejects('MIA');
    expect(c.facts.state).toBe('rejected');
    expect(c.facts.history.at(-1)).toMatchObject({ what: 'rejected', by: 'MIA', step: 0, comment: 'release week' });
    expect(routeView(c.facts, staffOf(c.w)).map(s => s.status)).toEqual(['stopped', 'later']);
  });
  it('needs all where all are asked, in any order, each once', () => {
    const c = sent(workplace(), [step('all', manager, person('FIN'))]);
    expect(c.approves('FIN')).toBeUndefined();
    expect(c.approves('FIN')).toMatchObject({ code: 'step-done', by: 'FIN', step: 0 });
    expect(c.effects('ask')).toEqual([]);
    expect(c.facts.state).toBe('waiting');
    expect(c.approves('MIA')).toBeUndefined();
    expect(c.facts.state).toBe('approved');
  });
  it('is made anew by somebody who sits on two steps, and a double press decides one', () => {
    const c = sent(workplace(), [step('any', manager), step('any', person('MIA'))]);
    const first = c.seen();
    c.approves('MIA', first);
    expect(c.approves('MIA', first)).toMatchObject({ code: 'step-done', by: 'MIA' });
    expect(c.facts.state).toBe('waiting');
    c.approves('MIA');
    expect(c.facts.state).toBe('approved');
  });
  it('tells whoever comes late who decided and when', () => {
    const c = sent(workplace(), [step('any', hr)]);
    c.approves('HANA');
    const decided = { code: 'decided', state: 'approved', by: 'HANA', at: NOW + 60_000 };
    expect(c.approves('HUGO')).toEqual(decided);
    expect(c.rejects('HANA')).toEqual(decided);
    expect(c.withdraws()).toEqual(decided);
    const d = sent();
    d.approves('MIA');
    const [at] = d.facts.history.slice(-1).map(h => h.at);
    expect(d.approves('MIA')).toEqual({ code: 'step-done', step: 0, by: 'MIA', at });
    expect(d.does('HANA', { do: 'approve', seen: { round: 1, step: 0 } })).toEqual({
      code: 'step-done',
      step: 0,
      by: 'MIA',
      at,
    });
  });
  it('is nobody else’s', () => {
    const c = sent();
    expect(c.approves('HANA')).toEqual({ code: 'not-your-step', step: 0 });
    expect(c.approves('STRANGER')).toEqual({ code: 'may-not-decide' });
    expect(c.approves('ADA')).toEqual({ code: 'may-not-decide' });
    expect(c.approves('MINJI')).toEqual({ code: 'own-request' });
    expect(c.withdraws('MIA')).toEqual({ code: 'not-yours' });
    expect(c.does('MIA', { do: 'skip' })).toEqual({ code: 'may-not-decide' });
    expect(c.does('MIA', { do: 'escalate' })).toEqual({ code: 'may-not-decide' });
    expect(c.does('MIA', { do: 'remind', reminders: [] })).toEqual({ code: 'may-not-decide' });
    expect(mayDecideNow(c.facts, contextOf(c.w, 'MIA'))).toBe('yes');
    expect(mayDecideNow(c.facts, contextOf(c.w, 'HANA'))).toEqual({ code: 'not-your-step', step: 0 });
  });
  it('follows roles as they are: lost, gained, moved and left', () => {
    const c = sent(workplace(), [step('any', hr)]);
    c.w.hr = ['HUGO', 'NEW'];
    expect(c.approves('HANA')).toEqual({ code: 'may-not-decide' });
    c.w.left.add('HUGO');
    expect(c.approves('HUGO')).toEqual({ code: 'not-employed' });
    expect(c.approves('NEW')).toBeUndefined();
    const d = sent();
    d.w.managers.set('MINJI', 'DANA');
    expect(d.approves('MIA')).toEqual({ code: 'may-not-decide' });
    expect(d.approves('DANA')).toBeUndefined();
  });
  it('is the requester’s own where they are the only administrator', () => {
    const w = workplace({ hr: [], administrators: ['MINJI'], managers: new Map() });
    const c = new Case(w, [step('any', hr)]);
    w.administrators = ['MINJI', 'ADA'];
    expect(c.approves('MINJI')).toEqual({ code: 'own-request' });
    w.administrators = ['MINJI'];
    expect(c.approves('MINJI')).toBeUndefined();
    expect(begin([step('any', hr)], contextOf({ ...w, administrators: [] }, 'MINJI'))).toEqual({
      ok: false,
      refusal: { code: 'nobody-decides' },
    });
  });
});

describe('a request that stands as sent', () => {
  const told = (ruled = twoSteps) => new Case(workplace(), ruled, 'MINJI', true);

  it('is in force at once, and all who would decide hear of it, as does its person', () => {
    const c = told();
    expect(c.facts).toMatchObject({ state: 'approved', purpose: 'request', round: 1, at: 0 });
    expect(c.whats()).toEqual(['sent MINJI', 'recorded MINJI']);
    expect(c.effects('ask')).toEqual(['MIA', 'HANA', 'HUGO']);
    expect(c.effects('card')).toEqual(['administrators']);
    expect(c.effects('decision')).toEqual(['MINJI']);
    expect(routeStateSchema.parse(JSON.parse(JSON.stringify(c.facts)))).toBeTruthy();
    const w = workplace({ onLeave: new Set(['MIA']), delegations: [lent('MIA', 'FIN')] });
    const away = new Case(w, twoSteps, 'MINJI', true);
    expect(away.effects('ask')).toEqual(['FIN', 'HANA', 'HUGO']);
  });
  it('is nobody’s to decide, nor to withdraw, remind of or pass on', () => {
    const c = told();
    const recorded = { code: 'decided', state: 'recorded', by: 'MINJI', at: NOW };
    expect(c.approves('MIA')).toEqual(recorded);
    expect(c.rejects('HANA', { round: 1, step: 1 })).toEqual(recorded);
    expect(c.sendsBack('MIA')).toEqual(recorded);
    expect(c.approves('FIN')).toEqual({ code: 'may-not-decide' });
    expect(c.withdraws()).toEqual(recorded);
    expect(c.skips()).toEqual({ code: 'not-waiting' });
    expect(c.escalates()).toEqual({ code: 'not-waiting' });
  });
  it('is revoked by HR with a reason, once, by nobody else, and so is what somebody approved', () => {
    const c = told();
    const revoke = { do: 'revoke', reason: 'no birth was meant' } as const;
    expect(c.does('MIA', revoke)).toEqual({ code: 'may-not-decide' });
    expect(c.does('MINJI', revoke)).toEqual({ code: 'own-request' });
    expect(c.does('HANA', { ...revoke, reason: ' ' })).toEqual({ code: 'reason-missing' });
    expect(c.does('HANA', revoke)).toBeUndefined();
    expect(c.facts).toMatchObject({ state: 'cancelled' });
    expect(inForce(c.facts)).toBe(false);
    expect(c.facts.history.at(-1)).toMatchObject({ what: 'revoked', by: 'HANA', comment: 'no birth was meant' });
    expect(c.effects('decision')).toEqual(['MINJI']);
    expect(c.effects('card')).toEqual(['administrators', 'MIA', 'HANA', 'HUGO']);
    expect(c.does('HUGO', revoke)).toMatchObject({ code: 'decided', state: 'revoked', by: 'HANA' });
    const decided = sent(workplace(), [step('any', hr)]);
    decided.approves('HANA');
    expect(decided.does('HUGO', revoke)).toBeUndefined();
    expect(decided.facts).toMatchObject({ state: 'cancelled', purpose: 'cancel' });
  });
  it('is cancelled for its person by its route, and revoked while that waits', () => {
    const c = told();
    expect(c.asksCancel()).toBeUndefined();
    expect(c.facts).toMatchObject({ state: 'waiting', purpose: 'cancel' });
    expect(c.approves('MIA')).toBeUndefined();
    expect(c.approves('HANA')).toBeUndefined();
    expect(c.facts.state).toBe('cancelled');
    const d = told();
    d.asksCancel();
    expect(d.does('HUGO', { do: 'revoke', reason: 'agreed' })).toBeUndefined();
    expect(d.facts.state).toBe('cancelled');
    expect(d.approves('MIA')).toMatchObject({ code: 'decided', state: 'revoked' });
  });
  it('follows one that was sent back, where its kind is told by now', () => {
    const c = sent();
    c.sendsBack('MIA');
    expect(c.does('MINJI', { do: 'resend', ruled: twoSteps, stands: true })).toBeUndefined();
    expect(c.facts).toMatchObject({ state: 'approved', round: 2 });
    expect(c.facts.history.at(-1)).toMatchObject({ what: 'recorded', round: 2 });
  });
});

describe('an approver on long leave', () => {
  const away = (more = {}) => workplace({ onLongLeave: new Set(['MIA']), ...more });

  it('is passed over: the manager above decides, and the card says why', () => {
    const c = sent(away());
    expect(c.effects('ask')).toEqual(['DANA']);
    expect(c.facts.steps[0]?.notes).toMatchObject([{ why: 'on-leave', to: 'manager-above', users: ['MIA'] }]);
    expect(c.approves('MIA')).toEqual({ code: 'may-not-decide' });
    expect(c.approves('DANA')).toBeUndefined();
  });
  it('is stood in for by a delegate, where there is one', () => {
    const c = sent(away({ delegations: [lent('MIA', 'FIN')] }));
    expect(c.effects('ask')).toEqual(['FIN']);
    expect(c.approves('FIN')).toBeUndefined();
    expect(c.facts.history.at(-1)).toMatchObject({ by: 'FIN', for: 'MIA' });
  });
  it('keeps no step that waits already: the manager above has it from the first day', () => {
    const c = sent(workplace(), [step('any', manager)]);
    expect(c.effects('ask')).toEqual(['MIA']);
    c.w.onLongLeave.add('MIA');
    expect(c.approves('DANA')).toBeUndefined();
    expect(c.facts.state).toBe('approved');
  });
  it('leaves the step to HR where nobody above is there', () => {
    const c = sent(workplace(), [step('any', manager)]);
    c.w.onLongLeave.add('MIA').add('DANA');
    expect(c.skips()).toBeUndefined();
    expect(c.facts.history.at(-1)).toMatchObject({
      what: 'moved',
      note: { why: 'on-leave', to: 'hr', users: ['MIA'] },
    });
    expect(c.approves('HANA')).toBeUndefined();
    expect(c.facts.state).toBe('approved');
  });
});

describe('a request', () => {
  it('comes back for changes and is sent again through its whole route', () => {
    const c = sent();
    c.approves('MIA');
    const old = c.seen();
    c.sendsBack('HANA');
    expect(c.facts.state).toBe('sent-back');
    expect(c.effects('decision')).toEqual(['MINJI']);
    expect(c.approves('HUGO')).toMatchObject({ code: 'sent-back', by: 'HANA' });
    expect(c.resends(twoSteps, 'MIA')).toEqual({ code: 'not-yours' });
    expect(c.resends([step('any', manager)])).toBeUndefined();
    expect(c.facts).toMatchObject({ state: 'waiting', at: 0, round: 2, steps: [{}] });
    expect(c.does('MIA', { do: 'approve', seen: { ...old, step: 0 } })).toMatchObject({ code: 'changed-since' });
    expect(c.approves('MIA')).toBeUndefined();
    expect(c.facts.state).toBe('approved');
  });
  it('is changed while it waits, and what was decided on its earlier form counts no more', () => {
    const c = sent();
    c.approves('MIA');
    const old = c.seen();
    expect(c.resends(twoSteps, 'MIA')).toEqual({ code: 'not-yours' });
    expect(c.resends([step('any', manager)])).toBeUndefined();
    expect(c.facts).toMatchObject({ state: 'waiting', at: 0, round: 2, steps: [{}] });
    expect(c.does('HANA', { do: 'approve', seen: old })).not.toBeUndefined();
    expect(c.approves('MIA')).toBeUndefined();
    expect(c.facts.state).toBe('approved');
    expect(c.resends()).toMatchObject({ code: 'decided' });
  });
  it('is withdrawn before the decision, also when it came back', () => {
    const c = sent();
    c.approves('MIA');
    c.withdraws();
    expect(c.facts.state).toBe('withdrawn');
    expect(c.approves('HANA')).toEqual({ code: 'withdrawn', at: c.facts.history.at(-1)?.at });
    expect(c.withdraws()).toMatchObject({ code: 'withdrawn' });
    const d = sent();
    d.sendsBack('MIA');
    expect(d.withdraws()).toBeUndefined();
    expect(occupies(d.facts)).toBe(false);
  });
  it('is cancelled by the same route after approval, and holds until then', () => {
    const c = sent();
    expect(c.asksCancel()).toEqual({ code: 'nothing-to-cancel' });
    c.approves('MIA');
    c.approves('HANA');
    expect(c.asksCancel('HANA')).toEqual({ code: 'not-yours' });
    expect(c.asksCancel()).toBeUndefined();
    expect(c.facts).toMatchObject({ state: 'waiting', purpose: 'cancel', round: 2, at: 0 });
    expect([inForce(c.facts), c.asksCancel()?.code]).toEqual([true, 'cancel-waits']);
    expect(c.sendsBack('MIA')).toEqual({ code: 'cancel-not-sent-back' });
    c.approves('MIA');
    c.approves('HUGO');
    expect(c.facts.state).toBe('cancelled');
    expect(inForce(c.facts)).toBe(false);
    expect(c.approves('HANA')).toMatchObject({ code: 'decided', state: 'cancelled', by: 'HUGO' });
    expect(c.asksCancel()).toEqual({ code: 'nothing-to-cancel' });
  });
  it('stays approved when its cancellation is rejected or taken back', () => {
    const c = sent(workplace(), [step('any', manager)]);
    c.approves('MIA');
    c.asksCancel();
    c.rejects('MIA');
    expect(c.facts).toMatchObject({ state: 'approved', purpose: 'request' });
    expect(c.approves('MIA')).toMatchObject({ code: 'decided', state: 'cancel-rejected' });
    c.asksCancel();
    c.withdraws();
    expect(c.facts).toMatchObject({ state: 'approved', purpose: 'request', round: 3 });
    expect(c.approves('MIA')).toMatchObject({ code: 'withdrawn' });
    expect(c.approves('MIA', { round: 1, step: 0 })).toMatchObject({ code: 'decided', state: 'approved' });
  });
});

describe('a step whose approvers are not there', () => {
  it('falls to the next at once, when it begins to wait, and says why', () => {
    const c = sent(workplace({ onLeave: new Set(['MIA']) }));
    expect(c.facts).toMatchObject({
      at: 1,
      steps: [{ passed: { note: { why: 'on-leave', to: 'next', users: ['MIA'] } } }, {}],
    });
    expect(c.effects('ask')).toEqual(['HANA', 'HUGO']);
    expect(c.effects('moved')).toEqual(['MINJI']);
    expect(c.whats()).toEqual(['sent MINJI', `skipped ${SYSTEM}`]);
    expect(c.approves('MIA')).toMatchObject({ code: 'step-passed', step: 0 });
    expect(routeView(c.facts, staffOf(c.w)).map(s => s.status)).toEqual(['passed', 'waiting']);
  });
  it('falls later by the command of the system, and only then', () => {
    const c = sent();
    expect(c.skips()).toEqual({ code: 'not-stranded' });
    c.w.left.add('MIA');
    c.w.managers.delete('MIA');
    expect(c.skips()).toBeUndefined();
    expect(c.facts).toMatchObject({ at: 1, steps: [{ passed: { note: { why: 'left' } } }, {}] });
  });
  it('is never approved by falling: the last one goes to HR, then to the administrators', () => {
    const w = workplace({ onLeave: new Set(['MIA']) });
    const c = new Case(w, [step('any', manager)]);
    expect(c.facts).toMatchObject({ state: 'waiting', at: 0 });
    expect(c.effects('ask')).toEqual(['HANA', 'HUGO']);
    w.onLeave = new Set(['HANA', 'HUGO']);
    expect(c.skips()).toBeUndefined();
    expect(c.effects('ask')).toEqual(['ADA']);
    expect(c.facts.steps[0]?.notes.map(n => n.to)).toEqual(['hr', 'administrators']);
    expect(c.approves('ADA')).toBeUndefined();
  });
  it('waits for people on leave when nobody else is there', () => {
    const c = new Case(workplace({ onLeave: new Set(['MIA', 'HANA']), hr: ['HANA'], administrators: [] }), [
      step('any', manager),
    ]);
    expect(c.facts).toMatchObject({ at: 0, history: [{ what: 'sent' }] });
    expect(c.skips()).toEqual({ code: 'not-stranded' });
    expect(c.approves('MIA')).toBeUndefined();
  });
  it('gives one seat of a step that needs all to HR', () => {
    const c = sent(workplace({ onLeave: new Set(['FIN']) }), [step('all', manager, person('FIN'))]);
    expect(c.effects('ask')).toEqual(['MIA', 'HANA', 'HUGO']);
    expect(c.approves('MIA')).toBeUndefined();
    expect(c.facts.state).toBe('waiting');
    expect(c.approves('HUGO')).toBeUndefined();
    expect(c.facts.state).toBe('approved');
  });
  it('is not passed over while one of those needed is there, nor after one decided', () => {
    const c = sent(workplace({ onLeave: new Set(['FIN']) }), [step('all', manager, person('FIN')), step('any', hr)]);
    expect(c.facts).toMatchObject({ at: 0, steps: [{ notes: [{ why: 'on-leave', to: 'hr', users: ['FIN'] }] }, {}] });
    const d = sent(workplace(), [step('all', manager, person('FIN')), step('any', hr)]);
    d.w.onLeave.add('FIN');
    expect(d.approves('MIA')).toBeUndefined();
    expect(d.whats()).toEqual(['sent MINJI', 'endorsed MIA', `moved ${SYSTEM}`]);
    expect(d.effects('ask')).toEqual(['HANA', 'HUGO']);
    expect(d.approves('FIN')).toMatchObject({ code: 'may-not-decide' });
  });
  it('is HR’s, too, when it waited too long', () => {
    const c = sent(workplace(), [step('all', manager, person('FIN'))]);
    c.approves('FIN');
    expect(c.escalates()).toBeUndefined();
    expect(c.effects('ask')).toEqual(['HANA', 'HUGO']);
    expect(c.escalates()).toEqual({ code: 'already-escalated' });
    expect(mayDecideNow(c.facts, contextOf(c.w, 'MIA'))).toBe('yes');
    c.w.onLeave.add('MIA');
    expect(c.skips()).toEqual({ code: 'not-stranded' });
    expect(c.approves('HANA')).toBeUndefined();
    expect(c.facts.state).toBe('approved');
    const d = sent(workplace(), [step('any', hr)]);
    expect(d.escalates()).toEqual({ code: 'already-escalated' });
  });
});

describe('a reminder', () => {
  it('is owed and marked in one change, once', () => {
    const c = sent();
    const remind = { do: 'remind', reminders: [{ to: 'MIA', days: 1, urgent: true, marks: ['1.0.1.MIA'] }] } as const;
    const command = { ...remind, reminders: remind.reminders.map(r => ({ ...r, marks: [...r.marks] })) };
    expect(c.does(SYSTEM, command)).toBeUndefined();
    expect(c.effects('remind')).toEqual(['MIA']);
    expect(c.facts.marks).toEqual(['1.0.1.MIA']);
    expect(c.does(SYSTEM, command)).toEqual({ code: 'already-reminded' });
    c.approves('MIA');
    c.approves('HANA');
    expect(c.does(SYSTEM, command)).toEqual({ code: 'not-waiting' });
  });
});

describe('a delegate', () => {
  it('decides for the approver, and the record says so', () => {
    const c = sent(workplace({ delegations: [lent('MIA', 'DAVID')], onLeave: new Set(['MIA']) }));
    expect(c.facts.at).toBe(0);
    expect(c.last.ok && c.last.effects.find(e => e.kind === 'ask')).toMatchObject({
      to: 'DAVID',
      data: { for: 'MIA' },
    });
    expect(c.approves('DAVID')).toBeUndefined();
    expect(c.facts.history.at(-1)).toMatchObject({ what: 'endorsed', by: 'DAVID', for: 'MIA', step: 0 });
    expect(c.approves('MIA', { round: 1, step: 0 })).toMatchObject({ code: 'step-done', by: 'DAVID', for: 'MIA' });
  });
  it('decides for all they stand in for, and for themselves, with one press', () => {
    const w = workplace({ delegations: [lent('MIA', 'FIN'), lent('LAW', 'FIN')] });
    const c = new Case(w, [step('all', manager, person('FIN'), person('LAW'))]);
    c.approves('FIN');
    expect(c.whats().slice(1)).toEqual(['endorsed FIN', 'endorsed FIN for MIA', 'approved FIN for LAW']);
    expect(c.facts.state).toBe('approved');
  });
  it('acts only in the period, never for a delegate, never on their own request', () => {
    const w = workplace({ delegations: [lent('MIA', 'DAVID'), lent('DAVID', 'ERIN'), lent('MIA', 'MINJI')] });
    const c = new Case(w, [step('any', manager)]);
    expect(c.approves('ERIN')).toEqual({ code: 'may-not-decide' });
    expect(c.approves('MINJI')).toEqual({ code: 'own-request' });
    w.today = '2026-12-01';
    expect(c.approves('DAVID')).toEqual({ code: 'may-not-decide' });
    w.today = '2026-11-30';
    w.left.add('MIA');
    expect(c.approves('DAVID')).toEqual({ code: 'may-not-decide' });
    w.left.delete('MIA');
    expect(c.approves('DAVID')).toBeUndefined();
  });
});

describe('acting for somebody', () => {
  const inPlace = (c: Case) => ({ do: 'approve', seen: c.seen(), comment: 'he is ill', inPlace: true }) as const;
  it('ends what is pending or sent back, and nothing that is over', () => {
    const revoke = { do: 'revoke', reason: 'entered twice' } as const;
    const c = sent();
    expect(c.does('HANA', revoke)).toBeUndefined();
    expect(c.facts).toMatchObject({ state: 'cancelled', purpose: 'request' });
    expect(c.effects('card')).toEqual(['administrators', 'MIA']);
    expect(c.does('HUGO', revoke)).toMatchObject({ code: 'decided', state: 'revoked' });
    const back = sent();
    back.sendsBack('MIA');
    expect(back.does('HANA', revoke)).toBeUndefined();
    const over = sent();
    over.rejects('MIA');
    expect(over.does('HANA', revoke)).toMatchObject({ code: 'decided', state: 'rejected' });
  });
  it('decides a step in place of its approvers, who are told, and leaves the next one to its own', () => {
    const c = sent(workplace(), [step('all', manager, person('FIN')), step('any', person('BEN'))]);
    expect(c.does('HANA', inPlace(c))).toBeUndefined();
    expect(c.facts).toMatchObject({ state: 'waiting', at: 1 });
    expect(c.effects('passed-over')).toEqual(['MIA', 'FIN']);
    expect(c.facts.history.at(-1)).toMatchObject({ what: 'endorsed', by: 'HANA', inPlaceOf: ['MIA', 'FIN'] });
    expect(c.approves('MIA', { round: 1, step: 0 })).toMatchObject({ code: 'step-done', by: 'HANA' });
    expect(c.approves('BEN')).toBeUndefined();
    expect(c.facts.state).toBe('approved');
    expect(routeStateSchema.parse(JSON.parse(JSON.stringify(c.facts)))).toBeTruthy();
  });
  it('rejects in their place, and decides in nobody’s place where it may decide itself', () => {
    const c = sent();
    const reject = { do: 'reject', seen: c.seen(), reason: 'closing', inPlace: true } as const;
    expect(c.does('HUGO', reject)).toBeUndefined();
    expect(c.facts.history.at(-1)).toMatchObject({ what: 'rejected', inPlaceOf: ['MIA'] });
    const own = sent(workplace(), [step('any', hr)]);
    expect(own.does('HUGO', inPlace(own))).toBeUndefined();
    expect(own.facts.history.at(-1)).not.toHaveProperty('inPlaceOf');
  });
  it('is refused without the right, on one’s own request, and on what the card no longer shows', () => {
    const c = sent();
    expect(c.does('MIA', { ...inPlace(c), seen: { round: 1, step: 1 } })).toMatchObject({ code: 'may-not-decide' });
    expect(c.does('DANA', inPlace(c))).toEqual({ code: 'may-not-decide' });
    expect(c.does('MINJI', inPlace(c))).toEqual({ code: 'own-request' });
    const old = inPlace(c);
    c.sendsBack('MIA');
    c.resends();
    expect(c.does('HANA', old)).toMatchObject({ code: 'changed-since' });
    const mine = sent(workplace(), [step('any', manager)]);
    expect(new Case(mine.w, mine.facts.ruled, 'HANA').does('HANA', inPlace(mine))).toEqual({ code: 'own-request' });
  });
  it('sends again for the person, with the reason and the rules that are passed over', () => {
    const c = sent();
    const again = { do: 'resend', ruled: c.facts.ruled, comment: 'other days', overrode: ['blocked'] } as const;
    expect(c.does('DANA', { ...again, overrode: [...again.overrode] })).toEqual({ code: 'not-yours' });
    expect(c.does('HANA', { ...again, overrode: [...again.overrode] })).toBeUndefined();
    expect(c.facts).toMatchObject({ state: 'waiting', round: 2 });
    expect(c.facts.history.at(-1)).toMatchObject({ what: 'resent', by: 'HANA', comment: 'other days' });
    expect(c.effects('decision')).toEqual(['MINJI']);
  });
});
