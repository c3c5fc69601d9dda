import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { WebClient } from '@slack/web-api';
import { request } from 'undici';
import { cut } from '../../blocks/kit.ts';
import type { FileBytes } from '../shared/table/sheet.ts';
import { refusedAs } from '../slack-api/errors.ts';
import type { Destination } from './sender.ts';

/** A large file, which is streamed from the disk. */
export interface StoredFile {
  path: string;
  /** bytes */
  size: number;
}

export interface SharedFile {
  name: string;
  body: Buffer | StoredFile;
  /** text of the message */
  comment: string;
  /** of a picture: what it shows, for those who hear it read */
  alt?: string;
}

/** Slack refuses longer ones. */
const ALT_MAX = 1000;

const TIME_MS = 10_000;
/** The slowest upload that is waited for. */
const BYTES_PER_MS = 100;

/**
 * Files have no metadata, so a file is recognised by its id: `remember` stores it before the upload is completed.
 * Without `known` or `files:read` a lost answer sends the file twice
 * (docs.slack.dev/reference/methods/files.completeUploadExternal).
 */
export async function shareFile(
  client: WebClient,
  to: string | Destination,
  file: SharedFile,
  o: { known?: string; remember?: (id: string) => Promise<void> } = {},
): Promise<void> {
  if (o.known !== undefined && (await wasShared(client, o.known))) return;
  const { channel, threadTs } =
    typeof to === 'string'
      ? { channel: (await client.conversations.open({ users: to })).channel?.id, threadTs: undefined }
      : to;
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename: file.name,
    length: sizeOf(file.body),
    // @slack/web-api 8.2 calls it `alt_text`, Slack `alt_txt`.
    ...(file.alt === undefined ? {} : { alt_txt: cut(file.alt, ALT_MAX) }),
  });
  if (!channel || !url || !id) throw new Error('Slack named no place for a file');
  await upload(url, file.body);
  await o.remember?.(id);
  await client.files.completeUploadExternal({
    files: [{ id, title: file.name }],
    channel_id: channel,
    initial_comment: file.comment,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  });
}

const sizeOf = (body: SharedFile['body']): number => (Buffer.isBuffer(body) ? body.length : body.size);

async function upload(url: string, body: SharedFile['body']): Promise<void> {
  const length = sizeOf(body);
  const response = await request(url, {
    method: 'POST',
    // Of a stream Slack is told the length, too.
    headers: { 'content-length': String(length) },
    body: Buffer.isBuffer(body) ? body : createReadStream(body.path),
    signal: AbortSignal.timeout(TIME_MS + Math.ceil(length / BYTES_PER_MS)),
  });
  await response.body.dump();
  if (response.statusCode !== 200) throw new Error(`a file was not taken: ${response.statusCode}`);
}

/** Whether an upload that was begun came to its end. */
export async function wasShared(client: WebClient, id: string): Promise<boolean> {
  try {
    return (await client.files.info({ file: id })).file !== undefined;
  } catch (error) {
    if (refusedAs(error) !== undefined) return false;
    throw error;
  }
}

/** Bytes on the disk, so that memory does not hold them; answers how many. */
export async function storeIn(path: string, bytes: FileBytes): Promise<number> {
  const file = await open(path, 'w', 0o600);
  try {
    let size = 0;
    for await (const part of bytes) {
      await file.writeFile(part);
      size += part.length;
    }
    return size;
  } finally {
    await file.close();
  }
}
