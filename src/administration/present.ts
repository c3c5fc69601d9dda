import { cut, literal } from '../../blocks/kit.ts';
import {
  BY_DEFAULT,
  type FactLabel,
  PEOPLE_PAGE,
  type PeopleModel,
  type PersonModel,
  type PersonRow,
} from '../../blocks/people.ts';
import type { ImportModel } from '../../blocks/people-import.ts';
import { inEveryLanguage, type Words } from '../i18n/index.ts';
import type { FactProblem, FactStep, FactsEntry } from '../people/facts.ts';
import type { ValidOpening } from '../people/import/openings.ts';
import { COLUMNS, type FileProblem, type LineProblem, type Plan } from '../people/import.ts';
import { type Listing, may } from '../people/may.ts';
import { organisationOf, teamChoices } from '../people/organisation/rules.ts';
import { ROLES, type Role } from '../people/roles.ts';
import { type FactField, isActive, type Person } from '../people/rules.ts';
import { weekOf } from '../people/schedule.ts';
import { matcher } from '../people/search.ts';
import type { ListedPerson } from '../people/store.ts';
import { defined } from '../shared/defined.ts';
import { paged } from '../shared/portions.ts';
import { type Shown, sizeOf } from '../shared/shown.ts';
import { type FromWindow, importMetadata, type PeopleQuery, personMetadata } from './form.ts';

export function peopleModel(q: PeopleQuery, d: Listing, viewer: string, w: Words): PeopleModel {
  const fits = matcher(q.query, d.teams);
  const found = [...d.people.values()]
    .filter(p => p.employee && p.deleted === (q.filter === 'left'))
    .filter(p => q.filter !== 'incomplete' || missing(p, d).length > 0)
    .filter(fits);
  const { rows, count, ...page } = paged(found, q.page, PEOPLE_PAGE);
  return {
    ...{ query: q.query, filter: q.filter, ...page, total: count },
    rows: rows.map(p => personRow(p, d, w)),
    mayChange: may(d.actor(viewer), 'import-people') === 'yes',
  };
}

/** Facts that leave and routes need; the top has no manager. */
function missing(p: ListedPerson, d: Listing): FactLabel[] {
  if (!isActive(p)) return [];
  const top = ['hr', 'owner'].includes(d.roleOf(p));
  return (top ? (['hiredOn'] as const) : (['hiredOn', 'manager'] as const)).filter(f =>
    f === 'manager' ? d.managerOf(p.user) === undefined : p[f] === undefined,
  );
}

function personRow(p: ListedPerson, d: Listing, w: Words): PersonRow {
  const manager = d.people.get(d.managerOf(p.user) ?? '');
  return {
    ...{ user: p.user, name: p.name, role: w.people.roles[d.role(p.user)], missing: missing(p, d), left: p.deleted },
    ...(p.employeeNo ? { employeeNo: p.employeeNo } : {}),
    ...defined({ teamName: d.teams.name(p.teamId), hired: p.hiredOn, lastDay: p.lastDay, manager: manager?.name }),
  };
}

export function personModel(
  p: Person,
  history: readonly FactsEntry[],
  d: Listing,
  viewer: string,
  w: Words,
  zone: string,
  from?: FromWindow,
): PersonModel {
  const actor = d.actor(viewer);
  const subject = d.subject(p.user);
  const mayChange = may(actor, 'change-person', subject) === 'yes';
  const { role: _, ...without } = p;
  const roles = mayChange ? rolesToGive(p, d, viewer) : [];
  return {
    user: p.user,
    name: p.name,
    known: [p.email, p.zone].filter(text => text !== undefined),
    facts: p,
    teams: teamChoices(d.teams, p.teamId),
    ...defined({ teamName: d.teams.name(p.teamId), lead: d.teams.leadsOf(p)[0] }),
    schedule: p.schedule === undefined ? undefined : scheduleText(p.schedule, w),
    defaultRole: d.roleOf(without),
    roles,
    mayChange,
    here: isActive(p),
    history: changesOf(history, d, w, zone),
    offices: officesFor(p, d, w),
    metadata: personMetadata(
      p.user,
      p,
      { withRole: roles.length > 0, withOffice: officesFor(p, d, w).length > 0 },
      from,
    ),
  };
}

/** Archived ones are left out, except the person's own. Nothing to choose: only the first one exists. */
const officesFor = (p: Person, d: Listing, w: Words): { id: string; name: string }[] => {
  const others = d.offices.filter(o => !o.archived || o.id === p.office);
  return others.length === 0 ? [] : [{ id: BY_DEFAULT, name: w.offices.first }, ...others];
};

/** The latest first. */
export const changesOf = (history: readonly FactsEntry[], d: Listing, w: Words, zone: string): PersonModel['history'] =>
  [...history].reverse().map(h => ({
    who: d.people.get(h.by)?.name ?? h.by,
    when: `${w.moment(h.at, zone)}${h.source === 'import' ? ` (${w.people.imported})` : ''}`,
    what: h.steps.map(s => literal(stepText(s, d, w), 160)),
  }));

function rolesToGive(p: Person, d: Listing, viewer: string): Role[] {
  const actor = d.actor(viewer);
  const subject = d.subject(p.user);
  if (may(actor, 'change-owner', subject) === 'yes') return [...ROLES];
  if (d.role(p.user) === 'owner' || may(actor, 'change-role', subject) !== 'yes') return [];
  return ROLES.filter(r => r !== 'owner');
}

function factText(field: FactField, value: string | undefined, d: Listing, w: Words): string | undefined {
  if (value === undefined) return undefined;
  if (field === 'manager') return d.people.get(value)?.name ?? value;
  // What stood there before there were teams is its name.
  if (field === 'teamId') return d.teams.name(value) ?? value;
  if (field === 'schedule') return scheduleText(value, w);
  if (field === 'office') return d.offices.find(o => o.id === value)?.name ?? value;
  const named: Partial<Record<string, string>> =
    { role: w.people.roles, arrangement: w.people.arrangements, protection: w.people.protections }[field as string] ??
    {};
  return named[value] ?? value;
}

/** In words that `readSchedule` reads back. */
export function scheduleText(schedule: string, w: Words): string {
  const days = new Map<number, string[]>();
  for (const [i, minutes] of weekOf(schedule).entries())
    if (minutes > 0) days.set(minutes, [...(days.get(minutes) ?? []), w.people.weekdays[i] ?? '']);
  return [...days].map(([minutes, names]) => `${names.join('·')} ${w.duration(minutes)}`).join(', ');
}

/** Names are raw. */
export const stepText = (s: FactStep, d: Listing, w: Words): string =>
  w.people.step(w.people.fields[s.field], factText(s.field, s.from, d, w), factText(s.field, s.to, d, w));

/** Plain text. */
function factProblemText(p: FactProblem, d: Listing, w: Words): string {
  const about = p.about === undefined ? '' : ` ${w.people.about(d.people.get(p.about)?.name ?? p.about)}`;
  return `${w.people.problems[p.code]}${about}`;
}

/** By block id. */
export function factErrors(problems: readonly FactProblem[], d: Listing, w: Words): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const p of problems) errors[p.field] ??= factProblemText(p, d, w);
  return errors;
}

/** Plain text. */
export function fileProblemText(p: FileProblem, w: Words): string {
  switch (p.code) {
    case 'no-header':
      return w.people.noHeader(cut(p.found.filter(h => h !== '').join(', '), 200));
    case 'header-twice':
      return w.people.headerTwice(w.people.fields[p.column as keyof typeof w.people.fields]);
    case 'too-many-lines':
      return w.people.tooManyLines(p.most);
    case 'too-many-columns':
      return w.people.tooManyColumns(p.most);
    case 'line-too-long':
      return w.people.lineTooLong(p.line, p.most);
    case 'broken-quotes':
      return w.people.brokenQuotes(p.line);
    default:
      return w.people.fileProblems[p.code];
  }
}

/** Of the column that Daybook adds to lines with errors. */
const ERROR_HEADS = inEveryLanguage(w => w.people.unreadReason);

export const importColumns = (w: Words): string[] => COLUMNS.map(c => w.people.fields[c]);

export function importModel(
  found: { plan: Plan; ignored: string[]; digest: string },
  o: { file: string; changedMeanwhile: boolean },
  directory: Listing,
  w: Words,
): ImportModel {
  const { plan } = found;
  const teams = organisationOf([...directory.teams.stored, ...plan.newTeams]);
  const d = { ...directory, teams };
  const openings = plan.rows.flatMap(r => r.opening ?? []);
  const different = openings.filter(differs).length;
  return {
    changes: plan.rows.length,
    unchanged: plan.unchanged,
    bad: plan.bad,
    problems: problemsOf(plan, directory, w),
    rows: plan.rows.map(r => ({
      ...{ line: r.line, name: r.name },
      what: [...r.steps.map(s => stepText(s, d, w)), ...(r.opening ? [openingText(r.opening, w)] : [])],
    })),
    ...(openings.length > 0 ? { openings: { count: openings.length, different } } : {}),
    newTeams: plan.newTeams.map(t => teams.path(t.id)),
    ignored: found.ignored.filter(head => !Object.values(ERROR_HEADS).includes(head)),
    ...{ changedMeanwhile: o.changedMeanwhile, file: o.file },
    metadata: importMetadata(o.file, found.digest),
  };
}

/** Of each line with its column and reason in words. */
export const problemsOf = ({ problems }: Plan, d: Listing, w: Words): ImportModel['problems'] =>
  problems.map(p => ({
    line: p.line,
    reason: lineReason(p, w),
    ...(p.column ? { column: w.people.fields[p.column as keyof typeof w.people.fields] } : {}),
    ...defined({ value: p.value }),
    ...aboutOf(p, d, w),
  }));

/** With the difference to the policy's computation. */
function openingText({ days, on, until, policy }: ValidOpening, w: Words): string {
  const balance = w.opening.said(days, on, until);
  if (policy === undefined) return `${balance}, ${w.opening.noPolicy}`;
  const by = differenceOf(days, policy);
  return `${balance}, ${w.opening.policy(policy)}, ${sizeOf(by) === 0 ? w.opening.same : w.opening.difference(by)}`;
}

/** Both are in one unit. */
function differenceOf(days: Shown, policy: Shown): Shown {
  const by = sizeOf(days) - sizeOf(policy);
  return typeof days === 'number' ? Math.round(by * 10_000) / 10_000 : { minutes: by };
}

const differs = ({ days, policy }: ValidOpening): boolean =>
  policy === undefined || sizeOf(differenceOf(days, policy)) !== 0;

function lineReason({ code }: LineProblem, w: Words): string {
  const all: Record<LineProblem['code'], string> = { ...w.people.denied, ...w.people.problems };
  return all[code];
}

function aboutOf(p: LineProblem, d: Listing, w: Words): { about?: string } {
  if (p.about === undefined) return {};
  return {
    about:
      p.code === 'person-twice' ? w.people.otherLine(p.about) : w.people.about(d.people.get(p.about)?.name ?? p.about),
  };
}
