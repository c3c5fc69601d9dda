import { defined } from '../shared/defined.ts';
import type { Owed } from '../shared/effects.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import type { Decided, Kinds } from './kinds.ts';
import { forceChanged, kindFamily, requestKind } from './points.ts';
import type { PresentContext } from './present.ts';
import type { RouteChange } from './route/types.ts';
import { inForce } from './route/view.ts';
import type { Edited, RequestDoc } from './store.ts';

export const kinds = perWorkspace((ws): Kinds => {
  const own = new Map(
    requestKind
      .of(ws)
      .map(make => make(ws))
      .map(k => [k.kind, k]),
  );
  const families = kindFamily.of(ws).map(make => make(ws));
  return {
    of: kind => {
      const found = own.get(kind) ?? families.map(f => f.of(kind)).find(k => k !== undefined);
      if (!found) throw new Error(`no kind of request is called ${kind}`);
      return found;
    },
    all: async () => [...own.values(), ...(await Promise.all(families.map(f => f.all()))).flat()],
  };
});

/** `w` and `zone` are the reader's. */
export const presentContext = async (
  ws: Workspace,
  users: readonly string[],
  { w, zone }: Pick<PresentContext, 'w' | 'zone'>,
): Promise<PresentContext> => ({
  w,
  zone,
  names: await ws.people.names(users),
  kinds: kinds(ws),
  calendar: ws.policy.calendar,
});

/** Effects on other messages that show a new request. */
const shownBy = (ws: Workspace, request: Pick<RequestDoc, 'user' | 'kind' | 'form' | 'period'>): Owed[] =>
  kinds(ws).of(request.kind).shown?.(request) ?? [];

/** Effects of a change by its kind: other messages, and what follows where the request comes into force or ends. */
export function owedByChange(
  ws: Workspace,
  { edited, ...request }: Omit<Decided, 'by' | 'for' | 'at'> & { edited?: Edited | undefined },
  wasInForce: boolean,
  { set, history }: RouteChange,
): Owed[] {
  const shown = shownBy(ws, request);
  const force = inForce(set);
  const entry = history.at(-1);
  if (force === wasInForce || !entry) return shown;
  const { by, at } = entry;
  const decided = { ...request, ...edited, by, at, ...defined({ for: entry.for }) };
  const changed = force ? 'in-force' : 'no-longer';
  return [
    ...shown,
    ...(kinds(ws).of(request.kind).owed?.(decided, changed) ?? []),
    ...forceChanged.of(ws).flatMap(owed => owed(ws, decided, changed)),
  ];
}
