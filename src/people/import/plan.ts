import { defined } from '../../shared/defined.ts';
import { pace } from '../../shared/pace.ts';
import {
  changed,
  dated,
  type FactProblemCode,
  type FactStep,
  type FactsChange,
  type FactsContext,
  factProblems,
  stepsOf,
} from '../facts.ts';
import type { Denial } from '../may.ts';
import { type NamedTeam, type Organisation, type OrgTeam, organisationOf, teamMaker } from '../organisation/rules.ts';
import type { FactField, Person } from '../rules.ts';
import { readHours, readSchedule } from '../schedule.ts';
import type { Row } from './file.ts';
import { finder, type Missing } from './find.ts';
import { type Opening, type OpeningProblem, openingIn, type ValidateOpening, type ValidOpening } from './openings.ts';
import { arrangementOf, type Column, dateIn, officeNamed, protectionIn, roleIn } from './words.ts';

/** Removes the fact; an empty cell leaves it. */
const NOTHING = new Set(['-', '–', '—']);

export type LineCode = Missing | FactProblemCode | OpeningProblem | Denial | 'too-many-cells' | 'person-twice';

/** A problem of a line, perhaps of one column. `value`: the text of the cell; `about`: another line or person. */
export interface LineProblem {
  line: number;
  code: LineCode;
  column?: Column;
  value?: string;
  about?: string;
}

/** A valid line: the person it changes, and how. */
export interface PlannedRow {
  line: number;
  user: string;
  name: string;
  change: FactsChange;
  steps: FactStep[];
  opening?: ValidOpening;
}

export interface Plan {
  /** valid together without the bad lines */
  rows: PlannedRow[];
  /** that the rows name and nobody has made yet */
  newTeams: OrgTeam[];
  /** lines without a change */
  unchanged: number;
  problems: LineProblem[];
  bad: number;
  opens: string[];
}

export interface PlanContext extends FactsContext {
  /** whether the importing administrator may make this change of that person */
  mayChange: (user: string, change: FactsChange) => 'yes' | Denial;
  mayGive?: (user: string) => 'yes' | Denial;
  /** absent: not checked yet */
  validateOpening?: ValidateOpening;
}

interface Read extends PlannedRow {
  problems: LineProblem[];
  opens?: Opening;
  cells: Row['cells'];
}

/** Writes nothing. */
export async function planImport(rows: readonly Row[], o: PlanContext): Promise<Plan> {
  const named = teamsNamed(rows, o.teams);
  const ctx = { ...o, ...named };
  const breathe = pace();
  const read = withoutDoubles(await readRows(rows, ctx, breathe));
  const problems = read.flatMap(r => r.problems);
  let good = read.filter(r => r.problems.length === 0);
  // A line may depend on another that turns out bad: repeated until stable.
  for (;;) {
    await breathe();
    const found = factProblems(new Map(good.map(r => [r.user, r.change])), ctx);
    if (found.length === 0) break;
    const rowOf = new Map(good.map(r => [r.user, r]));
    for (const { user, field, code, about } of found) {
      const row = rowOf.get(user);
      if (row)
        problems.push({
          line: row.line,
          code,
          column: field,
          ...valued(row.cells[field]),
          ...(about ? { about } : {}),
        });
    }
    const bad = new Set(found.map(f => f.user));
    good = good.filter(r => !bad.has(r.user));
  }
  problems.sort((a, b) => a.line - b.line);
  const used = new Set(good.flatMap(r => named.teams.above(r.change.teamId ?? undefined).map(t => t.id)));
  return {
    newTeams: named.made.filter(t => used.has(t.id)),
    rows: good.filter(alters).map(({ line, user, name, change, steps, opening }) => ({
      ...{ line, user, name, change, steps },
      ...(opening && !opening.same ? { opening } : {}),
    })),
    unchanged: good.filter(r => !alters(r)).length,
    problems,
    bad: new Set(problems.map(p => p.line)).size,
    opens: read.flatMap(r => (r.opens ? [r.user] : [])),
  };
}

interface Teams {
  teamOf(text: string): NamedTeam;
}

/** With the teams that the file names and that do not exist yet, which are made with it. */
function teamsNamed(rows: readonly Row[], teams: Organisation): Teams & { teams: Organisation; made: OrgTeam[] } {
  const { made, of } = teamMaker(teams);
  const texts = new Set(rows.flatMap(({ cells }) => cells.teamId ?? []).filter(text => !NOTHING.has(text)));
  const found = new Map([...texts].map(text => [text, of(text)]));
  return {
    made,
    teams: organisationOf([...teams.stored, ...made]),
    teamOf: text => found.get(text) ?? { ok: false, code: 'too-long' },
  };
}

const alters = (r: PlannedRow): boolean => r.steps.length > 0 || r.opening?.same === false;

const valued = (value: unknown): { value?: string } => (typeof value === 'string' ? { value } : {});

async function readRows(rows: readonly Row[], ctx: PlanContext & Teams, breathe: () => Promise<void>): Promise<Read[]> {
  const find = finder(ctx.people.values());
  const found = rows.map(row => ({ row, who: find.line(row.cells) }));
  // A manager may be named by a number of this file.
  const numbers = new Map(
    found.flatMap(({ row, who }) =>
      who.ok && row.cells.employeeNo ? [[row.cells.employeeNo, who.person] as const] : [],
    ),
  );
  const read = ({ row, who }: (typeof found)[number]): Read => {
    const bad = (code: LineCode, column?: Column): LineProblem => ({
      line: row.line,
      code,
      ...(column ? { column, ...valued(row.cells[column]) } : {}),
    });
    const nobody = (problem: LineProblem): Read => ({
      line: row.line,
      user: '',
      name: '',
      change: {},
      steps: [],
      problems: [problem],
      cells: row.cells,
    });
    if (row.tooLong) return nobody(bad('too-many-cells'));
    if (row.longCell) return nobody(bad('too-long', row.longCell));
    if (!who.ok) return nobody(bad(who.code, who.column));
    const { person } = who;
    const { change: written, problems } = readFacts(row, person, bad, text => find.reference(text, numbers), ctx);
    const change = dated(person, written, ctx.todayOf?.(person) ?? ctx.today);
    const steps = stepsOf(person, change);
    if (steps.length > 0 && problems.length === 0) {
      const may = ctx.mayChange(person.user, change);
      if (may !== 'yes') problems.push(bad(may));
    }
    const opened = openingOf(row, changed(person, change), ctx);
    problems.push(...opened.problems.map(p => bad(p.code, p.column)));
    const { opens, opening } = opened;
    return {
      ...{ line: row.line, user: person.user, name: person.name, change, steps, problems, cells: row.cells },
      ...defined({ opens, opening }),
    };
  };
  const all: Read[] = [];
  for (const line of found) {
    all.push(read(line));
    await breathe();
  }
  return all;
}

/** By the facts of the line. */
function openingOf(row: Row, { user, hiredOn, lastDay, terms, arrangement }: Person, ctx: PlanContext) {
  const { opening: opens, problems } = openingIn(row);
  if (!opens || !ctx.validateOpening) return { ...defined({ opens }), problems };
  const may = ctx.mayGive?.(user) ?? 'yes';
  if (may !== 'yes') return { opens, problems: [{ code: may, column: 'openingDays' as const }] };
  const employed = defined({ hiredOn, lastDay, terms, arrangement });
  const result = ctx.validateOpening({ user, ...employed, opening: opens });
  if (result.ok) return { opens, opening: result.opening, problems };
  return { opens, problems: [{ code: result.code, column: result.column }] };
}

type Reference = (text: string) => ReturnType<ReturnType<typeof finder>['reference']>;

function readFacts(
  row: Row,
  before: Person,
  bad: (code: LineCode, column: Column) => LineProblem,
  reference: Reference,
  ctx: PlanContext & Teams,
) {
  const change: FactsChange = {};
  const problems: LineProblem[] = [];
  const take = <F extends FactField>(
    field: F,
    code: LineCode,
    read: (cell: string) => NonNullable<Person[F]> | undefined,
  ): void => {
    const cell = row.cells[field];
    if (cell === undefined) return;
    const value = NOTHING.has(cell) ? null : read(cell);
    if (value === undefined) problems.push(bad(code, field));
    else Object.assign(change, { [field]: value });
  };
  take('hiredOn', 'not-a-date', dateIn);
  take('lastDay', 'not-a-date', dateIn);
  take('employeeNo', 'bad-number', cell => cell);
  const inTeam = row.cells.teamId;
  if (inTeam !== undefined && NOTHING.has(inTeam)) change.teamId = null;
  else if (inTeam !== undefined) {
    const team = ctx.teamOf(inTeam);
    if (team.ok) change.teamId = team.id;
    else problems.push(bad(team.code, 'teamId'));
  }
  take('arrangement', 'unknown-arrangement', arrangementOf);
  take('hours', 'bad-hours', readHours);
  take('schedule', 'bad-schedule', readSchedule);
  take('protection', 'unknown-protection', protectionIn);
  take('office', 'unknown-office', cell => officeNamed(cell, ctx.offices ?? []));
  take('termsFrom', 'not-a-date', dateIn);
  take('role', 'unknown-role', roleIn);
  const manager = row.cells.manager;
  if (manager !== undefined && !NOTHING.has(manager)) {
    const found = reference(manager);
    // Whoever left is no news in a list of today's managers.
    if (found.person && (found.ok || found.person.user === before.manager)) change.manager = found.person.user;
    else if (!found.ok) problems.push(bad(found.code === 'unknown-person' ? 'unknown-manager' : found.code, 'manager'));
  } else if (manager !== undefined) change.manager = null;
  return { change, problems };
}

/** Neither of two lines of a person is taken. */
function withoutDoubles(read: Read[]): Read[] {
  const lines = new Map<string, number[]>();
  for (const r of read) if (r.user !== '') lines.set(r.user, [...(lines.get(r.user) ?? []), r.line]);
  return read.map(r => {
    const other = lines.get(r.user)?.find(line => line !== r.line);
    if (other === undefined) return r;
    return { ...r, problems: [...r.problems, { line: r.line, code: 'person-twice', about: String(other) }] };
  });
}
