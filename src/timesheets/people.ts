import { MONTH_PROBLEMS, type MonthProblem } from '../../blocks/month-ids.ts';
import { MONTH_PAGE, type MonthPeopleModel } from '../../blocks/month-people.ts';
import { monthBounds } from '../calendar/rules.ts';
import { type Listing, may } from '../people/may.ts';
import type { Organisation } from '../people/organisation/rules.ts';
import { isActive } from '../people/rules.ts';
import { matcher } from '../people/search.ts';
import type { ListedPerson } from '../people/store.ts';
import { defined } from '../shared/defined.ts';
import { paged } from '../shared/portions.ts';
import { lookAt, MANY } from '../workspace/looks.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { DAY_FLAGS } from '../worktime/types.ts';
import { monthSummaries, whoMayHave } from './actions.ts';
import { isConfirmedHere, unconfirmedIn } from './confirming/actions.ts';
import type { PeopleQuery } from './form.ts';
import { lookedAtAmong, problemsAmong } from './months/actions.ts';
import { neighbours } from './present.ts';
import type { MonthSummary } from './rules.ts';

/** In the order of the directory; also people who left during the month. */
export function peopleIn<P extends ListedPerson>(month: string, d: { people: ReadonlyMap<string, P> }): P[] {
  const { first } = monthBounds(`${month}-01`);
  const workedIn = (p: ListedPerson): boolean => (p.lastDay === undefined ? isActive(p) : p.lastDay >= first);
  return [...d.people.values()].filter(p => p.employee && workedIn(p));
}

function seenBy(viewer: string, month: string, d: Listing): ListedPerson[] {
  const actor = d.actor(viewer);
  return peopleIn(month, d).filter(p => p.user === viewer || may(actor, 'see-attendance', d.subject(p.user)) === 'yes');
}

interface Found {
  directory: Listing;
  found: readonly ListedPerson[];
  /** by the filter of a problem */
  dates: ReadonlyMap<string, readonly string[]>;
  /** the look that a filter shows */
  look?: number;
}

async function foundBy(ws: Workspace, viewer: string, q: PeopleQuery): Promise<Found> {
  const directory = await ws.rights.listing();
  const seen = seenBy(viewer, q.month, directory);
  const found = seen.filter(matcher(q.query, directory.teams));
  if (q.filter === 'unconfirmed')
    return { directory, found: (await unconfirmedIn(ws, found, q.month)).map(p => p.person), dates: new Map() };
  if (q.filter === 'all') return { directory, found, dates: new Map() };
  const problem = MONTH_PROBLEMS.find(p => p === q.filter);
  const asking = seen.length > MANY ? seen : found;
  const asked = problem ? await whoMayHave(ws, problem, asking, q.month) : asking;
  const of = { list: `${q.filter} ${q.month}`, viewer, at: q.look, people: asked.length };
  const { at: look, rows } = await lookAt(ws, of, () => rowsWith(ws, problem, asked, q.month));
  const meant = new Set(found.map(p => p.user));
  const left = rows.filter(r => meant.has(r.person.user));
  return { directory, look, found: left.map(r => r.person), dates: new Map(left.map(r => [r.person.user, r.dates])) };
}

/** Those with a problem, and its dates; without one those whose month is to be looked at. */
async function rowsWith(
  ws: Workspace,
  problem: MonthProblem | undefined,
  people: readonly ListedPerson[],
  month: string,
): Promise<{ person: ListedPerson; dates: readonly string[] }[]> {
  if (!problem) return (await lookedAtAmong(ws, people, month)).map(person => ({ person, dates: [] }));
  const all = await problemsAmong(ws, people, month);
  return all.flatMap(({ person, problems }) => {
    const dates = problems.get(problem);
    return dates ? [{ person, dates }] : [];
  });
}

/** The month of everybody whom a query finds. */
export async function monthHours(ws: Workspace, viewer: string, q: PeopleQuery): Promise<MonthPeopleModel['rows']> {
  const { directory, found } = await foundBy(ws, viewer, q);
  const all = await monthSummaries(ws, found, q.month);
  return all.map(s => rowOf(s, directory.people.get(s.user), directory.teams));
}

/** Hours are counted of the page only. */
export async function monthPeople(ws: Workspace, viewer: string, q: PeopleQuery): Promise<MonthPeopleModel> {
  const { directory, found, dates, look } = await foundBy(ws, viewer, q);
  const { page, pages, count: total, rows: listed } = paged(found, q.page, MONTH_PAGE);
  const rows = await monthSummaries(ws, listed, q.month);
  const { warnWeekAt: warnAt } = ws.policy.on(`${q.month}-01`).reports;
  return {
    ...{ month: q.month, query: q.query, filter: q.filter, page, pages, total, warnAt },
    confirms: isConfirmedHere(ws),
    rows: rows.map(s => ({
      ...rowOf(s, directory.people.get(s.user), directory.teams),
      dates: dates.get(s.user) ?? [],
    })),
    ...(q.closing === undefined ? {} : { closing: true }),
    ...neighbours(q.month, ws.policy.today()),
    metadata: JSON.stringify({ ...q, page, ...defined({ look }) } satisfies PeopleQuery),
  };
}

export function rowOf(
  s: MonthSummary,
  person: Pick<ListedPerson, 'name' | 'teamId'> | undefined,
  teams: Organisation,
): MonthPeopleModel['rows'][number] {
  const { user, worked, near, beyond } = s;
  return {
    ...{ user, worked, near, beyond, name: person?.name ?? user },
    ...defined({ teamName: teams.name(person?.teamId) }),
    base: Math.ceil(s.base - s.counted),
    owed: Math.ceil(s.owed),
    over: Math.floor(s.over),
    overMost: Math.ceil(s.overMost),
    flags: DAY_FLAGS.flatMap(flag => {
      const days = s.flags.get(flag);
      return days === undefined ? [] : [[flag, days] as const];
    }),
  };
}
