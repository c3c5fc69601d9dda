import { action } from '../../blocks/ids.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Press, Router } from '../slack/router.ts';
import { mayResend } from './route/rights.ts';
import type { RequestDoc, RequestStore } from './store.ts';

/** Opens the form of a request, filled as it was sent: to change the request itself, or as a `copy` to ask for the same again. */
export type Editor = (press: Press, request: RequestDoc, copy?: 'copy') => Promise<void>;

/** *Edit* of a request that waits or was sent back and *Ask again*, for every kind: `editorOf` finds who knows its form. */
export function editSlack(
  router: Router,
  o: {
    requests: RequestStore;
    refusals: Refusals;
    team: () => string;
    editorOf: (kind: string) => Editor | undefined;
  },
): void {
  const editorOf = ({ kind }: RequestDoc): Editor => {
    const editor = o.editorOf(kind);
    if (!editor) throw new Error(`nobody edits requests of kind ${kind}`);
    return editor;
  };
  router.opens(action.edit, async press => {
    const request = await o.requests.byId(o.team(), press.value);
    if (!request || request.user !== press.person.user) return o.refusals.tell({ code: 'not-yours' }, press);
    const refusal = mayResend(request);
    if (refusal) return o.refusals.tell(refusal, press);
    await editorOf(request)(press, request);
  });
  router.opens(action.askAgain, async press => {
    const request = await o.requests.byId(o.team(), press.value);
    if (!request || request.user !== press.person.user) return o.refusals.tell({ code: 'not-yours' }, press);
    await editorOf(request)(press, request, 'copy');
  });
}
