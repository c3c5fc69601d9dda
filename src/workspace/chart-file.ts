import { say } from '../../blocks/chat.ts';
import { literal } from '../../blocks/kit.ts';
import { type ChartModel, chartText, hasFigures } from '../../blocks/native.ts';
import type { Words } from '../i18n/index.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo } from '../outbox/received.ts';
import type { Sender } from '../outbox/sender.ts';
import { defined } from '../shared/defined.ts';
import { chartPicture } from './picture.ts';
import type { Workspace } from './workspace.ts';

interface Asked {
  doc: { _id: string };
  id: string;
  to: string;
  /** `file`: already uploaded, perhaps */
  data: { file?: string };
}

/** A picture for whoever asked for it, with its numbers as text; a lost answer does not send it twice. */
export async function sendChart(
  ws: Workspace,
  { doc, id, to, data }: Asked,
  sender: Sender,
  { name, m }: { name: string; m: ChartModel },
  w: Words,
): Promise<unknown> {
  if (!hasFigures(m)) return sender.post({ channel: to }, say(w.common.emptyChart(literal(m.title))));
  const body = await chartPicture(m);
  const file = { name, body, comment: chartText(m, literal), alt: chartText(m, text => text) };
  const remember = (known: string): Promise<void> => effectMemo(ws.db)(doc._id, id, { file: known });
  await shareFile(ws.slack.bulk, to, file, { ...defined({ known: data.file }), remember });
}
