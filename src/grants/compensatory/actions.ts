import { inForce } from '../../approvals/route/view.ts';
import type { RequestDoc } from '../../approvals/store.ts';
import { requests } from '../../approvals/store.ts';
import { byUser } from '../../attendance/records.ts';
import type { DayRecord } from '../../attendance/schema.ts';
import { workdays } from '../../attendance/store.ts';
import { addDays, datesBetween, localDate } from '../../calendar/rules.ts';
import type { Answer } from '../../forms/filled.ts';
import { type Words, words } from '../../i18n/index.ts';
import type { Person } from '../../people/rules.ts';
import { termsOn } from '../../people/terms.ts';
import type { OwnPolicy } from '../../settings/own-policy.ts';
import { defined } from '../../shared/defined.ts';
import { type Effect, owe } from '../../shared/effects.ts';
import type { Text } from '../../shared/languages.ts';
import { handle } from '../../workspace/feature.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { arrangementOn } from '../../worktime/arrangement.ts';
import { type Overtime, overtimeIn, type ShiftOn } from '../../worktime/overtime.ts';
import { breaksOf } from '../../worktime/worktime.ts';
import { grantNotice, recheck } from '../effects.ts';
import type { Grant } from '../ledger/types.ts';
import { grantsOf, type NewGrant, storeGrants } from '../record/change.ts';
import type { LedgerDoc } from '../record/schema.ts';
import { ledgers } from '../record/store.ts';
import { approvedAt, approvedBefore, endedBy, OVERTIME, overtimeOf } from './asked.ts';
import { dueOf, grantIdOf } from './due.ts';
import { compensated } from './effects.ts';
import { benefitText, outcomeNotesOf, whyText } from './present.ts';
import { type Compensation, compensationOf, type Worked, workedOf } from './rules.ts';

const ROUNDS = 5;
const modeOn = (ws: Workspace, date: string) => ws.policy.on(date).compensatory.compensates;

/** In every employment: an id says for which request it is. */
const everGranted = (ledger?: LedgerDoc): Grant[] =>
  ledger ? [...(ledger.earlier ?? []), ledger.current].flatMap(grantsOf) : [];

type Meant = (request: RequestDoc) => boolean;

/**
 * Grants, corrects and takes back leave for approved overtime, in place of pay (LSA 57). Idempotent: any process may
 * run it at any time. `tellFrom`: ms, before which no message is sent.
 */
export async function compensate(ws: Workspace, users: readonly string[], which: Meant, tellFrom = 0): Promise<void> {
  // A decision in the meantime finds no grant to take back yet: what was stored is checked once more.
  let [left, isMeant] = [users, which];
  for (let round = 0; round < ROUNDS; round++) {
    const { due, ids } = await dueOfMany(ws, left, isMeant);
    if (due.length === 0) return;
    if (round === 0) isMeant = r => ids.has(r._id);
    await storeGrants(
      ws,
      due.map(d => ({ ...d, effects: effectsOf(ws, d.user, d.grant, tellFrom) })),
    );
    left = [...new Set(due.map(d => d.user))];
  }
  throw new Error(`the overtime of ${left.join(', ')} changes too fast to be compensated`);
}

export const compensation = handle(compensated, (ws, { doc, to }) => compensate(ws, [to], r => r._id === doc._id));

/** What an overtime form would give as it is filled in; undefined: nothing. */
export async function previewBenefit(
  ws: Workspace,
  user: string,
  answers: readonly Answer[],
): Promise<Text | undefined> {
  const person = await ws.people.person(user);
  const { zone } = ws.policy.of(person);
  const named = overtimeIn(answers, zone, () => undefined)?.named;
  if (named === undefined || shiftsAround(named).every(date => modeOn(ws, date) === 'none')) return undefined;
  const [sent, shifts] = await Promise.all([requests(ws).of(ws.team, user), shiftsOf(ws, user, named)]);
  const asked = overtimeIn(answers, zone, shifts);
  if (!asked) return undefined;
  const found = compensationFor(ws, person, asked, approvedBefore(sent, asked.date, zone, shifts));
  return benefitText(found, modeOn(ws, asked.date));
}

/** What a request led to, as sentences. */
export async function outcomeNotes(ws: Workspace, request: RequestDoc, w: Words): Promise<string[]> {
  const { zone, today } = ws.policy.of(await ws.people.person(request.user));
  const date = overtimeOf(request, zone, await shiftsOf(ws, request.user, request.period.from))?.date;
  if (date === undefined) return [];
  const facts = { request: request._id, inForce: inForce(request), date, today: today() };
  return outcomeNotesOf(
    { ...facts, mode: modeOn(ws, date) },
    everGranted(await ledgers(ws).get(ws.team, request.user)),
    w,
  );
}

function compensationFor(
  ws: Workspace,
  person: Person,
  asked: Overtime,
  before: readonly Overtime[],
  record?: Worked,
): Compensation {
  const { date } = asked;
  const { on, calendar } = ws.policy.of(person);
  const policy = on(date);
  const terms = termsOn(person, date);
  const arranged = arrangementOn(date, policy.workingTime, terms, { calendar, employed: true });
  return compensationOf({
    ...{ rates: policy.compensatory, zone: policy.workingTime.zone, asked, before },
    holiday: arranged.holidayWork,
    breakWithin: arranged.off !== undefined && arranged.breaks === 'statutory',
    ...defined({ record }),
  });
}

/** A day that is over and checked out; undefined: what was worked is unknown yet. */
function finished({ today, on }: OwnPolicy, day: DayRecord | undefined, date: string): Worked | undefined {
  if (!day || day.open || day.unfinished || date >= today()) return undefined;
  return workedOf(day, breaksOf(day, on(date).workingTime.breaks));
}

interface PersonFacts {
  person: Person;
  requests: readonly RequestDoc[];
  stored: readonly Grant[];
  records: ReadonlyMap<string, DayRecord>;
}

function dueFor(ws: Workspace, request: RequestDoc, known: PersonFacts): Grant[] {
  const { person, stored, records } = known;
  const own = ws.policy.of(person);
  const { zone } = own;
  const shiftOn = (date: string) => records.get(date);
  const asked = overtimeOf(request, zone, shiftOn);
  const active = inForce(request);
  const { date } = asked ?? { date: request.period.from };
  const mode = modeOn(ws, date);
  const byRecord = mode === 'worked';
  const record = byRecord ? finished(own, records.get(date), date) : undefined;
  const found =
    !asked || !active || mode === 'none' || (byRecord && !record)
      ? undefined
      : compensationFor(ws, person, asked, approvedBefore(known.requests, date, zone, shiftOn, request), record);
  const due = dueOf({
    ...{ request: request._id, inForce: active, date, byRecord, stored, today: own.today() },
    approvedOn: localDate(approvedAt(request), zone),
    usableMonths: ws.policy.on(date).compensatory.usableMonths,
    wanted: found?.amount,
    endedBy: endedBy(request),
  });
  const w = words(ws.people.language(person));
  const why = found && asked ? whyText(found, asked, w) : stored.find(g => g.id === grantIdOf(request._id))?.why;
  const corrected = (g: Grant): string => [why, ...(g.corrects ? [w.compensatory.byRecord] : [])].join(' · ');
  return due.map(g => (why === undefined ? g : { ...g, why: corrected(g) }));
}

/** A message to the person; where an approval ended, a second check of their leaves for whoever ended it. */
function effectsOf(ws: Workspace, user: string, grant: Grant, tellFrom: number): Effect[] {
  const now = ws.clock.now();
  const tell = owe(grantNotice(user, [grant]), now, tellFrom);
  return grant.reverses === undefined || grant.by === undefined
    ? tell
    : [...tell, ...recheck(grant.by, user, grant, now)];
}

/** Days whose shifts may have the overtime named for a date, or overlap it. */
const shiftsAround = (named: string): string[] => datesBetween(addDays(named, -2), addDays(named, 1));

async function shiftsOf(ws: Workspace, user: string, named: string): Promise<ShiftOn> {
  const found = await workdays(ws).recordsOn(
    ws.team,
    shiftsAround(named).map(date => ({ user, date })),
  );
  return date => found.find(r => r.date === date);
}

/** Records of the days around requests, by person and date. */
async function recordsOf(ws: Workspace, all: readonly RequestDoc[]): Promise<Map<string, Map<string, DayRecord>>> {
  const wanted = new Map(
    all.flatMap(({ user, period }) =>
      shiftsAround(period.from).flatMap(date =>
        modeOn(ws, date) === 'none' ? [] : [[`${user} ${date}`, { user, date }] as const],
      ),
    ),
  );
  const days = [...wanted.values()];
  const found = byUser(days.length > 0 ? await workdays(ws).recordsOn(ws.team, days) : []);
  return new Map([...found].map(([user, own]) => [user, new Map(own.map(d => [d.date, d]))]));
}

/** Missing grants of these requests, in as many reads as for one. */
async function dueOfMany(
  ws: Workspace,
  users: readonly string[],
  isMeant: Meant,
): Promise<{ due: NewGrant[]; ids: Set<string> }> {
  const [people, sent, stored] = await Promise.all([
    ws.people.some(users),
    requests(ws).ofMany(ws.team, users),
    ledgers(ws).ofMany(ws.team, users),
  ]);
  const meant = [...sent.values()].flat().filter(r => r.kind === OVERTIME && isMeant(r));
  const [records, mine] = [await recordsOf(ws, meant), byUser(meant)];
  const due = people.flatMap(person => {
    const { user } = person;
    const own = { requests: sent.get(user) ?? [], stored: everGranted(stored.get(user)) };
    const known = { person, ...own, records: records.get(user) ?? new Map<string, DayRecord>() };
    const due = (mine.get(user) ?? []).flatMap(r => dueFor(ws, r, known));
    return due.map(grant => ({ user, grant, effects: [] }));
  });
  return { due, ids: new Set(meant.map(r => r._id)) };
}
