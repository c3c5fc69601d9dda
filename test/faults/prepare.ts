import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { adminAction, adminCallback, adminInput } from '../../blocks/administration-ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { addDays, koreanCalendar, localDate, workingDays } from '../../src/calendar/rules.ts';
import { textsOf } from '../support/daybook.ts';
import { databaseDisk } from '../support/disk.ts';
import { blockOf } from '../support/manage.ts';
import { until } from '../support/until.ts';
import { dismissAll } from './work.ts';
import { type FaultWorld, openWorld, type Prepared } from './world.ts';

const ZONE = 'Asia/Seoul';
const HOUR = 3_600_000;

/** Ten in the morning in Seoul, on the first working day of the next month: far enough from a reminder, near enough to now. */
export function beginning(now: number): number {
  const today = localDate(now, ZONE);
  const [year = 0, month = 0] = today.split('-').map(Number);
  const first = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  const [day = first] = workingDays(first, addDays(first, 14), koreanCalendar());
  return Date.parse(`${day}T01:00:00Z`);
}

/** A company of 18, imported by its administrator, with reminders off. */
export async function prepare(ahead: number): Promise<Prepared> {
  const folder = mkdtempSync(join(await databaseDisk(), 'daybook-faults-'));
  const world = await openWorld({ seed: 1, ahead, folder });
  try {
    await world.start();
    for (const user of world.users) await world.slack.as(user).openHome();
    await world.slack.until(() => world.users.every(u => world.slack.as(u).home()), 60_000, 'every Home');
    // Nobody may change a hire date of their own.
    const others = world.users.filter(user => user !== world.seeded.admin);
    const hired = new Map(others.map((user, n) => [user, hiredOn(n, world.slack.clock.now())]));
    await importPeople(world, fileOf(world, hired));
    await world.read(db => db.collection('people').updateMany({}, { $set: { quiet: ['in', 'out', 'week'] } }));
    const owing = () =>
      world.read(db =>
        db.collection('people').countDocuments({ effects: { $elemMatch: { from: { $exists: false } } } }),
      );
    await until(async () => (await owing()) === 0, { what: 'nothing to be owed' });
    // What was imported is on no Home yet.
    for (const user of world.users) await world.slack.as(user).openHome();
    await until(async () => (await owing()) === 0, { what: 'nothing to be owed' });
    return { folder, ahead, hired };
  } finally {
    await world.close();
  }
}

/** Between one and eighteen years ago, none of them today. */
const hiredOn = (n: number, now: number): string => localDate(now - ((n + 1) * 365.25 * 24 + 40 * 24) * HOUR, ZONE);

function fileOf(world: FaultWorld, hired: ReadonlyMap<string, string>): string {
  const lines = [...hired].map(([user, on]) => `${world.slack.users.get(user)?.email},${on}`);
  return ['이메일,입사일', ...lines].join('\n');
}

export async function openImport(world: FaultWorld, csv: string): Promise<void> {
  const admin = world.slack.as(world.seeded.admin);
  const seen = (what: () => boolean, name: string) => world.slack.until(what, 20_000, name);
  await dismissAll(admin);
  await admin.press('home', manageAction.open);
  await seen(() => admin.modal() !== null, 'the hub');
  await admin.press('modal', adminAction.openPeople, { blockId: blockOf(admin.modal(), adminAction.openPeople) });
  await seen(() => JSON.stringify(admin.modal()).includes(adminAction.openImport), 'the list of people');
  await admin.press('modal', adminAction.openImport);
  await seen(() => JSON.stringify(admin.modal()).includes(`"${adminInput.file}"`), 'the import');
  const file = await admin.upload('people.csv', csv);
  await admin.fill(adminInput.file, { id: file.id });
  await admin.submit();
  await seen(() => admin.modal()?.callbackId === adminCallback.importCheck, 'the preview');
}

async function importPeople(world: FaultWorld, csv: string): Promise<void> {
  const admin = world.slack.as(world.seeded.admin);
  await openImport(world, csv);
  await admin.submit();
  await world.slack.until(() => textsOf(admin.modal()).includes('변경했습니다'), 20_000, 'the end of the import');
  await dismissAll(admin);
}
