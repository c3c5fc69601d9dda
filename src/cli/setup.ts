import { randomBytes } from 'node:crypto';
import { parseEnv } from 'node:util';
import { WebClient } from '@slack/web-api';
import { singleTry } from '../slack-api/clients.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { type Command, type Streams, UsageError } from './command.ts';
import { createLink } from './manifest.ts';

const FILE = '.env';
const SLACK_MS = 10_000;

interface Question {
  name: string;
  asks: string;
  /** a sentence where it is not right */
  wrong(value: string): Promise<string | undefined> | string | undefined;
  /** what stands for an empty answer */
  empty?: string;
}

/** `daybook setup`: asks, tries each token at Slack, and writes `.env`. */
export const setup: Command = {
  name: 'setup',
  summary: 'Ask for the tokens, try them at Slack, write .env, and say what is left',
  help: [
    ['--http https://daybook.example.com', 'Slack reaches Daybook at this address; without it, Socket Mode'],
    ['--many', 'with --http: workspaces install the app by themselves, at /slack/install'],
  ],
  options: { http: { type: 'string' }, many: { type: 'boolean' } },
  run: async ({ http, many }, streams) => {
    const { out } = streams;
    const address = typeof http === 'string' ? http.replace(/\/$/, '') : undefined;
    if (many && address === undefined)
      throw new UsageError(
        '--many needs the address to which browsers come back: add --http https://daybook.example.com',
      );
    out(`1. Create the app in your workspace${many ? '' : ', and install it'}:\n   ${createLink(address)}\n\n`);
    const known = parseEnv(await streams.read(FILE).catch(() => ''));
    const answers: Record<string, string> = many ? secretsOf(known) : {};
    const asked = many ? questionsOfMany() : questions(address, streams.env.SLACK_API_URL ?? known.SLACK_API_URL);
    for (const question of [...asked, database]) {
      const value = await answerTo(question, streams, known[question.name]);
      if (value !== '') answers[question.name] = value;
    }
    await streams.write(
      FILE,
      withValues(await streams.read(FILE).catch(() => ''), answers, { address, many: many === true }),
    );
    out(`\n${FILE} is written. What is left:\n`);
    for (const line of left(address, answers, many === true)) out(`- ${line}\n`);
  },
};

async function answerTo(q: Question, { ask, out }: Streams, known: string | undefined): Promise<string> {
  const instead = known ?? q.empty;
  const hint = known === undefined ? (q.empty === undefined ? '' : ' [Enter: none]') : ' [Enter: as it is]';
  for (;;) {
    const value = (await ask(`${q.asks}${hint}: `)) || instead;
    if (value === undefined) continue;
    const wrong = value === q.empty ? undefined : await q.wrong(value);
    if (wrong === undefined) return value;
    out(`   ${wrong}\n`);
  }
}

function questions(http: string | undefined, slackApiUrl = 'https://slack.com/api/'): Question[] {
  const client = (token: string) => new WebClient(token, singleTry(slackApiUrl, SLACK_MS));
  const refusal = async (call: Promise<unknown>): Promise<string | undefined> => {
    try {
      await call;
      return undefined;
    } catch (error) {
      const code = refusedAs(error);
      if (code === undefined)
        throw new UsageError(`Slack did not answer (${error instanceof Error ? error.message : error})`);
      return `Slack refuses it (${code}). Copy it again.`;
    }
  };
  const begins = (value: string, with_: string): string | undefined =>
    value.startsWith(with_) ? undefined : `It begins with ${with_}.`;
  const bot: Question = {
    name: 'SLACK_BOT_TOKEN',
    asks: '2. "OAuth & Permissions": Bot User OAuth Token (xoxb-…)',
    wrong: async value => begins(value, 'xoxb-') ?? (await refusal(client(value).auth.test())),
  };
  const entrance: Question =
    http === undefined
      ? {
          name: 'SLACK_APP_TOKEN',
          asks: '3. "Basic Information", "App-Level Tokens": a token with connections:write (xapp-…)',
          wrong: async value => begins(value, 'xapp-') ?? (await refusal(client(value).apps.connections.open({}))),
        }
      : {
          name: 'SLACK_SIGNING_SECRET',
          asks: '3. "Basic Information", "App Credentials": Signing Secret',
          wrong: isSecret,
        };
  return [bot, entrance];
}

const isSecret = (value: string): string | undefined =>
  /^[\w-]{16,}$/.test(value) ? undefined : 'It is 32 letters and digits.';

/** Slack tries these only in an installation. */
function questionsOfMany(): Question[] {
  const credential = (name: string, what: string, wrong: Question['wrong']): Question => ({
    ...{ name, asks: `2. "Basic Information", "App Credentials": ${what}`, wrong },
  });
  return [
    credential('SLACK_CLIENT_ID', 'Client ID', value =>
      /^\d+\.\d+$/.test(value) ? undefined : 'It is two numbers with a point between them.',
    ),
    credential('SLACK_CLIENT_SECRET', 'Client Secret', isSecret),
    credential('SLACK_SIGNING_SECRET', 'Signing Secret', isSecret),
  ];
}

/** Made once: with others tokens cannot be opened. */
const secretsOf = (known: Readonly<Record<string, string | undefined>>): Record<string, string> => ({
  SLACK_STATE_SECRET: known.SLACK_STATE_SECRET ?? randomBytes(32).toString('hex'),
  DAYBOOK_TOKEN_KEY: known.DAYBOOK_TOKEN_KEY ?? randomBytes(32).toString('base64'),
});

const database: Question = {
  name: 'MONGODB_URI',
  asks: '4. MongoDB 7 or 8, mongodb://…; none for an embedded server to try out',
  wrong: value =>
    /^mongodb(\+srv)?:\/\/\S+$/.test(value) ? undefined : 'It begins with mongodb:// or mongodb+srv://.',
  empty: '',
};

/** Lines of other variables stay; the ways that are not used go, since only one may be set. */
function withValues(
  text: string,
  answers: Record<string, string>,
  { address, many }: { address: string | undefined; many: boolean },
): string {
  const values = { ...answers, ...(address === undefined ? {} : { DAYBOOK_PUBLIC_URL: address }) };
  const entrance = address === undefined ? 'SLACK_SIGNING_SECRET' : 'SLACK_APP_TOKEN';
  const gone = [entrance, many ? 'SLACK_BOT_TOKEN' : 'SLACK_STATE_SECRET', ...Object.keys(values)];
  const kept = text.split('\n').filter(line => !gone.some(name => line.startsWith(`${name}=`)));
  while (kept.at(-1)?.trim() === '') kept.pop();
  return `${[...kept, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join('\n')}\n`;
}

const left = (http: string | undefined, answers: Record<string, string>, many: boolean): string[] => [
  ...(answers.MONGODB_URI ? [] : ['An embedded database is for trying out: set MONGODB_URI for real use.']),
  'Start it: npm start',
  ...(http === undefined
    ? []
    : [`Once it runs, press Retry at the app's "Event Subscriptions": ${http}/slack/events must be Verified.`]),
  ...(many
    ? [
        'Let other workspaces install it: "Manage Distribution"',
        `Install it, and send others there: ${http}/slack/install`,
      ]
    : [
        "Open Daybook's Home in Slack as an administrator, press Set up, and invite the app to your channel: /invite @Daybook",
      ]),
  'Look whether everything is right: npm run -s daybook -- doctor',
];
