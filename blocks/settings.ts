import type { KnownBlock } from '@slack/types';
import { LANGUAGE_NAMES, LANGUAGES, type Language, type Words } from '../src/i18n/index.ts';
import { placeInput } from './attendance.ts';
import { action, callback, input, VALUE } from './ids.ts';
import { checkboxes, labelled, select } from './inputs.ts';
import { button, divider, type Modal, modal, option, section } from './kit.ts';
import { remindersInput } from './reminder-ids.ts';
import { reportInput } from './report-ids.ts';

export interface SettingsModel {
  language: 'auto' | Language;
  quickIn: boolean;
  askOut: boolean;
  place: string;
  /** the reminders that the policy has, as `w.reminders.option` names them, and whether this person wants them */
  reminders: { id: string; on: boolean }[];
  /** wants their own week at its end */
  ownWeek: boolean;
  /** the consent to set the Slack status; absent: this Daybook cannot */
  status?: { on: true; dnd: { on: true } | { on: false; url: string } } | { on: false; url: string };
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
      ownWeekInput(m.ownWeek, w),
      ...(m.status ? [divider(), ...statusSections(m.status, w)] : []),
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

function ownWeekInput(on: boolean, w: Words): KnownBlock {
  const wanted = option('on', w.ownWeek.option);
  return labelled(reportInput.ownWeek, w.ownWeek.label, checkboxes([wanted], on ? [wanted] : []), { optional: true });
}

/** Switches that are links while they are off: consents are given at Slack. */
function statusSections(status: NonNullable<SettingsModel['status']>, w: Words): KnownBlock[] {
  const words = w.slackStatus;
  if (!status.on) return [section(words.off, { ...button(action.allowStatus, words.allow), url: status.url })];
  const { dnd } = status;
  return [
    section(words.on, button(action.endStatus, words.end)),
    dnd.on
      ? section(words.dndOn, button(action.endDnd, words.end))
      : section(words.dndOff, { ...button(action.allowDnd, words.allow), url: dnd.url }),
  ];
}
