import { isDeepStrictEqual } from 'node:util';
import { calendarOf, LEAVE } from '../absence/leaves.ts';
import type { FromWindow } from '../administration/form.ts';
import { mayLetStand } from '../approvals/acting.ts';
import { type SendOutcome, sendRequest } from '../approvals/actions.ts';
import { inForce } from '../approvals/route/view.ts';
import type { Source } from '../approvals/source.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { workdays } from '../attendance/store.ts';
import { addDays } from '../calendar/rules.ts';
import { fileInfo } from '../forms/files.ts';

import { takesOf } from '../leave-record/days.ts';

import type { LeaveEvent } from '../leave-record/events.ts';

import { type LeaveForm, leaveFormOf, takenOf } from '../leave-record/form.ts';
import { countLeave, type FilledLeave, type LeaveProblem, leaveFacts } from '../leave-record/rules.ts';
import { may } from '../people/may.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { newId } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { mayWaiveBreak } from '../worktime/away.ts';
import { checkLeave, lastingProblems, readLeave } from './check.ts';
import { birthMoved, changeSent } from './effects.ts';
import { entitledOf } from './event-check.ts';
import { isWorked } from './hours.ts';
import type { LeavePreview } from './preview.ts';
import { overrodeIn, severity } from './severity.ts';
import { loadValidation } from './validation.ts';

/** A returned request that is sent again, or an approved one to change. */
export interface About {
  again?: string;
  replaces?: string;
  source?: Source;
  /** for whom somebody else enters it, and from which window */
  whose?: string;
  window?: FromWindow;
  /** opened from the list of days that need an answer */
  list?: true;
}

const FREE_DAYS_AHEAD = 14;

/** The form with what it keeps of the request that it is about; undefined: this person cannot change that one. */
async function completed(
  ws: Workspace,
  user: string,
  filled: FilledLeave,
  about: About,
): Promise<FilledLeave | undefined> {
  const id = about.again ?? about.replaces;
  if (id === undefined) return filled;
  const before = await requests(ws).byId(ws.team, id);
  if (!before || before.user !== user || before.kind !== LEAVE) return undefined;
  const old = leaveFormOf(before.form);
  // Slack cannot show files again in an input: earlier ones stay.
  const files = filled.files && filled.files.length > 0 ? filled.files : old.files;
  const replaces = about.replaces
    ? { id, was: takenOf(old) }
    : old.replaces && old.was
      ? { id: old.replaces, was: old.was }
      : undefined;
  return { ...filled, ...defined({ files, replaces }) };
}

/** `actor`: whoever enters it for the person. */
const validationFor = async (
  ws: Workspace,
  user: string,
  { type, from, to, replaces, standIn }: FilledLeave,
  { whose }: About,
  actor?: string,
) =>
  loadValidation(ws, {
    ...(actor !== undefined && (await mayOverride(ws, actor, user)) ? { overrides: true } : {}),
    ...defined({ since: replaces?.was.from, standIn }),
    user,
    type,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(whose ? {} : { asks: user }),
  });

/** HR passes over rules of the workplace, as they give leave by hand; managers do not. */
async function mayOverride(ws: Workspace, actor: string, user: string): Promise<boolean> {
  const d = await ws.rights.listing();
  const subject = d.subject(user);
  return subject !== undefined && may(d.actor(actor), 'give-leave', subject) === 'yes';
}

const NOT_CHANGEABLE: LeaveProblem = { field: 'from', code: 'not-changeable' };
const MISSING_DOCUMENT: LeaveProblem = { field: 'files', code: 'missing-document' };

/** Only while in force, one change at a time. */
function changeProblems(form: LeaveForm, others: readonly RequestDoc[]): LeaveProblem[] {
  if (!form.replaces) return [];
  const old = others.find(r => r._id === form.replaces);
  const rival = others.some(
    r =>
      r.kind === LEAVE &&
      (r.state === 'waiting' || r.state === 'sent-back' || r.state === 'approved') &&
      leaveFormOf(r.form).replaces === form.replaces,
  );
  return old?.state === 'approved' && !rival ? [] : [NOT_CHANGEABLE];
}

/** An added document is a change. */
const isSame = (form: LeaveForm, filled: FilledLeave, known: readonly LeaveEvent[]): boolean =>
  form.was !== undefined &&
  !filled.files &&
  isDeepStrictEqual(takenOf(form), form.was) &&
  (form.event === undefined || known.includes(form.event));

/** A known birth that a leave gives anew: what else belongs to it is counted again. */
const movedBirth = ({ event }: LeaveForm, known: readonly LeaveEvent[]): string[] =>
  event?.kind === 'birth' && known.some(k => k.id === event.id && k !== event) ? [event.id] : [];

async function withFileNames(ws: Workspace, filled: FilledLeave): Promise<FilledLeave> {
  if (!filled.files) return filled;
  // A slow file name must not lose the file.
  const files = await Promise.all(filled.files.map(async f => (await fileInfo(ws, f.id)) ?? f));
  return { ...filled, files };
}

/** Whoever enters a leave for somebody, why, and whether they want it to stand at once. */
export interface EnteredBy {
  user: string;
  reason: string;
  stands: boolean;
}

/** `submission` recognises duplicates; `by`: the caller has checked the right. */
export async function requestLeave(
  ws: Workspace,
  user: string,
  form: FilledLeave,
  submission: string,
  about: About = {},
  by?: EnteredBy,
): Promise<SendOutcome<LeaveProblem>> {
  const filled = await completed(ws, user, await withFileNames(ws, form), about);
  if (!filled) return { ok: false, refusal: { code: 'not-yours' } };
  const validation = await validationFor(ws, user, filled, about, by?.user);
  const newEvent = newId('e', ws.clock.now());
  const read = readLeave(filled, { ...validation.context([]), newEvent });
  if (!('form' in read)) return { ok: false, problems: read.problems };
  const leave = read.form;
  const { calendar } = ws.policy;
  const days = Math.max(leaveFacts(leave, calendar).days, leave.was ? countLeave(leave.was, calendar).days : 0);
  const { again, source } = about;
  const facts = { type: leave.type, days };
  const problemsAmong = (others: RequestDoc[]): LeaveProblem[] =>
    checkLeave(filled, validation.context(others, leave.replaces));
  const sentBy = by && {
    ...by,
    stands: by.stands && (await mayLetStand(ws, by.user, { kind: LEAVE, user, facts })),
    overrode: (others: RequestDoc[]) => overrodeIn(problemsAmong(others), validation.strictness),
  };
  return sendRequest(
    ws,
    {
      user,
      kind: LEAVE,
      form: { ...leave },
      period: { from: leave.from, to: leave.to },
      facts,
      submission,
      ...(again ? { again } : {}),
      ...(leave.replaces ? { changes: true } : {}),
      ...defined({ source, by: sentBy, copies: form.copies }),
      owed: [
        ...(leave.replaces ? [changeSent.owed({ lane: changeSent.kind, to: user })] : []),
        ...movedBirth(leave, validation.events).map(event =>
          birthMoved.owed({ to: user, lane: birthMoved.kind, data: { event, by: by?.user ?? user } }),
        ),
      ],
    },
    others => [
      ...changeProblems(leave, others),
      ...(isSame(leave, form, validation.events) ? [{ field: 'from' as const, code: 'not-changed' as const }] : []),
      ...problemsAmong(others).filter(p => severity(p, validation.strictness, 'sent') === 'refuse'),
    ],
  );
}

export async function previewLeave(
  ws: Workspace,
  user: string,
  filled: FilledLeave,
  about: About = {},
  actor?: string,
): Promise<LeavePreview> {
  const whole = (await completed(ws, user, filled, about)) ?? filled;
  const [validation, mine] = await Promise.all([
    validationFor(ws, user, whole, about, actor),
    requests(ws).of(ws.team, user),
  ]);
  const others = mine.filter(r => r._id !== about.again);
  const ctx = validation.context(others, whole.replaces?.id);
  const read = readLeave(whole, ctx);
  // The document is required only at sending.
  const problems = checkLeave(whole, ctx).filter(p => p.code !== 'missing-document');
  const by = (wanted: 'refuse' | 'warn') => problems.filter(p => severity(p, validation.strictness, 'sent') === wanted);
  const form = 'form' in read && read.problems.every(p => p.field === 'reason') ? read.form : undefined;
  const uses = form ? takesOf(form, calendarOf(ws.policy, form)) : [];
  const outcome =
    form?.as.pool && uses.length > 0 ? validation.outcome(others, uses, form.as.pool, whole.replaces?.id) : undefined;
  const waivable = ctx.asks !== undefined && mayWaiveBreak(form?.part, ctx.arranged, ctx.country);
  return {
    type: ctx.type,
    ...(waivable ? { noBreak: form?.noBreak !== undefined } : {}),
    ...defined({ form, outcome, entitled: 'form' in read ? entitledOf(read.form, ctx.type, ctx) : undefined }),
    refused: [...(form ? changeProblems(form, others) : []), ...by('refuse')],
    warned: by('warn'),
    overrode: overrodeIn(problems, validation.strictness),
  };
}

/** Today, or the next working day where today is off or worked. */
export async function firstDay(ws: Workspace, person: Person): Promise<string> {
  const today = ws.policy.of(person).today();
  const ahead = Array.from({ length: FREE_DAYS_AHEAD }, (_, n) => addDays(today, n + 1));
  const next = ahead.find(date => isWorked(ws, person, date)) ?? today;
  if (!isWorked(ws, person, today)) return next;
  const [record] = await workdays(ws).between(ws.team, person.user, today, today);
  return record && record.spans.length > 0 ? next : today;
}

/** For the approver. */
export async function reviewLeave(
  ws: Workspace,
  request: RequestDoc,
): Promise<{ refused: LeaveProblem[]; warned: LeaveProblem[] }> {
  const form = leaveFormOf(request.form);
  const [validation, mine] = await Promise.all([
    loadValidation(ws, { user: request.user, type: form.type, from: form.from, to: form.to }),
    requests(ws).of(ws.team, request.user),
  ]);
  const others = mine.filter(r => r._id !== request._id);
  const ctx = validation.context(others, form.replaces);
  const old = mine.find(r => r._id === form.replaces);
  const problems = [
    ...(form.replaces && !(old && inForce(old)) ? [NOT_CHANGEABLE] : []),
    ...lastingProblems(form, ctx),
    ...(ctx.type?.document && ctx.type.decided && !form.files ? [MISSING_DOCUMENT] : []),
  ];
  // Whoever entered it for the person has passed over these already.
  const overrode = request.history.findLast(h => h.what === 'sent' || h.what === 'resent')?.overrode ?? [];
  const by = (wanted: 'refuse' | 'warn') =>
    problems.filter(
      p => (overrode.includes(p.code) ? 'warn' : severity(p, validation.strictness, 'approved')) === wanted,
    );
  return { refused: by('refuse'), warned: by('warn') };
}
