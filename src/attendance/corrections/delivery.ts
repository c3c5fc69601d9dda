import { say } from '../../../blocks/chat.ts';
import { correctedMessage } from '../../../blocks/corrections.ts';
import { literal, type Message } from '../../../blocks/kit.ts';
import type { ForceChange } from '../../approvals/kinds.ts';
import type { RequestStore } from '../../approvals/store.ts';
import { type Words, words } from '../../i18n/index.ts';
import type { Outbox } from '../../outbox/worker.ts';
import type { People } from '../../people/actions.ts';
import type { WorkdayDoc, WorkdayStore } from '../store.ts';
import { CORRECTED_BY_OTHER, type CorrectionPolicy, type Corrections, type Enforced } from './actions.ts';
import { CORRECTED_BY_REQUEST, correctionFormOf } from './kind.ts';
import { differences, problemText } from './present.ts';

/** What corrections owe: the change that a decision makes, and what people are told of changes by others. */
export function correctionDelivery(
  outbox: Outbox,
  o: {
    corrections: Corrections;
    workdays: WorkdayStore;
    requests: RequestStore;
    people: People;
    team: () => string;
    policy: (date: string) => CorrectionPolicy;
  },
): void {
  outbox.register(CORRECTED_BY_REQUEST, async (doc, effect, sender) => {
    const request = await o.requests.byId(o.team(), doc._id);
    if (!request) return undefined;
    const { change, by } = effect.data as { change: ForceChange; by: string };
    const outcome = await o.corrections.enforce(request, change);
    const names = await o.people.names([request.user]);
    const { date } = correctionFormOf(request.form);
    // Whoever asked and whoever decided both believe otherwise.
    for (const to of new Set([request.user, by])) {
      const person = await o.people.person(to);
      const text = enforcedText(outcome, change, date, words(o.people.language(person)));
      if (text === undefined) continue;
      const w = words(o.people.language(person));
      const whose = to === request.user ? '' : ` ${w.corrections.whose2(literal(names.get(request.user) ?? '', 60))}`;
      await sender.post({ channel: to }, say(`${text}${whose}`));
    }
    return undefined;
  });

  outbox.register(CORRECTED_BY_OTHER, async (doc, effect, sender) => {
    const day = doc as unknown as WorkdayDoc;
    const step = day.history.find(h => h.key === effect.data?.key);
    if (!step?.from || !step.to) return undefined;
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    const names = await o.people.names([step.by]);
    const { date, zone } = day;
    const told = { date, zone, before: step.from, after: step.to.spans, breaks: o.policy(date).breaks };
    const message: Message = correctedMessage(
      {
        by: names.get(step.by) ?? step.by,
        date: w.date(date),
        differences: differences(told, w),
        reason: step.reason ?? '',
      },
      w,
    );
    await sender.post({ channel: effect.to }, message);
    return undefined;
  });
}

/** What is told of a decision's outcome; undefined: the decision's own message says it all. */
function enforcedText(outcome: Enforced, change: ForceChange, date: string, w: Words): string | undefined {
  const c = w.corrections;
  const day = w.date(date);
  const because = (why: Extract<Enforced, { why: unknown }>['why']): string =>
    typeof why === 'string' ? (c.why[why] ?? why) : problemText(why, w);
  switch (outcome.is) {
    case 'made':
      return undefined;
    case 'not-made':
      // What never was made need not be taken back.
      return change === 'in-force' ? c.notMade(day, because(outcome.why)) : undefined;
    case 'taken-back':
      return c.takenBack(day);
    case 'not-taken-back':
      return c.notTakenBack(day, because(outcome.why));
  }
}
