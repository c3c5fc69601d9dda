import { KOREAN_LAW } from '../calendar/law.ts';
import { countryOf } from '../calendar/regions.ts';
import { dayNumber, isDate } from '../calendar/rules.ts';
import type { Group } from './fields.ts';
import { inForce, type Policy, type PolicyChange, type PolicyVersion, policySchema } from './policy.ts';

const AHEAD_MAX = 366;
export const SINCE_EVER = '2000-01-01';

export const POLICY_PROBLEMS = [
  'not-a-time',
  'not-a-date',
  'not-a-number',
  'not-a-zone',
  'not-a-channel',
  'not-a-region',
  'not-a-day-of-the-year',
  'out-of-range',
  'over-legal-hours',
  'under-legal-rate',
  'agreement-missing',
  'too-many',
  'kept-too-short',
  'kept-too-long',
  'invalid',
  'not-after-start',
  'both-or-none',
  'day-twice',
  'not-after-first',
  'past',
  'too-far-ahead',
  'nothing-changed',
] as const;
export type PolicyProblemCode = (typeof POLICY_PROBLEMS)[number];

/** Without a group: the first day of the change. */
export interface PolicyProblem {
  code: PolicyProblemCode;
  group?: Group;
  field?: string;
}

const known = (message: string): PolicyProblemCode =>
  (POLICY_PROBLEMS as readonly string[]).includes(message) ? (message as PolicyProblemCode) : 'invalid';

/** Values, and contradictions between them. */
export function policyProblems(policy: unknown): PolicyProblem[] {
  const read = policySchema.safeParse(policy);
  if (!read.success)
    return read.error.issues.map(({ path: [group, field], message }) => ({
      code: known(message),
      ...(group === undefined ? {} : { group: group as Group }),
      ...(field === undefined ? {} : { field: String(field) }),
    }));
  return contradictions(read.data);
}

function contradictions({ workingTime: t, approvals: a }: Policy): PolicyProblem[] {
  const found: PolicyProblem[] = [];
  const bad = (group: Group, field: string, code: PolicyProblemCode): void => void found.push({ group, field, code });
  if (t.windowTo < t.windowFrom) bad('workingTime', 'windowTo', 'not-after-start');
  if ((t.coreFrom === null) !== (t.coreTo === null)) bad('workingTime', 'coreTo', 'both-or-none');
  else if (t.coreFrom !== null && t.coreTo !== null && t.coreTo <= t.coreFrom)
    bad('workingTime', 'coreTo', 'not-after-start');
  if (t.region !== null && countryOf(t.region) !== t.holidays) bad('workingTime', 'region', 'not-a-region');
  const days = t.companyDays.map(d => d.date);
  if (new Set(days).size < days.length) bad('workingTime', 'companyDays', 'day-twice');
  if (a.remindAgainAfter <= a.remindAfter) bad('approvals', 'remindAgainAfter', 'not-after-first');
  if (a.escalateAfter <= a.remindAgainAfter) bad('approvals', 'escalateAfter', 'not-after-first');
  return found;
}

/**
 * What Korean law does not allow. Only groups of the change are judged, so that an older policy does not stop others.
 * Longer days need averaging over weeks (LSA 51, 51의2), which is not built; LSA 52 averages to 40 hours as well.
 */
export function lawProblems({ workingTime: t, compensatory: c }: Policy, change: PolicyChange): PolicyProblem[] {
  if (t.holidays !== 'kr') return [];
  const found: PolicyProblem[] = [];
  if (change.workingTime && t.dayLength > KOREAN_LAW.hours.day)
    found.push({ group: 'workingTime', field: 'dayLength', code: 'over-legal-hours' });
  if (!change.compensatory || c.compensates === 'none' || !c.fiveOrMore) return found;
  const group = 'compensatory';
  const { rates } = KOREAN_LAW;
  const least = [
    ['overtimeRate', rates.overtime],
    ['holidayRate', rates.holiday],
    ['longHolidayRate', rates.longHoliday],
    ['nightRate', rates.night],
  ] as const;
  for (const [field, rate] of least) if (c[field] < rate) found.push({ group, field, code: 'under-legal-rate' });
  if (c.agreedOn === null) found.push({ group, field: 'agreedOn', code: 'agreement-missing' });
  return found;
}

/** Past days never change. Only the first set-up may date back. */
export function dateProblem(from: string, today: string): PolicyProblem | undefined {
  if (!isDate(from)) return { code: 'not-a-date' };
  if (from < today) return { code: 'past' };
  return dayNumber(from) - dayNumber(today) > AHEAD_MAX ? { code: 'too-far-ahead' } : undefined;
}

/** Problems of the policy on every day of a change, since a new one may contradict one that is planned already. */
export function plannedProblems(defaults: Policy, versions: readonly PolicyVersion[], from: string): PolicyProblem[] {
  const days = new Set([from, ...versions.map(v => v.from).filter(day => day > from)]);
  const found = [...days].flatMap(day => policyProblems(inForce(defaults, versions, day)));
  return found.filter((p, i) => found.findIndex(q => JSON.stringify(q) === JSON.stringify(p)) === i);
}
