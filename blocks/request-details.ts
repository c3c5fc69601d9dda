import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { context, cut, literal, plain } from './kit.ts';

/** One more answer of a form, raw; `links`: files instead of a text. */
export interface DetailModel {
  label: string;
  text: string;
  links?: { name: string; url?: string }[];
}

/** Who does the work meanwhile, behind what is asked; the name is raw. */
export const standInText = ({ standIn }: { standIn?: string }, w: Words): string =>
  standIn === undefined ? '' : ` · ${w.standIn.by(literal(standIn, 40))}`;

/** User text in a block of its own, as it was typed: never interpreted, never a link. */
export const quoted = (label: string, text: string): KnownBlock => ({
  type: 'section',
  text: plain(`${label}: ${text}`),
});

/** Without a reason the card says so, unless a form never asked for one. */
export function reasonAndDetails(
  m: { reason: string; reasonLabel?: string; details?: DetailModel[] },
  w: Words,
): KnownBlock[] {
  const label = m.reasonLabel ?? w.approvals.reason;
  const reason = m.reason === '' && m.details ? [] : [quoted(label, m.reason === '' ? w.approvals.noReason : m.reason)];
  return [...detailBlocks(m.details ?? []), ...reason];
}

/** Of a long answer the card shows the beginning, so that 40 of them are no more than 20 blocks. */
const DETAIL = 400;
const SECTION = 3000;

/** Answers as plain text, as many in a block as it takes; files as links in blocks of their own. */
function detailBlocks(details: readonly DetailModel[]): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') blocks.push({ type: 'section', text: plain(text) });
    text = '';
  };
  for (const d of details) {
    if (d.links) continue;
    const line = `${d.label}: ${cut(d.text, DETAIL)}`;
    if (text.length + line.length >= SECTION) flush();
    text += `${text === '' ? '' : '\n'}${line}`;
  }
  flush();
  const files = details.flatMap(d => (d.links ? [`${literal(d.label, 75)}: ${d.links.map(linkTo).join(' · ')}`] : []));
  for (let i = 0; i < files.length; i += 10) blocks.push(context(...files.slice(i, i + 10)));
  return blocks;
}

const linkTo = ({ name, url }: { name: string; url?: string }): string =>
  url ? `<${url.replace(/&/g, '&amp;')}|${literal(name, 80)}>` : literal(name, 80);
