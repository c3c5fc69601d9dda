import type { Feature } from '../workspace/feature.ts';
import { greet } from './delivery.ts';
import { answerCallback, answerInstall, CALLBACK, INSTALL, START, startInstall } from './oauth.ts';
import { installationDocs, spentStateDocs } from './store.ts';

/** Workspaces install the app by themselves. */
export const installations: Feature = {
  name: 'installations',
  when: config => 'install' in config.slack.access,
  collections: [installationDocs, spentStateDocs],
  effects: [greet],
  pages: [
    { path: INSTALL, handle: answerInstall },
    { path: START, handle: startInstall },
    { path: CALLBACK, handle: answerCallback },
  ],
};
