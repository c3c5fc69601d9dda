import {
  type FiguresModel,
  NO_POOL,
  type TypeModel,
  type TypeRow,
  type TypeValues,
} from '../../../blocks/leave-types.ts';
import type { Pools } from '../../grants/pools.ts';
import type { Words } from '../../i18n/index.ts';
import { isOffered, type LeaveType, SPANS, UNITS, type Unit } from '../../leave-record/types/definition.ts';
import {
  type DatedFigures,
  datedFigures,
  FIGURE_NAMES,
  FIGURES,
  figuresOf,
} from '../../leave-record/types/event-rule.ts';
import { EVER } from '../../leave-record/types/statutory.ts';
import { defined } from '../../shared/defined.ts';
import { inputOf, isOwn, type TypeEntry, type TypeProblem } from './editing.ts';
import { figuresInputOf, shownOn } from './figures.ts';

export const typeProblemText = (p: TypeProblem, w: Words): string => {
  const texts = w.leaveTypes.problems;
  const { problems: of, names } = w.leaveEvent.figures;
  if (p.field === 'from') return p.code === 'missing-from' ? of[p.code] : of[p.code](p.date);
  if (p.field === 'figure')
    return p.code === 'figure-range' ? of[p.code](p.min, p.max) : of[p.code](names[p.than] ?? p.than);
  if (p.code === 'out-of-range') return texts[p.code](p.max);
  return p.code === 'occasion-unreadable' ? texts[p.code](p.line) : texts[p.code];
};

export function typeRow(type: LeaveType, smallest: Unit, pools: Pools, w: Words): TypeRow {
  const { about, units } = w.leaveTypes;
  const keeps = type.pool === type.id && isOwn(type.id);
  const from = type.pool === null ? about.noPool : about.from(pools.name(type.pool, w));
  const pool = keeps ? about.ownPool : from;
  return {
    id: type.id,
    name: w.forms.text(type.name),
    about: [
      ...(type.off ? [w.leaveTypes.off] : isOffered(type, { smallest }) ? [] : [w.leaveTypes.tooSmall]),
      units[type.unit] ?? type.unit,
      type.paid ? about.paid : about.unpaid,
      pool,
      ...(type.paidOut ? [about.paidOut] : []),
      ...(type.occasions.length > 0 ? [about.occasions(type.occasions.length)] : []),
      ...(type.most === null ? [] : [about.mostOf(type.most, type.span)]),
      ...(type.notice > 0 ? [about.noticeOf(type.notice)] : []),
      ...(type.document ? [about.document] : []),
      ...(type.private ? [about.private] : []),
      ...(type.decided ? [] : [about.told]),
      ...(type.worked ? [] : [about.notWorked]),
    ],
  };
}

const NEW: TypeValues = {
  ...{
    name: '',
    paid: 'yes',
    pool: NO_POOL,
    paidOut: 'no',
    unit: 'day',
    notice: '0',
    worked: 'yes',
    attendance: 'attended',
    decided: 'yes',
    private: 'no',
  },
  ...{ document: 'no', most: '', span: 'request', calendarDays: 'no', occasions: '' },
};

export const CHANGES_SHOWN = 5;

/** A new one begins with common values. */
export function typeModel(
  edited: { type: LeaveType; history: readonly TypeEntry[] } | undefined,
  o: { w: Words; names: ReadonlyMap<string, string>; zone: string; today: string; pools: Pools },
): TypeModel {
  const { w } = o;
  const input = edited && inputOf(edited.type, w.forms.text, o.today);
  const named = [...o.pools.ids, ...(edited?.type.pool ? [edited.type.pool] : [])];
  // Its own pool has a choice of its own.
  const pools = [...new Set(named)].filter(id => id !== edited?.type.id || !isOwn(id));
  return {
    ...defined({ id: edited?.type.id }),
    values: input ? { ...input, pool: input.pool || NO_POOL } : NEW,
    pools: pools.map(id => ({ id, name: o.pools.name(id, w) })),
    units: UNITS,
    spans: SPANS,
    off: edited?.type.off ?? false,
    changes: (edited?.history ?? [])
      .slice(-CHANGES_SHOWN)
      .reverse()
      .map(h =>
        w.leaveTypes.change(o.names.get(h.by) ?? h.by, w.moment(h.at, o.zone), w.leaveTypes.did[h.what] ?? h.what),
      ),
    ...defined({ figures: edited && figuresModel(edited.type, o.today, w) }),
    metadata: JSON.stringify(edited ? { id: edited.type.id, seen: edited.type.version } : { seen: 0 }),
  };
}

function figuresModel(type: LeaveType, today: string, w: Words): FiguresModel | undefined {
  const { rule } = type;
  const input = figuresInputOf(type, today);
  if (!rule || !input) return undefined;
  const t = w.leaveEvent.figures;
  const line = ({ from, values }: DatedFigures, law: boolean): string => {
    const texts = FIGURE_NAMES.flatMap(f => (values[f] === undefined ? [] : [`${t.names[f] ?? f}: ${values[f]}`]));
    return [(from > today ? t.planned : t.since)(from), ...(law ? [t.law] : []), ...texts].join(' · ');
  };
  return {
    ...{ shown: shownOn(rule, today), from: input.from, spans: rule.event === undefined },
    inputs: figuresOf(rule).map(id => ({ id, value: input.values[id] ?? '', ...FIGURES[id] })),
    dated: datedFigures(rule)
      .filter(f => f.from !== EVER)
      .map(f => line(f, rule.figures.includes(f)))
      .reverse(),
  };
}
