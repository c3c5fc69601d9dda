import { isDeepStrictEqual } from 'node:util';
import { LEAVE } from '../absence/leaves.ts';
import type { SendOutcome } from '../approvals/actions.ts';
import { inForce } from '../approvals/route/view.ts';
import type { Approvals } from '../approvals/service.ts';
import type { Source } from '../approvals/source.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { addDays, localDate } from '../calendar/rules.ts';
import type { fileInfo } from '../forms/files.ts';
import { FULL_TIME, minutesOn, usesOf } from '../leave-record/days.ts';
import { type LeaveForm, leaveFormOf, takenOf } from '../leave-record/form.ts';
import { countLeave, type FilledLeave, type LeaveProblem, leaveFacts } from '../leave-record/rules.ts';
import { defined } from '../shared/defined.ts';
import { checkLeave, lastingProblems, readLeave, severity } from './check.ts';
import type { LeavePreview } from './preview.ts';
import { CHANGE_SENT } from './replaced.ts';
import { loadValidation, type ValidationParts } from './validation.ts';

export { activeLeaves, LEAVE } from '../absence/leaves.ts';

/** Which request a form is about: one that came back and is sent again, or an approved one that is to be changed. */
export interface About {
  again?: string;
  replaces?: string;
  /** the message that the form was opened from */
  source?: Source;
  /** the form was opened from the list of days that need an answer */
  list?: true;
}

export interface Leave {
  /** Validates and sends. `submission` recognises it when it is sent twice. */
  request(user: string, form: FilledLeave, submission: string, about?: About): Promise<SendOutcome<LeaveProblem>>;
  /** What a form as it stands would take, and what is wrong with it. */
  preview(user: string, form: FilledLeave, about?: About): Promise<LeavePreview>;
  /** The day on which a form begins that names none: today, or the next working day where today is off or worked already. */
  firstDay(user: string): Promise<string>;
  /** What stands against a request at the moment, for whoever is about to approve it. */
  review(request: RequestDoc): Promise<{ refused: LeaveProblem[]; warned: LeaveProblem[] }>;
}

/** Longer than any run of days off. */
const FREE_DAYS_AHEAD = 14;

export function leaveActions(
  o: ValidationParts & { approvals: Approvals; fileInfo: (id: string) => ReturnType<typeof fileInfo> },
): Leave {
  /** The form with what it keeps of the request that it is about; undefined: that one cannot be changed by this person. */
  async function completed(user: string, filled: FilledLeave, about: About): Promise<FilledLeave | undefined> {
    const id = about.again ?? about.replaces;
    if (id === undefined) return filled;
    const before = await o.requests.byId(o.team(), id);
    if (!before || before.user !== user || before.kind !== LEAVE) return undefined;
    const old = leaveFormOf(before.form);
    // Slack cannot show files again in an input: those of before stay unless new ones are given.
    const files = filled.files && filled.files.length > 0 ? filled.files : old.files;
    const replaces = about.replaces
      ? { id, was: takenOf(old) }
      : old.replaces && old.was
        ? { id: old.replaces, was: old.was }
        : undefined;
    return { ...filled, ...defined({ files, replaces }) };
  }

  const validationFor = (user: string, { type, from, to }: FilledLeave) =>
    loadValidation(o, { user, type, ...(from ? { from } : {}), ...(to ? { to } : {}) });

  /** A leave is changed while it is in force, and by one change at a time. */
  function changeProblems(form: LeaveForm, others: readonly RequestDoc[]): LeaveProblem[] {
    if (!form.replaces) return [];
    const old = others.find(r => r._id === form.replaces);
    const rival = others.some(
      r =>
        r.kind === LEAVE &&
        (r.state === 'waiting' || r.state === 'sent-back' || r.state === 'approved') &&
        leaveFormOf(r.form).replaces === form.replaces,
    );
    return old?.state === 'approved' && !rival ? [] : [{ field: 'from', code: 'not-changeable' }];
  }

  /** A change that leaves everything as it is; a document that is added is something new. */
  const isSame = (form: LeaveForm, filled: FilledLeave): boolean =>
    form.was !== undefined && !filled.files && isDeepStrictEqual(takenOf(form), form.was);

  const named = async (filled: FilledLeave): Promise<FilledLeave> => {
    if (!filled.files) return filled;
    // A name that Slack does not tell in time is no reason to lose the file.
    const files = await Promise.all(filled.files.map(async f => (await o.fileInfo(f.id)) ?? f));
    return { ...filled, files };
  };

  return {
    request: async (user, filled, submission, about = {}) => {
      const given = await completed(user, await named(filled), about);
      if (!given) return { ok: false, refusal: { code: 'not-yours' } };
      const validation = await validationFor(user, given);
      const read = readLeave(given, validation.context([]));
      if (!('form' in read)) return { ok: false, problems: read.problems };
      const { form } = read;
      const days = Math.max(leaveFacts(form, o.calendar).days, form.was ? countLeave(form.was, o.calendar).days : 0);
      const { again, source } = about;
      return o.approvals.send(
        {
          user,
          kind: LEAVE,
          form: { ...form },
          period: { from: form.from, to: form.to },
          facts: { type: form.type, days },
          submission,
          ...(again ? { again } : {}),
          ...defined({ source }),
          ...(form.replaces ? { owed: [{ kind: CHANGE_SENT, lane: CHANGE_SENT, to: user }] } : {}),
        },
        others => [
          ...changeProblems(form, others),
          ...(isSame(form, filled) ? [{ field: 'from' as const, code: 'not-changed' as const }] : []),
          ...checkLeave(given, validation.context(others, form.replaces)).filter(
            p => severity(p, validation.strictness, 'sent') === 'refuse',
          ),
        ],
      );
    },

    preview: async (user, filled, about = {}) => {
      const given = (await completed(user, filled, about)) ?? filled;
      const [validation, mine] = await Promise.all([validationFor(user, given), o.requests.of(o.team(), user)]);
      const others = mine.filter(r => r._id !== about.again);
      const ctx = validation.context(others, given.replaces?.id);
      const read = readLeave(given, ctx);
      // What is only asked for when it is sent is no problem while it is being filled in.
      const problems = checkLeave(given, ctx).filter(p => p.code !== 'missing-document');
      const by = (wanted: 'refuse' | 'warn') =>
        problems.filter(p => severity(p, validation.strictness, 'sent') === wanted);
      const form = 'form' in read && read.problems.every(p => p.field === 'reason') ? read.form : undefined;
      const uses = form ? usesOf(form, o.calendar) : [];
      const outcome =
        form?.as.pool && uses.length > 0
          ? validation.outcome(others, uses, form.as.pool, given.replaces?.id)
          : undefined;
      return {
        type: ctx.type,
        ...defined({ form }),
        refused: [...(form ? changeProblems(form, others) : []), ...by('refuse')],
        warned: by('warn'),
        ...defined({ outcome }),
      };
    },

    firstDay: async user => {
      const today = localDate(o.clock.now(), o.zone);
      const ahead = Array.from({ length: FREE_DAYS_AHEAD }, (_, n) => addDays(today, n + 1));
      // One's own working days, for whoever has others than the workplace.
      const [hours = FULL_TIME, [record]] = await Promise.all([
        o.hoursOf(user, today),
        o.workdays.between(o.team(), user, today, today),
      ]);
      const works = (date: string): boolean => minutesOn(date, hours, o.calendar) > 0;
      const next = ahead.find(works) ?? today;
      if (!works(today)) return next;
      return record && record.spans.length > 0 ? next : today;
    },

    review: async request => {
      const form = leaveFormOf(request.form);
      const [validation, mine] = await Promise.all([
        loadValidation(o, { user: request.user, type: form.type, from: form.from, to: form.to }),
        o.requests.of(o.team(), request.user),
      ]);
      const others = mine.filter(r => r._id !== request._id);
      const ctx = validation.context(others, form.replaces);
      const document: LeaveProblem[] =
        ctx.type?.document && !form.files ? [{ field: 'files', code: 'missing-document' }] : [];
      const old = mine.find(r => r._id === form.replaces);
      const gone: LeaveProblem[] =
        form.replaces && !(old && inForce(old)) ? [{ field: 'from', code: 'not-changeable' }] : [];
      const problems = [...gone, ...lastingProblems(form, ctx), ...document];
      const by = (wanted: 'refuse' | 'warn') =>
        problems.filter(p => severity(p, validation.strictness, 'approved') === wanted);
      return { refused: by('refuse'), warned: by('warn') };
    },
  };
}
