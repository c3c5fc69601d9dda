import type { Feature } from '../workspace/feature.ts';
import { clockedHandler } from './clock.ts';
import { shortcutRoutes } from './shortcuts-slack.ts';
import { chatRoutes } from './slack.ts';

export const chat: Feature = {
  name: 'chat',
  routes: r => {
    chatRoutes(r);
    shortcutRoutes(r);
  },
  effects: [clockedHandler],
};
