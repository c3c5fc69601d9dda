import { action, callback, input } from '../../blocks/ids.ts';
import { notice } from '../../blocks/kit.ts';
import { leaveModal } from '../../blocks/leave.ts';
import type { Editor } from '../approvals/edit.ts';
import type { RoutePreview } from '../approvals/preview.ts';
import type { RequestStore } from '../approvals/store.ts';
import { type Calendar, isDate, localDate } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { Clock } from '../shared/clock.ts';
import { choiceOf, dateOf, type FormState, textOf } from '../slack/form.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Acting, Press, Router } from '../slack/router.ts';
import { LEAVE, type Leave } from './actions.ts';
import { leaveFormOf } from './form.ts';
import { readPrefill } from './prefill.ts';
import { leaveModel, problemText } from './present.ts';
import type { FilledLeave } from './rules.ts';
import { isHalf, leaveFacts } from './rules.ts';

/** What the leave form needs to be drawn for somebody. */
export interface LeaveForms {
  /** the form as a modal, judged against the person's requests */
  modal(
    acting: Pick<Acting, 'person' | 'w'>,
    form?: Partial<FilledLeave>,
    toBlock?: string,
    again?: string,
  ): Promise<ReturnType<typeof leaveModal>>;
}

interface Parts {
  leave: Leave;
  requests: RequestStore;
  people: People;
  refusals: Refusals;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  zone: string;
}

export function leaveForms(o: Parts & { preview: RoutePreview }): LeaveForms {
  /** The steps that decide; where any one administrator does, their names. */
  async function decides(user: string, form: { type: string; from: string; to: string }, w: Words): Promise<string[]> {
    const steps = await o.preview({ kind: LEAVE, user, facts: leaveFacts(form, o.calendar) }, w);
    const office = [w.approvals.who.hr, w.approvals.who.administrators];
    if (steps.length !== 1 || !office.includes(steps[0])) return steps;
    const all = await o.people.administrators();
    const others = all.filter(p => p.user !== user);
    return [w.list((others.length > 0 ? others : all).slice(0, 5).map(p => p.name))];
  }

  return {
    modal: async ({ person, w }, form = {}, toBlock, again) => {
      const today = localDate(o.clock.now(), o.zone);
      const mine = await o.requests.of(o.team(), person.user);
      const from = form.from && isDate(form.from) ? form.from : today;
      const filled = {
        type: form.type ?? 'annual',
        from,
        to: form.to && isDate(form.to) ? form.to : from,
        reason: form.reason ?? '',
      };
      if (isHalf(filled.type)) filled.to = filled.from;
      const block = toBlock ?? (form.to === undefined ? `${input.to}:${filled.to}` : undefined);
      return leaveModal(
        leaveModel(
          filled,
          o.leave.check(
            filled,
            mine.filter(r => r._id !== again),
          ),
          {
            calendar: o.calendar,
            decides: await decides(person.user, filled, w),
            w,
            ...(block ? { toBlock: block } : {}),
            ...(again ? { again } : {}),
          },
        ),
        w,
      );
    },
  };
}

/** Opens the leave form with what was sent. */
export const leaveEditor =
  (forms: LeaveForms): Editor =>
  async (press, request) =>
    press.open(await forms.modal(press, leaveFormOf(request.form), undefined, request._id));

/** The leave form: opened from anywhere, redrawn as it is filled, sent. */
export function leaveSlack(router: Router, forms: LeaveForms, o: Parts): void {
  router.opens(action.openLeave, async press => {
    const prefill = readPrefill(press.value);
    if (prefill && prefill.user !== press.person.user) return press.tell(press.w.chat.notYourForm);
    await press.open(await forms.modal(press, prefill?.form));
  });

  /** the latest change of each open form seen here: of two at once the later one knows both */
  const latest = new Map<string, string>();

  const redraw = async (press: Press): Promise<void> => {
    const { view } = press;
    if (!view) return;
    if (latest.size > 10_000) latest.clear();
    if (press.actionTs > (latest.get(view.id) ?? '')) latest.set(view.id, press.actionTs);
    const form = filledIn(view.state);
    const shown = toBlockIn(view.state);
    // The last day follows the first one as long as only the form has set it, and is never left behind.
    const own = shown !== undefined && shown === `${input.to}:${form.to}`;
    const moved = press.actionId === action.leaveFrom && form.from && form.to && (own || form.to < form.from);
    if (moved && form.from) form.to = form.from;
    const toBlock = shown !== undefined && !moved ? shown : `${input.to}:${form.to ?? form.from}`;
    const modal = await forms.modal(press, form, toBlock, view.metadata || undefined);
    if (!(await press.redraw(modal)) && latest.get(view.id) === press.actionTs) await press.redraw(modal, true);
  };
  for (const id of [action.leaveType, action.leaveFrom, action.leaveTo]) router.opens(id, redraw);

  router.submit(callback.leave, async s => {
    const { w } = s;
    const form = filledIn(s.state);
    const half = isHalf(form.type);
    if (half && form.from) form.to = form.from;
    const outcome = await o.leave.request(s.person.user, form, s.key, s.metadata || undefined);
    if (outcome.ok) return { close: true };
    if ('problems' in outcome) {
      const errors: Record<string, string> = {};
      for (const p of outcome.problems) {
        // A half day has one day: what is wrong with its end stands beside it.
        const to = half ? input.from : (toBlockIn(s.state) ?? input.from);
        const block = { type: input.type, from: input.from, to, reason: input.reason }[p.field];
        errors[block] ??= problemText(p, w);
      }
      return { errors };
    }
    return {
      update: notice(callback.notice, w.errors.title, await o.refusals.text(outcome.refusal, s), w.common.close),
    };
  });
}

/** The block that holds the last day, if the form has one now. */
const toBlockIn = (state: FormState): string | undefined =>
  Object.keys(state).find(block => block === input.to || block.startsWith(`${input.to}:`));

/** The form as it stands in the modal. */
function filledIn(state: FormState): FilledLeave {
  const from = dateOf(state, input.from, action.leaveFrom);
  const to = dateOf(state, toBlockIn(state) ?? input.to, action.leaveTo);
  return {
    type: choiceOf(state, input.type, action.leaveType) ?? '',
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    reason: textOf(state, input.reason),
  };
}
