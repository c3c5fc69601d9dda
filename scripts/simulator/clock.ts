import { DateTime } from 'luxon';

type JumpListener = (now: number) => unknown;

/** The workspace's time: the real one plus what it was set off by. Once started it never goes back. */
export class MovableClock {
  #ahead: number;
  readonly #begun: number;
  readonly #listeners = new Set<JumpListener>();

  /** `startAt`: where it stands now, ms since the epoch; default the real time. */
  constructor(startAt = Date.now()) {
    this.#ahead = startAt - Date.now();
    this.#begun = this.#ahead;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  get moved(): boolean {
    return this.#ahead > this.#begun;
  }

  /**
   * Moves to `to` (ms since the epoch) and waits for everybody who listens.
   * @throws RangeError when `to` is in the past.
   */
  async jump(to: number): Promise<void> {
    const step = to - this.now();
    if (!Number.isFinite(step) || step < 0) throw new RangeError('The clock moves forward only');
    this.#ahead += step;
    await Promise.all([...this.#listeners].map(listener => listener(this.now())));
  }

  /** Calls `listener` after each jump; gives the function that ends it. */
  onJump(listener: JumpListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

const UNITS = { s: 'seconds', m: 'minutes', h: 'hours', d: 'days' } as const;

/**
 * The moment that `text` means, in ms: a number of ms, `+90m` (s, m, h, d), `HH:mm` (the next such time in the zone) or `tomorrow HH:mm`.
 * @throws RangeError when it means none.
 */
export function moment(text: string, now: number, zone: string): number {
  const wanted = text.trim();
  if (/^\d{10,}$/.test(wanted)) return Number(wanted);
  const here = DateTime.fromMillis(now, { zone });
  const step = /^\+(\d+)([smhd])$/.exec(wanted);
  if (step) return here.plus({ [UNITS[step[2] as keyof typeof UNITS]]: Number(step[1]) }).toMillis();
  const time = /^(tomorrow )?([01]?\d|2[0-3]):([0-5]\d)$/.exec(wanted);
  if (!time) throw new RangeError(`No time: ${JSON.stringify(text)}`);
  const today = here.set({ hour: Number(time[2]), minute: Number(time[3]), second: 0, millisecond: 0 });
  const next = time[1] || today.toMillis() <= now ? today.plus({ days: 1 }) : today;
  return next.toMillis();
}
