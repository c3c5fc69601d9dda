import { MONTH_PROBLEMS } from '../../blocks/month-ids.ts';
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
import { monthProblems, monthSummaries, type PersonProblems, whoMayHave } from './actions.ts';
import { isConfirmedHere, unconfirmedIn } from './confirming/actions.ts';
import type { PeopleQuery } from './form.ts';
import { neighbours } from './present.ts';
import { type MonthSummary, needsAttention } from './rules.ts';

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
  found: ListedPerson[];
  /** by the filter of a problem */
  left: PersonProblems[] | undefined;
  /** by the filter of those to look at */
  flagged: MonthSummary[] | undefined;
  /** the look that a filter shows */
  look?: number;
}

async function foundBy(ws: Workspace, viewer: string, q: PeopleQuery): Promise<Found> {
  const directory = await ws.rights.listing();
  const seen = seenBy(viewer, q.month, directory);
  const found = seen.filter(matcher(q.query, directory.teams));
  const meant = new Set(found.map(p => p.user));
  const problem = MONTH_PROBLEMS.find(p => p === q.filter);
  const asking = seen.length > MANY ? seen : found;
  const counted = problem ? await whoMayHave(ws, problem, asking, q.month) : asking;
  const asked = (list: string) => ({ list: `${list} ${q.month}`, viewer, at: q.look, people: counted.length });
  const problems = problem && (await lookAt(ws, asked(problem), () => monthProblems(ws, counted, q.month)));
  const left = problems?.rows.filter(p => problem !== undefined && p.problems.has(problem) && meant.has(p.person.user));
  const months =
    q.filter === 'look' ? await lookAt(ws, asked('months'), () => monthSummaries(ws, counted, q.month)) : undefined;
  const flagged = months?.rows.filter(s => meant.has(s.user) && needsAttention(s));
  const unconfirmed = q.filter === 'unconfirmed' ? await unconfirmedIn(ws, found, q.month) : undefined;
  const look = (problems ?? months)?.at;
  return { directory, found: unconfirmed?.map(p => p.person) ?? found, left, flagged, ...defined({ look }) };
}

/** The month of everybody whom a query finds. */
export async function monthHours(ws: Workspace, viewer: string, q: PeopleQuery): Promise<MonthPeopleModel['rows']> {
  const { directory, found, left, flagged } = await foundBy(ws, viewer, q);
  const all = flagged ?? (await monthSummaries(ws, left?.map(p => p.person) ?? found, q.month));
  return all.map(s => rowOf(s, directory.people.get(s.user), directory.teams));
}

/** Only the filter counts everybody's month, else only the page's. */
export async function monthPeople(ws: Workspace, viewer: string, q: PeopleQuery): Promise<MonthPeopleModel> {
  const { directory, found, left, flagged, look } = await foundBy(ws, viewer, q);
  const problem = MONTH_PROBLEMS.find(p => p === q.filter);
  const listed = paged(left?.map(p => p.person) ?? found, q.page, MONTH_PAGE);
  const {
    page,
    pages,
    count: total,
    rows,
  } = flagged
    ? paged(flagged, q.page, MONTH_PAGE)
    : { ...listed, rows: await monthSummaries(ws, listed.rows, q.month) };
  const datesOf = (user: string): readonly string[] =>
    (problem && left?.find(p => p.person.user === user)?.problems.get(problem)) ?? [];
  const { warnWeekAt: warnAt } = ws.policy.on(`${q.month}-01`).reports;
  return {
    ...{ month: q.month, query: q.query, filter: q.filter, page, pages, total, warnAt },
    confirms: isConfirmedHere(ws),
    rows: rows.map(s => ({ ...rowOf(s, directory.people.get(s.user), directory.teams), dates: datesOf(s.user) })),
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
