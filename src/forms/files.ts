import { cut } from '../../blocks/kit.ts';
import { within } from '../shared/within.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { cleanLine } from './definition.ts';
import type { FileRef } from './fields/kind.ts';

/** A modal is answered within 3 s. */
const PATIENCE_MS = 1_500;
const NAME = 200;

/** Undefined where Slack gives none in time. */
export async function fileInfo(ws: Workspace, id: string): Promise<FileRef | undefined> {
  const asked = ws.slack.interactive.files.info({ file: id }).catch(() => undefined);
  const file = (await within(PATIENCE_MS, asked))?.file;
  if (!file?.id) return undefined;
  const name = cut(cleanLine(file.name ?? file.title ?? ''), NAME);
  const link = file.permalink;
  return {
    id,
    name: name === '' ? id : name,
    ...(link && link.length <= 1000 && /^https?:\/\/[^\s|<>]+$/.test(link) ? { link } : {}),
  };
}
