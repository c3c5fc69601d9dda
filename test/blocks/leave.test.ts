import { describe, expect, it } from 'vitest';
import { blockedModal, MOST_BLOCKED, type TypeModel, typeModal, typesModal } from '../../blocks/leave-types.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { STANDARD_POOLS } from '../../src/grants/pools.ts';
import { words } from '../../src/i18n/index.ts';
import { typeModel } from '../../src/leave/types/present.ts';
import { BUILTIN } from '../../src/leave-record/types/builtin.ts';
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
    const empty = typeModel(undefined, {
      w,
      names: new Map(),
      zone: 'Asia/Seoul',
      today: '2026-11-24',
      pools: STANDARD_POOLS,
    });
    expect(breaches('modal', typeModal(empty, w))).toEqual([]);
    const full: TypeModel = {
      ...{ id: 't1', units: UNITS, spans: SPANS, off: false, changes: Array(9).fill(LONG), metadata: '{}' },
      values: { ...empty.values, name: LONG.slice(0, MOST.name), occasions: `${LONG.slice(0, 40)} 5\n`.repeat(30) },
      pools: Array.from({ length: 120 }, (_, i) => ({ id: `p${i}`, name: LONG })),
    };
    expect(breaches('modal', typeModal(full, w))).toEqual([]);
    for (const type of BUILTIN) {
      const shown = typeModel(
        { type, history: [] },
        { w, names: new Map(), zone: 'Asia/Seoul', today: '2026-11-24', pools: STANDARD_POOLS },
      );
      expect(breaches('modal', typeModal(shown, w))).toEqual([]);
    }
    const teams = Array.from({ length: 300 }, (_, i) => ({ id: `t-${i}`, path: `${'팀'.repeat(60)}${i}` }));
    const blocked = Array.from({ length: MOST_BLOCKED }, (_, i) => ({
      id: `b${i}`,
      when: w.rangeWithYear('2026-12-24', '2027-01-02'),
      team: LONG,
      reason: LONG,
    }));
    expect(breaches('modal', blockedModal({ version: 1, rows: blocked, today: '2026-11-24', teams }, w))).toEqual([]);
    expect(breaches('modal', blockedModal({ version: 0, rows: [], today: '2026-11-24', teams: [] }, w))).toEqual([]);
  });

  it('show each figure of a leave by law under its name, and no notice or limit of the type', () => {
    for (const type of BUILTIN.filter(t => t.rule)) {
      const shown = typeModel(
        { type, history: [] },
        { w, names: new Map(), zone: 'Asia/Seoul', today: '2026-11-24', pools: STANDARD_POOLS },
      );
      const ids = typeModal(shown, w).blocks.map(b => b.block_id ?? '');
      expect(ids).toEqual(expect.arrayContaining((shown.figures?.inputs ?? []).map(i => `figure:${i.id}`)));
      expect(shown.figures?.inputs.every(i => w.leaveEvent.figures.names[i.id])).toBe(true);
      expect(ids.filter(id => id === 'notice' || id === 'most')).toEqual([]);
    }
  });
});
