import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rolesPage } from '../../scripts/docs/roles.ts';
import { ACTIONS } from '../../src/people/roles.ts';

it('the page on roles is the one that the table makes', () => {
  expect(readFileSync(new URL('../../docs/roles.md', import.meta.url), 'utf8')).toBe(rolesPage());
  expect(rolesPage().match(/^\| [A-Z]/gm)).toHaveLength(ACTIONS.length);
});
