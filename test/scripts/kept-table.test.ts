import { describe, expect, it } from 'vitest';
import { withLines } from '../../scripts/docs/kept-table.ts';

const table = { head: '| row | figure |', names: ['home', 'homes', 'press'] };
const page = (...lines: string[]): string =>
  `# Figures\n\n<!-- table -->\n${['| row | figure |', '| --- | --- |', ...lines].join('\n')}\n<!-- /table -->\n\nBy hand.\n`;

describe('a table that a command keeps in a page', () => {
  it('takes the lines of one name and leaves those of others, and what is written by hand', () => {
    const before = page('| `home` | 1 |', '| `home` | 2 |', '| `homes` | 3 |', '| `press` | 4 |');
    expect(withLines(before, table, 'home', ['| `home` | 5 |'])).toBe(
      page('| `home` | 5 |', '| `homes` | 3 |', '| `press` | 4 |'),
    );
  });

  it('has its lines in the order of names, whichever ran first, and none of a name that is gone', () => {
    const before = page('| `press` | 4 |', '| `walk` | 9 |');
    expect(withLines(before, table, 'homes', ['| `homes` | 3 |'])).toBe(page('| `homes` | 3 |', '| `press` | 4 |'));
  });

  it('is not written into a page without its place', () => {
    expect(() => withLines('# Figures\n', table, 'home', [])).toThrow('no <!-- table -->');
  });
});
