import { z } from 'zod';
import { action, callback, input } from '../../blocks/ids.ts';
import { notice } from '../../blocks/kit.ts';
import { leaveModal } from '../../blocks/leave.ts';
import { leaveAction, leaveInput } from '../../blocks/leave-ids.ts';
import { readPrefill } from '../absence/prefill.ts';
import type { Editor, RoutePreview } from '../approvals/service.ts';
import { sourceOf, sourceSchema } from '../approvals/source.ts';
import type { RequestStore } from '../approvals/store.ts';
import { type Calendar, isDate, localDate } from '../calendar/rules.ts';
import type { Ledger } from '../grants/service.ts';
import type { Words } from '../i18n/index.ts';
import { halfOf, type LeaveForm, leaveFormOf, partsOf, takenOf } from '../leave-record/form.ts';
import { countLeave, type FilledLeave, type LeaveProblem, leaveFacts } from '../leave-record/rules.ts';
import type { LeaveType } from '../leave-record/types/definition.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { choiceOf, dateOf, type FormState, textOf } from '../slack/form.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import { filesOf } from '../slack/pickers.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Acting, Press, Router, Submission } from '../slack/router.ts';
import { type About, activeLeaves, LEAVE, type Leave } from './actions.ts';
import { takenInSpan } from './check.ts';
import { leaveModel, problemText } from './present.ts';
import { type OfferedType, offersTo } from './types/left.ts';
import type { LeaveTypes } from './types/library.ts';
import type { ArrangedOn, LeavePolicy } from './validation.ts';

const metadataSchema = z.strictObject({
  again: z.string().exactOptional(),
  replaces: z.string().exactOptional(),
  source: sourceSchema.exactOptional(),
  list: z.literal(true).exactOptional(),
});
const readAbout = (metadata: string): About | undefined =>
  metadata === '' ? {} : readMetadata(metadataSchema, metadata);

/** What the leave form needs to be drawn for somebody. */
export interface LeaveForms {
  /** the form as a modal, validated against the person's requests */
  modal(
    acting: Pick<Acting, 'person' | 'w'>,
    form?: Partial<FilledLeave>,
    toBlock?: string,
    about?: About,
  ): Promise<ReturnType<typeof leaveModal>>;
}

interface Parts {
  leave: Leave;
  requests: RequestStore;
  people: People;
  types: LeaveTypes;
  arrangedOn: ArrangedOn;
  balancesFrom: Ledger['balancesFrom'];
  policy: () => Pick<LeavePolicy, 'smallestUnit'>;
  refusals: Refusals;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  zone: string;
}

export function leaveForms(o: Parts & { preview: RoutePreview }): LeaveForms {
  /** The steps that decide; where any one administrator does, their names. */
  async function decides(user: string, facts: { type: string; days: number }, w: Words): Promise<string[]> {
    const steps = await o.preview({ kind: LEAVE, user, facts }, w);
    const office = [w.approvals.who.hr, w.approvals.who.administrators];
    if (steps.length !== 1 || !office.includes(steps[0])) return steps;
    const all = await o.people.administrators();
    const others = all.filter(p => p.user !== user);
    return [w.list((others.length > 0 ? others : all).slice(0, 5).map(p => p.name))];
  }

  /** What the person may ask for, and what they have left of it. */
  async function offered(person: Person, date = today()): Promise<OfferedType[]> {
    const mine = o.requests.of(o.team(), person.user);
    const [types, balances, all] = await Promise.all([
      o.types.offered(o.policy().smallestUnit),
      o.balancesFrom(person, mine),
      mine,
    ]);
    const leaves = activeLeaves(all);
    return offersTo(types, balances, type => takenInSpan(type, date, leaves, o.calendar));
  }

  const today = (): string => localDate(o.clock.now(), o.zone);

  /** What the inputs hold at first, and what follows from the type. */
  function settled(form: Partial<FilledLeave>, types: readonly LeaveType[], first: string): FilledLeave {
    const half = halfOf(form.type ?? '');
    const wanted = half ? 'half' : form.type;
    const type = types.find(t => t.id === wanted) ?? types[0];
    const from = form.from && isDate(form.from) ? form.from : first;
    const to = type?.unit === 'day' && form.to && isDate(form.to) ? form.to : from;
    const parts = type ? partsOf(type.unit) : [];
    const part = parts.find(p => p === (half ?? form.part)) ?? parts[0];
    const occasion = type?.occasions.find(c => c.id === form.occasion)?.id;
    const { files, replaces, timeFrom, timeTo } = form;
    return {
      type: type?.id ?? '',
      ...{ from, to, reason: form.reason ?? '' },
      ...defined({ part }),
      ...(occasion ? { occasion } : {}),
      ...(timeFrom ? { timeFrom } : {}),
      ...(timeTo ? { timeTo } : {}),
      ...defined({ files, replaces }),
    };
  }

  return {
    modal: async ({ person, w }, form = {}, toBlock, about = {}) => {
      const offers = await offered(person, form.from);
      const types = offers.map(offer => offer.type);
      const id = about.again ?? about.replaces;
      const request = id === undefined ? undefined : await o.requests.byId(o.team(), id);
      const old = request?.user === person.user ? leaveFormOf(request.form) : undefined;
      const replaces = about.replaces && old ? { id: about.replaces, was: takenOf(old) } : undefined;
      const first = form.from === undefined ? await o.leave.firstDay(person.user) : today();
      const filled = settled({ ...form, ...defined({ replaces }) }, types, first);
      const preview = await o.leave.preview(person.user, filled, about);
      const block = toBlock ?? (form.to === undefined ? `${input.to}:${filled.to}` : undefined);
      const facts = leaveFacts({ ...(preview.form ?? periodIn(filled)), type: filled.type }, o.calendar);
      const days = Math.max(facts.days, replaces ? countLeave(replaces.was, o.calendar).days : 0);
      const model = leaveModel(filled, preview, {
        calendar: o.calendar,
        offers,
        arranged: filled.from ? await o.arrangedOn(person.user, filled.from) : undefined,
        decides: await decides(person.user, { ...facts, days }, w),
        w,
        kept: (old?.files ?? []).map(f => f.name),
        metadata: Object.keys(about).length === 0 ? '' : JSON.stringify(about),
        ...(block ? { toBlock: block } : {}),
      });
      return leaveModal(model, w);
    },
  };
}

const periodIn = ({ from = '', to = '' }: FilledLeave) => ({ from, to });

/** The inputs as they were when a leave was sent, for changing it. */
const filledOf = (form: LeaveForm): Partial<FilledLeave> => ({
  ...{ type: form.type, from: form.from, to: form.to, reason: form.reason },
  ...defined({ part: form.part, timeFrom: form.time?.from, timeTo: form.time?.to }),
  ...(form.occasion ? { occasion: form.occasion } : {}),
});

/** Opens the leave form with what was sent. */
export const leaveEditor =
  (forms: LeaveForms): Editor =>
  async (press, request, copy) =>
    press.open(
      await forms.modal(press, filledOf(leaveFormOf(request.form)), undefined, {
        ...(copy ? {} : { again: request._id }),
        ...sourceOf(press),
      }),
    );

/** Opens the form of an approved leave, to ask for a change of it. */
export const leaveChanger =
  (forms: LeaveForms): Editor =>
  async (press, request) =>
    press.open(await forms.modal(press, filledOf(leaveFormOf(request.form)), undefined, { replaces: request._id }));

/** The leave form: opened from anywhere, redrawn as it is filled, sent. */
export function leaveSlack(
  router: Router,
  forms: LeaveForms,
  o: Parts & { listBeneath: (s: Submission) => void },
): void {
  router.opens(action.openLeave, async press => {
    const prefill = readPrefill(press.value);
    const { user } = press.person;
    if (prefill?.form && prefill.user !== user) return press.tell(press.w.chat.notYourForm);
    // Somebody else's message in a channel goes on showing theirs.
    const from = prefill && prefill.user !== user ? {} : sourceOf(press);
    const about = press.view?.callbackId === callback.list ? { ...from, list: true as const } : from;
    await press.open(await forms.modal(press, prefill?.form, undefined, about));
  });

  const redraw = async (press: Press): Promise<void> => {
    const { view } = press;
    if (!view) return;
    const form = filledIn(view.state);
    const shown = toBlockIn(view.state);
    // The last day follows the first one as long as only the form has set it, and is never left behind.
    const own = shown !== undefined && shown === `${input.to}:${form.to}`;
    const moved = press.actionId === action.leaveFrom && form.from && form.to && (own || form.to < form.from);
    if (moved && form.from) form.to = form.from;
    const toBlock = shown !== undefined && !moved ? shown : `${input.to}:${form.to ?? form.from}`;
    const modal = await forms.modal(press, form, toBlock, found(readAbout(view.metadata)));
    await press.redraw(modal);
  };
  const { occasion, part, timeFrom, timeTo } = leaveAction;
  for (const id of [action.leaveType, action.leaveFrom, action.leaveTo, occasion, part, timeFrom, timeTo])
    router.opens(id, redraw);

  router.submitAbout(callback.leave, readAbout, async s => {
    const { w } = s;
    const form = filledIn(s.state);
    const about = found(readAbout(s.metadata));
    const outcome = await o.leave.request(s.person.user, form, s.key, about);
    if (outcome.ok && about.list) o.listBeneath(s);
    if (outcome.ok) return { close: true };
    if ('problems' in outcome) {
      const errors: Record<string, string> = {};
      for (const p of outcome.problems) errors[blockOf(p, s.state)] ??= problemText(p, w);
      return { errors };
    }
    const why = await o.refusals.text(outcome.refusal, s);
    // What another try mends keeps what was typed.
    if (outcome.refusal.code === 'busy') return { errors: { [input.from]: why } };
    return { update: notice(callback.notice, w.errors.title, why, w.common.close) };
  });
}

/** The input beside which a problem stands, of those that are there: what is less than a day has no last day. */
function blockOf(p: LeaveProblem, state: FormState): string {
  const wanted: Record<LeaveProblem['field'], string | undefined> = {
    type: input.type,
    occasion: leaveInput.occasion,
    part: leaveInput.part,
    time: leaveInput.timeTo,
    from: input.from,
    to: toBlockIn(state),
    files: leaveInput.files,
    reason: input.reason,
  };
  const block = wanted[p.field];
  return block !== undefined && (block in state || block === input.reason) ? block : input.from;
}

/** The block that holds the last day, if the form has one now. */
const toBlockIn = (state: FormState): string | undefined =>
  Object.keys(state).find(block => block === input.to || block.startsWith(`${input.to}:`));

/** The form as it stands in the modal. */
function filledIn(state: FormState): FilledLeave {
  const from = dateOf(state, input.from, action.leaveFrom);
  const to = dateOf(state, toBlockIn(state) ?? input.to, action.leaveTo);
  const part = choiceOf(state, leaveInput.part, leaveAction.part);
  const occasion = choiceOf(state, leaveInput.occasion, leaveAction.occasion);
  const timeFrom = choiceOf(state, leaveInput.timeFrom, leaveAction.timeFrom);
  const timeTo = choiceOf(state, leaveInput.timeTo, leaveAction.timeTo);
  const files = filesOf(state, leaveInput.files).map(id => ({ id, name: id }));
  return {
    type: choiceOf(state, input.type, action.leaveType) ?? '',
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    reason: textOf(state, input.reason),
    ...(part ? { part } : {}),
    ...(occasion ? { occasion } : {}),
    ...(timeFrom ? { timeFrom } : {}),
    ...(timeTo ? { timeTo } : {}),
    ...(files.length > 0 ? { files } : {}),
  };
}
