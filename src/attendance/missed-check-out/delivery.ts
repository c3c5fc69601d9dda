import { questionMessage } from '../../../blocks/corrections.ts';
import type { Message } from '../../../blocks/kit.ts';
import type { RequestStore } from '../../approvals/store.ts';
import { BESIDE_MS, together } from '../../db/together.ts';
import { words } from '../../i18n/index.ts';
import type { Outbox } from '../../outbox/worker.ts';
import type { People } from '../../people/actions.ts';
import type { Clock } from '../../shared/clock.ts';
import type { LikelyEnds } from '../../worktime/summary.ts';
import type { WorkdayDoc, WorkdayStore } from '../store.ts';
import type { MissedCheckOuts } from './actions.ts';
import { missedCheckOutEffect } from './effects.ts';
import { questionState } from './present.ts';
import type { Moment } from './rules.ts';

/** The question about a missing check-out: sent once, and drawn anew in its place as soon as it is answered, however that was done. */
export function missedCheckOutDelivery(
  outbox: Outbox,
  o: {
    missed: MissedCheckOuts;
    workdays: WorkdayStore;
    requests: RequestStore;
    people: People;
    clock: Clock;
    team: () => string;
  },
): void {
  /** people who are asked at the same time, with their requests */
  const asked = together(
    async (team, users) => {
      const [people, requests] = await Promise.all([o.people.some(users), o.requests.ofMany(team, users)]);
      return new Map(people.map(person => [person.user, { person, requests: requests.get(person.user) ?? [] }]));
    },
    { waitMs: BESIDE_MS },
  );

  /** `known`: when the day probably ended, if that was read already. */
  async function messageFor(day: WorkdayDoc, known?: LikelyEnds): Promise<Message> {
    const [found, likely] = await Promise.all([
      asked(o.team(), day.user),
      known ?? o.missed.likely(day.user, day.date, day),
    ]);
    const { person, requests } = found ?? { person: await o.people.person(day.user), requests: [] };
    const w = words(o.people.language(person));
    return questionMessage(questionState({ day, likely, requests, now: o.clock.now(), zone: person.zone }, w), w);
  }

  outbox.register(missedCheckOutEffect.ask, async (doc, effect, sender) => {
    const day = doc as unknown as WorkdayDoc;
    // Answered before it was asked.
    if (!day.open && !day.unfinished) return undefined;
    const sent = await sender.post(
      { channel: effect.to },
      await messageFor(day, effect.data?.likely as LikelyEnds | undefined),
    );
    return { [`questions.${String(effect.data?.moment)}`]: sent };
  });

  async function asItStands(user: string, date: string): Promise<Message | undefined> {
    const day = await o.workdays.on(o.team(), user, date);
    return day ? messageFor(day) : undefined;
  }

  outbox.register(missedCheckOutEffect.show, async (doc, effect, sender) => {
    const day = await o.workdays.on(o.team(), String(doc.user), String(doc.date));
    const at = day?.questions?.[effect.data?.moment as Moment];
    if (day && at) await sender.redraw(at, () => asItStands(day.user, day.date));
    return undefined;
  });

  outbox.register(missedCheckOutEffect.showAll, async (_request, effect, sender) => {
    const day = await o.workdays.on(o.team(), effect.to, String(effect.data?.date));
    for (const at of Object.values(day?.questions ?? {}))
      if (day) await sender.redraw(at, () => asItStands(day.user, day.date));
    return undefined;
  });
}
