import { describe, expect, it } from 'vitest';
import { exportHeadings, exportRows } from '../../src/administration/export.ts';
import { words } from '../../src/i18n/index.ts';
import { previewImport } from '../../src/people/import.ts';
import { directoryOf } from '../../src/people/may.ts';
import { organisationOf } from '../../src/people/organisation/rules.ts';
import type { Person } from '../../src/people/rules.ts';
import { csvOf } from '../../src/shared/table/csv.ts';
import { wholeFile } from '../../src/shared/table/sheet.ts';
import { person, TEAM } from '../people/people.ts';

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

  it('changes only the cells that were changed', async () => {
    const rows = exportRows(directory, w).map(r => r.map(cell => (cell === '0102' ? '0103' : cell)));
    const found = await imported(rows);
    expect(found.ok && found.plan.rows.map(r => [r.user, r.steps])).toEqual([
      ['U1', [{ field: 'employeeNo', from: '0102', to: '0103' }]],
    ]);
  });
});
