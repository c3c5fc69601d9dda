import type { Button, KnownBlock, SectionBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { adminAction, adminCallback } from './administration-ids.ts';
import { userSelect } from './inputs.ts';
import { actions, button, context, divider, literal, type Message, type Modal, modal, section } from './kit.ts';
import { pager } from './list.ts';

const NAME = 60;
/** Slack's most in a row of buttons, and in a modal. */
const BUTTONS = 25;
const BLOCKS = 100;

/** The button beside a person in any list: opens their window. `label`: where it stands in a row of others. */
export const openPersonButton = (user: string, w: Words, label = w.person.show): Button =>
  button(adminAction.openPerson, label, { value: user });

/** For lists that name people in one block: whoever is picked, their window opens. */
export const pickPersonRow = (w: Words): KnownBlock => actions(userSelect(adminAction.pickPerson, w.person.pick));

/** A part of the window: a heading with its lines; these are safe in mrkdwn. */
export const personPart = (title: string, lines: readonly string[], accessory?: SectionBlock['accessory']) =>
  section([`*${title}*`, ...lines].join('\n'), accessory);

export interface PersonWindowModel {
  name: string;
  /** left, a guest or a bot */
  gone: boolean;
  actions: { action: string; label: string; value: string }[];
  sections: KnownBlock[][];
  metadata: string;
}

/** Everything about somebody that the viewer may see, and what they may do for them. */
export function personWindow(m: PersonWindowModel, w: Words): Modal {
  const head: KnownBlock[] = [section(`*${literal(m.name, NAME)}*`)];
  if (m.gone) head.push(section(w.people.gone));
  if (m.actions.length > 0)
    head.push(actions(...m.actions.slice(0, BUTTONS).map(a => button(a.action, a.label, { value: a.value }))));
  const parts = m.sections.filter(s => s.length > 0).flatMap(s => [divider(), ...s]);
  return modal({
    callbackId: adminCallback.personWindow,
    title: w.person.title,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [...head, ...parts].slice(0, BLOCKS),
  });
}

/** Changes of somebody's facts; names and texts are literal. */
export interface FactsChangeModel {
  who: string;
  when: string;
  what: string[];
}

export const changeLine = (h: FactsChangeModel, w: Words): KnownBlock =>
  context(w.people.historyLine(literal(h.who, NAME), h.when, h.what.join(' · ')));

export const FACTS_HISTORY_PAGE = 40;

export function factsHistoryModal(
  m: { name: string; rows: FactsChangeModel[]; page: number; pages: number; metadata: string },
  w: Words,
): Modal {
  return modal({
    callbackId: adminCallback.factsHistory,
    title: w.person.historyTitle,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      section(`*${literal(m.name, NAME)}*`),
      ...(m.rows.length === 0 ? [context(w.people.noHistory)] : m.rows.map(h => changeLine(h, w))),
      ...pager(m, adminAction.factsHistoryPages, w),
    ],
  });
}

/** People who may be meant by a name; names are raw. */
export function choosePersonMessage(
  m: { query: string; found: { user: string; name: string; facts: string[] }[]; more: number },
  w: Words,
  buttonOf: (user: string) => Button = user => openPersonButton(user, w),
): Message {
  const text = m.found.length === 1 ? w.person.one(literal(m.query, NAME)) : w.person.several(literal(m.query, NAME));
  const rows = m.found.map(p =>
    section([`*${literal(p.name, NAME)}*`, ...p.facts.map(f => literal(f, NAME))].join(' · '), buttonOf(p.user)),
  );
  return { text, blocks: [section(text), ...rows, ...(m.more > 0 ? [context(w.person.more(m.more))] : [])] };
}
