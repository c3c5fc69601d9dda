import type { KnownBlock } from '@slack/types';
import { LANGUAGE_NAMES, LANGUAGES, type Language, type Words } from '../src/i18n/index.ts';
import { placeInput } from './attendance.ts';
import { action, callback, input, VALUE } from './ids.ts';
import { checkboxes, labelled, select } from './inputs.ts';
import { button, divider, type Modal, modal, option, section } from './kit.ts';
import { remindersInput } from './reminder-ids.ts';

export interface SettingsModel {
  language: 'auto' | Language;
  quickIn: boolean;
  askOut: boolean;
  place: string;
  /** the reminders that the policy has, as `w.reminders.option` names them, and whether this person wants them */
  reminders: { id: string; on: boolean }[];
  /** the consent to set the Slack status; absent: this Daybook cannot */
  status?: { on: true } | { on: false; url: string };
}

/** A person's own settings. */
export function settingsModal(m: SettingsModel, w: Words): Modal {
  const languages = [option('auto', w.common.ownLanguage), ...LANGUAGES.map(l => option(l, LANGUAGE_NAMES[l]))];
  const quickIn = option('in', w.settings.quickIn);
  const askOut = option('ask-out', w.settings.askOut);
  const chosen = [...(m.quickIn ? [quickIn] : []), ...(m.askOut ? [askOut] : [])];
  return modal({
    callbackId: callback.settings,
    title: w.settings.title,
    submit: w.common.save,
    close: w.common.close,
    blocks: [
      labelled(input.language, w.settings.language, select(VALUE, languages, m.language)),
      labelled(input.quick, w.settings.oneClick, checkboxes([quickIn, askOut], chosen), {
        optional: true,
        hint: w.settings.quickHint,
      }),
      placeInput(m.place, w, w.settings.place),
      ...(m.reminders.length > 0 ? [remindersBlock(m.reminders, w)] : []),
      ...(m.status ? [divider(), statusSection(m.status, w)] : []),
    ],
  });
}

function remindersBlock(reminders: SettingsModel['reminders'], w: Words): KnownBlock {
  const options = reminders.map(r => option(r.id, w.reminders.option(r.id)));
  const chosen = options.filter((_, i) => reminders[i]?.on);
  return labelled(remindersInput, w.reminders.settings, checkboxes(options, chosen), {
    optional: true,
    hint: w.reminders.settingsHint,
  });
}

/** A switch that is a link while it is off: the consent is given at Slack. */
const statusSection = (status: NonNullable<SettingsModel['status']>, w: Words): KnownBlock =>
  status.on
    ? section(w.slackStatus.on, button(action.endStatus, w.slackStatus.end))
    : section(w.slackStatus.off, { ...button(action.allowStatus, w.slackStatus.allow), url: status.url });
