import { randomBytes } from 'node:crypto';
import { parseEnv } from 'node:util';
import { WebClient } from '@slack/web-api';
import { ConfigError, readConfig, wrongValue } from '../config.ts';
import { singleTry } from '../slack-api/clients.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { type Command, given, type Streams, UsageError } from './command.ts';
import { whyAway } from './database.ts';
import { reason } from './finding.ts';
import { createLink, WAYS, type Way, wayOf } from './manifest.ts';

const FILE = '.env';
const SLACK_MS = 10_000;

interface Question {
  name: string;
  asks: string;
  /** a sentence where Slack does not take it */
  tried?(value: string): Promise<string | undefined>;
  /** what stands for an empty answer */
  empty?: string;
}

/** `daybook setup`: asks, tries each token at Slack, and writes `.env`. */
export const setup: Command = {
  name: 'setup',
  summary: 'Ask for the tokens, try them at Slack, write .env, and say what is left',
  help: [...WAYS.help, ['--many', 'with either: workspaces install the app by themselves, at /slack/install']],
  options: { ...WAYS.options, many: { type: 'boolean' } },
  run: async ({ many: all, ...values }, streams) => {
    const { out } = streams;
    const many = all === true;
    const way = wayOf(values);
    if (many && way.address === undefined)
      throw new UsageError(
        '--many needs the address to which browsers come back: add --http https://daybook.example.com, or --public for Socket Mode',
      );
    const before = (await streams.kept(FILE)) ?? '';
    out(`1. Create the app in your workspace${many ? '' : ', and install it'}:\n   ${createLink(way)}\n\n`);
    const known = given(parseEnv(before));
    const answers: Record<string, string> = many ? secretsOf(known) : {};
    for (const question of [...questions(way, many, streams.env.SLACK_API_URL), database]) {
      const value = await answerTo(question, streams, known[question.name]);
      if (value !== '') answers[question.name] = value;
    }
    const text = withValues(before, answers, { ...way, many });
    await streams.write(FILE, text);
    out(`\n${FILE} is written. What is left:\n`);
    const lines = [...notStarting(text, known, streams.env), ...(await away(answers.MONGODB_URI))];
    for (const line of [...lines, ...left(way, answers, many)]) out(`- ${line}\n`);
  },
};

/** What the app would say: other lines of the file, and what is set outside of it, which wins. */
function notStarting(text: string, known: Readonly<Record<string, string>>, env: Streams['env']): string[] {
  const written = given(parseEnv(text));
  const outside = Object.entries(given(env)).filter(([name, value]) => known[name] !== value);
  try {
    readConfig({ ...written, ...Object.fromEntries(outside) });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n').slice(1);
  }
  return outside
    .filter(([name, value]) => written[name] !== undefined && written[name] !== value)
    .map(([name]) => `${name} is set outside of ${FILE}, too, and that value wins: unset it.`);
}

/** A database that answers only where Daybook will run is no mistake. */
async function away(uri: string | undefined): Promise<string[]> {
  const why = uri === undefined ? undefined : await whyAway(uri);
  return why === undefined ? [] : [`Tried from here: ${why}`];
}

async function answerTo(q: Question, { ask, out }: Streams, known: string | undefined): Promise<string> {
  const instead = known ?? q.empty;
  const hint = known === undefined ? (q.empty === undefined ? '' : ' [Enter: none]') : ' [Enter: as it is]';
  for (;;) {
    const value = (await ask(`${q.asks}${hint}: `)) || instead;
    if (value === undefined) continue;
    if (value === q.empty) return value;
    const unlike = wrongValue(q.name, value);
    const wrong = unlike === undefined ? await q.tried?.(value) : `It ${unlike}`;
    if (wrong === undefined) return value;
    out(`   ${wrong}\n`);
  }
}

function questions({ socket }: Way, many: boolean, slackApiUrl = 'https://slack.com/api/'): readonly Question[] {
  const client = (token: string) => new WebClient(token, singleTry(slackApiUrl, SLACK_MS));
  const refusal = async (call: Promise<unknown>): Promise<string | undefined> => {
    try {
      await call;
      return undefined;
    } catch (error) {
      const code = refusedAs(error);
      if (code === undefined)
        throw new UsageError(`Slack did not answer (${reason(error)}): check the network and SLACK_API_URL`);
      return `Slack refuses it (${code}). Copy it again.`;
    }
  };
  const bot: Question = {
    name: 'SLACK_BOT_TOKEN',
    asks: '2. "OAuth & Permissions": Bot User OAuth Token (xoxb-…)',
    tried: value => refusal(client(value).auth.test()),
  };
  const entrance: Question = socket
    ? {
        name: 'SLACK_APP_TOKEN',
        asks: '3. "Basic Information", "App-Level Tokens": a token with connections:write (xapp-…)',
        tried: value => refusal(client(value).apps.connections.open({})),
      }
    : { name: 'SLACK_SIGNING_SECRET', asks: '3. "Basic Information", "App Credentials": Signing Secret' };
  return many ? [...ofClient, entrance] : [bot, entrance];
}

/** Slack tries these only in an installation. */
const ofClient: readonly Question[] = [
  ['SLACK_CLIENT_ID', 'Client ID'] as const,
  ['SLACK_CLIENT_SECRET', 'Client Secret'] as const,
].map(([name, what]) => ({ name, asks: `2. "Basic Information", "App Credentials": ${what}` }));

/** Made once: with others tokens cannot be opened. */
const secretsOf = (known: Readonly<Record<string, string>>): Record<string, string> => ({
  SLACK_STATE_SECRET: known.SLACK_STATE_SECRET ?? randomBytes(32).toString('hex'),
  DAYBOOK_TOKEN_KEY: known.DAYBOOK_TOKEN_KEY ?? randomBytes(32).toString('base64'),
});

const database: Question = {
  name: 'MONGODB_URI',
  asks: '4. MongoDB 7 or 8, mongodb://…; none for an embedded server to try out',
  empty: '',
};

/** Lines of other variables stay; the ways that are not used go, since only one may be set. */
function withValues(
  text: string,
  answers: Record<string, string>,
  { address, socket, many }: Way & { many: boolean },
): string {
  const values = { ...answers, ...(address === undefined ? {} : { DAYBOOK_PUBLIC_URL: address }) };
  const entrance = socket ? 'SLACK_SIGNING_SECRET' : 'SLACK_APP_TOKEN';
  const gone = [entrance, many ? 'SLACK_BOT_TOKEN' : 'SLACK_STATE_SECRET', ...Object.keys(values)];
  const kept = text.split('\n').filter(line => !gone.includes(/^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? ''));
  while (kept.at(-1)?.trim() === '') kept.pop();
  return `${[...kept, ...Object.entries(values).map(([name, value]) => `${name}=${quoted(value)}`)].join('\n')}\n`;
}

/** Bare, a value would end at its `#`. */
const quoted = (value: string): string =>
  /[#'"`]/.test(value) ? (value.includes("'") ? `"${value}"` : `'${value}'`) : value;

const left = ({ address, socket }: Way, answers: Record<string, string>, many: boolean): string[] => [
  ...(answers.MONGODB_URI ? [] : ['An embedded database is for trying out: set MONGODB_URI for real use.']),
  'Start it: npm start',
  ...(socket
    ? []
    : [`Once it runs, press Retry at the app's "Event Subscriptions": ${address}/slack/events must be Verified.`]),
  ...(many
    ? [
        'Let other workspaces install it: "Manage Distribution"',
        `Install it, and send others there: ${address}/slack/install`,
      ]
    : [
        "Open Daybook's Home in Slack as an administrator, press Set up, and invite the app to your channel: /invite @Daybook",
      ]),
  'Look whether everything is right: npm run -s daybook -- doctor',
  ...(many
    ? []
    : [
        address === undefined
          ? 'Calendar feeds and Slack status would need a public address: --public, and docs/connecting.md'
          : 'Slack status would need SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and DAYBOOK_TOKEN_KEY: docs/connecting.md',
      ]),
];
