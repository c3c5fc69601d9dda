import { readAnew } from '../shared/request.ts';

const ROUNDS = 10;

/** Repeats load, decide and save; an attempt answers undefined on a lost race. Undefined: every attempt lost. */
export async function retryOnConflict<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let round = 0; round < ROUNDS; round++) {
    const outcome = await (round === 0 ? attempt() : readAnew(attempt));
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}
