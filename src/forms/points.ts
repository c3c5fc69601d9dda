import type { RequestKind } from '../approvals/kinds.ts';
import type { RequestDoc } from '../approvals/store.ts';
import type { Words } from '../i18n/index.ts';
import type { Text } from '../shared/languages.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './filled.ts';

/** What follows from requests of one form, in other features. */
export interface FormFollows {
  form: string;
  /** effects of a decision, stored in the same write */
  owed?: RequestKind['owed'];
  /** messages of others that say how the request stands */
  shown?: RequestKind['shown'];
  outcomeNotes?(ws: Workspace, request: RequestDoc, w: Words): Promise<string[]>;
  /** what a request would give, in words safe in mrkdwn, said before it is sent; undefined: nothing */
  previewBenefit?(ws: Workspace, user: string, answers: readonly Answer[]): Promise<Text | undefined>;
}

export const formFollows = point<FormFollows>('what follows from a form');
