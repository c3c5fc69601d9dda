import { retryOnConflict } from '../../db/retry.ts';
import { isActive, type Person } from '../../people/rules.ts';
import type { ListedPerson } from '../../people/store.ts';
import { owe } from '../../shared/effects.ts';
import type { Refusal } from '../../shared/refusal.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type CountedPerson, countedMonths } from '../actions.ts';
import { isClosed } from '../closing/closed.ts';
import { datesOf } from '../closing/rules.ts';
import { showConfirm } from './effects.ts';
import {
  type Confirmable,
  type ConfirmRefusal,
  confirmableOf,
  confirmationOf,
  type OwnConfirmation,
  refusalOf,
} from './rules.ts';
import { CONFIRMATIONS, confirmationId, confirmations } from './store.ts';

export const isConfirmedHere = (ws: Workspace): boolean => ws.policy.now().reports.confirmMonth;

const confirmables = (ws: Workspace, people: readonly CountedPerson[], month: string): Promise<Confirmable[]> =>
  countedMonths(ws, people, month, ({ user }, record, days) => confirmableOf(user, record, days));

/** Undefined: nothing is confirmed here, or the month is not over for the person. */
export async function ownConfirmation(
  ws: Workspace,
  person: Person,
  month: string,
): Promise<OwnConfirmation | undefined> {
  if (!isConfirmedHere(ws) || !person.employee || !isOver(ws, person, month)) return undefined;
  const [[now], doc, closed] = await Promise.all([
    confirmables(ws, [person], month),
    confirmations(ws).get(ws.team, month, person.user),
    isClosed(ws, `${month}-01`),
  ]);
  return now && { ...now, ...confirmationOf(doc?.history, now), closed };
}

const isOver = (ws: Workspace, person: Person, month: string): boolean =>
  ws.policy.of(person).today() > datesOf(month).last;

export type ConfirmOutcome = { ok: true } | { ok: false; code: ConfirmRefusal | Refusal['code'] };

/** One's own month, as it was shown. */
export async function confirmMonth(
  ws: Workspace,
  person: Person,
  asked: { month: string; shown: string },
  key: string,
): Promise<ConfirmOutcome> {
  const { month, shown } = asked;
  const { team } = ws;
  const { user } = person;
  const outcome = await retryOnConflict<ConfirmOutcome>(async () => {
    const [doc, [now], closed] = await Promise.all([
      confirmations(ws).get(team, month, user),
      confirmables(ws, [person], month),
      isClosed(ws, `${month}-01`),
    ]);
    if (doc?.history.some(h => h.key === key)) return { ok: true };
    const { digest = '', figures } = now ?? {};
    const refused = refusalOf({
      on: isConfirmedHere(ws),
      isOver: isOver(ws, person, month),
      ...{ closed, shown, digest },
    });
    if (refused || !figures) return { ok: false, code: refused ?? 'off' };
    // A second press on figures that are confirmed changes nothing.
    if (doc?.history.at(-1)?.digest === digest) return { ok: true };
    const at = ws.clock.now();
    const step = { at, key, digest, figures };
    const effects = owe([showConfirm.owed({ to: user, lane: showConfirm.kind })], at);
    const saved = doc
      ? await confirmations(ws).add(doc, step, effects)
      : await confirmations(ws).insert(team, month, user, step, effects);
    if (saved) ws.outbox.notify(CONFIRMATIONS, confirmationId(team, month, user), effects);
    return saved ? { ok: true } : undefined;
  });
  return outcome ?? { ok: false, code: 'busy' };
}

export interface Unconfirmed {
  person: ListedPerson;
  /** how often they have confirmed a state that is past */
  confirmed: number;
}

/** Whose month is not confirmed as it stands; whoever left can confirm nothing. */
export async function unconfirmedIn(
  ws: Workspace,
  people: readonly ListedPerson[],
  month: string,
): Promise<Unconfirmed[]> {
  if (!isConfirmedHere(ws)) return [];
  const asked = people.filter(isActive);
  const known = await confirmations(ws).ofMonth(ws.team, month);
  const some = asked.filter(p => known.has(p.user));
  // Only what somebody confirmed is counted.
  const now = new Map((some.length > 0 ? await confirmables(ws, some, month) : []).map(c => [c.user, c]));
  return asked.flatMap(person => {
    const history = known.get(person.user)?.history;
    const current = now.get(person.user);
    if (history && current && confirmationOf(history, current).is === 'confirmed') return [];
    return [{ person, confirmed: history?.length ?? 0 }];
  });
}
