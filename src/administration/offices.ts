import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { HOLIDAYS_RECOUNT } from '../calendar/days.ts';
import { retryOnConflict } from '../db/retry.ts';
import { isActive } from '../people/rules.ts';
import { officeOn, termsOf } from '../people/terms.ts';
import { dateProblem, type PolicyProblemCode } from '../settings/check.ts';
import type { Moved } from '../settings/moved.ts';
import { type OfficeProblem, type OfficeValues, officeProblems, valuesOn } from '../settings/offices.ts';
import { OFFICES, type OfficeDoc, officeDocId, officeStore, type StoredOffice } from '../settings/offices-store.ts';
import { placeOf } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import { type Effect, type Owed, owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { asIf } from './touched.ts';

export type OfficeFault = OfficeProblem | { field: 'from'; code: PolicyProblemCode } | { field: 'name'; code: 'busy' };
export type OfficeOutcome = { ok: true; name: string } | { ok: false; problems: OfficeFault[] };

const stored = perWorkspace(ws => officeStore(ws.db));
/** Lists of people show it from now on: where nobody was in it, it holds since ever. */
const SINCE_EVER = '0001-01-01';

export interface OfficeInput {
  name: string;
  values: OfficeValues;
  from: string;
}

const BUSY: OfficeOutcome = { ok: false, problems: [{ field: 'name', code: 'busy' }] };

async function saved(ws: Workspace, _id: string, effects: readonly Effect[]): Promise<void> {
  await ws.policy.reload();
  ws.outbox.notify(OFFICES, _id, effects);
}

const others = (ws: Workspace, id?: string) => ws.policy.offices.filter(o => !o.archived && o.id !== id);

/** Its id comes from the key, so that a duplicate press adds none. */
export async function addOffice(ws: Workspace, by: string, input: OfficeInput, key: string): Promise<OfficeOutcome> {
  const { name, values } = input;
  const id = `o${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
  if (ws.policy.offices.some(o => o.id === id)) return { ok: true, name };
  const problems = officeProblems(input, others(ws));
  if (problems.length > 0) return { ok: false, problems };
  const at = ws.clock.now();
  const effects = owe([owedLog({ what: 'settings.office', by, now: { ...values }, note: name })], at);
  const _id = officeDocId(ws.team, id);
  const version = { version: 1, from: SINCE_EVER, values, by, at, key };
  const doc = { _id, team: ws.team, id, name, archived: false, versions: [version], effects };
  await stored(ws).insert({ ...doc, history: [{ what: 'added', by, at, key }] });
  await saved(ws, _id, effects);
  return { ok: true, name };
}

async function change(
  ws: Workspace,
  id: string,
  key: string,
  decide: (doc: OfficeDoc) =>
    | {
        set: Partial<Pick<OfficeDoc, 'name' | 'archived' | 'versions'>>;
        what: OfficeDoc['history'][number]['what'];
        owed: Owed[];
      }
    | OfficeFault[],
  by: string,
): Promise<OfficeOutcome> {
  const done = await retryOnConflict<OfficeOutcome>(async () => {
    const doc = await stored(ws).get(ws.team, id);
    if (!doc) return BUSY;
    if (doc.history.some(h => h.key === key)) return { ok: true, name: doc.name };
    const decided = decide(doc);
    if (Array.isArray(decided))
      return decided.length > 0 ? { ok: false, problems: decided } : { ok: true, name: doc.name };
    const { set, what, owed } = decided;
    const at = ws.clock.now();
    const effects = owe(owed, at);
    const entry = { what, by, at, key, ...(set.name === undefined ? {} : { was: doc.name }) };
    if (!(await stored(ws).save(doc, set, entry, effects))) return undefined;
    await saved(ws, doc._id, effects);
    return { ok: true, name: set.name ?? doc.name };
  });
  return done ?? BUSY;
}

/** The workspace with other values of an office; `moved`: its holidays. Undefined: they stay, or are refused. */
export async function proposeOffice(
  ws: Workspace,
  id: string,
  { name, values, from }: OfficeInput,
): Promise<{ after: Workspace; moved?: Moved; seen: number; was: OfficeValues } | undefined> {
  const office = ws.policy.offices.find(o => o.id === id);
  const was = office && valuesOn(office.versions, from);
  if (!office || !was || isDeepStrictEqual(was, values)) return undefined;
  const refused = officeProblems({ name, values }, others(ws, id)).length > 0;
  if (refused || dateProblem(from, ws.policy.ofOffice(id).today())) return undefined;
  const seen = office.versions.length;
  const version = { version: seen + 1, from, values, by: '', at: ws.clock.now(), key: '' };
  const changed = (all: readonly StoredOffice[]) =>
    all.map(o => (o.id === id ? { ...o, version: o.version + 1, versions: [...o.versions, version] } : o));
  const [after, moved] = await Promise.all([
    asIf(ws, { offices: changed }),
    placeOf(was) === placeOf(values) ? undefined : ws.policy.holidaysMoved({ office: id, from, values }),
  ]);
  return { after, seen, was, ...defined({ moved }) };
}

/** The name counts at once, the rest from its day on; leaves are counted by the new holidays. */
export const changeOffice = (
  ws: Workspace,
  by: string,
  id: string,
  { name, values, from }: OfficeInput,
  key: string,
): Promise<OfficeOutcome> =>
  change(
    ws,
    id,
    key,
    doc => {
      const problems: OfficeFault[] = officeProblems({ name, values }, others(ws, id));
      const was = valuesOn(doc.versions, from);
      const same = isDeepStrictEqual(was, values);
      const wrong = same ? undefined : dateProblem(from, ws.policy.ofOffice(id).today());
      if (wrong) problems.push({ field: 'from', code: wrong.code });
      if (problems.length > 0 || (same && name === doc.name)) return problems;
      const version = { version: doc.versions.length + 1, from, values, by, at: ws.clock.now(), key };
      const holidays = !same && placeOf(was) !== placeOf(values);
      const logged = owedLog({
        what: 'settings.office',
        by,
        on: from,
        was: { ...was },
        now: { ...values },
        note: name,
      });
      const data = { version: version.version, office: id };
      return {
        set: { ...(name === doc.name ? {} : { name }), ...(same ? {} : { versions: [...doc.versions, version] }) },
        what: same ? 'renamed' : 'changed',
        owed: [
          logged,
          ...(holidays ? [{ kind: HOLIDAYS_RECOUNT, lane: HOLIDAYS_RECOUNT, to: 'everybody', data }] : []),
        ],
      };
    },
    by,
  );

/** Archives an office without people, now and later; or takes that back. */
export async function archiveOffice(
  ws: Workspace,
  by: string,
  id: string,
  archived: boolean,
  key: string,
): Promise<'done' | 'not-empty' | 'busy'> {
  if (archived && ((await peopleByOffice(ws)).get(id) ?? 0) > 0) return 'not-empty';
  const what = archived ? 'archived' : 'restored';
  const outcome = await change(
    ws,
    id,
    key,
    doc =>
      doc.archived === archived
        ? []
        : {
            set: { archived },
            what,
            owed: [owedLog({ what: 'settings.office', by, note: doc.name, now: what })],
          },
    by,
  );
  return outcome.ok ? 'done' : 'busy';
}

/** Active people by office, '' the first one: those who are there today, or will be. */
export async function peopleByOffice(ws: Workspace): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const person of (await ws.people.active()).filter(isActive)) {
    const today = ws.policy.of(person).today();
    const ahead = termsOf(person).filter(t => t.from > today);
    const offices = new Set([officeOn(person, today), ...ahead.map(t => t.office)].map(o => o ?? ''));
    for (const office of offices) counts.set(office, (counts.get(office) ?? 0) + 1);
  }
  return counts;
}
