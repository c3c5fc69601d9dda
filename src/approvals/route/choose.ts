import type { Condition, Facts, RouteRule, StepRule } from './policy.ts';

/** Any one of HR and the administrators. */
export const DEFAULT_STEPS: readonly StepRule[] = [
  { approvers: [{ who: 'hr' }, { who: 'administrators' }], need: 'any', direct: false },
];

/** Of the first matching rule, else the kind's default. */
export function chooseSteps(
  rules: readonly RouteRule[],
  kind: string,
  facts: Facts,
  otherwise: readonly StepRule[] = DEFAULT_STEPS,
): StepRule[] {
  const rule = rules.find(r => (r.kind === '*' || r.kind === kind) && r.when.every(c => holds(c, facts)));
  return structuredClone(rule?.steps ?? [...otherwise]);
}

/** A missing fact matches nothing. */
export function holds(condition: Condition, facts: Facts): boolean {
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
  ...new Set(rule.when.map(c => c.fact).filter(f => !facts.includes(f))),
];
