import { byName } from '../shared/text.ts';

const KEPT_MS = 15_000;
const KEPT_FROM = 1_000;

/**
 * Everybody, by name. Of thousands the list is kept for the pages of one look, and for reports to many managers, until
 * a write of this process ends it.
 */
export function keptListing<P extends { name: string; user: string }>(read: (team: string) => Promise<P[]>) {
  const kept = new Map<string, { until: number; all: P[] }>();
  let writes = 0;

  return {
    get: async (team: string): Promise<readonly P[]> => {
      const known = kept.get(team);
      if (known && known.until > performance.now()) return known.all;
      const before = writes;
      const all = (await read(team)).sort((a, b) => byName(a.name, b.name) || (a.user < b.user ? -1 : 1));
      // What was read before a write is not kept after it.
      if (all.length > KEPT_FROM && writes === before) kept.set(team, { until: performance.now() + KEPT_MS, all });
      else kept.delete(team);
      return all;
    },
    forget: (): void => {
      writes += 1;
      kept.clear();
    },
  };
}
