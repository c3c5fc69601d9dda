import { createHmac, randomBytes } from 'node:crypto';
import { WebClient } from '@slack/web-api';
import type { Entrance } from '../config.ts';
import { type Finding, reason, refusal } from './finding.ts';

const URL_MS = 10_000;

/** Whether Slack's requests arrive. */
export async function entranceFinding(
  entrance: Entrance,
  options: object,
  publicUrl: string | undefined,
): Promise<Finding> {
  if (!('appToken' in entrance)) return requestUrlFinding(entrance.signingSecret, publicUrl);
  const about = 'app-level token';
  try {
    await new WebClient(entrance.appToken, options).apps.connections.open({});
    return { about, is: 'good', says: 'opens lines (Socket Mode)' };
  } catch (error) {
    const mend = 'Make one with connections:write in "Basic Information", and switch "Socket Mode" on.';
    return refusal(about, error, mend);
  }
}

/** Asks what Slack asks for *Verified* (docs.slack.dev/reference/events/url_verification). */
async function requestUrlFinding(secret: string, publicUrl: string | undefined): Promise<Finding> {
  const about = 'request URL';
  const retry = 'press Retry in the app\'s "Event Subscriptions": it must say Verified.';
  if (!publicUrl) return { about, is: 'note', says: 'only Slack can try it', mend: `Once Daybook runs ${retry}` };
  const url = `${publicUrl}/slack/events`;
  const challenge = randomBytes(12).toString('hex');
  const body = JSON.stringify({ type: 'url_verification', challenge });
  const stamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`;
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': stamp,
    'x-slack-signature': signature,
  };
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(URL_MS) });
    if (answer.ok && (await answer.text()).includes(challenge))
      return { about, is: 'good', says: `${url} answers as Slack asks` };
    const mend = 'The Daybook there has another SLACK_SIGNING_SECRET: start it again with this one.';
    if (answer.status === 401) return { about, is: 'bad', says: `${url} takes no signature of this secret`, mend };
    throw new Error(`status ${answer.status}`);
  } catch (error) {
    const mend = `Start Daybook, let the address lead to its port, then ${retry}`;
    return { about, is: 'note', says: `${url} does not answer from here (${reason(error)})`, mend };
  }
}

/** Lines of another app bring nothing, without an error anywhere. */
export async function sameAppFinding(
  client: WebClient,
  bot: string | undefined,
  entrance: Entrance,
): Promise<Finding[]> {
  // The app's id is the token's third part.
  const [, of] = ('appToken' in entrance && /^xapp-\d+-(A[A-Z0-9]+)-/.exec(entrance.appToken)) || [];
  if (of === undefined || bot === undefined) return [];
  const app = await client.bots.info({ bot }).then(
    answer => answer.bot?.app_id,
    () => undefined,
  );
  if (app === undefined || app === of) return [];
  const mend = 'Take both tokens from one app.';
  return [{ about: 'app', is: 'bad', says: `the bot token is of app ${app}, the app-level token of ${of}`, mend }];
}
