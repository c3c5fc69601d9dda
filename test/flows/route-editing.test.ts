import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALWAYS, routeAction, routeInput } from '../../blocks/approval-ids.ts';
import { action } from '../../blocks/ids.ts';
import { type RouteFormModel, routeForm } from '../../blocks/route-form.ts';
import { MOST_ROUTES, MOST_STEPS, routesModal } from '../../blocks/routes.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { chooseRoute, DEFAULT_STEPS } from '../../src/approvals/route/choose.ts';
import type { RouteRule } from '../../src/approvals/route/policy.ts';
import { routesStore } from '../../src/approvals/routes-store.ts';
import type { FormDefinition } from '../../src/forms/definition.ts';
import { facts } from '../../src/forms/facts.ts';
import { formStore } from '../../src/forms/store.ts';
import { words } from '../../src/i18n/index.ts';
import { defined } from '../../src/shared/defined.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { loggedIn, manage } from '../support/manage.ts';

const hr: RouteRule['steps'] = [{ approvers: [{ who: 'hr' }], need: 'any', direct: true }];

describe('a rule of the routes', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
    await world.slack.as(world.people.owner).openHome();
  });
  afterEach(() => world.close());

  const owner = () => world.slack.as(world.people.owner);
  const stored = () => routesStore(world.database.db).get(world.app.team);
  const kinds = async () => (await stored()).rules.map(r => r.kind);
  async function given(...rules: RouteRule[]): Promise<void> {
    await routesStore(world.database.db).save(world.app.team, await stored(), rules, { at: 0, by: 'test' });
  }
  async function open(): Promise<void> {
    await manage(world, owner(), action.openRoutes);
    await world.quiet();
  }
  async function press(id: string, value?: string, times = 1): Promise<void> {
    await owner().press('modal', id, { times, ...defined({ buttonValue: value }) });
    await world.quiet();
  }
  async function fill(id: string, value: unknown): Promise<void> {
    await owner().fill(id, value);
    await world.quiet();
  }
  async function save(times = 1): Promise<void> {
    await owner().submit({ times });
    await world.quiet();
  }

  it('is changed where it stands, and keeps its place', async () => {
    const over: RouteRule = { kind: 'leave', when: [{ fact: 'days', over: 3 }], steps: hr };
    await given(over, { kind: '*', when: [], steps: hr });
    await open();
    await press(routeAction.edit, '1:0');
    expect(owner().modal()?.title).toBe('규칙 수정');
    expect(textsOf(owner().modal())).not.toContain('2단계');
    await fill(routeInput.over, '5');
    await press(routeAction.addStep);
    await press(routeAction.addStep);
    await fill(routeInput.step(1), 'people');
    await fill(routeInput.people(1), [world.people.hana, world.people.woojin]);
    await fill(routeInput.need(1), 'all');
    await press(routeAction.dropStep);
    await save(3);
    const { rules, version } = await stored();
    expect(await loggedIn(world)).toContain('requests.route');
    expect(version).toBe(2);
    expect(rules[0]).toMatchObject({ kind: 'leave', when: [{ fact: 'days', over: 5 }] });
    expect(rules[0]?.steps.map(s => [s.approvers.length, s.need])).toEqual([
      [1, 'any'],
      [2, 'all'],
    ]);
    expect(textsOf(owner().modal())).toContain('1. *휴가* · 5일 초과\n인사 관리자 → 박하나 + 정우진');
  });

  it('is moved, once for each press, and never on a list that somebody else has changed', async () => {
    const rule = (kind: string): RouteRule => ({ kind, when: [], steps: hr });
    await given(rule('leave'), rule('form:purchase'), rule('*'));
    await open();
    const old = owner().modal();
    await press(routeAction.down, '1:0', 2);
    expect(await kinds()).toEqual(['form:purchase', 'leave', '*']);
    expect(textsOf(owner().modal())).toMatch(/1\. \*구매\*[\s\S]*2\. \*휴가\*/);
    await press(routeAction.up, '2:2');
    expect(await kinds()).toEqual(['form:purchase', '*', 'leave']);
    await owner().press('modal', routeAction.up, { buttonValue: '1:1', ...(old ? { shown: old } : {}) });
    await owner().press('modal', action.removeRoute, { buttonValue: '1:1', ...(old ? { shown: old } : {}) });
    await world.quiet();
    expect(await kinds()).toEqual(['form:purchase', '*', 'leave']);
    // The form of a rule that was changed meanwhile says so.
    await press(routeAction.edit, '3:0');
    await fill(routeInput.step(0), 'manager');
    await given(rule('leave'));
    await save();
    expect(owner().modal()?.errors[routeInput.kind]).toContain('그사이 규칙이 변경되었습니다');
    expect(await kinds()).toEqual(['leave']);
  });

  it('asks what was chosen, of forms with choices', async () => {
    const label = { id: 'c1', label: '맥북' };
    const entry = { at: 0, by: 'test', key: 'test', version: 1, what: 'created' as const };
    const form: FormDefinition = {
      ...{ id: 'fx', name: '장비', state: 'offered', next: 3, version: 1 },
      fields: [
        { id: 'f1', type: 'choice', label: '기종', required: true, choices: [label, { id: 'c2', label: '그램' }] },
        { id: 'f2', type: 'money', label: '금액', required: true },
      ],
    };
    await formStore(world.database.db).save(world.app.team, form, entry);
    await open();
    await press(action.addRoute);
    expect(textsOf(owner().modal())).not.toContain('선택 항목 조건');
    await fill(routeInput.kind, 'form:fx');
    await fill(routeInput.choice, 'f1');
    await save();
    expect(Object.keys(owner().modal()?.errors ?? {})).toEqual([routeInput.values('f1')]);
    await fill(routeInput.values('f1'), ['c2']);
    await fill(routeInput.fact, 'amount');
    await fill(routeInput.over, '1000000');
    await save();
    const { rules } = await stored();
    expect(rules).toMatchObject([
      {
        kind: 'form:fx',
        when: [
          { fact: 'amount', over: 1_000_000 },
          { fact: 'f1', oneOf: ['c2'] },
        ],
      },
    ]);
    expect(textsOf(owner().modal())).toContain('1. *장비* · 1,000,000원 초과 · 기종:\u2060 그램');
    await press(routeAction.edit, '1:0');
    await fill(routeInput.values('f1'), ['c1', 'c2']);
    await save();
    expect((await stored()).rules[0]?.when[1]).toEqual({ fact: 'f1', oneOf: ['c1', 'c2'] });
  });

  it('asks a number of a form’s own by its name, among those of that form alone', async () => {
    const entry = { at: 0, by: 'test', key: 'test', version: 1, what: 'created' as const };
    const form: FormDefinition = {
      ...{ id: 'fy', name: '좌석', state: 'offered', next: 3, version: 1 },
      fields: [
        { id: 'f1', type: 'number', label: '대수', required: true },
        { id: 'f2', type: 'money', label: '금액', required: true },
      ],
    };
    await formStore(world.database.db).save(world.app.team, form, entry);
    const offered = (): string => JSON.stringify(owner().modal()?.blocks);
    await open();
    await press(action.addRoute);
    expect(offered()).not.toContain('대수');
    await fill(routeInput.kind, 'form:fy');
    expect(offered()).toContain('대수: … 초과');
    await fill(routeInput.fact, 'f1');
    await fill(routeInput.over, '5');
    await save();
    const { rules } = await stored();
    expect(rules).toMatchObject([{ kind: 'form:fy', when: [{ fact: 'f1', over: 5 }] }]);
    expect(textsOf(owner().modal())).toContain('1. *좌석* · 대수:\u2060 5 초과');
    const sent = (seats: number) => ({
      answers: [{ field: 'f1', label: '대수', type: 'number' as const, value: seats }],
    });
    expect([5, 6].map(n => chooseRoute(rules, 'form:fy', facts(sent(n))).steps)).toEqual([
      DEFAULT_STEPS,
      rules[0]?.steps,
    ]);
  });

  it('says beside the field what its requests never have, and that a number is not asked for', async () => {
    await open();
    await press(action.addRoute);
    await fill(routeInput.kind, 'leave');
    await fill(routeInput.fact, 'days');
    await fill(routeInput.over, '3');
    await fill(routeInput.kind, 'form:purchase');
    await save();
    expect(owner().modal()?.errors).toEqual({ [routeInput.fact]: expect.stringContaining('이 신청에는 없는 항목') });
    await fill(routeInput.fact, ALWAYS);
    await save();
    expect(owner().modal()?.errors).toEqual({ [routeInput.over]: expect.stringContaining('쓰는 조건이 없습니다') });
    await fill(routeInput.over, '');
    await save();
    expect(await stored()).toMatchObject({ rules: [{ kind: 'form:purchase', when: [] }] });
  });

  it('keeps within Slack’s limits', () => {
    const name = '가'.repeat(500);
    const options = Array.from({ length: 200 }, (_, i) => ({ id: `c${i}`, name }));
    const form: RouteFormModel = {
      isNew: false,
      kinds: Array.from({ length: 200 }, (_, i) => ({ kind: `form:${i}`, name })),
      kind: 'form:150',
      numbers: [{ fact: 'days', says: name }],
      fact: 'days',
      over: '3',
      choices: Array.from({ length: 120 }, (_, i) => ({ fact: `f${i}`, name, options })),
      choice: 'f3',
      values: ['c1', 'c199'],
      stands: false,
      teams: ['t-3'],
      allTeams: Array.from({ length: 200 }, (_, i) => ({ id: `t-${i}`, path: name })),
      cc: Array.from({ length: 20 }, (_, i) => `U${i}`),
      steps: Array.from({ length: MOST_STEPS }, () => ({
        who: 'people',
        people: Array.from({ length: 20 }, (_, i) => `U${i}`),
        need: 'all' as const,
      })),
      metadata: '{}',
    };
    const rows = Array.from({ length: MOST_ROUTES }, (_, index) => ({
      index,
      kind: name,
      conditions: [name, name],
      steps: Array.from({ length: MOST_STEPS }, () => name),
    }));
    for (const language of ['ko', 'en'] as const) {
      expect(breaches('modal', routeForm(form, words(language)))).toEqual([]);
      // Steps where no one decides are said to be told, and not to come one after the other.
      const told = JSON.stringify(routeForm({ ...form, stands: true }, words(language)));
      expect(told).toContain(words(language).routes.told(1));
      expect(told).not.toContain(words(language).routes.step(1));
      expect(told).not.toContain(words(language).routes.inOrder);
      expect(breaches('modal', routesModal({ rows, version: 12 }, words(language)))).toEqual([]);
    }
  });
});
