import type { Outbox } from '../outbox/worker.ts';
import type { Clock } from '../shared/clock.ts';
import { type Owed, owe } from '../shared/effects.ts';
import type { Secrets } from '../shared/secrets.ts';
import { CONSENTS, type ConsentDoc, type ConsentStep, type ConsentStore } from './store.ts';

/** The effects: the status follows the day; what a consent that ended leaves behind is taken away; the person is told. */
export const STATUS = 'slack-status';
export const STATUS_END = 'slack-status-end';
export const STATUS_LOST = 'slack-status-lost';
const ROUNDS = 5;

const owedStatus = (user: string, checkIn: boolean): Owed => ({
  kind: STATUS,
  lane: `status:${user}`,
  to: user,
  data: { checkIn },
});

/** Who lets Daybook set their Slack status. Without a person's own consent nothing is owed and nothing attempted. */
export interface Consents {
  isOn(user: string): Promise<boolean>;
  /** what a change of this person's day owes */
  owed(user: string, checkIn: boolean): Promise<Owed[]>;
  give(user: string, token: string, key: string): Promise<void>;
  /** The person's own wish: what Daybook has set goes, and the token is given back. False: there was none. */
  withdraw(user: string, key: string): Promise<boolean>;
  /** Slack does not take the token any more: the consent ends, and the person hears of it once. */
  lost(user: string, token: string): Promise<void>;
  /** Slack tells that this person's token was revoked. */
  revoked(user: string): Promise<void>;
  /** what a person's token is sealed about */
  about(user: string): string;
}

export function consents(o: {
  store: ConsentStore;
  secrets: Secrets;
  outbox: Outbox;
  clock: Clock;
  team: () => string;
}): Consents {
  const about = (user: string): string => `${o.team()}:${user}`;

  /** `decide` answers undefined where there is nothing to do. */
  async function change(
    user: string,
    key: string,
    decide: (
      was: ConsentDoc | undefined,
    ) => { on: boolean; token: string; what: ConsentStep['what']; owed: Owed[] } | undefined,
  ): Promise<boolean> {
    for (let round = 0; round < ROUNDS; round++) {
      const was = await o.store.get(o.team(), user);
      if (was?.history.some(h => h.key === key)) return true;
      const next = decide(was);
      if (!next) return false;
      const now = o.clock.now();
      const effects = owe(next.owed, now);
      const { on, token, what } = next;
      if (!(await o.store.save(was, { team: o.team(), user }, { on, token }, { at: now, what, key }, effects)))
        continue;
      o.outbox.notify(CONSENTS, about(user), effects);
      return true;
    }
    throw new Error(`the consent of ${user} changes too often at once`);
  }

  const end = (sealed: string, user: string): Owed => ({
    kind: STATUS_END,
    lane: `status:${user}`,
    to: user,
    data: { token: sealed },
  });

  async function lost(user: string, sealed: string): Promise<void> {
    await change(user, `lost:${sealed.slice(-24)}`, was =>
      // A newer consent has a token of its own, which nobody has refused.
      was?.on && was.token === sealed
        ? { on: false, token: '', what: 'revoked', owed: [{ kind: STATUS_LOST, lane: `lost:${user}`, to: user }] }
        : undefined,
    );
  }

  return {
    about,
    isOn: async user => (await o.store.get(o.team(), user))?.on === true,
    owed: async (user, checkIn) => {
      const consent = await o.store.get(o.team(), user);
      return consent?.on ? [owedStatus(user, checkIn)] : [];
    },
    give: async (user, token, key) => {
      await change(user, key, () => ({
        on: true,
        token: o.secrets.seal(token, about(user)),
        what: 'given',
        owed: [owedStatus(user, true)],
      }));
    },
    withdraw: (user, key) =>
      change(user, key, was =>
        was?.on ? { on: false, token: '', what: 'withdrawn', owed: [end(was.token, user)] } : undefined,
      ),
    lost,
    revoked: async user => {
      const consent = await o.store.get(o.team(), user);
      if (consent?.on) await lost(user, consent.token);
    },
  };
}
