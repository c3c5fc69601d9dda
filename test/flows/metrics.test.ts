import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { createLog } from '../../src/shared/log.ts';
import { startWorld, type World } from '../support/daybook.ts';

describe('what is seen from outside', () => {
  let world: World;
  const lines: Record<string, unknown>[] = [];
  beforeEach(async () => {
    lines.length = 0;
    const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
    world = await startWorld({ env: { DAYBOOK_METRICS: 'on' }, log: createLog('debug', { destination }) });
    await minji().openHome();
    await world.quiet();
  });
  afterEach(() => world.close());

  const minji = () => world.slack.as(world.people.minji);
  const get = (path: string) => fetch(`http://127.0.0.1:${world.app.port}${path}`);
  const value = async (line: string) => {
    const found = (await (await get('/metrics')).text()).split('\n').find(l => l.startsWith(`${line} `));
    return found === undefined ? undefined : Number(found.slice(line.length + 1));
  };

  it('counts answers, deliveries, refusals, jobs, what Slack refuses, and what is owed', async () => {
    await minji().say('app', '출근');
    await world.quiet();
    expect(await value('daybook_answer_seconds_count{kind="event",ok="true"}')).toBeGreaterThanOrEqual(2);
    expect(await value('daybook_delivery_seconds_count{kind="home",outcome="delivered"}')).toBe(1);
    const { team, app } = world.slack;
    const press = { type: 'button', action_id: 'policy.open', block_id: 'b', action_ts: '1.1', value: '' };
    const forged = {
      ...{ type: 'block_actions', team: { id: team.id }, user: { id: world.people.minji }, api_app_id: app.id },
      ...{ trigger_id: 'forged.1', actions: [press] },
    };
    await world.slack.deliver(forged, { kind: 'interaction' });
    await world.quiet();
    expect(await value('daybook_refused_total{may="change-settings"}')).toBe(1);
    world.slack.faults.fail('views.publish', 'fatal_error');
    await minji().press('home', action.startBreak);
    await world.quiet();
    expect(await value('daybook_slack_refused_total{method="views.publish",error="fatal_error"}')).toBe(1);
    expect(await value(`daybook_outbox_documents{team="${world.slack.team.id}"}`)).toBe(1);
    await world.app.tick();
    expect(
      await value(`daybook_job_seconds_count{team="${world.slack.team.id}",job="reminders",ok="true"}`),
    ).toBeGreaterThan(0);
  });

  it('names the request in each line, from the press to its effects, whoever delivers them', async () => {
    world.slack.faults.fail('views.publish', 'fatal_error', 2);
    await minji().say('app', '출근');
    await world.quiet();
    const [day] = await world.database.db.collection('workdays').find({}).toArray();
    // Another request, and then the outbox, find what is owed.
    await world.slack.as(world.people.hana).openHome();
    await world.jump('2026-11-24T09:05:00+09:00');
    await world.jump('2026-11-24T09:10:00+09:00');
    const [request] = day?.effects.map((e: { request?: string }) => e.request) ?? [];
    expect(request).toMatch(/^r/);
    const tried = lines.filter(l => l.kind === 'home' && l.effect === day?.effects[0]?.id);
    expect(tried.map(l => l.msg)).toContain('an effect was not delivered');
    expect(tried.map(l => l.outcome)).toContain('delivered');
    expect(new Set(tried.map(l => l.request))).toEqual(new Set([request]));
    expect(lines).toContainEqual(expect.objectContaining({ request, kind: 'event', what: 'message', msg: 'answered' }));
  });

  it('is not served unless it is asked for', async () => {
    const other = await startWorld();
    expect((await fetch(`http://127.0.0.1:${other.app.port}/metrics`)).status).toBe(404);
    await other.close();
  });
});
