import { z } from 'zod';
import { literal } from '../../blocks/kit.ts';
import { LOG_KINDS, LOG_PAGE, LOG_PERIODS, logModal } from '../../blocks/log.ts';
import { logAction } from '../../blocks/manage-ids.ts';
import { changeText } from '../../blocks/policy.ts';
import type { PolicyValue } from '../../blocks/policy-fields.ts';
import { ANY } from '../../blocks/search.ts';
import { stepText } from '../administration/present.ts';
import { type Words, words } from '../i18n/index.ts';
import { effect } from '../outbox/effect.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo, receivedDocs } from '../outbox/received.ts';
import { FACT_FIELDS } from '../people/facts.ts';
import type { Directory } from '../people/may.ts';
import { specOf } from '../settings/fields.ts';
import { csvFile } from '../shared/csv.ts';
import { defined } from '../shared/defined.ts';
import { type Logged, owedLog } from '../shared/owed-log.ts';
import { type ListModal, onList, openList, queryIn, redrawList } from '../slack/list-modal.ts';
import type { Press } from '../slack/router.ts';
import { handle } from '../workspace/feature.ts';
import { type LogDoc, logDocs } from '../workspace/log.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';

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

type Side = LogDoc['was'];
const fieldsOf = (side: Side): Record<string, unknown> => (typeof side === 'object' ? side : {});

/** Policy: groups of fields, in the words of the settings page. */
function policyLines({ was, now }: LogDoc, w: Words): string[] {
  return Object.entries(fieldsOf(now)).flatMap(([group, values]) =>
    Object.entries((values ?? {}) as Record<string, PolicyValue>).flatMap(([field, to]) => {
      try {
        const before = (fieldsOf(was)[group] ?? {}) as Record<string, PolicyValue>;
        return changeText({ spec: specOf(group as never, field), from: before[field] ?? null, to }, w);
      } catch {
        // A field of an older version.
        return [];
      }
    }),
  );
}

function factLines({ was, now }: LogDoc, d: Directory, w: Words): string[] {
  const [from, to] = [fieldsOf(was), fieldsOf(now)] as Record<string, string>[];
  return FACT_FIELDS.filter(f => from?.[f] !== undefined || to?.[f] !== undefined).map(field =>
    literal(stepText({ field, ...defined({ from: from?.[field], to: to?.[field] }) }, d, w), 300),
  );
}

/** Short values as they are, such as times, dates and names. */
const plainText = (side: Side): string =>
  typeof side === 'string'
    ? side
    : Object.values(side ?? {})
        .filter(v => typeof v === 'string' || typeof v === 'number')
        .join(' · ');

function linesOf(e: LogDoc, d: Directory, w: Words): string[] {
  const on =
    e.on === undefined
      ? []
      : [e.on.length === 7 ? w.month(e.on) : e.on === '0000-01-01' ? '' : w.rangeWithYear(e.on, e.on)];
  const note = e.note === undefined ? [] : [literal(e.note, 200)];
  const count = e.count === undefined ? [] : [String(e.count)];
  const [was, now] = [plainText(e.was), plainText(e.now)].map(t => literal(t, 200));
  const change =
    e.what === 'settings.policy'
      ? policyLines(e, w)
      : e.what === 'people.facts'
        ? factLines(e, d, w)
        : was || now
          ? [e.was === undefined ? `${now}` : `${was || '–'} → ${now || '–'}`]
          : [];
  const head = [...on, ...count, ...note].filter(Boolean).join(' · ');
  return [...(head ? [head] : []), ...change.slice(0, 12)];
}

async function rowsOf(ws: Workspace, docs: LogDoc[], zone: string, w: Words) {
  const d = await ws.rights.directory();
  const name = (user: string): string => d.people.get(user)?.name ?? (user === 'cli' ? 'CLI' : user);
  return docs.map(e => ({
    what: w.log.what[e.what as Logged] ?? e.what,
    by: name(e.by),
    about: (e.about ?? []).map(name),
    when: w.moment(e.at, zone),
    lines: linesOf(e, d, w),
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
  draw: async (ws, { person, w }, query) => {
    const { docs, count } = await entries(ws, query, { skip: (query.page - 1) * LOG_PAGE, limit: LOG_PAGE });
    const rows = await rowsOf(ws, docs, person.zone, w);
    return logModal({ ...query, pages: Math.max(1, Math.ceil(count / LOG_PAGE)), count, rows }, w);
  },
};

const file = z.string().exactOptional();
const logFile = effect('log-file', [receivedDocs], z.object({ ...querySchema.omit({ page: true }).shape, file }));

/** As of now; the right is checked again. */
export const logFileHandler = handle(logFile, async (ws, { doc, id, to, data }) => {
  const reader = await ws.people.person(to);
  if (!ws.people.may(reader, 'see-log')) return;
  const w = words(ws.people.language(reader));
  const { docs } = await entries(ws, data, { skip: 0, limit: FILE_MOST });
  const rows = await rowsOf(ws, docs, reader.zone, w);
  const table = rows.map(r => [r.when, r.by, r.what, r.about.join(', '), r.lines.join(' / ')]);
  const body = csvFile([w.log.columns, ...table]);
  const remember = (known: string): Promise<void> => effectMemo(ws.db)(doc._id, id, { file: known });
  const name = `log-${ws.policy.today()}.csv`;
  await shareFile(
    ws.slack.bulk,
    to,
    { name, body, comment: w.log.title },
    { ...defined({ known: data.file }), remember },
  );
});

async function sendFile(ws: Workspace, press: Press): Promise<void> {
  const { page: _, ...query } = queryIn(list, press);
  const { user } = press.person;
  const owed = logFile.owed({ to: user, lane: logFile.kind, data: defined(query) as typeof query });
  const logged = owedLog({ what: 'files.export', by: user, note: press.w.log.title });
  await ws.received.answer(press.key, [owed, logged]);
  press.later(() => redrawList(list, ws, press));
}

export function logRoutes(r: Routes): void {
  const right = { may: 'see-log' } as const;
  r.open(logAction.open, right, openList(list));
  onList(list, (id, turn) => r.open(id, right, turn));
  r.press(logAction.file, right, sendFile);
}
