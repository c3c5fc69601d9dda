import { type WeekWarning, weekMessage } from '../../blocks/reminders.ts';
import { type PersonSummary, summariesOf } from '../attendance/records.ts';
import { BESIDE_MS, together } from '../db/together.ts';
import { words } from '../i18n/index.ts';
import type { RunDoc } from '../jobs/store.ts';
import { runs } from '../jobs/store.ts';
import { isActive } from '../people/rules.ts';
import { readAnew } from '../shared/request.ts';
import { handle } from '../workspace/feature.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { askingMessage, type DayKind, dayMessage, isAnswered } from './day.ts';
import { remind, showReminder, warn } from './effects.ts';
import { momentsOf, type ReminderKind } from './rules.ts';

const kindOf = (run: Pick<RunDoc, 'job'>): ReminderKind => run.job.replace(/^remind-/, '') as ReminderKind;
const isDayKind = (kind: ReminderKind): kind is DayKind => kind === 'in' || kind === 'out';

/** Joins reads of people concerned at the same time. */
const summaryOn = perWorkspace(ws =>
  together(async (_team, users) => summariesOf(ws, await ws.people.some(users), undefined), { waitMs: BESIDE_MS }),
);

/** Undefined: settled or too late. For a week its figures. */
async function calledFor(
  ws: Workspace,
  user: string,
  run: RunDoc,
): Promise<{ own: PersonSummary; week?: WeekWarning } | undefined> {
  const [kind, { date }] = [kindOf(run), run];
  const now = ws.clock.now();
  const own = await summaryOn(ws)(ws.team, user);
  if (!own || !isActive(own.person)) return undefined;
  const { summary, records, person } = own;
  const { today, on: policyOn } = ws.policy.of(person);
  const moments = momentsOf({ summary, records, now, today: today(), policyOn, quiet: person.quiet ?? [] });
  if (!moments.some(m => m.kind === kind && m.date === date && m.at <= now)) return undefined;
  if (isDayKind(kind)) return { own };
  const { monday, sunday, worked, cap } = summary.week(date);
  return { own, week: { monday, sunday, worked, cap } };
}

export const remindHandler = handle(remind, async (ws, { doc: run, to }, sender) => {
  const called = await calledFor(ws, to, run);
  if (!called) return undefined;
  const { own, week } = called;
  const { person } = own;
  if (week) await sender.post({ channel: to }, weekMessage(week, words(ws.people.language(person))));
  const kind = kindOf(run);
  if (!isDayKind(kind)) return undefined;
  const sent = await sender.post({ channel: to }, askingMessage(ws, own, kind, run.date));
  // A press on Home during the send did not find the message.
  await readAnew(async () => {
    if (await isAnswered(ws, to, kind, run.date))
      await sender.update(sent, await dayMessage(ws, person, kind, run.date));
  });
  return { sent };
});

export const warnHandler = handle(warn, async (ws, { doc: run, to, data }, sender) => {
  const called = await calledFor(ws, data.user, run);
  if (!called?.week) return;
  const w = words(ws.people.language(await ws.people.person(to)));
  await sender.post({ channel: to }, weekMessage({ ...called.week, who: called.own.person.name }, w));
});

export const showReminderHandler = handle(showReminder, async (ws, { to, data: { name } }, sender) => {
  const run = (await runs(ws).sent(ws.team, [name])).get(name);
  const kind = run && kindOf(run);
  if (run?.sent && kind && isDayKind(kind))
    await sender.redraw(run.sent, async () => dayMessage(ws, await ws.people.person(to), kind, run.date));
});
