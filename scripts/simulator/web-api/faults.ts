import { setTimeout as pause } from 'node:timers/promises';

interface Limit {
  retryAfter: number;
  left: number;
}

/** What comes instead of an answer: a Slack error, or an HTTP status alone. */
export type Broken = { error: string } | { status: number };

/** Switches for tests: what may go wrong between the app and Slack. `all` stands for every method. */
export class Faults {
  readonly #limits = new Map<string, Limit>();
  readonly #lost = new Map<string, number>();
  readonly #delays = new Map<string, { ms: number; left: number }>();
  readonly #failures = new Map<string, { with: Broken; left: number }>();
  readonly #breaking = new Map<string, { with: Broken; left: number }>();
  readonly #held = new Map<string, Promise<void>>();
  readonly #late = new Map<string, { ms: number; left: number }>();
  readonly refusedBlocks = new Set<string>();
  /** how often a switch struck, by method */
  readonly struck = new Map<string, number>();

  /** Answers 429 with `Retry-After` (seconds), until switched off or so many `times`. */
  rateLimit(method: string, on: boolean, o: { retryAfter?: number; times?: number } = {}): void {
    if (on) this.#limits.set(method, { retryAfter: o.retryAfter ?? 1, left: o.times ?? Number.POSITIVE_INFINITY });
    else this.#limits.delete(method);
  }

  /** Does what is asked, then tears the connection instead of answering. */
  loseAnswer(method: string, times = 1): void {
    this.#lost.set(method, times);
  }

  /** Waits before doing what is asked. */
  delay(method: string, ms: number, times = Number.POSITIVE_INFINITY): void {
    this.#delays.set(method, { ms, left: times });
  }

  /** The next call waits, before it does what is asked, for what this gives. */
  hold(method: string): () => void {
    let release = (): void => undefined;
    this.#held.set(method, new Promise(resolve => (release = resolve)));
    return () => release();
  }

  /** Does what is asked at once, and answers after this time. */
  answerLate(method: string, ms: number, times = 1): void {
    this.#late.set(method, { ms, left: times });
  }

  /** Refuses with this Slack error, or with an HTTP status, and does nothing. */
  fail(method: string, error: string | Broken, times = 1): void {
    this.#failures.set(method, { with: typeof error === 'string' ? { error } : error, left: times });
  }

  /** Does what is asked, and answers this nevertheless, as Slack may with `fatal_error`. */
  breakAfter(method: string, broken: Broken, times = 1): void {
    this.#breaking.set(method, { with: broken, left: times });
  }

  /** Takes no blocks of these types, as a workspace's Slack that does not have them yet. */
  refuseBlocks(...types: string[]): void {
    this.refusedBlocks.clear();
    for (const type of types) this.refusedBlocks.add(type);
  }

  clear(): void {
    this.refusedBlocks.clear();
    for (const map of [this.#limits, this.#lost, this.#delays, this.#failures, this.#breaking, this.#late]) map.clear();
  }

  get rateLimited(): boolean {
    return this.#limits.has('all');
  }

  /** Seconds to wait, where this call is over the limit. */
  overLimit(method: string): number | null {
    const limit = this.#take(this.#limits, method);
    return limit ? limit.retryAfter : null;
  }

  async wait(method: string): Promise<void> {
    const held = this.#held.get(method);
    if (held) {
      this.#held.delete(method);
      this.#strike(method);
      await held;
    }
    const delay = this.#take(this.#delays, method);
    if (delay) await pause(delay.ms);
  }

  failure(method: string): Broken | null {
    return this.#take(this.#failures, method)?.with ?? null;
  }

  /** What is answered although it was done, and after which time. */
  async brokenAfter(method: string): Promise<Broken | null> {
    const late = this.#take(this.#late, method);
    if (late) await pause(late.ms);
    return this.#take(this.#breaking, method)?.with ?? null;
  }

  losesAnswer(method: string): boolean {
    const key = this.#lost.has(method) ? method : 'all';
    const left = this.#lost.get(key) ?? 0;
    if (left <= 1) this.#lost.delete(key);
    else this.#lost.set(key, left - 1);
    if (left > 0) this.#strike(method);
    return left > 0;
  }

  #take<T extends { left: number }>(switches: Map<string, T>, method: string): T | undefined {
    const key = switches.has(method) ? method : 'all';
    const found = switches.get(key);
    if (!found) return undefined;
    found.left -= 1;
    if (found.left <= 0) switches.delete(key);
    this.#strike(method);
    return found;
  }

  #strike(method: string): void {
    this.struck.set(method, (this.struck.get(method) ?? 0) + 1);
  }
}
