import type { InputBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { ALWAYS, routeAction, routeInput } from './approval-ids.ts';
import { callback, VALUE } from './ids.ts';
import { labelled, radioButtons, select } from './inputs.ts';
import { actions, button, context, divider, type Modal, modal, option } from './kit.ts';
import { MOST_STEPS } from './routes.ts';

export interface StepFormModel {
  who?: string;
  /** user ids, where `who` is `people` */
  people: string[];
  need: 'any' | 'all';
}

/** A rule as it is being filled in; names are raw. */
export interface RouteFormModel {
  isNew: boolean;
  kinds: { kind: string; name: string }[];
  kind: string;
  /** the numbers that requests of this kind give, and the chosen one even if they do not; `says`: more than … of it */
  numbers: { fact: string; says: string }[];
  fact?: string;
  over?: string;
  /** the choices that they give */
  choices: { fact: string; name: string; options: { id: string; name: string }[] }[];
  choice?: string;
  values: string[];
  /** only those in use */
  steps: StepFormModel[];
  metadata: string;
}

/** Slack's most of options in a select. */
const MOST_OPTIONS = 100;

/** Adding or changing a rule: for which requests, and who decides, step by step. */
export function routeForm(m: RouteFormModel, w: Words): Modal {
  const kinds = [option('*', w.routes.anyKind), ...m.kinds.map(k => option(k.kind, k.name))];
  const steps: KnownBlock[] = m.steps.flatMap((s, n) => [divider(), ...stepBlocks(s, n, w)]);
  const turn = [];
  if (m.steps.length < MOST_STEPS) turn.push(button(routeAction.addStep, w.routes.addStep));
  if (m.steps.length > 1) turn.push(button(routeAction.dropStep, w.routes.dropStep(m.steps.length)));
  return modal({
    callbackId: callback.route,
    title: m.isNew ? w.routes.add : w.routes.editTitle,
    submit: w.common.save,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      choice(routeInput.kind, w.routes.kind, kinds, m.kind),
      ...numberBlocks(m, w),
      ...choiceBlocks(m, w),
      ...steps,
      ...(m.steps.length > 1 ? [context(w.routes.inOrder)] : []),
      actions(...turn),
    ],
  });
}

/** A select that redraws the form: what stands below depends on it. */
function choice(
  blockId: string,
  label: string,
  options: ReturnType<typeof option>[],
  value: string | undefined,
): InputBlock {
  const shown = options.slice(0, MOST_OPTIONS);
  const chosen = options.find(o => o.value === value);
  if (chosen && !shown.includes(chosen)) shown.splice(-1, 1, chosen);
  return labelled(blockId, label, select(routeAction.fill, shown, value), { dispatches: true });
}

function numberBlocks(m: RouteFormModel, w: Words): KnownBlock[] {
  if (m.numbers.length === 0) return [];
  const facts = [option(ALWAYS, w.routes.always), ...m.numbers.map(f => option(f.fact, f.says))];
  const chosen = choice(routeInput.fact, w.routes.condition, facts, m.fact ?? ALWAYS);
  // A number that stays although no condition asks for it is said to be too much, and not dropped in silence.
  if (m.fact === undefined && !m.over) return [chosen];
  return [
    chosen,
    labelled(
      routeInput.over,
      w.routes.over,
      {
        type: 'number_input',
        action_id: VALUE,
        is_decimal_allowed: true,
        min_value: '0',
        ...(m.over ? { initial_value: m.over } : {}),
      },
      { optional: m.fact === undefined },
    ),
  ];
}

function choiceBlocks(m: RouteFormModel, w: Words): KnownBlock[] {
  if (m.choices.length === 0) return [];
  const fields = [option(ALWAYS, w.routes.anyChoice), ...m.choices.map(c => option(c.fact, c.name))];
  const chosen = choice(routeInput.choice, w.routes.choice, fields, m.choice ?? ALWAYS);
  const field = m.choices.find(c => c.fact === m.choice);
  const options = field?.options.slice(0, MOST_OPTIONS).map(c => option(c.id, c.name)) ?? [];
  if (!field || options.length === 0) return [chosen];
  const initial = options.filter(o => o.value !== undefined && m.values.includes(o.value));
  return [
    chosen,
    labelled(routeInput.values(field.fact), w.routes.values, {
      type: 'multi_static_select',
      action_id: VALUE,
      options,
      ...(initial.length > 0 ? { initial_options: initial } : {}),
    }),
  ];
}

function stepBlocks(step: StepFormModel, n: number, w: Words): KnownBlock[] {
  const who = ['manager', 'hr', 'people'].map(id => option(id, w.routes.approvers[id] ?? id));
  const need = (['any', 'all'] as const).map(id => option(id, w.routes.need[id] ?? id));
  const first = choice(routeInput.step(n), w.routes.step(n + 1), who, step.who);
  if (step.who !== 'people') return [first];
  return [
    first,
    labelled(routeInput.people(n), w.routes.people, {
      type: 'multi_users_select',
      action_id: VALUE,
      max_selected_items: 10,
      ...(step.people.length > 0 ? { initial_users: step.people.slice(0, 10) } : {}),
    }),
    labelled(routeInput.need(n), w.routes.needed, radioButtons(need, step.need)),
  ];
}
