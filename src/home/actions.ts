import type { StatusModel } from '../../blocks/home/model.ts';
import { type HomeModel, homeView, strangerHome } from '../../blocks/home.ts';
import type { Home as HomeViewJson } from '../../blocks/kit.ts';
import { type PresentContext, peopleOf } from '../approvals/present.ts';
import { kinds } from '../approvals/registry.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { openSince, unansweredSince } from '../attendance/answers.ts';
import { homeDays } from '../attendance/own-days.ts';
import { addDays } from '../calendar/rules.ts';
import { balancesFrom } from '../grants/balances.ts';
import { ANNUAL } from '../grants/ledger/types.ts';
import { poolsFor } from '../grants/pools.ts';
import { words } from '../i18n/index.ts';
import { isActive, type Person } from '../people/rules.ts';
import { noticesOnHome } from '../promotion/home.ts';
import { awayToday, leavesToday, rosterCounts } from '../reports/roster.ts';
import type { ChannelTrouble } from '../settings/channels.ts';
import { defined } from '../shared/defined.ts';
import type { Viewing } from '../slack/list-modal.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { commonDays, rangeNeeded } from '../worktime/summary.ts';
import { decisionsOf, routesOf } from './decisions.ts';
import { type HomeFacts, homeModel, QUESTIONS_SHOWN, requestsAsked, shownRequests, WAITING_SHOWN } from './present.ts';

import { type OwnFacts, ownDay, statusModel } from './status.ts';

export async function contextFor(
  ws: Workspace,
  { person, w }: Viewing,
  users: Iterable<string>,
): Promise<PresentContext> {
  const others = new Set(users);
  others.delete(person.user);
  const names = await ws.people.names(others);
  return {
    w,
    kinds: kinds(ws),
    names: names.set(person.user, person.name),
    zone: person.zone,
    calendar: ws.policy.calendar,
  };
}

/** Days that are read whole. */
const MOST_WHOLE = 100;

async function ownFacts(ws: Workspace, person: Person, reading: Promise<RequestDoc[]>): Promise<OwnFacts> {
  const { calendar, zone, on: policyOn, today: todayOf } = ws.policy.of(person);
  const today = todayOf();
  const needed = rangeNeeded(today, { policyOn, calendar, person }).from;
  const open = openSince(ws, person);
  const { from: asked } = await open;
  // In one read, unless nobody closes months: of older days a few fields do.
  const from = asked < needed && addDays(asked, MOST_WHOLE) >= today ? asked : needed;
  const read = Promise.all([homeDays(ws, person.user, from, today), reading]);
  const near = read.then(([days, all]) => ({ days, requests: all }));
  const [now, common] = [ws.clock.now(), commonDays()];
  const unanswered = await unansweredSince(ws, person, from, { near, open, now, common });
  return { person, now, zone, today, calendar, policyOn, unanswered, common, ...(await near) };
}

/** For chat and the shortcut. */
export async function statusFor(ws: Workspace, { person, w }: Viewing): Promise<StatusModel> {
  const own = await ownFacts(ws, person, requests(ws).of(ws.team, person.user));
  return statusModel(ownDay(own), w);
}

const setUp = perWorkspace(() => ({ done: false }));

async function adminFacts(ws: Workspace): Promise<HomeFacts['admin']> {
  const memory = setUp(ws);
  const [troubles, done] = await Promise.all([
    channelTroubles(ws),
    memory.done || ws.policies.stored().then(stored => stored.setUp),
  ]);
  memory.done ||= done;
  return { troubles, setUp: !memory.done };
}

/** Somebody may have invited the app since. */
async function channelTroubles({ channels }: Workspace): Promise<ChannelTrouble[]> {
  const before = await channels.channelTroubles();
  if (before.length === 0) return before;
  // The next post shows what Slack does not answer now.
  await channels.checkChannels().catch(() => undefined);
  return channels.channelTroubles();
}

/** Independent reads begin at once, each once: a press waits for this. */
async function modelOf(ws: Workspace, viewing: Viewing): Promise<HomeModel> {
  const { person, w } = viewing;
  const { user } = person;
  const { may } = ws.people;
  const reading = requests(ws).of(ws.team, user);
  const leaves = leavesToday(ws);
  const leading = may(person, 'see-now') ? Promise.resolve(false) : ws.people.leads(user);
  const [own, balances, allAway, { decides, waiting }, others, admin, notices] = await Promise.all([
    ownFacts(ws, person, reading),
    balancesFrom(ws, person, reading),
    awayToday(ws, person, leaves),
    leading.then(leads => decisionsOf(ws, person, leads)),
    leading.then(leads => rosterCounts(ws, person, { leads, leaves })),
    may(person, 'change-settings') ? adminFacts(ws) : undefined,
    noticesOnHome(ws, person, w),
  ]);
  const away = allAway.filter(a => a.user !== user);
  const asked = requestsAsked(own.unanswered?.days.slice(-QUESTIONS_SHOWN) ?? [], own.requests);
  const shown = [...shownRequests(own.requests, own), ...asked, ...(waiting?.requests.slice(0, WAITING_SHOWN) ?? [])];
  const [ctx, routes] = await Promise.all([
    contextFor(ws, viewing, [...shown.flatMap(peopleOf), ...away.map(a => a.user)]),
    routesOf(ws, own.requests, w),
  ]);
  const promotion = notices(balances.get(ANNUAL));
  const pools = await poolsFor(ws, balances.keys());
  return homeModel(
    {
      ...own,
      ...{ balances, pools, awayToday: away, decides, routes, names: ctx.names },
      ...defined({ promotion, waiting, others, admin }),
    },
    ctx,
  );
}

export async function viewOf(ws: Workspace, user: string): Promise<HomeViewJson> {
  const person = await ws.people.person(user);
  const w = words(ws.people.language(person));
  return isActive(person) ? homeView(await modelOf(ws, { person, w }), w) : strangerHome(w);
}
