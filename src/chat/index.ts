import { home } from '../home/service.ts';
import { forms, judging, leave } from '../leave/service.ts';
import { sharing } from '../shared/sharing.ts';
import type { Feature } from '../workspace/feature.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { clockDelivery, clocking } from './clock.ts';
import { shortcutsSlack } from './shortcuts-slack.ts';
import { chatSlack } from './slack.ts';

const speaking = perWorkspace(ws => clocking(sharing(judging(ws))({ ws })));

export const chat: Feature = {
  name: 'chat',
  attach: (ws, router) => {
    const shared = sharing(judging(ws));
    const own = { clocking: speaking(ws), status: home(ws).status, forms: forms(ws) };
    chatSlack(router, shared({ ...own, leave: leave(ws) }));
    shortcutsSlack(router, shared({ ...own, ws }));
  },
  deliver: (ws, outbox) => clockDelivery(outbox, sharing(judging(ws))({ clocking: speaking(ws) })),
};
