import { retryOnConflict } from '../db/retry.ts';
import { inEveryLanguage } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { newId, type Owed, owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import type { Refusal, RouteRefusal } from '../shared/refusal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { actingRights, closedMonthIn } from './acting.ts';
import { withCopies } from './copies.ts';
import { concernedBy, namedBy, type PresenceFacts, presenceOf } from './presence.ts';
import { kinds, owedByChange } from './registry.ts';
import type { ChosenRoute } from './route/choose.ts';
import { begin, decide } from './route/machine.ts';
import type { Facts } from './route/policy.ts';
import type { ActingRights, RouteChange, RouteCommand, RouteContext, RouteEntry } from './route/types.ts';
import { inForce } from './route/view.ts';
import { routeFor } from './route-for.ts';
import { keptSource, type Source } from './source.ts';
import { asChanged, asSent, type Edited, REQUESTS, type RequestDoc, requests, routeFactsOf } from './store.ts';

type NotDone = { ok: false; refusal: Refusal | RouteRefusal };
export type SendOutcome<Problem> =
  | { ok: true; request: string; replay: boolean }
  | { ok: false; problems: Problem[] }
  | NotDone;
export type DecideOutcome = { ok: true; request: RequestDoc; state: RequestDoc['state']; replay: boolean } | NotDone;

/** Everything but resending and the schedule's commands. */
export type RequestCommand = Exclude<RouteCommand, { do: 'resend' | 'skip' | 'escalate' | 'remind' }>;

/** Who sends a request for its person, and why; the caller has checked the right. */
export interface SentBy {
  user: string;
  reason: string;
  /** in force at once; otherwise it goes its route */
  stands: boolean;
  /** codes of rules that they pass over */
  overrode?(others: RequestDoc[]): string[];
}

/** `submission` recognises duplicates; `facts`: for the route's conditions. */
export interface Sending {
  user: string;
  kind: string;
  form: Record<string, unknown>;
  period: { from: string; to: string };
  facts: Facts;
  submission: string;
  /** the request that was sent back and is sent again */
  again?: string;
  /** a new request that replaces an approved one */
  changes?: boolean;
  source?: Source;
  by?: SentBy;
  /** in copy by the sender's choice; checked by `copyProblem` */
  copies?: readonly string[];
  /** further effects */
  owed?: Owed[];
}

const standsAsSent = (ws: Workspace, { kind, form, by }: Sending): boolean =>
  by?.stands === true || kinds(ws).of(kind).stands?.(form) === true;

/** What the history says of whoever sends it for the person. */
function sentFor(by: SentBy | undefined, others: RequestDoc[]) {
  const overrode = by?.overrode?.(others) ?? [];
  return { ...defined({ comment: by?.reason }), ...(overrode.length > 0 ? { overrode } : {}) };
}

/** Of what was done to somebody's request, said in the language of whoever reads it. */
function owedActing(
  ws: Workspace,
  what: 'entered-for' | 'changed-for' | 'cancelled-for' | 'decided-for',
  by: string,
  { user, kind, form, period }: Pick<RequestDoc, 'user' | 'kind' | 'form' | 'period'>,
  note: string | undefined,
): Owed {
  const now = inEveryLanguage(w => {
    const described = kinds(ws).of(kind).describe(form, w);
    return `${described.what} ${described.when}`.trim();
  });
  return owedLog({ what: `requests.${what}`, by, about: user, on: period.from, now, ...defined({ note }) });
}

const BUSY: NotDone = { ok: false, refusal: { code: 'busy' } };

export const contextOf = (
  ws: Workspace,
  presence: PresenceFacts,
  actor: string,
  key: string,
  rights: Partial<ActingRights> = {},
): RouteContext => ({
  ...presence,
  ...rights,
  actor,
  key,
  now: ws.clock.now(),
});

export async function saveChange(
  ws: Workspace,
  request: RequestDoc,
  decision: { change: RouteChange; effects: Owed[] },
  edited?: Edited,
): Promise<boolean> {
  const follows = owedByChange(ws, { ...request, edited }, inForce(request), decision.change);
  const effects = owe([...decision.effects, ...follows], ws.clock.now());
  if (!(await requests(ws).save(request, decision.change, effects, edited))) return false;
  ws.outbox.notify(REQUESTS, request._id, effects, asChanged(request, decision.change, effects, edited));
  return true;
}

interface Attempt<Problem> {
  sending: Sending;
  route: ChosenRoute;
  context: RouteContext;
  validate: (others: RequestDoc[]) => Problem[];
}

/** Also sends a returned request again. `validate` gets the person's other requests, again after each lost race. */
export async function sendRequest<Problem>(
  ws: Workspace,
  sending: Sending,
  validate: (others: RequestDoc[]) => Problem[],
): Promise<SendOutcome<Problem>> {
  const { user, by } = sending;
  const route = withCopies(await routeFor(ws, sending), sending.copies);
  const presence = await presenceOf(ws, [user, ...(by ? [by.user] : []), ...namedBy(route.steps, route.tells)]);
  const outcome = await retryOnConflict(async () => {
    const context = contextOf(ws, presence, sending.by?.user ?? sending.user, sending.submission, {
      actsFor: by !== undefined,
    });
    const attempt = { sending, route, context, validate };
    return sending.again === undefined ? sendNew(ws, attempt) : sendAgain(ws, attempt, sending.again);
  });
  return outcome ?? BUSY;
}

/** Undefined: another request of the person was faster. */
async function sendNew<Problem>(
  ws: Workspace,
  { sending, route, context, validate }: Attempt<Problem>,
): Promise<SendOutcome<Problem> | undefined> {
  const { facts: _f, again: _a, changes: _c, copies: _o, owed = [], source, by, ...rest } = sending;
  const mine = await requests(ws).of(ws.team, sending.user);
  // Among the validated ones: a duplicate would otherwise block itself.
  const there = mine.find(r => r.submission === sending.submission);
  if (there) return { ok: true, request: there._id, replay: true };
  const problems = validate(mine);
  if (problems.length > 0) return { ok: false, problems };
  const stands = standsAsSent(ws, sending);
  const { steps, tells, undecided } = route;
  const more = { user: sending.user, stands, tells, undecided };
  const decision = begin(steps, context, { ...more, ...sentFor(by, mine) });
  if (!decision.ok) return decision;
  const { now } = context;
  const request = { _id: newId('r', now), team: ws.team, ...rest, sentAt: now };
  const kept = keptSource(source, sending.user, { cards: {}, round: decision.change.set.round });
  const follows = owedByChange(ws, request, false, decision.change);
  const what = sending.changes ? 'changed-for' : 'entered-for';
  const logged = by ? [owedActing(ws, what, by.user, request, by.reason)] : [];
  const effects = owe([...decision.effects, ...owed, ...kept.owed, ...follows, ...logged], now);
  const seq = (mine[0]?.seq ?? 0) + 1;
  if (!(await requests(ws).insert(request, decision.change, seq, effects, kept.card))) return undefined;
  ws.outbox.notify(REQUESTS, request._id, effects, asSent(request, decision.change, seq, effects, kept.card));
  return { ok: true, request: request._id, replay: false };
}

async function sendAgain<Problem>(
  ws: Workspace,
  { sending, route, context, validate }: Attempt<Problem>,
  id: string,
): Promise<SendOutcome<Problem> | undefined> {
  const request = await requests(ws).byId(ws.team, id);
  if (!request || request.kind !== sending.kind) return { ok: false, refusal: { code: 'not-found' } };
  if (request.history.some(h => h.key === sending.submission)) return { ok: true, request: id, replay: true };
  const { by } = sending;
  const mine = await requests(ws).of(ws.team, sending.user);
  const others = mine.filter(r => r._id !== id);
  const { steps: ruled, tells, undecided } = route;
  const stands = standsAsSent(ws, sending);
  const command = { do: 'resend' as const, ruled, tells, undecided, stands, ...sentFor(by, others) };
  const decision = decide(routeFactsOf(request), command, context);
  if (!decision.ok) return decision;
  const problems = validate(others);
  if (problems.length > 0) return { ok: false, problems };
  const kept = keptSource(sending.source, sending.user, { cards: request.cards, round: decision.change.set.round });
  const logged = by ? [owedActing(ws, 'changed-for', by.user, { ...request, ...sending }, by.reason)] : [];
  const effects = [...decision.effects, ...(sending.owed ?? []), ...kept.owed, ...logged];
  const { form, period } = sending;
  const edited = { form, period, seq: (mine[0]?.seq ?? 0) + 1, cards: kept.card };
  return (await saveChange(ws, request, { ...decision, effects }, edited))
    ? { ok: true, request: id, replay: false }
    : undefined;
}

/** `despite` passes over warnings. */
async function blockersOf(
  ws: Workspace,
  request: RequestDoc,
  command: RequestCommand,
  actor: Person,
): Promise<Extract<Refusal, { code: 'stands-against' }> | undefined> {
  if (command.do !== 'approve' || request.purpose !== 'request') return undefined;
  const blockers = await kinds(ws).of(request.kind).approvalBlockers?.(request, actor);
  if (!blockers) return undefined;
  if (blockers.refused.length > 0) return { code: 'stands-against', reasons: blockers.refused, despite: false };
  if (command.despite || blockers.warned.length === 0) return undefined;
  return { code: 'stands-against', reasons: blockers.warned, despite: true };
}

/** For the log: what was decided for a person or in an approver's place. */
function actedIn(ws: Workspace, request: RequestDoc, entry: RouteEntry | undefined): Owed[] {
  const what = entry?.what === 'revoked' ? 'cancelled-for' : entry?.inPlaceOf ? 'decided-for' : undefined;
  return entry && what ? [owedActing(ws, what, entry.by, request, entry.comment)] : [];
}

export async function decideRequest(
  ws: Workspace,
  actor: Person,
  id: string,
  command: RequestCommand,
  key: string,
): Promise<DecideOutcome> {
  let presence: PresenceFacts | undefined;
  let refused: DecideOutcome | undefined;
  const outcome = await retryOnConflict<DecideOutcome>(async () => {
    const known = presence ? ws.people.person(actor.user) : actor;
    const [request, { refused: keys }] = await Promise.all([requests(ws).byId(ws.team, id), known]);
    if (!request) return { ok: false, refusal: { code: 'not-found' } };
    const replay: DecideOutcome = { ok: true, request, state: request.state, replay: true };
    if (request.history.some(h => h.key === key)) return replay;
    if (refused) return refused;
    if (keys?.includes(key)) return replay;
    const isOver = request.period.to < ws.policy.today() && !kinds(ws).of(request.kind).isNeverOver?.(request.form);
    if (command.do === 'ask-cancel' && isOver && request.user === actor.user)
      return { ok: false, refusal: { code: 'nothing-to-cancel' } };
    if (command.do === 'revoke') {
      const month = await closedMonthIn(ws, request.period);
      if (month !== undefined) return { ok: false, refusal: { code: 'month-closed', month } };
    }
    presence ??= await presenceOf(ws, [actor.user, ...concernedBy(request)]);
    const acts = command.do === 'revoke' || ('inPlace' in command && command.inPlace === true);
    const rights = acts ? await actingRights(ws, actor.user, request.user) : {};
    const decision = decide(routeFactsOf(request), command, contextOf(ws, presence, actor.user, key, rights));
    if (!decision.ok) {
      await ws.people.refuse(actor.user, key);
      // As in `pressDay`: one more look for another delivery of the same press.
      refused = decision;
      return undefined;
    }
    const blockers = await blockersOf(ws, request, command, actor);
    if (blockers) {
      // After a warning the same modal may be sent again.
      if (!blockers.despite) await ws.people.refuse(actor.user, key);
      return { ok: false, refusal: blockers };
    }
    const logged = actedIn(ws, request, decision.change.history.at(-1));
    const saved = await saveChange(ws, request, { ...decision, effects: [...decision.effects, ...logged] });
    return saved ? { ok: true, request, state: decision.change.set.state, replay: false } : undefined;
  });
  return outcome ?? refused ?? BUSY;
}
