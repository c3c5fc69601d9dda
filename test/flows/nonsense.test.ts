import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adminInput } from '../../blocks/administration-ids.ts';
import { routeInput } from '../../blocks/approval-ids.ts';
import { calendarInput } from '../../blocks/calendar-ids.ts';
import { correctionAction, correctionInput } from '../../blocks/correction-ids.ts';
import { formInput } from '../../blocks/form-ids.ts';
import { action, callback, input, VALUE } from '../../blocks/ids.ts';
import { leaveAction, leaveInput, typeInput } from '../../blocks/leave-ids.ts';
import { ledgerInput } from '../../blocks/ledger-ids.ts';
import { monthInput } from '../../blocks/month-ids.ts';
import { promotionInput } from '../../blocks/promotion-ids.ts';
import { remindersInput } from '../../blocks/reminder-ids.ts';
import { delegateInput } from '../../blocks/routes.ts';
import { en } from '../../src/i18n/en/index.ts';
import { ko } from '../../src/i18n/ko/index.ts';
import { createLog } from '../../src/shared/log.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { runs, someOf } from '../support/runs.ts';

type Json = Record<string, unknown>;

/** Bodies and payloads that nobody can have sent from anything that Daybook drew. */
describe('nonsense', () => {
  let world: World;
  /** one whose forms come over a line: what each holds here is 200 KB, which HTTP encodes, signs and parses four times */
  let lined: World;
  const logged: { level: string; msg: string; [key: string]: unknown }[] = [];
  let n = 0;

  beforeAll(async () => {
    const log = createLog('warn', { destination: { write: line => void logged.push(JSON.parse(line)) } });
    // What stands in a body of HTTP is not what comes over a line.
    world = await startWorld({ log, socket: false });
    lined = await startWorld({ log, socket: true });
    await world.slack.as(world.people.minji).openHome();
    await world.quiet();
  });
  afterAll(() => Promise.all([world.close(), lined.close()]));
  beforeEach(() => void logged.splice(0));
  afterEach(async () => {
    await Promise.all([world.quiet(), lined.quiet()]);
    const failures = logged
      .filter(l => l.level === 'error' || l.level === 'fatal')
      .map(l => JSON.stringify(l).slice(0, 600));
    expect([...new Set(failures.map(f => f.replace(/"(id|time|user)":"[^"]*",?/g, '')))]).toEqual([]);
    for (const { app } of [world, lined])
      expect((await fetch(`http://127.0.0.1:${app.port}/healthz`)).status).toBe(200);
  });

  const JSON_TYPE = 'application/json';
  const FORM_TYPE = 'application/x-www-form-urlencoded';

  async function send(body: string, type: string): Promise<number> {
    const stamp = String(Math.floor(Date.now() / 1000));
    const hmac = createHmac('sha256', world.slack.signingSecret).update(`v0:${stamp}:${body}`).digest('hex');
    const answer = await fetch(`http://127.0.0.1:${world.app.port}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': type, 'x-slack-signature': `v0=${hmac}`, 'x-slack-request-timestamp': stamp },
      body,
    });
    await answer.arrayBuffer();
    return answer.status;
  }
  const payload = (value: unknown): string => new URLSearchParams({ payload: JSON.stringify(value) }).toString();

  it.each([
    ['null as a payload', 'payload=null', FORM_TYPE],
    ['null as JSON', 'null', JSON_TYPE],
    ['a list', '[]', JSON_TYPE],
    ['a list of bodies', '[{"type":"url_verification","challenge":"c"}]', JSON_TYPE],
    ['a number', '7', JSON_TYPE],
    ['a text', '"ssl_check"', JSON_TYPE],
    ['true', 'payload=true', FORM_TYPE],
    ['nothing', '', JSON_TYPE],
    ['nothing in a form', '', FORM_TYPE],
    ['an object without parts', '{}', JSON_TYPE],
    ['an empty payload', 'payload=', FORM_TYPE],
    ['half a JSON', '{"type":"event_call', JSON_TYPE],
    ['half a percent sign', 'payload=%7B%22type%22%3', FORM_TYPE],
    ['two payloads', 'payload=%7B%7D&payload=%7B%7D', FORM_TYPE],
    ['an unknown type', '{"type":"anything"}', JSON_TYPE],
    ['a type that is a number', '{"type":1}', JSON_TYPE],
    ['a prototype', '{"__proto__":{"type":"event_callback"}}', JSON_TYPE],
    ['a challenge that is missing', '{"type":"url_verification"}', JSON_TYPE],
    ['a challenge that is a list', '{"type":"url_verification","challenge":[1]}', JSON_TYPE],
    ['JSON as a form', '{"type":"url_verification","challenge":"c"}', FORM_TYPE],
    ['a form as JSON', 'payload=%7B%7D', JSON_TYPE],
    ['a form with a charset', 'payload=%7B%7D', `${FORM_TYPE}; charset=utf-16`],
    ['bytes', '\u0000\ufffd\u0001', 'application/octet-stream'],
    ['a command without a user', 'command=%2Fdaybook&text=in', FORM_TYPE],
  ])('%s is answered 400, and logged as a warning', async (_what, body, type) => {
    expect(await send(body, type)).toBe(400);
    expect(logged.map(l => l.level)).toEqual(['warn']);
  });

  it('what Slack sends and Daybook does not use is accepted', async () => {
    expect(await send('ssl_check=1&token=x', FORM_TYPE)).toBe(200);
    expect(await send('{"type":"app_rate_limited","team_id":"T0ACORN"}', JSON_TYPE)).toBe(200);
    expect(await send(payload({ type: 'block_suggestion', action_id: 'x', value: 'a' }), FORM_TYPE)).toBe(200);
    expect(await send('{"type":"url_verification","challenge":"c"}', JSON_TYPE)).toBe(200);
  });

  const team = () => ({ id: world.slack.team.id });
  const view = (more: Json = {}): Json => ({
    ...{ id: `VF${++n}`, hash: 'h', type: 'modal', callback_id: callback.checkIn, private_metadata: '' },
    ...{ blocks: [], state: { values: {} }, ...more },
  });
  const press = (user: string, actionId: string, more: Json = {}, shown = view()): Json => ({
    ...{ type: 'block_actions', team: team(), user: { id: user }, trigger_id: `forged.${++n}`, view: shown },
    actions: [{ type: 'button', action_id: actionId, block_id: 'b', action_ts: `1.${n}`, ...more }],
  });
  const submit = (user: string, more: Json): Json => ({
    ...{ type: 'view_submission', team: team(), user: { id: user }, trigger_id: `forged.${++n}`, view: view(more) },
  });
  const event = (more: Json): Json => ({
    ...{ type: 'event_callback', team_id: world.slack.team.id, event_id: `Ev${++n}`, event: more },
  });
  const shortcut = (user: string, id: string): Json => ({
    ...{ type: 'shortcut', team: team(), user: { id: user }, callback_id: id, trigger_id: `forged.${++n}` },
  });

  /** The body with what stands at one place, at whatever depth, replaced or taken away. */
  function spoilt(body: unknown, path: number[], instead: { value: unknown } | 'gone'): unknown {
    if (typeof body !== 'object' || body === null || Object.keys(body).length === 0)
      return instead === 'gone' ? undefined : instead.value;
    const keys = Object.keys(body);
    const [at = 0, ...rest] = path;
    const key = keys[at % keys.length] ?? '';
    const copy: Json = Array.isArray(body) ? ([...body] as unknown as Json) : { ...body };
    const inner =
      rest.length === 0 ? (instead === 'gone' ? undefined : instead.value) : spoilt(copy[key], rest, instead);
    if (inner === undefined && !Array.isArray(copy)) delete copy[key];
    else copy[key] = inner ?? null;
    return copy;
  }

  it('a body with any part of it spoilt never fails, whatever it was', async () => {
    const { minji } = world.people;
    const bodies: [() => Json, 'json' | 'form' | 'command'][] = [
      [() => press(minji, action.checkIn), 'form'],
      [
        () => ({ ...press(minji, action.approve, { value: 'r:1:0' }), message: { ts: '1.1' }, channel: { id: 'C1' } }),
        'form',
      ],
      [() => submit(minji, { state: { values: { b: { a: { selected_option: { value: 'office' } } } } } }), 'form'],
      [() => shortcut(minji, 'daybook.clock'), 'form'],
      [
        () => event({ type: 'message', channel_type: 'im', channel: 'D1', user: minji, text: 'help', ts: '1.1' }),
        'json',
      ],
      [() => event({ type: 'app_home_opened', tab: 'home', user: minji, channel: 'D1' }), 'json'],
      [() => event({ type: 'tokens_revoked', tokens: { oauth: [minji] } }), 'json'],
      [
        () => event({ type: 'user_change', user: { id: 'U0NOBODY', tz: 'Asia/Seoul', profile: { real_name: 'x' } } }),
        'json',
      ],
      [
        () => ({
          ...{ command: '/daybook', text: 'help', team_id: team().id, user_id: minji, channel_id: 'D1' },
          trigger_id: `forged.${++n}`,
        }),
        'command',
      ],
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...bodies),
        fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 6 }),
        fc.oneof(fc.constant('gone' as const), fc.record({ value: fc.jsonValue({ maxDepth: 2 }) })),
        async ([make, kind], path, instead) => {
          const body = spoilt(make(), path, instead);
          const text =
            kind === 'json'
              ? JSON.stringify(body)
              : kind === 'form'
                ? payload(body)
                : new URLSearchParams(
                    Object.entries(body as Json).map(([k, v]): [string, string] => [
                      k,
                      typeof v === 'string' ? v : JSON.stringify(v),
                    ]),
                  ).toString();
          const status = await send(text, kind === 'json' ? JSON_TYPE : FORM_TYPE);
          expect([200, 400, 401]).toContain(status);
        },
      ),
      { numRuns: runs(400) },
    );
    await world.quiet();
  }, 120_000);

  const VALUES = [
    '',
    'x',
    '9999-12-31',
    '0000-01-01',
    '0:0',
    'null|undefined',
    '{"form":1}',
    '9'.repeat(300),
    '2026-13-45',
    'U0NOBODY|2026-02',
  ];
  const METADATA = ['null', '[]', '{"user":5}', '{"page":1e999}', '{"again":7}', 'x'.repeat(3_000)];
  const each = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;

  const NOT_FOUND = [en, ko].map(w => w.people.denied['not-found']);
  const answered = async (body: Json, what = ''): Promise<string> => {
    const stood = await lined.slack.deliver(body, { kind: 'interaction' });
    expect(stood.status, `${what} ${stood.body}`).toBe(200);
    return stood.body;
  };

  it('no button fails on a value or metadata that is not Daybook’s', async () => {
    const { lucas, owner } = world.people;
    for (const [i, id] of [...lined.app.routes.actions].entries())
      for (const user of someOf([lucas, owner], i, 2)) {
        const value = each(VALUES, user === owner ? i : i + 3);
        const shown = view({ private_metadata: each(METADATA, i), state: { values: GARBAGE } });
        await answered(press(user, id, { value }, shown), `${id} ${value}`);
      }
  }, 240_000);

  it('Slack is asked for nobody whose id cannot be one', async () => {
    const asked = () => world.slack.calls.filter(c => c.method === 'users.info').length;
    const before = asked();
    for (const value of ['\ud83d', 'annual', '__proto__'])
      expect(await send(payload(press(world.people.owner, correctionAction.pickPerson, { value })), FORM_TYPE)).toBe(
        200,
      );
    await world.quiet();
    expect(asked()).toBe(before);
  });

  /** Every input that any form has, each with everything that an input may hold. */
  const held = {
    ...{ value: '\u0000{"x":1}', selected_option: { value: 'zz' }, selected_options: [{ value: 'zz' }, {}] },
    ...{ selected_date: '2026-13-45', selected_time: '25:61', selected_user: 'U0NOBODY', files: [{}, { id: 'F0' }] },
    ...{ selected_users: ['U0NOBODY', ''], selected_conversation: 'C0NOWHERE' },
  };
  const texts = (ids: object): string[] =>
    Object.values(ids).flatMap(v =>
      typeof v === 'string' ? [v] : typeof v === 'object' && v !== null ? texts(v) : [],
    );
  const known = [action, input, adminInput, calendarInput, correctionInput, formInput, leaveInput, ledgerInput].concat([
    ...[monthInput, promotionInput, routeInput, typeInput, delegateInput, { of: remindersInput }],
  ] as never);
  const blocks = [...new Set(known.flatMap(texts))];
  const ownActions = new Set<string>([...texts(input), ...texts(leaveInput)]);
  const GARBAGE = Object.fromEntries(
    blocks.map(b => {
      const actions = [VALUE, ...(ownActions.has(b) ? Object.values(leaveAction) : [])];
      return [b, Object.fromEntries(actions.map(a => [a, held]))];
    }),
  );

  it('every form whose metadata is not Daybook’s is answered “not found”', async () => {
    const strange = [...METADATA.slice(0, 4), '{"', '"text"', '{"unknown":true}'];
    for (const [turn, user] of [world.people.lucas, world.people.owner].entries())
      for (const [i, id] of [...lined.app.routes.callbacks].entries())
        for (const metadata of someOf(strange, i + turn, 3)) {
          const body = submit(user, { callback_id: id, private_metadata: metadata, state: { values: GARBAGE } });
          const answer = JSON.parse((await answered(body)) || '{}') as { response_action?: string; view?: object };
          expect(answer.response_action, `${id} ${metadata}`).toBe('update');
          expect(NOT_FOUND, `${id} ${metadata}`).toContain(textsOf(answer.view as never));
        }
    // What the presses before owe to channels that are not there is tried again meanwhile.
    const told = logged.filter(l => l.msg !== 'an effect was not delivered');
    expect(new Set(told.map(l => `${l.msg} ${l.code}`))).toEqual(new Set(['refused not-found']));
  }, 240_000);

  it('no form fails on inputs that it does not have', async () => {
    const { minji, owner } = world.people;
    const fits = (id: string): string[] => [
      '',
      JSON.stringify({ user: minji, date: '2026-11-24', spans: 1, breaks: 1 }),
      ...['{"query":"","filter":"here","page":1}', '{"month":"2026-11"}', '2026-10', '1', '{"steps":1}', '{"seen":0}'],
      ...['approve', 'reject', 'send-back', 'ask-cancel'].map(what => JSON.stringify({ do: what, seen: 'r:1:0' })),
      ...['workingTime', 'leave', 'channels', 'people', 'records', 'reports', 'reminders', 'approvals', 'holidays'].map(
        group => JSON.stringify({ group }),
      ),
      JSON.stringify({ from: '2026-11-25', seen: 0, change: {} }),
      JSON.stringify({ user: minji, id: 'monthly:1' }),
      JSON.stringify({ user: minji, key: 'k', filled: { kind: 'x', days: 'x', on: 'x', usableUntil: 'x', why: '' } }),
      JSON.stringify({ user: minji, mark: 'm' }),
      JSON.stringify({ id: 'p1', rows: 3 }),
      JSON.stringify({ form: 'purchase', version: 1, route: '' }),
      JSON.stringify({ form: 'purchase', field: 'f1', seen: 1, type: id }),
      JSON.stringify({ user: minji, shown: {}, withRole: true }),
      JSON.stringify({ file: 'F0', digest: 'd' }),
    ];
    for (const [turn, id] of [...lined.app.routes.callbacks].entries())
      for (const [i, metadata] of someOf([...fits(id).entries()], turn, 5)) {
        const values = i % 3 === 0 ? {} : GARBAGE;
        await answered(submit(owner, { callback_id: id, private_metadata: metadata, state: { values } }));
      }
  }, 240_000);
});
