import { action, callback, input } from '../../blocks/ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import { type SettingsModel, settingsModal } from '../../blocks/settings.ts';
import { isPlace } from '../attendance/rules.ts';
import type { People } from '../people/actions.ts';
import { choiceOf, choicesOf } from '../slack/form.ts';
import type { Acting, Router } from '../slack/router.ts';

/** Whether a person lets Daybook set their Slack status, and where they may; undefined: this Daybook cannot. */
export type StatusConsent = (user: string) => Promise<SettingsModel['status']>;

/** A person's own settings as a modal. */
export const settingsOf =
  (statusConsent?: StatusConsent) =>
  async ({ person, w }: Pick<Acting, 'person' | 'w'>): Promise<Modal> => {
    const { quickIn, quickOut, place } = person;
    const status = await statusConsent?.(person.user);
    const model = { language: person.language ?? ('auto' as const), quickIn, quickOut, place };
    return settingsModal({ ...model, ...(status ? { status } : {}) }, w);
  };

/** A person's own settings: language, one click, usual place, Slack status. */
export function settingsSlack(
  router: Router,
  o: { people: People; redrawHome: (user: string) => Promise<void>; modal: ReturnType<typeof settingsOf> },
): void {
  router.opens(action.openSettings, async press => press.open(await o.modal(press)));

  router.submit(callback.settings, async s => {
    const language = choiceOf(s.state, input.language);
    const quick = choicesOf(s.state, input.quick);
    const place = choiceOf(s.state, input.place);
    await o.people.prefer(s.person.user, {
      language: language === 'ko' || language === 'en' ? language : null,
      quickIn: quick.includes('in'),
      quickOut: quick.includes('out'),
      ...(isPlace(place) ? { place } : {}),
    });
    s.later(() => o.redrawHome(s.person.user));
    return { close: true };
  });
}
