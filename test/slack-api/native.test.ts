import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { context, section } from '../../blocks/kit.ts';
import { chart, dataTable, nativeMessage, TABLE } from '../../blocks/native.ts';
import { seedWorkspace } from '../../scripts/simulator/seed.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { senderFor } from '../../src/outbox/sender.ts';
import { createLog } from '../../src/shared/log.ts';
import { type SlackClients, slackClients } from '../../src/slack-api/clients.ts';
import { REFUSED_MS } from '../../src/slack-api/native.ts';

const table = dataTable(
  { caption: 'Hours', head: ['Name', 'Worked'], rows: [['이민지', { value: 40.5, text: '40 h 30 min' }]] },
  [section('이민지 40 h 30 min')],
);
const bars = chart({
  title: 'Week',
  kind: 'bar',
  categories: ['Mon', 'Tue'],
  series: [{ name: 'Worked', values: [8, 7.5] }],
  unit: 'h',
});
const message = nativeMessage('Hours of the week', [section('*Hours*'), table, bars, context('As of 09:00')]);

describe('a message with native blocks', () => {
  let slack: Simulator;
  let clients: SlackClients;
  let channel: string;
  let owner: string;
  let now = Date.parse('2026-11-24T09:00:00+09:00');
  beforeEach(async () => {
    slack = await startSimulator({ startAt: now });
    const seeded = seedWorkspace(slack);
    channel = seeded.adminChannel;
    owner = seeded.people.owner;
    clients = slackClients({ token: slack.token, apiUrl: slack.apiUrl, log: createLog('silent'), now: () => now });
  });
  afterEach(async () => {
    await clients.close();
    await slack.close();
  });

  const sender = (client: WebClient = clients.bulk) =>
    senderFor(client, { id: 'e1', kind: 'told', lane: 'e1', due: 0, tries: 0, to: channel }, false);
  const types = (of: { blocks?: unknown[] } | undefined) => ((of?.blocks ?? []) as { type: string }[]).map(b => b.type);
  const posted = () => slack.as(owner).messages(channel);
  const asked = () => slack.calls.map(c => `${c.method} ${c.ok ? 'ok' : c.error}`);

  it('is sent native where Slack takes the blocks', async () => {
    await sender().post({ channel }, message);
    expect(asked()).toEqual(['chat.postMessage ok']);
    expect(types(posted()[0])).toEqual(['section', 'data_table', 'data_visualization', 'context']);
  });

  it('is sent plain at once where Slack refuses them, and its type is not tried again for a while', async () => {
    slack.faults.refuseBlocks('data_visualization');
    await sender().post({ channel }, message);
    expect(asked()).toEqual(['chat.postMessage invalid_blocks', 'chat.postMessage ok']);
    expect(types(posted()[0])).toEqual(['section', 'section', 'section', 'context']);
    // The table was not refused: it stays native. The other client of the workspace knows, too.
    const sent = await sender(clients.interactive).post({ channel }, message);
    expect(asked().slice(2)).toEqual(['chat.postMessage ok']);
    expect(types(posted()[1])).toEqual(['section', 'data_table', 'section', 'context']);
    slack.faults.refuseBlocks();
    now += REFUSED_MS;
    await sender().update(sent, message);
    expect(types(posted()[1])).toEqual(['section', 'data_table', 'data_visualization', 'context']);
  });

  it('is refused as any other where its plain form is refused, and nothing is remembered', async () => {
    const broken = nativeMessage('x', [section('a'), { ...table, plain: [section('b', undefined, 'x'.repeat(300))] }]);
    slack.faults.refuseBlocks('data_table');
    await expect(sender().post({ channel }, broken)).rejects.toThrow('invalid_blocks');
    slack.faults.refuseBlocks();
    await sender().post({ channel }, message);
    expect(types(posted()[0])).toContain('data_table');
  });

  it('a failure that is not about blocks is not tried in plain', async () => {
    slack.faults.fail('chat.postMessage', 'not_in_channel');
    await expect(sender().post({ channel }, message)).rejects.toThrow('not_in_channel');
    expect(asked()).toEqual(['chat.postMessage not_in_channel']);
    expect(posted()).toEqual([]);
  });
});

describe('native blocks', () => {
  it('stay within limits, however much they are given', () => {
    const many = Array.from({ length: 500 }, (_, n) => [`${'가'.repeat(200)}${n}`, { value: n, text: `${n} h` }]);
    const wide = dataTable({ caption: 'x'.repeat(500), head: ['Name', 'Hours'], rows: many }, [section('all')]);
    const points = Array.from({ length: 60 }, () => '가나다라마바사아자차카타파하가나다라마바사');
    const long = chart({
      ...{ title: '제목'.repeat(60), kind: 'bar', categories: points, unit: '시간' },
      series: [{ name: '이름'.repeat(30), values: points.map((_, i) => i) }],
    });
    const drawn = nativeMessage('x', [wide, long]);
    expect(breaches('message', { text: 'x', blocks: [wide.native, long.native] })).toEqual([]);
    expect(breaches('message', drawn)).toEqual([]);
    expect((wide.native as { rows: unknown[] }).rows.length).toBeLessThanOrEqual(TABLE.rows);
  });

  it('columns of a chart have labels of their own', () => {
    const same = chart({
      ...{ title: 'T', kind: 'bar', categories: ['김민수', '김민수'], unit: 'h' },
      series: [{ name: 'Worked', values: [1, 2] }],
    });
    expect(same.native).toMatchObject({ chart: { axis_config: { categories: ['김민수', '김민수 2'] } } });
  });
});
