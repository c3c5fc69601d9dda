import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { card, reasonModal } from '../../blocks/approvals.ts';
import { myRequest } from '../../blocks/home/requests.ts';
import { settlementModal } from '../../blocks/settlement.ts';
import { words } from '../../src/i18n/index.ts';

const sources = ['blocks', 'src'].flatMap(folder =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.includes('i18n'))
    .map(name => ({ name: join(folder, name), text: readFileSync(join(folder, name), 'utf8') })),
);

/** The arguments of each call of `confirm` in a source, as text. */
function confirmCalls(text: string): string[] {
  return [...text.matchAll(/\bconfirm\(/g)].map(({ index }) => {
    let depth = 0;
    for (let end = index; end < text.length; end++) {
      if (text[end] === '(') depth++;
      if (text[end] === ')' && --depth === 0) return text.slice(index, end + 1);
    }
    return text.slice(index);
  });
}

/** What closes a modal or a confirm dialog and does nothing, wherever it stands in a payload. */
function closing(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(closing);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'close' || key === 'deny' ? [(value as { text: string }).text] : closing(value),
  );
}

describe('What only closes', () => {
  it('is called by the one word for it in every modal and confirm dialog that the sources build', () => {
    const views = sources.filter(
      ({ name }) => name.startsWith('blocks') && !/(kit|limits|limits.texts)\.ts$/.test(name),
    );
    const closes = views.flatMap(({ name, text }) =>
      [...text.matchAll(/\bclose: ([\w.]+)/g)].map(m => `${name}: ${m[1]}`),
    );
    expect(closes.length).toBeGreaterThan(50);
    expect(closes.filter(c => !c.endsWith(': w.common.close'))).toEqual([]);
    const confirms = sources.flatMap(({ name, text }) => confirmCalls(text).map(call => ({ name, call })));
    const used = confirms.filter(({ name }) => name !== 'blocks/kit.ts');
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter(({ call }) => !call.includes('w.common.close'))).toEqual([]);
    expect(views.filter(({ text }) => /\bdeny:/.test(text)).map(s => s.name)).toEqual([]);
  });

  it.each([
    ['en', 'Close', 'Request cancellation', 'Approve cancellation'],
    ['ko', '닫기', '취소 신청', '취소 승인'],
  ] as const)('stands beside a cancellation under its own name (%s)', (language, close, ask, approve) => {
    const w = words(language);
    const told = { who: 'A', what: 'B', when: 'C', amount: '1', reason: '' };
    const seen = { id: 'r1', round: 1, step: 0 };
    const asked = reasonModal({ ...seen, ...told, do: 'ask-cancel' }, w);
    expect([asked.close?.text, asked.submit?.text]).toEqual([close, ask]);
    const decided = card({ ...seen, ...told, cancels: true, notes: [], alsoAway: undefined }, w);
    expect(JSON.stringify(decided)).toContain(`"confirm":{"type":"plain_text","text":"${approve}"`);
    const mine = myRequest({ ...seen, ...told, state: 'waiting', cancels: true, mayCancel: false, alsoAway: [] }, w);
    const after = settlementModal(
      {
        ...{ user: 'U1', name: 'A', hiredOn: '2024-03-15', lastDay: '2026-12-31', basis: 'fiscal-year' },
        ...{ hireDate: 1, fiscalYear: 1, given: 1, difference: 0, used: 0, beyond: 0, pay: 0, lapsedDays: 0 },
        ...{
          unused: [],
          unpaid: [],
          lapsed: [],
          history: [],
          metadata: '',
          after: [{ what: 'B', when: 'C', whole: true }],
        },
      },
      w,
    );
    for (const shown of [asked, decided, mine, after]) {
      const found = closing(shown);
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found)).toEqual(new Set([close]));
    }
  });
});
