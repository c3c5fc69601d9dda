import type { WebClient } from '@slack/web-api';
import { say } from '../../../blocks/chat.ts';
import { correctionAction as action, correctionCallback } from '../../../blocks/correction-ids.ts';
import { input } from '../../../blocks/ids.ts';
import { literal } from '../../../blocks/kit.ts';
import { lateNames, type MonthModel, monthsModal, reopenModal } from '../../../blocks/months.ts';
import type { Courier } from '../../delivery/courier.ts';
import { type Words, words } from '../../i18n/index.ts';
import type { People } from '../../people/actions.ts';
import type { PeopleAdministration } from '../../people/administer.ts';
import { textOf } from '../../slack/form.ts';
import { found } from '../../slack/metadata.ts';
import { redrawModal } from '../../slack/redraw.ts';
import type { Acting, Router } from '../../slack/router.ts';
import { LATE, type MonthOutcome, type MonthRow, type Months } from './actions.ts';
import { MONTH_REASON_MAX } from './rules.ts';
import type { MonthDoc } from './store.ts';

interface Parts {
  months: Months;
  people: People;
  administration: PeopleAdministration;
  client: WebClient;
}

/** Closing months and opening them again, by those who may. */
export function monthsSlack(router: Router, o: Parts): void {
  async function listed({ person, w }: Pick<Acting, 'person' | 'w'>, problem?: string) {
    const rows = await o.months.list();
    const users = rows.flatMap(r => [
      ...(r.state?.history.map(h => h.by) ?? []),
      ...(r.state?.late?.map(l => l.user) ?? []),
    ]);
    const names = await o.people.names(users);
    return monthsModal(
      rows.map(r => modelOf(r, names, person.zone, w)),
      w,
      problem,
    );
  }

  async function problemOf(
    outcome: Exclude<MonthOutcome, { ok: true }>,
    { person, w }: Pick<Acting, 'person' | 'w'>,
  ): Promise<string> {
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

  router.opens(action.openMonths, async press => {
    const may = await o.administration.allows(press.person.user, 'close-month');
    if (may !== 'yes') return press.tell(press.w.people.denied[may]);
    await press.open(await listed(press));
  });

  router.press(action.closeMonth, async press => {
    const may = await o.administration.allows(press.person.user, 'close-month');
    if (may !== 'yes') return press.tell(press.w.people.denied[may]);
    const month = found(monthIn(press.value));
    const outcome = await o.months.act(press.person.user, month, { do: 'close' }, press.key);
    const modal = await listed(press, outcome.ok ? undefined : await problemOf(outcome, press));
    if (press.view?.type === 'modal') await press.redraw(modal);
  });

  router.opens(action.reopenMonth, async press => {
    const may = await o.administration.allows(press.person.user, 'reopen-month');
    if (may !== 'yes') return press.tell(press.w.people.denied[may]);
    await press.open(reopenModal(found(monthIn(press.value)), press.w));
  });

  router.submitAbout(correctionCallback.reopen, monthIn, async s => {
    const may = await o.administration.allows(s.person.user, 'reopen-month');
    if (may !== 'yes') return { errors: { [input.reason]: s.w.people.denied[may] } };
    const reason = textOf(s.state, input.reason);
    if (reason.length > MONTH_REASON_MAX)
      return { errors: { [input.reason]: s.w.corrections.problems['reason-too-long'](MONTH_REASON_MAX) } };
    const outcome = await o.months.act(s.person.user, s.metadata, { do: 'reopen', reason }, s.key);
    if (!outcome.ok) return { errors: { [input.reason]: await problemOf(outcome, s) } };
    s.later(() => redrawModal(o.client, s.beneath, () => listed(s)));
    return { close: true };
  });
}

const monthIn = (text: string): string | undefined => /^\d{4}-(0[1-9]|1[0-2])$/.exec(text)?.[0];

function modelOf(r: MonthRow, names: ReadonlyMap<string, string>, zone: string, w: Words): MonthModel {
  const last = r.state?.history.at(-1);
  const name = (user: string): string => names.get(user) ?? user;
  return {
    id: r.month,
    state: r.state?.closed ? 'closed' : r.state ? 'reopened' : 'open',
    unfinished: r.unfinished,
    waiting: r.waiting,
    stillIn: r.stillIn,
    ...(last
      ? {
          last: {
            what: last.what,
            by: name(last.by),
            at: w.moment(last.at, zone),
            ...(last.reason ? { reason: last.reason } : {}),
          },
        }
      : {}),
    late: r.state?.closed ? (r.state.late ?? []).map(l => ({ who: name(l.user), date: l.date })) : [],
  };
}

/** Tells whoever closed a month which days may have changed meanwhile. */
export function monthsDelivery(courier: Courier, o: { people: People }): void {
  courier.register(LATE, async (doc, effect, sender) => {
    const { month, late = [] } = doc as unknown as MonthDoc;
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    const names = await o.people.names(late.map(l => l.user));
    const told = late.map(l => ({ who: names.get(l.user) ?? l.user, date: l.date }));
    await sender.post({ channel: effect.to }, say(w.months.lateMessage(w.month(month), lateNames(told, w, 2000))));
    return undefined;
  });
}
