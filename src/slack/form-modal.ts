import type { WebClient } from '@slack/web-api';
import { callback } from '../../blocks/ids.ts';
import { type Modal, notice } from '../../blocks/kit.ts';
import type { Words } from '../i18n/index.ts';
import type { Denial } from '../people/may.ts';
import { found } from './metadata.ts';
import { updateModal } from './redraw.ts';
import type { ModalAnswer, Submission } from './router.ts';

// A form in a modal: read, stored, problems beside their fields, and the list beneath redrawn.
//
// To write one, as a constant beside its handlers:
//   const attended: FormModal<Parts, About, AttendedOutcome> = {
//     reads: readAbout,                           // its metadata; `nothing` of metadata.ts where it has none
//     store: (o, s, about) => o.ledger.setAttended(s.person.user, about.user, readForm(s.state), s.key),
//     refuse: (_o, s, _about, refused) => 'problems' in refused ? beside(refused.problems, p => [block, text]) : …,
//     beneath: (o, s, about) => statement.draw(o, s, { user: about.user }),     // the modal below it, drawn again
//   };
// To register it, with its right:
//   r.submit(ledgerCallback.attended, { may: 'give-leave', whom }, (ws, s) => sent(attended, ws, s), attended.reads);
// An outcome with `denied` is answered here. `store` may answer at once, with `{ errors }` for what cannot be read.
// `after` runs once the form is stored and before the answer; what need not hold it up goes into `s.later`.
// `done` answers something else than closing. The inputs are drawn by blocks/inputs.ts.

/** What holds Slack's client: a feature's parts, or the workspace. */
type WithClient = { client: WebClient } | { slack: { interactive: WebClient } };
type Stored<O> = Extract<O, { ok: true }>;
type Refused<O> = Exclude<O, { ok: true } | { denied: Denial } | ModalAnswer>;
type Answer = ModalAnswer | Promise<ModalAnswer>;

/** `A`: what the modal remembers; `O`: what storing gives. */
export interface FormModal<C extends WithClient, A, O extends { ok: boolean }> {
  reads(metadata: string): A | undefined;
  store(context: C, s: Submission, about: A): Promise<O | ModalAnswer>;
  /** Answers a denial; by default a notice takes the place of the form. */
  denied?(why: Denial, s: Submission): ModalAnswer;
  refuse?(context: C, s: Submission, about: A, refused: Refused<O>): Answer;
  after?(context: C, s: Submission, about: A, stored: Stored<O>): Promise<void> | void;
  done?(context: C, s: Submission, about: A, stored: Stored<O>): Answer;
  /** Redraws what lies below; undefined: nothing does. */
  beneath?(context: C, s: Submission, about: A, stored: Stored<O>): Promise<Modal> | undefined;
}

/** Answers a submission of a form. */
export async function sent<C extends WithClient, A, O extends { ok: boolean }>(
  form: FormModal<C, A, O>,
  context: C,
  s: Submission,
): Promise<ModalAnswer> {
  const about = found(form.reads(s.metadata));
  const outcome = await form.store(context, s, about);
  if (!('ok' in outcome)) return outcome;
  if (!outcome.ok) {
    if ('denied' in outcome) return (form.denied ?? deniedIn)(outcome.denied as Denial, s);
    if (!form.refuse) throw new Error('a form has no answer to what refuses it');
    return form.refuse(context, s, about, outcome as Refused<O>);
  }
  const stored = outcome as Stored<O>;
  await form.after?.(context, s, about, stored);
  const { beneath } = form;
  if (beneath) redrawBeneath(context, s, async () => beneath(context, s, about, stored));
  return form.done?.(context, s, about, stored) ?? { close: true };
}

/** Redraws, after the answer, the modal that a form stands on; undefined: nothing is drawn. */
export function redrawBeneath(context: WithClient, s: Submission, draw: () => Promise<Modal | undefined>): void {
  const view = s.beneath;
  if (view === undefined) return;
  s.later(async () => {
    const modal = await draw();
    if (modal) await updateModal(clientOf(context), view, modal);
  });
}

const clientOf = (context: WithClient): WebClient => ('client' in context ? context.client : context.slack.interactive);

/** The modal becomes one that says one thing: nothing typed in it is worth keeping. */
export const says = (text: string, w: Words, title = w.errors.title): ModalAnswer => ({
  update: notice(callback.notice, title, text, w.common.close),
});

const deniedIn = (why: Denial, s: Submission): ModalAnswer => denied(why, s.w);
export const denied = (why: Denial, w: Words): ModalAnswer => says(w.people.denied[why], w);

/** Each problem beside its field; of several of one field the first. */
export function beside<P>(
  problems: readonly P[],
  at: (problem: P) => readonly [block: string, text: string],
): ModalAnswer {
  const errors: Record<string, string> = {};
  for (const problem of problems) {
    const [block, text] = at(problem);
    errors[block] ??= text;
  }
  return { errors };
}
