import { z } from 'zod';
import { unmarked } from '../../blocks/kit.ts';
import { LOG_KINDS, LOG_PAGE, LOG_PERIODS, logModal } from '../../blocks/log.ts';
import { logAction } from '../../blocks/manage-ids.ts';
import { ANY } from '../../blocks/search.ts';
import { localDate, localMoment } from '../calendar/rules.ts';
import { type Words, words } from '../i18n/index.ts';
import { effect } from '../outbox/effect.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo, receivedDocs } from '../outbox/received.ts';
import { csvFile } from '../shared/csv.ts';
import { defined } from '../shared/defined.ts';
import { type Logged, owedLog } from '../shared/owed-log.ts';
import { type ListModal, onList, openList, queryIn, type Viewing } from '../slack/list-modal.ts';
import type { Press } from '../slack/router.ts';
import { handle } from '../workspace/feature.ts';
import { type LogDoc, logDocs } from '../workspace/log.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { linesOf, logWords } from './log-words.ts';

const querySchema = z.object({
  person: z.string().optional(),
  kind: z.enum(LOG_KINDS).optional(),
  period: z.enum(LOG_PERIODS).default('month'),
  page: z.number().int().min(1).default(1),
});
type Query = z.infer<typeof querySchema>;

const DAY_MS = 86_400_000;
const DAYS: Record<Query['period'], number> = { week: 7, month: 31, year: 366, all: 36_600 };
const FILE_MOST = 50_000;

async function entries(ws: Workspace, q: Omit<Query, 'page'>, page: { skip: number; limit: number }) {
  const collection = ws.db.collection<LogDoc>(logDocs.collection);
  const { kind, person: people } = q;
  const filter = {
    team: ws.team,
    ...defined({ kind, people }),
    at: { $gte: ws.clock.now() - DAYS[q.period] * DAY_MS },
  };
  const [docs, count] = await Promise.all([
    collection.find(filter).sort({ at: -1 }).skip(page.skip).limit(page.limit).toArray(),
    collection.countDocuments(filter),
  ]);
  return { docs: docs.map(logDocs.parse), count };
}

async function rowsOf(ws: Workspace, docs: LogDoc[], w: Words, when: (ms: number) => string) {
  const of = await logWords(ws, w);
  const name = (user: string): string => of.d.people.get(user)?.name ?? user;
  return docs.map(e => ({
    what: w.log.what[e.what as Logged] ?? e.what,
    by: name(e.by),
    about: (e.about ?? []).map(name),
    when: when(e.at),
    lines: linesOf(e, of),
  }));
}

const list: ListModal<Workspace, Query> = {
  schema: querySchema,
  first: querySchema.parse({}),
  pages: logAction.pages,
  filters: {
    [logAction.person]: person => ({ person: person || undefined }),
    [logAction.anybody]: () => ({ person: undefined }),
    [logAction.kind]: kind => ({ kind: kind === ANY ? undefined : kind }),
    [logAction.period]: period => ({ period }),
  },
  draw: drawn,
};

async function drawn(ws: Workspace, { person, w }: Viewing, query: Query, said?: string) {
  const { docs, count } = await entries(ws, query, { skip: (query.page - 1) * LOG_PAGE, limit: LOG_PAGE });
  const year = localDate(ws.clock.now(), person.zone).slice(0, 4);
  const when = (ms: number): string =>
    localDate(ms, person.zone).startsWith(year) ? w.moment(ms, person.zone) : localMoment(ms, person.zone);
  const rows = await rowsOf(ws, docs, w, when);
  return logModal({ ...query, pages: Math.max(1, Math.ceil(count / LOG_PAGE)), count, rows, ...defined({ said }) }, w);
}

const file = z.string().exactOptional();
const logFile = effect('log-file', [receivedDocs], z.object({ ...querySchema.omit({ page: true }).shape, file }));

/** As of now; the right is checked again. */
export const logFileHandler = handle(logFile, async (ws, { doc, id, to, data }) => {
  const reader = await ws.people.person(to);
  if (!ws.people.may(reader, 'see-log')) return;
  const w = words(ws.people.language(reader));
  const { docs } = await entries(ws, data, { skip: 0, limit: FILE_MOST });
  const rows = await rowsOf(ws, docs, w, ms => localMoment(ms, reader.zone));
  const table = rows.map(r => [r.when, r.by, r.what, r.about.join(', '), r.lines.map(unmarked).join(' / ')]);
  const body = csvFile([w.log.columns, ...table]);
  const remember = (known: string): Promise<void> => effectMemo(ws.db)(doc._id, id, { file: known });
  const name = w.log.fileName(ws.policy.today());
  await shareFile(
    ws.slack.bulk,
    to,
    { name, body, comment: w.log.title },
    { ...defined({ known: data.file }), remember },
  );
});

async function sendFile(ws: Workspace, press: Press): Promise<void> {
  const { page, ...query } = queryIn(list, press);
  const { user } = press.person;
  const owed = logFile.owed({ to: user, lane: logFile.kind, data: defined(query) as typeof query });
  const logged = owedLog({ what: 'files.export', by: user, now: { file: 'log' } });
  await ws.received.answer(press.key, [owed, logged]);
  press.later(async () => {
    await press.redraw(await drawn(ws, press, { ...query, page }, press.w.common.fileSent));
  });
}

export function logRoutes(r: Routes): void {
  const right = { may: 'see-log' } as const;
  r.open(logAction.open, right, openList(list));
  onList(list, (id, turn) => r.open(id, right, turn));
  r.press(logAction.file, right, sendFile);
}
