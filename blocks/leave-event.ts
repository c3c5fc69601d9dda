import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { checkboxes, datePicker, labelled, select } from './inputs.ts';
import { context, cut, literal, type Modal, modal, option, section } from './kit.ts';
import { leaveAction, leaveCallback, leaveInput } from './leave-ids.ts';

/** A question of an event. */
type Ask = 'due' | 'born' | 'lost' | 'weeks' | 'children' | 'premature' | 'extended';

/** The event of a leave as its form asks for it. */
export interface EventModel {
  kind: 'birth' | 'loss';
  /** known ones, as words; none: there is nothing to choose from */
  known: { id: string; name: string }[];
  /** the chosen one; absent: a new one */
  chosen?: string;
  asks: readonly Ask[];
  values: Partial<Record<Ask, string>>;
}

/** The choice of an event that is not known yet. */
export const NEW_EVENT = 'new';

/** The block of an input follows the chosen event: Slack keeps what was typed in an input whose ids do not change. */
export const eventBlock = (ask: Ask, chosen: string | undefined): string => `${ask}:${chosen ?? NEW_EVENT}`;

const CHILDREN = ['1', '2', '3', '4'];
const WEEKS = Array.from({ length: 45 }, (_, i) => String(i + 1));

export function eventInputs(m: EventModel, w: Words): KnownBlock[] {
  const e = w.leaveEvent;
  const choice: KnownBlock[] =
    m.known.length === 0
      ? []
      : [
          labelled(
            leaveInput.event,
            e.kinds[m.kind] ?? '',
            select(
              leaveAction.event,
              [...m.known.slice(0, 90).map(k => option(k.id, cut(k.name, 75))), option(NEW_EVENT, e.new)],
              m.chosen ?? NEW_EVENT,
            ),
            { dispatches: true },
          ),
        ];
  return [...choice, ...m.asks.map(ask => eventInput(ask, m, w, true))];
}

/** `dispatches`: the form is counted again with each answer. */
function eventInput(ask: Ask, m: EventModel, w: Words, dispatches: boolean): KnownBlock {
  const e = w.leaveEvent;
  const value = m.values[ask];
  const block = eventBlock(ask, m.chosen);
  const input = (element: Parameters<typeof labelled>[2], optional = false) =>
    labelled(block, e.asks[ask] ?? ask, element, { dispatches, optional, hint: e.hints[ask] });
  switch (ask) {
    case 'weeks': {
      const weeks = WEEKS.map(n => option(n, e.week(Number(n))));
      return input(select(leaveAction.eventPart, weeks, value));
    }
    case 'children': {
      const children = CHILDREN.map(n => option(n, e.several(Number(n))));
      return input(select(leaveAction.eventPart, children, value ?? '1'));
    }
    case 'premature':
    case 'extended': {
      const tick = option('yes', e.ticks[ask] ?? '');
      return input(checkboxes([tick], value === 'yes' ? [tick] : [], leaveAction.eventPart), true);
    }
    default:
      // A birth has a due date, a day, or both.
      return input(datePicker(value, leaveAction.eventPart), m.asks.includes('due'));
  }
}

/** The birth of a request, entered or set right afterwards. `who` is raw, the lines are words. */
export function birthModal(m: EventModel & { who: string; metadata: string }, w: Words): Modal {
  return modal({
    callbackId: leaveCallback.birth,
    title: w.leaveEvent.enterTitle,
    submit: w.leaveEvent.save,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [section(`*${literal(m.who, 60)}*`), ...m.asks.map(ask => eventInput(ask, m, w, false))],
  });
}

/** Tells what a birth that was entered changes. Lines are safe in mrkdwn. */
export function movedMessage(m: { what: string; by?: string; lines: string[] }, w: Words) {
  const text = w.leaveEvent.moved(literal(m.what, 200));
  return {
    text,
    blocks: [
      section(text),
      ...m.lines.slice(0, 20).map(line => section(cut(line, 1000))),
      ...(m.by ? [context(w.leaveEvent.by(literal(m.by, 60)))] : []),
    ],
  };
}
