import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedWorkspace } from '../../scripts/simulator/seed.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { findings } from '../../src/cli/doctor.ts';
import { manifest } from '../../src/cli/manifest.ts';
import { run } from '../../src/cli/run.ts';
import { readConfig } from '../../src/config.ts';
import { prepare } from '../../src/db/indexes.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { startWorld } from '../support/daybook.ts';
import { terminal } from '../support/streams.ts';

const at = ({ uri, name }: TestDatabase): string => {
  const url = new URL(uri);
  url.pathname = `/${name}`;
  return url.href;
};

describe('the way to a workspace', () => {
  let slack: Simulator;
  beforeEach(async () => {
    slack = await startSimulator({ scopes: manifest().oauth_config.scopes.bot });
  });
  afterEach(() => slack.close());

  describe('manifest', () => {
    it('is the one for Slack’s own command line, by Socket Mode', async () => {
      const { streams, written } = terminal();
      expect(await run(['manifest'], streams)).toBe(0);
      expect(written.out).toBe(readFileSync('manifest.json', 'utf8'));
      // Slack's command line asks for it before anything is built.
      const { hooks } = JSON.parse(readFileSync('.slack/hooks.json', 'utf8'));
      expect(execSync(hooks['get-manifest'], { encoding: 'utf8' }).trim()).toBe(written.out.trim());
      expect(JSON.parse(written.out).settings.socket_mode_enabled).toBe(true);
      expect(written.out).not.toContain('url');
    });

    it('names the address of HTTP wherever Slack needs it, and is the same as a link', async () => {
      const [printed, linked] = [terminal(), terminal()];
      const http = ['--http', 'https://daybook.example.com/'];
      await run(['manifest', ...http], printed.streams);
      await run(['manifest', ...http, '--link'], linked.streams);
      expect(printed.written.out.match(/https:\/\/daybook\.example\.com\/slack\/events"/g)).toHaveLength(3);
      const { searchParams } = new URL(linked.written.out);
      expect(JSON.parse(searchParams.get('manifest_json') ?? '')).toEqual(JSON.parse(printed.written.out));
      for (const wrong of ['daybook.example.com', 'http://daybook.example.com', 'https://d.example.com/slack/events'])
        for (const command of ['manifest', 'setup'])
          expect(await run([command, '--http', wrong], terminal().streams)).toBe(2);
    });

    it('keeps to Slack’s limits', () => {
      const { display_information: shown, features, oauth_config: o } = manifest();
      expect(shown.name.length).toBeLessThanOrEqual(35);
      expect(shown.description.length).toBeLessThanOrEqual(140);
      for (const s of features.shortcuts) expect(s.name.length).toBeLessThanOrEqual(24);
      expect(o.scopes.bot).toEqual(expect.arrayContaining(o.scopes.bot_optional));
    });
  });

  describe('setup', () => {
    const asked = (files: Record<string, string>, lines: string[]) =>
      terminal({ files, lines, env: { SLACK_API_URL: slack.apiUrl } });

    it('tries each token until Slack takes it, and writes what the app starts with', async () => {
      const files: Record<string, string> = { '.env': '# ours\nPORT=3100\nSLACK_SIGNING_SECRET=0123456789abcdef\n' };
      const lines = ['xoxp-1', 'xoxb-wrong', slack.token, 'xapp-wrong', slack.appToken, ''];
      const { streams, written } = asked(files, lines);
      expect(await run(['setup'], streams)).toBe(0);
      expect(lines).toEqual([]);
      expect(written.out.match(/It begins with xoxb-|Slack refuses it \(invalid_auth\)/g)).toHaveLength(3);
      expect(files['.env']).toBe(
        `# ours\nPORT=3100\nSLACK_BOT_TOKEN=${slack.token}\nSLACK_APP_TOKEN=${slack.appToken}\n`,
      );
      expect(readConfig(parseEnv(files['.env'] ?? '')).slack.entrance).toEqual({ appToken: slack.appToken });
    });

    it('keeps what stands there at Enter, and asks for the secret where there is an address', async () => {
      const files: Record<string, string> = { '.env': `SLACK_BOT_TOKEN=${slack.token}\nMONGODB_URI=mongodb://h/d\n` };
      const lines = ['', 'short', '0123456789abcdef', ''];
      const { streams, written } = asked(files, lines);
      expect(await run(['setup', '--http', 'https://daybook.example.com'], streams)).toBe(0);
      expect(parseEnv(files['.env'] ?? '')).toEqual({
        SLACK_BOT_TOKEN: slack.token,
        SLACK_SIGNING_SECRET: '0123456789abcdef',
        MONGODB_URI: 'mongodb://h/d',
        DAYBOOK_PUBLIC_URL: 'https://daybook.example.com',
      });
      expect(written.out).toContain('press Retry');
    });

    it('asks for the app’s credentials where many workspaces install it, and makes the secrets once', async () => {
      const files: Record<string, string> = { '.env': `SLACK_BOT_TOKEN=${slack.token}\nPORT=3100\n` };
      const http = ['--http', 'https://daybook.example.com'];
      const credentials = ['x', '12.34', 'c'.repeat(32), 's'.repeat(32), ''];
      const { streams, written } = asked(files, [...credentials]);
      expect(await run(['setup', '--many', ...http], streams)).toBe(0);
      expect(written.out).toContain('https://daybook.example.com/slack/install');
      const first = parseEnv(files['.env'] ?? '');
      expect(readConfig(first).slack.access).toMatchObject({ install: { clientId: '12.34' } });
      await run(['setup', '--many', ...http], asked(files, ['', '', '', '']).streams);
      expect(parseEnv(files['.env'] ?? '')).toEqual(first);
      // Back to one workspace.
      await run(['setup', ...http], asked(files, [slack.token, '', '']).streams);
      expect(readConfig(parseEnv(files['.env'] ?? '')).slack.access).toEqual({ botToken: slack.token });
      expect(await run(['setup', '--many'], asked({}, []).streams)).toBe(2);
      expect(await run(['setup', ...http, '--public', 'https://d.example.com'], asked({}, []).streams)).toBe(2);
      // By Socket Mode, with pages for browsers.
      const pages = asked(files, ['12.34', 'c'.repeat(32), slack.appToken, '']);
      await run(['setup', '--many', '--public', 'https://d.example.com'], pages.streams);
      const { access, entrance } = readConfig(parseEnv(files['.env'] ?? '')).slack;
      expect(access).toMatchObject({ install: { publicUrl: 'https://d.example.com' } });
      expect(entrance).toEqual({ appToken: slack.appToken });
      const [link = ''] = /https:\/\/api\.slack\S+/.exec(pages.written.out) ?? [];
      const { settings, oauth_config: oauth } = JSON.parse(new URL(link).searchParams.get('manifest_json') ?? '');
      expect(settings.socket_mode_enabled).toBe(true);
      expect(oauth.redirect_urls).toContain('https://d.example.com/slack/oauth_redirect');
    });

    it('leaves no other way in, however its line is written, and takes an empty variable as absent', async () => {
      const files: Record<string, string> = {
        '.env':
          'export SLACK_SIGNING_SECRET=0123456789abcdef\n SLACK_STATE_SECRET = x\nSLACK_BOT_TOKEN=\nDAYBOOK_TOKEN_KEY=\n',
      };
      const lines = ['', slack.token, slack.appToken, 'mongodb://u:p#w@h/d', 'mongodb:///d', ''];
      const { streams, written } = asked(files, lines);
      expect(await run(['setup'], streams)).toBe(0);
      expect(written.out.match(/It is no MongoDB address/g)).toHaveLength(2);
      expect(written.out).not.toMatch(/are both set|as it is/);
      expect(readConfig(parseEnv(files['.env'] ?? '')).slack.entrance).toEqual({ appToken: slack.appToken });
      const credentials = ['12.34', 'c'.repeat(32), 's'.repeat(32), ''];
      await run(['setup', '--many', '--http', 'https://daybook.example.com'], asked(files, credentials).streams);
      expect(readConfig(parseEnv(files['.env'] ?? '')).slack.access).toHaveProperty('install');
    });

    it('says what keeps it from starting: another line, what wins from outside, a database that is away', async () => {
      const files: Record<string, string> = { '.env': 'DAYBOOK_LANGUAGE=kr\n' };
      const said = async (env: Record<string, string>, uri = '') => {
        const { streams, written } = terminal({
          ...{ files, lines: [slack.token, slack.appToken, uri] },
          env: { SLACK_API_URL: slack.apiUrl, ...env },
        });
        expect(await run(['setup'], streams)).toBe(0);
        return written.out;
      };
      expect(await said({ DAYBOOK_LANGUAGE: 'kr' })).toContain('DAYBOOK_LANGUAGE is none of');
      files['.env'] = '';
      expect(await said({ SLACK_SIGNING_SECRET: '0123456789abcdef' })).toContain('are both set');
      expect(await said({ SLACK_BOT_TOKEN: 'xoxb-other' })).toContain('SLACK_BOT_TOKEN is set outside of .env');
      const uri = `mongodb://127.0.0.1:1/d?appName=a'#b`;
      expect(await said({}, uri)).toContain('Tried from here: The database at 127.0.0.1:1');
      expect(parseEnv(files['.env'] ?? '').MONGODB_URI).toBe(uri);
    });

    it('writes nothing when the answers end', async () => {
      const files: Record<string, string> = {};
      const { streams, written } = asked(files, [slack.token]);
      expect(await run(['setup'], streams)).toBe(2);
      expect(files).toEqual({});
      expect(written.err).toContain('the input ended');
    });
  });

  describe('doctor', () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await testDatabase();
    });
    afterEach(() => database.drop());

    const env = (more: Record<string, string> = {}) => ({
      SLACK_BOT_TOKEN: slack.token,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      MONGODB_URI: at(database),
      ...more,
    });
    const bad = async (more: Record<string, string> = {}) =>
      (await findings(env(more))).filter(f => f.is === 'bad').map(f => [f.about, f.mend]);

    it('finds nothing where everything is right', async () => {
      const { adminChannel } = seedWorkspace(slack);
      await prepare(database.database.db, COLLECTIONS);
      const found = await findings(env({ DAYBOOK_ADMIN_CHANNEL: adminChannel }));
      expect(found.filter(f => f.is === 'bad')).toEqual([]);
      const good = found.filter(f => f.is === 'good').map(f => f.about);
      const all = ['bot token', 'scopes', 'clock', 'views', 'app-level token', 'migrations', 'indexes', 'channel'];
      for (const about of all) expect(good).toContain(about);
    });

    it('names what is wrong and how to mend it', async () => {
      expect(await bad({ SLACK_BOT_TOKEN: 'xoxb-wrong' })).toEqual([
        ['bot token', expect.stringContaining('OAuth & Permissions')],
      ]);
      expect(await bad({ SLACK_APP_TOKEN: 'xapp-wrong' })).toEqual([
        ['app-level token', expect.stringContaining('connections:write')],
      ]);
      expect(await bad({ DAYBOOK_ADMIN_CHANNEL: 'C0NOWHERE' })).toEqual([
        ['channel C0NOWHERE', expect.stringContaining('Invite the app')],
      ]);
      const away = expect.stringContaining('network');
      expect(await bad({ SLACK_API_URL: 'http://127.0.0.1:9/api/' })).toEqual([
        ['bot token', away],
        ['app-level token', away],
      ]);
      const teams = database.database.db.collection<{ _id: string }>('teams');
      const sales = [{ id: 't1', name: 'Sales', channel: 'C0RANDOM' }];
      await teams.insertOne({ ...{ _id: slack.team.id, team: slack.team.id, version: 1 }, teams: sales } as never);
      slack.addChannel({ id: 'C0RANDOM', name: 'random', members: [] });
      expect(await bad()).toEqual([['channel', expect.stringContaining('/invite')]]);
      await teams.deleteMany({});
      slack.faults.refuseBlocks('header');
      expect(await bad()).toEqual([['views', expect.stringContaining('newer')]]);
      slack.faults.clear();
      const found = await findings(env({ DAYBOOK_PUBLIC_URL: slack.url }));
      expect(found.find(f => f.about === 'public address')?.says).toContain('from here (status 404)');
      expect(await bad({ SLACK_SIGNING_SECRET: '0123456789abcdef' })).toEqual([['configuration', expect.anything()]]);
    });

    it('finds tokens of two apps, and a request URL whose process has another secret', async () => {
      const world = await startWorld();
      const { apiUrl, token, signingSecret } = world.slack;
      const over = { SLACK_BOT_TOKEN: token, SLACK_API_URL: apiUrl, SLACK_APP_TOKEN: '' };
      const url = async (secret: string, port = world.app.port) =>
        (
          await findings(env({ ...over, SLACK_SIGNING_SECRET: secret, DAYBOOK_PUBLIC_URL: `http://127.0.0.1:${port}` }))
        ).find(f => f.about === 'request URL');
      expect(await url(signingSecret)).toMatchObject({ is: 'good' });
      expect(await url('another-secret-0123')).toMatchObject({ is: 'bad', mend: expect.stringContaining('SECRET') });
      expect(await url(signingSecret, 9)).toMatchObject({ is: 'note', mend: expect.stringContaining('Retry') });
      await world.close();
      const other = await startSimulator({ appToken: 'xapp-1-A0OTHER-1-abc' });
      const tokens = { SLACK_BOT_TOKEN: other.token, SLACK_APP_TOKEN: other.appToken };
      expect(await bad({ ...tokens, SLACK_API_URL: other.apiUrl })).toContainEqual(['app', expect.anything()]);
      await other.close();
    });

    it('says which database is too new, and which scope is missing', async () => {
      await prepare(database.database.db, COLLECTIONS);
      const meta = database.database.db.collection<{ _id: string; version: number }>('meta');
      await meta.updateOne({ _id: 'schema' }, { $set: { version: 999 } });
      expect(await bad()).toEqual([['migrations', expect.stringContaining('Install')]]);
      const less = await startSimulator({ scopes: ['chat:write'] });
      const found = await findings({ ...env(), SLACK_API_URL: less.apiUrl });
      expect(found.find(f => f.about === 'scopes')).toMatchObject({
        is: 'bad',
        says: expect.stringContaining('commands'),
      });
      await less.close();
    });

    it('ends with 1 when something has to be mended', async () => {
      const { streams, written } = terminal({ env: {} });
      expect(await run(['doctor'], streams)).toBe(1);
      expect(written.out).toContain('✗ configuration: SLACK_BOT_TOKEN is missing');
    });
  });
});
