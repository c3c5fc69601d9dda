import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { say } from '../../../blocks/chat.ts';
import { correctionAction as action, correctionCallback } from '../../../blocks/correction-ids.ts';
import { input } from '../../../blocks/ids.ts';
import { literal, type Modal } from '../../../blocks/kit.ts';
import { MONTH_PROBLEMS, monthAction } from '../../../blocks/month-ids.ts';
import { closingModal, lateNames, type MonthModel, monthsModal, reopenModal } from '../../../blocks/months.ts';
import { type Words, words } from '../../i18n/index.ts';
import type { Outbox } from '../../outbox/worker.ts';
import type { People } from '../../people/actions.ts';
import type { PeopleAdministration } from '../../people/administer.ts';
import { defined } from '../../shared/defined.ts';
import { textOf } from '../../slack/form.ts';
import { denied, type FormModal, says, sent } from '../../slack/form-modal.ts';
import { found, readMetadata } from '../../slack/metadata.ts';
import { updateModal } from '../../slack/redraw.ts';
import type { Acting, ModalAnswer, Press, Router } from '../../slack/router.ts';
import { readPeopleQuery } from '../form.ts';
import { isMonth } from '../rules.ts';
import type { ShownRecords } from '../slack.ts';
import { LATE, type MonthOutcome, type MonthRow, type Months } from './actions.ts';
import { countsOf, type ProblemCounts } from './problems.ts';
import { MONTH_REASON_MAX } from './rules.ts';
import type { MonthDoc } from './store.ts';

/** How long a count may take before the answer, ms. */
const COUNTING_MS = 1_500;

interface Parts {
  months: Months;
  people: People;
  administration: PeopleAdministration;
  client: WebClient;
  shownMonths: ShownRecords;
}

/** Closing months and opening them again, by those who may. */
export function monthsSlack(router: Router, o: Parts): void {
  type Viewing = Pick<Acting, 'person' | 'w'>;

  /** `counts`: what is left in the open months, by month; without them the list says that it is being counted. */
  async function listed({ person, w }: Viewing, counts?: ReadonlyMap<string, ProblemCounts>) {
    const rows = await o.months.list();
    const users = rows.flatMap(r => [
      ...(r.state?.history.map(h => h.by) ?? []),
      ...(r.state?.late?.map(l => l.user) ?? []),
    ]);
    const names = await o.people.names(users);
    return monthsModal(
      rows.map(r => modelOf(r, counts?.get(r.month), names, person.zone, w)),
      w,
    );
  }

  /** Counting takes its time in a large workspace: the list is drawn again with it, unless it shows something else by then. */
  const countIn =
    (viewing: Viewing) =>
    async ({ id, hash }: { id: string; hash?: string }): Promise<void> => {
      const counts = new Map<string, ProblemCounts>();
      for (const r of await o.months.list())
        if (!r.state?.closed) counts.set(r.month, countsOf((await o.months.problems(r.month)).map(p => p.problems)));
      if (counts.size > 0) await updateModal(o.client, id, await listed(viewing, counts), hash);
    };

  async function closing({ w }: Viewing, month: string, reason: string, problem?: string): Promise<Modal> {
    const people = await o.months.problems(month);
    const problems = MONTH_PROBLEMS.flatMap(p => {
      const of = people.filter(f => f.problems.has(p));
      const count = countsOf(of.map(f => f.problems))[p] ?? 0;
      return of.length > 0 ? [{ problem: p, count, people: of.map(f => f.person.name) }] : [];
    });
    const left = countsOf(people.map(f => f.problems));
    return closingModal({ month, problems, reason, metadata: JSON.stringify({ month, left }) }, w, problem);
  }

  async function problemOf(outcome: Exclude<MonthOutcome, { ok: true }>, { person, w }: Viewing): Promise<string> {
    const { refusal } = outcome;
    const texts = w.months.refusals;
    switch (refusal.code) {
      case 'closed-before':
      case 'reopened-before': {
        const names = await o.people.names([refusal.by]);
        return texts[refusal.code](literal(names.get(refusal.by) ?? refusal.by, 60), w.moment(refusal.at, person.zone));
      }
      case 'still-in':
        return texts['still-in'](refusal.count);
      case 'month-runs':
      case 'never-closed':
      case 'reason-missing':
        return texts[refusal.code];
      default:
        return w.refusal.busy;
    }
  }

  async function mayClose(press: Viewing & Pick<Press, 'tell'>): Promise<boolean> {
    const may = await o.administration.allows(press.person.user, 'close-month');
    if (may !== 'yes') await press.tell(press.w.people.denied[may]);
    return may === 'yes';
  }

  router.opens(action.openMonths, async press => {
    if (await mayClose(press)) await press.open(await listed(press), countIn(press));
  });

  router.opens(action.closeMonth, async press => {
    if (!(await mayClose(press))) return;
    await press.redraw(await closing(press, found(monthIn(press.value)), ''));
  });

  router.opens(action.backToMonths, async press => {
    if (!(await mayClose(press)) || !(await press.redraw(await listed(press)))) return;
    if (press.view) await countIn(press)({ id: press.view.id });
  });

  router.opens(action.monthProblem, async press => {
    if (!(await mayClose(press))) return;
    const { month } = found(readClosing(press.view?.metadata));
    const filter = found(MONTH_PROBLEMS.find(p => p === press.value));
    const typed = textOf(press.view?.state ?? {}, input.reason).slice(0, MONTH_REASON_MAX);
    await o.shownMonths.people(press, { month, query: '', filter, page: 1, closing: typed });
  });

  router.opens(monthAction.toClosing, async press => {
    if (!(await mayClose(press))) return;
    const list = found(readPeopleQuery(press.view?.metadata));
    await press.redraw(await closing(press, list.month, list.closing ?? ''));
  });

  router.submitAbout(correctionCallback.close, readClosing, async s => {
    const { person, w } = s;
    const may = await o.administration.allows(person.user, 'close-month');
    if (may !== 'yes') return denied(may, w);
    const form = found(readClosing(s.metadata));
    const reason = textOf(s.state, input.reason);
    if (reason.length > MONTH_REASON_MAX) return tooLong(w);
    const command = { do: 'close' as const, reason, left: form.left };
    const asked = o.months.act(person.user, form.month, command, s.key);
    // Without a reason what is left is counted, which in a large workspace outlasts Slack's patience.
    const quick = await Promise.race([asked, pause(COUNTING_MS, undefined, { ref: false })]);
    if (!quick) {
      s.later(async () => void (await updateModal(o.client, s.viewId, await closed(s, await asked, form.month))));
      return says(w.months.counting, w, w.months.closeTitle);
    }
    if (!quick.ok && quick.refusal.code === 'reason-missing' && input.reason in s.state)
      return { errors: { [input.reason]: await problemOf(quick, s) } };
    if (quick.ok) s.later(() => countIn(s)({ id: s.viewId }));
    return { update: await closed(s, quick, form.month) };
  });

  /** The months, or the form with what came up since it was drawn. */
  async function closed(s: Viewing, outcome: MonthOutcome, month: string): Promise<Modal> {
    return outcome.ok ? listed(s) : closing(s, month, '', await problemOf(outcome, s));
  }

  router.opens(action.reopenMonth, async press => {
    const may = await o.administration.allows(press.person.user, 'reopen-month');
    if (may !== 'yes') return press.tell(press.w.people.denied[may]);
    await press.open(reopenModal(found(monthIn(press.value)), press.w));
  });

  const reopening: FormModal<Parts, string, MonthOutcome> = {
    reads: monthIn,
    store: async (_o, { person, w, state, key }, month) => {
      const may = await o.administration.allows(person.user, 'reopen-month');
      if (may !== 'yes') return { errors: { [input.reason]: w.people.denied[may] } };
      const reason = textOf(state, input.reason);
      if (reason.length > MONTH_REASON_MAX) return tooLong(w);
      return o.months.act(person.user, month, { do: 'reopen', reason }, key);
    },
    refuse: async (_o, s, _month, refused) => ({ errors: { [input.reason]: await problemOf(refused, s) } }),
    beneath: (_o, s) => listed(s),
  };
  router.submitAbout(correctionCallback.reopen, monthIn, s => sent(reopening, o, s));
}

const tooLong = (w: Words): ModalAnswer => ({
  errors: { [input.reason]: w.corrections.problems['reason-too-long'](MONTH_REASON_MAX) },
});
const monthIn = (text: string): string | undefined => (isMonth(text) ? text : undefined);
const closingSchema = z.object({
  month: z.string().refine(isMonth),
  left: z.partialRecord(z.enum(MONTH_PROBLEMS), z.int().nonnegative()),
});
const readClosing = (metadata = '') => readMetadata(closingSchema, metadata);

function modelOf(
  r: MonthRow,
  left: ProblemCounts | undefined,
  names: ReadonlyMap<string, string>,
  zone: string,
  w: Words,
): MonthModel {
  const last = r.state?.history.at(-1);
  const name = (user: string): string => names.get(user) ?? user;
  return {
    id: r.month,
    state: r.state?.closed ? 'closed' : r.state ? 'reopened' : 'open',
    ...defined({ left }),
    ...(last
      ? {
          last: {
            what: last.what,
            by: name(last.by),
            at: w.moment(last.at, zone),
            ...(last.reason ? { reason: last.reason } : {}),
            ...defined({ left: last.left }),
          },
        }
      : {}),
    late: r.state?.closed ? (r.state.late ?? []).map(l => ({ who: name(l.user), date: l.date })) : [],
  };
}

/** Tells whoever closed a month which days may have changed meanwhile. */
export function monthsDelivery(outbox: Outbox, o: { people: People }): void {
  outbox.register(LATE, async (doc, effect, sender) => {
    const { month, late = [] } = doc as unknown as MonthDoc;
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    const names = await o.people.names(late.map(l => l.user));
    const told = late.map(l => ({ who: names.get(l.user) ?? l.user, date: l.date }));
    await sender.post({ channel: effect.to }, say(w.months.lateMessage(w.month(month), lateNames(told, w, 2000))));
    return undefined;
  });
}
