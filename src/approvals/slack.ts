import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { historyModal, REASON_MAX, readSeen, reasonModal, type SeenModel } from '../../blocks/approvals.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { type Modal, notice } from '../../blocks/kit.ts';
import type { Calendar } from '../calendar/rules.ts';
import { words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { may } from '../people/may.ts';
import { defined } from '../shared/defined.ts';
import type { Refusal, RouteRefusal } from '../shared/refusal.ts';
import { textOf } from '../slack/form.ts';
import { found, NotFound, readMetadata } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Acting, Press, Router } from '../slack/router.ts';
import type { RequestCommand } from './actions.ts';
import type { Editor } from './edit.ts';
import type { Kinds } from './kinds.ts';
import { concernedBy } from './presence.ts';
import { historyModel, peopleOf, routeLines } from './present.ts';
import { refusedDecision } from './route/rights.ts';
import type { Approvals, Presences } from './service.ts';
import type { RequestDoc, RequestStore } from './store.ts';
import type { WaitingList } from './waiting-slack.ts';

interface Parts {
  approvals: Approvals;
  requests: RequestStore;
  people: People;
  kinds: Kinds;
  presences: Presences;
  refusals: Refusals;
  calendar: Calendar;
  team: () => string;
  /** who opens the form for changing an approved request of a kind */
  changerOf: (kind: string) => Editor | undefined;
  administration: PeopleAdministration;
  client: WebClient;
  waiting: WaitingList;
  /** redraws another list that a press stands in, after the press changed it */
  redrawList: (press: Press) => Promise<void>;
}

const REASONS = ['approve', 'reject', 'send-back', 'ask-cancel'] as const;
type Reason = (typeof REASONS)[number];

/** What people do to requests, wherever the buttons stand. */
export function approvalsSlack(router: Router, o: Parts): void {
  const act = async (press: Press, id: string, command: RequestCommand): Promise<void> => {
    const outcome = await o.approvals.decide(press.person, id, command, press.key);
    if (!outcome.ok) {
      const { refusal } = outcome;
      if (refusal.code === 'stands-against' && refusal.despite) await askWords(press, 'approve', refusal.reasons);
      else await o.refusals.tell(refusal, press);
    }
    if (press.view?.type === 'modal')
      press.later(() => (o.waiting.holds(press) ? o.waiting.redraw(press) : o.redrawList(press)));
  };
  const pressed = (press: Press): SeenModel => {
    const list = o.waiting.filtersIn(press);
    return { ...readSeen(press.value.split('|').at(-1) ?? ''), ...(list ? { list } : {}) };
  };
  const seenOf = ({ round, step }: SeenModel) => ({ round, step });

  router.press(action.approve, press => {
    const seen = pressed(press);
    return act(press, seen.id, { do: 'approve', seen: seenOf(seen) });
  });
  router.press(action.withdraw, press => act(press, press.value, { do: 'withdraw' }));

  /** Asks for the words of a decision, unless it would be refused anyway: that is said before anything is typed. */
  async function askWords(press: Press, what: Reason, warnings: string[] = []): Promise<void> {
    const seen = pressed(press);
    const request = await o.requests.byId(o.team(), seen.id);
    if (!request) return o.refusals.tell({ code: 'not-found' }, press);
    const refusal = await refusedBefore(press, request, seen, what);
    if (refusal) return o.refusals.tell(refusal, press);
    const modal = await wordsModal(press, seen, what, { warnings, text: '' });
    if (modal) await press.open(modal);
  }

  /** `warnings`: what stands against an approval that is made all the same, as sentences. */
  async function wordsModal(
    { w }: Acting,
    seen: SeenModel,
    what: Reason,
    more: { warnings: string[]; text: string },
  ): Promise<Modal | undefined> {
    const request = await o.requests.byId(o.team(), seen.id);
    if (!request) return undefined;
    const names = await o.people.names([request.user]);
    const told = o.kinds.of(request.kind).describe(request.form, w);
    return reasonModal({ ...seen, do: what, who: names.get(request.user) ?? request.user, ...told, ...more }, w);
  }

  async function refusedBefore(
    press: Press,
    request: RequestDoc,
    seen: SeenModel,
    what: Reason,
  ): Promise<Refusal | RouteRefusal | undefined> {
    if (what === 'ask-cancel') return request.user === press.person.user ? undefined : { code: 'not-yours' };
    const known = await o.presences.of([press.person.user, ...concernedBy(request)]);
    return refusedDecision(request, seenOf(seen), { ...known, actor: press.person.user });
  }

  router.press(action.reject, press => askWords(press, 'reject'));

  async function showHistory(press: Press): Promise<void> {
    const request = await o.requests.byId(o.team(), pressed(press).id);
    if (!request || !(await maySee(press, request))) return o.refusals.tell({ code: 'not-found' }, press);
    const names = await o.people.names(peopleOf(request));
    const ctx = { w: press.w, kinds: o.kinds, names, zone: press.person.zone, calendar: o.calendar };
    const [presence, outcomeNotes] = await Promise.all([
      o.presences.of(concernedBy(request)),
      o.kinds.of(request.kind).outcomeNotes?.(request, press.w),
    ]);
    const { line } = routeLines(request, presence, press.w);
    await press.open(historyModal(historyModel(request, { route: line, outcomeNotes }, ctx), press.w));
  }

  /** `asked`: those who decide or did. */
  async function maySee(press: Press, request: RequestDoc): Promise<boolean> {
    const { user } = press.person;
    const [d, asked] = await Promise.all([o.administration.directory(), isAsked(user, request)]);
    const subject = d.subject(request.user) ?? { team: request.team, user: request.user, managers: [] };
    return may(d.actor(user), 'see-request', { ...subject, asked }) === 'yes';
  }

  async function isAsked(user: string, request: RequestDoc): Promise<boolean> {
    if (request.history.some(h => h.by === user || h.for === user) || request.asked.includes(user)) return true;
    const known = await o.presences.of([user, ...concernedBy(request)]);
    const seen = { round: request.round, step: request.at };
    const refusal = refusedDecision(request, seen, { ...known, actor: user });
    return refusal === undefined || (refusal.code !== 'may-not-decide' && refusal.code !== 'own-request');
  }

  /** The form of an approved request, for asking that it be another one. */
  async function openChange(press: Press): Promise<void> {
    const request = await o.requests.byId(o.team(), pressed(press).id);
    if (!request || request.user !== press.person.user) return o.refusals.tell({ code: 'not-yours' }, press);
    if (request.state !== 'approved') return o.refusals.tell({ code: 'nothing-to-cancel' }, press);
    await o.changerOf(request.kind)?.(press, request);
  }

  const chosen = (press: Press): string => press.value.split('|')[0] ?? '';
  router.press(action.more, async press => {
    const what = chosen(press);
    if (what === 'history') return showHistory(press);
    if (what === 'comment') return askWords(press, 'approve');
    if (what === 'send-back') return askWords(press, 'send-back');
    throw new NotFound();
  });
  router.press(action.mine, async press => {
    const what = chosen(press);
    if (what === 'history') return showHistory(press);
    if (what === 'cancel') return askWords(press, 'ask-cancel');
    if (what === 'change') return openChange(press);
    throw new NotFound();
  });

  router.submitAbout(callback.decide, metadataOf, async s => {
    const { what, seen, despite } = found(metadataOf(s.metadata));
    const text = textOf(s.state, input.reason);
    const w = words(o.people.language(s.person));
    if (text === '' && what !== 'approve') return { errors: { [input.reason]: w.refusal['reason-missing'] } };
    if (text.length > REASON_MAX) return { errors: { [input.reason]: w.leave.errors['text-too-long'](REASON_MAX) } };
    const at = seenOf(seen);
    const command: RequestCommand =
      what === 'approve'
        ? { do: what, seen: at, ...(text === '' ? {} : { comment: text }), ...defined({ despite }) }
        : what === 'ask-cancel'
          ? { do: what, reason: text }
          : { do: what, seen: at, reason: text };
    const outcome = await o.approvals.decide(s.person, seen.id, command, s.key);
    // Decided from the list: it lies beneath, and goes on under its filters.
    const { list } = seen;
    const below = s.beneath !== undefined && list !== undefined;
    if (below) s.later(() => redrawModal(o.client, s.beneath, () => o.waiting.drawn(list, s.person)));
    if (outcome.ok) return below ? { close: true } : { clear: true };
    const { refusal } = outcome;
    if (refusal.code === 'stands-against' && refusal.despite) {
      const warned = await wordsModal(s, seen, 'approve', { warnings: refusal.reasons, text });
      if (warned) return { update: warned };
    }
    const why = await o.refusals.text(refusal, s);
    return { update: notice(callback.notice, w.errors.title, why, w.common.close) };
  });
}

/** `list`: the filters of the list that the form was opened from. */
const decisionSchema = z.object({
  do: z.enum(REASONS),
  seen: z.string(),
  list: z.string().exactOptional(),
  despite: z.boolean().exactOptional(),
});

function metadataOf(text: string): { what: Reason; seen: SeenModel; despite?: true } | undefined {
  const about = readMetadata(decisionSchema, text);
  if (!about) return undefined;
  const { do: what, seen, list, despite } = about;
  return {
    what,
    seen: { ...readSeen(seen), ...defined({ list }) },
    ...(despite ? { despite } : {}),
  };
}
