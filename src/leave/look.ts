import type { LeaveForm } from './form.ts';
import type { WhatIf } from './ledger/whatif.ts';
import type { LeaveProblem } from './rules.ts';
import type { LeaveType } from './types/definition.ts';

/** A form as it stands, before it is sent. */
export interface LeaveLook {
  type: LeaveType | undefined;
  /** absent: nothing that could be counted yet */
  form?: LeaveForm;
  refused: LeaveProblem[];
  warned: LeaveProblem[];
  /** what it would do to the balance; absent where none is known or nothing is taken */
  outcome?: WhatIf;
}
