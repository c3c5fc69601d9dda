import DataLoader from 'dataloader';
import { type WeekWarning, weekMessage } from '../../blocks/reminders.ts';
import { type PersonStanding, standingsOf } from '../attendance/records.ts';
import { localDate } from '../calendar/rules.ts';
import type { Courier } from '../delivery/courier.ts';
import { words } from '../i18n/index.ts';
import type { RunDoc } from '../jobs/store.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { DayKind, DayParts, DayReminders } from './day.ts';
import { reminderEffect } from './effects.ts';
import { momentsOf, type ReminderKind } from './rules.ts';

const kindOf = (run: Pick<RunDoc, 'job'>): ReminderKind => run.job.replace(/^remind-/, '') as ReminderKind;
const isDayKind = (kind: ReminderKind): kind is DayKind => kind === 'in' || kind === 'out';

/** Reminders as they stand when they are sent: what is settled by then, or too late, is not sent. */
export function remindersDelivery(courier: Courier, o: DayParts & { days: DayReminders }): void {
  const today = (): string => localDate(o.clock.now(), o.zone);

  // Of those who are written to at the same time, read together.
  const standing = new DataLoader<Person, PersonStanding | undefined>(
    async people => {
      const found = await standingsOf(people, today(), o);
      return people.map(p => found.get(p.user));
    },
    { cache: false },
  );

  /** The standing for which the reminder is still called for; of a week the figures it tells. */
  async function calledFor(
    person: Person,
    kind: ReminderKind,
    date: string,
  ): Promise<WeekWarning | PersonStanding | undefined> {
    const now = o.clock.now();
    const told = await standing.load(person);
    if (!told || !isActive(person)) return undefined;
    const moments = momentsOf({
      ...{ standing: told.standing, records: told.records, now, today: today(), policyOn: o.policyOn },
      quiet: person.quiet ?? [],
    });
    if (!moments.some(m => m.kind === kind && m.date === date && m.at <= now)) return undefined;
    if (isDayKind(kind)) return told;
    const { monday, sunday, worked, cap } = told.standing.week(date);
    return { monday, sunday, worked, cap };
  }

  courier.register(reminderEffect.tell, async (doc, effect, sender) => {
    const run = doc as RunDoc;
    const kind = kindOf(run);
    const person = await o.people.person(effect.to);
    const called = await calledFor(person, kind, run.date);
    if (!called) return undefined;
    if (!('standing' in called) || !isDayKind(kind)) {
      if ('worked' in called)
        await sender.post({ channel: effect.to }, weekMessage(called, words(o.people.language(person))));
      return undefined;
    }
    const sent = await sender.post({ channel: effect.to }, o.days.asks(called, kind, run.date));
    // Whoever pressed on Home in this very moment was told nothing of the message yet.
    if (await o.days.isAnswered(effect.to, kind, run.date))
      await sender.update(sent, await o.days.message(person, kind, run.date));
    return { sent };
  });

  courier.register(reminderEffect.warn, async (doc, effect, sender) => {
    const run = doc as RunDoc;
    const about = await o.people.person(String(effect.data?.user));
    const called = await calledFor(about, kindOf(run), run.date);
    if (!called || 'standing' in called) return undefined;
    const person = await o.people.person(effect.to);
    const message = weekMessage({ ...called, who: about.name }, words(o.people.language(person)));
    await sender.post({ channel: effect.to }, message);
    return undefined;
  });

  courier.register(reminderEffect.show, async (_doc, effect, sender) => {
    const name = String(effect.data?.name);
    const run = (await o.runs.sent(o.team(), [name])).get(name);
    const kind = run && kindOf(run);
    if (!run?.sent || !kind || !isDayKind(kind)) return undefined;
    await sender.update(run.sent, await o.days.message(await o.people.person(effect.to), kind, run.date));
    return undefined;
  });
}
