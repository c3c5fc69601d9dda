import { createHash } from 'node:crypto';
import { defined } from '../../shared/defined.ts';
import { byName as inAlphabet, normal } from '../../shared/text.ts';

export const TEAM_NAME_MAX = 60;

/** A team of people (팀); `team` without more is the Slack workspace. */
export interface OrgTeam {
  id: string;
  name: string;
  /** user id */
  lead?: string;
  /** id of the team above */
  parent?: string;
  /** Slack channel of its messages */
  channel?: string;
  /** kept for histories; nobody belongs to it */
  archived?: true;
}

/** Names are compared so; stored as typed, without spare spaces. */
export const cleanName = (text: string): string => normal(text, 'NFC').replace(/\s+/g, ' ').trim();
const keyOf = (text: string): string => cleanName(text).toLowerCase();
export const sameName = (a: string, b: string): boolean => keyOf(a) === keyOf(b);

/** Between the names of a path, in files, too: a name may have a slash. */
const PATH = ' > ';

/** Ids are made of what asked for the team, so that the same press twice makes one. */
export const teamIdFrom = (text: string): string => `t-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;

export interface Organisation {
  /** as stored */
  stored: readonly OrgTeam[];
  /** not archived; below their parents, by name */
  all(): readonly OrgTeam[];
  /** also archived ones */
  get(id: string | undefined): OrgTeam | undefined;
  name(id: string | undefined): string | undefined;
  /** with the names of the teams above */
  path(id: string): string;
  of(person: { teamId?: string }): OrgTeam | undefined;
  /** ids of a team and all below it */
  below(id: string): ReadonlySet<string>;
  /** a team and those above it, to the top */
  above(id: string | undefined): readonly OrgTeam[];
  /** by name or path */
  named(text: string): { ok: true; team: OrgTeam } | { ok: false; code: 'unknown-team' | 'same-team-name' };
  /** a person's leads: of their team, then of those above */
  leadsOf(person: { user: string; teamId?: string }): readonly string[];
  /** leads a team that is not archived */
  leads(user: string): boolean;
}

export function organisationOf(teams: readonly OrgTeam[]): Organisation {
  const byId = new Map(teams.map(t => [t.id, t]));
  const here = teams.filter(t => !t.archived);
  const children = new Map<string | undefined, OrgTeam[]>();
  for (const t of here) {
    const under = t.parent !== undefined && byId.has(t.parent) ? t.parent : undefined;
    children.set(under, [...(children.get(under) ?? []), t]);
  }
  for (const some of children.values()) some.sort((a, b) => inAlphabet(a.name, b.name) || (a.id < b.id ? -1 : 1));
  const inOrder = (parent: string | undefined): OrgTeam[] =>
    (children.get(parent) ?? []).flatMap(t => [t, ...inOrder(t.id)]);
  const ordered = inOrder(undefined);
  const leading = new Set(here.flatMap(t => t.lead ?? []));

  const above = (id: string | undefined): OrgTeam[] => {
    const line: OrgTeam[] = [];
    for (let t = id === undefined ? undefined : byId.get(id); t && !line.includes(t); t = byId.get(t.parent ?? ''))
      line.push(t);
    return line;
  };
  const path = (id: string): string =>
    above(id)
      .map(t => t.name)
      .reverse()
      .join(PATH);
  const byName = keyed(ordered, t => t.name);
  const byPath = keyed(ordered, t => path(t.id));
  return {
    stored: teams,
    all: () => ordered,
    get: id => (id === undefined ? undefined : byId.get(id)),
    name: id => (id === undefined ? undefined : byId.get(id)?.name),
    path,
    of: ({ teamId }) => (teamId === undefined ? undefined : byId.get(teamId)),
    below: id => new Set([id, ...inOrder(id).map(t => t.id)]),
    above,
    named: text => {
      const exact = byPath.get(keyOf(text)) ?? [];
      const found = exact.length > 0 ? exact : (byName.get(keyOf(text)) ?? []);
      const [team] = found;
      if (!team) return { ok: false, code: 'unknown-team' };
      return found.length > 1 ? { ok: false, code: 'same-team-name' } : { ok: true, team };
    },
    leadsOf: ({ user, teamId }) => [
      ...new Set(above(teamId).flatMap(t => (t.lead === undefined || t.lead === user ? [] : [t.lead]))),
    ],
    leads: user => leading.has(user),
  };
}

function keyed(teams: readonly OrgTeam[], textOf: (t: OrgTeam) => string): Map<string, OrgTeam[]> {
  const found = new Map<string, OrgTeam[]>();
  for (const t of teams) found.set(keyOf(textOf(t)), [...(found.get(keyOf(textOf(t))) ?? []), t]);
  return found;
}

/** For a menu; with `also`, an archived one that somebody still has. */
export function teamChoices(teams: Organisation, also?: string): { id: string; path: string }[] {
  const archived = teams.get(also)?.archived ? [teams.get(also)] : [];
  return [...teams.all(), ...archived].flatMap(t => (t ? [{ id: t.id, path: teams.path(t.id) }] : []));
}

export const MOST_TEAMS = 500;

export type NamedTeam =
  | { ok: true; id: string }
  | { ok: false; code: 'same-team-name' | 'too-long' | 'too-many-teams' };

/** Finds teams by name or path; what nobody has made yet is made, with the teams of its path above it. */
export function teamMaker(teams: Organisation): { made: OrgTeam[]; of(text: string): NamedTeam } {
  const ids = new Set(teams.stored.map(t => t.id));
  const places = new Map(teams.all().map(t => [`${t.parent ?? ''}>${keyOf(t.name)}`, t.id]));
  const made: OrgTeam[] = [];
  const newId = (text: string): string => (ids.has(teamIdFrom(text)) ? newId(`${text}+`) : teamIdFrom(text));
  const make = (name: string, parent: string | undefined, place: string): string => {
    const id = newId(place);
    made.push({ id, name, ...defined({ parent }) });
    ids.add(id);
    places.set(place, id);
    return id;
  };
  return {
    made,
    of: text => {
      const found = teams.named(text);
      if (found.ok) return { ok: true, id: found.team.id };
      if (found.code === 'same-team-name') return { ok: false, code: found.code };
      const names = text.split(PATH.trim()).map(cleanName);
      if (names.some(n => n === '' || n.length > TEAM_NAME_MAX)) return { ok: false, code: 'too-long' };
      if (ids.size + names.length > MOST_TEAMS) return { ok: false, code: 'too-many-teams' };
      let parent: string | undefined;
      for (const name of names) {
        const place = `${parent ?? ''}>${keyOf(name)}`;
        parent = places.get(place) ?? make(name, parent, place);
      }
      return { ok: true, id: parent ?? '' };
    },
  };
}

export const NO_TEAMS: Organisation = organisationOf([]);

/** The teams of a workspace as they are now. */
export const teamsOf = (ws: { people: { organisation(): Promise<Organisation> } }): Promise<Organisation> =>
  ws.people.organisation();
