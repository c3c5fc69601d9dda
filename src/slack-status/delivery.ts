import { isDeepStrictEqual } from 'node:util';
import type { WebClient } from '@slack/web-api';
import { say } from '../../blocks/chat.ts';
import { longLeaveIn } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { currentDay } from '../attendance/actions.ts';
import { likelyEnds } from '../attendance/missed-check-out/actions.ts';
import { dayBounds, localDate } from '../calendar/rules.ts';
import { type Language, words } from '../i18n/index.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { defined } from '../shared/defined.ts';
import { LANGUAGES } from '../shared/languages.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { consents, lost, sealedAbout, vault } from './actions.ts';
import { status, statusEnd, statusLost } from './effects.ts';
import { decideStatus, expiresAt, type LongShown, type Shown, type StatusText, shownFor } from './rules.ts';

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
  'long-leave': ':seedling:',
  away: ':palm_tree:',
};

const statusText = (shown: Shown, language: Language): StatusText => ({
  text: words(language).slackStatus.shown[shown],
  emoji: EMOJI[shown],
});

/** What stands now, by the bot's own right to read profiles. */
async function standing(ws: Workspace, user: string): Promise<StatusText> {
  const { user: found } = await ws.slack.bulk.users.info({ user });
  return { text: found?.profile?.status_text ?? '', emoji: found?.profile?.status_emoji ?? '' };
}

async function set(client: WebClient, token: string, { text, emoji }: StatusText, until: number): Promise<void> {
  const profile = { status_text: text, status_emoji: emoji, status_expiration: Math.floor(until / 1000) };
  await client.users.profile.set({ token, profile: profile as never });
}

const clear = (ws: Workspace, token: string): Promise<void> => set(ws.slack.bare, token, { text: '', emoji: '' }, 0);

/** Colleagues see of a private type only that the person is away. */
async function longLeaveNow(ws: Workspace, user: string): Promise<{ shown: LongShown; until: string } | undefined> {
  const own = await requests(ws).of(ws.team, user);
  const found = longLeaveIn(own, ws.policy.today());
  if (!found) return undefined;
  const form = own.find(r => r._id === found.leave.id)?.form;
  return { shown: form && leaveFormOf(form).as.private ? 'away' : 'long-leave', until: found.until };
}

/** Whether a status says that its person is on long leave, in any language. */
export const saysLongLeave = (s: StatusText): boolean =>
  LANGUAGES.some(language => LONG_SHOWN.some(shown => isDeepStrictEqual(s, statusText(shown, language))));

const LONG_SHOWN: readonly LongShown[] = ['long-leave', 'away'];

async function follow(
  ws: Workspace,
  user: string,
  token: string,
  ours: readonly StatusText[],
  checkIn: boolean,
): Promise<void> {
  const now = ws.clock.now();
  const [person, day, stands] = await Promise.all([ws.people.person(user), currentDay(ws, user), standing(ws, user)]);
  const long = await longLeaveNow(ws, user);
  const shown = shownFor(day, now) ?? long?.shown;
  const wanted = shown && statusText(shown, ws.people.language(person));
  const decided = decideStatus({ stands, ours, checkIn, ...defined({ wanted }) });
  if (decided === 'clear') await clear(ws, token);
  if (decided !== 'set' || !wanted) return;
  await consents(ws).remember(ws.team, user, wanted);
  if (long && shown === long.shown) return set(ws.slack.bare, token, wanted, dayBounds(long.until, ws.policy.zone).end);
  const dayEnd = dayBounds(localDate(now, person.zone), person.zone).end;
  const plannedEnd = day && (await likelyEnds(ws, user, day.date)).plannedEnd;
  await set(ws.slack.bare, token, wanted, expiresAt(now, dayEnd, plannedEnd));
}

/** The status follows the day as it stands at delivery, so that a late one sets nothing outdated. */
export const followDay = handle(status, async (ws, { to: user, data }) => {
  const consent = await consents(ws).get(ws.team, user);
  if (!consent?.on) return;
  const token = vault(ws).unseal(consent.token, sealedAbout(ws, user));
  try {
    if (token === undefined) throw new Unreadable();
    await follow(ws, user, token, consent.shown, data.checkIn);
  } catch (error) {
    const code = error instanceof Unreadable ? 'unreadable' : refusedAs(error);
    if (code === undefined) throw error;
    // Only what Slack says of the token ends the consent; a status that it does not like is not worth a second try.
    if (code === 'unreadable' || LOST.has(code)) await lost(ws, user, consent.token);
    else ws.log.warn({ user, code }, 'a Slack status was not set');
  }
});

export const endConsent = handle(statusEnd, async (ws, { to: user, data }) => {
  const token = vault(ws).unseal(data.token, sealedAbout(ws, user));
  if (token === undefined) return;
  const consent = await consents(ws).get(ws.team, user);
  try {
    const stands = await standing(ws, user);
    if (decideStatus({ stands, ours: consent?.shown ?? [], checkIn: false }) === 'clear') await clear(ws, token);
    // One grant has one token, however often it is given: with a new consent it is not given back.
    if (!consent?.on) await ws.slack.bare.auth.revoke({ token });
  } catch (error) {
    if (refusedAs(error) === undefined) throw error;
  }
});

export const tellLost = handle(statusLost, async (ws, { to }, sender) => {
  const w = words(ws.people.language(await ws.people.person(to)));
  await sender.post({ channel: to }, say(w.slackStatus.lost));
});

/** The token was sealed with another key. */
class Unreadable extends Error {}
