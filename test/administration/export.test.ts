import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportHeadings, exportRows } from '../../src/administration/export.ts';
import { words } from '../../src/i18n/index.ts';
import { bare } from '../../src/people/import/words.ts';
import { previewImport } from '../../src/people/import.ts';
import { directoryOf } from '../../src/people/may.ts';
import { organisationOf, teamMaker } from '../../src/people/organisation/rules.ts';
import { PROTECTIONS, ROLES } from '../../src/people/roles.ts';
import type { Person } from '../../src/people/rules.ts';
import { defined } from '../../src/shared/defined.ts';
import { csvOf } from '../../src/shared/table/csv.ts';
import { wholeFile } from '../../src/shared/table/sheet.ts';
import { xlsxOf } from '../../src/shared/table/xlsx.ts';
import { person, TEAM } from '../people/people.ts';
import { runs } from '../support/runs.ts';

const teams = organisationOf([
  { id: 't-1', name: 'Sales' },
  { id: 't-2', name: 'Field', parent: 't-1' },
]);
const facts: Partial<Person> = {
  ...{
    hiredOn: '2024-03-02',
    employeeNo: '0102',
    teamId: 't-2',
    manager: 'U2',
    arrangement: 'fixed' as const,
    hours: '09:00',
  },
  ...{
    schedule: '480,480,480,480,240,0,0',
    protection: 'pregnant' as const,
    termsFrom: '2024-03-02',
    role: 'hr' as const,
  },
};
const all = [
  person('U1', { email: 'u1@daybook.test', name: '=Minji, "Lee"', ...facts }),
  person('U2', { email: 'u2@daybook.test', hiredOn: '2020-01-02', lastDay: '2027-01-31' }),
  person('U3', { deleted: true }),
];
const directory = directoryOf(TEAM, all, { named: [], teams });

describe.each(['ko', 'en'] as const)('an export of people (%s)', language => {
  const w = words(language);
  const columns = exportHeadings(w).map(heading => ({ heading, is: 'text' as const }));
  const ctx = {
    ...{ people: directory.people, today: '2026-11-24', mayChange: () => 'yes' as const, teams },
    ...{ roleOf: directory.roleOf, offices: [] },
  };
  const imported = async (rows: (string | undefined)[][]) =>
    previewImport(await wholeFile(csvOf({ columns, rows })), ctx as never);

  it('has everybody who is here, and changes nothing when it is imported as it is', async () => {
    const rows = exportRows(directory, w);
    expect(rows).toHaveLength(2);
    expect(await imported(rows)).toMatchObject({
      ok: true,
      ignored: [],
      plan: { rows: [], problems: [], unchanged: 2 },
    });
  });

  const idOf = (i: number): string => `U0AB${i}`;
  // A dash alone takes a fact away.
  const text = fc
    .string({ unit: fc.constantFrom(...`가나 éA1=+-@",;>_/¹ﬁ`), minLength: 1, maxLength: 8 })
    .filter(t => !['', '-', '–', '—'].includes(t.trim()));
  const named = fc.uniqueArray(
    fc.tuple(text, fc.nat(3)).map(([name, parent]) => ({ name, parent })),
    { minLength: 2, maxLength: 4, selector: t => bare(t.name) },
  );
  const day = fc.integer({ min: 0, max: 4000 }).map(n => new Date(Date.UTC(2016, 0, 1 + n)).toISOString().slice(0, 10));
  const anybody = fc.record(
    {
      ...{ name: text, hiredOn: day, termsFrom: day, lastDay: fc.constant('2027-03-31') },
      employeeNo: fc.stringMatching(/^[0-9A-Z]{1,3}$/),
      ...{ team: fc.nat(3), manager: fc.nat(5), office: fc.nat(3) },
      ...{ role: fc.constantFrom(...ROLES), protection: fc.constantFrom(...PROTECTIONS) },
      terms: fc.constantFrom(
        { arrangement: 'fixed' as const, hours: '09:30' },
        { arrangement: 'staggered' as const, hours: '08:00-11:00' },
        { arrangement: 'selective' as const },
        { schedule: 'mon 4:00, wed 7:30' },
      ),
      ...{ email: fc.boolean(), deleted: fc.boolean() },
    },
    { requiredKeys: ['name'] },
  );

  // Whoever exports is here.
  const anyCompany = fc.array(anybody, { minLength: 6, maxLength: 9 }).filter(all => all.some(p => !p.deleted));

  it('of any company changes nothing, as a workbook and as CSV', async () => {
    await fc.assert(
      fc.asyncProperty(named, named, anyCompany, async (a, b, all) => {
        // Made as people make them: what a name may be is decided there.
        const { made, of } = teamMaker(organisationOf([]));
        const teamIds = a.flatMap(t => of(t.name)).flatMap(t => (t.ok ? [t.id] : []));
        const offices = b.map((o, i) => ({ id: `o${i}`, name: o.name.trim(), archived: false }));
        const numbers = new Set<string>();
        const people = all.map(({ name, team, manager, office, terms, email, employeeNo, ...facts }, i) => {
          const at = <T>(list: readonly T[], n: number | undefined): T | undefined =>
            n === undefined || list.length === 0 ? undefined : list[n % list.length];
          const free = employeeNo !== undefined && !numbers.has(employeeNo) ? employeeNo : undefined;
          if (free) numbers.add(free);
          return person(
            idOf(i),
            defined({
              ...{
                name,
                ...facts,
                ...terms,
                employeeNo: free,
                teamId: at(teamIds, team),
                office: at(offices, office)?.id,
              },
              ...{ manager: manager === undefined || manager >= i ? undefined : idOf(manager) },
              email: email ? `u${i}@daybook.test` : undefined,
            }) as Partial<Person>,
          );
        });
        const d = directoryOf(TEAM, people, { named: [], teams: organisationOf(made), offices });
        const rows = exportRows(d, w);
        const o = { ...ctx, people: d.people, teams: d.teams, offices, roleOf: d.roleOf };
        for (const file of [xlsxOf([{ name: 'a', columns, rows }]), csvOf({ columns, rows })]) {
          const found = await previewImport(await wholeFile(file), o as never);
          expect(found).toMatchObject({ ok: true, plan: { rows: [], problems: [], unchanged: rows.length } });
        }
      }),
      { numRuns: runs(150) },
    );
  });

  it('changes only the cells that were changed', async () => {
    const rows = exportRows(directory, w).map(r => r.map(cell => (cell === '0102' ? '0103' : cell)));
    const found = await imported(rows);
    expect(found.ok && found.plan.rows.map(r => [r.user, r.steps])).toEqual([
      ['U1', [{ field: 'employeeNo', from: '0102', to: '0103' }]],
    ]);
  });
});
