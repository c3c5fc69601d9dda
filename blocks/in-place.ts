import type { Words } from '../src/i18n/index.ts';
import { APPROVE_IN_PLACE, inPlaceInput } from './approval-ids.ts';
import { REASON_MAX, type SeenModel, seenValue } from './approvals.ts';
import { input } from './ids.ts';
import { labelled, radioButtons, textInput } from './inputs.ts';
import { literal, type Message, type Modal, modal, option, section } from './kit.ts';
import { quoted } from './request-details.ts';

const NAME = 60;

export interface InPlaceModel extends SeenModel {
  who: string;
  what: string;
  when: string;
  amount: string;
  /** in whose place; raw */
  approvers: string;
  cancels: boolean;
  /** what stands against an approval, which is made all the same: sentences, safe in mrkdwn */
  warnings?: string[];
  text?: string;
}

/** HR decides in place of the approvers of a step (전결), with a reason. */
export function inPlaceModal(m: InPlaceModel, w: Words): Modal {
  const t = w.acting;
  const warnings = (m.warnings ?? []).map(text => w.leave.problem(text));
  const choices = [option('approve', w.approvals.approve), option('reject', w.approvals.reject)];
  const cancels = m.cancels ? `${w.approvals.all.cancels} · ` : '';
  return modal({
    callbackId: APPROVE_IN_PLACE,
    title: t.inPlaceTitle,
    submit: t.decide,
    close: w.common.close,
    metadata: JSON.stringify({ seen: seenValue(m), despite: warnings.length > 0 }),
    blocks: [
      section(`${cancels}*${literal(m.who, NAME)}* · ${m.what}\n${m.when} · *${m.amount}*`),
      section(t.inPlaceHint(literal(m.approvers, 200))),
      ...(warnings.length > 0 ? [section(`${warnings.join('\n')}\n${w.leave.despite}`)] : []),
      labelled(inPlaceInput.decision, t.decision, radioButtons(choices)),
      labelled(input.reason, t.inPlaceWhy, textInput({ value: m.text, multiline: true, max: REASON_MAX }), {
        hint: t.inPlaceReason,
      }),
    ],
  });
}

export const passedOverMessage = (m: { text: string; reason: string }, w: Words): Message => ({
  text: m.text,
  blocks: [section(m.text), ...(m.reason === '' ? [] : [quoted(w.acting.inPlaceWhy, m.reason)])],
});
