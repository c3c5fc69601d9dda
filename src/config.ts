import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { defined } from './shared/defined.ts';
import { LANGUAGES, type Language } from './shared/languages.ts';
import { withoutEnd } from './shared/text.ts';

/** How Slack reaches the app: over HTTP, signed, or over lines that the app opens (Socket Mode). */
export type Entrance = { signingSecret: string } | { appToken: string };

export interface Config {
  slack: {
    botToken: string;
    entrance: Entrance;
    apiUrl: string;
  };
  /** Consent to have one's Slack status set; absent: the feature is off. */
  slackStatus?: {
    clientId: string;
    clientSecret: string;
    /** seals their tokens; 32 bytes */
    key: Buffer;
    publicUrl: string;
  };
  port: number;
  /** No slash at its end. Without it there are no calendar feeds. */
  publicUrl?: string;
  /** Without it an embedded server is started. */
  mongodbUri?: string;
  /** How long the start waits for the database, ms. */
  databaseWaitMs: number;
  /** A channel's id or `#name`; without it administrators get direct messages until they choose one. */
  adminChannel?: string;
  /** Slack user ids of administrators besides the workspace's admins and owners. */
  admins: string[];
  timeZone: string;
  /** Of channel messages, and of people whose Slack language is not supported. */
  language: Language;
  /** Local time of the daily summary, `HH:mm`. */
  summaryAt: string;
  dataDir: string;
  /** `GET /metrics` */
  metrics: boolean;
  logLevel: (typeof LOG_LEVELS)[number];
}

/** One line for each variable, without its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const NEEDS_MENDING = 'Daybook cannot start: the configuration (environment or .env) needs mending.';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const STATUS_VARIABLES = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'DAYBOOK_TOKEN_KEY', 'DAYBOOK_PUBLIC_URL'] as const;

const DEFAULTS = {
  SLACK_API_URL: 'https://slack.com/api/',
  PORT: '3000',
  DAYBOOK_DATABASE_WAIT: '30',
  DAYBOOK_ADMINS: '',
  DAYBOOK_TIME_ZONE: 'Asia/Seoul',
  DAYBOOK_LANGUAGE: 'en',
  DAYBOOK_SUMMARY_AT: '18:30',
  DAYBOOK_DATA_DIR: 'data',
  LOG_LEVEL: 'info',
  DAYBOOK_METRICS: 'off',
};

const environment = z.object({
  SLACK_BOT_TOKEN: needed('Copy the Bot User OAuth Token (xoxb-…) from your Slack app, "OAuth & Permissions".').regex(
    /^xoxb-[\w-]+$/,
    'is no bot token. It begins with xoxb- and stands in your Slack app under "OAuth & Permissions".',
  ),
  SLACK_APP_TOKEN: z
    .string()
    .regex(
      /^xapp-[\w-]+$/,
      'is no app-level token. It begins with xapp- and is made in your Slack app under "Basic Information", with the scope connections:write.',
    )
    .exactOptional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(
      /^[\w-]{16,}$/,
      'is no signing secret. It is 32 letters and digits and stands in your Slack app under "Basic Information".',
    )
    .exactOptional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^[\w.-]{3,}$/, 'is no client id. It stands in your Slack app under "Basic Information".')
    .exactOptional(),
  SLACK_CLIENT_SECRET: z
    .string()
    .regex(/^[\w-]{16,}$/, 'is no client secret. It stands in your Slack app under "Basic Information".')
    .exactOptional(),
  DAYBOOK_TOKEN_KEY: z
    .string()
    .refine(
      key => tokenKey(key).length === 32,
      'is no key of 32 bytes in base64 or hex. `openssl rand -base64 32` makes one; keep it, or people must allow again.',
    )
    .transform(tokenKey)
    .exactOptional(),
  DAYBOOK_PUBLIC_URL: z
    .string()
    .refine(
      isWebAddress,
      'is no http(s) address. Give the one under which Slack reaches Daybook, without /slack/events.',
    )
    .exactOptional(),
  SLACK_API_URL: z
    .string()
    .refine(isWebAddress, 'is no http(s) address. Leave it out for Slack itself.')
    .transform(url => (url.endsWith('/') ? url : `${url}/`)),
  PORT: z
    .string()
    .refine(
      port => /^\d{1,5}$/.test(port) && Number(port) <= 65_535,
      'is no port. Give a number from 0 to 65535, such as 3000.',
    )
    .transform(Number),
  MONGODB_URI: z
    .string()
    .regex(
      /^mongodb(\+srv)?:\/\/[^\s/?]+([/?]\S*)?$/i,
      'is no MongoDB address. Give mongodb://host:27017/daybook or mongodb+srv://…, or leave it out for the embedded database.',
    )
    .exactOptional(),
  DAYBOOK_DATABASE_WAIT: z
    .string()
    .refine(
      seconds => /^\d{1,4}$/.test(seconds) && Number(seconds) <= 3600,
      'is no wait. Give seconds from 0 to 3600, such as 30.',
    )
    .transform(Number),
  DAYBOOK_ADMIN_CHANNEL: z
    .string()
    .regex(
      /^([CG][A-Z0-9]{2,}|#?[^\s#@,.:;!?"'()<>A-Z]{1,80})$/,
      "is no channel. Give its id (C0123456789, in the channel's details) or its name (#daybook-admin).",
    )
    .transform(channel => (/^([CG][A-Z0-9]+|#.*)$/.test(channel) ? channel : `#${channel}`))
    .exactOptional(),
  DAYBOOK_ADMINS: z
    .string()
    .transform(list =>
      list
        .split(',')
        .map(id => id.trim())
        .filter(id => id !== ''),
    )
    .refine(
      ids => ids.every(id => /^[UW][A-Z0-9]{2,}$/.test(id)),
      'has something that is no user id. Give ids with commas between them (U0123456789,U9876543210); a profile\'s "Copy member ID" shows one.',
    ),
  DAYBOOK_TIME_ZONE: z
    .string()
    .refine(
      zone => IANAZone.isValidZone(zone),
      'is no time zone. Give an IANA name such as Asia/Seoul or Europe/Berlin.',
    ),
  DAYBOOK_LANGUAGE: choice(LANGUAGES),
  DAYBOOK_SUMMARY_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day. Give hours and minutes as 18:30.'),
  DAYBOOK_DATA_DIR: z.string().refine(path => !path.includes('\0'), 'is no folder.'),
  LOG_LEVEL: choice(LOG_LEVELS),
  DAYBOOK_METRICS: choice(['on', 'off']),
});

/**
 * Reads the variables of `.env.example`; an empty one counts as absent. @throws ConfigError naming everything wrong.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given: Record<string, string> = { ...DEFAULTS };
  for (const name of Object.keys(environment.shape)) {
    const value = Object.hasOwn(env, name) ? env[name]?.trim() : undefined;
    if (value) given[name] = value;
  }
  const result = environment.safeParse(given);
  const problems = [
    ...(result.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []),
    ...entranceProblem(given),
  ];
  if (!result.success || problems.length > 0) throw new ConfigError([NEEDS_MENDING, ...problems].join('\n'));
  const read = result.data;
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret = '' } = read;
  const entrance = appToken === undefined ? { signingSecret } : { appToken };
  const status = statusConfig(read);
  return {
    slack: { botToken: read.SLACK_BOT_TOKEN, entrance, apiUrl: read.SLACK_API_URL },
    ...defined({ slackStatus: status }),
    port: read.PORT,
    ...(read.DAYBOOK_PUBLIC_URL === undefined ? {} : { publicUrl: withoutEnd(read.DAYBOOK_PUBLIC_URL, '/') }),
    ...defined({ mongodbUri: read.MONGODB_URI }),
    databaseWaitMs: read.DAYBOOK_DATABASE_WAIT * 1000,
    ...defined({ adminChannel: read.DAYBOOK_ADMIN_CHANNEL }),
    admins: read.DAYBOOK_ADMINS,
    timeZone: read.DAYBOOK_TIME_ZONE,
    language: read.DAYBOOK_LANGUAGE,
    summaryAt: read.DAYBOOK_SUMMARY_AT,
    dataDir: read.DAYBOOK_DATA_DIR,
    metrics: read.DAYBOOK_METRICS === 'on',
    logLevel: read.LOG_LEVEL,
  };
}

/** Exactly one of the two is given; else a sentence. */
function entranceProblem({ SLACK_APP_TOKEN: token, SLACK_SIGNING_SECRET: secret }: Record<string, string>): string[] {
  if (token === undefined && secret === undefined)
    return [
      `SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing. Without a public address make an app-level token (xapp-…) with the scope connections:write in your Slack app, "Basic Information". Where Slack reaches Daybook over HTTP, copy the signing secret from "App Credentials" there.`,
    ];
  if (token === undefined || secret === undefined) return [];
  return [
    'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set. Keep the first for Socket Mode, or the second for HTTP.',
  ];
}

/** All four or none: a partial setting would fail silently. */
function statusConfig(read: z.infer<typeof environment>): Config['slackStatus'] {
  const { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, DAYBOOK_TOKEN_KEY, DAYBOOK_PUBLIC_URL } = read;
  if (SLACK_CLIENT_ID && SLACK_CLIENT_SECRET && DAYBOOK_TOKEN_KEY && DAYBOOK_PUBLIC_URL)
    return {
      clientId: SLACK_CLIENT_ID,
      clientSecret: SLACK_CLIENT_SECRET,
      key: DAYBOOK_TOKEN_KEY,
      publicUrl: DAYBOOK_PUBLIC_URL,
    };
  const missing = STATUS_VARIABLES.filter(name => read[name] === undefined);
  // A public address alone serves feeds, too.
  if (missing.filter(name => name !== 'DAYBOOK_PUBLIC_URL').length === 3) return undefined;
  throw new ConfigError(
    [
      NEEDS_MENDING,
      ...missing.map(
        name =>
          `${name} is missing. ${STATUS_VARIABLES.join(', ')} go together: with them people may let Daybook set their Slack status.`,
      ),
    ].join('\n'),
  );
}

/** Adds variables of `.env` that the environment does not set. */
export function loadEnvFile(path = '.env', env: NodeJS.ProcessEnv = process.env): void {
  if (!existsSync(path)) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync(path, 'utf8')))) env[name] ??= value;
}

function needed(where: string): z.ZodString {
  return z.string({ error: `is missing. ${where}` });
}

function choice<const T extends readonly string[]>(values: T): z.ZodEnum<{ [Value in T[number]]: Value }> {
  return z.enum(values, { error: `is none of ${values.join(', ')}.` });
}

function tokenKey(text: string): Buffer {
  return Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64');
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}
