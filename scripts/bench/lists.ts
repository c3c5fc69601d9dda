import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { adminAction } from '../../blocks/administration-ids.ts';
import { balancesAction } from '../../blocks/balances-ids.ts';
import { calendarAction } from '../../blocks/calendar-ids.ts';
import { action } from '../../blocks/ids.ts';
import { logAction, manageAction } from '../../blocks/manage-ids.ts';
import { monthAction } from '../../blocks/month-ids.ts';
import { reportAction } from '../../blocks/report-ids.ts';
import { startDaybook } from '../../src/app.ts';
import { atLocal } from '../../src/calendar/rules.ts';
import { readConfig } from '../../src/config.ts';
import { connect } from '../../src/db/connection.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { countersId } from '../../src/db/facts.ts';
import { prepare } from '../../src/db/indexes.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { createLog } from '../../src/shared/log.ts';
import { storeCrowd } from './crowd.ts';
import { cpuOf } from './support/load.ts';

/**
 * What HR waits for when they look at everybody: from the press to the modal that Slack gets, and what the database is asked for. Each list is
 * opened, turned to its next page, filtered and searched. `npx tsx scripts/bench/lists.ts [people…]`, by default 300 and 5,000.
 */
const SECRET = '0123456789abcdef0123456789abcdef';
const [TEAM, HR, ZONE, TODAY] = ['T1', 'UHR', 'Asia/Seoul', '2026-11-24'];
const DAYS = 20;
const GOAL_MS = 500;
/** Of the first look at thousands on a machine with other work. */
const MOST_MS = 300_000;
const log = createLog('error');

/** A line of the table of figures. */
export interface ListRow {
  what: string;
  value: number;
  goal: number;
  unit: 'ms';
  /** of one look, at most and at least */
  commands: number;
  documents: number;
  least: { commands: number; documents: number };
  /** of one look, ms: this process, with the press and the stand-in, and the embedded server; the first one apart */
  cpu: { app: number; server: number; first: { app: number; server: number } };
  min: number;
  max: number;
}

/** What is pressed, with the query that the modal on show remembers, as JSON; without: it opens the list. */
const LOOKS: readonly { what: string; id: string; value?: string; shown?: object; choice?: string }[] = [
  { what: 'manage hub', id: manageAction.open },
  { what: '명단', id: action.openList, value: 'now' },
  { what: '명단, next page', id: reportAction.rosterPages.next, value: '2', shown: roster({}) },
  { what: '명단, not in', id: reportAction.rosterFilter, choice: 'not-in', shown: roster({}) },
  { what: '명단, search', id: reportAction.rosterQuery, value: 'Person 123', shown: roster({}) },
  { what: 'people', id: adminAction.openPeople },
  { what: 'people, next page', id: adminAction.peoplePages.next, value: '2', shown: people() },
  { what: 'people, search', id: adminAction.peopleQuery, value: 'Person 123', shown: people() },
  { what: 'records', id: monthAction.people },
  { what: 'records, next page', id: monthAction.pages.next, value: '2', shown: records() },
  { what: 'records, search', id: monthAction.query, value: 'Person 123', shown: records() },
  { what: 'records, to look at', id: monthAction.filter, choice: 'look', shown: records() },
  { what: 'records, breaks too short', id: monthAction.filter, choice: 'break-missed', shown: records() },
  { what: 'records, no check-out', id: monthAction.filter, choice: 'no-check-out', shown: records() },
  { what: 'requests, search', id: action.openSearch },
  { what: 'requests, waiting', id: action.openList, value: 'waiting' },
  { what: '52-hour board', id: reportAction.openBoard },
  { what: '52-hour board, next page', id: reportAction.boardPages.next, value: '2', shown: board() },
  { what: 'month grid', id: calendarAction.openGrid },
  { what: 'month grid, next page', id: calendarAction.gridPages.next, value: '2', shown: grid() },
  { what: 'balances', id: balancesAction.open },
  { what: 'balances, next page', id: balancesAction.pages.next, value: '2', shown: balances() },
  { what: 'balances, search', id: balancesAction.query, value: 'Person 123', shown: balances() },
  { what: 'balances, most left first', id: balancesAction.sort, choice: 'left-most', shown: balances() },
  { what: 'balances, lapsing', id: balancesAction.filter, choice: 'lapsing', shown: balances() },
  { what: 'who is away', id: action.openList, value: 'away' },
  { what: 'log', id: logAction.open },
];

function roster(q: object): object {
  return { filter: 'all', team: '-', query: '', page: 1, ...q };
}
function people(): object {
  return { query: '', filter: 'here', page: 1 };
}
function records(): object {
  return { month: TODAY.slice(0, 7), query: '', filter: 'all', page: 1 };
}
function board(): object {
  return { monday: '2026-11-23', filter: 'all', team: '-', query: '', page: 1 };
}
function grid(): object {
  return { month: TODAY.slice(0, 7), only: false, page: 1 };
}
function balances(): object {
  return { query: '', pool: 'annual', filter: 'all', sort: 'name', scope: '', page: 1 };
}

/** Answers every call at once; tells when a modal came, and what it was. */
async function instantSlack() {
  let came: ((view: string) => void) | undefined;
  const members = [{ id: HR, real_name: '인사 담당', is_admin: true, tz: ZONE, locale: 'ko-KR' }];
  const answers: Record<string, object> = {
    'auth.test': { team_id: TEAM, user_id: 'UBOT', bot_id: 'BBOT' },
    'users.list': { members },
    'users.info': { user: members[0] },
    'views.open': { view: { id: 'V1', hash: 'h' } },
    'views.update': { view: { id: 'V1', hash: 'h' } },
  };
  const server: Server = createServer((req, res) => {
    let body = '';
    req.on('data', chunk => {
      body += chunk;
    });
    req.on('end', () => {
      const method = (req.url ?? '').split('/').pop() ?? '';
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify({ ok: true, ...answers[method] }));
      if (method.startsWith('views.') && method !== 'views.publish')
        came?.(new URLSearchParams(body).get('view') ?? body);
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    api: `http://127.0.0.1:${port}/api/`,
    modal: () =>
      new Promise<string>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('no modal came')), MOST_MS);
        came = view => {
          clearTimeout(late);
          resolve(view);
        };
      }),
    close: () => server.close(),
  };
}

let presses = 0;

async function press(port: number, { id, value = '', shown, choice }: (typeof LOOKS)[number]): Promise<void> {
  presses += 1;
  const chosen = { selected_option: { value: choice, text: { type: 'plain_text', text: 'x' } } };
  const of = choice === undefined ? { type: 'button', value } : { type: 'static_select', ...chosen };
  const view = {
    ...{ id: 'V1', hash: 'h', blocks: [], state: { values: {} }, root_view_id: 'V1', previous_view_id: null },
    ...{ type: shown ? 'modal' : 'home', callback_id: shown ? 'list' : 'home' },
    private_metadata: shown ? JSON.stringify(shown) : '',
  };
  const payload = {
    ...{ type: 'block_actions', team: { id: TEAM }, user: { id: HR }, trigger_id: `t${presses}`, view },
    actions: [{ ...of, block_id: 'b', action_id: id, action_ts: `${Date.now()}.${presses}` }],
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const stamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${stamp}:${body}`).digest('hex')}`;
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-signature': signature,
      'x-slack-request-timestamp': stamp,
    },
    body,
  });
  if (!response.ok) throw new Error(`${id} was answered with ${response.status}`);
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

/** On a server of its own, or on `MONGODB_URI`; a company of each size, looked at so often; `days` on record, `only` these looks; each is `told` when it is known. */
export async function listRows(
  sizes: readonly number[] = [300, 5_000],
  rounds = 5,
  { days = DAYS, only, told }: { days?: number; only?: readonly string[]; told?: (row: ListRow) => void } = {},
): Promise<ListRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
  const embedded = process.env.MONGODB_URI ? undefined : await startEmbedded({ dataDir: folder, log });
  const uri = process.env.MONGODB_URI ?? embedded?.uri ?? '';
  try {
    const rows: ListRow[] = [];
    for (const size of sizes)
      rows.push(...(await looksIn(uri, { size, rounds, days, only, told, server: embedded?.pid })));
    return rows;
  } finally {
    await embedded?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function looksIn(
  uri: string,
  {
    size,
    rounds,
    days,
    only,
    told,
    server,
  }: {
    size: number;
    rounds: number;
    days: number;
    only: readonly string[] | undefined;
    told: ((row: ListRow) => void) | undefined;
    server: number | undefined;
  },
): Promise<ListRow[]> {
  const slack = await instantSlack();
  const database = await connect({ uri, name: `bench_${size}_${Date.now()}`, log, timeoutMs: 60_000, monitored: true });
  const [now, clockFrom] = [atLocal(TODAY, '11:00', ZONE), performance.now()];
  const clock = { now: () => now + performance.now() - clockFrom };
  await prepare(database.db, COLLECTIONS);
  await storeCrowd(database.db, { team: TEAM, people: size, days, today: TODAY, leaves: 4 });
  const config = readConfig({
    ...{ SLACK_BOT_TOKEN: 'xoxb-bench', SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: slack.api },
    DAYBOOK_ADMIN_CHANNEL: 'C0BENCH01',
  });
  const app = await startDaybook({ config: { ...config, port: 0 }, database, log, clock: clock as never });
  await app.idle();
  let [commands, documents] = [0, 0];
  /** The outbox asks for what is due, and whether anything has changed, whoever looks at what. */
  const polls = new Set<number>();
  for (const client of [database.client, database.bulkClient])
    client.on('commandStarted', ({ requestId, command }) => {
      const filter = (command.filter ?? {}) as Record<string, unknown>;
      if ('effects.due' in filter || (client === database.bulkClient && filter._id === countersId(TEAM)))
        polls.add(requestId);
    });
  for (const client of [database.client, database.bulkClient])
    client.on('commandSucceeded', ({ commandName, requestId, reply }) => {
      if (['hello', 'ping', 'endSessions'].includes(commandName) || polls.delete(requestId)) return;
      commands += 1;
      const { firstBatch, nextBatch } = (reply as { cursor?: Record<string, unknown[]> }).cursor ?? {};
      documents += (firstBatch ?? nextBatch ?? []).length;
    });
  const rows: ListRow[] = [];
  try {
    for (const look of LOOKS.filter(l => only?.includes(l.what) ?? true)) {
      const times: number[] = [];
      const spent: { app: number; server: number }[] = [];
      let most = { commands: 0, documents: 0 };
      let least = { commands: Number.POSITIVE_INFINITY, documents: Number.POSITIVE_INFINITY };
      for (let round = 0; round < rounds; round++) {
        [commands, documents] = [0, 0];
        const modal = slack.modal();
        const [from, own, others] = [performance.now(), process.cpuUsage(), cpuOf(server)];
        await Promise.all([press(app.port, look), modal]);
        times.push(performance.now() - from);
        const { user, system } = process.cpuUsage(own);
        spent.push({ app: (user + system) / 1_000, server: cpuOf(server) - others });
        most = { commands: Math.max(most.commands, commands), documents: Math.max(most.documents, documents) };
        least = { commands: Math.min(least.commands, commands), documents: Math.min(least.documents, documents) };
        await app.idle();
      }
      const row: ListRow = {
        ...{ what: `${look.what}, ${size} people`, value: median(times), goal: GOAL_MS, unit: 'ms', ...most, least },
        ...{ min: Math.min(...times), max: Math.max(...times) },
        cpu: {
          ...{ app: median(spent.map(s => s.app)), server: median(spent.map(s => s.server)) },
          first: spent[0] ?? { app: 0, server: 0 },
        },
      };
      told?.(row);
      rows.push(row);
    }
    return rows;
  } finally {
    await app.stop();
    if (process.env.MONGODB_URI) await database.db.dropDatabase();
    await database.close();
    slack.close();
  }
}

const spentOn = (cpu: { app: number; server: number }): string => `${cpu.app.toFixed(0)} + ${cpu.server.toFixed(0)}`;

const print = (r: ListRow): void =>
  console.log(
    `${r.what.padEnd(40)} ${r.value.toFixed(0).padStart(6)} ms (${r.min.toFixed(0)}–${r.max.toFixed(0)}), ${r.commands} commands, ${r.documents} documents, CPU ${spentOn(r.cpu)} ms, the first ${spentOn(r.cpu.first)}`,
  );

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const sizes = process.argv.slice(2).map(Number);
  await listRows(sizes.length > 0 ? sizes : undefined, undefined, { told: print });
}
