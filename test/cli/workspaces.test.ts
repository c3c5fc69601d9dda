import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../../src/cli/doctor.ts';
import { run } from '../../src/cli/run.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { KEY, type SlackOfTwo, slackOfTwo, TEAMS } from '../support/slack-of-two.ts';
import { terminal } from '../support/streams.ts';

describe('the command line of many workspaces', () => {
  const NEWER = Buffer.alloc(32, 9).toString('base64');
  let world: SlackOfTwo;
  beforeAll(async () => {
    world = await slackOfTwo();
    const owner = world.people.owner;
    for (const slack of [world.acorn, world.birch]) await slack.as(owner).install(world.installPage);
    await world.quiet();
    await world.acorn.uninstall();
    await world.quiet();
  });
  afterAll(() => world.close());

  const env = (more: Record<string, string> = {}) => {
    const uri = new URL(world.database.uri);
    uri.pathname = world.database.name;
    return { ...world.env, MONGODB_URI: uri.href, ...more };
  };
  const daybook = async (args: string[], more: Record<string, string> = {}, lines: string[] = []) => {
    const { streams, written } = terminal({ env: env(more), lines });
    return { code: await run(args, streams), ...written };
  };

  it('lists the workspaces with their state', async () => {
    const { out } = await daybook(['workspaces']);
    expect(out).toMatch(/T0ACORN +도토리 +uninstalled 2026-11-24 +\d/);
    expect(out).toMatch(/T0BIRCH .*installed 2026-11-24/);
  });

  it('finds whether Slack takes each token, and whether the key opens it', async () => {
    const about = async (what: string, more: Record<string, string> = {}) =>
      (await findings(env(more))).filter(f => f.about === what);
    expect(await about('installations')).toMatchObject([
      { is: 'good', says: '1 workspace has the app, 1 uninstalled it' },
    ]);
    expect(await about('token key')).toMatchObject([{ is: 'good', says: 'opens all 1 tokens' }]);
    expect(await about('token key', { DAYBOOK_TOKEN_KEY: NEWER })).toMatchObject([{ is: 'bad' }]);
    expect(await about('token key', { DAYBOOK_TOKEN_KEY: `${NEWER},${KEY}` })).toMatchObject([{ mend: 'Run: reseal' }]);
    world.birch.faults.fail('auth.test', 'account_inactive');
    expect(await about(`token of ${TEAMS.birch}`)).toMatchObject([
      { is: 'bad', says: expect.stringContaining('account_inactive') },
    ]);
  });

  it('seals tokens with the newest key, after which the older one can go', async () => {
    expect(await daybook(['reseal'], { DAYBOOK_TOKEN_KEY: NEWER })).toMatchObject({ code: 1 });
    const both = { DAYBOOK_TOKEN_KEY: `${NEWER},${KEY}` };
    expect((await daybook(['reseal'], both)).out).toBe('1 tokens were sealed anew, 0 were already\n');
    expect((await daybook(['reseal'], both)).out).toBe('0 tokens were sealed anew, 1 were already\n');
    const alone = await world.start({ DAYBOOK_TOKEN_KEY: NEWER });
    expect(alone.teams()).toEqual([TEAMS.birch]);
  });

  it('forgets a workspace only when the app is gone there and its id is typed again', async () => {
    const left = async (team: string) => {
      const counts = await Promise.all(
        COLLECTIONS.map(({ collection }) => {
          const documents = world.database.db.collection<{ _id: string }>(collection);
          return documents.countDocuments({ $or: [{ team }, { _id: new RegExp(`^${team}\\b`) }] } as never);
        }),
      );
      return counts.reduce((sum, n) => sum + n, 0);
    };
    const others = await left(TEAMS.birch);
    expect(await daybook(['forget', '--workspace', TEAMS.birch], {}, [TEAMS.birch])).toMatchObject({ code: 2 });
    expect(await daybook(['forget', '--workspace', TEAMS.acorn], {}, ['T0'])).toMatchObject({ code: 2 });
    expect(await left(TEAMS.acorn)).toBeGreaterThan(1);
    const { code, out } = await daybook(['forget', '--workspace', TEAMS.acorn], {}, [TEAMS.acorn]);
    expect([code, out]).toEqual([0, expect.stringMatching(/\d+ documents were deleted/)]);
    expect(await left(TEAMS.acorn)).toBe(0);
    expect(await left(TEAMS.birch)).toBeGreaterThanOrEqual(others);
  });
});
