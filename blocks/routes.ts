import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { action, callback, VALUE } from './ids.ts';
import {
  actions,
  button,
  confirm,
  context,
  divider,
  literal,
  type Modal,
  md,
  modal,
  option,
  plain,
  section,
} from './kit.ts';

/** Where requests of a kind go, in words made of raw names. */
export interface RouteRowModel {
  /** its place among the rules, from 0 */
  index: number;
  kind: string;
  /** "more than 3 days"; none: always */
  condition?: string;
  steps: string[];
}

/** The rules in force: the first one that fits holds. */
export function routesModal(m: { rows: RouteRowModel[]; version: number }, w: Words): Modal {
  const blocks: KnownBlock[] = [context(w.routes.explained)];
  if (m.rows.length === 0) blocks.push(section(w.routes.none));
  for (const row of m.rows) {
    const when = row.condition ? ` · ${row.condition}` : '';
    const remove = button(action.removeRoute, w.routes.remove, {
      value: `${m.version}:${row.index}`,
      style: 'danger',
      confirm: confirm(w.routes.removeConfirm, `${row.kind}${when}`, w.common.cancel, 'danger'),
    });
    blocks.push(
      section(`*${literal(row.kind, 80)}*${when}\n${row.steps.map(s => literal(s, 200)).join(' → ')}`, remove),
    );
  }
  blocks.push(divider(), context(w.routes.otherwise));
  if (m.rows.length < MOST_ROUTES) blocks.push(actions(button(action.addRoute, w.routes.add, { style: 'primary' })));
  return modal({ callbackId: callback.routes, title: w.routes.title, close: w.common.close, blocks });
}

/** One section each, and a few blocks more, within Slack's 100. */
export const MOST_ROUTES = 40;
export const MOST_STEPS = 3;

/** Blocks of the form of a rule; each step has a choice, people and how many of them. */
export const routeInput = {
  kind: 'kind',
  fact: 'fact',
  over: 'over',
  step: (n: number) => `step${n}`,
  people: (n: number) => `people${n}`,
  need: (n: number) => `need${n}`,
} as const;

export interface RouteFormModel {
  kinds: { kind: string; name: string }[];
  facts: { fact: string; name: string }[];
}

/** Adding a rule: for which requests, and who decides, step by step. */
export function routeForm(m: RouteFormModel, w: Words): Modal {
  const kinds = [option('*', w.routes.anyKind), ...m.kinds.slice(0, 99).map(k => option(k.kind, k.name))];
  const facts = [option('always', w.routes.always), ...m.facts.map(f => option(f.fact, w.routes.moreThan(f.name)))];
  const first = (options: ReturnType<typeof option>[]) => ({
    options,
    ...(options[0] ? { initial_option: options[0] } : {}),
  });
  return modal({
    callbackId: callback.route,
    title: w.routes.add,
    submit: w.common.save,
    close: w.common.cancel,
    blocks: [
      {
        type: 'input',
        block_id: routeInput.kind,
        label: plain(w.routes.kind),
        element: { type: 'static_select', action_id: VALUE, ...first(kinds) },
      },
      {
        type: 'input',
        block_id: routeInput.fact,
        label: plain(w.routes.condition),
        element: { type: 'static_select', action_id: VALUE, ...first(facts) },
      },
      {
        type: 'input',
        block_id: routeInput.over,
        optional: true,
        label: plain(w.routes.over),
        hint: plain(w.routes.overHint),
        element: { type: 'number_input', action_id: VALUE, is_decimal_allowed: true, min_value: '0' },
      },
      ...Array.from({ length: MOST_STEPS }, (_, n) => stepBlocks(n, w)).flat(),
    ],
  });
}

function stepBlocks(n: number, w: Words): KnownBlock[] {
  const who = ['manager', 'hr', 'people'].map(id => option(id, w.routes.approvers[id] ?? id));
  const need = ['any', 'all'].map(id => option(id, w.routes.need[id] ?? id));
  return [
    divider(),
    {
      type: 'input',
      block_id: routeInput.step(n),
      optional: n > 0,
      label: plain(w.routes.step(n + 1)),
      element: {
        type: 'static_select',
        action_id: VALUE,
        options: who,
        ...(n === 0 && who[0] ? { initial_option: who[0] } : {}),
      },
    },
    {
      type: 'input',
      block_id: routeInput.people(n),
      optional: true,
      label: plain(w.routes.people),
      hint: plain(w.routes.peopleHint),
      element: { type: 'multi_users_select', action_id: VALUE, max_selected_items: 10 },
    },
    {
      type: 'input',
      block_id: routeInput.need(n),
      label: plain(w.routes.needed),
      element: {
        type: 'radio_buttons',
        action_id: VALUE,
        options: need,
        ...(need[0] ? { initial_option: need[0] } : {}),
      },
    },
  ];
}

export interface DelegationModel {
  /** raw names */
  rows: { value: string; from: string; to: string; when: string }[];
  /** an administrator names delegates for others, too */
  forOthers: boolean;
}

export const delegateInput = { from: 'delegate-from', to: 'delegate-to', first: 'first', last: 'last' } as const;

/** Who decides for whom (대결), and naming one more. */
export function delegationModal(m: DelegationModel, today: string, w: Words): Modal {
  const rows = m.rows.slice(0, 20).map(r =>
    section(
      `${literal(r.from, 60)} → *${literal(r.to, 60)}* · ${r.when}`,
      button(action.endDelegation, w.delegation.end, {
        value: r.value,
        style: 'danger',
        confirm: confirm(w.delegation.endConfirm, `${r.from} → ${r.to} · ${r.when}`, w.common.cancel, 'danger'),
      }),
    ),
  );
  const person = (blockId: string, label: string, optional: boolean): KnownBlock => ({
    type: 'input',
    block_id: blockId,
    optional,
    label: plain(label),
    element: { type: 'users_select', action_id: VALUE },
  });
  const day = (blockId: string, label: string): KnownBlock => ({
    type: 'input',
    block_id: blockId,
    label: plain(label),
    element: { type: 'datepicker', action_id: VALUE, initial_date: today },
  });
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
