import { say } from '../../../blocks/chat.ts';
import { correctedMessage } from '../../../blocks/corrections.ts';
import { literal } from '../../../blocks/kit.ts';
import type { ForceChange } from '../../approvals/kinds.ts';
import { requests } from '../../approvals/store.ts';
import { type Words, words } from '../../i18n/index.ts';
import { defined } from '../../shared/defined.ts';
import { handle } from '../../workspace/feature.ts';
import { breakRule } from '../actions.ts';
import { type Enforced, enforce } from './actions.ts';
import { correctedByOther, enforceCorrection } from './effects.ts';
import { correctionFormOf } from './kind.ts';
import { differences, problemText } from './present.ts';

export const enforceHandler = handle(enforceCorrection, async (ws, { doc, data: { change, by } }, sender) => {
  const request = await requests(ws).byId(ws.team, doc._id);
  if (!request) return;
  const outcome = await enforce(ws, request, change);
  const names = await ws.people.names([request.user]);
  const { date } = correctionFormOf(request.form);
  // Both the requester and whoever decided believe otherwise.
  for (const to of new Set([request.user, by])) {
    const w = words(ws.people.language(await ws.people.person(to)));
    const text = enforcedText(outcome, change, date, w);
    if (text === undefined) continue;
    const whose = to === request.user ? '' : ` ${w.corrections.whose2(literal(names.get(request.user) ?? '', 60))}`;
    await sender.post({ channel: to }, say(`${text}${whose}`));
  }
});

export const correctedByOtherHandler = handle(correctedByOther, async (ws, { doc: day, to, data: { key } }, sender) => {
  const step = day.history.find(h => h.key === key);
  if (!step?.from || !step.to) return;
  const w = words(ws.people.language(await ws.people.person(to)));
  const names = await ws.people.names([step.by]);
  const { date, zone } = day;
  const made = {
    date,
    zone,
    before: step.from,
    after: step.to.spans,
    breaks: breakRule(ws, date),
    ...defined({ workedThrough: step.to.workedThrough }),
  };
  const model = {
    by: names.get(step.by) ?? step.by,
    date: w.date(date),
    differences: differences(made, w),
    reason: step.reason ?? '',
  };
  await sender.post({ channel: to }, correctedMessage(model, w));
});

/** The result of a decision; undefined: the decision's own message says it all. */
function enforcedText(outcome: Enforced, change: ForceChange, date: string, w: Words): string | undefined {
  const c = w.corrections;
  const day = w.date(date);
  const because = (why: Extract<Enforced, { why: unknown }>['why']): string =>
    typeof why === 'string' ? (c.why[why] ?? why) : problemText(why, w);
  switch (outcome.is) {
    case 'made':
      return undefined;
    case 'not-made':
      // Nothing to take back.
      return change === 'in-force' ? c.notMade(day, because(outcome.why)) : undefined;
    case 'taken-back':
      return c.takenBack(day);
    case 'not-taken-back':
      return c.notTakenBack(day, because(outcome.why));
  }
}
