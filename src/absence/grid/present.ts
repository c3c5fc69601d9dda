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

export type DayKind = 'work' | 'off' | 'holiday';

export interface GridFacts {
  /** in order */
  people: readonly GridPerson[];
  /** of each of them, `daysAway` */
  absent: ReadonlyMap<string, string>;
  /** in force, touching the month; of the page's people at least */
  leaves: readonly { user: string; form: LeaveForm }[];
  /** a person's day, leave aside */
  dayOf(user: string, date: string): DayKind;
  /** the workplace's */
  usual(date: string): DayKind;
}

/** People a page: one block each. */
const GRID_PAGE = 20;

/** A sign for each date; empty: on none of them. */
export const daysAway = ({ days, spans }: GridRow): string =>
  spans.length === 0 ? '' : days.map(d => (d === 'away' || d === 'part' ? '#' : d === 'long' ? '=' : '.')).join('');

/** Whom a page shows. `only`: people who are away in the month. */
export const gridPage = (
  o: { only: boolean; page: number },
  { people, absent }: Pick<GridFacts, 'people' | 'absent'>,
) => paged(o.only ? people.filter(p => absent.get(p.user)) : people, o.page, GRID_PAGE);

/** People × days of a month; private types are an absence. */
export function gridModel(
  o: Pick<GridModel, 'month' | 'team' | 'teams' | 'only' | 'earlier' | 'later'> & { page: number; today: string },
  f: GridFacts,
): GridModel {
  const { first, last } = monthBounds(`${o.month}-01`);
  const dates = datesBetween(first, last);
  const leavesOf = new Map<string, LeaveForm[]>();
  for (const { user, form } of f.leaves) leavesOf.set(user, [...(leavesOf.get(user) ?? []), form]);
  const away = f.people.flatMap(p => f.absent.get(p.user) || []);
  const { rows, ...pages } = gridPage(o, f);
  const { page: _, today, ...asked } = o;
  return {
    ...asked,
    ...pages,
    dates,
    away: away.length,
    counts: dates.map((date, i) => ({ day: f.usual(date), count: away.filter(days => days[i] === '#').length })),
    rows: rows.map(p => rowOf(p, dates, leavesOf.get(p.user) ?? [], f)),
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
