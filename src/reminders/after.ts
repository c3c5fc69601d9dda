import type { KnownBlock } from '@slack/types';
import type { Message } from '../../blocks/kit.ts';
import { type AfterOut, afterOutBlocks, afterOutMessage, saysAfterOut } from '../../blocks/reminders.ts';
import { approvedDays } from '../absence/leaves.ts';
import type { RequestStore } from '../approvals/store.ts';
import type { WorkdayStore } from '../attendance/store.ts';
import { addDays, type Calendar, mondayOf } from '../calendar/rules.ts';
import type { FormLibrary } from '../forms/library.ts';
import { offerValue } from '../forms/prefill.ts';
import { clockTime } from '../i18n/format.ts';
import { type Words, words } from '../i18n/index.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { legalBreak } from '../worktime/layout.ts';
import { approvedOvertime, OVERTIME_FORM, onlyWaiting, unapprovedOn, waitingOvertime } from '../worktime/overtime.ts';
import { summarize } from '../worktime/summary.ts';
import type { DaySummary } from '../worktime/types.ts';
import { reminderEffect } from './effects.ts';

export interface AfterParts {
  workdays: WorkdayStore;
  requests: RequestStore;
  people: People;
  library: Pick<FormLibrary, 'get'>;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  policyOn: (date: string) => Policy;
}

export interface AfterOuts {
  /** what a day that ended says, for the modal that follows a check-out; nothing as a rule */
  blocks(person: Person, date: string, w: Words): Promise<KnownBlock[]>;
  deliver(outbox: Outbox): void;
}

const MINUTE = 60_000;

/** Whether a policy has anything to say of a day that ended. */
export const mindsEnds = ({ workingTime }: Policy): boolean =>
  workingTime.breaks === 'recorded' || workingTime.overtimeNeedsApproval;

/** What a day says to its person once they are out: a break that was missed, overtime that nobody approved. */
export function afterOuts(o: AfterParts): AfterOuts {
  async function said(person: Person, date: string): Promise<AfterOut> {
    const monday = mondayOf(date);
    const [records, requests] = await Promise.all([
      o.workdays.between(o.team(), person.user, monday, addDays(monday, 6)),
      o.requests.of(o.team(), person.user),
    ]);
    const { policyOn, calendar } = o;
    const leaves = approvedDays(requests, calendar);
    const overtime = approvedOvertime(requests);
    const s = summarize({ now: o.clock.now(), today: date, policyOn, calendar, person, records, leaves, overtime });
    const day = s.day(date);
    const unapproved = unapprovedOn(s, date);
    const waiting = Math.min(unapproved, waitingOvertime(requests).get(date) ?? 0);
    const request = onlyWaiting(requests, date);
    const asked = unapproved - waiting;
    const value = asked > 0 ? await offered(day, asked) : undefined;
    return {
      date,
      ...(day.breakMissed > 0 ? { rest: { taken: day.break, needed: legalBreak(day.worked) } } : {}),
      ...(asked > 0 ? { overtime: { minutes: asked, ...defined({ value }) } } : {}),
      ...(waiting > 0 ? { waiting } : {}),
      ...defined({ request: request?._id }),
    };
  }

  /** The last minutes of the day, for the form; past midnight they still belong to it. */
  async function offered({ date, out, plan }: DaySummary, minutes: number): Promise<string | undefined> {
    const form = (await o.library.get(OVERTIME_FORM))?.definition;
    if (form?.state !== 'offered' || out === undefined) return undefined;
    const time = (ms: number): string => clockTime(ms, plan.arranged.zone);
    return offerValue(OVERTIME_FORM, { date, times: { from: time(out - minutes * MINUTE), to: time(out) } });
  }

  async function asItStands(user: string, date: string): Promise<Message> {
    const person = await o.people.person(user);
    return afterOutMessage(await said(person, date), words(o.people.language(person)));
  }

  return {
    blocks: async (person, date, w) => (mindsEnds(o.policyOn(date)) ? afterOutBlocks(await said(person, date), w) : []),
    deliver: outbox => {
      outbox.register(reminderEffect.afterShow, async (_request, effect, sender) => {
        const date = String(effect.data?.date);
        const day = await o.workdays.on(o.team(), effect.to, date);
        // What was never said needs no other words; of somebody who is back it is said at the end.
        if (!day?.note || day.open) return undefined;
        await sender.redraw(day.note, () => asItStands(effect.to, date));
        return undefined;
      });
      outbox.register(reminderEffect.after, async (doc, effect, sender) => {
        const day = await o.workdays.on(o.team(), effect.to, String(doc.date));
        // They are back: what there is to say is said at the end.
        if (!day || day.open) return undefined;
        const person = await o.people.person(effect.to);
        if (!isActive(person)) return undefined;
        if (day.note) {
          await sender.redraw(day.note, () => asItStands(effect.to, day.date));
          return undefined;
        }
        const model = await said(person, day.date);
        if (!saysAfterOut(model)) return undefined;
        const message = afterOutMessage(model, words(o.people.language(person)));
        return { note: await sender.post({ channel: effect.to }, message) };
      });
    },
  };
}
