import { z } from 'zod';
import { words } from '../i18n/index.ts';
import { effect } from '../outbox/effect.ts';
import { receivedDocs } from '../outbox/received.ts';
import { COLUMNS } from '../people/import.ts';
import type { Column } from '../shared/table/sheet.ts';
import { byName } from '../shared/text.ts';
import { handle } from '../workspace/feature.ts';
import { exportHeadings, exportRows } from './export.ts';
import { openingBalances } from './points.ts';
import { problemsOf } from './present.ts';
import { downloaded, sendWorkbook, unreadRows } from './unread.ts';

/** People, an empty file with the headings of the import, or the lines of one that have errors. */
export const peopleFile = effect(
  'people-file',
  [receivedDocs],
  z.object({
    what: z.enum(['people', 'template', 'unread']),
    /** Slack's id of the file whose lines have errors */
    source: z.string().exactOptional(),
    /** the file that Slack may have already */
    file: z.string().exactOptional(),
  }),
);

const DATES: readonly (typeof COLUMNS)[number][] = ['hiredOn', 'lastDay', 'termsFrom', 'openingOn', 'openingUntil'];

/** For whoever may import; the right is checked again: it may have gone since. */
export const sendPeople = handle(peopleFile, async (ws, came, sender) => {
  const { to, data } = came;
  if ((await ws.rights.allows(to, 'import-people')) !== 'yes') return;
  const d = await ws.rights.directory();
  const w = words(ws.people.language(await ws.people.person(to)));
  const send = sendWorkbook(ws, came);
  if (data.what === 'unread') {
    const bytes = await downloaded(ws, to, data.source ?? '', sender);
    const found = bytes && (await ws.rights.preview(to, bytes, openingBalances.only(ws)(ws)));
    if (!found?.ok) return;
    const problems = problemsOf(found.plan, d, w);
    const reasonOf = (line: number): string =>
      problems
        .filter(p => p.line === line)
        .map(p => `${p.column === undefined ? '' : `${p.column}: `}${p.reason}${p.about ? ` ${p.about}` : ''}`)
        .join('; ');
    const lines = found.unread.lines.map(l => ({ written: l.written, reason: reasonOf(l.line) }));
    return send({
      ...{ name: w.people.fileNames.unread, comment: w.people.unreadSent(lines.length), title: w.people.badSheet },
      ...unreadRows(found.unread.heads, lines, w.people.unreadReason),
    });
  }
  const columns = exportHeadings(w).map((heading, i): Column => {
    const column = COLUMNS[i];
    return { heading, is: column && DATES.includes(column) ? 'date' : 'text', width: column === 'schedule' ? 30 : 18 };
  });
  if (data.what === 'template')
    return send({
      ...{ name: w.people.fileNames.template, comment: w.people.templateSent, title: w.people.open },
      ...{ columns, rows: [w.people.exampleLine.split(',')] },
    });
  const rows = exportRows(d, w).sort((a, b) => byName(a[3] ?? '', b[3] ?? ''));
  const name = w.people.fileNames.all(ws.policy.today());
  return send({ name, comment: w.people.exported(rows.length), title: w.people.open, columns, rows });
});
