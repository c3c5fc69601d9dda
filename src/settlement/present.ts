import type { LeaversModel, LeftModel, SettlementModel } from '../../blocks/settlement.ts';
import type { Kinds } from '../approvals/kinds.ts';
import { NEVER_LAPSES } from '../grants/ledger/types.ts';
import type { Words } from '../i18n/index.ts';
import { shownDays } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';
import type { Leaver } from './leaver.ts';
import { isSettlement, type Left } from './rules.ts';

export interface LeaverContext {
  nameOf: (user: string) => string;
  zone: string;
  kinds: Kinds;
  w: Words;
}

/** What a grant is called in a settlement. */
const grantName = ({ grant }: Left, w: Words): string =>
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
      lapsed: s.lapsed.map(u => leftModel(u, w)),
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

export const leaversModel = (from: string, to: string, all: readonly Leaver[], said?: string): LeaversModel => ({
  ...{ from, to },
  people: all.map(l => ({
    ...{ user: l.person.user, name: l.person.name, lastDay: l.settlement.lastDay },
    ...{ pay: shownDays(l.settlement.pay), settled: l.settled?.mark === l.mark },
  })),
  ...defined({ said }),
});

/** Settlements as rows of a file: a line for each grant with days left, and one for whoever has none. */
export function settlementRows(all: readonly Leaver[], ctx: LeaverContext): string[][] {
  const { w } = ctx;
  const t = w.settlement;
  const number = (amount: number): string => String(shownDays(amount));
  const rows = all.flatMap(l => {
    const s = l.settlement;
    const { settled } = l;
    const about = [
      ...[l.person.name, l.person.employeeNo ?? '', s.hiredOn, s.lastDay],
      w.policy.choices.basis?.[s.basis] ?? s.basis,
      ...[s.hireDate, s.fiscalYear, s.given, s.difference, s.used, s.beyond].map(number),
    ];
    const end = settled ? [w.moment(settled.at, ctx.zone), ctx.nameOf(settled.by)] : ['', ''];
    const row = (what: string, u: Left): string[] => [
      ...about,
      ...[what, grantName(u, w), u.grant.on, u.grant.usableUntil === NEVER_LAPSES ? '' : u.grant.usableUntil],
      ...[number(u.left), ...end],
    ];
    const lines = [...s.unused.map(u => row(t.lines.pay, u)), ...s.lapsed.map(u => row(t.lines.lapsed, u))];
    return lines.length > 0 ? lines : [[...about, t.lines.none, '', '', '', '0', ...end]];
  });
  return [Object.values(t.columns), ...rows];
}
