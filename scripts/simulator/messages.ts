export type Blocks = Record<string, unknown>[];

export interface StoredMessage {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks?: Blocks;
  threadTs?: string;
  /** a reply that stands in the channel too */
  broadcast?: boolean;
  edited?: { user: string; ts: string };
  ephemeralTo?: string;
  /** ids of files */
  files?: string[];
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  reactions: Map<string, string[]>;
  /** by the person who sees it: the app did not answer */
  warnings: Map<string, string>;
}

export type NewMessage = Omit<StoredMessage, 'ts' | 'reactions' | 'warnings'>;

/** The messages of all channels, each channel in the order of `ts`. */
export class Messages {
  readonly #channels = new Map<string, StoredMessage[]>();
  readonly #byTs = new Map<string, StoredMessage>();
  readonly #used = new Set<number>();
  #last = 0;

  /** A Slack timestamp for this moment (ms): `seconds.micros`, unique and, unless it lies in the past, later than all before. */
  stamp(ms: number, past = false): string {
    let micros = Math.floor(ms * 1000);
    if (!past) micros = Math.max(micros, this.#last + 1);
    while (this.#used.has(micros)) micros += 1;
    this.#used.add(micros);
    this.#last = Math.max(this.#last, micros);
    return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
  }

  /** `at`: ms; `past` for what is added to a history afterwards. */
  add(message: NewMessage, at: number, past = false): StoredMessage {
    const stored: StoredMessage = {
      ...message,
      ts: this.stamp(at, past),
      reactions: new Map(),
      warnings: new Map(),
    };
    const list = this.#channels.get(message.channel) ?? [];
    this.#channels.set(message.channel, list);
    list.push(stored);
    if (past) list.sort((a, b) => Number(a.ts) - Number(b.ts));
    this.#byTs.set(`${stored.channel}/${stored.ts}`, stored);
    return stored;
  }

  /** A message as it was kept, with its own `ts`. */
  restore(stored: StoredMessage): void {
    const micros = Number(stored.ts.replace('.', ''));
    this.#used.add(micros);
    this.#last = Math.max(this.#last, micros);
    const list = this.#channels.get(stored.channel) ?? [];
    this.#channels.set(stored.channel, list);
    list.push(stored);
    this.#byTs.set(`${stored.channel}/${stored.ts}`, stored);
  }

  find(channel: string, ts: string): StoredMessage | undefined {
    return this.#byTs.get(`${channel}/${ts}`);
  }

  remove(message: StoredMessage): void {
    this.#byTs.delete(`${message.channel}/${message.ts}`);
    const list = this.#channels.get(message.channel) ?? [];
    const index = list.indexOf(message);
    if (index >= 0) list.splice(index, 1);
  }

  /** Everything in a channel, oldest first, ephemeral messages and replies included. */
  in(channel: string): readonly StoredMessage[] {
    return this.#channels.get(channel) ?? [];
  }

  replies(parent: StoredMessage): StoredMessage[] {
    return this.in(parent.channel).filter(
      message => message.threadTs === parent.ts && message !== parent && message.ephemeralTo === undefined,
    );
  }
}
