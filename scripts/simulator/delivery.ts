import { createHmac } from 'node:crypto';
import type { Changes } from './changes.ts';
import { Lines } from './lines.ts';

type Kind = 'event' | 'interaction' | 'command';

/** How the app answered. `status` 0: it did not. */
export interface Answer {
  status: number;
  body: string;
  /** ms until the answer */
  ms: number;
  failure: 'http_timeout' | 'http_error' | 'connection_failed' | null;
  noRetry: boolean;
}

export interface SendOptions {
  kind: Kind;
  /** seconds since the epoch; default now, in real time */
  timestamp?: number;
  /** another secret, for a forged signature */
  secret?: string;
  retry?: { number: number; reason: string };
}

/** One request to the app. */
export interface Sending {
  kind: Kind;
  payload: Record<string, unknown>;
  retry?: number;
}

export interface DeliveryOptions {
  signingSecret: string;
  /** the app must answer within this; default Slack's 3 s */
  limitMs?: number;
  /** before each retry of an event; default Slack's: at once, 1 min, 5 min */
  retryDelaysMs?: number[];
  /** each request leaves once this resolves: late, or after others that came later */
  before?: (sending: Sending) => Promise<void>;
  /** hears how each request was answered */
  answered?: (sending: Sending, answer: Answer) => void;
  /** of another workspace: the app opens some for all */
  lines?: Lines;
}

/** In Socket Mode. */
const ENVELOPES = { event: 'events_api', interaction: 'interactive', command: 'slash_commands' } as const;

/** Brings signed requests to the app, and events again when it did not take them. */
export class Delivery {
  readonly #secret: string;
  readonly #limitMs: number;
  readonly #delays: number[];
  readonly #hooks: Pick<DeliveryOptions, 'before' | 'answered'>;
  readonly #changes: Changes;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #closing = new AbortController();
  /** where the app has opened some, everything goes over these */
  readonly lines: Lines;
  #url: string | null = null;
  #pages: string | null = null;
  #last: Record<string, unknown> | null = null;
  #underWay = 0;

  constructor(options: DeliveryOptions, changes: Changes) {
    this.#secret = options.signingSecret;
    this.#limitMs = options.limitMs ?? 3000;
    this.#delays = options.retryDelaysMs ?? [0, 60_000, 300_000];
    this.#hooks = options;
    this.#changes = changes;
    this.lines = options.lines ?? new Lines(changes);
  }

  get connected(): boolean {
    return this.#url !== null || this.lines.count > 0;
  }

  /** Requests that the app has not answered yet, and retries that are due. */
  get underWay(): number {
    return this.#underWay + this.#timers.size;
  }

  /** where the app's own pages are */
  get pages(): string | null {
    return this.#pages ?? this.#url;
  }

  /** `pagesOnly`: everything else goes over lines */
  connect(url: string | null, pagesOnly = false): void {
    this.#url = pagesOnly ? null : url;
    this.#pages = url;
    this.#changes.changed();
  }

  /** Once, with the app's answer or its failure. Never throws. */
  async send(payload: Record<string, unknown>, options: SendOptions): Promise<Answer> {
    const { before, answered } = this.#hooks;
    const sending = { kind: options.kind, payload, ...(options.retry ? { retry: options.retry.number } : {}) };
    this.#underWay += 1;
    try {
      await before?.(sending);
      const answer = await this.#sendNow(payload, options);
      answered?.(sending, answer);
      return answer;
    } finally {
      this.#underWay -= 1;
      this.#changes.happened();
    }
  }

  async #sendNow(payload: Record<string, unknown>, options: SendOptions): Promise<Answer> {
    const start = performance.now();
    const failed = (failure: Answer['failure']): Answer => {
      const ms = Math.round(performance.now() - start);
      return { status: 0, body: '', ms, failure, noRetry: false };
    };
    if (!this.#url) return this.#overLine(payload, options, failed);
    const body = encode(payload, options.kind);
    const limit = AbortSignal.timeout(this.#limitMs);
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: this.#headers(body, options),
        body,
        redirect: 'manual',
        signal: AbortSignal.any([limit, this.#closing.signal]),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: text,
        ms: Math.round(performance.now() - start),
        failure: response.ok ? null : 'http_error',
        noRetry: response.headers.get('x-slack-no-retry') === '1',
      };
    } catch {
      return failed(limit.aborted ? 'http_timeout' : 'connection_failed');
    }
  }

  async #overLine(
    payload: Record<string, unknown>,
    { kind, retry }: SendOptions,
    failed: (failure: Answer['failure']) => Answer,
  ): Promise<Answer> {
    const again = retry ? { retry_attempt: retry.number, retry_reason: retry.reason } : {};
    const taken = await this.lines.send(ENVELOPES[kind], payload, this.#limitMs, again);
    if (taken.is === 'late') return failed('http_timeout');
    if (taken.is === 'cut') return failed('connection_failed');
    const { payload: said = {} } = taken;
    const body = Object.keys(said as object).length > 0 ? JSON.stringify(said) : '';
    return { ...failed(null), status: 200, body };
  }

  /** An event with its retries; resolves with the first answer. `retried` hears of each later one. */
  async event(payload: Record<string, unknown>, retried?: (answer: Answer) => void): Promise<Answer> {
    if (!(payload.event as { bot_id?: string }).bot_id) this.#last = payload;
    const answer = await this.send(payload, { kind: 'event' });
    if (this.connected) this.#retryLater(payload, answer, 1, retried);
    return answer;
  }

  /** What a person did last, once more, with the same `event_id`. */
  again(): Promise<Answer> {
    if (!this.#last) throw new Error('No event was delivered yet');
    return this.send(this.#last, { kind: 'event', retry: { number: 1, reason: 'http_timeout' } });
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#closing.abort();
    this.lines.close();
  }

  #retryLater(
    payload: Record<string, unknown>,
    failed: Answer,
    number: number,
    retried?: (answer: Answer) => void,
  ): void {
    const delay = this.#delays[number - 1];
    const reason = failed.failure;
    if (reason === null || failed.noRetry || delay === undefined || this.#closing.signal.aborted) return;
    const timer = setTimeout(() => {
      this.#underWay += 1;
      this.#timers.delete(timer);
      void this.send(payload, { kind: 'event', retry: { number, reason } }).then(answer => {
        this.#retryLater(payload, answer, number + 1, retried);
        this.#underWay -= 1;
        retried?.(answer);
        this.#changes.happened();
      });
    }, delay);
    this.#timers.add(timer);
  }

  #headers(body: string, options: SendOptions): Record<string, string> {
    const timestamp = String(options.timestamp ?? Math.floor(Date.now() / 1000));
    const signed = createHmac('sha256', options.secret ?? this.#secret)
      .update(`v0:${timestamp}:${body}`)
      .digest('hex');
    return {
      'content-type': options.kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signed}`,
      ...(options.retry
        ? { 'x-slack-retry-num': String(options.retry.number), 'x-slack-retry-reason': options.retry.reason }
        : {}),
    };
  }
}

function encode(payload: Record<string, unknown>, kind: Kind): string {
  if (kind === 'event') return JSON.stringify(payload);
  if (kind === 'interaction') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(
    Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
}
