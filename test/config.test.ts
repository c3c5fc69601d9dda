import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, loadEnvFile, readConfig } from '../src/config.ts';
import { runs } from './support/runs.ts';

const enough = {
  SLACK_BOT_TOKEN: 'xoxb-1234-5678-abcdefghijkl',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
};

function refusal(env: Record<string, string | undefined>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

describe('readConfig', () => {
  it('needs two variables and has a default for the rest', () => {
    expect(readConfig(enough)).toEqual({
      slack: {
        access: { botToken: enough.SLACK_BOT_TOKEN },
        entrance: { signingSecret: enough.SLACK_SIGNING_SECRET },
        apiUrl: 'https://slack.com/api/',
      },
      port: 3000,
      databaseWaitMs: 30_000,
      admins: [],
      timeZone: 'Asia/Seoul',
      language: 'en',
      summaryAt: '18:30',
      dataDir: 'data',
      metrics: false,
      logLevel: 'info',
    });
  });

  it('reads everything, in the form that the program uses', () => {
    const config = readConfig({
      ...enough,
      SLACK_API_URL: 'http://127.0.0.1:3001/api',
      PORT: ' 8080 ',
      MONGODB_URI: 'mongodb://me:secret@a:1,b:2/daybook?replicaSet=rs',
      DAYBOOK_DATABASE_WAIT: '90',
      DAYBOOK_ADMIN_CHANNEL: '근태-관리',
      DAYBOOK_ADMINS: 'U012345, W6789 ,',
      DAYBOOK_TIME_ZONE: 'Europe/Berlin',
      DAYBOOK_LANGUAGE: 'ko',
      DAYBOOK_SUMMARY_AT: '09:05',
      LOG_LEVEL: 'debug',
    });
    expect(config).toMatchObject({
      slack: { apiUrl: 'http://127.0.0.1:3001/api/' },
      port: 8080,
      mongodbUri: 'mongodb://me:secret@a:1,b:2/daybook?replicaSet=rs',
      databaseWaitMs: 90_000,
      adminChannel: '#근태-관리',
      admins: ['U012345', 'W6789'],
      timeZone: 'Europe/Berlin',
      language: 'ko',
      summaryAt: '09:05',
      logLevel: 'debug',
    });
    expect(readConfig({ ...enough, DAYBOOK_ADMIN_CHANNEL: 'C0123456789' }).adminChannel).toBe('C0123456789');
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ ...enough, PORT: '', MONGODB_URI: ' ', DAYBOOK_LANGUAGE: '' })).toEqual(readConfig(enough));
    expect(refusal({ ...enough, SLACK_BOT_TOKEN: '' })).toContain('SLACK_BOT_TOKEN is missing');
  });

  it('names everything wrong at once, a line each, and tells no value', () => {
    const wrong = {
      SLACK_BOT_TOKEN: 'xoxp-not-a-bot-token',
      SLACK_SIGNING_SECRET: 'too short',
      SLACK_API_URL: 'slack.invalid',
      PORT: '77777777',
      MONGODB_URI: 'postgres://me:hunter2@host/db',
      DAYBOOK_DATABASE_WAIT: '1 min',
      DAYBOOK_ADMIN_CHANNEL: 'two words',
      DAYBOOK_ADMINS: 'U012345,someone@example.com',
      DAYBOOK_TIME_ZONE: 'Asia/Soul',
      DAYBOOK_LANGUAGE: 'fr',
      DAYBOOK_SUMMARY_AT: '25:00',
      DAYBOOK_DATA_DIR: 'da\0ta',
      LOG_LEVEL: 'loud',
    };
    const message = refusal(wrong);
    const lines = message.split('\n').slice(1);
    expect(lines.map(line => line.split(' ')[0])).toEqual(Object.keys(wrong));
    for (const line of lines) expect(line).toMatch(/^[A-Z_]+ (is|has) .+\. ?.*/);
    for (const value of Object.values(wrong).filter(value => value !== 'fr')) expect(message).not.toContain(value);
    expect(refusal({}).split('\n').slice(1)).toHaveLength(2);
  });

  it('is reached over HTTP or Socket Mode, one of the two', () => {
    const { SLACK_SIGNING_SECRET: _, ...token } = { ...enough, SLACK_APP_TOKEN: 'xapp-1-A0-1-abc' };
    expect(readConfig(token).slack.entrance).toEqual({ appToken: 'xapp-1-A0-1-abc' });
    expect(refusal({ ...enough, SLACK_APP_TOKEN: 'xapp-1-A0-1-abc' })).toMatch(/SLACK_APP_TOKEN and .* are both set/);
    expect(refusal({ SLACK_BOT_TOKEN: enough.SLACK_BOT_TOKEN })).toMatch(/SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is/);
    expect(refusal({ ...token, SLACK_APP_TOKEN: 'xoxb-1' })).toMatch(/SLACK_APP_TOKEN is no app-level token/);
  });

  it('knows one workspace by its token, or lets many install the app, one of the two', () => {
    const { SLACK_BOT_TOKEN: _, ...entrance } = enough;
    const many = {
      ...entrance,
      SLACK_CLIENT_ID: '1234.5678',
      SLACK_CLIENT_SECRET: '0123456789abcdef0123',
      SLACK_STATE_SECRET: 's'.repeat(32),
      DAYBOOK_TOKEN_KEY: Buffer.alloc(32, 9).toString('base64'),
      DAYBOOK_PUBLIC_URL: 'https://daybook.example.com',
    };
    const { access } = readConfig(many).slack;
    expect(access).toMatchObject({ install: { clientId: '1234.5678', stateSecret: 's'.repeat(32) } });
    expect(refusal({ ...many, ...enough })).toMatch(/SLACK_BOT_TOKEN and SLACK_STATE_SECRET are both set/);
    expect(refusal(entrance)).toMatch(/SLACK_BOT_TOKEN is missing.*SLACK_STATE_SECRET/);
    for (const name of Object.keys(many).filter(n => !['SLACK_STATE_SECRET', 'SLACK_SIGNING_SECRET'].includes(n)))
      expect(refusal({ ...many, [name]: '' })).toMatch(new RegExp(`${name} is missing.*install the app`));
    for (const [name, value] of [
      ['DAYBOOK_ADMINS', 'U0123'],
      ['DAYBOOK_ADMIN_CHANNEL', '#hr'],
    ] as const)
      expect(refusal({ ...many, [name]: value })).toContain(`${name} is for SLACK_BOT_TOKEN`);
    expect(refusal({ ...many, SLACK_STATE_SECRET: 'short' })).toContain('SLACK_STATE_SECRET is too short');
  });

  it('throws nothing but ConfigError, whatever the environment holds, and tells no secret', () => {
    const names = [
      ...Object.keys(parseEnv(readFileSync('.env.example', 'utf8').replaceAll('# ', ''))),
      'toString',
      'X',
    ];
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('xoxb-1', 'mongodb://u:p@h', '99999', '-1', '#'),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), fc.uuid(), (env, secret) => {
        try {
          readConfig({ ...env, SLACK_SIGNING_SECRET: `${secret}!`, SLACK_BOT_TOKEN: `xoxb_${secret}` });
          return false;
        } catch (error) {
          return error instanceof ConfigError && !error.message.includes(secret);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('.env', () => {
  it('is read without touching what is set, and may be absent', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-env-'));
    try {
      const file = join(folder, '.env');
      const env: NodeJS.ProcessEnv = { PORT: '1' };
      loadEnvFile(file, env);
      writeFileSync(file, 'PORT=2\nLOG_LEVEL="warn" # quiet\n');
      loadEnvFile(file, env);
      expect(env).toEqual({ PORT: '1', LOG_LEVEL: 'warn' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes what the Slack status needs together or not at all, and a key of 32 bytes', () => {
    const status = {
      SLACK_CLIENT_ID: '1234.5678',
      SLACK_CLIENT_SECRET: '0123456789abcdef0123',
      DAYBOOK_TOKEN_KEY: Buffer.alloc(32, 9).toString('base64'),
      DAYBOOK_PUBLIC_URL: 'https://daybook.example.com',
    };
    expect(readConfig({ ...enough, ...status }).slackStatus).toEqual({
      clientId: '1234.5678',
      clientSecret: '0123456789abcdef0123',
      keys: [Buffer.alloc(32, 9)],
      publicUrl: 'https://daybook.example.com',
    });
    const hex = { ...status, DAYBOOK_TOKEN_KEY: '09'.repeat(32) };
    expect(readConfig({ ...enough, ...hex }).slackStatus?.keys).toEqual([Buffer.alloc(32, 9)]);
    const two = { ...status, DAYBOOK_TOKEN_KEY: `${'08'.repeat(32)}, ${status.DAYBOOK_TOKEN_KEY}` };
    expect(readConfig({ ...enough, ...two }).slackStatus?.keys).toEqual([8, 9].map(n => Buffer.alloc(32, n)));
    for (const name of Object.keys(status).filter(n => n !== 'DAYBOOK_PUBLIC_URL'))
      expect(refusal({ ...enough, ...status, [name]: '' })).toContain(`${name} is missing.`);
    expect(refusal({ ...enough, ...status, DAYBOOK_PUBLIC_URL: '' })).toContain('DAYBOOK_PUBLIC_URL is missing.');
    const events = 'https://daybook.example.com/slack/events';
    expect(refusal({ ...enough, ...status, DAYBOOK_PUBLIC_URL: events })).toContain('without /slack/events');
    expect(readConfig({ ...enough, DAYBOOK_PUBLIC_URL: status.DAYBOOK_PUBLIC_URL }).slackStatus).toBeUndefined();
    const short = refusal({ ...enough, ...status, DAYBOOK_TOKEN_KEY: 'c2hvcnQ=' });
    expect(short).toContain('DAYBOOK_TOKEN_KEY is no key of 32 bytes');
    expect(short).not.toContain('c2hvcnQ=');
  });

  it('has an example that explains every variable and gives the defaults', () => {
    const example = readFileSync('.env.example', 'utf8');
    const values = parseEnv(example.replaceAll(/^# (?=[A-Z_]+=)/gm, ''));
    const {
      MONGODB_URI: _,
      DAYBOOK_ADMINS: __,
      DAYBOOK_ADMIN_CHANNEL: ___,
      DAYBOOK_PUBLIC_URL: ____,
      SLACK_APP_TOKEN: _____,
      SLACK_STATE_SECRET: ______,
      ...defaults
    } = values;
    expect(readConfig({ ...defaults, ...enough })).toEqual(readConfig(enough));
    expect(Object.keys(values).sort()).toEqual(
      [
        ...['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'DAYBOOK_TOKEN_KEY', 'DAYBOOK_PUBLIC_URL'],
        'SLACK_STATE_SECRET',
        ...['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_API_URL', 'PORT', 'MONGODB_URI'],
        'DAYBOOK_ADMIN_CHANNEL',
        ...[
          'DAYBOOK_DATABASE_WAIT',
          'DAYBOOK_ADMINS',
          'DAYBOOK_TIME_ZONE',
          'DAYBOOK_LANGUAGE',
          'DAYBOOK_SUMMARY_AT',
          'DAYBOOK_DATA_DIR',
          'LOG_LEVEL',
          'DAYBOOK_METRICS',
        ],
      ].sort(),
    );
  });
});
