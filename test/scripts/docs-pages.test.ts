import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileOf, PAGES } from '../../scripts/docs/pages.ts';
import { rolesPage } from '../../scripts/docs/roles.ts';
import { tablesPage } from '../../scripts/docs/tables.ts';
import { ACTIONS } from '../../src/people/roles.ts';

describe('pages made from the code', () => {
  it.each(Object.entries(PAGES))('docs/%s is as `npm run docs` makes it', (page, make) => {
    expect(readFileSync(fileOf(page), 'utf8'), 'run `npm run docs`').toBe(make());
  });

  it('have a row for each action of the roles', () => {
    expect(rolesPage().match(/^\| [A-Z]/gm)).toHaveLength(ACTIONS.length);
  });

  it('show a route that is added to a feature', () => {
    const page = tablesPage([
      {
        name: 'parrots',
        routes: r => {
          r.press('feed-parrot', { may: 'change-person', whom: p => p.value }, async () => undefined);
          r.open('show-parrot', { judgedBy: 'the parrot' }, async () => undefined);
        },
      },
    ]);
    expect(page).toContain(
      "| parrots | press | `feed-parrot` | Change a person's details (of the person it concerns) |",
    );
    expect(page).toContain('| parrots | open | `show-parrot` | judged by the parrot |');
  });
});
