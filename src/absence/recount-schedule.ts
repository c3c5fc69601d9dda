import { isDeepStrictEqual } from 'node:util';
import pLimit from 'p-limit';
import { rescheduledMessage } from '../../blocks/calendar.ts';
import { occupies } from '../approvals/route/view.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { words } from '../i18n/index.ts';
import { takesOf, usesOf } from '../leave-record/days.ts';
import { type LeaveForm, leaveFormOf, typeCode } from '../leave-record/form.ts';
import { countLeave, shownCount } from '../leave-record/rules.ts';
import type { Person } from '../people/rules.ts';
import { personId } from '../people/store.ts';
import { termsDifferFrom, termsOf } from '../people/terms.ts';
import { namesDay } from '../settings/change.ts';
import type { PolicyChange } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import { type Shown, sizeOf } from '../shared/shown.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contractIn } from '../worktime/contract.ts';
import { leaveRescheduled, scheduleRecount } from './effects.ts';
import { calendarOf, LEAVE } from './leaves.ts';
import { type Noted, noteLeave } from './recount-note.ts';

const FOR_EVER = '9999-12-31';
const AT_ONCE = 8;

/** A leave by contract and office of each of its days (LSA 60: a working day as contracted on that day). */
export function rescheduled<F extends Pick<LeaveForm, 'from' | 'to' | 'hours' | 'later' | 'offices'>>(
  form: F,
  person: Pick<Person, 'terms' | 'arrangement'>,
  policy: Parameters<typeof contractIn>[2],
): F {
  const { hours, later, offices, ...rest } = form;
  const { from, to } = form;
  return { ...rest, ...contractIn(person, { from, to }, policy) } as F;
}

/** Requests of somebody as they stand once other terms are stored: pending and approved leaves that go on then. */
export function recountedBy(ws: Workspace, before: Person, after: Person, own: readonly RequestDoc[]): RequestDoc[] {
  const from = termsDifferFrom(termsOf(before), termsOf(after));
  if (from === undefined) return [...own];
  return own.map(r => {
    if (r.kind !== LEAVE || r.period.to < from || !occupies(r)) return r;
    const form = leaveFormOf(r.form);
    const next = rescheduled(form, after, ws.policy);
    return isRecounted(ws, form, next) ? { ...r, form: { ...next } } : r;
  });
}

const isRecounted = (ws: Workspace, form: LeaveForm, next: LeaveForm): boolean =>
  !isDeepStrictEqual(next.offices, form.offices) || isMoved(ws, form, next);

const isMoved = (ws: Workspace, form: LeaveForm, next: LeaveForm): boolean =>
  [usesOf, takesOf].some(
    of => !isDeepStrictEqual(of(form, calendarOf(ws.policy, form)), of(next, calendarOf(ws.policy, next))),
  );

/** Pending or approved leaves that a change of the policy's day would make take other days, and how they would. */
export async function leavesRescheduled(
  ws: Workspace,
  after: Workspace,
  { from, change }: { from: string; change: PolicyChange },
): Promise<{ request: RequestDoc; next: LeaveForm }[]> {
  if (!namesDay(change)) return [];
  const found = await requests(ws).occupyingIn(ws.team, LEAVE, from, FOR_EVER);
  const people = await peopleOf(ws, found);
  return found.flatMap(request => {
    const form = leaveFormOf(request.form);
    const person = people.get(request.user);
    const next = person && rescheduled(form, person, after.policy);
    return next && isMoved(ws, form, next) ? [{ request, next }] : [];
  });
}

export const peopleOf = async (ws: Workspace, found: readonly RequestDoc[]): Promise<Map<string, Person>> =>
  new Map((await ws.people.some([...new Set(found.map(r => r.user))])).map(p => [p.user, p]));

/** Pending or approved leaves of these people that go on after the change: each gets a line of history, once. */
export const recountSchedules = handle(scheduleRecount, async (ws, { doc, to, data: { from, by }, id }) => {
  await ws.policy.reload();
  const isOne = doc._id === personId(ws.team, to);
  const found = isOne
    ? (await requests(ws).of(ws.team, to)).filter(r => r.kind === LEAVE && r.period.to >= from && occupies(r))
    : await requests(ws).occupyingIn(ws.team, LEAVE, from, FOR_EVER);
  const people = await peopleOf(ws, found);
  const limit = pLimit(AT_ONCE);
  await Promise.all(
    found.map(r =>
      limit(async () => {
        const person = people.get(r.user);
        if (person) await noteLeave(ws, r, `schedule:${id}`, latest => noted(ws, latest, person, by));
      }),
    ),
  );
});

function noted(ws: Workspace, request: RequestDoc, person: Person, by: string): Noted | undefined {
  const form = leaveFormOf(request.form);
  const next = rescheduled(form, person, ws.policy);
  if (!isRecounted(ws, form, next)) return undefined;
  const { hours: _h, later: _l, offices: _o, ...rest } = request.form;
  const { hours, later, offices } = next;
  const stored = { ...rest, ...defined({ hours, later, offices }) };
  // It counts as the calendar does, or as before: only its working time or its office is another.
  if (form.as.calendarDays || !isMoved(ws, form, next)) return { by, lines: [], more: false, form: stored };
  const counted = (leave: LeaveForm): Shown => shownCount(countLeave(leave, calendarOf(ws.policy, leave)));
  const takes = { was: counted(form), is: counted(next) };
  const amount = (leave: LeaveForm): number =>
    takesOf(leave, calendarOf(ws.policy, leave)).reduce((sum, u) => sum + u.amount, 0);
  return {
    by,
    lines: [{ what: 'recounted', takes }],
    message: leaveRescheduled.owed({ to: request.user, lane: leaveRescheduled.kind, data: takes }),
    more: amount(next) > amount(form),
    form: stored,
  };
}

export const tellRescheduled = handle(leaveRescheduled, async (ws, { doc, to, data: { was, is } }, sender) => {
  const request = await requests(ws).byId(ws.team, doc._id);
  if (!request) return;
  const w = words(ws.people.language(await ws.people.person(to)));
  const form = leaveFormOf(request.form);
  const model = {
    leave: `${w.leaveType(typeCode(form))} ${w.range(form.from, form.to)}`,
    was: w.leave.days(was),
    is: w.leave.days(is),
    none: sizeOf(is) === 0,
  };
  await sender.post({ channel: to }, rescheduledMessage(model, w));
});
