import { afterMessage } from '../../blocks/settlement.ts';
import { kinds } from '../approvals/registry.ts';
import { requests } from '../approvals/store.ts';
import { words } from '../i18n/index.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo } from '../outbox/received.ts';
import { csvFile } from '../shared/csv.ts';
import { defined } from '../shared/defined.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { leaverOf, payList } from './actions.ts';
import { leaverContext } from './context.ts';
import { type FileOf, leaveAfterLastDay, settlementFile } from './effects.ts';
import type { Lapse } from './lapses.ts';
import type { Leaver } from './leaver.ts';
import { settlementRows } from './present.ts';

/** Settlements as they stand now, and the days in the file's name; the right to see them is checked again. */
async function settled(
  ws: Workspace,
  actor: string,
  of: FileOf,
): Promise<{ leavers: Leaver[]; lapses: Lapse[]; days: [from: string, to?: string] }> {
  if ('from' in of) return { ...(await payList(ws, actor, of)), days: [of.from, of.to] };
  const allowed = (await ws.rights.allows(actor, 'settle-leave', of.user)) === 'yes';
  const found = allowed ? await leaverOf(ws, of.user) : undefined;
  if (!found?.ok) return { leavers: [], lapses: [], days: [''] };
  return { leavers: [found.leaver], lapses: [], days: [found.leaver.settlement.lastDay] };
}

export const sendFile = handle(settlementFile, async (ws, { doc, id, to, data }) => {
  const { days, ...all } = await settled(ws, to, data);
  const people = new Set([...all.leavers, ...all.lapses].map(l => l.person.user));
  if (people.size === 0) return;
  const w = words(ws.people.language(await ws.people.person(to)));
  const body = csvFile(settlementRows(all, await leaverContext(ws, all.leavers, w)));
  await shareFile(
    ws.slack.bulk,
    to,
    { name: w.settlement.fileName(...days), body, comment: w.settlement.fileComment(people.size) },
    { ...defined({ known: data.file }), remember: file => effectMemo(ws.db)(doc._id, id, { file }) },
  );
});

export const tellAfterLastDay = handle(leaveAfterLastDay, async (ws, { doc, to, data: { by, lastDay } }, sender) => {
  const request = await requests(ws).byId(ws.team, doc._id);
  if (!request) return;
  const [person, names] = await Promise.all([ws.people.person(to), ws.people.names([by])]);
  const w = words(ws.people.language(person));
  const { what, when } = kinds(ws).of(request.kind).describe(request.form, w);
  const model = { what: `${what} ${when}`, lastDay, who: names.get(by) ?? by };
  await sender.post({ channel: to }, afterMessage(model, w));
});
