import { z } from 'zod';
import { words } from '../i18n/index.ts';
import { effect } from '../outbox/effect.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo, receivedDocs } from '../outbox/received.ts';
import { defined } from '../shared/defined.ts';
import { csvOf } from '../shared/table/csv.ts';
import { wholeFile } from '../shared/table/sheet.ts';
import { byName } from '../shared/text.ts';
import { handle } from '../workspace/feature.ts';
import { exportHeadings, exportRows } from './export.ts';

/** People, or an empty file with the headings of the import, for whoever may import. */
export const peopleFile = effect(
  'people-file',
  [receivedDocs],
  z.object({
    what: z.enum(['people', 'template']),
    /** the file that Slack may have already */
    file: z.string().exactOptional(),
  }),
);

/** The right is checked again: it may have gone since. */
export const sendPeople = handle(peopleFile, async (ws, { doc, id, to, data }) => {
  if ((await ws.rights.allows(to, 'import-people')) !== 'yes') return;
  const d = await ws.rights.directory();
  const w = words(ws.people.language(await ws.people.person(to)));
  const people = exportRows(d, w).sort((a, b) => byName(a[3] ?? '', b[3] ?? ''));
  const rows = data.what === 'people' ? people : [w.people.exampleLine.split(',')];
  const columns = exportHeadings(w).map(heading => ({ heading, is: 'text' as const }));
  const body = await wholeFile(csvOf({ columns, rows }));
  const name = data.what === 'people' ? `people-${ws.policy.today()}.csv` : 'people-template.csv';
  const comment = data.what === 'people' ? w.people.exported(people.length) : w.people.templateSent;
  await shareFile(
    ws.slack.bulk,
    to,
    { name, body, comment },
    { ...defined({ known: data.file }), remember: file => effectMemo(ws.db)(doc._id, id, { file }) },
  );
});
