import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Actor, directoryOf, managersOf, may, openTo, roleOf, type Subject } from '../../src/people/may.ts';
import { ACTIONS, type Action, ROLES, type Role } from '../../src/people/roles.ts';
import { person, TEAM } from './people.ts';

const actor = (role: Role, more: Partial<Actor> = {}): Actor => ({
  team: TEAM,
  user: 'U1',
  role,
  active: true,
  ...more,
});
const subjects = {
  self: { team: TEAM, user: 'U1', managers: ['U9'] },
  team: { team: TEAM, user: 'U2', managers: ['U5', 'U1'] },
  other: { team: TEAM, user: 'U3', managers: ['U9'] },
  asked: { team: TEAM, user: 'U3', managers: ['U9'], asked: true },
} satisfies Record<string, Subject>;

describe('who may do what', () => {
  const cases: [Role, Action, Subject | undefined, string][] = [
    ['employee', 'record-own-day', subjects.self, 'yes'],
    ['owner', 'record-own-day', subjects.other, 'own-only'],
    ['employee', 'see-request', subjects.self, 'yes'],
    ['employee', 'see-request', subjects.asked, 'yes'],
    ['employee', 'see-request', subjects.other, 'not-asked'],
    ['employee', 'decide-request', subjects.asked, 'yes'],
    ['employee', 'decide-request', subjects.other, 'not-asked'],
    ['employee', 'decide-request', subjects.team, 'hr-only'],
    ['manager', 'decide-request', subjects.team, 'yes'],
    ['manager', 'decide-request', subjects.other, 'not-asked'],
    ['hr', 'decide-request', subjects.other, 'yes'],
    ['owner', 'decide-request', subjects.self, 'own-request'],
    ['owner', 'decide-request', { ...subjects.self, asked: true }, 'own-request'],
    ['manager', 'see-attendance', subjects.team, 'yes'],
    ['manager', 'see-attendance', subjects.other, 'not-your-team'],
    ['employee', 'see-attendance', subjects.other, 'not-your-team'],
    ['hr', 'correct-attendance', subjects.other, 'yes'],
    ['hr', 'correct-attendance', subjects.self, 'own-record'],
    ['manager', 'correct-attendance', subjects.team, 'hr-only'],
    ['employee', 'see-attendance', subjects.self, 'yes'],
    ['hr', 'see-attendance', subjects.other, 'yes'],
    ['employee', 'correct-own-attendance', subjects.self, 'yes'],
    ['owner', 'correct-own-attendance', subjects.other, 'own-only'],
    ['manager', 'close-month', undefined, 'hr-only'],
    ['hr', 'close-month', undefined, 'yes'],
    ['manager', 'reopen-month', undefined, 'hr-only'],
    ['hr', 'reopen-month', undefined, 'yes'],
    ['employee', 'see-leave', subjects.self, 'yes'],
    ['employee', 'see-leave', subjects.other, 'not-your-team'],
    ['manager', 'see-leave', subjects.team, 'yes'],
    ['hr', 'see-leave', subjects.other, 'yes'],
    ['manager', 'give-leave', subjects.team, 'hr-only'],
    ['hr', 'give-leave', subjects.team, 'yes'],
    ['owner', 'give-leave', subjects.self, 'own-record'],
    ['manager', 'settle-leave', subjects.team, 'hr-only'],
    ['hr', 'settle-leave', subjects.other, 'yes'],
    ['hr', 'settle-leave', subjects.self, 'own-record'],
    ['manager', 'promote-leave', undefined, 'hr-only'],
    ['hr', 'promote-leave', undefined, 'yes'],
    ['employee', 'change-calendar', undefined, 'hr-only'],
    ['hr', 'change-calendar', undefined, 'yes'],
    ['employee', 'see-now', undefined, 'hr-only'],
    ['manager', 'see-now', subjects.team, 'yes'],
    ['manager', 'see-now', subjects.other, 'not-your-team'],
    ['hr', 'see-now', undefined, 'yes'],
    ['employee', 'name-delegate', subjects.self, 'yes'],
    ['manager', 'name-delegate', subjects.team, 'hr-only'],
    ['hr', 'name-delegate', subjects.other, 'yes'],
    ['hr', 'change-person', subjects.self, 'yes'],
    ['hr', 'change-role', subjects.other, 'yes'],
    ['hr', 'change-owner', subjects.other, 'owners-only'],
    ['owner', 'change-owner', subjects.other, 'yes'],
    ['manager', 'import-people', undefined, 'hr-only'],
    ['hr', 'import-people', undefined, 'yes'],
    ['manager', 'change-settings', undefined, 'hr-only'],
    ['hr', 'define-forms', undefined, 'yes'],
    ['employee', 'post-summary', undefined, 'hr-only'],
    ['hr', 'post-summary', undefined, 'yes'],
  ];
  it.each(cases)('%s, %s, %o: %s', (role, action, subject, answer) => {
    expect(may(actor(role), action, subject)).toBe(answer);
  });
});

const anyAction = fc.constantFrom(...ACTIONS);
const anyRole = fc.constantFrom(...ROLES);
const anySubject = fc.option(
  fc.record({
    team: fc.constantFrom(TEAM, 'T2'),
    user: fc.constantFrom('U1', 'U2', 'U3'),
    managers: fc.uniqueArray(fc.constantFrom('U1', 'U4', 'U5')),
    asked: fc.boolean(),
  }),
  { nil: undefined },
);

describe('rights as a whole', () => {
  it('nobody gains by losing a role', () => {
    fc.assert(
      fc.property(anyAction, anySubject, anyRole, anyRole, (action, subject, a, b) => {
        const [less, more] = ROLES.indexOf(a) <= ROLES.indexOf(b) ? [a, b] : [b, a];
        if (may(actor(less), action, subject) === 'yes') expect(may(actor(more), action, subject)).toBe('yes');
      }),
    );
  });

  it('someone who left, a guest or a bot may nothing', () => {
    fc.assert(
      fc.property(anyAction, anySubject, anyRole, (action, subject, role) => {
        expect(may(actor(role, { active: false }), action, subject)).toBe('not-employed');
      }),
    );
    for (const gone of [{ deleted: true }, { employee: false }]) {
      const d = directoryOf(TEAM, [person('U1', { ...gone, owner: true, role: 'owner' })], { named: ['U1'] });
      for (const action of ACTIONS) expect(may(d.actor('U1'), action)).toBe('not-employed');
    }
    const d = directoryOf(TEAM, [], { named: ['U1'] });
    expect(may(d.actor('U1'), 'change-settings')).toBe('not-employed');
  });

  it('another workspace has nothing for anybody', () => {
    fc.assert(
      fc.property(anyAction, anyRole, fc.boolean(), (action, role, asked) => {
        const subject = { team: 'T2', user: 'U1', managers: ['U1'], asked };
        expect(may(actor(role), action, subject)).toBe('not-found');
      }),
    );
  });

  it('nobody decides on their own request, asked or not', () => {
    fc.assert(
      fc.property(anyRole, fc.boolean(), (role, asked) => {
        expect(may(actor(role), 'decide-request', { ...subjects.self, asked })).toBe('own-request');
      }),
    );
  });

  it('those about whom somebody may do a thing are found without asking about strangers', () => {
    const someone = fc.record({ manager: fc.nat(9), deleted: fc.boolean() });
    const roles = fc.option(anyRole, { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(someone, roles), { maxLength: 9 }), anyAction, (all, action) => {
        const people = all.map(([p, role], i) =>
          person(`U${i}`, { ...p, manager: `U${p.manager}`, ...(role ? { role } : {}) }),
        );
        const d = directoryOf(TEAM, people, { named: [] });
        for (const { user } of people) {
          const asked: string[] = [];
          const subject = (of: string): Subject | undefined => {
            asked.push(of);
            return d.subject(of);
          };
          const each = people.filter(p => may(d.actor(user), action, d.subject(p.user)) === 'yes');
          expect(openTo({ ...d, subject }, user, action)).toEqual(each);
          const near = people.filter(p => p.user === user || d.subject(p.user)?.managers.includes(user));
          expect(asked).toEqual(near.map(p => p.user));
        }
      }),
    );
  });

  it('losing a team loses what it gave', () => {
    const people = [person('U1'), person('U2', { manager: 'U1' }), person('U3', { manager: 'U2' })];
    const before = directoryOf(TEAM, people, { named: [] });
    expect(before.role('U1')).toBe('manager');
    expect(may(before.actor('U1'), 'see-attendance', before.subject('U3'))).toBe('yes');
    const after = directoryOf(TEAM, [person('U1'), person('U2'), person('U3', { manager: 'U2' })], { named: [] });
    expect(after.role('U1')).toBe('employee');
    expect(may(after.actor('U1'), 'see-attendance', after.subject('U3'))).toBe('not-your-team');
  });
});

describe('a role', () => {
  const ctx = { named: ['UN'], leads: new Set(['UL']) };
  it('is what was set, else what Slack and the configuration say', () => {
    expect(roleOf(person('U1', { owner: true, administrator: true }), ctx)).toBe('owner');
    expect(roleOf(person('UN'), ctx)).toBe('owner');
    expect(roleOf(person('U1', { administrator: true }), ctx)).toBe('hr');
    expect(roleOf(person('U1', { administrator: true }), { ...ctx, slackAdmins: false })).toBe('employee');
    expect(roleOf(person('UL'), ctx)).toBe('manager');
    expect(roleOf(person('U1'), ctx)).toBe('employee');
    expect(roleOf(person('UN', { role: 'employee', owner: true }), ctx)).toBe('employee');
  });

  it('is found for all who work here', () => {
    const people = [
      person('U1', { role: 'hr' }),
      person('U2', { owner: true }),
      person('U3', { role: 'hr', deleted: true }),
    ];
    const d = directoryOf(TEAM, people, { named: [] });
    expect([d.having('hr'), d.having('hr', 'owner')]).toEqual([['U1'], ['U1', 'U2']]);
  });

  it('is manager only as long as somebody who works here reports to them', () => {
    const role = (...reports: object[]) =>
      directoryOf(TEAM, [person('U1'), ...reports.map((more, i) => person(`U${i + 2}`, { manager: 'U1', ...more }))], {
        named: [],
      }).role('U1');
    expect(role({}, { deleted: true })).toBe('manager');
    expect(role({ deleted: true }, { deleted: true })).toBe('employee');
    expect(role()).toBe('employee');
    expect(role({ team: 'T2' })).toBe('employee');
  });

  it('a stored loop of managers ends the walk upwards', () => {
    const above: Record<string, string> = { U1: 'U2', U2: 'U3', U3: 'U2' };
    expect(managersOf('U1', u => above[u])).toEqual(['U2', 'U3']);
    expect(managersOf('U2', u => above[u])).toEqual(['U3']);
  });
});
