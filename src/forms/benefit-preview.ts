import type { Text } from '../shared/languages.ts';
import type { Answer } from './filled.ts';

/** By form: what a request would give by what stands in it, in words safe in mrkdwn; undefined: nothing. Said before it is sent, and kept with it. */
export type BenefitPreviews = ReadonlyMap<
  string,
  (user: string, answers: readonly Answer[]) => Promise<Text | undefined>
>;
