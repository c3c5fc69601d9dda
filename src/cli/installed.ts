import { WebClient } from '@slack/web-api';
import pLimit from 'p-limit';
import type { OAuthClient } from '../config.ts';
import type { Database } from '../db/connection.ts';
import { tokenOf } from '../installations/actions.ts';
import { type InstallationDoc, installationStore } from '../installations/store.ts';
import { type Finding, refusal } from './finding.ts';
import { sealedTokens } from './sealed.ts';

const AT_ONCE = 4;

/** Of workspaces that have installed the app by themselves: each token, tried at Slack. */
export async function installedFindings(
  { db }: Database,
  client: OAuthClient,
  options: ConstructorParameters<typeof WebClient>[1],
): Promise<Finding[]> {
  const about = 'installations';
  const all = await installationStore(db).all();
  const on = all.filter(i => i.on);
  const limit = pLimit(AT_ONCE);
  const bad = await Promise.all(on.map(i => limit(tokenFinding, i, client, options)));
  const gone = all.length - on.length;
  const says = `${on.length} ${on.length === 1 ? 'workspace has' : 'workspaces have'} the app, ${gone} uninstalled it`;
  const page = `${client.publicUrl}/slack/install`;
  return [
    { about, is: on.length > 0 ? 'good' : 'note', says, ...(on.length > 0 ? {} : { mend: `Install it: ${page}` }) },
    ...bad.flat(),
  ];
}

async function tokenFinding(
  installation: InstallationDoc,
  client: OAuthClient,
  options: ConstructorParameters<typeof WebClient>[1],
): Promise<Finding[]> {
  const about = `token of ${installation.team}`;
  const token = tokenOf(client, installation);
  // `keyFindings` counts those.
  if (token === undefined) return [];
  try {
    await new WebClient(token, options).auth.test();
    return [];
  } catch (error) {
    return [refusal(about, error, 'Its people install the app again; until then nothing is done for this workspace.')];
  }
}

/** Whether the keys of `DAYBOOK_TOKEN_KEY` open what is stored. */
export async function keyFindings({ db }: Database, { keys }: OAuthClient): Promise<Finding[]> {
  const about = 'token key';
  const { newest, older, lost } = await sealedTokens(db, keys);
  if (lost > 0)
    return [
      {
        about,
        is: 'bad',
        says: `${lost} tokens are sealed with another key`,
        mend: 'Add the key that was used before to DAYBOOK_TOKEN_KEY, behind a comma.',
      },
    ];
  if (older > 0)
    return [{ about, is: 'note', says: `${older} tokens are sealed with an older key`, mend: 'Run: reseal' }];
  const rest = keys.length > 1 ? { mend: 'Older keys can go.' } : {};
  return [{ about, is: 'good', says: `opens all ${newest} tokens`, ...rest }];
}
