import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { SEARCH_PAGE, searchModal } from '../../blocks/search.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { words } from '../../src/i18n/index.ts';
import { defined } from '../../src/shared/defined.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';
import { withRoute } from '../support/requests.ts';

describe('all requests, for an administrator', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    const { minji, hana } = world.people;
    const at = Date.parse('2026-11-02T09:00:00+09:00');
    const docs = Array.from({ length: 70 }, (_, i) => {
      const user = i % 2 === 0 ? minji : hana;
      const month = i < 40 ? '11' : '10';
      const date = `2026-${month}-${String(1 + (i % 28)).padStart(2, '0')}`;
      return {
        _id: `q${i}`,
        team: world.slack.team.id,
        user,
        seq: i,
        submission: `s${i}`,
        kind: 'leave',
        form: { type: 'annual', from: date, to: date, reason: '' },
        period: { from: date, to: date },
        state: i % 3 === 0 ? 'rejected' : 'approved',
        sentAt: at,
        cards: {},
        history: [
          { at, by: user, what: 'sent', key: `s${i}` },
          { at, by: world.people.owner, what: i % 3 === 0 ? 'rejected' : 'approved', key: `d${i}` },
        ],
        effects: [],
        version: 1,
      };
    });
    await world.database.db.collection('requests').insertMany(docs.map(withRoute));
    await world.slack.as(world.people.owner).openHome();
  });
  afterAll(() => world.close());

  const owner = () => world.slack.as(world.people.owner);
  const shown = () => textsOf(owner().modal());
  async function filter(id: string, value?: unknown): Promise<void> {
    await owner().press('modal', id, defined({ value }));
    await world.quiet();
  }

  it('are found by period, person, state and kind, in pages, each with its history', async () => {
    await manage(world, owner(), action.openSearch);
    await world.quiet();
    expect(shown()).toContain('70건');
    await filter(action.searchPeriod, 'this-month');
    expect(shown()).toContain('40건');
    expect(shown()).toContain('2쪽 중 1쪽');
    await filter(action.searchPages.next);
    expect(shown()).toContain('2쪽 중 2쪽');
    await filter(action.searchPeriod, 'all');
    expect(shown()).toContain('70건');
    await filter(action.searchPerson, world.people.minji);
    expect(shown()).toContain('35건');
    expect(shown()).not.toContain('박하나');
    await filter(action.searchState, 'rejected');
    expect(shown()).toContain('12건');
    await filter(action.searchKind, 'leave');
    await filter(action.searchAnybody);
    expect(shown()).toContain('24건');
    const row = JSON.stringify(owner().modal()?.blocks).match(/history\|(q\d+):1:0/)?.[1];
    const blocks = owner().modal()?.blocks as { block_id: string }[] | undefined;
    const block = blocks?.find(b => JSON.stringify(b).includes(`history|${row}:1:0`));
    await owner().press('modal', action.more, { value: `history|${row}:1:0`, blockId: block?.block_id ?? '' });
    await world.quiet();
    expect(shown()).toContain('최도현');
  });

  it('are found where they wait for more than a day', async () => {
    const now = world.slack.clock.now();
    const all = world.database.db.collection<{ _id: string }>('requests');
    for (const [_id, sentAt] of [['q1', now - 90_000_000] as const, ['q2', now - 3_600_000] as const])
      await all.updateOne({ _id }, { $set: { state: 'waiting', sentAt } });
    await owner().dismiss();
    await filter(action.searchState, 'waiting');
    expect(shown()).toMatch(/^2건$/m);
    await filter(action.searchState, 'late');
    expect(shown()).toMatch(/^1건$/m);
  });

  it('keep within Slack’s limits', () => {
    for (const language of ['ko', 'en'] as const) {
      const w = words(language);
      const row = {
        id: 'r'.repeat(20),
        round: 1,
        step: 0,
        who: '이민지😀'.repeat(60),
        what: 'x'.repeat(100),
        when: 'y',
        amount: 'z',
        state: 'approved' as const,
        cancels: false,
        mayCancel: false,
        alsoAway: [],
        by: '가'.repeat(500),
      };
      const rows = Array.from({ length: SEARCH_PAGE }, () => row);
      const kinds = Array.from({ length: 200 }, (_, i) => ({ kind: `form:${i}`, name: '구매'.repeat(50) }));
      const model = {
        person: 'U1',
        kind: 'form:3',
        period: 'all',
        page: 2,
        pages: 17,
        count: 500,
        more: true,
        kinds,
        rows,
      };
      expect(breaches('modal', searchModal(model, w))).toEqual([]);
      expect(textsOf(searchModal(model, w))).toContain({ ko: '500건까지', en: 'latest 500 requests' }[language]);
    }
  });
});
