import type { Words } from '../i18n/index.ts';
import type { Text } from '../shared/languages.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { ANNUAL, COMPENSATORY, type Grant, REWARD } from './ledger/types.ts';

/** A pool that a leave type keeps, under the type's id. `paidOut`: what is left on leaving is paid. */
export interface KeptPool {
  id: string;
  name: Text;
  paidOut: boolean;
}

export const keptPools = point<(ws: Workspace) => Promise<readonly KeptPool[]>>('the pools of leave types');

const STANDARD: readonly string[] = [ANNUAL, COMPENSATORY, REWARD];

export interface Pools {
  /** Daybook's own first */
  ids: readonly string[];
  /** raw */
  name(pool: string, w: Words): string;
  /** whether what is left of it is paid on leaving */
  paysOut(pool: string): boolean;
}

/** Annual leave (LSA 60 ⑤) and leave in place of pay (LSA 57) are always paid out; others by their type. */
export function poolsFrom(kept: readonly KeptPool[]): Pools {
  const byId = new Map(kept.map(k => [k.id, k]));
  return {
    ids: [...new Set([...STANDARD, ...byId.keys()])],
    name: (pool, w) => {
      const own = STANDARD.includes(pool) ? undefined : byId.get(pool);
      return own ? w.forms.text(own.name) : w.ledger.pool(pool);
    },
    paysOut: pool => pool === ANNUAL || pool === COMPENSATORY || (byId.get(pool)?.paidOut ?? false),
  };
}

/** Without pools of a company's own: for what names none of them. */
export const STANDARD_POOLS: Pools = poolsFrom([]);

export const poolsOf = async (ws: Workspace): Promise<Pools> =>
  poolsFrom((await Promise.all(keptPools.of(ws).map(of => of(ws)))).flat());

/** As `poolsOf`, without a read where only Daybook's own pools are named. */
export const poolsFor = (ws: Workspace, named: Iterable<string>): Promise<Pools> =>
  [...named].every(pool => STANDARD.includes(pool)) ? Promise.resolve(STANDARD_POOLS) : poolsOf(ws);

/** What may be given by hand; `id`: for `handChoice` of rules.ts. */
export function handChoices(pools: Pools, w: Words): { id: string; name: string }[] {
  const { kind } = w.ledger;
  const own = pools.ids.filter(pool => !STANDARD.includes(pool));
  const others = pools.ids.filter(pool => pool !== ANNUAL);
  return [
    ...['reward', 'compensatory'].map(id => ({ id, name: kind(id) })),
    ...own.map(pool => ({ id: `extra:${pool}`, name: pools.name(pool, w) })),
    ...['extra', 'carry-over', 'correction'].map(id => ({ id, name: `${pools.name(ANNUAL, w)} · ${kind(id)}` })),
    ...others.map(pool => ({ id: `correction:${pool}`, name: `${pools.name(pool, w)} · ${kind('correction')}` })),
  ];
}

/** What a grant is called: one of a pool of its own by that pool. */
export function grantName({ kind, pool }: Pick<Grant, 'kind' | 'pool'>, pools: Pools, w: Words): string {
  if (STANDARD.includes(pool)) return w.ledger.kind(kind);
  return kind === 'extra' ? pools.name(pool, w) : `${w.ledger.kind(kind)} (${pools.name(pool, w)})`;
}
