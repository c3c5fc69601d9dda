import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Modal } from '../../blocks/kit.ts';
import { leaversModal, settlementModal } from '../../blocks/settlement.ts';
import { settlementAction as action, settlementCallback } from '../../blocks/settlement-ids.ts';
import type { Kinds } from '../approvals/kinds.ts';
import { monthsAfter } from '../calendar/civil.ts';
import { addDays, isDate } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import type { Received } from '../outbox/received.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Workplace } from '../settings/workplace.ts';
import { redrawBeneath, says } from '../slack/form-modal.ts';
import { type ListModal, onList, queryIn, type Viewing } from '../slack/list-modal.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import type { Acting, ModalAnswer, Press, Router } from '../slack/router.ts';
import type { SettlementOutcome, Settlements } from './actions.ts';
import { leaverContext } from './context.ts';
import { owedFile } from './delivery.ts';
import type { Leaver } from './leaver.ts';
import { leaversModel, settlementModel } from './present.ts';

interface Parts {
  settlements: Settlements;
  people: People;
  administration: Pick<PeopleAdministration, 'allows'>;
  kinds: Kinds;
  received: Pick<Received, 'answer'>;
  workplace: Pick<Workplace, 'today' | 'zone'>;
  client: WebClient;
}

const periodSchema = z.object({ from: z.string().refine(isDate), to: z.string().refine(isDate) });
type Period = z.infer<typeof periodSchema>;
/** Whose settlement is shown, with which figures, and the list from which it was opened. */
const aboutSchema = z.object({ user: z.string(), mark: z.string(), list: periodSchema.optional() });
type About = z.infer<typeof aboutSchema>;
const readAbout = (metadata: string) => readMetadata(aboutSchema, metadata);

/** `said`: what was just done, in words. */
interface Shown {
  said?: string;
  list?: Period | undefined;
}

async function leavers(o: Parts, { person, w }: Viewing, { from, to }: Period, said?: string): Promise<Modal> {
  const all = from <= to ? await o.settlements.leavers(person.user, from, to) : [];
  const problem = from <= to ? said : w.settlement.wrongOrder;
  return leaversModal(leaversModel(from, to, all, problem), w);
}

/** Those who leave between two dates. */
const leaversList: ListModal<Parts, Period> = {
  schema: periodSchema,
  filters: { [action.from]: from => ({ from }), [action.to]: to => ({ to }) },
  draw: leavers,
};

/** HR settles the leave of people who leave, from their form and from the list of those who do. */
export function settlementSlack(router: Router, o: Parts): void {
  const modalOf = async (leaver: Leaver, acting: Pick<Acting, 'w'>, more: Shown = {}): Promise<Modal> => {
    const model = settlementModel(leaver, await leaverContext([leaver], o, acting.w), more.said);
    const { user } = leaver.person;
    const metadata = JSON.stringify({ user, mark: leaver.mark, list: more.list } satisfies About);
    return settlementModal({ ...model, metadata }, acting.w);
  };

  const refused = (found: Exclude<SettlementOutcome, { ok: true }>, w: Words): string =>
    'denied' in found
      ? w.people.denied[found.denied]
      : { 'no-hire-date': w.settlement.noHireDate, 'no-last-day': w.settlement.noLastDay }[found.code];

  router.opens(action.open, async press => {
    const of = await o.settlements.of(press.person.user, press.value);
    if (!of.ok) return press.tell(refused(of, press.w));
    const list = readMetadata(periodSchema, press.view?.metadata ?? '');
    await press.open(await modalOf(of.leaver, press, { list }));
  });

  /** Draws the settlement that a press stands in again, with what was done. */
  async function redrawn(press: Press, said: string): Promise<void> {
    const of = await o.settlements.of(press.person.user, press.value);
    const list = readAbout(press.view?.metadata ?? '')?.list;
    if (of.ok) await press.redraw(await modalOf(of.leaver, press, { said, list }));
  }

  router.press(action.cancelAfter, async press => {
    const { w } = press;
    const outcome = await o.settlements.cancelAfter(press.person.user, press.value, press.key);
    if (!outcome.ok) await press.tell(refused(outcome, w));
    else press.later(() => redrawn(press, w.settlement.cancelled(outcome.cancelled)));
  });

  router.submitAbout(settlementCallback.settle, readAbout, async (s): Promise<ModalAnswer> => {
    const { w } = s;
    const about = found(readAbout(s.metadata));
    const key = `${s.key}:${about.mark}`;
    const outcome = await o.settlements.settle(s.person.user, about.user, about.mark, key);
    if (outcome.ok) {
      const { list } = about;
      if (list) redrawBeneath(o, s, () => leavers(o, s, list));
      return { update: await modalOf(outcome.leaver, s, { list }) };
    }
    if ('changed' in outcome)
      return { update: await modalOf(outcome.changed, s, { said: w.settlement.changedMeanwhile, list: about.list }) };
    return says('busy' in outcome ? w.settlement.busy : refused(outcome, w), w, w.settlement.title);
  });

  const allowed = async (press: Press): Promise<boolean> => {
    const denied = await o.administration.allows(press.person.user, 'import-people');
    if (denied !== 'yes') await press.tell(press.w.people.denied[denied]);
    return denied === 'yes';
  };

  router.opens(action.openLeavers, async press => {
    if (!(await allowed(press))) return;
    const begin = `${o.workplace.today().slice(0, 7)}-01`;
    await press.open(await leavers(o, press, { from: begin, to: addDays(monthsAfter(begin, 2), -1) }));
  });

  onList(leaversList, (id, turn) =>
    router.opens(id, async press => {
      if (await allowed(press)) await turn(o, press);
    }),
  );

  // The answer comes after the effect is stored: what was said to be coming, comes.
  router.press(action.file, async press => {
    const of = await o.settlements.of(press.person.user, press.value);
    if (!of.ok) return press.tell(refused(of, press.w));
    await o.received.answer(press.key, [owedFile(press.person.user, { user: press.value })]);
    press.later(() => redrawn(press, press.w.settlement.fileSent));
  });

  router.press(action.leaversFile, async press => {
    const period = queryIn(leaversList, press);
    if (!(await allowed(press))) return;
    const all = await o.settlements.leavers(press.person.user, period.from, period.to);
    if (all.length === 0) return;
    await o.received.answer(press.key, [owedFile(press.person.user, period)]);
    press.later(async () => void (await press.redraw(await leavers(o, press, period, press.w.settlement.fileSent))));
  });
}
