import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scopeInputs } from '../../blocks/inputs.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { words } from '../../src/i18n/index.ts';
import { directoryOf } from '../../src/people/may.ts';
import { decideTeam, type TeamCommand } from '../../src/people/organisation/change.ts';
import { managerLine } from '../../src/people/organisation/line.ts';
import { type OrgTeam, organisationOf, teamChoices } from '../../src/people/organisation/rules.ts';
import type { Person } from '../../src/people/rules.ts';
import { peopleOf, type Scope, scopeText } from '../../src/people/scope.ts';
import { defined } from '../../src/shared/defined.ts';
import type { FormState } from '../../src/slack/form.ts';
import { readScope } from '../../src/slack/scope.ts';
import { person, TEAM } from './people.ts';

const tree: OrgTeam[] = [
  { id: 'hq', name: '본부', lead: 'UH' },
  { id: 'dev', name: '개발팀', parent: 'hq', lead: 'UD' },
  { id: 'app', name: '앱 파트', parent: 'dev' },
  { id: 'old', name: '옛팀', archived: true, lead: 'UO' },
];
const teams = organisationOf(tree);
const ids = (some: Iterable<OrgTeam>) => [...some].map(t => t.id);

describe('teams', () => {
  it('stand below their parents, by name, without archived ones', () => {
    const more = organisationOf([{ id: 'cs', name: '지원팀', parent: 'hq' }, ...tree]);
    expect(ids(more.all())).toEqual(
      ['hq', 'dev', 'app', 'cs'].sort((a, b) => ids(more.all()).indexOf(a) - ids(more.all()).indexOf(b)),
    );
    expect(more.path('app')).toBe('본부 > 개발팀 > 앱 파트');
    expect([...more.below('hq')].sort()).toEqual(['app', 'cs', 'dev', 'hq']);
    expect(ids(more.above('app'))).toEqual(['app', 'dev', 'hq']);
    expect(more.name('old')).toBe('옛팀');
  });

  it('are found by name or path, in any case and form', () => {
    expect(teams.named('  앱  파트 ')).toMatchObject({ ok: true, team: { id: 'app' } });
    expect(teams.named('본부 > 개발팀'.normalize('NFD'))).toMatchObject({ ok: true, team: { id: 'dev' } });
    expect(teams.named('옛팀')).toEqual({ ok: false, code: 'unknown-team' });
  });
});

describe('a change of teams', () => {
  const ctx = { isActive: (user: string) => user !== 'UX', members: (id: string) => (id === 'app' ? ['U1'] : []) };
  const cases: [string, TeamCommand, string | OrgTeam][] = [
    ['a name', { do: 'change', id: 'app', change: { name: ' 앱   팀 ' } }, { id: 'app', name: '앱 팀', parent: 'dev' }],
    ['no name', { do: 'change', id: 'app', change: { name: '  ' } }, 'name no-name'],
    ['a long name', { do: 'change', id: 'app', change: { name: '팀'.repeat(61) } }, 'name too-long'],
    ['the name of a sibling', { do: 'add', id: 'n', change: { name: '개발팀', parent: 'hq' } }, 'name same-name'],
    ['that name elsewhere', { do: 'add', id: 'n', change: { name: '개발팀' } }, { id: 'n', name: '개발팀' }],
    ['a move below itself', { do: 'change', id: 'hq', change: { parent: 'app' } }, 'parent parent-below'],
    ['a move to the top', { do: 'change', id: 'app', change: { parent: null } }, { id: 'app', name: '앱 파트' }],
    ['a move below what is archived', { do: 'change', id: 'app', change: { parent: 'old' } }, 'parent unknown-parent'],
    ['a lead who left', { do: 'change', id: 'app', change: { lead: 'UX' } }, 'lead not-a-lead'],
    ['the end of one with members', { do: 'archive', id: 'app' }, 'name has-members'],
    ['the end of one with teams below', { do: 'archive', id: 'dev' }, 'name has-teams'],
    ['a team that is gone', { do: 'change', id: 'x', change: { name: 'X' } }, 'name gone'],
    ['one that comes back', { do: 'restore', id: 'old' }, { id: 'old', name: '옛팀', lead: 'UO' }],
  ];
  it.each(cases)('%s', (_, command, expected) => {
    const decision = decideTeam(tree, command, ctx);
    if (typeof expected === 'string')
      expect(decision.ok || decision.problems.map(p => `${p.field} ${p.code}`)).toEqual([expected]);
    else expect(decision.ok && decision.teams.find(t => t.id === expected.id)).toEqual(expected);
  });

  it('never leaves a circle of parents, or two teams of a name side by side', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const parent = fc.option(id);
    const change = fc.record({ name: fc.constantFrom('가', '나', '다'), parent }, { requiredKeys: ['name'] });
    const command = fc.oneof(
      fc.record({ do: fc.constantFrom('add' as const, 'change' as const), id, change }),
      fc.record({ do: fc.constantFrom('archive' as const, 'restore' as const), id }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), commands => {
        let all: OrgTeam[] = [];
        for (const c of commands) {
          const decision = decideTeam(all, c, { isActive: () => true, members: () => [] });
          if (decision.ok) all = decision.teams;
          const here = all.filter(t => !t.archived);
          // What stands in a circle is reached from no top.
          expect(organisationOf(all).all()).toHaveLength(here.length);
          expect(new Set(here.map(t => `${t.parent}>${t.name}`)).size).toBe(here.length);
        }
      }),
    );
  });
});

describe('a person’s manager', () => {
  const line = (people: Person[]) => {
    const byUser = new Map(people.map(p => [p.user, p]));
    return managerLine(user => byUser.get(user), teams);
  };
  const UH = person('UH', { teamId: 'hq' });
  const UD = person('UD', { teamId: 'dev' });

  it('is the one of their own, else the lead of their team or of the next team above', () => {
    const of = line([UH, UD, person('U1', { teamId: 'app' }), person('U2', { teamId: 'app', manager: 'U1' })]);
    expect(['U1', 'U2', 'UD', 'UH'].map(of)).toEqual(['UD', 'U1', 'UH', undefined]);
  });

  it('is the next one above where the lead left', () => {
    expect(line([UH, person('UD', { deleted: true }), person('U1', { teamId: 'app' })])('U1')).toBe('UH');
  });

  it('is never somebody whose manager they are', () => {
    const of = line([person('UH', { teamId: 'dev' }), person('UD', { teamId: 'dev', manager: 'UH' })]);
    expect([of('UD'), of('UH')]).toEqual(['UH', undefined]);
  });

  it('is nobody below them through the lead of another team', () => {
    const across = organisationOf([
      { id: 'x', name: 'X', lead: 'UA' },
      { id: 'y', name: 'Y', lead: 'UC' },
    ]);
    const people = [person('UA', { manager: 'UB' }), person('UB', { teamId: 'y' }), person('UC', { teamId: 'x' })];
    const byUser = new Map(people.map(p => [p.user, p]));
    const of = managerLine(user => byUser.get(user), across);
    expect(['UA', 'UB', 'UC'].map(of)).toEqual(['UB', undefined, undefined]);
  });

  it('never stands in a circle, whoever leads which team and whatever managers are set', () => {
    const users = ['U0', 'U1', 'U2', 'U3', 'U4', 'U5'];
    const places = ['t0', 't1', 't2', 't3'];
    const one = fc.record({
      teamId: fc.option(fc.constantFrom(...places), { nil: undefined }),
      // A manager that was set before is of no circle of its own: see `factProblems`.
      manager: fc.option(fc.nat(users.length - 1), { nil: undefined }),
      deleted: fc.boolean(),
    });
    const team = fc.record({
      lead: fc.option(fc.constantFrom(...users), { nil: undefined }),
      parent: fc.option(fc.nat(places.length - 1), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 6, maxLength: 6 }),
        fc.array(team, { minLength: 4, maxLength: 4 }),
        (facts, made) => {
          const all = facts.map(({ manager, teamId, deleted }, i) =>
            person(users[i] as string, {
              deleted,
              ...defined({ teamId, manager: manager !== undefined && manager > i ? users[manager] : undefined }),
            }),
          );
          const tree = made.map(({ lead, parent }, i) => ({
            ...{ id: places[i] as string, name: `${i}` },
            ...defined({ lead, parent: parent !== undefined && parent > i ? places[parent] : undefined }),
          }));
          const byUser = new Map(all.map(p => [p.user, p]));
          const of = managerLine(user => byUser.get(user), organisationOf(tree));
          for (const user of users) {
            const above: string[] = [];
            for (let at = of(user); at !== undefined; at = of(at)) {
              expect(above).not.toContain(at);
              expect(at).not.toBe(user);
              above.push(at);
            }
          }
        },
      ),
    );
  });
});

describe('who is meant', () => {
  const people = [
    person('UO', { owner: true, name: '가' }),
    person('UH', { teamId: 'hq', name: '나' }),
    person('UD', { teamId: 'dev', name: '다' }),
    person('U1', { teamId: 'app', name: '라' }),
    person('U2', { name: '마' }),
    person('UX', { teamId: 'app', name: '바', deleted: true }),
  ];
  const d = directoryOf(TEAM, people, { named: [], teams });
  const users = (scope: Scope, viewer: string, o?: { left: boolean }) => peopleOf(scope, d, viewer, o).map(p => p.user);

  it('is a team with those below it, everybody, or chosen people', async () => {
    expect(users({ of: 'all' }, 'UO')).toEqual(['UO', 'UH', 'UD', 'U1', 'U2']);
    expect(users({ of: 'team', team: 'dev' }, 'UO')).toEqual(['UD', 'U1']);
    expect(users({ of: 'team', team: 'dev' }, 'UO', { left: true })).toEqual(['UD', 'U1', 'UX']);
    expect(users({ of: 'people', users: ['U2', 'U1'] }, 'UO')).toEqual(['U1', 'U2']);
  });

  it('is never more than the viewer may see', async () => {
    expect(users({ of: 'all' }, 'UD')).toEqual(['UD', 'U1']);
    expect(users({ of: 'all' }, 'UH')).toEqual(['UH', 'UD', 'U1']);
    expect(users({ of: 'team', team: 'hq' }, 'U1')).toEqual(['U1']);
    expect(users({ of: 'people', users: ['U2'] }, 'UD')).toEqual([]);
  });

  it.each([words('ko'), words('en')])('is chosen in a form that Slack takes, with 300 teams', w => {
    const many = organisationOf(Array.from({ length: 300 }, (_, i) => ({ id: `t-${i}`, name: '팀'.repeat(60) + i })));
    const scope = { of: 'team', team: 't-7' } as const;
    const offices = [{ id: 'o1', name: '서울' }];
    const inputs = scopeInputs({ all: true, teams: teamChoices(many), offices, chosen: scopeText(scope) ?? '' }, w);
    const modal = {
      type: 'modal',
      title: { type: 'plain_text', text: 'x' },
      submit: { type: 'plain_text', text: 'x' },
    };
    expect(breaches('modal', { ...modal, callback_id: 'x', blocks: inputs })).toEqual([]);
    const state = (of: string, chosen: string[] = []) =>
      ({
        scope: { value: { selected_option: { value: of } } },
        'scope.people': { value: { selected_users: chosen } },
      }) as FormState;
    expect(readScope(state('team:t-7'))).toEqual(scope);
    expect(readScope(state('office:o1'))).toEqual({ of: 'office', office: 'o1' });
    expect(readScope(state('all'))).toEqual({ of: 'all' });
    expect(readScope(state('all', ['U1']))).toEqual({ of: 'people', users: ['U1'] });
    expect(
      breaches('modal', { ...modal, callback_id: 'x', blocks: scopeInputs({ all: false, teams: [] }, w) }),
    ).toEqual([]);
  });
});
