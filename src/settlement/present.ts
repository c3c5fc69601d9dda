import type { LeaversModel, LeftModel, SettlementModel } from '../../blocks/settlement.ts';
import type { Kinds } from '../approvals/kinds.ts';
import { NEVER_LAPSES } from '../grants/ledger/types.ts';
import { grantName, type Pools } from '../grants/pools.ts';
import type { Words } from '../i18n/index.ts';
import { shown } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';
import type { Shown } from '../shared/shown.ts';
import type { Lapse } from './lapses.ts';
import type { Leaver } from './leaver.ts';
import { isSettlement, type Left } from './rules.ts';

export interface LeaverContext {
  nameOf: (user: string) => string;
  zone: string;
  kinds: Kinds;
  pools: Pools;
  w: Words;
}

type Named = Pick<LeaverContext, 'pools' | 'w'>;

/** What a grant is called in a settlement. */
const nameOf = ({ grant }: Pick<Left, 'grant'>, { pools, w }: Named): string =>
  isSettlement(grant.id) ? w.settlement.differenceGrant : grantName(grant, pools, w);

const leftModel = (l: Left, ctx: Named, fullDay: number | undefined): LeftModel => ({
  what: nameOf(l, ctx),
  on: l.grant.on,
  ...(l.grant.usableUntil === NEVER_LAPSES ? {} : { until: l.grant.usableUntil }),
  days: shown(l.left, fullDay),
});

/** A settlement as HR sees it; `said`: what was just done, in words. */
export function settlementModel(l: Leaver, ctx: LeaverContext, said?: string): Omit<SettlementModel, 'metadata'> {
  const { w } = ctx;
  const { fullDay, settlement: s } = l;
  const show = (amount: number): Shown => shown(amount, fullDay);
  const who = (user: string): string => (user === 'system' ? w.settlement.system : ctx.nameOf(user));
  return {
    ...{ user: l.person.user, name: l.person.name, hiredOn: s.hiredOn, lastDay: s.lastDay, basis: s.basis },
    ...{ hireDate: show(s.hireDate), fiscalYear: show(s.fiscalYear), given: show(s.given) },
    ...{ difference: show(s.difference), used: show(s.used), beyond: show(s.beyond) },
    ...{
      pay: show(s.pay),
      unused: s.unused.map(u => leftModel(u, ctx, fullDay)),
      unpaid: s.unpaid.map(u => leftModel(u, ctx, fullDay)),
      lapsed: s.lapsed.map(u => ({ ...leftModel(u, ctx, fullDay), pay: u.pay })),
    },
    lapsedDays: show(s.lapsed.reduce((sum, u) => sum + u.left, 0)),
    after: l.after.map(({ request, whole }) => {
      const { what, when } = ctx.kinds.of(request.kind).describe(request.form, w);
      return { what, when, whole };
    }),
    ...(l.settled
      ? {
          settled: {
            who: who(l.settled.by),
            when: w.moment(l.settled.at, ctx.zone),
            same: l.settled.mark === l.mark,
          },
        }
      : {}),
    history: [...l.history].reverse().map(h => ({
      what: w.settlement.what[h.what] ?? h.what,
      ...{ lastDay: h.lastDay, who: who(h.by), when: w.moment(h.at, ctx.zone) },
    })),
    ...defined({ said }),
  };
}

/** What reads the same is one line: the days of a first year vest month by month, and lapse together. */
function together(lapses: readonly Lapse[], ctx: Named): Lapse[] {
  const lines = new Map<string, Lapse>();
  for (const l of lapses) {
    const line = JSON.stringify([l.person.user, nameOf(l, ctx), l.on, l.pay]);
    lines.set(line, { ...l, left: l.left + (lines.get(line)?.left ?? 0) });
  }
  return [...lines.values()];
}

export const leaversModel = (
  { from, to }: { from: string; to: string },
  { leavers: all, lapses }: { leavers: readonly Leaver[]; lapses: readonly Lapse[] },
  ctx: Named,
  said?: string,
): LeaversModel => ({
  ...{ from, to },
  people: all.map(l => ({
    ...{ user: l.person.user, name: l.person.name, lastDay: l.settlement.lastDay },
    ...{ pay: shown(l.settlement.pay, l.fullDay), settled: l.settled?.mark === l.mark },
  })),
  lapses: together(lapses, ctx).map(l => ({
    ...{ name: l.person.name, what: nameOf(l, ctx), on: l.on, days: shown(l.left, l.fullDay), pay: l.pay },
  })),
  ...defined({ said }),
});

/** A line of the file: `what` became of a grant; without one, nothing was left. */
interface Row {
  person: Leaver['person'];
  /** absent: a lapse of somebody who stays */
  l?: Leaver;
  what: string;
  u?: Left;
  /** of part-timers */
  fullDay: number | undefined;
  ctx: LeaverContext;
}

const figure = ({ fullDay, ctx }: Row, amount: number | undefined): string =>
  amount === undefined ? '' : ctx.w.leave.figure(shown(amount, fullDay));

/** Every column under its name in i18n (`settlement.columns`), whose order is the file's. */
const COLUMNS: Record<keyof Words['settlement']['columns'], (r: Row) => string> = {
  name: r => r.person.name,
  employeeNo: r => r.person.employeeNo ?? '',
  hired: r => r.person.hiredOn ?? '',
  last: r => r.l?.settlement.lastDay ?? '',
  basis: ({ l, ctx }) => (l ? (ctx.w.policy.choices.basis?.[l.settlement.basis] ?? l.settlement.basis) : ''),
  hireDate: r => figure(r, r.l?.settlement.hireDate),
  fiscalYear: r => figure(r, r.l?.settlement.fiscalYear),
  given: r => figure(r, r.l?.settlement.given),
  difference: r => figure(r, r.l?.settlement.difference),
  used: r => figure(r, r.l?.settlement.used),
  beyond: r => figure(r, r.l?.settlement.beyond),
  line: r => r.what,
  grant: ({ u, ctx }) => (u ? nameOf(u, ctx) : ''),
  vested: r => r.u?.grant.on ?? '',
  until: ({ u }) => (!u || u.grant.usableUntil === NEVER_LAPSES ? '' : u.grant.usableUntil),
  days: r => figure(r, r.u?.left ?? 0),
  settled: ({ l, ctx }) => (l?.settled ? ctx.w.moment(l.settled.at, ctx.zone) : ''),
  by: ({ l, ctx }) => (l?.settled ? ctx.nameOf(l.settled.by) : ''),
};

/** Rows of a file: a line for each grant with days left, one for each leaver who has none, then lapses of others. */
export function settlementRows(
  { leavers, lapses }: { leavers: readonly Leaver[]; lapses: readonly Lapse[] },
  ctx: LeaverContext,
): string[][] {
  const { columns, lines } = ctx.w.settlement;
  const names = Object.keys(columns) as (keyof typeof columns)[];
  const ofLeavers = leavers.flatMap((l): Row[] => {
    const { person, fullDay } = l;
    const row = { person, l, fullDay, ctx };
    const { unused, unpaid, lapsed } = l.settlement;
    const left = [
      ...unused.map(u => ({ ...row, what: lines.pay, u })),
      ...unpaid.map(u => ({ ...row, what: lines.unpaid, u })),
      ...lapsed.map(u => ({ ...row, what: u.pay ? lines.lapsedPay : lines.lapsed, u })),
    ];
    return left.length > 0 ? left : [{ ...row, what: lines.none }];
  });
  const ofOthers = lapses.map(
    ({ person, fullDay, ...u }): Row => ({
      ...{ person, fullDay, u, ctx },
      what: u.pay ? lines.lapsedPay : lines.lapsed,
    }),
  );
  const rows = [...ofLeavers, ...ofOthers];
  return [names.map(name => columns[name]), ...rows.map(r => names.map(name => COLUMNS[name](r)))];
}
