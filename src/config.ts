import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { wayProblems } from './config/ways.ts';
import { defined } from './shared/defined.ts';
import { LANGUAGES, type Language } from './shared/languages.ts';
import { withoutEnd } from './shared/text.ts';

/** How Slack reaches the app: over HTTP, signed, or over lines that the app opens (Socket Mode). */
export type Entrance = { signingSecret: string } | { appToken: string };

/** The token of one workspace, or what those are led through that install the app by themselves. */
export type Access = { botToken: string } | { install: OAuthClient & { stateSecret: string } };

/** The Slack app's own, for tokens that people and workspaces give by OAuth. */
export interface OAuthClient {
  clientId: string;
  clientSecret: string;
  /** seal the tokens; the first is the newest; 32 bytes each */
  keys: readonly Buffer[];
  publicUrl: string;
}

export interface Config {
  slack: {
    access: Access;
    entrance: Entrance;
    apiUrl: string;
  };
  /** Consent to have one's Slack status set; absent: the feature is off. */
  slackStatus?: OAuthClient;
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
  SLACK_BOT_TOKEN: z
    .string()
    .regex(
      /^xoxb-[\w-]+$/,
      'is no bot token. It begins with xoxb- and stands in your Slack app under "OAuth & Permissions".',
    )
    .exactOptional(),
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
  SLACK_STATE_SECRET: z
    .string()
    .regex(/^\S{32,}$/, 'is too short, or has spaces. `openssl rand -hex 32` makes one.')
    .exactOptional(),
  DAYBOOK_TOKEN_KEY: z
    .string()
    .refine(
      keys => tokenKeys(keys).every(key => key.length === 32),
      'is no key of 32 bytes in base64 or hex, or several with commas between them, the newest first. `openssl rand -base64 32` makes one; keep it, or tokens must be given again.',
    )
    .transform(tokenKeys)
    .exactOptional(),
  DAYBOOK_PUBLIC_URL: z
    .string()
    .refine(
      url => isWebAddress(url) && !new URL(url).pathname.includes('/slack/'),
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
      /^mongodb(\+srv)?:\/\/[^\s/?#]+(\/[^\s?@]*)?(\?\S*)?$/i,
      'is no MongoDB address. Give mongodb://host:27017/daybook or mongodb+srv://…, in a password %40 for @, %2F for /, %3F for ?, %23 for #; or leave it out for the embedded database.',
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
    ...wayProblems(given),
  ];
  if (!result.success || problems.length > 0) throw new ConfigError([NEEDS_MENDING, ...problems].join('\n'));
  const read = result.data;
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret = '' } = read;
  const entrance = appToken === undefined ? { signingSecret } : { appToken };
  const client = clientOf(read);
  return {
    slack: { access: accessOf(read, client), entrance, apiUrl: read.SLACK_API_URL },
    ...defined({ slackStatus: client }),
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

/** What is wrong with one variable's value (`is no …`); undefined: nothing. */
export function wrongValue(name: string, value: string): string | undefined {
  const { error } = environment.partial().safeParse({ [name]: value });
  return error?.issues[0]?.message;
}

type Read = z.infer<typeof environment>;

/** `wayProblems` has seen to it that all four are there, or none. */
function clientOf(read: Read): OAuthClient | undefined {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, DAYBOOK_TOKEN_KEY: keys } = read;
  const { DAYBOOK_PUBLIC_URL: publicUrl } = read;
  return clientId && clientSecret && keys && publicUrl ? { clientId, clientSecret, keys, publicUrl } : undefined;
}

function accessOf(
  { SLACK_STATE_SECRET: stateSecret, SLACK_BOT_TOKEN: botToken = '' }: Read,
  client?: OAuthClient,
): Access {
  return client && stateSecret ? { install: { ...client, stateSecret } } : { botToken };
}

/** Adds variables of `.env` that the environment does not set. @throws ConfigError */
export function loadEnvFile(path = '.env', env: NodeJS.ProcessEnv = process.env): void {
  if (!existsSync(path)) return;
  try {
    for (const [name, value] of Object.entries(parseEnv(readFileSync(path, 'utf8')))) env[name] ??= value;
  } catch (error) {
    throw new ConfigError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function choice<const T extends readonly string[]>(values: T): z.ZodEnum<{ [Value in T[number]]: Value }> {
  return z.enum(values, { error: `is none of ${values.join(', ')}.` });
}

function tokenKeys(list: string): Buffer[] {
  const keys = list.split(',').map(key => key.trim());
  return keys.map(key => Buffer.from(key, /^[0-9a-f]{64}$/i.test(key) ? 'hex' : 'base64'));
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}
