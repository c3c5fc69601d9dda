import type { Condition, Facts, RouteRule, StepRule, Tell } from './policy.ts';

/** Any one of HR and the administrators. */
export const DEFAULT_STEPS: readonly StepRule[] = [
  { approvers: [{ who: 'hr' }, { who: 'administrators' }], need: 'any', direct: false },
];

/** Where a request goes: who decides, and who is told. */
export interface ChosenRoute {
  steps: StepRule[];
  tells: Tell[];
  /** nobody decides; `steps` are those who could revoke it */
  undecided: boolean;
}

/** Of the first matching rule, else the kind's default. `teams`: of the requester, with those above. */
export function chooseRoute(
  rules: readonly RouteRule[],
  kind: string,
  facts: Facts,
  {
    teams = [],
    otherwise = DEFAULT_STEPS,
  }: { teams?: readonly string[]; otherwise?: readonly StepRule[] | undefined } = {},
): ChosenRoute {
  const rule = rules.find(r => (r.kind === '*' || r.kind === kind) && r.when.every(c => holds(c, facts, teams)));
  if (!rule) return { steps: structuredClone([...otherwise]), tells: [], undecided: false };
  const tells: Tell[] = (rule.cc ?? []).map(user => ({ rule: { who: 'person', user }, after: 0 }));
  const steps: StepRule[] = [];
  for (const step of rule.steps)
    if (rule.stands || step.tells) tells.push(...step.approvers.map(a => ({ rule: a, after: steps.length })));
    else steps.push(step);
  // A rule of told steps only decides nothing either.
  const undecided = steps.length === 0;
  return structuredClone({ steps: undecided ? [...otherwise] : steps, tells, undecided });
}

/** A missing fact matches nothing. */
export function holds(condition: Condition, facts: Facts, teams: readonly string[] = []): boolean {
  if ('below' in condition) return condition.below.some(team => teams.includes(team));
  const value = Object.hasOwn(facts, condition.fact) ? facts[condition.fact] : undefined;
  if (value === undefined) return false;
  if ('is' in condition) return value === condition.is;
  if ('oneOf' in condition) return condition.oneOf.includes(value);
  if (typeof value !== 'number') return false;
  if ('over' in condition) return value > condition.over;
  if ('atLeast' in condition) return value >= condition.atLeast;
  return value < condition.under;
}

/** Facts that a kind lacks: the rule would never match. */
export const unknownFacts = (rule: RouteRule, facts: readonly string[]): string[] => [
  ...new Set(rule.when.flatMap(c => ('below' in c || facts.includes(c.fact) ? [] : [c.fact]))),
];
