import { describe, expect, it } from 'vitest';
import { routeInput } from '../../blocks/approval-ids.ts';
import type { RouteRule } from '../../src/approvals/route/policy.ts';
import {
  draftOf,
  draftOfRule,
  keeping,
  moved,
  newDraft,
  type RouteDraft,
  ruleOf,
  withSteps,
} from '../../src/approvals/routes-form.ts';
import { words } from '../../src/i18n/index.ts';

const w = words('en');
const facts = {
  numbers: ['days'],
  own: [{ fact: 'f2', name: 'Seats' }],
  choices: [{ fact: 'type', name: 'Type', options: [{ id: 'sick', name: 'Sick' }] }],
};
const hr: RouteRule['steps'] = [{ approvers: [{ who: 'hr' }], need: 'any', direct: true }];
const leave: RouteRule = {
  kind: 'leave',
  when: [
    { fact: 'days', over: 3 },
    { fact: 'type', oneOf: ['sick'] },
  ],
  steps: [{ approvers: [{ who: 'manager' }], need: 'any', direct: true }, ...hr],
};

describe('the form of a rule', () => {
  it('gives back the rule that it was opened with', () => {
    expect(ruleOf(draftOfRule(leave), facts, w)).toEqual({ rule: leave });
  });

  it('gives back offices, told steps, teams and copies, and what stands as sent', () => {
    const offices: RouteRule['steps'] = [
      { approvers: [{ who: 'managers-manager' }], need: 'any', direct: true },
      { approvers: [{ who: 'head', level: 2 }], need: 'any', direct: true },
      { approvers: [{ who: 'lead', team: 't-legal' }], need: 'any', direct: true, tells: true },
    ];
    const team = { fact: 'team' as const, below: ['t-hq'] };
    const rule: RouteRule = { kind: 'leave', when: [team], steps: offices, cc: ['U1'] };
    expect(ruleOf(draftOfRule(rule), facts, w)).toEqual({ rule });
    const stands: RouteRule = { kind: 'leave', when: [], steps: offices.slice(2), stands: true };
    expect(ruleOf(draftOfRule(stands), facts, w)).toEqual({ rule: stands });
    const nobody = { ...draftOfRule(stands), stands: false };
    expect(ruleOf(nobody, facts, w)).toEqual({ errors: { [routeInput.decides]: w.routes.nobodyDecides } });
  });

  it('says beside each field what is missing, too much or unknown, whatever Slack lets through', () => {
    const errors = (draft: Partial<RouteDraft>) => {
      const read = ruleOf({ ...newDraft(), kind: 'leave', ...draft }, facts, w);
      return 'errors' in read ? Object.keys(read.errors) : [];
    };
    const people = { who: 'people', people: [], need: 'all' as const };
    expect(errors({})).toEqual([]);
    expect(errors({ over: '3' })).toEqual([routeInput.over]);
    for (const over of ['', '-1', 'x', 'Infinity']) expect(errors({ fact: 'days', over })).toEqual([routeInput.over]);
    expect(errors({ fact: 'amount', over: '3' })).toEqual([routeInput.fact]);
    expect(errors({ fact: 'f2', over: '3' })).toEqual([]);
    expect(errors({ fact: 'f3', over: '3' })).toEqual([routeInput.fact]);
    expect(errors({ choice: 'type' })).toEqual([routeInput.values('type')]);
    expect(errors({ choice: 'colour', values: ['red'] })).toEqual([routeInput.choice]);
    expect(errors({ steps: [people, { people: [], need: 'any' }] })).toEqual([
      routeInput.people(0),
      routeInput.step(1),
    ]);
  });

  it('reads no more steps than there may be, and never none', () => {
    expect([-3, 0, 1, 3, 99].map(n => draftOf({}, n).steps.length)).toEqual([1, 1, 1, 3, 5]);
    expect(withSteps(withSteps(newDraft(), 1), -1)).toEqual(newDraft());
  });

  it('keeps what it does not show: other conditions, names of groups, and who is not asked directly', () => {
    const group = { who: 'group' as const, name: 'Finance', users: ['U1', 'U2'] };
    const before: RouteRule = {
      kind: 'leave',
      when: [...leave.when, { fact: 'days', under: 20 }],
      steps: [{ approvers: [group], need: 'any', direct: false }, ...hr],
    };
    const draft = draftOfRule(before);
    const read = ruleOf({ ...draft, over: '5' }, facts, w);
    if ('errors' in read) throw new Error('not a rule');
    const [first, ...others] = before.when;
    expect(first).toEqual({ fact: 'days', over: 3 });
    expect(keeping(before, read.rule)).toEqual({ ...before, when: [{ fact: 'days', over: 5 }, ...others] });
  });

  it('moves a rule by one place, and not past the ends', () => {
    const rules = ['a', 'b', 'c'].map(kind => ({ kind, when: [], steps: hr }));
    const kinds = (of: RouteRule[]) => of.map(r => r.kind).join('');
    expect(kinds(moved(rules, 0, 1))).toBe('bac');
    expect(kinds(moved(rules, 2, -1))).toBe('acb');
    expect([moved(rules, 0, -1), moved(rules, 2, 1), moved(rules, 9, 1)].map(kinds)).toEqual(['abc', 'abc', 'abc']);
  });
});
