import type { Undecodable } from './decode.ts';

/** Eighteen are read; personnel systems export many more. */
export const COLUMNS_MAX = 200;
/** Without the header. */
export const LINES_MAX = 2000;

/** Why a file as a whole is not read. */
export type FileProblem =
  | { code: Undecodable | 'no-lines' | 'no-person' | 'no-facts' }
  | { code: 'no-header'; found: string[] }
  | { code: 'header-twice'; column: string }
  | { code: 'too-many-lines' | 'too-many-columns'; most: number }
  | { code: 'line-too-long'; line: number; most: number }
  | { code: 'broken-quotes'; line: number };

export class Refused extends Error {
  problem: FileProblem;
  constructor(problem: FileProblem, cause?: unknown) {
    super(`a file that is not read: ${problem.code}`, { cause });
    this.problem = problem;
  }
}
