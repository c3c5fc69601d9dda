import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { card, historyModal } from '../../blocks/approvals.ts';
import { editorModal, fieldModal, formsModal, nameModal, removeModal } from '../../blocks/form-editor.ts';
import { chooseModal, requestModal } from '../../blocks/forms.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { BUILTIN } from '../../src/forms/builtin.ts';
import { type Field, type FormDefinition, MOST } from '../../src/forms/definition.ts';
import { describe as told } from '../../src/forms/describe.ts';
import type { FormEntry } from '../../src/forms/editing.ts';
import { FIELD_TYPES } from '../../src/forms/fields/index.ts';
import type { FilledForm } from '../../src/forms/filled.ts';
import { inputsOf } from '../../src/forms/form.ts';
import {
  aboutForm,
  editorModel,
  editProblemText,
  fieldFormModel,
  formsModel,
  problemText,
  requestFormModel,
  withBenefit,
} from '../../src/forms/present.ts';
import { check } from '../../src/forms/rules.ts';
import { words } from '../../src/i18n/index.ts';
import { defined } from '../../src/shared/defined.ts';
import { named } from '../../src/shared/languages.ts';
import { runs } from '../support/runs.ts';
import { ctx, definitionArb, filledArb, form, NASTY, nasty, TODAY } from './forms.ts';

const languages = [words('en'), words('ko')];
/** Three bytes a sign, which is the most in UTF-8 for one UTF-16 unit. */
const full = (max: number): string => '뷁'.repeat(max);

/** 40 fields of one type, or of all in turn, with every text as long as it may be. */
function filledToTheBrim(types: readonly Field['type'][], fill: (max: number) => string): FormDefinition {
  return form(
    Array.from({ length: MOST.fields }, (_, i): Field => {
      const type = types[i % types.length] ?? 'text';
      const choices = { choices: Array.from({ length: 5 }, (_, n) => ({ id: `c${n}`, label: fill(MOST.choice) })) };
      const base = { id: `f${i + 1}`, type, label: fill(MOST.label), required: true, help: fill(MOST.help) };
      return type === 'choice' ? { ...base, ...choices } : base;
    }),
    { name: fill(MOST.name) },
  );
}

const inputFor = (f: Field, fill: (max: number) => string): unknown =>
  ({
    text: fill(MOST.text),
    'long-text': fill(MOST.longText),
    number: '-123456.75',
    money: '1,000,000,000,000',
    date: '2026-12-31',
    range: { from: '2026-12-31', to: '2027-12-30' },
    times: { from: '22:00', to: '06:00' },
    choice: 'c4',
    person: 'U1',
    file: ['F1', 'F2', 'F3', 'F4', 'F5'],
  })[f.type];

function sent(d: FormDefinition, fill: (max: number) => string): FilledForm {
  const inputs = Object.fromEntries(d.fields.map(f => [f.id, inputFor(f, fill)]));
  const result = check(d, inputs, ctx);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.form;
}

const shapes: [string, readonly Field['type'][]][] = [
  ['of every type', FIELD_TYPES],
  ...FIELD_TYPES.map((t): [string, readonly Field['type'][]] => [`all ${t}`, [t]]),
];
const fills: [string, (max: number) => string][] = [
  ['of three bytes a sign', full],
  ['that mean something to Slack', nasty],
  ['of signs that are escaped', max => '&'.repeat(max)],
];
const files = new Map(Array.from({ length: 40 }, (_, i) => [`f${i + 1}`, Array<string>(5).fill(full(80))]));

describe.each(shapes)('a form with 40 fields, %s', (_name, types) => {
  it.each(fills)('and texts %s is within the limits as modal and as card', (_fill, fill) => {
    const d = filledToTheBrim(types, fill);
    const benefit = named({ ko: fill(200), en: fill(200) });
    const filled = withBenefit(sent(d, fill), benefit);
    for (const w of languages) {
      for (const notice of ['route', 'form'] as const) {
        const o = {
          inputs: inputsOf(filled),
          files,
          route: Array<string>(10).fill(fill(400)),
          notice,
          again: 'r1',
          dated: true,
          benefit,
        };
        expect(breaches('modal', requestModal(requestFormModel(d, o, w), w))).toEqual([]);
      }
      const text = told(filled, w);
      const seen = { id: 'r1', round: 1, step: 0, who: fill(500), cancels: true, cancelReason: fill(500) };
      const more = { alsoAway: undefined, route: fill(500), notes: [fill(500)], lead: [fill(100)] };
      expect(breaches('message', card({ ...seen, ...more, ...text }, w))).toEqual([]);
      const outcome = { what: 'rejected', by: fill(80), at: 'now', comment: fill(500) };
      expect(breaches('message', card({ ...seen, ...more, ...text, outcome }, w))).toEqual([]);
      const line = { at: 'now', by: fill(80), did: 'x', why: fill(400), comment: fill(500) };
      expect(
        breaches(
          'modal',
          historyModal({ ...text, who: 'x', outcomeNotes: [fill(900)], lines: Array(80).fill(line) }, w),
        ),
      ).toEqual([]);
    }
  });
});

it('all choices that a form may have, beside long texts, fit into one modal', () => {
  const d = filledToTheBrim(['long-text'], full);
  const choices = Array.from({ length: MOST.choices }, (_, n) => ({ id: `c${n}`, label: full(MOST.choice) }));
  for (const i of [0, 1]) d.fields[i] = { ...(d.fields[i] as Field), type: 'choice', choices };
  const filled = sent(d, full);
  for (const w of languages) {
    const o = { inputs: inputsOf(filled), files, route: Array<string>(10).fill(full(400)), notice: 'route' as const };
    expect(breaches('modal', requestModal(requestFormModel(d, o, w), w))).toEqual([]);
  }
});

describe.each(languages)('for administrators', w => {
  const history: FormEntry[] = Array.from({ length: 90 }, (_, i) => ({
    at: i,
    by: `U${i}`,
    key: `k${i}`,
    what: 'field-changed',
    version: i,
    name: NASTY,
  }));
  const names = new Map(history.map(h => [h.by, NASTY]));
  const place = {
    form: 'f1a2b3c4d5e6f7a8',
    list: 'V0123456789',
    editor: 'V0123456789',
    page: 3,
    seen: 90,
    field: 'f40',
  };

  it.each(fills)('every modal is within the limits with texts %s', (_name, fill) => {
    const d = filledToTheBrim(FIELD_TYPES, fill);
    const o = { w, names, zone: 'Asia/Seoul' };
    for (const state of ['draft', 'offered', 'archived'] as const)
      for (const fields of [d.fields, d.fields.slice(0, 1), []])
        expect(
          breaches('modal', editorModal(editorModel({ definition: { ...d, state, fields }, history }, place, o), w)),
        ).toEqual([]);
    for (const field of d.fields) {
      expect(breaches('modal', fieldModal(fieldFormModel({ field }, place, w), w))).toEqual([]);
      expect(breaches('modal', removeModal({ label: w.forms.text(field.label), metadata: '{}' }, w))).toEqual([]);
    }
    for (const type of [...FIELD_TYPES, '']) {
      const input = { type, label: fill(75), help: fill(150), required: false, choices: fill(3000) };
      expect(breaches('modal', fieldModal(fieldFormModel({ input }, place, w), w))).toEqual([]);
    }
    for (const name of [undefined, fill(40)])
      expect(breaches('modal', nameModal({ ...(name ? { name } : {}), max: 40, metadata: '{}' }, w))).toEqual([]);
    const many = Array.from({ length: 300 }, (_, i) => ({ definition: { ...d, id: `f${i}` }, history: [] }));
    for (const page of [1, 4, 99, Number.NaN])
      expect(breaches('modal', formsModal(formsModel(many, page, w), w))).toEqual([]);
    const offered = many.slice(0, MOST.forms).map(({ definition: f }) => ({
      id: f.id,
      name: w.forms.text(f.name),
      about: aboutForm(f, w),
    }));
    expect(breaches('modal', chooseModal(offered, w))).toEqual([]);
    expect(breaches('modal', chooseModal([], w))).toEqual([]);
  });

  it('has a sentence for everything that can be wrong', () => {
    const of = (texts: object) =>
      Object.entries(texts).map(([code, text]) => (typeof text === 'function' ? { code, max: 5 } : { code }));
    for (const p of of(w.forms.problems)) expect(problemText({ field: 'x', ...p } as never, w)).toMatch(/\.$/);
    for (const p of of(w.forms.editProblems)) expect(editProblemText(p as never, w)).toMatch(/\.$/);
  });
});

describe('a form in words', () => {
  const of = (id: string, inputs: object) => {
    const d = BUILTIN.find(f => f.id === id);
    const result = d && check(d, inputs as never, ctx);
    if (!result?.ok) throw new Error('not filled in');
    return languages.map(w => told(result.form, w));
  };

  it('says what, when and how much', () => {
    expect(of('overtime', { date: '2026-11-25', times: { from: '18:00', to: '21:30' }, reason: '배포' })).toEqual([
      {
        what: 'Overtime',
        when: 'Wed 25 Nov 18:00–21:30',
        amount: '3\u00a0h\u00a030\u00a0m',
        reason: '배포',
        reasonLabel: 'Reason',
      },
      {
        what: '연장근무',
        when: '11월 25일(수) 18:00–21:30',
        amount: '3시간 30분',
        reason: '배포',
        reasonLabel: '사유',
      },
    ]);
    const trip = of('business-trip', { range: { from: '2026-12-30', to: '2027-01-02' }, place: '부산', reason: 'x' });
    expect(trip[0]).toMatchObject({ when: 'Wed 30 Dec 2026 – Sat 2 Jan 2027', amount: '4\u00a0days' });
    expect(trip[1]).toMatchObject({ amount: '4일', details: [{ label: '출장지', text: '부산' }] });
    expect(of('purchase', { item: '의자', amount: '90000', reason: 'x' })[1]).toMatchObject({
      when: '11월 24일(화) 신청',
      amount: '90,000원',
      details: [{ label: '품목', text: '의자' }],
    });
  });

  it('calls the reason what the form asked for', () => {
    const [en, ko] = of('expense', { amount: '9000', date: '2026-11-23', reason: '고객 식사' });
    expect(en).toMatchObject({ reason: '고객 식사', reasonLabel: 'What for', when: 'Mon 23 Nov' });
    expect(ko).toMatchObject({ reasonLabel: '사용 내역' });
  });

  it('never pings or formats: what, when and how much stand in mrkdwn and in plain text', () => {
    fc.assert(
      fc.property(
        definitionArb.chain(d => fc.tuple(fc.constant(d), filledArb(d))),
        ([d, inputs]) => {
          const result = check({ ...d, name: nasty(40) }, inputs, ctx);
          fc.pre(result.ok);
          if (!result.ok) return;
          for (const w of languages) {
            const { what, when, amount, details } = told(result.form, w);
            for (const text of [what, when, amount]) {
              expect(text).not.toMatch(/[<>&*~`_@#\n]/);
              expect(text).not.toBe('');
            }
            const model = { id: 'r', round: 1, step: 0, who: 'x', cancels: false, alsoAway: undefined, notes: [] };
            expect(
              breaches('message', card({ ...model, what, when, amount, reason: '', ...defined({ details }) }, w)),
            ).toEqual([]);
          }
        },
      ),
      { numRuns: runs(200) },
    );
    expect(TODAY).toBe('2026-11-24');
  });
});
