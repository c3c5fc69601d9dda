import { isDeepStrictEqual } from 'node:util';
import pLimit from 'p-limit';
import { rescheduledMessage } from '../../blocks/calendar.ts';
import { occupies } from '../approvals/route/view.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import type { Calendar } from '../calendar/rules.ts';
import { words } from '../i18n/index.ts';
import { takesOf, usesOf } from '../leave-record/days.ts';
import { type LeaveForm, leaveFormOf, typeCode } from '../leave-record/form.ts';
import { countLeave, shownCount } from '../leave-record/rules.ts';
import type { Person } from '../people/rules.ts';
import { personId } from '../people/store.ts';
import type { OfficePeriod } from '../people/terms.ts';
import type { PolicyChange } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import { sizeOf } from '../shared/shown.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contractIn } from '../worktime/contract.ts';
import { leaveRescheduled, scheduleRecount } from './effects.ts';
import { LEAVE } from './leaves.ts';
import { type Noted, noteLeave } from './recount-note.ts';

const FOR_EVER = '9999-12-31';
const AT_ONCE = 8;

/** A leave by the contract of each of its days (LSA 60: a working day as contracted on that day). */
export function rescheduled<F extends Pick<LeaveForm, 'from' | 'to' | 'hours' | 'later'>>(
  form: F,
  person: Pick<Person, 'terms' | 'arrangement'>,
  policy: Parameters<typeof contractIn>[2],
): F {
  const { hours, later, ...rest } = form;
  const { from, to } = form;
  return { ...rest, ...contractIn(person, { from, to }, policy) } as F;
}

/** A leave as it is counted: by its contract, and the holidays of its person's offices. */
interface Counting {
  form: LeaveForm;
  calendar: Calendar;
}

const isMoved = (was: Counting, is: Counting): boolean =>
  [usesOf, takesOf].some(of => !isDeepStrictEqual(of(was.form, was.calendar), of(is.form, is.calendar)));

/** Pending or approved leaves that a change of the policy's day would make take other days. */
export async function leavesRescheduled(
  ws: Workspace,
  { from, change }: { from: string; change: PolicyChange },
): Promise<RequestDoc[]> {
  const { dayLength, fullTimeWeek } = change.workingTime ?? {};
  if (dayLength === undefined && fullTimeWeek === undefined) return [];
  const { policy } = ws;
  const changed = defined({ dayLength, fullTimeWeek });
  const after = {
    changes: [...policy.changes, from],
    on: (date: string) =>
      date < from ? policy.on(date) : { workingTime: { ...policy.on(date).workingTime, ...changed } },
  };
  const found = await requests(ws).occupyingIn(ws.team, LEAVE, from, FOR_EVER);
  const people = await peopleOf(ws, found);
  return found.filter(r => {
    const form = leaveFormOf(r.form);
    const person = people.get(r.user);
    if (!person) return false;
    const { calendar } = policy.of(person);
    return isMoved({ form, calendar }, { form: rescheduled(form, person, after), calendar });
  });
}

export const peopleOf = async (ws: Workspace, found: readonly RequestDoc[]): Promise<Map<string, Person>> =>
  new Map((await ws.people.some([...new Set(found.map(r => r.user))])).map(p => [p.user, p]));

/** Pending or approved leaves of these people that go on after the change: each gets a line of history, once. */
export const recountSchedules = handle(scheduleRecount, async (ws, { doc, to, data: { from, by, was }, id }) => {
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
        if (person)
          await noteLeave(ws, r, `schedule:${id}`, latest => noted(ws, latest, person, { by, ...defined({ was }) }));
      }),
    ),
  );
});

function noted(
  ws: Workspace,
  request: RequestDoc,
  person: Person,
  { by, was }: { by: string; was?: readonly OfficePeriod[] },
): Noted | undefined {
  const { calendar } = ws.policy.of(person);
  const before = was ? ws.policy.along(was).calendar : calendar;
  const form = leaveFormOf(request.form);
  const next = rescheduled(form, person, ws.policy);
  if (!isMoved({ form, calendar: before }, { form: next, calendar })) return undefined;
  const { hours, later, ...rest } = request.form;
  const { hours: nextHours, later: nextLater } = next;
  const stored = { ...rest, ...(nextHours ? { hours: nextHours } : {}), ...(nextLater ? { later: nextLater } : {}) };
  const takes = { was: shownCount(countLeave(form, before)), is: shownCount(countLeave(next, calendar)) };
  const amount = (c: Counting): number => takesOf(c.form, c.calendar).reduce((sum, u) => sum + u.amount, 0);
  // It counts as the calendar does: only its working time is another.
  if (form.as.calendarDays) return { by, lines: [], more: false, form: stored };
  return {
    by,
    lines: [{ what: 'recounted', takes }],
    message: leaveRescheduled.owed({ to: request.user, lane: leaveRescheduled.kind, data: takes }),
    more: amount({ form: next, calendar }) > amount({ form, calendar: before }),
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
