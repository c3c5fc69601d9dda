import { grantMessage, lapseMessage, uncoveredMessage } from '../../blocks/statement.ts';
import { kinds } from '../approvals/registry.ts';
import { requests } from '../approvals/store.ts';
import { dayNumber } from '../calendar/rules.ts';
import { BESIDE_MS, together } from '../db/together.ts';
import { words } from '../i18n/index.ts';
import { shown } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';
import { handle } from '../workspace/feature.ts';
import { redrawHomes } from '../workspace/home.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { factsOfMany } from './balances.ts';
import { grantsStored, leaveLapses, takenBack } from './effects.ts';
import { balance } from './ledger/balance.ts';
import { ANNUAL } from './ledger/types.ts';
import { poolsFor } from './pools.ts';
import { noticeModel, uncoveredModel } from './present.ts';
import { ledgers } from './record/store.ts';
import { uncovered } from './taking-back.ts';

/** People with their ledgers, one read for all messages that are sent at the same time. */
const readers = perWorkspace(ws =>
  together(
    async (_team, users) => {
      const people = await ws.people.some(users);
      const facts = await factsOfMany(ws, people);
      return new Map(people.map(person => [person.user, { person, facts: facts.get(person.user) }]));
    },
    { waitMs: BESIDE_MS },
  ),
);

export const news = handle(grantsStored, async (ws, { to: user, data: { ids } }, sender) => {
  const found = await readers(ws)(ws.team, user);
  if (!found?.facts) return;
  const { person, facts } = found;
  const all = facts.vested;
  const w = words(ws.people.language(person));
  const stored = all.filter(g => ids.includes(g.id));
  const names = await ws.people.names(stored.flatMap(g => g.by ?? []));
  const pool = stored[0]?.pool ?? ANNUAL;
  const { left, on } = balance(facts.known, facts.uses, facts.today, pool);
  const model = noticeModel(stored, all, {
    nameOf: id => names.get(id) ?? id,
    left,
    today: on,
    fullDay: facts.fullDay,
    pools: await poolsFor(ws, [pool]),
    w,
  });
  if (model) await sender.post({ channel: user }, grantMessage(model, w));
  if (person.homeSeenAt !== undefined) await redrawHomes(ws, [user]);
});

export const lack = handle(takenBack, async (ws, { to, data: { user, id } }, sender) => {
  const found = await uncovered(ws, user, id);
  if (!found) return;
  const [person, reader, { current }, sent] = await Promise.all([
    ws.people.person(user),
    ws.people.person(to),
    ledgers(ws).get(ws.team, user),
    requests(ws).of(ws.team, user),
  ]);
  const { grants } = current;
  const grant = grants.find(g => g.id === grants.find(r => r.id === id)?.reverses);
  if (!grant) return;
  const w = words(ws.people.language(reader));
  const pools = await poolsFor(ws, [grant.pool]);
  const model = uncoveredModel(found, { who: person.name, grant, sent, kinds: kinds(ws), pools, w });
  await sender.post({ channel: to }, uncoveredMessage(model, user, w));
});

export const warning = handle(leaveLapses, async (ws, { to: user, data: { pool, on } }, sender) => {
  const found = await readers(ws)(ws.team, user);
  if (!found?.facts) return;
  const { known, uses, today, fullDay } = found.facts;
  const { lapsing, left } = balance(known, uses, today, pool);
  // Taken meanwhile, or lapsed.
  const lapses = lapsing.find(l => l.on === on);
  if (!lapses) return;
  const inDays = dayNumber(on) - dayNumber(today);
  const w = words(ws.people.language(found.person));
  const named = pool === ANNUAL ? undefined : (await poolsFor(ws, [pool])).name(pool, w);
  const model = { days: shown(lapses.amount, fullDay), until: on, inDays, left: shown(left, fullDay) };
  await sender.post({ channel: user }, lapseMessage({ ...model, ...defined({ pool: named }) }, w));
});
