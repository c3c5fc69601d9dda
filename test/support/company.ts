import { seedHistory } from '../../scripts/demo/history.ts';
import { seedPeople } from '../../scripts/demo/people.ts';
import { type Staff, staffOf } from '../../scripts/demo/staff.ts';
import { type Seeded, seedWorkspace } from '../../scripts/simulator/seed.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { koreanCalendar, localDate } from '../../src/calendar/rules.ts';
import { readConfig } from '../../src/config.ts';
import { prepare } from '../../src/db/indexes.ts';
import { COLLECTIONS, FEATURES } from '../../src/features.ts';
import { createLog } from '../../src/shared/log.ts';
import { openWorkspace, type Running } from '../../src/workspace/open.ts';
import { type TestDatabase, testDatabase } from './database.ts';

const ZONE = 'Asia/Seoul';

/** A generated company with its history; its workspace is not opened yet, so that a test can add to what is stored. */
export interface Company {
  slack: Simulator;
  database: TestDatabase;
  seeded: Seeded;
  /** beside the eight of every workspace */
  staff: readonly Staff[];
  /** Again: another process. */
  open(): Promise<Running>;
  close(): Promise<void>;
}

/** `people` with so many calendar days on record before `now`, ms. */
export async function generatedCompany(o: {
  people: number;
  days: number;
  now: number;
  database?: TestDatabase;
}): Promise<Company> {
  const { now } = o;
  const [slack, database] = await Promise.all([
    startSimulator({ zone: ZONE, startAt: now }),
    o.database ?? testDatabase(),
  ]);
  const seeded = seedWorkspace(slack);
  const { db } = database;
  const team = slack.team.id;
  const staff = staffOf(o.people - seeded.colleagues.length, { today: localDate(now, ZONE), head: seeded.owner });
  for (const { slack: user } of staff) slack.addUser(user);
  await prepare(db, COLLECTIONS);
  const seed = { team, zone: ZONE, now, seeded, staff };
  await seedPeople(db, { ...seed, users: slack.users });
  await seedHistory(db, { ...seed, calendar: koreanCalendar(), days: o.days });
  const opened: Running[] = [];
  return {
    ...{ slack, database, seeded, staff },
    open: async () => {
      const config = readConfig({
        ...{ SLACK_BOT_TOKEN: slack.token, SLACK_SIGNING_SECRET: slack.signingSecret, SLACK_API_URL: slack.apiUrl },
        DAYBOOK_ADMIN_CHANNEL: seeded.adminChannel,
      });
      const running = await openWorkspace({
        ...{
          config,
          slack: { botToken: slack.token, apiUrl: slack.apiUrl },
          features: FEATURES,
          db,
          clock: slack.clock,
        },
        ...{ log: createLog('silent'), publicUrl: () => undefined },
      });
      opened.push(running);
      return running;
    },
    close: async () => {
      for (const running of opened) await running.stop();
      await slack.close();
      await database.drop();
    },
  };
}
