import type { Words } from '../src/i18n/index.ts';
import { adminAction } from './administration-ids.ts';
import { actions, button, type Message, section } from './kit.ts';

/** To whoever installed the app. `mayBegin`: they are an administrator, and begin right here. */
export function welcomeMessage(mayBegin: boolean, w: Words): Message {
  const { welcome } = w.install;
  const press = w.policy.setUpOpen;
  const steps = [mayBegin ? welcome.setUp(press) : welcome.askAdmin(press), welcome.invite];
  const text = [welcome.title, ...steps, welcome.people(w.manage.title), welcome.everyone].join('\n');
  const buttons = mayBegin ? [actions(button(adminAction.openSetUp, press, { style: 'primary' }))] : [];
  return { text, blocks: [section(text), ...buttons] };
}
