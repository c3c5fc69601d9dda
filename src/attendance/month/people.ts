import { MONTH_PAGE, type MonthPeopleModel } from '../../../blocks/month-people.ts';
import { monthBounds } from '../../calendar/rules.ts';
import { type Directory, may } from '../../people/may.ts';
import { isActive, type Person } from '../../people/rules.ts';
import { DAY_FLAGS } from '../standing/types.ts';
import type { MonthRecords } from './actions.ts';
import type { PeopleQuery } from './form.ts';
import { neighbours } from './present.ts';
import { type MonthSummary, needsLook } from './rules.ts';

const collator = new Intl.Collator('ko');

/** Those whose attendance somebody may see besides their own, by name: who works here, and who still did in that month. */
function seenBy(viewer: string, month: string, d: Directory): Person[] {
  const { first } = monthBounds(`${month}-01`);
  const actor = d.actor(viewer);
  const all = [...d.people.values()].filter(p => p.employee && (isActive(p) || (p.lastDay ?? '') >= first));
  return all
    .filter(p => p.user === viewer || may(actor, 'see-attendance', d.subject(p.user)) === 'yes')
    .sort((a, b) => collator.compare(a.name, b.name));
}

const matches = (p: Person, query: string): boolean =>
  [p.name, p.email, p.teamName, p.employeeNo].some(text => text?.toLowerCase().includes(query));

/** A page of the people; only with the filter everybody's month is counted, else that of the page. */
export async function monthPeople(
  viewer: string,
  q: PeopleQuery,
  o: { directory: Directory; records: MonthRecords; warnAt: number },
): Promise<MonthPeopleModel> {
  const query = q.query.trim().toLowerCase();
  const found = seenBy(viewer, q.month, o.directory).filter(p => query === '' || matches(p, query));
  const looked = q.filter === 'look' ? (await o.records.summaries(found, q.month)).filter(needsLook) : undefined;
  const total = looked?.length ?? found.length;
  const pages = Math.max(1, Math.ceil(total / MONTH_PAGE));
  const page = Math.min(q.page, pages);
  const from = (page - 1) * MONTH_PAGE;
  const shown = looked
    ? looked.slice(from, from + MONTH_PAGE)
    : await o.records.summaries(found.slice(from, from + MONTH_PAGE), q.month);
  return {
    ...{ month: q.month, query: q.query, filter: q.filter, page, pages, total, warnAt: o.warnAt },
    rows: shown.map(s => rowOf(s, o.directory.people.get(s.user))),
    ...neighbours(q.month, o.records.today()),
    metadata: JSON.stringify({ ...q, page } satisfies PeopleQuery),
  };
}

function rowOf(s: MonthSummary, person: Person | undefined): MonthPeopleModel['rows'][number] {
  const { user, worked, near, beyond } = s;
  return {
    ...{ user, worked, near, beyond, name: person?.name ?? user },
    ...(person?.teamName === undefined ? {} : { teamName: person.teamName }),
    base: Math.ceil(s.base),
    owed: Math.ceil(s.owed),
    over: Math.floor(s.over),
    flags: DAY_FLAGS.flatMap(flag => {
      const days = s.flags.get(flag);
      return days === undefined ? [] : [[flag, days] as const];
    }),
  };
}
