import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPLOYEE_NO_MAX, PEOPLE_PAGE, peopleModal, personModal } from '../../blocks/people.ts';
import {
  importCheckModal,
  importDoneModal,
  importModal,
  importRefused,
  importWaiting,
} from '../../blocks/people-import.ts';
import { TOUCHED } from '../../blocks/touched.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import {
  type PersonAbout,
  readImport,
  readPeopleQuery,
  readPersonAbout,
  readPersonForm,
} from '../../src/administration/form.ts';
import {
  factErrors,
  fileProblemText,
  importColumns,
  importModel,
  peopleModel,
  personModel,
} from '../../src/administration/present.ts';
import { words } from '../../src/i18n/index.ts';
import * as facts from '../../src/people/facts.ts';
import { COLUMNS, previewImport } from '../../src/people/import.ts';
import { directoryOf } from '../../src/people/may.ts';
import { organisationOf } from '../../src/people/organisation/rules.ts';
import type { Person } from '../../src/people/rules.ts';
import type { FormState } from '../../src/slack/form.ts';
import { person, TEAM } from '../people/people.ts';

const LONG = `<!channel> *${'이민지😀'.repeat(125)}* & co`;
const languages = [words('en'), words('ko')];
const thousand: Person[] = Array.from({ length: 1000 }, (_, i) =>
  person(`U${i}P`, {
    name: `${LONG} ${i}`,
    email: `${'p'.repeat(60)}${i}@daybook.test`,
    employeeNo: `N-${i}`,
    teamId: 't-long',
    ...(i > 0 ? { manager: `U${i - 1}P` } : {}),
    ...(i % 2 ? { hiredOn: '2024-02-29' } : {}),
    ...(i === 0 ? { owner: true } : {}),
    ...(i === 7 ? { role: 'hr' } : {}),
    ...(i % 10 === 9 ? { deleted: true } : {}),
  }),
);
const teams = organisationOf([{ id: 't-long', name: LONG.slice(0, 60) }]);
const directory = directoryOf(TEAM, thousand, { named: [], teams });
const entries: facts.FactsEntry[] = Array.from({ length: 40 }, (_, i) => ({
  ...{ at: Date.parse('2026-11-24T00:00:00Z') + i, by: 'U7P', source: 'import', key: `k${i}` },
  steps: [
    { field: 'teamId', from: LONG, to: LONG },
    { field: 'manager', to: 'U1P' },
    { field: 'role', from: 'hr' },
  ],
}));

describe.each(languages)('with 1,000 people', w => {
  it('every page of the list is within the limits', () => {
    const first = peopleModel({ query: '', filter: 'here', page: 1 }, directory, 'U0P', w);
    expect(first).toMatchObject({ total: 900, pages: 23, mayChange: true });
    const seen = new Set<string>();
    for (let page = 1; page <= first.pages; page++) {
      const model = peopleModel({ query: '', filter: 'here', page }, directory, 'U0P', w);
      expect(breaches('modal', peopleModal(model, w))).toEqual([]);
      for (const row of model.rows) seen.add(row.user);
    }
    expect(seen.size).toBe(900);
  });

  it('a search finds by any part of name, e-mail, number and team, and what is out of range is the last page', () => {
    const find = (query: string, filter: 'here' | 'incomplete' | 'left' = 'here', page = 1) =>
      peopleModel({ query, filter, page }, directory, 'U1P', w);
    expect(find('n-12').rows.map(r => r.user)).toContain('U12P');
    expect(find(' N-12  이민지 ').total).toBe(find('n-12').total);
    expect(find('nobody').total).toBe(0);
    expect(breaches('modal', peopleModal(find('nobody'), w))).toEqual([]);
    expect(find('', 'left').total).toBe(100);
    expect(find('', 'incomplete').rows.every(r => r.missing.length > 0)).toBe(true);
    expect(find('', 'here', 9999).page).toBe(23);
    expect(find('', 'here', 9999).rows.length).toBeLessThanOrEqual(PEOPLE_PAGE);
    expect(find('').mayChange).toBe(false);
    expect(breaches('modal', peopleModal(find('x'.repeat(500)), w))).toEqual([]);
  });

  it('a person, to be changed or only seen', () => {
    for (const viewer of ['U0P', 'U7P', 'U1P'])
      for (const shown of [0, 1, 7, 9]) {
        const p = thousand[shown] as Person;
        const model = personModel(p, entries, directory, viewer, w, 'Asia/Seoul');
        expect(breaches('modal', personModal(model, w))).toEqual([]);
        expect(model.mayChange).toBe(viewer !== 'U1P');
      }
    const roles = (viewer: string, user: string): number => {
      const p = directory.people.get(user) as Person;
      return personModel(p, [], directory, viewer, w, 'Asia/Seoul').roles.length;
    };
    expect([roles('U0P', 'U1P'), roles('U7P', 'U1P'), roles('U7P', 'U0P'), roles('U7P', 'U7P')]).toEqual([4, 3, 0, 0]);
  });

  it('the import: its form, what it would change, and what it did', async () => {
    const lines = thousand.map((p, i) => `${p.email},${i % 3 ? '2024-03-02' : LONG.replaceAll(' ', '')},팀${i % 400}`);
    const bytes = new TextEncoder().encode([`이메일,입사일,팀,${LONG}`, ...lines].join('\n'));
    const ctx = {
      people: directory.people,
      today: '2026-11-24',
      teams,
      roleOf: directory.roleOf,
      mayChange: () => 'yes' as const,
    };
    const found = await previewImport(bytes, ctx);
    if (!found.ok) throw new Error(found.problem.code);
    for (const changedMeanwhile of [true, false]) {
      const model = importModel(found, { file: 'F1', changedMeanwhile }, directory, w);
      expect(model).toMatchObject({ changes: 600, bad: 400 });
      const row = { name: LONG, from: '2026-12-01', to: '2027-11-30', was: 1.2345, is: { minutes: 99_999 } };
      const touched = TOUCHED.map(what => ({
        ...{ what, from: row.from, to: row.to, people: 3_000, more: 2_990, sums: [{ was: 1, is: 2 }] },
        rows: Array.from({ length: 10 }, () => row),
      }));
      expect(breaches('modal', importCheckModal({ ...model, touched }, w))).toEqual([]);
      expect(readImport(model.metadata)).toEqual({ file: 'F1', digest: found.digest });
    }
    const none = importModel(
      { ...found, plan: { ...found.plan, rows: [] } },
      { file: 'F1', changedMeanwhile: false },
      directory,
      w,
    );
    expect(breaches('modal', importCheckModal(none, w))).toEqual([]);
    expect(importCheckModal(none, w)).not.toHaveProperty('submit');
    expect(importColumns(w)).toHaveLength(COLUMNS.length);
    for (const view of [
      importModal({ columns: importColumns(w), most: 2000 }, w),
      importWaiting('reading', w),
      importWaiting('importing', w),
      importRefused(fileProblemText({ code: 'no-header', found: Array(10).fill(LONG) }, w), w),
      ...[true, false].map(broke =>
        importDoneModal({ opened: 0, changed: 1000, failed: thousand.map(p => p.name), broke, bad: 2, file: 'F1' }, w),
      ),
    ])
      expect(breaches('modal', view)).toEqual([]);
  });

  it('headers as the form shows them are headers that the import knows', async () => {
    const bytes = new TextEncoder().encode(`${importColumns(w).join(',')}\nU1P,,,,2024-01-01,,,,,,,,\n`);
    const ctx = {
      people: directory.people,
      today: '2026-11-24',
      teams,
      roleOf: directory.roleOf,
      mayChange: () => 'yes' as const,
    };
    expect(await previewImport(bytes, ctx)).toMatchObject({ ok: true, ignored: [] });
  });

  it('every problem has a sentence, by the input in which it stands', () => {
    const problems = facts.FACT_PROBLEMS.map(code => ({ user: 'U1P', field: 'manager' as const, code, about: 'U2P' }));
    for (const p of problems) expect(factErrors([p], directory, w).manager?.length).toBeGreaterThan(5);
    expect(Object.keys(factErrors(problems, directory, w))).toEqual(['manager']);
  });
});

it('the form takes texts as long as the rules do', () => {
  expect(EMPLOYEE_NO_MAX).toBe(facts.EMPLOYEE_NO_MAX);
});

describe('what comes back', () => {
  const [en] = languages as [(typeof languages)[0]];
  const p = person('U1', { hiredOn: '2024-03-02', teamId: 'A', manager: 'U2', role: 'hr' });
  const d = directoryOf(TEAM, [p, person('U2'), person('UO', { owner: true })], { named: [] });
  const { metadata } = personModel(p, [], d, 'UO', en, 'Asia/Seoul');
  const state = (values: {
    date?: string;
    no?: string;
    team?: string;
    user?: string | null;
    arrangement?: string;
    role?: string;
  }) =>
    ({
      hiredOn: { value: { selected_date: values.date ?? null } },
      employeeNo: { value: { value: values.no ?? null } },
      teamId: { value: { selected_option: { value: values.team ?? 'default' } } },
      manager: { value: { selected_user: values.user ?? null } },
      arrangement: { value: { selected_option: { value: values.arrangement ?? 'default' } } },
      role: { value: { selected_option: { value: values.role ?? 'default' } } },
    }) as FormState;

  const aboutIn = (text: string): PersonAbout => {
    const read = readPersonAbout(text);
    if (!read) throw new Error('a person’s form does not read its own metadata');
    return read;
  };
  const about = aboutIn(metadata);

  it('is only what was altered', () => {
    const same = state({ date: '2024-03-02', team: 'A', user: 'U2', role: 'hr' });
    expect(about.user).toBe('U1');
    expect(readPersonForm(same, about)).toEqual({});
    const altered = state({ date: '2024-03-02', team: 'B', no: '7', arrangement: 'fixed' });
    expect(readPersonForm(altered, about)).toEqual({
      teamId: 'B',
      employeeNo: '7',
      manager: null,
      arrangement: 'fixed',
      role: null,
    });
  });

  it('leaves the role alone where it could not be chosen', () => {
    const shown = personModel(p, [], d, 'U1', en, 'Asia/Seoul');
    expect(readPersonForm(state({ role: 'owner' }), aboutIn(shown.metadata))).not.toHaveProperty('role');
  });

  it('is nothing when the metadata is not what was put there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        expect(readPersonAbout(text)).toBeUndefined();
        expect(readPeopleQuery(text)).toBeUndefined();
        expect(readImport(text)).toBeUndefined();
      }),
    );
  });
});
