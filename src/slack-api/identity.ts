import type { WebClient } from '@slack/web-api';
import { refusedAs } from './errors.ts';

/** Slack did not accept the token, or could not be reached, at start. */
export class SlackUnavailable extends Error {}

export interface Identity {
  teamId: string;
  userId: string;
  botId: string;
}

/** Throws `SlackUnavailable` with a sentence on how to mend it. */
export async function identify(client: WebClient): Promise<Identity> {
  try {
    const { team_id, user_id, bot_id } = await client.auth.test();
    if (!team_id || !user_id || !bot_id)
      throw new SlackUnavailable('Slack did not say whose token SLACK_BOT_TOKEN is: it must be a bot token (xoxb-…).');
    return { teamId: team_id, userId: user_id, botId: bot_id };
  } catch (error) {
    if (error instanceof SlackUnavailable) throw error;
    const refused = refusedAs(error);
    throw new SlackUnavailable(
      refused
        ? `Slack refused SLACK_BOT_TOKEN (${refused}). Copy the bot token again from the app's "OAuth & Permissions" page.`
        : `Slack did not answer (${error instanceof Error ? error.message : 'no reason given'}). Check SLACK_API_URL and the network.`,
    );
  }
}
