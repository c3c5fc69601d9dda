const ROUNDS = 10;

/** Loads, decides and saves again while others are faster: `attempt` answers undefined then. Undefined: so it was each time. */
export async function retryOnConflict<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let round = 0; round < ROUNDS; round++) {
    const outcome = await attempt();
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}
