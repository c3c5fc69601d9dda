import { input } from '../../blocks/ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import { remindersInput } from '../../blocks/reminder-ids.ts';
import { reportInput } from '../../blocks/report-ids.ts';
import { settingsModal } from '../../blocks/settings.ts';
import { isPlace } from '../attendance/rules.ts';
import { QUIETED, type Quieted } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import { isLanguage } from '../shared/languages.ts';
import { choiceOf, choicesOf, type FormState } from '../slack/form.ts';
import type { Viewing } from '../slack/list-modal.ts';
import type { ModalAnswer, Submission } from '../slack/router.ts';
import { homeDrawing } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { statusConsent } from './points.ts';

/** A person's own settings as a modal. */
export async function settingsOf(ws: Workspace, { person, w }: Viewing): Promise<Modal> {
  const { quickIn, askOut = false, place, quiet = [], ownWeek = false } = person;
  const status = await statusConsent.of(ws)[0]?.(ws, person.user);
  const reminders = offered(ws.policy.now()).map(id => ({ id, on: !quiet.includes(id) }));
  const language = person.language ?? ('auto' as const);
  return settingsModal({ language, quickIn, askOut, place, reminders, ownWeek, ...defined({ status }) }, w);
}

/** The reminders that the policy has: what it switched off nobody can switch on. */
const offered = ({ reminders: r, reports }: Policy): Quieted[] => {
  const on = { in: r.remindIn, out: r.remindOut, week: r.remindWeek, confirm: reports.confirmMonth };
  return QUIETED.filter(id => on[id]);
};

/** What is switched off after the form was sent; of what it did not show, as before. */
function quietAfter(state: FormState, quiet: readonly Quieted[], shown: readonly Quieted[]): Quieted[] {
  const wanted = choicesOf(state, remindersInput);
  return QUIETED.filter(id => (shown.includes(id) ? !wanted.includes(id) : quiet.includes(id)));
}

export async function save(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { user, quiet = [] } = s.person;
  const language = choiceOf(s.state, input.language);
  const quick = choicesOf(s.state, input.quick);
  const place = choiceOf(s.state, input.place);
  await ws.people.prefer(user, {
    language: isLanguage(language) ? language : null,
    quickIn: quick.includes('in'),
    askOut: quick.includes('ask-out'),
    ...(isPlace(place) ? { place } : {}),
    ...(reportInput.ownWeek in s.state ? { ownWeek: choicesOf(s.state, reportInput.ownWeek).includes('on') } : {}),
    // An older form, or one without reminders, says nothing of them.
    ...(remindersInput in s.state ? { quiet: quietAfter(s.state, quiet, offered(ws.policy.now())) } : {}),
  });
  s.later(() => homeDrawing.only(ws).publish(ws, user, ws.slack.interactive));
  return { close: true };
}
