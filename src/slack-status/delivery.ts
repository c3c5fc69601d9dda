import type { WebClient } from '@slack/web-api';
import { say } from '../../blocks/chat.ts';
import { currentDay } from '../attendance/actions.ts';
import { likelyEnds } from '../attendance/missed-check-out/actions.ts';
import { dayBounds, localDate } from '../calendar/rules.ts';
import { retryOnConflict } from '../db/retry.ts';
import { words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { absencesOn } from './absences.ts';
import { consents, lost, sealedAbout, vault } from './actions.ts';
import { endSnooze, followDnd } from './dnd.ts';
import { dndEnd, laneAt, owedStatusAt, status, statusEnd, statusLost } from './effects.ts';
import { decideStatus, expiresAt, nextLook, type Shown, type StatusText, standingOf } from './rules.ts';
import type { ConsentDoc } from './store.ts';

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

/** What stands now, by the bot's own right to read profiles; `until`: ms. */
async function standing(ws: Workspace, user: string): Promise<StatusText & { until: number }> {
  const { user: found } = await ws.slack.bulk.users.info({ user });
  const { status_text: text = '', status_emoji: emoji = '', status_expiration: expiration = 0 } = found?.profile ?? {};
  return { text, emoji, until: expiration * 1000 };
}

async function set(client: WebClient, token: string, { text, emoji }: StatusText, until: number): Promise<void> {
  const profile = { status_text: text, status_emoji: emoji, status_expiration: Math.floor(until / 1000) };
  await client.users.profile.set({ token, profile: profile as never });
}

const clear = (ws: Workspace, token: string): Promise<void> => set(ws.slack.bare, token, { text: '', emoji: '' }, 0);

/** The status by the person's day, or by their leave; undefined: none. */
async function wantedOf(ws: Workspace, person: Person, checkIn: boolean) {
  const now = ws.clock.now();
  const [day, absences] = await Promise.all([
    currentDay(ws, person),
    absencesOn(ws, person, ws.policy.of(person).today()),
  ]);
  const look = nextLook(absences, now);
  const shown = standingOf(day, absences, now);
  if (!shown) return { look };
  if ('absence' in shown) {
    const { status, until } = shown.absence;
    return { look, absence: shown.absence, wanted: { ...status, until } };
  }
  const dayEnd = dayBounds(localDate(now, person.zone), person.zone).end;
  const plannedEnd = day && (await likelyEnds(ws, person.user, day.date)).plannedEnd;
  const text = words(ws.people.language(person)).slackStatus.shown[shown.work] ?? '';
  const until = expiresAt(now, dayEnd, plannedEnd);
  // A check-in always says where they are, whatever stands.
  return { look, wanted: { text, emoji: EMOJI[shown.work], ...(checkIn ? {} : { until }) }, until };
}

async function follow(ws: Workspace, consent: ConsentDoc, token: string, checkIn: boolean): Promise<void> {
  const { user } = consent;
  const person = await ws.people.person(user);
  const [stands, { look, absence, wanted, until }] = await Promise.all([
    standing(ws, user),
    wantedOf(ws, person, checkIn),
  ]);
  if (look !== undefined) await lookAgain(ws, user, look);
  const decided = decideStatus({ stands, ours: consent.shown, checkIn, ...defined({ wanted }) });
  if (decided === 'clear') await clear(ws, token);
  if (decided === 'set' && wanted) {
    await consents(ws).remember(ws.team, user, { text: wanted.text, emoji: wanted.emoji }, absence !== undefined);
    await set(ws.slack.bare, token, wanted, absence?.until ?? until ?? 0);
  } else if (consent.absent && !absence) await consents(ws).present(ws.team, user);
  await followDnd(ws, consent, token, ws.policy.of(person).today(), absence);
}

/** Once for each time, whoever asks. */
async function lookAgain(ws: Workspace, user: string, at: number): Promise<void> {
  const now = ws.clock.now();
  await retryOnConflict(async () => {
    const consent = await consents(ws).get(ws.team, user);
    if (!consent?.on || consent.effects.some(e => e.lane === laneAt(at))) return true;
    return (await consents(ws).owe(consent, owe([owedStatusAt(user, at)], now, at))) || undefined;
  });
}

/** The status follows the day as it stands at delivery, so that a late one sets nothing outdated. */
export const followDay = handle(status, async (ws, { to: user, data }) => {
  const consent = await consents(ws).get(ws.team, user);
  if (!consent?.on) return;
  const token = vault(ws).unseal(consent.token, sealedAbout(ws, user));
  try {
    if (token === undefined) throw new Unreadable();
    await follow(ws, consent, token, data.checkIn);
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
    if (consent) await endSnooze(ws, consent, token);
    // One grant has one token, however often it is given: with a new consent it is not given back.
    if (!consent?.on) await ws.slack.bare.auth.revoke({ token });
  } catch (error) {
    if (refusedAs(error) === undefined) throw error;
  }
});

export const endDnd = handle(dndEnd, async (ws, { to: user }) => {
  const consent = await consents(ws).get(ws.team, user);
  const token = consent && vault(ws).unseal(consent.token, sealedAbout(ws, user));
  if (!consent?.on || token === undefined) return;
  try {
    await endSnooze(ws, consent, token);
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
