import { home } from '../home/service.ts';
import { sharing } from '../shared/sharing.ts';
import type { Feature } from '../workspace/feature.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { clockDelivery, clocking } from './clock.ts';
import { shortcutsSlack } from './shortcuts-slack.ts';
import { chatSlack } from './slack.ts';

const speaking = perWorkspace(ws => clocking(legacy(ws)));

export const chat: Feature = {
  name: 'chat',
  attach: (ws, router) => {
    const parts = sharing(legacy(ws))({ clocking: speaking(ws), status: home(ws).status });
    chatSlack(router, parts);
    shortcutsSlack(router, parts);
  },
  deliver: (ws, outbox) => clockDelivery(outbox, { people: ws.people, clocking: speaking(ws) }),
};
