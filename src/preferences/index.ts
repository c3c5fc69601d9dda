import type { Feature } from '../workspace/feature.ts';
import { homeDrawing } from '../workspace/home.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { statusConsent } from './points.ts';
import { settingsOf, settingsSlack } from './slack.ts';

/** A person's own settings as a modal. */
export const settingsModalOf = perWorkspace(ws =>
  settingsOf(() => ws.policy.now().reminders, statusConsent.of(ws)[0]?.(ws)),
);

export const preferences: Feature = {
  name: 'preferences',
  attach: (ws, router) =>
    settingsSlack(router, {
      people: ws.people,
      redrawHome: user => homeDrawing.only(ws).publish(ws, user, ws.slack.interactive),
      modal: settingsModalOf(ws),
      reminders: () => ws.policy.now().reminders,
    }),
};
