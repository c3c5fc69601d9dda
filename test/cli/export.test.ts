import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { startWorld, type World } from '../support/daybook.ts';
import { terminal } from '../support/streams.ts';

describe('daybook export', () => {
  let world: World;
  let folder = '';
  beforeAll(async () => {
    [world, folder] = await Promise.all([startWorld(), mkdtemp(join(tmpdir(), 'daybook-export-'))]);
    await world.slack.as(world.people.minji).openHome();
    await world.quiet();
  });
  afterAll(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  const daybook = async (...args: string[]) => {
    const uri = new URL(world.database.uri);
    uri.pathname = world.database.name;
    const { streams, written } = terminal({ env: { MONGODB_URI: uri.href, DAYBOOK_LANGUAGE: 'ko' } });
    return { code: await run(['export', ...args], streams), ...written };
  };

  it('writes the month of everybody in the database into a folder', async () => {
    const done = await daybook('--month', '2026-11', '--format', 'xlsx', '--out', join(folder, 'new'));
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(await readdir(join(folder, 'new'))).toEqual(['급여-2026-11.xlsx']);
    const [totals] = await readSheets(await readFile(join(folder, 'new', '급여-2026-11.xlsx')));
    expect(totals?.data.map(row => row[1])).toContain('이민지');
    const logged = await world.database.db.collection('log').find().toArray();
    expect(logged).toMatchObject([{ what: 'files.export', by: 'CLI', note: '급여-2026-11.xlsx' }]);
  });

  it.each([
    [['--month', '2026-13'], '--month is no month'],
    [[], '--month is missing'],
    [['--month', '2026-11', '--format', 'pdf'], '--format is xlsx or csv'],
    [['--from', '2026-11-02', '--to', '2026-11-01'], 'two dates in order'],
    [['--month', '2026-11', '--workspace', 'T0'], 'there is no workspace T0'],
  ])('says what is wrong with %j', async (args, says) => {
    const done = await daybook(...args);
    expect(done.code).toBe(2);
    expect(done.err).toContain(says);
  });
});
