import { expect, it } from 'vitest';
import { weekBoardModal } from '../../blocks/week-board.ts';
import { words } from '../../src/i18n/index.ts';

const row = {
  user: 'U1',
  name: 'Hana',
  worked: 0,
  planned: 2400,
  leave: 0,
  measured: 'week',
  is: 'within',
  missing: 0,
} as const;

it.each([
  ['this week’s, today’s month', '2026-11-30', '2026-11-30', 'U1|2026-11'],
  ['this week’s, once its next month began', '2026-11-30', '2026-12-02', 'U1|2026-12'],
  ['a past week’s, that of its last day', '2026-10-26', '2026-11-30', 'U1|2026-11'],
])('a row opens the month: %s', (_, monday, today, opens) => {
  const sunday = new Date(Date.parse(monday) + 6 * 86_400_000).toISOString().slice(0, 10);
  const { blocks } = weekBoardModal(
    {
      ...{ monday, sunday, today, weeks: [monday], asOf: '10:00', over: 0, near: 0, query: '', filter: 'all' },
      ...{ teams: [], chosen: '', page: 1, pages: 1, rows: [row], metadata: '' },
    },
    words('en'),
  );
  expect(JSON.stringify(blocks)).toContain(`"value":"${opens}"`);
});
