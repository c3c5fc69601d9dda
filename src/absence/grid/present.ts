import type { GridDay, GridModel, GridRow, GridSpan } from '../../../blocks/team-grid.ts';
import { datesBetween, monthBounds } from '../../calendar/rules.ts';
import type { LeaveForm } from '../../leave-record/form.ts';
import { awayOn } from '../../leave-record/rules.ts';
import { defined } from '../../shared/defined.ts';
import { paged } from '../../shared/portions.ts';

export interface GridPerson {
  user: string;
  name: string;
}

export interface GridFacts {
  /** in order */
  people: readonly GridPerson[];
  /** in force, touching the month */
  leaves: readonly { user: string; form: LeaveForm }[];
  /** a person's day, leave aside */
  dayOf(user: string, date: string): 'work' | 'off' | 'holiday';
  /** the workplace's */
  usual(date: string): 'work' | 'off' | 'holiday';
}

/** People a page: one block each. */
const GRID_PAGE = 20;

/** People × days of a month; private types are an absence. `only`: people who are away in it. */
export function gridModel(
  o: Pick<GridModel, 'month' | 'team' | 'teams' | 'only' | 'earlier' | 'later'> & { page: number; today: string },
  f: GridFacts,
): GridModel {
  const { first, last } = monthBounds(`${o.month}-01`);
  const dates = datesBetween(first, last);
  const leavesOf = new Map<string, LeaveForm[]>();
  for (const { user, form } of f.leaves) leavesOf.set(user, [...(leavesOf.get(user) ?? []), form]);
  const away = f.people.filter(p => leavesOf.has(p.user)).map(p => rowOf(p, dates, leavesOf.get(p.user) ?? [], f));
  const known = new Map(away.filter(r => r.spans.length > 0).map(r => [r.user, r]));
  const shown = o.only ? f.people.filter(p => known.has(p.user)) : f.people;
  const { rows, ...pages } = paged(shown, o.page, GRID_PAGE);
  const { page: _, today, ...asked } = o;
  return {
    ...asked,
    ...pages,
    dates,
    away: known.size,
    counts: dates.map((date, i) => ({
      day: f.usual(date),
      count: [...known.values()].filter(r => r.days[i] === 'away' || r.days[i] === 'part').length,
    })),
    rows: rows.map(p => known.get(p.user) ?? rowOf(p, dates, leavesOf.get(p.user) ?? [], f)),
    ...defined({ today: today.startsWith(o.month) ? today : undefined }),
  };
}

/** A person's month, with what they are away for; days without work within a leave are no absence. */
export function rowOf(
  { user, name }: GridPerson,
  dates: readonly string[],
  leaves: readonly LeaveForm[],
  { dayOf }: Pick<GridFacts, 'dayOf'>,
  open = false,
): GridRow {
  const spans: GridSpan[] = [];
  let goesOn = false;
  const days = dates.map((date): GridDay => {
    const usual = dayOf(user, date);
    const that = leaves.filter(form => form.from <= date && date <= form.to).map(form => ({ user, form }));
    const [found] = that.length > 0 ? awayOn(date, that, open) : [];
    if (!found) goesOn = false;
    if (!found || (usual !== 'work' && !found.longLeave)) return usual;
    const before = spans.at(-1);
    if (goesOn && before?.type === found.type && before.whole === found.whole && before.standIn === found.standIn)
      before.to = date;
    else
      spans.push({
        ...defined({ long: found.longLeave, standIn: found.standIn }),
        ...{ type: found.type, from: date, to: date, whole: found.whole },
      });
    goesOn = true;
    if (found.longLeave) return 'long';
    return found.whole ? 'away' : 'part';
  });
  return { user, name, days, spans };
}
