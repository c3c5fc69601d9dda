import type { WebClient } from '@slack/web-api';
import { literal } from '../../blocks/kit.ts';
import { words } from '../i18n/index.ts';
import { shareFile } from '../outbox/files.ts';
import type { effectMemo } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { csvFile } from '../shared/csv.ts';
import { defined } from '../shared/defined.ts';
import type { Owed } from '../shared/effects.ts';
import type { MonthRecords } from './actions.ts';
import { monthTable } from './csv.ts';

const MONTH_CSV = 'month-csv';

/** A person's month as a file, owed to whoever asked for it. */
export const owedCsv = (to: string, of: { user: string; month: string }): Owed => ({
  ...{ kind: MONTH_CSV, lane: MONTH_CSV, to, data: { ...of } },
});

interface CsvData {
  user: string;
  month: string;
  /** the file that Slack may have already */
  file?: string;
}

/** Sends months as files, as they stand then; the right to see them is asked again. */
export function monthDelivery(
  outbox: Outbox,
  o: {
    records: MonthRecords;
    people: People;
    administration: Pick<PeopleAdministration, 'allows'>;
    /** keeps the file's id with the effect */
    remember: ReturnType<typeof effectMemo>;
    client: WebClient;
  },
): void {
  outbox.register(MONTH_CSV, async (doc, effect) => {
    const { user, month, file: known } = effect.data as unknown as CsvData;
    if ((await o.administration.allows(effect.to, 'see-attendance', user)) !== 'yes') return undefined;
    const [reader, person] = await Promise.all([o.people.person(effect.to), o.people.person(user)]);
    const w = words(o.people.language(reader));
    const who = user === effect.to ? undefined : person.name;
    const body = csvFile(monthTable(await o.records.of(person, month), w));
    const name = w.myMonth.fileName(month, who?.replace(/[^\p{L}\p{N} ._-]/gu, '').slice(0, 40));
    const comment = w.myMonth.csvComment(w.month(month), who === undefined ? undefined : literal(who, 60));
    await shareFile(
      o.client,
      effect.to,
      { name, body, comment },
      {
        ...defined({ known }),
        remember: id => o.remember(doc._id, effect.id, { file: id }),
      },
    );
    return undefined;
  });
}
