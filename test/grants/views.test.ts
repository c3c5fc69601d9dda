import { describe, expect, it } from 'vitest';
import { attendedModal, giveCheckModal, giveModal, reverseModal } from '../../blocks/grants.ts';
import { grantMessage, lapseMessage, STATEMENT_PAGE, statementModal } from '../../blocks/statement.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { dueGrants } from '../../src/grants/due.ts';
import { grantMetadata, readGrantMetadata } from '../../src/grants/form.ts';
import { balance } from '../../src/grants/ledger/balance.ts';
import { statement } from '../../src/grants/ledger/statement.ts';
import { GRANT_KINDS } from '../../src/grants/ledger/types.ts';
import { handChoices, poolsFrom } from '../../src/grants/pools.ts';
import { balanceModel, grantText, noticeModel, statementPage } from '../../src/grants/present.ts';
import { MONTHS } from '../../src/grants/record/schema.ts';
import { words } from '../../src/i18n/index.ts';
import { shownDays, unitsOf } from '../../src/leave-record/units.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { sizeOf } from '../../src/shared/shown.ts';
import { grant, takes } from './ledger/ledgers.ts';

const LONG = `<!channel> *${'이민지😀'.repeat(125)}* & co`;
const TODAY = '2026-11-24';
const leave = policyDefaults({ timeZone: 'Asia/Seoul', language: 'ko', summaryAt: '18:30' }).leave;

/** Ten years of somebody who took half a day every other week, and hours now and then. */
const vested = dueGrants(
  {
    ...{
      hiredOn: '2016-03-15',
      attended: { absentMonths: [], lowYears: {} },
      stored: [],
      uses: [],
      since: '1900-01-01',
    },
    policies: [{ from: '', leave: { ...leave, carryOver: 5 } }],
  },
  TODAY,
);
const grants = [
  ...vested,
  ...Array.from({ length: 30 }, (_, i) =>
    grant(`hand:V${i}`, `20${17 + (i % 10)}-05-01`, '9999-12-31', i % 3 ? 1.25 : -0.5, {
      kind: 'correction',
      why: LONG.slice(0, 300),
    }),
  ),
];
const uses = Array.from({ length: 240 }, (_, i) =>
  takes(`r${i}`, i, [
    `20${17 + Math.floor(i / 24)}-${String((Math.floor(i / 2) % 12) + 1).padStart(2, '0')}-${i % 2 ? '08' : '22'}`,
    i % 7 ? 0.5 : 0.0625,
  ]),
).flat();

const pools = poolsFrom(
  Array.from({ length: 60 }, (_, i) => ({ id: `t${i}`, name: LONG.slice(0, 40), paidOut: false })),
);

describe.each([words('en'), words('ko')])('what people see of their leave', w => {
  const told = statement(grants, uses, TODAY);
  const ctx = { nameOf: () => LONG, reversible: true, today: TODAY, pools, w };
  const model = (page: number) => ({
    ...{ who: LONG, user: 'U0123456789', picks: true, gives: true, hireDateMissing: true },
    ...{
      pool: 'annual',
      pools: Array.from({ length: 120 }, (_, i) => ({ id: `p${i}`, name: LONG })),
    },
    balance: balanceModel(balance(grants, uses, TODAY), pools, w),
    ...statementPage(told, page, ctx),
    metadata: JSON.stringify({ user: 'U0123456789', pool: 'annual', page }),
  });

  it('is within Slack’s limits on every page of ten years, and what is shown adds up over all of them', () => {
    const { pages, count } = model(1);
    expect(count).toBe(told.lines.length);
    expect(pages).toBe(Math.ceil(count / STATEMENT_PAGE));
    const rows = Array.from({ length: pages }, (_, i) => {
      const page = model(i + 1);
      expect(breaches('modal', statementModal(page, w))).toEqual([]);
      return page.rows;
    }).flat();
    let sum = 0;
    for (const row of rows.reverse()) {
      sum = Math.round((sum + sizeOf(row.days)) * 10_000) / 10_000;
      expect(row.balance).toBe(sum);
    }
    const now = rows.findLast(r => !r.ahead);
    expect(now?.balance).toBe(shownDays(told.left));
    expect(balanceModel(balance(grants, uses, TODAY), pools, w).left).toBe(now?.balance);
  });

  it('says so where there is no balance, and where nothing was given', () => {
    const { balance: _, ...none } = model(1);
    const empty = { ...none, rows: [], count: 0, pages: 1, page: 1, pools: [] };
    expect(breaches('modal', statementModal(empty, w))).toEqual([]);
    expect(breaches('modal', statementModal({ ...empty, balance: model(1).balance }, w))).toEqual([]);
  });

  it('has forms within the limits, and what they carry fits', () => {
    const filled = {
      kind: 'carry-over',
      days: '-365.25',
      on: TODAY,
      usableUntil: '2027-12-31',
      why: LONG.slice(0, 300),
    };
    const metadata = grantMetadata({ user: 'U0123456789', key: 'V0123456789', filled });
    expect(readGrantMetadata(metadata)?.filled).toEqual(filled);
    const kinds = handChoices(pools, w);
    for (const kind of [...kinds.map(k => k.id), 'forged'])
      expect(breaches('modal', giveModal({ user: 'U0123456789', kinds, ...filled, kind, metadata: '' }, w))).toEqual(
        [],
      );
    const empty = { kind: '', days: '', on: '', usableUntil: '', why: '' };
    expect(breaches('modal', giveModal({ kinds, ...empty, metadata: '' }, w))).toEqual([]);
    const check = {
      who: LONG,
      what: LONG,
      ...filled,
      days: -365.25,
      before: 1.0625,
      after: -364.1875,
      balanceOn: TODAY,
      metadata,
    };
    expect(breaches('modal', giveCheckModal(check, w))).toEqual([]);
    const what = grantText(grants.at(-1) ?? grant('x', TODAY, TODAY, 1), { pools, w });
    expect(breaches('modal', reverseModal({ who: LONG, what, metadata: '{}' }, w))).toEqual([]);
    const attended = {
      who: LONG,
      months: MONTHS,
      absentMonths: MONTHS,
      lowYears: '2: 6\n'.repeat(60),
      by: 'fiscal-year',
      metadata: '{}',
    };
    expect(breaches('modal', attendedModal(attended, w))).toEqual([]);
  });

  it('is told of each kind of grant but monthly ones', () => {
    for (const kind of GRANT_KINDS) {
      const one = grant('x', TODAY, '9999-12-31', kind === 'reversal' ? -2 : 2, { kind, why: LONG, by: 'U1' });
      const message = noticeModel([one], [one], { nameOf: () => LONG, left: unitsOf(3.5), pools, w });
      if (kind === 'monthly') expect(message).toBeUndefined();
      else expect(breaches('message', grantMessage(message ?? never(), w))).toEqual([]);
      expect(w.ledger.kind(kind)).not.toBe(kind);
    }
    for (const inDays of [0, 1, 60])
      expect(breaches('message', lapseMessage({ days: 2.5, until: TODAY, inDays, left: 9 }, w))).toEqual([]);
  });
});

function never(): never {
  throw new Error('nothing is told');
}
