import type { WebClient } from '@slack/web-api';
import { fetch } from 'undici';
import { refusedAs } from '../slack-api/errors.ts';

export interface SharedFile {
  name: string;
  body: Buffer;
  /** text of the message */
  comment: string;
}

const TIME_MS = 10_000;

/**
 * Files have no metadata, so a file is recognised by its id: `remember` stores it before the upload is completed.
 * Without `known` or `files:read` a lost answer sends the file twice
 * (docs.slack.dev/reference/methods/files.completeUploadExternal).
 */
export async function shareFile(
  client: WebClient,
  user: string,
  file: SharedFile,
  o: { known?: string; remember?: (id: string) => Promise<void> } = {},
): Promise<void> {
  if (o.known !== undefined && (await isThere(client, o.known))) return;
  const channel = (await client.conversations.open({ users: user })).channel?.id;
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename: file.name,
    length: file.body.length,
  });
  if (!channel || !url || !id) throw new Error('Slack named no place for a file');
  const response = await fetch(url, { method: 'POST', body: file.body, signal: AbortSignal.timeout(TIME_MS) });
  await response.text();
  if (!response.ok) throw new Error(`a file was not taken: ${response.status}`);
  await o.remember?.(id);
  await client.files.completeUploadExternal({
    files: [{ id, title: file.name }],
    channel_id: channel,
    initial_comment: file.comment,
  });
}

async function isThere(client: WebClient, id: string): Promise<boolean> {
  try {
    return (await client.files.info({ file: id })).file !== undefined;
  } catch (error) {
    if (refusedAs(error) !== undefined) return false;
    throw error;
  }
}
