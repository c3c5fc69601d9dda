import type { LeaversModel, LeftModel, SettlementModel } from '../../blocks/settlement.ts';
import type { Kinds } from '../approvals/kinds.ts';
import { NEVER_LAPSES } from '../grants/ledger/types.ts';
import type { Words } from '../i18n/index.ts';
import { shownDays } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';
import type { Lapse } from './lapses.ts';
import type { Leaver } from './leaver.ts';
import { isSettlement, type Left } from './rules.ts';

export interface LeaverContext {
  nameOf: (user: string) => string;
  zone: string;
  kinds: Kinds;
  w: Words;
}

/** What a grant is called in a settlement. */
const grantName = ({ grant }: Pick<Left, 'grant'>, w: Words): string =>
  isSettlement(grant.id) ? w.settlement.differenceGrant : w.ledger.kind(grant.kind);

const leftModel = (l: Left, w: Words): LeftModel => ({
  what: grantName(l, w),
  on: l.grant.on,
  ...(l.grant.usableUntil === NEVER_LAPSES ? {} : { until: l.grant.usableUntil }),
  days: shownDays(l.left),
});

/** A settlement as HR sees it; `said`: what was just done, in words. */
export function settlementModel(l: Leaver, ctx: LeaverContext, said?: string): Omit<SettlementModel, 'metadata'> {
  const { w } = ctx;
  const s = l.settlement;
  const who = (user: string): string => (user === 'system' ? w.settlement.system : ctx.nameOf(user));
  return {
    ...{ user: l.person.user, name: l.person.name, hiredOn: s.hiredOn, lastDay: s.lastDay, basis: s.basis },
    ...{ hireDate: shownDays(s.hireDate), fiscalYear: shownDays(s.fiscalYear), given: shownDays(s.given) },
    ...{ difference: shownDays(s.difference), used: shownDays(s.used), beyond: shownDays(s.beyond) },
    ...{
      pay: shownDays(s.pay),
      unused: s.unused.map(u => leftModel(u, w)),
      lapsed: s.lapsed.map(u => ({ ...leftModel(u, w), pay: u.pay })),
    },
    lapsedDays: shownDays(s.lapsed.reduce((sum, u) => sum + u.left, 0)),
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

export const leaversModel = (
  { from, to }: { from: string; to: string },
  { leavers: all, lapses }: { leavers: readonly Leaver[]; lapses: readonly Lapse[] },
  w: Words,
  said?: string,
): LeaversModel => ({
  ...{ from, to },
  people: all.map(l => ({
    ...{ user: l.person.user, name: l.person.name, lastDay: l.settlement.lastDay },
    ...{ pay: shownDays(l.settlement.pay), settled: l.settled?.mark === l.mark },
  })),
  lapses: lapses.map(l => ({
    ...{ name: l.person.name, what: grantName(l, w), on: l.on, days: shownDays(l.left), pay: l.pay },
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
  ctx: LeaverContext;
}

const figure = (amount: number | undefined): string => (amount === undefined ? '' : String(shownDays(amount)));

/** Every column under its name in i18n (`settlement.columns`), whose order is the file's. */
const COLUMNS: Record<keyof Words['settlement']['columns'], (r: Row) => string> = {
  name: r => r.person.name,
  employeeNo: r => r.person.employeeNo ?? '',
  hired: r => r.person.hiredOn ?? '',
  last: r => r.l?.settlement.lastDay ?? '',
  basis: ({ l, ctx }) => (l ? (ctx.w.policy.choices.basis?.[l.settlement.basis] ?? l.settlement.basis) : ''),
  hireDate: r => figure(r.l?.settlement.hireDate),
  fiscalYear: r => figure(r.l?.settlement.fiscalYear),
  given: r => figure(r.l?.settlement.given),
  difference: r => figure(r.l?.settlement.difference),
  used: r => figure(r.l?.settlement.used),
  beyond: r => figure(r.l?.settlement.beyond),
  line: r => r.what,
  grant: ({ u, ctx }) => (u ? grantName(u, ctx.w) : ''),
  vested: r => r.u?.grant.on ?? '',
  until: ({ u }) => (!u || u.grant.usableUntil === NEVER_LAPSES ? '' : u.grant.usableUntil),
  days: r => figure(r.u?.left ?? 0),
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
    const { person } = l;
    const { unused, lapsed } = l.settlement;
    const left = [
      ...unused.map(u => ({ person, l, what: lines.pay, u, ctx })),
      ...lapsed.map(u => ({ person, l, what: u.pay ? lines.lapsedPay : lines.lapsed, u, ctx })),
    ];
    return left.length > 0 ? left : [{ person, l, what: lines.none, ctx }];
  });
  const ofOthers = lapses.map((u): Row => ({ person: u.person, what: u.pay ? lines.lapsedPay : lines.lapsed, u, ctx }));
  const rows = [...ofLeavers, ...ofOthers];
  return [names.map(name => columns[name]), ...rows.map(r => names.map(name => COLUMNS[name](r)))];
}
