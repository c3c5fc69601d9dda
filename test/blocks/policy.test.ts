import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  policyDifferenceModal,
  policyGroupModal,
  policyHistoryModal,
  policyModal,
  setUpCard,
  setUpModal,
} from '../../blocks/policy.ts';
import { TOUCHED } from '../../blocks/touched.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import {
  policyErrors,
  readGroup,
  readGroupForm,
  readProposed,
  readSetUpForm,
  SET_UP,
} from '../../src/administration/policy-form.ts';
import {
  differenceModel,
  groupModels,
  policyHistoryModel,
  policyProblemText,
  policyValues,
} from '../../src/administration/policy-present.ts';
import { policyEn } from '../../src/i18n/en/policy.ts';
import { words } from '../../src/i18n/index.ts';
import { policyKo } from '../../src/i18n/ko/policy.ts';
import { POLICY_PROBLEMS, policyProblems } from '../../src/settings/check.ts';
import { askedIn, GROUPS } from '../../src/settings/fields.ts';
import {
  applied,
  changeBetween,
  difference,
  type Policy,
  type PolicyVersion,
  policyDefaults,
} from '../../src/settings/policy.ts';
import type { FormState } from '../../src/slack/form.ts';

const LONG = `<!channel> *${'이민지😀'.repeat(125)}* & co`;
const languages = [words('en'), words('ko')];
const zones = Intl.supportedValuesOf('timeZone');
const defaults = policyDefaults({ adminChannel: '#admin', timeZone: 'Asia/Seoul', language: 'en', summaryAt: '18:30' });
const companyDays = Array.from({ length: 30 }, (_, i) => ({
  date: `2026-12-${String(i + 1).padStart(2, '0')}`,
  name: '*창*'.repeat(10),
}));
/** Every value differs from the defaults, and is as long as it may be. */
const other: Policy = {
  channels: { administrators: 'C0123456789', reports: 'C9876543210' },
  absence: { tellLeave: 'away', board: false, boardAt: '08:30', boardPlaces: false, boardEmpty: 'nothing' },
  workingTime: {
    ...{
      zone: 'America/Argentina/ComodRivadavia',
      holidays: 'de',
      region: 'de-BY-KATH',
      arrangement: 'selective',
      start: '10:00',
    },
    ...{
      windowFrom: '07:00',
      windowTo: '12:00',
      coreFrom: '11:00',
      coreTo: '15:00',
      dayLength: 450,
      fullTimeWeek: 2250,
    },
    ...{
      breaks: 'recorded',
      companyDays,
      settlementMonths: 3,
      settlementTotal: 9600,
      monthAverage: 2400,
      weeklyHoliday: 'sat',
      weekCap: 3600,
      overtimeNeedsApproval: true,
    },
    ...{ correctOwnWithin: 168, correctBack: 366, forgottenAfter: 24 },
  },
  leave: {
    ...{ basis: 'fiscal-year', fiscalStart: '03-01', rounding: 'hundredth', smallestUnit: 'hour' },
    ...{ allowanceDays: 25, allowanceOn: 'anniversary', carryOver: 5, carryMonths: 6 },
    ...{ useUpcoming: false, overdraw: 'warn', awayLimit: 2, beyondAwayLimit: 'refuse' },
  },
  compensatory: {
    ...{ compensates: 'worked', overtimeRate: 200, holidayRate: 175, longHolidayRate: 250, nightRate: 100 },
    ...{ usableMonths: 12, fiveOrMore: false },
    ...{ agreedOn: '2026-01-05', agreement: 'https://example.slack.com/files/U1/F1/agreement.pdf' },
  },
  approvals: { remindAfter: 2, remindAgainAfter: 4, escalateAfter: 9, remindAt: '11:00', awayApprover: 'wait' },
  reports: {
    daily: false,
    dailyAt: '19:15',
    weekly: false,
    weeklyAt: '10:00',
    ownWeekAt: '16:00',
    confirmMonth: true,
    warnWeekAt: 3000,
  },
  reminders: { remindIn: false, remindOut: false, remindWeek: false },
  people: { language: 'ko', slackAdmins: false },
  records: { keepYears: 5 },
};
const versions: PolicyVersion[] = Array.from({ length: 60 }, (_, i) => ({
  version: i + 1,
  from: i === 0 ? '2000-01-01' : `2026-${i < 30 ? '11' : '12'}-${String((i % 29) + 1).padStart(2, '0')}`,
  change: changeBetween(i % 2 ? other : defaults, i % 2 ? defaults : other),
  ...{ by: 'U1', at: Date.parse('2026-11-24T00:00:00Z') + i, key: `k${i}` },
}));
const stored = { versions, defaults, today: '2026-11-24' };
/** Company days are added to the calendar today; those of old are only shown. */
const UNASKED = ['companyDays'];

describe.each(languages)('the settings', w => {
  it('show every group with what is in force, since when, and what is planned', () => {
    for (const s of [stored, { ...stored, versions: [] }]) {
      const groups = groupModels(s, () => LONG, w);
      expect(groups.map(g => g.group)).toEqual(GROUPS);
      expect(
        breaches('modal', policyModal({ groups, channelProblem: w.home.channelProblem('#x', 'not_in_channel') }, w)),
      ).toEqual([]);
    }
    expect(groupModels(stored, () => 'Kim', w)[0]?.ahead.length).toBeGreaterThan(3);
  });

  it('are set up with five questions', () => {
    for (const policy of [defaults, other])
      expect(breaches('modal', setUpModal({ asked: SET_UP, values: policyValues(policy), zones }, w))).toEqual([]);
    expect(breaches('home', { type: 'home', blocks: setUpCard(w) })).toEqual([]);
  });

  it('are changed group by group, and every field of the policy is in its form', () => {
    for (const policy of [defaults, other])
      for (const group of GROUPS) {
        const asked = Object.keys(policy[group]).filter(field => !UNASKED.includes(field));
        expect(
          askedIn(group)
            .map(f => f.field)
            .sort(),
        ).toEqual(asked.sort());
        const view = policyGroupModal(
          { group, asked: askedIn(group), values: policyValues(policy)[group], from: '2026-12-01', zones },
          w,
        );
        expect(breaches('modal', view)).toEqual([]);
        expect(readGroup(view.private_metadata ?? '')).toBe(group);
      }
  });

  it('show a change of a group before it is saved, however large, and carry it within the limit', () => {
    const all = difference(defaults, other);
    const fields = GROUPS.flatMap(g => askedIn(g)).length;
    expect(all).toHaveLength(fields + UNASKED.length);
    for (const group of GROUPS) {
      const change = changeBetween(defaults, { ...defaults, [group]: other[group] });
      const differences = all.filter(d => d.group === group);
      const proposed = { from: '2026-12-01', change, differences, seen: 59 };
      const view = policyDifferenceModal(differenceModel(proposed, true, w), w);
      expect(breaches('modal', view)).toEqual([]);
      expect(readProposed(view.private_metadata ?? '')).toEqual({ from: '2026-12-01', change, seen: 59 });
    }
  });

  it('cannot be saved while it is counted whom they touch, and name ten of each kind then', () => {
    const change = { leave: { basis: 'allowance' as const } };
    const proposed = { from: '2026-12-01', change, differences: [], seen: 1 };
    const model = differenceModel(proposed, false, w);
    expect(policyDifferenceModal(model, w)).not.toHaveProperty('submit');
    const grant = { on: '2027-12-31', amount: { minutes: 100_001 } };
    const row = { name: LONG, from: '2026-12-01', to: '2027-11-30', was: 1.2345, is: { minutes: 99_999 } };
    const rows = Array.from({ length: 10 }, () => ({ ...row, next: { was: grant, is: grant } }));
    const touched = TOUCHED.map(what => ({
      ...{ what, from: row.from, to: row.to, people: 3_000, rows, more: 2_990 },
      sums: [{ was: 12_345.6789, is: 1 }],
    }));
    for (const view of [
      policyDifferenceModal({ ...model, touched }, w),
      policyDifferenceModal({ ...model, touched: 'failed' }, w),
    ]) {
      expect(breaches('modal', view)).toEqual([]);
      expect(view).toHaveProperty('submit');
    }
  });

  it('have a history in pages', () => {
    for (const page of [1, 2, 3, 99]) {
      const model = policyHistoryModel(stored, page, () => LONG, w, 'Asia/Seoul');
      expect(breaches('modal', policyHistoryModal(model, w))).toEqual([]);
      expect(model.pages).toBe(3);
    }
    const none = policyHistoryModel({ ...stored, versions: [] }, 1, () => '', w, 'Asia/Seoul');
    expect(breaches('modal', policyHistoryModal(none, w))).toEqual([]);
  });

  it('have a sentence for every problem and words for every choice', () => {
    for (const code of POLICY_PROBLEMS) expect(policyProblemText({ code }, w).length).toBeGreaterThan(5);
    for (const spec of GROUPS.flatMap(g => askedIn(g)))
      if (spec.is === 'choice') expect(Object.keys(w.policy.choices[spec.field] ?? {})).toEqual([...spec.options]);
    expect(
      policyErrors([{ code: 'past' }, { code: 'not-a-time', group: 'reports', field: 'dailyAt' }], p => p.code),
    ).toEqual({
      from: 'past',
      'reports.dailyAt': 'not-a-time',
    });
  });
});

/** What Slack sends back when nothing in a form is touched. */
function untouched(view: { blocks: unknown[] }): FormState {
  const state: Record<string, Record<string, unknown>> = {};
  for (const block of view.blocks as { type: string; block_id?: string; element?: Record<string, unknown> }[]) {
    if (block.type !== 'input' || !block.block_id || !block.element) continue;
    const e = block.element;
    state[block.block_id] = {
      [String(e.action_id)]: {
        value: e.initial_value ?? null,
        selected_option: e.initial_option ?? null,
        selected_date: e.initial_date ?? null,
        selected_time: e.initial_time ?? null,
        selected_conversation: e.initial_conversation ?? null,
      },
    };
  }
  return state as FormState;
}

describe('a form', () => {
  const [en] = languages as [(typeof languages)[0]];

  it('that nobody touched changes nothing', () => {
    for (const policy of [defaults, other]) {
      for (const group of GROUPS) {
        const view = policyGroupModal(
          { group, asked: askedIn(group), values: policyValues(policy)[group], from: '2026-12-01', zones },
          en,
        );
        const { change, from } = readGroupForm(group, untouched(view));
        expect(from).toBe('2026-12-01');
        expect(difference(policy, applied(policy, change))).toEqual([]);
      }
      const setUp = readSetUpForm(untouched(setUpModal({ asked: SET_UP, values: policyValues(policy), zones }, en)));
      expect(difference(policy, applied(policy, setUp))).toEqual([]);
    }
  });

  it('with something that cannot be says where', () => {
    const problems = (group: (typeof GROUPS)[number], values: Record<string, object>): string[] => {
      const view = policyGroupModal(
        { group, asked: askedIn(group), values: policyValues(defaults)[group], from: '2026-12-01', zones },
        en,
      );
      const state = { ...untouched(view) } as Record<string, Record<string, object>>;
      for (const [field, value] of Object.entries(values)) {
        const [input = ''] = Object.keys(state[`${group}.${field}`] ?? {});
        state[`${group}.${field}`] = { [input]: value };
      }
      return policyProblems(applied(defaults, readGroupForm(group, state as FormState).change)).map(
        p => `${p.field} ${p.code}`,
      );
    };
    expect(problems('workingTime', { dayLength: { value: '' } })).toEqual(['dayLength not-a-number']);
    expect(problems('workingTime', { dayLength: { value: '13' } })).toEqual(['dayLength out-of-range']);
    expect(problems('workingTime', { start: { selected_time: null } })).toEqual(['start not-a-time']);
    expect(problems('workingTime', { holidays: { selected_option: { value: 'kp' } } })).toEqual(['holidays invalid']);
    expect(problems('approvals', { remindAfter: { value: '3' } })).toEqual(['remindAgainAfter not-after-first']);
    expect(problems('leave', { fiscalStart: { value: '13-01' } })).toEqual(['fiscalStart not-a-day-of-the-year']);
    expect(problems('records', { keepYears: { value: '2' } })).toEqual(['keepYears kept-too-short']);
  });

  it('that is not Daybook’s is not read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        expect(readGroup(text)).toBeUndefined();
        expect(readProposed(text)).toBeUndefined();
      }),
    );
    expect(
      readProposed(JSON.stringify({ from: '2026-12-01', seen: 0, change: { leave: { rounding: 'up' } } })),
    ).toBeUndefined();
  });
});

it('both languages say something everywhere', () => {
  const leaves = (value: unknown, at: string): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([k, v]) => leaves(v, `${at}.${k}`))
      : [`${at}:${typeof value === 'string' && value.trim() === '' ? 'empty' : typeof value}`];
  expect(leaves(policyKo, '').sort()).toEqual(leaves(policyEn, '').sort());
  expect(leaves(policyKo, '').filter(l => l.endsWith('empty'))).toEqual([]);
});
