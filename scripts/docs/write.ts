import { writeFileSync } from 'node:fs';
import { fileOf, PAGES } from './pages.ts';

for (const [page, make] of Object.entries(PAGES)) writeFileSync(fileOf(page), make());
