import type { LeaveProblem } from '../leave-record/rules.ts';

/** How strictly the policy treats what stands against a leave. */
export interface Strictness {
  overdraw: 'refuse' | 'warn';
  teamAway: 'refuse' | 'warn';
  /** HR enters it for somebody: rules of the workplace only warn, unlike what cannot be, such as two leaves at once */
  overrides?: boolean;
}

/** Rules that HR may pass over for somebody. */
const OVERRIDABLE: readonly LeaveProblem['code'][] = [
  ...(['too-little', 'blocked', 'team-away', 'notice-too-short', 'too-far-back'] as const),
  ...(['over-most', 'worked', 'missing-document'] as const),
];

/** Whether a problem refuses a leave or only warns. Work recorded since it was sent is for the approver to judge. */
export function severity(p: LeaveProblem, s: Strictness, moment: 'sent' | 'approved'): 'refuse' | 'warn' {
  if (s.overrides && OVERRIDABLE.includes(p.code)) return 'warn';
  if (p.code === 'too-little') return s.overdraw;
  if (p.code === 'stand-in-away') return 'warn';
  if ((p.code === 'blocked' || p.code === 'team-away') && p.reportOnly) return 'warn';
  if (p.code === 'team-away') return s.teamAway;
  if (moment === 'approved' && (p.code === 'worked' || p.code === 'missing-document')) return 'warn';
  return 'refuse';
}

/** What a policy would refuse and HR passes over. */
export const overrodeIn = (problems: readonly LeaveProblem[], s: Strictness): string[] => [
  ...new Set(
    problems
      .filter(p => severity(p, s, 'sent') === 'warn' && severity(p, { ...s, overrides: false }, 'sent') === 'refuse')
      .map(p => p.code),
  ),
];
