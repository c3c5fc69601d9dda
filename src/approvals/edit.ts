import { action } from '../../blocks/ids.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Press, Router } from '../slack/router.ts';
import type { RequestDoc, RequestStore } from './store.ts';

/** Opens the form of a request that was sent back, filled as it was sent. */
export type Editor = (press: Press, request: RequestDoc) => Promise<void>;

/** *Change and send again*, for every kind: `editorOf` finds who knows its form. */
export function editSlack(
  router: Router,
  o: {
    requests: RequestStore;
    refusals: Refusals;
    team: () => string;
    editorOf: (kind: string) => Editor | undefined;
  },
): void {
  router.opens(action.edit, async press => {
    const request = await o.requests.byId(o.team(), press.value);
    if (!request || request.user !== press.person.user) return o.refusals.tell({ code: 'not-yours' }, press);
    if (request.state !== 'sent-back') return o.refusals.tell({ code: 'not-sent-back' }, press);
    const editor = o.editorOf(request.kind);
    if (!editor) throw new Error(`nobody edits requests of kind ${request.kind}`);
    await editor(press, request);
  });
}
