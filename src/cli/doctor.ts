import { WebClient } from '@slack/web-api';
import { ConfigError, readConfig } from '../config.ts';
import { connect, type Database } from '../db/connection.ts';
import { SCHEMA_VERSION } from '../db/migrations/index.ts';
import { storedVersion } from '../db/migrations/migrate.ts';
import { COLLECTIONS } from '../features.ts';
import { organisationStore } from '../people/organisation/store.ts';
import { policyDefaults } from '../settings/policy.ts';
import { policyInForce } from '../settings/policy-in-force.ts';
import { policyStore } from '../settings/store.ts';
import { systemClock } from '../shared/clock.ts';
import { createLog } from '../shared/log.ts';
import { withoutEnd } from '../shared/text.ts';
import { singleTry } from '../slack-api/clients.ts';
import { BOT_SCOPES, OPTIONAL_SCOPES } from '../slack-api/scopes.ts';
import type { Command } from './command.ts';
import { entranceFinding, sameAppFinding } from './entrance.ts';
import { type Finding, reason, refusal } from './finding.ts';
import { installedFindings, keyFindings } from './installed.ts';
import { viewFinding } from './views.ts';

const SLACK_MS = 10_000;
const DATABASE_MS = 5_000;
/** Slack refuses signatures of more than five minutes; day and hour are the clock's. */
const MOST_SKEW_MS = 60_000;
const LEAST_MONGODB = 7;

/** Looks at everything that the environment names, and changes nothing. */
export async function findings(env: Record<string, string | undefined>): Promise<Finding[]> {
  try {
    const config = readConfig(env);
    const slack = await slackFindings(config);
    const database = await databaseFindings(config, slack.team);
    const sealed = await sealedFindings(config, database.found);
    const channels = await channelFindings(config, database, slack);
    await database.found?.close();
    const good: Finding = { about: 'configuration', is: 'good', says: 'can be read' };
    return [good, ...slack.findings, await addressFinding(config), ...database.findings, ...sealed, ...channels];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [, ...lines] = error.message.split('\n');
    return lines.map(line => ({
      about: 'configuration',
      is: 'bad',
      says: withoutEnd(line, '.'),
      mend: 'Correct the variable, or run: setup',
    }));
  }
}

type Config = ReturnType<typeof readConfig>;

/** Of tokens that the database has, where it has some. */
async function sealedFindings({ slack, slackStatus }: Config, found: Database | undefined): Promise<Finding[]> {
  if (!found || !slackStatus) return [];
  const { access, apiUrl } = slack;
  const installed = 'install' in access ? installedFindings(found, access.install, singleTry(apiUrl, SLACK_MS)) : [];
  return [...(await installed), ...(await keyFindings(found, slackStatus)), redirectFinding(slackStatus.publicUrl)];
}

/** Slack sends browsers back to no other. */
const redirectFinding = (publicUrl: string): Finding => ({
  about: 'redirect',
  is: 'note',
  says: 'only Slack knows the redirect URLs of the app',
  mend: `"OAuth & Permissions" must have ${publicUrl}/slack/oauth/callback and ${publicUrl}/slack/oauth_redirect`,
});

async function slackFindings({
  slack,
  publicUrl,
}: Config): Promise<{ findings: Finding[]; client?: WebClient; team?: string }> {
  const options = singleTry(slack.apiUrl, SLACK_MS);
  const entrance = await entranceFinding(slack.entrance, options, publicUrl);
  if (!('botToken' in slack.access)) {
    const clock = clockFinding(await slackTime(slack.apiUrl).catch(() => undefined), Date.now());
    return { findings: [clock, entrance] };
  }
  const client = new WebClient(slack.access.botToken, options);
  const findings: Finding[] = [];
  let team: string | undefined;
  try {
    const sent = Date.now();
    const me = await client.auth.test();
    team = me.team_id;
    findings.push({ about: 'bot token', is: 'good', says: `of ${me.user} in ${me.team}` });
    findings.push(scopeFinding(me.response_metadata?.scopes));
    findings.push(clockFinding(await slackTime(slack.apiUrl), sent));
    findings.push(await viewFinding(client));
    findings.push(...(await sameAppFinding(client, me.bot_id, slack.entrance)));
  } catch (error) {
    const mend = 'Copy SLACK_BOT_TOKEN again from "OAuth & Permissions", or install the app again.';
    findings.push(refusal('bot token', error, mend));
  }
  return { findings: [...findings, entrance], client, ...(team === undefined ? {} : { team }) };
}

function scopeFinding(scopes: readonly string[] | undefined): Finding {
  const about = 'scopes';
  if (!scopes?.length) return { about, is: 'note', says: 'Slack does not name them here' };
  const has = new Set(scopes);
  const optional = Object.entries(OPTIONAL_SCOPES.bot).filter(([scope]) => !has.has(scope));
  const missing = BOT_SCOPES.filter(scope => !has.has(scope) && !Object.hasOwn(OPTIONAL_SCOPES.bot, scope));
  if (missing.length > 0)
    return {
      about,
      is: 'bad',
      says: `the app lacks ${missing.join(', ')}`,
      mend: 'Paste the output of "manifest" into the app\'s "App Manifest", save it, and install the app again.',
    };
  if (optional.length === 0) return { about, is: 'good', says: 'all there, as in the manifest' };
  const says = optional.map(([scope, what]) => `${scope} (${what})`).join('; ');
  return { about, is: 'note', says: `optional ones that the app lacks: ${says}` };
}

/** Of Slack's server, ms; undefined where it does not say. */
async function slackTime(apiUrl: string): Promise<number | undefined> {
  const answer = await fetch(`${apiUrl}api.test`, { method: 'POST', signal: AbortSignal.timeout(SLACK_MS) });
  const date = Date.parse(answer.headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : date;
}

function clockFinding(slack: number | undefined, own: number): Finding {
  const about = 'clock';
  if (slack === undefined) return { about, is: 'note', says: 'Slack did not say what time it is' };
  const seconds = Math.round((own - slack) / 1000);
  if (Math.abs(own - slack) <= MOST_SKEW_MS)
    return { about, is: 'good', says: `within ${Math.abs(seconds)} s of Slack's` };
  const says = `${Math.abs(seconds)} s ${seconds > 0 ? 'fast' : 'slow'}`;
  return { about, is: 'bad', says, mend: "Switch the machine's time synchronisation (NTP) on." };
}

async function addressFinding({ publicUrl }: Config): Promise<Finding> {
  const about = 'public address';
  const mend = 'For both see DAYBOOK_PUBLIC_URL in docs/connecting.md.';
  if (!publicUrl) return { about, is: 'note', says: 'none: no calendar feeds, no Slack status', mend };
  try {
    const { ok, status } = await fetch(`${publicUrl}/healthz`, { signal: AbortSignal.timeout(SLACK_MS) });
    if (ok) return { about, is: 'good', says: `${publicUrl} leads to a Daybook` };
    throw new Error(`status ${status}`);
  } catch (error) {
    const says = `${publicUrl} does not lead to a Daybook from here (${reason(error)})`;
    return { about, is: 'note', says, mend: 'Start Daybook, and let the address lead to its port.' };
  }
}

async function databaseFindings(
  config: Config,
  team: string | undefined,
): Promise<{ findings: Finding[]; found?: Database }> {
  const about = 'database';
  if (!config.mongodbUri)
    return {
      findings: [
        {
          about,
          is: 'note',
          says: 'an embedded one, for trying out',
          mend: 'Set MONGODB_URI to a MongoDB 7 or 8 for real use.',
        },
      ],
    };
  try {
    const found = await connect({ uri: config.mongodbUri, log: createLog('silent'), startMs: DATABASE_MS });
    const { version } = await found.db.command({ buildInfo: 1 });
    const isOld = Number.parseInt(String(version), 10) < LEAST_MONGODB;
    const findings: Finding[] = [
      isOld
        ? { about, is: 'bad', says: `MongoDB ${version}`, mend: 'Upgrade it to 7 or 8.' }
        : { about, is: 'good', says: `MongoDB ${version}` },
      await schemaFinding(found),
      await indexFinding(found, team),
    ];
    return { findings, found };
  } catch (error) {
    return { findings: [{ about, is: 'bad', says: reason(error), mend: 'Start it, or correct MONGODB_URI.' }] };
  }
}

async function schemaFinding({ db }: Database): Promise<Finding> {
  const about = 'migrations';
  const stored = await storedVersion(db);
  if (stored === undefined) return { about, is: 'note', says: 'nothing is stored yet; the first start prepares it' };
  if (stored === SCHEMA_VERSION) return { about, is: 'good', says: `all ${SCHEMA_VERSION} steps are done` };
  return stored > SCHEMA_VERSION
    ? { about, is: 'bad', says: `a newer Daybook wrote it (${stored})`, mend: 'Install that version again.' }
    : { about, is: 'note', says: `step ${stored} of ${SCHEMA_VERSION}; the next start goes on. Make a backup before` };
}

async function indexFinding({ db }: Database, team: string | undefined): Promise<Finding> {
  const about = 'indexes';
  const missing: string[] = [];
  for (const { collection, indexes } of COLLECTIONS) {
    const there = await db
      .collection(collection)
      .indexes()
      .catch(() => []);
    const names = new Set(there.map(i => i.name));
    missing.push(...indexes.filter(i => !names.has(i.name)).map(i => `${collection}.${i.name}`));
  }
  if (missing.length === 0) return { about, is: 'good', says: 'all there' };
  const says = `missing: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}`;
  return {
    about,
    is: 'note',
    says: team ? says : `${says} (a start makes them)`,
    mend: 'Start Daybook: it makes them.',
  };
}

async function channelFindings(
  config: Config,
  { found }: { found?: Database },
  { client, team }: { client?: WebClient; team?: string },
): Promise<Finding[]> {
  if (team === undefined || !client) return [];
  const defaults = policyDefaults(config);
  let { administrators, reports } = defaults.channels;
  let ofTeams: string[] = [];
  if (found) {
    const policy = policyInForce({ store: policyStore(found.db), clock: systemClock, team, defaults });
    await policy.reload();
    ({ administrators, reports } = policy.now().channels);
    const { teams } = await organisationStore(found.db).get(team);
    ofTeams = teams.flatMap(t => (t.channel && !t.archived ? [t.channel] : []));
  }
  const all = new Set([administrators, reports, ...ofTeams].filter(c => c !== null));
  const none: Finding = { about: 'channel', is: 'note', says: 'none is chosen yet' };
  return [
    ...(administrators === null ? [{ ...none, mend: 'Choose it on Home, under Set up.' }] : []),
    ...(await Promise.all([...all].map(chosen => channelFinding(client, chosen)))),
  ];
}

async function channelFinding(client: WebClient, chosen: string): Promise<Finding> {
  const about = 'channel';
  if (chosen.startsWith('#'))
    return { about, is: 'note', says: `${chosen}: a name; Home says whether the app is in it` };
  try {
    const { channel } = await client.conversations.info({ channel: chosen });
    const name = `#${channel?.name ?? chosen}`;
    if (channel?.is_archived)
      return { about, is: 'bad', says: `${name} is archived`, mend: 'Choose another channel in the settings.' };
    return channel?.is_member
      ? { about, is: 'good', says: `the app is in ${name}` }
      : { about, is: 'bad', says: `the app is not in ${name}`, mend: 'Write there: /invite @Daybook' };
  } catch (error) {
    return refusal(`channel ${chosen}`, error, 'Invite the app, or choose another channel in the settings.');
  }
}

const SIGN = { good: '✓', note: '·', bad: '✗' } as const;

/** `daybook doctor`: exit code 1 when something has to be mended. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Check tokens, scopes, channel, clock, database, migrations and indexes, and say how to mend each',
  help: [['--json', 'findings as JSON, a line each']],
  options: { json: { type: 'boolean' } },
  run: async ({ json }, { out, env }) => {
    const found = await findings(env);
    for (const f of found)
      out(json ? `${JSON.stringify(f)}\n` : `${SIGN[f.is]} ${f.about}: ${f.says}.${f.mend ? `\n    ${f.mend}` : ''}\n`);
    return found.some(f => f.is === 'bad') ? 1 : 0;
  },
};
