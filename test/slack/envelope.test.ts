import { App } from '@slack/bolt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/shared/log.ts';
import { admitted } from '../../src/slack/envelope.ts';
import { boltLogger } from '../../src/slack-api/bolt-logger.ts';
import { runs } from '../support/runs.ts';

type Json = Record<string, unknown>;

const log = createLog('fatal');
const app = new App({
  receiver: { init: () => {}, start: async () => undefined, stop: async () => undefined },
  authorize: async () => ({}),
  logger: boltLogger(log),
});
for (const listen of [app.action, app.view, app.shortcut, app.command])
  listen.call(app, /.*/, (async ({ ack }: { ack: () => Promise<void> }) => ack()) as never);
app.event(/.*/, async () => undefined);

const team = { id: 'T0ACORN' };
const user = { id: 'U0MINJI' };
const view = { id: 'V1', type: 'modal', callback_id: 'c', private_metadata: '', blocks: [] };
const heard = (event: Json): Json => ({ type: 'event_callback', team_id: team.id, event_id: 'Ev1', event });
const BODIES: Json[] = [
  heard({ type: 'app_home_opened', user: user.id, tab: 'home', channel: 'D1' }),
  heard({ type: 'user_change', user: { ...user, profile: { real_name: 'x' } } }),
  heard({ type: 'channel_created', channel: { id: 'C1', creator: user.id } }),
  { ...{ type: 'block_actions', team, user, view, trigger_id: '1' }, actions: [{ action_id: 'a', action_ts: '1' }] },
  { type: 'view_submission', team, user, view },
  { type: 'view_closed', team, user, view },
  { type: 'shortcut', team, user, callback_id: 'c', trigger_id: '1' },
  { command: '/daybook', team_id: team.id, user_id: user.id, channel_id: 'D1', trigger_id: '1', text: '' },
];
/** Where Bolt looks before any listener runs. */
const IN_EVENT = [
  ...['channel', 'channel_id', 'user', 'item', 'subteam', 'assistant_thread', 'message', 'thread_ts', 'ts', 'type'],
];
const IN_BODY = [
  ...['team', 'user', 'channel', 'enterprise', 'authorizations', 'response_url', 'response_urls', 'function_data'],
  ...['is_enterprise_install', 'team_id', 'enterprise_id', 'view', 'actions', 'event', 'command', 'name', 'type'],
  ...['ssl_check', 'event_time'],
];
/** What every object of JavaScript has. */
const INHERITED = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];

describe('the envelope of what Slack sends', () => {
  it.each(BODIES)('%o is taken', body => {
    expect(admitted(body, log)).toBe('known');
  });

  it.each(INHERITED)('a type %s is nothing special', type => {
    expect(admitted({ type }, log)).toBe('unreadable');
    expect(admitted(heard({ type }), log)).toBe('known');
  });

  it('a workspace is named by a text, wherever Bolt takes it from', () => {
    const elsewhere = { team_id: { $ne: null } };
    expect(admitted({ ...BODIES[0], authorizations: [elsewhere] }, log)).toBe('unreadable');
    expect(admitted({ ...BODIES[0], authorizations: [{ team_id: null }] }, log)).toBe('known');
    const odd = { ...view, app_installed_team_id: elsewhere };
    expect(admitted({ type: 'view_submission', team, user, view: odd }, log)).toBe('unreadable');
  });

  it('a shortcut in a view is none', () => {
    expect(admitted({ ...BODIES[6], view: { id: 'V1' } }, log)).toBe('unreadable');
  });

  it('a profile that cannot be stored is not taken', () => {
    const odd = { ...user, profile: { real_name: 'x', email: { $gt: '' } } };
    expect(admitted(heard({ type: 'user_change', user: odd }), log)).toBe('unreadable');
  });

  it('what is taken never fails in Bolt, whatever stands where Bolt looks', async () => {
    const strange = fc.oneof(
      fc.constantFrom(null, [null], [], {}, '', 0, true, '1', ...INHERITED),
      fc.jsonValue({ maxDepth: 2 }),
      fc.record({ id: fc.jsonValue({ maxDepth: 1 }) }),
    );
    const spoilt = fc.record({
      body: fc.constantFrom(...BODIES),
      outer: fc.dictionary(fc.constantFrom(...IN_BODY), strange, { maxKeys: 2 }),
      inner: fc.dictionary(fc.constantFrom(...IN_EVENT), strange, { maxKeys: 2 }),
    });
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(spoilt, async ({ body, outer, inner }) => {
        const sent: Json = { ...body, ...outer };
        if (sent.event === body.event && body.event) sent.event = { ...(body.event as Json), ...inner };
        if (admitted(sent, log) !== 'known') return;
        taken += 1;
        await app.processEvent({ body: sent, ack: async () => {} });
      }),
      { numRuns: runs(20_000) },
    );
    expect(taken).toBeGreaterThan(runs(1_000));
  });
});
