import type { Kinds } from '../approvals/kinds.ts';
import type { Words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Leaver } from './leaver.ts';
import type { LeaverContext } from './present.ts';

/** What settlements are told with, in the reader's words. */
export async function leaverContext(
  leavers: readonly Leaver[],
  o: { people: Pick<People, 'names'>; workplace: Pick<Workplace, 'zone'>; kinds: Kinds },
  w: Words,
): Promise<LeaverContext> {
  const names = await o.people.names(leavers.flatMap(l => l.history.map(h => h.by)));
  return { nameOf: user => names.get(user) ?? user, zone: o.workplace.zone, kinds: o.kinds, w };
}
