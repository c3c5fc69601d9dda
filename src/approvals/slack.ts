import { card, decisionMessage, REJECT_REASON_MAX, rejectModal } from '../../blocks/approvals.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { notice } from '../../blocks/kit.ts';
import type { Courier } from '../delivery/courier.ts';
import type { Sent } from '../delivery/sender.ts';
import type { Language } from '../i18n/index.ts';
import { words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { Workspace } from '../settings/workspace.ts';
import { refusedAs } from '../slack/errors.ts';
import { textOf } from '../slack/form.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Press, Router } from '../slack/router.ts';
import type { Approvals } from './actions.ts';
import type { Kinds } from './kinds.ts';
import { cardModel, noticeModel, type PresentContext, peopleOf } from './present.ts';
import { mayDecide, type RequestCommand } from './rules.ts';
import type { RequestDoc, RequestStore } from './store.ts';

interface Parts {
  approvals: Approvals;
  requests: RequestStore;
  people: People;
  kinds: Kinds;
  workspace: Workspace;
  refusals: Refusals;
  team: () => string;
  zone: string;
  language: Language;
  /** who else is away on a request's days, as lines of the card; raw names */
  alsoAway: (request: RequestDoc, w: PresentContext['w']) => Promise<string[]>;
  /** redraws the list that a press stands in, after the press changed it */
  redrawList: (press: Press) => Promise<void>;
}

/** Approve, reject and withdraw, wherever the buttons stand. */
export function approvalsSlack(router: Router, o: Parts): void {
  const act = async (press: Press, command: RequestCommand): Promise<void> => {
    const outcome = await o.approvals.decide(press.person, press.value, command, press.key);
    if (!outcome.ok) await o.refusals.tell(outcome.refusal, press);
    if (press.view?.type === 'modal') press.later(() => o.redrawList(press));
  };
  router.press(action.approve, press => act(press, { do: 'approve' }));
  router.press(action.withdraw, press => act(press, { do: 'withdraw' }));

  router.press(action.reject, async press => {
    const request = await o.requests.byId(o.team(), press.value);
    if (!request) return o.refusals.tell({ code: 'not-found' }, press);
    const administrator = o.people.isAdministrator(press.person);
    const all = administrator ? await o.people.administrators() : [];
    const may = mayDecide(request, {
      user: press.person.user,
      administrator,
      onlyAdministrator: administrator && (await o.people.onlyAdministrator(press.person, all)),
    });
    if (may !== 'yes') return o.refusals.tell({ code: may }, press);
    // Said before the reason is typed; the decision itself checks it all again.
    if (request.state !== 'waiting') return act(press, { do: 'reject', reason: '' });
    const names = await o.people.names([request.user]);
    const told = o.kinds.of(request.kind).describe(request.form, press.w);
    await press.open(rejectModal({ id: request._id, who: names.get(request.user) ?? request.user, ...told }, press.w));
  });

  router.submit(callback.reject, async s => {
    const reason = textOf(s.state, input.reason);
    if (reason === '') return { errors: { [input.reason]: s.w.approvals.rejectReasonMissing } };
    if (reason.length > REJECT_REASON_MAX)
      return { errors: { [input.reason]: s.w.leave.errors['text-too-long'](REJECT_REASON_MAX) } };
    const outcome = await o.approvals.decide(s.person, s.metadata, { do: 'reject', reason }, s.key);
    if (outcome.ok) return { clear: true };
    const text = await o.refusals.text(outcome.refusal, s);
    return { update: notice(callback.notice, s.w.errors.title, text, s.w.common.close) };
  });
}

const ADMINISTRATORS = 'administrators';

/** Cards and the message to the person who asked. */
export function approvalsDelivery(courier: Courier, o: Parts): void {
  const load = (id: string): Promise<RequestDoc | undefined> => o.requests.byId(o.team(), id);

  courier.register('card', async (doc, _effect, sender) => {
    const request = await load(doc._id);
    if (!request) return undefined;
    const w = words(o.language);
    const ctx: PresentContext = { w, kinds: o.kinds, names: await o.people.names(peopleOf(request)), zone: o.zone };
    const away = request.state === 'waiting' ? await o.alsoAway(request, w) : [];
    const message = card(cardModel(request, away, ctx), w);
    const at: Sent | undefined = request.cards[ADMINISTRATORS];
    if (at) {
      try {
        await sender.update(at, message);
        return undefined;
      } catch (error) {
        if (refusedAs(error) !== 'message_not_found') throw error;
        // Somebody deleted the card; one that still waits is posted anew, a decided one needs none.
        if (request.state !== 'waiting') return undefined;
      }
    }
    const sent = await sender.post({ channel: await o.workspace.channel() }, message);
    return { [`cards.${ADMINISTRATORS}`]: sent };
  });

  courier.register('decision', async (doc, effect, sender) => {
    const request = await load(doc._id);
    if (!request) return undefined;
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    const names = await o.people.names(peopleOf(request));
    const model = noticeModel(request, { w, kinds: o.kinds, names, zone: person.zone });
    if (model) await sender.post({ channel: effect.to }, decisionMessage(model, w));
    return undefined;
  });
}
