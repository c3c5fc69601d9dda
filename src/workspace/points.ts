import type { Workspace } from './workspace.ts';

export interface Contribution {
  at: unknown;
  value: unknown;
}

/**
 * Where a feature asks those above it: it declares the point, and they provide values in the order of `features.ts`.
 */
export interface Point<T> {
  of(ws: Pick<Workspace, 'provided'>): readonly T[];
  /** Throws unless exactly one feature provides. */
  only(ws: Pick<Workspace, 'provided'>): T;
  provide(value: T): Contribution;
}

/** `name`: for errors. */
export function point<T>(name: string): Point<T> {
  const self: Point<T> = {
    of: ws => (ws.provided.get(self) ?? []) as readonly T[],
    only: ws => {
      const [value, second] = self.of(ws);
      if (value === undefined || second !== undefined) throw new Error(`one feature provides ${name}, not none or two`);
      return value;
    },
    provide: value => ({ at: self, value }),
  };
  return self;
}

export function gather(contributions: readonly Contribution[]): Workspace['provided'] {
  const all = new Map<unknown, unknown[]>();
  for (const { at, value } of contributions) all.set(at, [...(all.get(at) ?? []), value]);
  return all;
}
