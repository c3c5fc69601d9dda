import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BSON, type Db, type Document } from 'mongodb';
import { correctionAction, correctionCallback } from '../../../blocks/correction-ids.ts';
import { input } from '../../../blocks/ids.ts';
import { manageAction } from '../../../blocks/manage-ids.ts';
import { atLocal, datesBetween, weekday } from '../../../src/calendar/rules.ts';
import { connect } from '../../../src/db/connection.ts';
import { startEmbedded } from '../../../src/db/embedded.ts';
import { migrate } from '../../../src/db/migrations/migrate.ts';
import { createLog } from '../../../src/shared/log.ts';
import { databaseDisk, limitFiles } from '../../support/disk.ts';
import { blockOf } from '../../support/manage.ts';
import { program } from '../../support/program.ts';
import { until } from '../../support/until.ts';
import { openImport } from '../prepare.ts';
import { databaseOf } from '../process.ts';
import { randomOf } from '../random.ts';
import type { Scenario } from '../scenario.ts';
import { verify } from '../verify.ts';
import { after, dismissAll, work } from '../work.ts';
import { type FaultWorld, openWorld } from '../world.ts';

const KILLS = 3;
const SHOWN_MS = 15_000;

async function killedAfter(world: FaultWorld, ms: number): Promise<void> {
  await pause(ms);
  const [app] = world.apps;
  if (world.random.next() < 0.5) world.killDatabase();
  if (app) await world.end(app, 'kill');
  await world.start();
}

const cutImport: Scenario = {
  name: 'import',
  does: 'an import of everybody is killed in the middle, and done again',
  run: async ({ prepared, seed }) => {
    const world = await openWorld({ prepared, seed, ahead: prepared.ahead });
    const admin = world.slack.as(world.seeded.admin);
    const others = world.users.filter(user => user !== world.seeded.admin);
    const number = (user: string): string => `N-${others.indexOf(user)}`;
    const csv = ['이메일,사번', ...others.map(u => `${world.slack.users.get(u)?.email},${number(u)}`)].join('\n');
    try {
      await world.start();
      for (let n = 0; n < KILLS; n++) {
        await openImport(world, csv);
        const sent = admin.submit().catch(() => undefined);
        await killedAfter(world, world.random.from(30, 500));
        await sent;
      }
      await openImport(world, csv);
      // All of it may be there by now.
      if (admin.modal()?.submit) await admin.submit();
      const stored = () =>
        world.read(db =>
          db
            .collection('people')
            .find({ user: { $in: others } })
            .toArray(),
        );
      const isThere = async () => (await stored()).every(p => p.employeeNo === number(p.user));
      await until(isThere, { what: 'the import', timeout: SHOWN_MS }).catch(() => undefined);
      await dismissAll(admin);
      const found = await verify(world);
      const logged = await world.read(db => db.collection('log').find({ what: 'people.facts' }).toArray());
      for (const person of await stored()) {
        const times = ((person.factsHistory as Document[]) ?? []).filter(e =>
          e.steps?.some((s: Document) => s.field === 'employeeNo'),
        ).length;
        const lines = logged.filter(
          l => l.people.includes(person.user) && JSON.stringify(l).includes(number(person.user)),
        ).length;
        if (person.employeeNo !== number(person.user)) found.lost.push(`${person.user} has no number`);
        if (times > 1 || lines > 1) found.doubled.push(`${person.user}: ${times} entries, ${lines} lines of the log`);
        if (lines === 0) found.lost.push(`${person.user}: no line of the log`);
      }
      return { ...found, struck: `${KILLS} kills` };
    } finally {
      await world.close();
    }
  },
};

const ZONE = 'Asia/Seoul';

/** Nine to six on the working days of a month, for everybody. */
function daysOf(world: FaultWorld, month: string): Document[] {
  const team = world.slack.team.id;
  const span = (date: string) => ({
    ...{ in: atLocal(date, '09:00', ZONE), out: atLocal(date, '18:00', ZONE), place: 'office' },
    breaks: [{ from: atLocal(date, '12:00', ZONE), to: atLocal(date, '13:00', ZONE) }],
  });
  return datesBetween(`${month}-02`, `${month}-20`)
    .filter(date => weekday(date) <= 5)
    .flatMap(date =>
      world.users.map(user => ({
        ...{ _id: `${team}:${user}:${date}`, team, user, date, zone: ZONE, open: false, effects: [], version: 2 },
        ...{ history: [], spans: [span(date)] },
      })),
    );
}

const cutClosing: Scenario = {
  name: 'closing',
  does: 'the month is closed, and killed in the middle',
  run: async ({ prepared, seed }) => {
    const world = await openWorld({ prepared, seed, ahead: prepared.ahead });
    const owner = world.slack.as(world.seeded.owner);
    const month = new Date(world.slack.clock.now() - 10 * 24 * 3_600_000).toISOString().slice(0, 7);
    const seen = (what: () => boolean, name: string) => world.slack.until(what, SHOWN_MS, name);
    const has = (id: string) => () => JSON.stringify(owner.modal()).includes(`"${id}"`);
    const isClosed = async () => (await world.read(db => db.collection('months').countDocuments({ month }))) > 0;
    const close = async (): Promise<void> => {
      await dismissAll(owner);
      await owner.press('home', manageAction.open);
      await seen(has(correctionAction.openMonths), 'the hub');
      await owner.press('modal', correctionAction.openMonths, {
        blockId: blockOf(owner.modal(), correctionAction.openMonths),
      });
      await seen(has(correctionAction.closeMonth), 'the months');
      await owner.press('modal', correctionAction.closeMonth, { buttonValue: month });
      await seen(() => owner.modal()?.callbackId === correctionCallback.close, 'the closing');
      if (has(input.reason)()) await owner.fill(input.reason, '마감');
      await owner.submit();
    };
    try {
      await world.start();
      await world.read(db =>
        db
          .collection<Document>('workdays')
          .insertMany(daysOf(world, month) as never[])
          .catch(() => undefined),
      );
      let tries = 0;
      for (; tries < KILLS && !(await isClosed()); tries++) {
        const sent = close().catch(() => undefined);
        await seen(() => owner.modal()?.callbackId === correctionCallback.close, 'the closing').catch(() => undefined);
        await killedAfter(world, world.random.from(20, 400));
        await sent;
      }
      for (let more = 0; more < KILLS && !(await isClosed()); more++) await close().catch(() => undefined);
      await dismissAll(owner);
      const found = await verify(world);
      const months = await world.read(db => db.collection('months').find({ month }).toArray());
      const closings = months.flatMap(m => (m.history as Document[]).filter(h => h.what === 'closed'));
      const lines = await world.read(db => db.collection('log').countDocuments({ what: 'time.month-closed' }));
      if (closings.length === 0) found.lost.push('the month is not closed');
      if (closings.length > 1 || lines > 1)
        found.doubled.push(`${closings.length} closings, ${lines} lines of the log`);
      if (lines === 0) found.lost.push('no line of the log');
      return { ...found, struck: `${tries} kills` };
    } finally {
      await world.close();
    }
  },
};

const TEAMS = 25;
const MIGRATIONS_KILLED = 5;

/** Data of version 0.1 of many workspaces, in two databases: the steps are killed in one, and not in the other. */
const cutMigration: Scenario = {
  name: 'migration',
  does: 'the migration from version 0.1 is killed again and again (and the database with it), and compared with one that was not',
  run: async ({ seed }) => {
    const random = randomOf(seed);
    const folder = mkdtempSync(join(await databaseDisk(), 'daybook-faults-'));
    const log = createLog('silent');
    const server = await startEmbedded({ dataDir: folder, log });
    const child = await program('test/faults/migrate-child.ts');
    try {
      const { client, close } = await connect({ uri: server.uri, log, timeoutMs: 60_000 });
      const [killed, reference] = [client.db('daybook'), client.db('reference')];
      for (const db of [killed, reference]) await fill(db);
      let kills = 0;
      for (let isDone = false; !isDone; ) {
        const run = spawn(process.execPath, [child, server.uri], { stdio: 'ignore' });
        const ended = new Promise<number | null>(resolve => run.once('exit', code => resolve(code)));
        if (kills < MIGRATIONS_KILLED) {
          await Promise.race([pause(random.from(300, 1_500)), ended]);
          if (run.exitCode === null) kills += 1;
          run.kill('SIGKILL');
          if (random.next() < 0.4) {
            const { pid } = server;
            process.kill(pid, 'SIGKILL');
            await until(() => server.pid !== pid, { what: 'the database again' });
          }
        }
        isDone = (await ended) === 0;
      }
      await migrate(reference);
      const found = { lost: [] as string[], doubled: [] as string[], stuck: [] as string[] };
      const [was, is] = await Promise.all([contentOf(reference), contentOf(killed)]);
      for (const [id, text] of was)
        if (is.get(id) !== text) found.lost.push(`${id} ${is.has(id) ? 'differs' : 'is not there'}`);
      for (const id of is.keys()) if (!was.has(id)) found.doubled.push(`${id} is there, too`);
      await close();
      const none = { deeds: was.size, yes: was.size, no: 0, unsure: 0, messages: 0, failures: 0, settledMs: 0 };
      return { ...found, ...none, struck: `${kills} kills` };
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function fill(db: Db): Promise<void> {
  const text = readFileSync('test/data/version-0.1.json', 'utf8');
  for (let n = 0; n < TEAMS; n++) {
    const { collections } = BSON.EJSON.parse(text.replaceAll('T0ACORN', `T${n}ACORN`)) as {
      collections: Record<string, Document[]>;
    };
    for (const [name, docs] of Object.entries(collections)) {
      const own = name === 'meta' ? (n === 0 ? docs : []) : docs.map(d => inTeam(d, n));
      if (own.length > 0) await db.collection(name).insertMany(own as never[]);
    }
  }
}

/** Ids that do not begin with the workspace. */
const inTeam = (doc: Document, n: number): Document =>
  String(doc._id).includes(`T${n}ACORN`) ? doc : { ...doc, _id: `${doc._id}-${n}` };

async function contentOf(db: Db): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { name } of await db.listCollections().toArray())
    for (const doc of await db
      .collection<Document>(name)
      .find({ _id: { $ne: 'probe' } } as object)
      .toArray())
      found.set(`${name} ${doc._id}`, BSON.EJSON.stringify(Object.fromEntries(Object.entries(doc).sort())));
  return found;
}

const FULL_BYTES = 4096;
const FULL: [number, number] = [3, 8];

const diskFull: Scenario = {
  name: 'disk-full',
  does: 'the disk of the database is full for a while',
  run: async ({ prepared, seed }) => {
    const world = await openWorld({ prepared, seed, ahead: prepared.ahead });
    try {
      await world.start();
      const working = work(world);
      for (let n = 0; n < 2; n++) {
        await after(world, [6, 12]);
        const server = databaseOf(world.folder);
        if (server) limitFiles(server.pid, FULL_BYTES);
        await after(world, FULL, 5_000);
        // A server that answers errors is ended by whoever looks after it: at once here.
        world.killDatabase();
      }
      await after(world, [6, 12]);
      await working.stop();
      return { ...(await verify(world)), struck: '2 times' };
    } finally {
      await world.close();
    }
  },
};

export const cutShort: Scenario[] = [diskFull, cutImport, cutClosing, cutMigration];
