import { performance } from 'node:perf_hooks';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { APPROVE_ALL, approveAllInput } from '../../blocks/approval-ids.ts';
import { REASON_MAX, readSeen } from '../../blocks/approvals.ts';
import {
  APPROVE_ALL_MOST,
  type ApprovedAllModel,
  approveAllModal,
  approvedAllMessage,
  approvedAllModal,
  approvingModal,
} from '../../blocks/approve-all.ts';
import { action } from '../../blocks/ids.ts';
import { words } from '../i18n/index.ts';
import type { Progress, Received } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import { isActive, type Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Refusal, RouteRefusal } from '../shared/refusal.ts';
import { choicesOf, textOf } from '../slack/form.ts';
import { redrawModal, updateModal } from '../slack/redraw.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Router } from '../slack/router.ts';
import type { Kinds } from './kinds.ts';
import type { Approvals } from './service.ts';
import type { RequestStore } from './store.ts';
import { readFilters, type WaitingList } from './waiting-slack.ts';

interface Parts {
  approvals: Approvals;
  requests: RequestStore;
  received: Received;
  /** keeps with an effect how far it is */
  progress: Progress;
  outbox: Outbox;
  people: People;
  kinds: Kinds;
  refusals: Refusals;
  waiting: WaitingList;
  /** for views that are redrawn while it goes on */
  bulk: WebClient;
  team: () => string;
}

/** One approval: null, or why it was refused. */
type Done = null | Refusal | RouteRefusal;

const workSchema = z.object({
  view: z.string(),
  beneath: z.string().exactOptional(),
  /** the filters of the list beneath */
  list: z.string(),
  key: z.string(),
  /** what was ticked, each with the step that was shown */
  seen: z.array(z.string()),
  comment: z.string(),
  done: z.array(z.custom<Done>()),
});

/** Between two redraws of the progress, ms: Slack takes 100 a minute of all people together. */
const REDRAWN_MS = 1_000;
const GROUPS = APPROVE_ALL_MOST / 10;

/**
 * *Approve all*: ticks, then one approval after another. A submission stores only what was promised, as an effect; whichever process delivers
 * it keeps how far it is after each decision, and each decision has a key, so that nothing is decided twice.
 */
export function approveAll(router: Router, o: Parts): void {
  router.opens(action.approveAll, async press => {
    const list = o.waiting.filtersIn(press) ?? '{}';
    const { rows, all } = await o.waiting.rows(list, press.person, APPROVE_ALL_MOST);
    // Others may have decided on everything meanwhile.
    if (rows.length === 0) return void (await o.waiting.redraw(press));
    await press.open(approveAllModal({ rows, all, list }, press.w));
  });

  router.submitAbout(APPROVE_ALL, readFilters, async s => {
    const ticked = Array.from({ length: GROUPS }, (_, i) => choicesOf(s.state, approveAllInput.ticks(i))).flat();
    const seen = [...new Set(ticked)].slice(0, APPROVE_ALL_MOST);
    const comment = textOf(s.state, approveAllInput.comment);
    if (seen.length === 0) return { errors: { [approveAllInput.ticks(0)]: s.w.approvals.all.none } };
    if (comment.length > REASON_MAX)
      return { errors: { [approveAllInput.comment]: s.w.leave.errors['text-too-long'](REASON_MAX) } };
    const work: z.infer<typeof workSchema> = {
      ...{ view: s.viewId, list: s.metadata, key: s.key, seen, comment, done: [] },
      ...defined({ beneath: s.beneath }),
    };
    const owed = [{ kind: APPROVE_ALL, lane: APPROVE_ALL, to: s.person.user, data: work }];
    // It begins after the answer, which would else be drawn over its progress.
    await o.received.answer(s.key, owed, notify => s.later(async () => notify()));
    return { update: approvingModal(0, seen.length, s.w) };
  });

  async function approve(person: Person, value: string, key: string, comment: string): Promise<Done> {
    if (!isActive(person)) return { code: 'not-employed' };
    const { id, round, step } = readSeen(value);
    const command = { do: 'approve' as const, seen: { round, step }, ...(comment === '' ? {} : { comment }) };
    const mine = `${key}:${id}`;
    const outcome = await o.approvals.decide(person, id, command, mine);
    if (!outcome.ok) return outcome.refusal;
    if (!outcome.replay || outcome.request.history.some(h => h.key === mine)) return null;
    // It was refused before the process died: why is asked once more.
    const again = await o.approvals.decide(person, id, command, `${mine}:again:${outcome.request.version}`);
    return again.ok ? (again.replay ? { code: 'busy' } : null) : again.refusal;
  }

  async function resultOf(seen: readonly string[], done: readonly Done[], person: Person): Promise<ApprovedAllModel> {
    const w = words(o.people.language(person));
    const refused = done.flatMap((why, i) => (why ? [{ why, id: readSeen(seen[i] ?? '').id }] : []));
    const requests = await o.requests.some(
      o.team(),
      // Of a request that is not theirs to decide nobody learns anything.
      refused.filter(r => r.why.code !== 'may-not-decide' && r.why.code !== 'not-found').map(r => r.id),
    );
    const names = await o.people.names(requests.map(r => r.user));
    const not = await Promise.all(
      refused.map(async ({ why, id }) => {
        const text = await o.refusals.text(why, { person, w });
        const r = requests.find(q => q._id === id);
        if (!r) return { why: text };
        const { what, when } = o.kinds.of(r.kind).describe(r.form, w);
        return { who: names.get(r.user) ?? r.user, what, when, why: text };
      }),
    );
    return { approved: done.length - not.length, not };
  }

  o.outbox.register(APPROVE_ALL, async (doc, effect, sender) => {
    const work = workSchema.parse(effect.data);
    const { seen, key, comment, view } = work;
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    const done = [...work.done];
    let drawn = performance.now();
    for (const value of seen.slice(done.length)) {
      done.push(await approve(person, value, key, comment));
      await o.progress(doc._id, effect.id, { done });
      if (performance.now() - drawn < REDRAWN_MS || done.length === seen.length) continue;
      drawn = performance.now();
      // Only the result has to arrive: a progress that Slack does not take now is followed by the next one.
      await updateModal(o.bulk, view, approvingModal(done.length, seen.length, w)).catch(() => undefined);
    }
    const result = await resultOf(seen, done, person);
    if (!(await updateModal(o.bulk, view, approvedAllModal(result, w))))
      await sender.post({ channel: effect.to }, approvedAllMessage(result, w));
    await redrawModal(o.bulk, work.beneath, () => o.waiting.drawn(work.list, person)).catch(() => undefined);
    return undefined;
  });
}
