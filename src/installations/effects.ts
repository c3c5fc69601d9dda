import { effect } from '../outbox/effect.ts';
import { installationDocs } from './store.ts';

/** Whoever installed the app reads what comes next. */
export const welcome = effect('welcome', [installationDocs]);
export const owedWelcome = (user: string) => welcome.owed({ to: user, lane: 'welcome' });
