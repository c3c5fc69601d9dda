import { manifestText } from '../../src/cli/manifest.ts';
import { rolesPage } from './roles.ts';
import { tablesPage } from './tables.ts';

/** Pages of `docs`, and the manifest of Socket Mode, that are made from the code. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'roles.md': rolesPage,
  'tables.md': tablesPage,
  '../manifest.json': manifestText,
};

export const fileOf = (page: string): URL => new URL(`../../docs/${page}`, import.meta.url);
