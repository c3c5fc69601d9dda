import { presentMessage, presentTable, summaryMessage, THREAD_LINES } from '../../blocks/reports.ts';
import { LEAVE } from '../absence/leaves.ts';
import { kinds } from '../approvals/registry.ts';
import { requests } from '../approvals/store.ts';
import { LATE_AFTER_MS } from '../approvals/urgency.ts';
import { summariesOf } from '../attendance/records.ts';
import { workdays } from '../attendance/store.ts';
import { addDays } from '../calendar/rules.ts';
import { type Words, words } from '../i18n/index.ts';
import { RUNS, type RunDoc } from '../jobs/store.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { awayOn } from '../leave-record/rules.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo } from '../outbox/received.ts';
import type { Sent } from '../outbox/sender.ts';
import { teamsOf } from '../people/organisation/rules.ts';
import { isEmployedOn } from '../people/terms.ts';
import { csvFile } from '../shared/csv.ts';
import { defined } from '../shared/defined.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { monthSummaries } from '../timesheets/actions.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { worksOn } from '../worktime/expected.ts';
import { summaryDue, summaryRest } from './effects.ts';
import { type SummaryFacts, summarize } from './summary.ts';

/** Older missing check-outs are not repeated each day. */
const UNENDED_DAYS = 7;

/** `posts`: where the summary stands, for what follows in its thread. */
export const summary = handle(
  summaryDue,
  async (ws, { doc: run }, sender) => {
    const facts = await summaryFacts(ws, run);
    const message = (w: Words) => summaryMessage(summarize(facts(w), w), w);
    const channel = await ws.channels.channel('reports');
    if (channel !== undefined) {
      const sent = await sender.post({ channel }, message(words(ws.policy.language)));
      return { sent, posts: [sent] };
    }
    // No channel yet: each administrator gets it.
    const posts: Sent[] = [];
    for (const person of await ws.people.administrators())
      try {
        posts.push(await sender.post({ channel: person.user }, message(words(ws.people.language(person)))));
      } catch (error) {
        // One unreachable person keeps it from nobody else.
        if (refusedAs(error) === undefined) throw error;
      }
    return { posts };
  },
  'reports',
);

/** Who was there, in the thread of the summary: lines, or of many people a file. */
export const summaryDetails = handle(summaryRest, async (ws, { doc: run, id, data }, sender) => {
  const [at] = run.posts ?? [];
  if (!at) return;
  const w = words(ws.policy.language);
  const model = summarize((await summaryFacts(ws, run))(w), w);
  if (model.present.length === 0) return;
  if (model.present.length <= THREAD_LINES)
    return void (await sender.post({ channel: at.channel, threadTs: at.ts }, presentMessage(model, w)));
  const { name, comment } = w.summary.file;
  const file = { name: name(run.date), body: csvFile(presentTable(model, w)), comment: comment(model.present.length) };
  const remember = (known: string): Promise<void> => effectMemo(ws.db, RUNS)(run._id, id, { file: known });
  await shareFile(ws.slack.bulk, { channel: at.channel, threadTs: at.ts }, file, {
    ...defined({ known: data.file }),
    remember,
  });
});

/** What the summary of a date is made of, as of now. */
export async function summaryFacts(
  ws: Workspace,
  run: Pick<RunDoc, 'date' | 'by'>,
): Promise<(w: Words) => SummaryFacts> {
  const now = ws.clock.now();
  const { date } = run;
  const { zone } = ws.policy;
  const active = await ws.people.active();
  const [worktimes, days, unended, approved, waiting, teams] = await Promise.all([
    summariesOf(ws, active, date, true),
    workdays(ws).ofDay(ws.team, date),
    workdays(ws).unended(ws.team, addDays(date, -UNENDED_DAYS), date),
    requests(ws).inForceIn(ws.team, LEAVE, date, date),
    requests(ws).waiting(ws.team),
    teamsOf(ws),
  ]);
  const recorded = new Set(days.map(d => d.user));
  // People who left appear only with a record of the day.
  const people = active.filter(p => isEmployedOn(p, date) || recorded.has(p.user));
  const here = new Set(people.map(p => p.user));
  const expected = new Set(people.filter(p => worksOn(ws.policy, p, date)).map(p => p.user));
  const selective = people.filter(p => worktimes.get(p.user)?.summary.week(date).measured === 'period');
  const months = selective.length > 0 ? await monthSummaries(ws, selective, date.slice(0, 7)) : [];
  const names = await ws.people.names(run.by ? [run.by] : []);
  // A resubmitted or cancelled request waits since then.
  const late = waiting
    .map(r => ({ r, since: r.steps[0]?.since ?? r.sentAt }))
    .filter(({ r, since }) => now - since >= LATE_AFTER_MS || r.period.from <= date);
  return w => ({
    date,
    now,
    zone,
    people: people.map(p => ({ user: p.user, name: p.name, ...defined({ team: teams.name(p.teamId) }) })),
    worktimes: new Map([...worktimes].map(([user, s]) => [user, s.summary])),
    months: new Map(months.flatMap(m => (m.most === undefined ? [] : [[m.user, { worked: m.worked, most: m.most }]]))),
    warnWeekAt: ws.policy.on(date).reports.warnWeekAt,
    weekCap: ws.policy.on(date).workingTime.weekCap,
    days,
    unended: unended.filter(d => here.has(d.user)),
    away: awayOn(
      date,
      approved.filter(r => expected.has(r.user)).map(r => ({ user: r.user, form: leaveFormOf(r.form) })),
    ),
    waiting: late.map(({ r, since }) => ({
      user: r.user,
      since,
      cancels: r.purpose === 'cancel',
      told: kinds(ws).of(r.kind).describe(r.form, w),
    })),
    ...(run.by ? { byHand: names.get(run.by) ?? run.by } : {}),
  });
}
