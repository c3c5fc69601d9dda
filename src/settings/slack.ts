import { action, callback, input } from '../../blocks/ids.ts';
import { settingsModal } from '../../blocks/settings.ts';
import { isPlace } from '../attendance/rules.ts';
import type { People } from '../people/actions.ts';
import { choiceOf, choicesOf } from '../slack/form.ts';
import type { Router } from '../slack/router.ts';

/** A person's own settings: language, one click, usual place. */
export function settingsSlack(
  router: Router,
  o: { people: People; redrawHome: (user: string) => Promise<void> },
): void {
  router.opens(action.openSettings, async press => {
    const { person, w } = press;
    const { quickIn, quickOut, place } = person;
    await press.open(settingsModal({ language: person.language ?? 'auto', quickIn, quickOut, place }, w));
  });

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
