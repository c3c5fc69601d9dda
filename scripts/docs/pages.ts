import { readFileSync } from 'node:fs';
import { createLink, manifestText } from '../../src/cli/manifest.ts';
import { rolesPage } from './roles.ts';
import { tablesPage } from './tables.ts';

/** The page with the link that opens Slack's *create app*. */
const linking = (page: string) => (): string =>
  readFileSync(fileOf(page), 'utf8').replace(/^\[create\]: .+$/m, `[create]: ${createLink()}`);

/** Pages of `docs`, the manifest of Socket Mode, and the link with it, that are made from the code. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'roles.md': rolesPage,
  'tables.md': tablesPage,
  '../manifest.json': manifestText,
  '../README.md': linking('../README.md'),
  '../README.ko.md': linking('../README.ko.md'),
};

export const fileOf = (page: string): URL => new URL(`../../docs/${page}`, import.meta.url);
