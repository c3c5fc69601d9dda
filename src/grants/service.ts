import { perWorkspace } from '../workspace/workspace.ts';
import { balancesFrom, factsOf, factsOfMany } from './balances.ts';

// until home, leave, promotion and chat are converted
export const ledger = perWorkspace(ws => ({
  factsOf: factsOf.bind(undefined, ws),
  factsOfMany: factsOfMany.bind(undefined, ws),
  balancesFrom: balancesFrom.bind(undefined, ws),
}));
export type Ledger = ReturnType<typeof ledger>;
