import type { InputBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { ALWAYS, routeAction, routeInput } from './approval-ids.ts';
import { callback, VALUE } from './ids.ts';
import {
  groupsOf,
  labelled,
  radioButtons,
  select,
  type TeamChoice,
  teamOption,
  teamSelect,
  usersSelect,
} from './inputs.ts';
import { actions, button, context, divider, type Modal, modal, option } from './kit.ts';
import { MOST_STEPS } from './routes.ts';

export interface StepFormModel {
  who?: string;
  /** user ids, where `who` is `people` */
  people: string[];
  need: 'any' | 'all';
  /** of a head of department, from 1 */
  level?: string;
  /** whose lead */
  team?: string;
  tells?: boolean;
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
  /** nobody decides: steps only tell */
  stands: boolean;
  /** of requesters in these teams, by id */
  teams: string[];
  allTeams: readonly TeamChoice[];
  cc: string[];
  /** only those in use */
  steps: StepFormModel[];
  metadata: string;
}

/** Slack's most of options in a select. */
const MOST_OPTIONS = 100;

/** Adding or changing a rule: for which requests, and who decides, step by step. */
export function routeForm(m: RouteFormModel, w: Words): Modal {
  const kinds = [option('*', w.routes.anyKind), ...m.kinds.map(k => option(k.kind, k.name))];
  const steps: KnownBlock[] = m.steps.flatMap((s, n) => [divider(), ...stepBlocks(s, n, m, w)]);
  const turn = [];
  if (m.steps.length < MOST_STEPS)
    turn.push(button(routeAction.addStep, m.stands ? w.routes.addTold : w.routes.addStep));
  if (m.steps.length > (m.stands ? 0 : 1))
    turn.push(button(routeAction.dropStep, (m.stands ? w.routes.dropTold : w.routes.dropStep)(m.steps.length)));
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
      ...teamBlocks(m, w),
      choice(
        routeInput.decides,
        w.routes.decides,
        ['yes', 'no'].map(id => option(id, w.routes.decide[id] ?? id)),
        m.stands ? 'no' : 'yes',
      ),
      ...steps,
      ...(m.steps.length > 1 && !m.stands ? [context(w.routes.inOrder)] : []),
      actions(...turn),
      labelled(routeInput.cc, w.routes.cc, usersSelect(m.cc), { optional: true, hint: w.routes.ccHint }),
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

/** Slack takes a hundred options in a group. */
function teamBlocks(m: RouteFormModel, w: Words): KnownBlock[] {
  if (m.allTeams.length === 0) return [];
  const options = m.allTeams.map(t => teamOption(t));
  const initial = options.filter(o => m.teams.includes(o.value ?? ''));
  const element = {
    type: 'multi_static_select' as const,
    action_id: VALUE,
    option_groups: groupsOf([{ label: w.people.fields.teamId, options }]),
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  };
  return [labelled(routeInput.teams, w.routes.team, element, { optional: true, hint: w.routes.teamHint })];
}

function stepBlocks(step: StepFormModel, n: number, m: RouteFormModel, w: Words): KnownBlock[] {
  const kinds = ['manager', 'managers-manager', 'head', ...(m.allTeams.length > 0 ? ['lead'] : []), 'hr', 'people'];
  const who = kinds.map(id => option(id, w.routes.approvers[id] ?? id));
  const need = (['any', 'all'] as const).map(id => option(id, w.routes.need[id] ?? id));
  const first = choice(routeInput.step(n), m.stands ? w.routes.told(n + 1) : w.routes.step(n + 1), who, step.who);
  const act = ['decide', 'tell'].map(id => option(id, w.routes.act[id] ?? id));
  const acts = m.stands
    ? []
    : [labelled(routeInput.acts(n), w.routes.acts, select(VALUE, act, step.tells ? 'tell' : 'decide'))];
  const levels = w.routes.levels.map((text, i) => option(String(i + 1), text));
  if (step.who === 'head')
    return [first, labelled(routeInput.level(n), w.routes.level, select(VALUE, levels, step.level ?? '1')), ...acts];
  if (step.who === 'lead') {
    const team = teamSelect(VALUE, m.allTeams, { chosen: step.team }, w);
    return [first, labelled(routeInput.team(n), w.people.fields.teamId, team), ...acts];
  }
  if (step.who !== 'people') return [first, ...acts];
  return [
    first,
    labelled(routeInput.people(n), w.routes.people, {
      type: 'multi_users_select',
      action_id: VALUE,
      max_selected_items: 10,
      ...(step.people.length > 0 ? { initial_users: step.people.slice(0, 10) } : {}),
    }),
    labelled(routeInput.need(n), w.routes.needed, radioButtons(need, step.need)),
    ...acts,
  ];
}
