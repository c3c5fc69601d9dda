import { say } from '../../blocks/chat.ts';
import { words } from '../i18n/index.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo } from '../outbox/received.ts';
import type { Sender } from '../outbox/sender.ts';
import { BYTES_MAX } from '../people/import.ts';
import { defined } from '../shared/defined.ts';
import { type Sheet, wholeFile } from '../shared/table/sheet.ts';
import { xlsxOf } from '../shared/table/xlsx.ts';
import { slackFiles } from '../slack-api/files.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The file that somebody uploaded; if it is not there any more, they are told, and undefined. */
export async function downloaded(
  ws: Workspace,
  user: string,
  source: string,
  sender: Sender,
): Promise<Uint8Array | undefined> {
  const content = await slackFiles(ws.slack.bulk).download(source, user, BYTES_MAX);
  if (content.ok) return content.bytes;
  if (content.trouble === 'unreachable') throw new Error('a file was not read in time');
  const w = words(ws.people.language(await ws.people.person(user)));
  await sender.post({ channel: user }, say(w.people.fileTrouble[content.trouble]));
  return undefined;
}

/** A workbook of one sheet, sent once. `data.file`: Slack may have it already. */
export const sendWorkbook =
  (ws: Workspace, { doc, id, to, data }: { doc: { _id: string }; id: string; to: string; data: { file?: string } }) =>
  async ({
    name,
    comment,
    title,
    ...table
  }: Omit<Sheet, 'name'> & { name: string; comment: string; title: string }): Promise<void> => {
    const body = await wholeFile(xlsxOf([{ name: title, ...table }]));
    await shareFile(
      ws.slack.bulk,
      to,
      { name, body, comment },
      { ...defined({ known: data.file }), remember: file => effectMemo(ws.db)(doc._id, id, { file }) },
    );
  };

/** Lines as they were written, each with its reason in a column more. */
export function unreadRows(
  heads: readonly string[],
  lines: readonly { written: readonly string[]; reason: string }[],
  heading: string,
): Pick<Sheet, 'columns' | 'rows'> {
  const width = Math.max(heads.length, ...lines.map(l => l.written.length));
  const filled = (cells: readonly string[]): string[] => Array.from({ length: width }, (_, i) => cells[i] ?? '');
  return {
    columns: [
      ...filled(heads).map(head => ({ heading: head, is: 'text' as const })),
      { heading, is: 'text', width: 60 },
    ],
    rows: lines.map(l => [...filled(l.written), l.reason]),
  };
}
