import type { WhatIf } from '../grants/ledger/whatif.ts';
import type { LeaveForm } from '../leave-record/form.ts';
import type { LeaveProblem } from '../leave-record/rules.ts';
import type { LeaveType } from '../leave-record/types/definition.ts';
import type { Entitled } from './event-present.ts';

export interface LeavePreview {
  type: LeaveType | undefined;
  /** absent: nothing to count yet */
  form?: LeaveForm;
  /** whether the rest of the day is to be without a break; absent: not to be asked for */
  noBreak?: boolean;
  refused: LeaveProblem[];
  warned: LeaveProblem[];
  /** codes of warnings that would refuse it for the person themselves */
  overrode?: string[];
  /** where it belongs to an event */
  entitled?: Entitled;
  /** what it would do to the balance; absent without a balance, or where nothing is taken */
  outcome?: WhatIf;
}
