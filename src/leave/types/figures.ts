import { isMeant } from '../../calendar/rules.ts';
import type { LeaveType } from '../../leave-record/types/definition.ts';
import {
  type DatedFigures,
  datedFigures,
  type EventRule,
  FIGURES,
  type Figure,
  type Figures,
  figuresOf,
  figuresOn,
  lawSince,
} from '../../leave-record/types/event-rule.ts';
import { defined } from '../../shared/defined.ts';

/** Unvalidated: numbers as typed, and the day from which what differs holds. */
export interface FiguresInput {
  from: string;
  values: Partial<Record<Figure, string>>;
}

export type FigureProblem =
  | { field: 'from'; code: 'missing-from' }
  | { field: 'from'; code: 'law-since' | 'changed-later'; date: string }
  | { field: 'figure'; figure: Figure; code: 'figure-range'; min: number; max: number }
  | { field: 'figure'; figure: Figure; code: 'figure-more' | 'figure-less'; than: Figure };

/** The day whose figures the form shows: today, or the first one of a law that is ahead. */
export function shownOn(rule: EventRule, today: string): string {
  const since = lawSince(rule);
  return today < since ? since : today;
}

const figuresShown = (rule: EventRule, today: string): Figures => figuresOn(rule, shownOn(rule, today)) ?? {};

/** Every figure of a type as its form shows it. */
export const figuresInputOf = ({ rule }: Pick<LeaveType, 'rule'>, today: string): FiguresInput | undefined =>
  rule && {
    from: today,
    values: Object.fromEntries(figuresOf(rule).map(f => [f, figuresShown(rule, today)[f]?.toString() ?? ''])),
  };

/** The first of a pair is not more than the second. */
const ORDERED: readonly (readonly [Figure, Figure])[] = [
  ['days', 'twins'],
  ['days', 'premature'],
  ['days', 'week16'],
  ['week16', 'week22'],
  ['week22', 'week28'],
  ['least', 'days'],
  ['leastTwins', 'twins'],
  ['urgent', 'ahead'],
];

/**
 * A rule with what was changed from a day on. A change of a day that is past or today adds to an earlier one of that
 * day; one of a day ahead takes its place, so that a planned one can be taken back.
 */
export function changeFigures(
  rule: EventRule,
  { from, values }: FiguresInput,
  today: string,
): { rule: EventRule } | { problems: FigureProblem[] } {
  const shown = figuresShown(rule, today);
  const problems: FigureProblem[] = [];
  const changes: Figures = {};
  for (const figure of figuresOf(rule)) {
    const text = values[figure] ?? '';
    if (text === (shown[figure]?.toString() ?? '')) continue;
    const value = Number(text);
    const { min, max } = FIGURES[figure];
    if (text === '' || !Number.isInteger(value) || value < min || value > max)
      problems.push({ field: 'figure', figure, code: 'figure-range', min, max });
    else if (value !== shown[figure]) changes[figure] = value;
  }
  const { own = [] } = rule;
  const same = own.find(o => o.from === from);
  const changed = Object.keys(changes) as Figure[];
  if (problems.length === 0 && changed.length === 0 && !(same && from > today)) return { rule };
  problems.push(...dayProblems(rule, from, { changed, today }));
  const merged = same && from <= today ? { ...same.values, ...changes } : changes;
  const next: DatedFigures[] = [
    ...own.filter(o => o !== same),
    ...(Object.keys(merged).length > 0 ? [{ from, values: merged }] : []),
  ].sort((a, b) => (a.from < b.from ? -1 : 1));
  const { own: _, ...law } = rule;
  const after: EventRule = { ...law, ...defined({ own: next.length > 0 ? next : undefined }) };
  if (problems.length === 0) problems.push(...orderProblems(figuresOn(after, from) ?? {}, changed));
  return problems.length > 0 ? { problems } : { rule: after };
}

/** A change before one that is in force already would have no effect today. */
function dayProblems(rule: EventRule, from: string, o: { changed: Figure[]; today: string }): FigureProblem[] {
  if (!isMeant(from)) return [{ field: 'from', code: 'missing-from' }];
  const since = lawSince(rule);
  if (from < since) return [{ field: 'from', code: 'law-since', date: since }];
  const over = datedFigures(rule).findLast(
    f => f.from > from && f.from <= o.today && o.changed.some(c => f.values[c] !== undefined),
  );
  return over ? [{ field: 'from', code: 'changed-later', date: over.from }] : [];
}

function orderProblems(v: Figures, changed: readonly Figure[]): FigureProblem[] {
  return ORDERED.flatMap(([less, more]): FigureProblem[] => {
    const [a, b] = [v[less], v[more]];
    if (a === undefined || b === undefined || a <= b) return [];
    if (changed.includes(less)) return [{ field: 'figure', figure: less, code: 'figure-more', than: more }];
    return changed.includes(more) ? [{ field: 'figure', figure: more, code: 'figure-less', than: less }] : [];
  });
}
