import { LEAVE, requestUses } from '../absence/leaves.ts';
import { REQUESTS, requests } from '../approvals/store.ts';
import { addDays } from '../calendar/rules.ts';
import { retryOnConflict } from '../db/retry.ts';
import { factsOf } from '../grants/balances.ts';
import { previewLeave, requestLeave } from '../leave/actions.ts';
import { lastingProblems, readLeave } from '../leave/check.ts';
import { isWorked, takenOn } from '../leave/hours.ts';
import { severity } from '../leave/severity.ts';
import { loadValidation } from '../leave/validation.ts';
import type { FilledLeave, LeaveProblem } from '../leave-record/rules.ts';
import { exceeds } from '../leave-record/units.ts';
import type { Denial } from '../people/may.ts';
import type { Person } from '../people/rules.ts';
import { newId, owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import { owedHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { changed, leftNow, type PromotionRefusal } from './actions.ts';
import { aboutNotice, datesDesignated, owedShown } from './effects.ts';
import { leftOf, runs, shares } from './rules.ts';
import { type Notice, noticeById } from './store.ts';

export type DateProblem = { date: string } & (
  | { code: 'twice' | 'day-off' | 'passed' | 'lapsed' | 'too-many' }
  | { code: 'leave'; problem: LeaveProblem }
);
export type DatesOutcome =
  | { ok: true; requests: string[] }
  | { ok: false; problems: DateProblem[] }
  | { ok: false; denied: Denial }
  | { ok: false; refused: PromotionRefusal | 'not-received' | 'too-early' | 'deadline-over' | 'none-left' };

const DAYS_AHEAD = 14;

/** '' where none is near. */
function nextWorked(ws: Workspace, person: Person, date: string): string {
  for (let n = 1; n <= DAYS_AHEAD; n++) if (isWorked(ws, person, addDays(date, n))) return addDays(date, n);
  return '';
}

type DatedLeave = FilledLeave & { from: string; to: string };

function leavesOf(
  ws: Workspace,
  doc: Notice,
  person: Person,
  asked: { dates: readonly string[]; left: number; reason: string },
): DatedLeave[] | { problems: DateProblem[] } {
  const { dates, left, reason } = asked;
  const today = ws.policy.of(person).today();
  const problems = dates.flatMap((date, i): DateProblem[] => {
    if (dates.indexOf(date) !== i) return [{ date, code: 'twice' }];
    if (date < today) return [{ date, code: 'passed' }];
    if (date > doc.usableUntil) return [{ date, code: 'lapsed' }];
    return isWorked(ws, person, date) ? [] : [{ date, code: 'day-off' }];
  });
  if (problems.length > 0) return { problems };
  const shared = shares(dates, left, date => takenOn(ws, person, date));
  if (!shared)
    return {
      problems: [...dates]
        .sort()
        .slice(-1)
        .map(date => ({ date, code: 'too-many' })),
    };
  return runs(shared, date => nextWorked(ws, person, date)).map(({ from, to, half }) => ({
    ...{ type: half ? 'half' : 'annual', from, to, reason },
    ...(half ? { part: 'pm' } : {}),
  }));
}

/** The key recognises duplicates. */
async function record(
  ws: Workspace,
  doc: Notice,
  entry: { by: string; what: 'answered' | 'designated'; key: string; dates: readonly string[]; requests: string[] },
): Promise<void> {
  const { left } = await leftNow(ws, doc);
  await changed(ws, doc.id, entry.key, () => ({
    change: { set: { left }, entry: { ...entry, at: ws.clock.now(), dates: [...entry.dates].sort(), left } },
    owed: [
      ...owedShown(doc),
      ...(entry.what === 'designated'
        ? [
            datesDesignated.owed({ ...aboutNotice(doc), data: { notice: doc.id, key: entry.key } }),
            owedLog({
              ...{ what: 'leave.promotion', by: entry.by, about: doc.user },
              now: { change: 'designated', dates: [...entry.dates].sort() },
            }),
          ]
        : []),
    ],
  }));
}

const doneBefore = (doc: Notice, key: string): DatesOutcome | undefined => {
  const entry = doc.history.find(h => h.key === key);
  return entry && { ok: true, requests: entry.requests ?? [] };
};

/** Leaves stored by a press that died half-way: they count nothing more. */
const isBegun = async (ws: Workspace, dates: readonly string[], submission: (from: string) => string) =>
  (await requests(ws).bySubmission(ws.team, submission([...dates].sort()[0] ?? ''))) !== undefined;

const leaveProblem = (date: string, problem: LeaveProblem): DatesOutcome => ({
  ok: false,
  problems: [{ date, code: 'leave', problem }],
});

/** Undefined: the employer may designate now. */
export function refusedNow(
  ws: Workspace,
  doc: Notice,
): 'not-found' | 'not-received' | 'too-early' | 'deadline-over' | undefined {
  const today = ws.policy.today();
  if (doc.state !== 'sent') return 'not-found';
  if (doc.answerBy === undefined) return 'not-received';
  if (today <= doc.answerBy) return 'too-early';
  return today > doc.designateBy ? 'deadline-over' : undefined;
}

/** Each run of dates becomes a request of annual leave. */
export async function nameDates(
  ws: Workspace,
  person: Person,
  id: string,
  dates: readonly string[],
  key: string,
): Promise<DatesOutcome> {
  const doc = await noticeById(ws, id);
  if (doc?.state !== 'sent') return { ok: false, refused: 'not-found' };
  if (doc.user !== person.user) return { ok: false, refused: 'not-yours' };
  const before = doneBefore(doc, key);
  if (before) return before;
  const submission = (from: string): string => `${key}:${from}`;
  const again = await isBegun(ws, dates, submission);
  const left = again ? (doc.sent ?? doc.left) : (await leftNow(ws, doc)).left;
  const leaves = leavesOf(ws, doc, person, { dates, left, reason: '' });
  if ('problems' in leaves) return { ok: false, ...leaves };
  if (!again)
    for (const filled of leaves) {
      const [problem] = (await previewLeave(ws, person.user, filled)).refused;
      // Unless it collides with itself, sent by the same press.
      if (problem && !(await requests(ws).bySubmission(ws.team, submission(filled.from))))
        return leaveProblem(filled.from, problem);
    }
  const sent: { id: string; from: string; to: string }[] = [];
  for (const filled of leaves) {
    const { from } = filled;
    const outcome = await requestLeave(ws, person.user, filled, submission(from));
    if (outcome.ok) {
      const request = await requests(ws).byId(ws.team, outcome.request);
      sent.push({ id: outcome.request, ...(request?.period ?? filled) });
    } else if (sent.length === 0) {
      const [problem] = 'problems' in outcome ? outcome.problems : [];
      return problem ? leaveProblem(from, problem) : { ok: false, refused: 'busy' };
    }
  }
  const named = dates.filter(d => sent.some(r => r.from <= d && d <= r.to));
  const stored = sent.map(r => r.id);
  await record(ws, doc, { by: person.user, what: 'answered', key, dates: named, requests: stored });
  return { ok: true, requests: stored };
}

/** Designated leave is approved at once. `reason`: the leave's. */
export async function designateDates(
  ws: Workspace,
  actor: string,
  id: string,
  dates: readonly string[],
  reason: string,
  key: string,
): Promise<DatesOutcome> {
  const doc = await noticeById(ws, id);
  if (!doc) return { ok: false, refused: 'not-found' };
  const allowed = await ws.rights.allows(actor, 'give-leave', doc.user);
  if (allowed !== 'yes') return { ok: false, denied: allowed };
  const before = doneBefore(doc, key);
  if (before) return before;
  const refused = refusedNow(ws, doc);
  if (refused) return { ok: false, refused };
  const person = await ws.people.person(doc.user);
  const submission = (from: string): string => `${id}:${key}:${from}`;
  const left = (await isBegun(ws, dates, submission)) ? doc.left : (await leftNow(ws, doc)).left;
  if (left <= 0) return { ok: false, refused: 'none-left' };
  const leaves = leavesOf(ws, doc, person, { dates, left, reason });
  if ('problems' in leaves) return { ok: false, ...leaves };
  const stored: (DatedLeave & { id: string })[] = [];
  for (const filled of leaves) {
    const outcome = await approve(ws, doc, actor, filled, submission(filled.from));
    if (typeof outcome === 'object' && 'id' in outcome) stored.push({ ...filled, id: outcome.id });
    else if (stored.length === 0) {
      if (typeof outcome === 'string') return { ok: false, refused: outcome };
      const [problem] = outcome.problems;
      if (problem) return leaveProblem(filled.from, problem);
    }
  }
  const designated = dates.filter(d => stored.some(r => r.from <= d && d <= r.to));
  const ids = stored.map(r => r.id);
  await record(ws, doc, { by: actor, what: 'designated', key, dates: designated, requests: ids });
  return { ok: true, requests: ids };
}

type Approved = { id: string } | { problems: LeaveProblem[] } | 'none-left' | 'busy';

/** Validated on the person's latest requests. */
async function approve(
  ws: Workspace,
  doc: Notice,
  actor: string,
  filled: DatedLeave,
  submission: string,
): Promise<Approved> {
  const { type, from, to, reason } = filled;
  const { policy } = ws;
  const validation = await loadValidation(ws, { user: doc.user, type, from, to });
  const facts = await factsOf(ws, doc.user);
  const outcome = await retryOnConflict<Approved>(async () => {
    const mine = await requests(ws).of(ws.team, doc.user);
    const existing = mine.find(r => r.submission === submission);
    if (existing) return { id: existing._id };
    const ctx = validation.context(mine);
    const read = readLeave(filled, ctx);
    if (!('form' in read)) return { problems: read.problems };
    const { form } = read;
    const against = lastingProblems(form, ctx).filter(
      p => severity(p, validation.strictness, 'approved') === 'refuse' && p.code !== 'blocked',
    );
    if (against.length > 0) return { problems: against };
    const left = facts ? leftOf(doc.grants, facts.known, requestUses(mine, policy), facts.today) : 0;
    const at = ws.clock.now();
    const step = { need: 'any' as const, direct: false };
    const rule = { who: 'administrators' as const };
    const entry = { at, by: actor, key: submission, round: 1, comment: reason };
    const change = {
      set: {
        state: 'approved' as const,
        purpose: 'request' as const,
        at: 0,
        round: 1,
        ruled: [{ ...step, approvers: [rule] }],
        asked: [],
        marks: [],
        steps: [{ ...step, seats: [{ rule, vote: { by: actor, at } }], notes: [], since: at }],
      },
      history: [
        { ...entry, what: 'sent' as const },
        { ...entry, what: 'approved' as const, step: 0 },
      ],
    };
    const request = {
      ...{ _id: newId('r', at), team: ws.team, user: doc.user, submission, kind: LEAVE, sentAt: at },
      ...{ form: { ...form }, period: { from: form.from, to: form.to } },
    };
    const takes = requestUses([{ ...request, ...change.set, history: change.history, seq: 0 }], policy);
    if (
      exceeds(
        takes.reduce((sum, u) => sum + u.amount, 0),
        left,
      )
    )
      return 'none-left';
    const effects = owe([owedHome(doc.user)], at);
    if (!(await requests(ws).insert(request, change, (mine[0]?.seq ?? 0) + 1, effects))) return undefined;
    ws.outbox.notify(REQUESTS, request._id, effects);
    return { id: request._id };
  });
  return outcome ?? 'busy';
}
