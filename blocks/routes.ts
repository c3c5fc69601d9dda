import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { routeAction } from './approval-ids.ts';
import { action, callback, VALUE } from './ids.ts';
import { datePicker, labelled, userSelect } from './inputs.ts';
import {
  actions,
  button,
  confirm,
  context,
  divider,
  literal,
  type Message,
  type Modal,
  md,
  modal,
  section,
} from './kit.ts';

/** Where requests of a kind go, in words made of raw names. */
export interface RouteRowModel {
  /** its place among the rules, from 0 */
  index: number;
  kind: string;
  /** "more than 3 days"; none: always */
  conditions: string[];
  steps: string[];
}

/** Two blocks each, and a few more, within Slack's 100. */
export const MOST_ROUTES = 40;
export const MOST_STEPS = 5;

/** The rules in force: the first one that fits holds. Button values are `version:index`. */
export function routesModal(m: { rows: RouteRowModel[]; version: number }, w: Words): Modal {
  const blocks: KnownBlock[] = [context(w.routes.explained)];
  if (m.rows.length === 0) blocks.push(section(w.routes.none));
  for (const row of m.rows) blocks.push(...routeRow(row, m.version, m.rows.length, w));
  blocks.push(divider(), context(w.routes.otherwise));
  if (m.rows.length < MOST_ROUTES) blocks.push(actions(button(action.addRoute, w.routes.add, { style: 'primary' })));
  return modal({ callbackId: callback.routes, title: w.routes.title, close: w.common.close, blocks });
}

function routeRow(row: RouteRowModel, version: number, count: number, w: Words): KnownBlock[] {
  const value = `${version}:${row.index}`;
  const said = row.conditions.map(c => ` · ${literal(c, 200)}`).join('');
  const buttons = [button(routeAction.edit, w.routes.edit, { value })];
  if (row.index > 0) buttons.push(button(routeAction.up, w.routes.up, { value }));
  if (row.index < count - 1) buttons.push(button(routeAction.down, w.routes.down, { value }));
  buttons.push(
    button(action.removeRoute, w.routes.remove, {
      value,
      style: 'danger',
      confirm: confirm(w.routes.removeConfirm, [row.kind, ...row.conditions].join(' · '), w.common.close, 'danger'),
    }),
  );
  const title = `${row.index + 1}. *${literal(row.kind, 80)}*${said}`;
  return [section(`${title}\n${row.steps.map(s => literal(s, 200)).join(' → ')}`), actions(...buttons)];
}

export interface DelegationModel {
  /** raw names */
  rows: { value: string; from: string; to: string; when: string }[];
  /** an administrator names delegates for others, too */
  forOthers: boolean;
}

export const delegateInput = { from: 'delegate-from', to: 'delegate-to', first: 'first', last: 'last' } as const;

/** Tells a delegate for whom they decide, and what waits for them already. */
export function delegateMessage(m: { text: string; waits: number }, w: Words): Message {
  if (m.waits === 0) return { text: m.text, blocks: [section(m.text)] };
  const text = `${m.text}\n${w.delegation.waits(m.waits)}`;
  const see = button(action.openList, w.common.seeAll, { value: 'waiting' });
  return { text, blocks: [section(text), actions(see)] };
}

/** Who decides for whom (대결), and naming one more. */
export function delegationModal(m: DelegationModel, today: string, w: Words): Modal {
  const rows = m.rows.slice(0, 20).map(r =>
    section(
      `${literal(r.from, 60)} → *${literal(r.to, 60)}* · ${r.when}`,
      button(action.endDelegation, w.delegation.end, {
        value: r.value,
        style: 'danger',
        confirm: confirm(w.delegation.endConfirm, `${r.from} → ${r.to} · ${r.when}`, w.common.close, 'danger'),
      }),
    ),
  );
  const person = (blockId: string, label: string, optional: boolean): KnownBlock =>
    labelled(blockId, label, userSelect(VALUE), { optional });
  const day = (blockId: string, label: string): KnownBlock => labelled(blockId, label, datePicker(today));
  return modal({
    callbackId: callback.delegate,
    title: w.delegation.title,
    submit: w.common.save,
    close: w.common.close,
    blocks: [
      { type: 'context', elements: [md(w.delegation.explained)] },
      ...rows,
      ...(rows.length > 0 ? [divider()] : []),
      ...(m.forOthers ? [person(delegateInput.from, w.delegation.from, true)] : []),
      person(delegateInput.to, w.delegation.to, false),
      day(delegateInput.first, w.delegation.first),
      day(delegateInput.last, w.delegation.last),
    ],
  });
}
