import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api';
import type { Agent } from 'undici';
import { request } from 'undici';
import type { Log } from '../shared/log.ts';

/** Sent most, and large: as a form each Korean letter takes nine bytes, and `WebClient` copies it all for its log. */
export const DRAWS: ReadonlySet<string> = new Set([
  ...['views.publish', 'views.open', 'views.push', 'views.update'],
  ...['chat.postMessage', 'chat.update', 'chat.postEphemeral'],
]);

type Result = Awaited<ReturnType<WebClient['apiCall']>>;

/** A call as JSON, once. Fails as `WebClient` does. */
export async function callAsJson(
  { url, token, args, timeout }: { url: URL; token: string; args: object; timeout: number },
  { agent, log }: { agent: Agent; log: Log },
): Promise<Result> {
  const { statusCode, headers, text } = await sent(url, token, args, { agent, timeout });
  if (statusCode === 429) {
    const seconds = Number.parseInt(String(headers['retry-after']), 10);
    throw Number.isNaN(seconds) ? new Error('a rate limit without an end') : new WebAPIRateLimitedError(seconds);
  }
  if (statusCode !== 200) throw new WebAPIHTTPError(statusCode, '', {}, text);
  const result = readResult(text);
  for (const message of result.response_metadata?.messages ?? []) log.warn({ url: url.pathname }, message);
  if (!result.ok) throw new WebAPIPlatformError(result as never);
  return result;
}

async function sent(url: URL, token: string, args: object, { agent, timeout }: { agent: Agent; timeout: number }) {
  const late = new AbortController();
  // No `AbortSignal.timeout`, which runs on after the answer and keeps what was read for the request.
  const timer = setTimeout(() => late.abort(new Error(`no answer in ${timeout} ms`)), timeout);
  try {
    const { statusCode, headers, body } = await request(url, {
      ...{ method: 'POST', dispatcher: agent, signal: late.signal, body: JSON.stringify(args) },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
    });
    return { statusCode, headers, text: await body.text() };
  } catch (error) {
    throw new WebAPIRequestError(error as Error);
  } finally {
    clearTimeout(timer);
  }
}

function readResult(text: string): Result {
  try {
    return JSON.parse(text) as Result;
  } catch {
    return { ok: false, error: text } as Result;
  }
}
