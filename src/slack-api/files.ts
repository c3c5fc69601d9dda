import type { WebClient } from '@slack/web-api';
import { fetch } from 'undici';
import { refusedAs } from './errors.ts';

export type FileTrouble = 'too-large' | 'not-yours' | 'no-scope' | 'gone' | 'unreachable';

export type FileContent = { ok: true; bytes: Uint8Array } | { ok: false; trouble: FileTrouble };

export interface SlackFiles {
  download(file: string, user: string, most: number): Promise<FileContent>;
}

const TIME_MS = 10_000;

/** The token goes only to Slack's hosts and the origin of the client's API: no redirect is followed. */
export function slackFiles(client: WebClient): SlackFiles {
  const ours = new URL(client.slackApiUrl).origin;
  const isTrusted = (url: URL): boolean =>
    url.origin === ours ||
    (url.protocol === 'https:' && (url.hostname === 'slack.com' || url.hostname.endsWith('.slack.com')));

  async function read(address: string, most: number): Promise<FileContent> {
    if (!URL.canParse(address) || !isTrusted(new URL(address))) return { ok: false, trouble: 'gone' };
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${client.token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIME_MS),
    });
    // Slack redirects to its sign-in page without permission to read.
    if (response.status >= 300 && response.status < 400) return { ok: false, trouble: 'no-scope' };
    if (response.headers.get('content-type')?.startsWith('text/html')) return { ok: false, trouble: 'no-scope' };
    if (!response.ok || !response.body) return { ok: false, trouble: 'gone' };
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > most) return { ok: false, trouble: 'too-large' };
      parts.push(part);
    }
    return { ok: true, bytes: Buffer.concat(parts) };
  }

  return {
    download: async (id, user, most) => {
      try {
        const { file } = await client.files.info({ file: id });
        if (!file?.url_private) return { ok: false, trouble: 'gone' };
        if (file.user !== user) return { ok: false, trouble: 'not-yours' };
        if ((file.size ?? 0) > most) return { ok: false, trouble: 'too-large' };
        return await read(file.url_private_download ?? file.url_private, most);
      } catch (error) {
        const refused = refusedAs(error);
        if (refused === 'missing_scope') return { ok: false, trouble: 'no-scope' };
        return { ok: false, trouble: refused === undefined ? 'unreachable' : 'gone' };
      }
    },
  };
}
