import { randomBytes } from 'node:crypto';
import { defined } from '../../src/shared/defined.ts';
import type { StoredMessage } from './messages.ts';
import type { StoredView } from './views.ts';

const TRIGGER_MS = 3000;
const RESPONSE_MS = 30 * 60_000;
const RESPONSE_USES = 5;

interface Trigger {
  user: string;
  /** the modal in which the press was made */
  view?: StoredView;
  /** real time, ms */
  at: number;
  used: boolean;
}

export interface Response {
  user: string;
  channel: string;
  threadTs?: string;
  /** the message whose button was pressed */
  message?: StoredMessage;
  at: number;
  uses: number;
}

/** What lets the app act for a moment: trigger ids (3 s, once) and response URLs (30 minutes, 5 uses), in real time. */
export class Tickets {
  readonly #triggers = new Map<string, Trigger>();
  readonly #responses = new Map<string, Response>();
  readonly #triggerMs: number;

  constructor(triggerMs = TRIGGER_MS) {
    this.#triggerMs = triggerMs;
  }

  trigger(user: string, view?: StoredView): string {
    const now = Date.now();
    for (const [id, trigger] of this.#triggers) if (now - trigger.at > 600_000) this.#triggers.delete(id);
    const id = `${now}.${parseInt(randomBytes(5).toString('hex'), 16)}.${randomBytes(16).toString('hex')}`;
    this.#triggers.set(id, { user, ...defined({ view }), at: now, used: false });
    return id;
  }

  /** Looks without using. */
  peek(id: string): Trigger | 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id' {
    const trigger = this.#triggers.get(id);
    if (!trigger) return 'invalid_trigger_id';
    if (trigger.used) return 'exchanged_trigger_id';
    return Date.now() - trigger.at > this.#triggerMs ? 'expired_trigger_id' : trigger;
  }

  response(given: Omit<Response, 'at' | 'uses'>): string {
    const key = randomBytes(18).toString('base64url');
    this.#responses.set(key, { ...given, at: Date.now(), uses: 0 });
    return key;
  }

  has(key: string): boolean {
    return this.#responses.has(key);
  }

  /** Uses a response URL once. */
  use(key: string): Response | 'expired_url' | 'used_url' {
    const response = this.#responses.get(key);
    if (!response || Date.now() - response.at > RESPONSE_MS) return 'expired_url';
    if (response.uses >= RESPONSE_USES) return 'used_url';
    response.uses += 1;
    return response;
  }
}
