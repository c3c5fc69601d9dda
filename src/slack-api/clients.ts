import { type FetchFunction, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { Agent, request, fetch as undiciFetch } from 'undici';
import type { Message } from '../../blocks/kit.ts';
import { defined } from '../shared/defined.ts';
import type { Log } from '../shared/log.ts';
import { currentRequest } from '../shared/request.ts';
import { watch } from '../shared/watched.ts';
import { boltLogger } from './bolt-logger.ts';
import { callAsJson, DRAWS } from './drawn.ts';
import { codeOf, slackFailure } from './errors.ts';
import { rememberNative } from './native.ts';

/** One 429 pauses every call of a `WebClient` and must not make `views.open` miss its trigger. */
export interface SlackClients {
  interactive: WebClient;
  /** the outbox paces its calls */
  bulk: WebClient;
  /** without a token: for consents and OAuth */
  bare: WebClient;
  /** Replaces an ephemeral message by its `response_url`: half an hour, five times. */
  replace(url: string, message: Message): Promise<void>;
  close(): Promise<void>;
}

/** For a call whose failure is an answer by itself. `timeout`: ms. */
export const singleTry = (slackApiUrl: string, timeout: number) => ({
  slackApiUrl,
  retryConfig: { retries: 0 },
  timeout,
  logLevel: LogLevel.ERROR,
});

/** Sends what is paced when its turn comes, and what is drawn in a shorter way; says which calls Slack refuses. */
class WatchedClient extends WebClient {
  private readonly draw: (method: string, args: object) => ReturnType<WebClient['apiCall']>;

  constructor(token: string, { draw, ...options }: WebClientOptions & { draw: WatchedClient['draw'] }) {
    super(token, options);
    this.draw = draw;
  }

  override async apiCall(...[method, args = {}]: Parameters<WebClient['apiCall']>): ReturnType<WebClient['apiCall']> {
    await currentRequest()?.toSend?.(method);
    try {
      return await (DRAWS.has(method) ? this.draw(method, args) : super.apiCall(method, args));
    } catch (error) {
      watch('slackRefused', { method, error: codeOf(slackFailure(error)) });
      throw error;
    }
  }
}

export function slackClients(options: { token: string; apiUrl: string; log: Log; now: () => number }): SlackClients {
  const agent = new Agent({ connections: 32, keepAliveTimeout: 10_000 });
  const base = options.apiUrl.endsWith('/') ? options.apiUrl : `${options.apiUrl}/`;
  const client = (timeout: number, token: string | undefined = options.token): WebClient =>
    new WatchedClient(token ?? '', {
      draw: (method, args) =>
        callAsJson({ url: new URL(method, base), token: token ?? '', args, timeout }, { agent, log: options.log }),
      // A retry after a lost answer posts twice; the outbox recognises sent messages.
      ...singleTry(options.apiUrl, timeout),
      fetch: leanFetch(agent),
      rejectRateLimitedCalls: true,
      logger: boltLogger(options.log),
    });
  const [interactive, bulk, bare] = [client(2_800), client(5_000), client(5_000, '')];
  rememberNative([interactive, bulk], options.now);
  const origins = ['https://hooks.slack.com', new URL(options.apiUrl).origin];
  return {
    ...{ interactive, bulk, bare },
    replace: async (url, message) => {
      if (!URL.canParse(url) || !origins.includes(new URL(url).origin)) return;
      const body = JSON.stringify({ replace_original: true, ...message });
      const headers = { 'content-type': 'application/json' };
      const answer = await request(url, { dispatcher: agent, method: 'POST', headers, body });
      await answer.body.dump();
    },
    close: () => agent.close(),
  };
}

/** `undici.request` behind the client's `fetch`: measurably less work per call than the global one. */
function leanFetch(agent: Agent): FetchFunction {
  return async (url, init = {}) => {
    if (init.body !== undefined && typeof init.body !== 'string') {
      // undici would send the name of Node's own FormData.
      const encoded = new Response(init.body as ConstructorParameters<typeof Response>[0]);
      const type = encoded.headers.get('content-type');
      const headers = { ...init.headers, ...(type === null ? {} : { 'content-type': type }) };
      const body = new Uint8Array(await encoded.arrayBuffer());
      return undiciFetch(url, { ...init, headers, body, dispatcher: agent } as Parameters<typeof undiciFetch>[1]);
    }
    const { statusCode, headers, body } = await request(url, {
      method: (init.method ?? 'GET') as 'GET' | 'POST',
      dispatcher: agent,
      ...defined({ headers: init.headers, body: init.body, signal: init.signal }),
    });
    const flat = Object.entries(headers).map(([k, v]): [string, string] => [
      k,
      Array.isArray(v) ? v.join(', ') : (v ?? ''),
    ]);
    const byName = new Map(flat);
    return {
      ok: statusCode >= 200 && statusCode < 300,
      status: statusCode,
      statusText: '',
      url: String(url),
      headers: { get: name => byName.get(name.toLowerCase()) ?? null, entries: () => flat },
      arrayBuffer: () => body.arrayBuffer(),
      json: () => body.json(),
      text: () => body.text(),
    };
  };
}
