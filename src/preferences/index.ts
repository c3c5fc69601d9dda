import { action, callback } from '../../blocks/ids.ts';
import type { Feature } from '../workspace/feature.ts';
import { save, settingsOf } from './slack.ts';

/** A person's own settings: language, one click, usual place, reminders. */
export const preferences: Feature = {
  name: 'preferences',
  routes: r => {
    r.open(action.openSettings, { everyone: true }, async (ws, press) => press.open(await settingsOf(ws, press)));
    r.submit(callback.settings, { everyone: true }, save);
  },
};
