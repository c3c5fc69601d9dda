import type { WebClient } from '@slack/web-api';
import { say } from '../../blocks/chat.ts';
import type { Attendance } from '../attendance/actions.ts';
import type { WorkdayDoc } from '../attendance/store.ts';
import { dayBounds, localDate } from '../calendar/rules.ts';
import { type Language, words } from '../i18n/index.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import type { Log } from '../shared/log.ts';
import type { Secrets } from '../shared/secrets.ts';
import type { SlackClients } from '../slack-api/clients.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { type Consents, STATUS, STATUS_END, STATUS_LOST } from './actions.ts';
import { decideStatus, expiresAt, type Shown, type StatusText, shownFor } from './rules.ts';
import type { ConsentStore } from './store.ts';

/** Slack's words for a token that is worth nothing any more. */
const LOST = new Set([
  ...['token_revoked', 'invalid_auth', 'token_expired', 'not_authed', 'account_inactive'],
  ...['missing_scope', 'no_permission', 'not_allowed_token_type'],
]);
const EMOJI: Record<Shown, string> = {
  office: ':office:',
  home: ':house_with_garden:',
  outside: ':walking:',
  trip: ':luggage:',
  break: ':coffee:',
};

const statusText = (shown: Shown, language: Language): StatusText => ({
  text: words(language).slackStatus.shown[shown],
  emoji: EMOJI[shown],
});

interface Parts {
  consents: Consents;
  store: ConsentStore;
  secrets: Secrets;
  attendance: Attendance;
  people: People;
  clients: SlackClients;
  clock: Clock;
  log: Log;
  team: () => string;
  /** when this day of a person is planned to end, ms */
  plannedEnd: (user: string, day: WorkdayDoc) => Promise<number | undefined>;
}

/** The status follows the day as it stands when it is delivered, so that a late delivery sets nothing that is past. */
export function statusDelivery(outbox: Outbox, o: Parts): void {
  /** What stands now, by the bot's own right to read profiles. */
  const stands = async (user: string): Promise<StatusText> => {
    const found = await o.clients.bulk.users.info({ user });
    return { text: found.user?.profile?.status_text ?? '', emoji: found.user?.profile?.status_emoji ?? '' };
  };
  const set = async (client: WebClient, token: string, status: StatusText, until: number): Promise<void> => {
    const { text, emoji } = status;
    const profile = { status_text: text, status_emoji: emoji, status_expiration: Math.floor(until / 1000) };
    await client.users.profile.set({ token, profile: profile as never });
  };

  async function follow(user: string, token: string, ours: readonly StatusText[], checkIn: boolean): Promise<void> {
    const now = o.clock.now();
    const [person, day, current] = await Promise.all([o.people.person(user), o.attendance.current(user), stands(user)]);
    const shown = shownFor(day, now);
    const wanted = shown && statusText(shown, o.people.language(person));
    const decided = decideStatus({ stands: current, ours, checkIn, ...defined({ wanted }) });
    if (decided === 'clear') await set(o.clients.bare, token, { text: '', emoji: '' }, 0);
    if (decided !== 'set' || !wanted) return;
    const dayEnd = dayBounds(localDate(now, person.zone), person.zone).end;
    await o.store.remember(o.team(), user, wanted);
    const planned = day && (await o.plannedEnd(user, day));
    await set(o.clients.bare, token, wanted, expiresAt(now, dayEnd, planned));
  }

  outbox.register(STATUS, async (_doc, effect) => {
    const user = effect.to;
    const consent = await o.store.get(o.team(), user);
    if (!consent?.on) return undefined;
    const token = o.secrets.unseal(consent.token, o.consents.about(user));
    try {
      if (token === undefined) throw new Unreadable();
      await follow(user, token, consent.shown, effect.data?.checkIn === true);
    } catch (error) {
      const code = error instanceof Unreadable ? 'unreadable' : refusedAs(error);
      if (code === undefined) throw error;
      // Only what Slack says of the token ends the consent; a status that it does not like is not worth a second try.
      if (code === 'unreadable' || LOST.has(code)) await o.consents.lost(user, consent.token);
      else o.log.warn({ user, code }, 'a Slack status was not set');
    }
    return undefined;
  });

  outbox.register(STATUS_END, async (_doc, effect) => {
    const user = effect.to;
    const { token: sealed } = effect.data as { token: string };
    const token = o.secrets.unseal(sealed, o.consents.about(user));
    const consent = await o.store.get(o.team(), user);
    if (token === undefined) return undefined;
    try {
      const decided = decideStatus({ stands: await stands(user), ours: consent?.shown ?? [], checkIn: false });
      if (decided === 'clear') await set(o.clients.bare, token, { text: '', emoji: '' }, 0);
      // One grant has one token, however often it is given: with a new consent it is not given back.
      if (!consent?.on) await o.clients.bare.auth.revoke({ token });
    } catch (error) {
      if (refusedAs(error) === undefined) throw error;
    }
    return undefined;
  });

  outbox.register(STATUS_LOST, async (_doc, effect, sender) => {
    const w = words(o.people.language(await o.people.person(effect.to)));
    await sender.post({ channel: effect.to }, say(w.slackStatus.lost));
    return undefined;
  });
}

/** The token was sealed with another key. */
class Unreadable extends Error {}
