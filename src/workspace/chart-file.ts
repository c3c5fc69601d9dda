import { literal } from '../../blocks/kit.ts';
import type { ChartModel } from '../../blocks/native.ts';
import { chartText } from '../../blocks/native.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo } from '../outbox/received.ts';
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
export async function sendChart(ws: Workspace, { doc, id, to, data }: Asked, name: string, m: ChartModel) {
  const body = await chartPicture(m);
  const file = { name, body, comment: chartText(m, literal), alt: chartText(m, text => text) };
  const remember = (known: string): Promise<void> => effectMemo(ws.db)(doc._id, id, { file: known });
  await shareFile(ws.slack.bulk, to, file, { ...defined({ known: data.file }), remember });
}
