import { describe, expect, it } from 'vitest';
import { blockedModal, MOST_BLOCKED, type TypeModel, typeModal, typesModal } from '../../blocks/leave-types.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { words } from '../../src/i18n/index.ts';
import { typeModel } from '../../src/leave/types/present.ts';
import { MOST, SPANS, UNITS } from '../../src/leave-record/types/definition.ts';

const LONG = '가'.repeat(500);

describe.each([
  ['ko', words('ko')],
  ['en', words('en')],
] as const)('modals of leave’s administration in %s', (_, w) => {
  it('stay within Slack’s limits', () => {
    const rows = Array.from({ length: MOST.types }, (_, i) => ({
      id: `t${i}`,
      name: LONG,
      about: Array(9).fill(LONG),
    }));
    expect(breaches('modal', typesModal({ rows, mayAdd: true }, w))).toEqual([]);
    const empty = typeModel(undefined, { w, names: new Map(), zone: 'Asia/Seoul' });
    expect(breaches('modal', typeModal(empty, w))).toEqual([]);
    const full: TypeModel = {
      ...{ id: 't1', units: UNITS, spans: SPANS, off: false, changes: Array(9).fill(LONG), metadata: '{}' },
      values: { ...empty.values, name: LONG.slice(0, MOST.name), occasions: `${LONG.slice(0, 40)} 5\n`.repeat(30) },
      pools: Array.from({ length: 120 }, (_, i) => ({ id: `p${i}`, name: LONG })),
    };
    expect(breaches('modal', typeModal(full, w))).toEqual([]);
    const blocked = Array.from({ length: MOST_BLOCKED }, (_, i) => ({
      id: `b${i}`,
      when: LONG,
      team: LONG,
      reason: LONG,
    }));
    expect(breaches('modal', blockedModal({ version: 1, rows: blocked, today: '2026-11-24' }, w))).toEqual([]);
    expect(breaches('modal', blockedModal({ version: 0, rows: [], today: '2026-11-24' }, w))).toEqual([]);
  });
});
