import { type WeekWarning, weekMessage } from '../../blocks/reminders.ts';
import { type PersonSummary, summariesOf } from '../attendance/records.ts';
import { localDate } from '../calendar/rules.ts';
import { BESIDE_MS, together } from '../db/together.ts';
import { words } from '../i18n/index.ts';
import type { RunDoc } from '../jobs/store.ts';
import type { Outbox } from '../outbox/worker.ts';
import { isActive } from '../people/rules.ts';
import type { DayKind, DayParts, DayReminders } from './day.ts';
import { reminderEffect } from './effects.ts';
import { momentsOf, type ReminderKind } from './rules.ts';

const kindOf = (run: Pick<RunDoc, 'job'>): ReminderKind => run.job.replace(/^remind-/, '') as ReminderKind;
const isDayKind = (kind: ReminderKind): kind is DayKind => kind === 'in' || kind === 'out';

/** Reminders as they stand when they are sent: what is settled by then, or too late, is not sent. */
export function remindersDelivery(outbox: Outbox, o: DayParts & { days: DayReminders }): void {
  const today = (): string => localDate(o.clock.now(), o.zone);

  /** how those stand who are written to, or of whom others are, at the same time; on a date */
  const summaryFor = together(async (date, users) => summariesOf(await o.people.some(users), date, o), {
    waitMs: BESIDE_MS,
  });

  /** The worktime, if the reminder is still due; for a week its figures. */
  async function calledFor(
    user: string,
    kind: ReminderKind,
    date: string,
  ): Promise<{ told: PersonSummary; week?: WeekWarning } | undefined> {
    const now = o.clock.now();
    const told = await summaryFor(today(), user);
    if (!told || !isActive(told.person)) return undefined;
    const moments = momentsOf({
      ...{ summary: told.summary, records: told.records, now, today: today(), policyOn: o.policyOn },
      quiet: told.person.quiet ?? [],
    });
    if (!moments.some(m => m.kind === kind && m.date === date && m.at <= now)) return undefined;
    if (isDayKind(kind)) return { told };
    const { monday, sunday, worked, cap } = told.summary.week(date);
    return { told, week: { monday, sunday, worked, cap } };
  }

  outbox.register(reminderEffect.tell, async (doc, effect, sender) => {
    const run = doc as RunDoc;
    const kind = kindOf(run);
    const called = await calledFor(effect.to, kind, run.date);
    if (!called) return undefined;
    const { told, week } = called;
    const { person } = told;
    if (week) await sender.post({ channel: effect.to }, weekMessage(week, words(o.people.language(person))));
    if (!isDayKind(kind)) return undefined;
    const sent = await sender.post({ channel: effect.to }, o.days.asks(told, kind, run.date));
    // Whoever pressed on Home in this very moment was told nothing of the message yet.
    if (await o.days.isAnswered(effect.to, kind, run.date))
      await sender.update(sent, await o.days.message(person, kind, run.date));
    return { sent };
  });

  outbox.register(reminderEffect.warn, async (doc, effect, sender) => {
    const run = doc as RunDoc;
    const called = await calledFor(String(effect.data?.user), kindOf(run), run.date);
    if (!called?.week) return undefined;
    const person = await o.people.person(effect.to);
    const message = weekMessage({ ...called.week, who: called.told.person.name }, words(o.people.language(person)));
    await sender.post({ channel: effect.to }, message);
    return undefined;
  });

  outbox.register(reminderEffect.show, async (_doc, effect, sender) => {
    const name = String(effect.data?.name);
    const run = (await o.runs.sent(o.team(), [name])).get(name);
    const kind = run && kindOf(run);
    if (!run?.sent || !kind || !isDayKind(kind)) return undefined;
    await sender.redraw(run.sent, async () => o.days.message(await o.people.person(effect.to), kind, run.date));
    return undefined;
  });
}
