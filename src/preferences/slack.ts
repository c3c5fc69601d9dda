import { action, callback, input } from '../../blocks/ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import { remindersInput } from '../../blocks/reminder-ids.ts';
import { type SettingsModel, settingsModal } from '../../blocks/settings.ts';
import { isPlace } from '../attendance/rules.ts';
import type { People } from '../people/actions.ts';
import { QUIETED, type Quieted } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import { isLanguage } from '../shared/languages.ts';
import { choiceOf, choicesOf, type FormState } from '../slack/form.ts';
import type { Acting, Router } from '../slack/router.ts';

/** Whether a person lets Daybook set their Slack status, and where they may; undefined: this Daybook cannot. */
export type StatusConsent = (user: string) => Promise<SettingsModel['status']>;

/** A person's own settings as a modal. */
export const settingsOf =
  (reminders: () => Policy['reminders'], statusConsent?: StatusConsent) =>
  async ({ person, w }: Pick<Acting, 'person' | 'w'>): Promise<Modal> => {
    const { quickIn, askOut = false, place } = person;
    const status = await statusConsent?.(person.user);
    const quiet = person.quiet ?? [];
    const model = {
      ...{ language: person.language ?? ('auto' as const), quickIn, askOut, place },
      reminders: offered(reminders()).map(id => ({ id, on: !quiet.includes(id) })),
    };
    return settingsModal({ ...model, ...defined({ status }) }, w);
  };

/** The reminders that the policy has: what it switched off nobody can switch on. */
const offered = (policy: Policy['reminders']): Quieted[] => {
  const on = { in: policy.remindIn, out: policy.remindOut, week: policy.remindWeek };
  return QUIETED.filter(id => on[id]);
};

/** What is switched off after the form was sent; of what it did not show, as before. */
function quietAfter(state: FormState, quiet: readonly Quieted[], shown: readonly Quieted[]): Quieted[] {
  const wanted = choicesOf(state, remindersInput);
  return QUIETED.filter(id => (shown.includes(id) ? !wanted.includes(id) : quiet.includes(id)));
}

/** A person's own settings: language, one click, usual place, Slack status. */
export function settingsSlack(
  router: Router,
  o: {
    people: People;
    redrawHome: (user: string) => Promise<void>;
    modal: ReturnType<typeof settingsOf>;
    reminders: () => Policy['reminders'];
  },
): void {
  router.opens(action.openSettings, async press => press.open(await o.modal(press)));

  router.submit(callback.settings, async s => {
    const language = choiceOf(s.state, input.language);
    const quick = choicesOf(s.state, input.quick);
    const place = choiceOf(s.state, input.place);
    await o.people.prefer(s.person.user, {
      language: isLanguage(language) ? language : null,
      quickIn: quick.includes('in'),
      askOut: quick.includes('ask-out'),
      ...(isPlace(place) ? { place } : {}),
      // An older look of the form, or one without reminders, says nothing of them.
      ...(remindersInput in s.state
        ? { quiet: quietAfter(s.state, s.person.quiet ?? [], offered(o.reminders())) }
        : {}),
    });
    s.later(() => o.redrawHome(s.person.user));
    return { close: true };
  });
}
