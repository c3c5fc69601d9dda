import { createHash } from 'node:crypto';
import { LEAVE } from '../../absence/leaves.ts';
import { requests } from '../../approvals/store.ts';
import { poolsOf } from '../../grants/pools.ts';
import { grantsOf } from '../../grants/record/change.ts';
import { asEmployed } from '../../grants/record/employments.ts';
import { ledgers } from '../../grants/record/store.ts';
import type { GiveProblem } from '../../grants/rules.ts';
import { leaveFormOf } from '../../leave-record/form.ts';
import { isLongLeave } from '../../leave-record/long-leave.ts';
import { contractOn } from '../../people/contract.ts';
import { may } from '../../people/may.ts';
import { peopleOf, type Scope } from '../../people/scope.ts';
import { defined } from '../../shared/defined.ts';
import { type Owed, owe } from '../../shared/effects.ts';
import { owedLog } from '../../shared/owed-log.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { runBatch } from './effects.ts';
import { type AmountLine, recipientsIn } from './file.ts';
import type { BatchPreview } from './preview.ts';
import { type FilledBatch, planBatch, type Recipient, readBatch } from './rules.ts';
import { BATCHES, type BatchDoc, batches } from './store.ts';

/** Most people of one batch. */
export const BATCH_MOST = 5000;
/** So many are named in the log; of more it says how many. */
const LOGGED_PEOPLE = 200;

export interface BatchInput {
  filled: FilledBatch;
  scope: Scope;
  longLeave: boolean;
  tell: boolean;
}

/** Writes nothing. `lines`: of a file, whose people take the place of the scope's. */
export async function previewBatch(
  ws: Workspace,
  by: string,
  { filled, scope, longLeave }: BatchInput,
  lines?: readonly AmountLine[],
): Promise<BatchPreview | { ok: false; problems: GiveProblem[] }> {
  const pools = await poolsOf(ws);
  const read = readBatch(filled, ws.policy.today(), { pools: pools.ids, inFile: lines !== undefined });
  if (!read.ok) return read;
  const { grant, days } = read;
  const d = await ws.rights.directory();
  const inFile = lines && recipientsIn(lines, d.people.values());
  const people = inFile ? inFile.found.map(f => f.person) : peopleOf(scope, d, by, { action: 'see-leave' });
  const users = people.map(p => p.user);
  const [known, away] = await Promise.all([
    ledgers(ws).ofMany(ws.team, users, users.length > 100),
    onLongLeave(ws, grant.on),
  ]);
  const said = new Map(inFile?.found.map(f => [f.person.user, f]));
  const recipients = people.map((person): Recipient => {
    const { user, hiredOn, lastDay } = person;
    const ledger = known.get(user);
    const right = may(d.actor(by), 'give-leave', d.subject(user));
    const line = said.get(user);
    return {
      ...{ user, hiredOn, lastDay, onLongLeave: away.has(user) },
      contract: contractOn(person, grant.on, ws.policy.of(person).on(grant.on).workingTime),
      may: right === 'yes' ? 'yes' : right === 'own-record' ? 'own-record' : 'not-yours',
      grants: ledger ? grantsOf(asEmployed(ledger, person).current) : [],
      ...defined({ amount: line?.amount, why: line?.why }),
    };
  });
  const plan = planBatch(grant, recipients, { days, longLeave });
  return {
    ok: true,
    ...{ grant, plan, unread: inFile?.unread ?? [], people: d.people },
    ...defined({ days }),
    digest: createHash('sha256')
      .update(JSON.stringify([grant, plan.gives]))
      .digest('base64url')
      .slice(0, 22),
  };
}

async function onLongLeave(ws: Workspace, date: string): Promise<ReadonlySet<string>> {
  const found = await requests(ws).inForceIn(ws.team, LEAVE, date, date);
  return new Set(found.filter(r => isLongLeave(leaveFormOf(r.form))).map(r => r.user));
}

interface Pressed {
  key: string;
  view: string;
  beneath?: string | undefined;
}

/** What giving or taking back a batch owes: the rest of it, and its entry of the log. */
const owedRun = (
  what: 'give' | 'undo',
  by: string,
  { view, beneath }: Pressed,
  users: readonly string[],
  entry: Pick<Parameters<typeof owedLog>[0], 'what' | 'was' | 'now' | 'note'>,
): Owed[] => [
  runBatch.owed({ lane: 'batch', to: by, data: { do: what, view, ...defined({ beneath }) } }),
  owedLog({ ...entry, by, count: users.length, ...(users.length <= LOGGED_PEOPLE ? { about: users } : {}) }),
];

/** Stores the batch, which owes the rest. A duplicate of the submission stores nothing. */
export async function storeBatch(
  ws: Workspace,
  by: string,
  { grant, days, plan }: BatchPreview,
  o: Pressed & { tell: boolean },
): Promise<() => void> {
  const at = ws.clock.now();
  const users = plan.gives.map(g => g.user);
  const now = { pool: grant.pool, on: grant.on, usableUntil: grant.usableUntil };
  const effects = owe(owedRun('give', by, o, users, { what: 'leave.grants', now, note: grant.why }), at);
  const _id = `${ws.team}:${o.key}`;
  const doc: Omit<BatchDoc, 'version'> = {
    ...{ _id, team: ws.team, at, by, grant, ...plan, tell: o.tell, state: 'giving', done: 0, kept: [], effects },
    ...defined({ days }),
  };
  const isNew = await batches(ws).insert(doc);
  return () => {
    if (isNew) ws.outbox.notify(BATCHES, _id, effects);
  };
}

export type UndoOutcome = { ok: true; notify: () => void } | { ok: false; code: 'not-there' | 'not-now' };

/** One write; what was given goes back afterwards. */
export async function undoBatch(ws: Workspace, by: string, id: string, o: Pressed): Promise<UndoOutcome> {
  const doc = await batches(ws).byId(id);
  if (!doc || doc.team !== ws.team) return { ok: false, code: 'not-there' };
  if (doc.undone?.key === o.key) return { ok: true, notify: () => undefined };
  if (doc.state !== 'given') return { ok: false, code: 'not-now' };
  const at = ws.clock.now();
  const users = doc.gives.map(g => g.user);
  const was = { pool: doc.grant.pool, on: doc.grant.on, usableUntil: doc.grant.usableUntil };
  const entry = { what: 'leave.grant-taken-back', was, note: doc.grant.why } as const;
  const effects = owe(owedRun('undo', by, o, users, entry), at);
  const saved = await batches(ws).save(doc, { state: 'undoing', done: 0, undone: { at, by, key: o.key } }, { effects });
  // The same press delivered twice at once, or another one: what stands now says which.
  if (!saved) return undoBatch(ws, by, id, o);
  return { ok: true, notify: () => ws.outbox.notify(BATCHES, id, effects) };
}
