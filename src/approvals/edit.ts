import { action } from '../../blocks/ids.ts';
import type { Press } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type RequestForm, requestForm } from './points.ts';
import { mayResend } from './route/rights.ts';
import { type RequestDoc, requests } from './store.ts';

export const OWN = { judgedBy: 'whose request it is' };

export function formOf(ws: Workspace, { kind }: RequestDoc): RequestForm {
  const form = requestForm.of(ws).find(f => f.of(kind));
  if (!form) throw new Error(`nobody edits requests of kind ${kind}`);
  return form;
}

async function edit(ws: Workspace, press: Press, copy?: 'copy'): Promise<void> {
  const request = await requests(ws).byId(ws.team, press.value);
  if (!request || request.user !== press.person.user) return ws.refusals.tell({ code: 'not-yours' }, press);
  const refusal = copy ? undefined : mayResend(request);
  if (refusal) return ws.refusals.tell(refusal, press);
  await formOf(ws, request).edit(ws, press, request, copy);
}

/** *Edit* and *Ask again*, for every kind. */
export function editRoutes(r: Routes): void {
  r.open(action.edit, OWN, (ws, press) => edit(ws, press));
  r.open(action.askAgain, OWN, (ws, press) => edit(ws, press, 'copy'));
}
