import { describe, expect, it } from 'vitest';
import { noticeOf } from '../../../src/leave/event-check.ts';
import { changeFigures, figuresInputOf } from '../../../src/leave/types/figures.ts';
import { leaveTypeDocs } from '../../../src/leave/types/store.ts';
import { builtinType } from '../../../src/leave-record/types/builtin.ts';
import { type LeaveType, typeOn } from '../../../src/leave-record/types/definition.ts';
import { type EventRule, type Figure, figuresOn } from '../../../src/leave-record/types/event-rule.ts';

const today = '2026-11-24';
const typeOf = (id: string) => builtinType(id) as LeaveType & { rule: EventRule };
type Typed = Partial<Record<Figure, string>>;
/** The form of a rule with some figures typed anew. */
const change = (rule: EventRule, from: string, typed: Typed) => {
  const input = figuresInputOf({ rule }, today);
  return changeFigures(rule, { from, values: { ...input?.values, ...typed } }, today);
};
const changed = (rule: EventRule, from: string, typed: Typed): EventRule => {
  const outcome = change(rule, from, typed);
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.rule;
};
const problems = (id: string, from: string, typed: Typed) => {
  const outcome = change(typeOf(id).rule, from, typed);
  return 'problems' in outcome ? outcome.problems.map(p => [p.field === 'figure' ? p.figure : p.field, p.code]) : [];
};

describe('The figures of a leave by law', () => {
  const { rule } = typeOf('paternity');

  it('shown are those of today', () => {
    expect(figuresInputOf({ rule }, today)).toEqual({
      from: today,
      values: { days: '20', before: '50', until: '120', parts: '4' },
    });
    expect(figuresInputOf(typeOf('annual'), today)).toBeUndefined();
    // A law that is ahead shows its first ones.
    expect(figuresInputOf(typeOf('spouse-loss'), '2026-01-01')?.values.days).toBe('5');
  });

  it('change from a day on, and only those that differ', () => {
    const after = changed(rule, '2027-01-01', { days: '25' });
    expect(after.own).toEqual([{ from: '2027-01-01', values: { days: 25 } }]);
    expect([figuresOn(after, '2026-12-31')?.days, figuresOn(after, '2027-01-01')?.days]).toEqual([20, 25]);
    expect(figuresOn(after, '2027-01-01')?.parts).toBe(4);
    expect(changed(rule, '2027-01-01', {})).toEqual(rule);
  });

  it('of today add up; those of a day ahead are replaced, or taken back by today’s', () => {
    const one = changed(rule, today, { days: '25' });
    expect(changed(one, today, { parts: '5' }).own).toEqual([{ from: today, values: { days: 25, parts: 5 } }]);
    const planned = changed(one, '2027-01-01', { days: '30' });
    expect(changed(planned, '2027-01-01', { days: '28' }).own).toEqual([
      { from: today, values: { days: 25 } },
      { from: '2027-01-01', values: { days: 28 } },
    ]);
    expect(changed(planned, '2027-01-01', {}).own).toEqual([{ from: today, values: { days: 25 } }]);
    expect(changed(changed(rule, '2027-01-01', { days: '30' }), '2027-01-01', {})).toEqual(rule);
  });

  it('of a year’s or month’s leave are its limit, and those of notice the notice, from that day on', () => {
    const menstrual = { ...typeOf('menstrual'), rule: changed(typeOf('menstrual').rule, '2027-01-01', { days: '2' }) };
    expect([typeOn(menstrual, '2026-12-31').most, typeOn(menstrual, '2027-01-01').most]).toEqual([1, 2]);
    const parental = { ...typeOf('parental'), rule: changed(typeOf('parental').rule, '2027-01-01', { ahead: '14' }) };
    expect([noticeOf(parental, { from: '2026-12-31' }), noticeOf(parental, { from: '2027-01-01' })]).toEqual([30, 14]);
  });

  it('of a past day are set right on the day of the law, and not before it', () => {
    const right = changed(rule, '2025-02-23', { days: '21' });
    expect([figuresOn(right, '2025-02-22')?.days, figuresOn(right, today)?.days]).toEqual([10, 21]);
    expect(problems('paternity', '2025-02-22', { days: '21' })).toEqual([['from', 'changed-later']]);
    // The days before the due date are of 18 September 2026, the parts are not.
    expect(problems('paternity', '2026-01-01', { before: '60' })).toEqual([['from', 'changed-later']]);
    expect(problems('paternity', '2026-01-01', { parts: '5' })).toEqual([]);
    expect(problems('spouse-loss', '2026-09-17', { days: '6' })).toEqual([['from', 'law-since']]);
  });

  it('are refused beside the field that is wrong', () => {
    expect(problems('paternity', today, { days: '' })).toEqual([['days', 'figure-range']]);
    expect(problems('paternity', today, { days: 'x', parts: '0' })).toEqual([
      ['days', 'figure-range'],
      ['parts', 'figure-range'],
    ]);
    expect(problems('paternity', today, { days: '2.5' })).toEqual([['days', 'figure-range']]);
    expect(problems('paternity', today, { until: '-1' })).toEqual([['until', 'figure-range']]);
    expect(problems('paternity', today, { until: '732' })).toEqual([['until', 'figure-range']]);
    expect(problems('paternity', '', { days: '25' })).toEqual([['from', 'missing-from']]);
    expect(problems('maternity', today, { least: '91' })).toEqual([['least', 'figure-more']]);
    expect(problems('maternity', today, { twins: '80' })).toEqual([['twins', 'figure-less']]);
    expect(problems('loss', today, { week22: '95' })).toEqual([['week22', 'figure-more']]);
  });

  it('keep what the law brings later, in a type that was changed before', () => {
    const own = [{ from: today, values: { days: 25 } }];
    const old = { ...typeOf('paternity'), rule: { ...rule, figures: rule.figures.slice(0, 1), own } };
    const doc = { ...old, _id: 'T1:paternity', team: 'T1', version: 1, history: [], effects: [] };
    expect(leaveTypeDocs.parse(doc).rule).toEqual({ ...rule, own });
  });
});
