import { addDays, atLocal, dayNumber } from '../calendar/rules.ts';
import { daily } from '../jobs/daily.ts';
import { RUNS, runId, runs } from '../jobs/store.ts';
import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import { owedHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { currentNotices, prepareNotices } from './actions.ts';
import { digestDue } from './effects.ts';
import { isDesignable, isSendable, isUnread } from './present.ts';
import { receiveBy } from './rules.ts';
import type { Notice } from './store.ts';

/** By the workplace's clock. */
const PREPARE_AT = '09:00';
/** Before the last day of sending, and of designating. */
const CLOSING_DAYS = 2;
const REMIND_BEFORE: readonly number[] = [14, 7, 3, 2, 1, 0];

const JOB = 'promotions';

interface Due {
  count: number;
  on: string;
}

const dueOf = (days: readonly string[]): Due | undefined => {
  const on = [...days].sort()[0];
  return on === undefined ? undefined : { count: days.length, on };
};

/** New notices, urgent ones, and people without an answer. */
export function digestOf(
  docs: readonly Notice[],
  today: string,
): { prepared?: Due; closing?: Due; unread?: Due; unanswered?: Due } {
  const sendable = docs.filter(d => isSendable(d, today));
  const closes = (d: Notice): boolean => dayNumber(d.to) - dayNumber(today) <= CLOSING_DAYS;
  const prepared = dueOf(sendable.filter(d => !closes(d)).map(d => d.to));
  const closing = dueOf(sendable.filter(closes).map(d => d.to));
  const unread = dueOf(docs.filter(d => isUnread(d, today)).map(d => receiveBy(d.designateBy)));
  const unanswered = dueOf(docs.filter(d => isDesignable(d, today)).map(d => d.designateBy));
  return defined({ prepared, closing, unread, unanswered });
}

/**
 * Whether administrators get a digest today, and not the same one every day of the window. `since`: the day of the last
 * run; what fell between, while nothing ran, counts.
 */
export function isDigestDay(docs: readonly Notice[], since: string, today: string): boolean {
  const within = (day: string): boolean => day > since && day <= today;
  return docs.some(d => {
    if (isSendable(d, today))
      return (d.from > since && d.from <= today) || dayNumber(d.to) - dayNumber(today) <= CLOSING_DAYS;
    if (isUnread(d, today)) return REMIND_BEFORE.some(n => within(addDays(receiveBy(d.designateBy), -n)));
    if (!isDesignable(d, today)) return false;
    const moments = [addDays(d.answerBy ?? d.designateBy, 1), ...REMIND_BEFORE.map(n => addDays(d.designateBy, -n))];
    return moments.some(within);
  });
}

/** And redraws each administrator's Home. */
async function enqueueDigests(ws: Workspace, today: string): Promise<void> {
  const docs = await currentNotices(ws);
  const begun = atLocal(today, PREPARE_AT, ws.policy.zone);
  const fresh = docs.some(d => isSendable(d, today) && (d.history[0]?.at ?? 0) >= begun);
  const last = await runs(ws).lastDate(ws.team, JOB);
  // A later date comes from a clock that was set back.
  const since = last !== undefined && last < today ? last : addDays(today, -1);
  if (!fresh && !isDigestDay(docs, since, today)) return;
  const name = `${digestDue.kind}:${today}`;
  const now = ws.clock.now();
  const admins = await ws.people.administrators();
  const seen = admins.filter(a => a.homeSeenAt !== undefined);
  const effects = owe(
    [
      ...admins.map(({ user }) => digestDue.owed({ lane: `digest:${user}`, to: user })),
      ...seen.map(({ user }) => owedHome(user)),
    ],
    now,
  );
  if (await runs(ws).claim(ws.team, name, { job: digestDue.kind, date: today, at: now }, effects))
    ws.outbox.notify(RUNS, runId(ws.team, name), effects);
}

/** Each morning: prepares notices, and informs administrators. */
export const prepareDaily = (ws: Workspace): Promise<void> =>
  daily(ws, JOB, PREPARE_AT, async today => {
    await prepareNotices(ws);
    await enqueueDigests(ws, today);
  });
