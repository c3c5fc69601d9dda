import { createHash } from 'node:crypto';
import type { TeamChoice } from '../../../blocks/inputs.ts';
import { requests } from '../../approvals/store.ts';
import { addDays } from '../../calendar/rules.ts';
import { retryOnConflict } from '../../db/retry.ts';
import { words } from '../../i18n/index.ts';
import type { LeaveForm } from '../../leave-record/form.ts';
import { teamChoices } from '../../people/organisation/rules.ts';
import { isActive, type Person } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import type { Host } from '../../workspace/feature.ts';
import { perWorkspace, type Workspace } from '../../workspace/workspace.ts';
import { arrangedOn } from '../../worktime/summary.ts';
import { calendarOf, LEAVE } from '../leaves.ts';
import { feedText } from './ics.ts';
import { MOST_PEOPLE, membersOf, readScope, type Scope, scopeText, teamsFor } from './scope.ts';
import { hashOf, isSecret, newSecret, safe } from './secret.ts';
import { type FeedDoc, feedId, feedStore } from './store.ts';

export interface FeedRow {
  scope: Scope;
  teamName?: string;
  count: number;
  /** absent: no address; `address` absent: it cannot be shown any more */
  made?: { at: number; address?: string };
}

export type FeedChange = 'make' | 'renew' | 'revoke';
export type FeedOutcome = 'done' | 'not-allowed' | 'too-large' | 'busy';

/** `modified`: ms. */
export interface ServedFeed {
  body: string;
  etag: string;
  modified: number;
}

/** Days before today. */
const BACK = 90;
const AHEAD = 400;
const feeds = perWorkspace(ws => feedStore(ws.db));
const vault = perWorkspace(ws => safe(Object.values(ws.config.slack.entrance)[0] ?? ''));

const addressOf = (ws: Workspace, feed: FeedDoc): string | undefined => {
  const secret = vault(ws).open(feed.sealed, feed._id);
  return secret === undefined ? undefined : `${ws.publicUrl() ?? ''}${feedPath(secret)}`;
};

async function change(ws: Workspace, user: string, scope: Scope, what: FeedChange, key: string): Promise<FeedOutcome> {
  const outcome = await retryOnConflict<FeedOutcome>(async () => {
    const feed = (await feeds(ws).of(ws.team, user)).find(f => f.scope === scopeText(scope));
    if (feed?.history.some(h => h.key === key)) return 'done';
    const now = ws.clock.now();
    const at = { team: ws.team, user, scope };
    if (what === 'revoke') {
      if (!feed?.active) return 'done';
      if (await feeds(ws).save(at, feed, { active: false }, { what: 'revoked', at: now, key })) return 'done';
      return undefined;
    }
    // Made at the same moment on another device: that address stays.
    if (what === 'make' && feed?.active) return 'done';
    const secret = newSecret();
    const set = {
      active: true,
      hash: hashOf(secret),
      sealed: vault(ws).seal(secret, feed?._id ?? feedId(at)),
      madeAt: now,
    };
    const entry = { what: feed?.active ? ('renewed' as const) : ('made' as const), at: now, key };
    if (await feeds(ws).save(at, feed, set, entry)) return 'done';
    return undefined;
  });
  return outcome ?? 'busy';
}

async function render(ws: Workspace, feed: FeedDoc): Promise<string | undefined> {
  const scope = readScope(feed.scope);
  const [owner] = await ws.people.some([feed.user]);
  if (!scope || !owner || !isActive(owner)) return undefined;
  const directory = scope.of === 'own' ? undefined : await ws.rights.listing();
  const members = directory ? membersOf(scope, owner.user, directory) : [owner.user];
  if (!members) return undefined;
  const today = ws.policy.today();
  const [from, to] = [addDays(today, -BACK), addDays(today, AHEAD)];
  const leaves = await requests(ws).inForceIn(ws.team, LEAVE, from, to, members);
  const w = words(ws.people.language(owner));
  const nameOf = (user: string): string => directory?.people.get(user)?.name ?? user;
  const names = {
    own: () => w.feeds.calendarOwn(owner.name),
    led: () => w.feeds.calendarLed(owner.name),
    team: () => w.feeds.calendarTeam(scope.of === 'team' ? (directory?.teams.name(scope.id) ?? '') : ''),
  };
  const name = names[scope.of]();
  const persons = new Map((await ws.people.some(members)).map(p => [p.user, p]));
  const dayOf = (user: string, date: string) => {
    const person = persons.get(user) ?? {};
    const { on: policyOn, calendar } = ws.policy.of(person);
    return arrangedOn({ policyOn, calendar, person }, date);
  };
  const facts = { name, leaves, arrangedOn: dayOf, calendarOf: (form: LeaveForm) => calendarOf(ws.policy, form) };
  return feedText({ ...facts, ...(directory ? { nameOf } : {}) }, w);
}

/** Undefined: no public address. */
export async function feedsOf(
  ws: Workspace,
  { user }: Person,
): Promise<{ rows: FeedRow[]; teams: TeamChoice[] } | undefined> {
  if (ws.publicUrl() === undefined) return undefined;
  const [stored, directory] = await Promise.all([feeds(ws).of(ws.team, user), ws.rights.listing()]);
  const active = new Map(stored.filter(f => f.active).map(f => [f.scope, f]));
  const teams = teamsFor(user, directory);
  const scopes: Scope[] = [
    { of: 'own' },
    { of: 'led' },
    ...teams.filter(id => active.has(`team:${id}`)).map(id => ({ of: 'team' as const, id })),
  ];
  const rows = scopes.flatMap((scope): FeedRow[] => {
    const members = membersOf(scope, user, directory);
    const feed = active.get(scopeText(scope));
    if (!members) return [];
    const address = feed && addressOf(ws, feed);
    const made = feed ? { made: { at: feed.madeAt, ...defined({ address }) } } : {};
    const teamName = scope.of === 'team' ? directory.teams.name(scope.id) : undefined;
    return [{ scope, count: members.length, ...defined({ teamName }), ...made }];
  });
  return { rows, teams: teamChoices(directory.teams).filter(t => teams.includes(t.id) && !active.has(`team:${t.id}`)) };
}

export async function changeFeed(
  ws: Workspace,
  { user }: Person,
  scope: Scope,
  what: FeedChange,
  key: string,
): Promise<FeedOutcome> {
  // A feed may always be revoked.
  if (what !== 'revoke') {
    const members = membersOf(scope, user, await ws.rights.listing());
    if (!members || ws.publicUrl() === undefined) return 'not-allowed';
    if (members.length > MOST_PEOPLE) return 'too-large';
  }
  return change(ws, user, scope, what, key);
}

/** In any workspace; undefined: revoked or unknown. */
export async function serve(host: Host, secret: string): Promise<ServedFeed | undefined> {
  const [any] = host.all();
  const feed = any && (await feeds(any).byHash(hashOf(isSecret(secret) ? secret : '')));
  const ws = feed && (await host.workspace(feed.team));
  const body = ws && feed.active ? await render(ws, feed) : undefined;
  if (!feed || !ws || body === undefined) return undefined;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  if (feed.served?.etag === etag) return { body, etag, modified: feed.served.at };
  const modified = ws.clock.now();
  await feeds(ws).served(feed, { etag, at: modified });
  return { body, etag, modified };
}

export const FEEDS_PREFIX = '/calendar/';
const feedPath = (secret: string): string => `${FEEDS_PREFIX}${secret}.ics`;
