import type { Editor } from '../approvals/edit.ts';
import type { RequestKind } from '../approvals/kinds.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { formFollows } from './points.ts';
import { formsRoom } from './room.ts';

function followsOf(ws: Workspace): ReadonlyMap<string, Pick<RequestKind, 'owed' | 'shown' | 'came'>> {
  const provided = formFollows.of(ws);
  return new Map(
    provided.map(({ form }) => {
      const own = provided.filter(f => f.form === form);
      return [
        form,
        {
          owed: (request, change) => own.flatMap(f => f.owed?.(request, change) ?? []),
          shown: request => own.flatMap(f => f.shown?.(request) ?? []),
          came: async (request, w) =>
            (await Promise.all(own.map(async f => (await f.came?.(ws)(request, w)) ?? []))).flat(),
        },
      ];
    }),
  );
}

export const room = perWorkspace(ws =>
  formsRoom({
    db: ws.db,
    clock: ws.clock,
    team: () => ws.team,
    follows: followsOf(ws),
    promises: new Map(formFollows.of(ws).flatMap(f => (f.promise ? [[f.form, f.promise(ws)] as const] : []))),
  }),
);

export const library = (ws: Workspace) => room(ws).library;

/** Who opens a request that was sent back, once it is attached. */
export const attached = perWorkspace<{ editor?: Editor }>(() => ({}));
