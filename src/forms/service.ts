import type { Editor } from '../approvals/edit.ts';
import type { RequestKind } from '../approvals/kinds.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { formFollows } from './points.ts';
import { formsRoom } from './room.ts';

function followsOf(ws: Workspace): ReadonlyMap<string, Pick<RequestKind, 'owed' | 'shown' | 'outcomeNotes'>> {
  const provided = formFollows.of(ws);
  return new Map(
    provided.map(({ form }) => {
      const own = provided.filter(f => f.form === form);
      return [
        form,
        {
          owed: (request, change) => own.flatMap(f => f.owed?.(request, change) ?? []),
          shown: request => own.flatMap(f => f.shown?.(request) ?? []),
          outcomeNotes: async (request, w) =>
            (await Promise.all(own.map(async f => (await f.outcomeNotes?.(ws)(request, w)) ?? []))).flat(),
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
    benefitPreviews: new Map(
      formFollows.of(ws).flatMap(f => (f.previewBenefit ? [[f.form, f.previewBenefit(ws)] as const] : [])),
    ),
  }),
);

export const library = (ws: Workspace) => room(ws).library;

/** Who opens a request that was sent back, once it is attached. */
export const attached = perWorkspace<{ editor?: Editor }>(() => ({}));
