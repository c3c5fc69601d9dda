import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { words } from '../../src/i18n/index.ts';
import { leaveKind } from '../../src/leave/kind.ts';
import { leaveTypes } from '../../src/leave/types/store.ts';
import { leaveFormOf, takenOf } from '../../src/leave-record/form.ts';
import { BUILTIN, builtinType } from '../../src/leave-record/types/builtin.ts';
import { type LeaveType, snapshotOf } from '../../src/leave-record/types/definition.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { spaced } from '../support/texts.ts';
import { testWorkspace } from '../support/workspace.ts';

const own: LeaveType = { ...(BUILTIN[0] as LeaveType), id: 't1', name: '리프레시 휴가', version: 1 };
const [ko, en] = [words('ko'), words('en')];
const day = { from: '2026-12-03', to: '2026-12-03', reason: '' };
const as = (id: string, occasion?: string) => snapshotOf(builtinType(id) as LeaveType, occasion);

describe('leave, as approvals shows it', () => {
  const kind = leaveKind(testWorkspace({}));
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('offers every type, one’s own too, as a condition of routes', async () => {
    const ws = testWorkspace({ db: database.db });
    await leaveTypes(ws).save(ws.team, own, { at: 1, by: 'UA', key: 'k', what: 'made' });
    const [choices] = await leaveKind(ws).choices(ko);
    expect(choices?.fact).toBe('type');
    expect(choices?.options.map(o => o.id)).toEqual([...BUILTIN.map(t => t.id), 't1']);
    expect(choices?.options.at(-1)).toEqual({ id: 't1', name: '리프레시 휴가' });
    expect(kind.facts({ ...day, type: 't1', as: snapshotOf(own) })).toEqual({ type: 't1', days: 1 });
    expect(kind.facts({ ...day, type: 'half-am' })).toEqual({ type: 'half', days: 0.5 });
  });

  it.each([
    [{ type: 'half-am' }, '오전 반차 12월 3일(목) 0.5일', 'Half day (morning) Thu 3 Dec 0.5 days'],
    [{ type: 'quarter', part: 'q2', as: as('quarter') }, '오전 뒤 반반차 12월 3일(목) 0.25일', undefined],
    [
      { type: 'hours', time: { from: '14:00', to: '15:00' }, as: as('hours') },
      '시간 연차 12월 3일(목) 14:00–15:00 0.125일',
      'Hourly leave Thu 3 Dec, 14:00–15:00 0.125 days',
    ],
    [
      { type: 'family-event', occasion: 'own-wedding', as: as('family-event', 'own-wedding') },
      '경조휴가 (본인 결혼) 12월 3일(목) 1일',
      'Family event (Own wedding) Thu 3 Dec 1 day',
    ],
    [{ type: 't2', part: 'pm', as: { ...as('half'), name: 'Focus' } }, 'Focus (오후) 12월 3일(목) 0.5일', undefined],
  ])('%j', (form, inKorean, inEnglish) => {
    const told = (w: typeof ko) => {
      const { what, when, amount } = kind.describe({ ...day, ...form }, w);
      return spaced(`${what} ${when} ${amount}`);
    };
    expect(told(ko)).toBe(inKorean);
    if (inEnglish) expect(told(en)).toBe(inEnglish);
  });

  it('sends a change the way that the larger of the two leaves would go, and tells what it is to replace', () => {
    const old = leaveFormOf({ ...day, to: '2026-12-09', type: 'annual' });
    const form = { ...day, type: 'annual', as: as('annual'), replaces: 'r1', was: takenOf(old) };
    expect(kind.facts(form)).toEqual({ type: 'annual', days: 5 });
    expect(kind.describe(form, en).details).toEqual([
      { label: 'Replaces', text: 'Annual leave Thu 3 – Wed 9 Dec · 5\u00a0days' },
    ]);
    const decided = { _id: 'r2', team: 'T', user: 'U', kind: 'leave', form, period: day, by: 'UH', at: 1 };
    expect(kind.owed?.(decided, 'in-force')).toMatchObject([{ kind: 'leave-replaced', to: 'U' }]);
    expect(kind.owed?.(decided, 'no-longer')).toMatchObject([{ kind: 'leave-changes-end' }]);
  });
});
