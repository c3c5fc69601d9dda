import type { WebClient } from '@slack/web-api';

/** Sends a person a file by direct message (docs.slack.dev/reference/methods/files.completeUploadExternal). Needs `files:write`. */
export async function uploadTo(
  client: WebClient,
  user: string,
  file: { name: string; body: Buffer; comment: string },
): Promise<void> {
  const channel = (await client.conversations.open({ users: user })).channel?.id;
  if (!channel) throw new Error('Slack opened no conversation for a file');
  await client.filesUploadV2({
    channel_id: channel,
    file: file.body,
    filename: file.name,
    initial_comment: file.comment,
  });
}
