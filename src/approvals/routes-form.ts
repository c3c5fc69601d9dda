import { ALWAYS, routeAction, routeInput } from '../../blocks/approval-ids.ts';
import { VALUE } from '../../blocks/ids.ts';
import type { StepFormModel } from '../../blocks/route-form.ts';
import { MOST_STEPS } from '../../blocks/routes.ts';
import type { Words } from '../i18n/index.ts';
import { defined } from '../shared/defined.ts';
import { choiceOf, choicesOf, type FormState, textOf } from '../slack/form.ts';
import { usersOf } from '../slack/pickers.ts';
import type { FactChoices, FactName } from './kinds.ts';
import { unknownFacts } from './route/choose.ts';
import { type ApproverRule, type Condition, type RouteRule, type StepRule, TEAM_FACT } from './route/policy.ts';

/** A rule in its form, not validated. */
export interface RouteDraft {
  kind: string;
  fact?: string;
  over: string;
  choice?: string;
  values: string[];
  stands: boolean;
  /** ids */
  teams: string[];
  cc: string[];
  steps: StepFormModel[];
}

/** Facts of a kind for conditions. */
export interface KindFacts {
  numbers: readonly string[];
  own: readonly FactName[];
  choices: readonly FactChoices[];
}

const NEW_STEP: StepFormModel = { who: 'manager', people: [], need: 'any' };
export const newDraft = (): RouteDraft => ({
  ...{ kind: '*', over: '', values: [], stands: false, teams: [], cc: [], steps: [NEW_STEP] },
});

/** `count`: steps of the form. */
export function draftOf(state: FormState, count: number): RouteDraft {
  const chosen = (block: string): string | undefined => choiceOf(state, block, routeAction.fill);
  const unlessAlways = (value: string | undefined): string | undefined => (value === ALWAYS ? undefined : value);
  const fact = unlessAlways(chosen(routeInput.fact));
  const choice = unlessAlways(chosen(routeInput.choice));
  const stands = chosen(routeInput.decides) === 'no';
  const steps = Array.from({ length: Math.min(Math.max(stands ? 0 : 1, count), MOST_STEPS) }, (_, n): StepFormModel => {
    const who = chosen(routeInput.step(n));
    return {
      ...(who ? { who } : {}),
      people: usersOf(state, routeInput.people(n), VALUE),
      need: choiceOf(state, routeInput.need(n)) === 'all' ? 'all' : 'any',
      ...defined({ level: choiceOf(state, routeInput.level(n)), team: choiceOf(state, routeInput.team(n)) }),
      ...(choiceOf(state, routeInput.acts(n)) === 'tell' ? { tells: true } : {}),
    };
  });
  return {
    kind: chosen(routeInput.kind) ?? '*',
    ...(fact ? { fact } : {}),
    over: textOf(state, routeInput.over),
    ...(choice ? { choice } : {}),
    values: choice ? choicesOf(state, routeInput.values(choice)) : [],
    stands,
    teams: choicesOf(state, routeInput.teams),
    cc: usersOf(state, routeInput.cc, VALUE),
    steps,
  };
}

export const withSteps = (draft: RouteDraft, by: 1 | -1): RouteDraft => ({
  ...draft,
  steps: by > 0 ? [...draft.steps, { ...NEW_STEP, who: 'hr' }].slice(0, MOST_STEPS) : draft.steps.slice(0, -1),
});

type Below = Extract<Condition, { below: unknown }>;
const teamsIn = (rule: RouteRule): Below | undefined => rule.when.find((c): c is Below => 'below' in c);

type Over = Extract<Condition, { over: number }>;
const overIn = (rule: RouteRule): Over | undefined => rule.when.find((c): c is Over => 'over' in c);

function choiceIn(rule: RouteRule): { fact: string; values: string[] } | undefined {
  for (const c of rule.when) {
    if ('oneOf' in c) return { fact: c.fact, values: c.oneOf.map(String) };
    if ('is' in c) return { fact: c.fact, values: [String(c.is)] };
  }
  return undefined;
}

export function draftOfRule(rule: RouteRule): RouteDraft {
  const over = overIn(rule);
  const choice = choiceIn(rule);
  return {
    kind: rule.kind,
    over: over ? String(over.over) : '',
    ...defined({ fact: over?.fact, choice: choice?.fact }),
    values: choice?.values ?? [],
    stands: rule.stands === true,
    teams: teamsIn(rule)?.below ?? [],
    cc: rule.cc ?? [],
    steps: rule.steps.map(stepFormOf),
  };
}

function stepFormOf(step: StepRule): StepFormModel {
  const users = step.approvers.flatMap(a => (a.who === 'person' ? [a.user] : a.who === 'group' ? a.users : []));
  const tells = step.tells ? { tells: true } : {};
  if (users.length > 0) return { who: 'people', people: [...new Set(users)], need: step.need, ...tells };
  const rest = { people: [], need: 'any' as const, ...tells };
  const [first] = step.approvers.filter(a => a.who !== 'hr' && a.who !== 'administrators');
  if (first?.who === 'head') return { who: 'head', level: String(first.level), ...rest };
  if (first?.who === 'lead') return { who: 'lead', team: first.team, ...rest };
  return { who: first?.who ?? 'hr', ...rest };
}

type Read = { rule: RouteRule } | { errors: Record<string, string> };

/** Or problems beside their fields. */
export function ruleOf(draft: RouteDraft, facts: KindFacts, w: Words): Read {
  const errors: Record<string, string> = {};
  const when: Condition[] = [];
  const over = Number(draft.over);
  if (draft.fact === undefined) {
    if (draft.over !== '') errors[routeInput.over] = w.routes.overNotAsked;
  } else if (draft.over === '' || !Number.isFinite(over) || over < 0) errors[routeInput.over] = w.routes.overMissing;
  else when.push({ fact: draft.fact, over });
  if (draft.choice !== undefined) {
    if (draft.values.length === 0) errors[routeInput.values(draft.choice)] = w.routes.valuesMissing;
    else when.push({ fact: draft.choice, oneOf: draft.values });
  }
  if (draft.teams.length > 0) when.push({ fact: TEAM_FACT, below: draft.teams });
  const steps = draft.steps.map((step, n) => stepOf(step, n, errors, w));
  if (!draft.stands && steps.every(s => s.tells)) errors[routeInput.decides] = w.routes.nobodyDecides;
  const rule: RouteRule = {
    ...{ kind: draft.kind, when, steps: draft.stands ? steps.map(s => ({ ...s, tells: true as const })) : steps },
    ...(draft.stands ? { stands: true } : {}),
    ...(draft.cc.length > 0 ? { cc: draft.cc } : {}),
  };
  const unknown = unknownFacts(rule, [...facts.numbers, ...[...facts.own, ...facts.choices].map(f => f.fact)]);
  for (const fact of unknown) errors[fact === draft.fact ? routeInput.fact : routeInput.choice] = w.routes.factUnknown;
  return Object.keys(errors).length > 0 ? { errors } : { rule };
}

function stepOf(step: StepFormModel, n: number, errors: Record<string, string>, w: Words): StepRule {
  if (!step.who) errors[routeInput.step(n)] = w.routes.whoMissing;
  if (step.who === 'people' && step.people.length === 0) errors[routeInput.people(n)] = w.routes.peopleMissing;
  if (step.who === 'lead' && !step.team) errors[routeInput.team(n)] = w.routes.teamMissing;
  const need = step.who === 'people' ? step.need : 'any';
  return { approvers: approversOf(step), need, direct: true, ...(step.tells ? { tells: true } : {}) };
}

function approversOf({ who, people, level, team = '' }: StepFormModel): ApproverRule[] {
  if (who === 'people') return people.map(user => ({ who: 'person', user }));
  if (who === 'manager' || who === 'managers-manager') return [{ who }];
  if (who === 'head') return [{ who, level: Number(level ?? 1) }];
  return who === 'lead' ? [{ who, team }] : [{ who: 'hr' }];
}

/** Keeps what the form does not show: other conditions, and who is not asked by direct message. */
export function keeping(before: RouteRule, rule: RouteRule): RouteRule {
  const choice = before.when.find(c => 'oneOf' in c || 'is' in c);
  const shown: (Condition | undefined)[] = [overIn(before), choice, teamsIn(before)];
  const same = (a: StepRule, b: StepRule | undefined): boolean =>
    b !== undefined && JSON.stringify(stepFormOf(a)) === JSON.stringify(stepFormOf(b));
  return {
    ...rule,
    when: [...rule.when, ...before.when.filter(c => !shown.includes(c))],
    steps: rule.steps.map((s, n) => (same(s, before.steps[n]) ? (before.steps[n] ?? s) : s)),
  };
}

/** Before the first rule that would take all its requests. */
export function placed(rules: readonly RouteRule[], rule: RouteRule): RouteRule[] {
  const mine = overIn(rule);
  const shadows = (r: RouteRule): boolean => {
    if (r.kind !== '*' && r.kind !== rule.kind) return false;
    if (r.when.length < rule.when.length) return true;
    const theirs = overIn(r);
    if (mine && theirs) return mine.fact === theirs.fact && mine.over > theirs.over;
    return r.when.length === 0 && r.kind === '*' && rule.kind !== '*';
  };
  const at = rules.findIndex(shadows);
  return at < 0 ? [...rules, rule] : [...rules.slice(0, at), rule, ...rules.slice(at)];
}

/** -1: up. Unchanged at the end of the list. */
export function moved(rules: readonly RouteRule[], index: number, by: 1 | -1): RouteRule[] {
  const [rule, other] = [rules[index], rules[index + by]];
  if (!rule || !other) return [...rules];
  return rules.map((r, i) => (i === index ? other : i === index + by ? rule : r));
}
