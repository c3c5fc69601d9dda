import type { RequestKind } from '../approvals/kinds.ts';
import type { RequestDoc } from '../approvals/store.ts';
import type { Words } from '../i18n/index.ts';
import type { Text } from '../shared/languages.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './filled.ts';
import type { FormProblem } from './rules.ts';

/** Consequences of one form's requests in other features. */
export interface FormFollows {
  form: string;
  /** what forbids it to this person */
  problems?(ws: Workspace, user: string, answers: readonly Answer[]): Promise<FormProblem[]>;
  /** stored with the decision */
  owed?: RequestKind['owed'];
  /** other messages that show the state */
  shown?: RequestKind['shown'];
  outcomeNotes?(ws: Workspace, request: RequestDoc, w: Words): Promise<string[]>;
  /** a preview safe in mrkdwn; undefined: none */
  previewBenefit?(ws: Workspace, user: string, answers: readonly Answer[]): Promise<Text | undefined>;
}

export const formFollows = point<FormFollows>('what follows from a form');
