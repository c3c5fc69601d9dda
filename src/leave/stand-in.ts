import { say } from '../../blocks/chat.ts';
import { literal } from '../../blocks/kit.ts';
import { LEAVE } from '../absence/leaves.ts';
import { inForce } from '../approvals/route/view.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { type Words, words } from '../i18n/index.ts';
import { type LeaveForm, leaveFormOf, type TakenLeave } from '../leave-record/form.ts';
import type { FilledLeave, LeaveProblem } from '../leave-record/rules.ts';
import { isActive } from '../people/rules.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { standInTold } from './effects.ts';
import { whenText } from './present.ts';

/** Who is named to do the work meanwhile, and when they are away themselves. */
export interface StandIn {
  user: string;
  name: string;
  is: 'known' | 'self' | 'unknown';
  away: readonly { from: string; to: string }[];
}

/** `user`: whose leave it is. */
export async function standInOf(
  ws: Workspace,
  { user, standIn, from, to }: { user: string; standIn: string; from: string; to: string },
): Promise<StandIn> {
  const [[person], leaves] = await Promise.all([
    ws.people.some([standIn]),
    requests(ws).inForceIn(ws.team, LEAVE, from, to, [standIn]),
  ]);
  const known = person !== undefined && isActive(person);
  return {
    ...{ user: standIn, name: person?.name ?? standIn },
    is: standIn === user ? 'self' : known ? 'known' : 'unknown',
    away: leaves.map(r => r.period).sort((a, b) => (a.from < b.from ? -1 : 1)),
  };
}

export function standInProblems({ standIn: named }: FilledLeave, standIn: StandIn | undefined): LeaveProblem[] {
  if (!named) return [];
  if (standIn?.user !== named || standIn.is === 'unknown') return [{ field: 'standIn', code: 'stand-in-unknown' }];
  if (standIn.is === 'self') return [{ field: 'standIn', code: 'stand-in-self' }];
  const { name: who, away: periods } = standIn;
  return periods.length > 0 ? [{ field: 'standIn', code: 'stand-in-away', who, periods }] : [];
}

/** For the stored form; one that is refused is left out. */
export const standInFor = (
  { standIn: named }: FilledLeave,
  standIn: StandIn | undefined,
): Pick<LeaveForm, 'standIn'> =>
  named && standIn?.user === named && standIn.is === 'known' ? { standIn: { user: named, name: standIn.name } } : {};

/** When, and no more: the type is not theirs to know. */
function spanText(form: TakenLeave, w: Words): string {
  const when = whenText(form, w);
  return form.part ? `${when} ${w.leave.parts[form.part] ?? ''}`.trim() : when;
}

/** The leave that replaced this one, if it names the same stand-in: its own message says what changed. */
async function movedTo(ws: Workspace, { _id, user }: RequestDoc, standIn: string): Promise<boolean> {
  const mine = await requests(ws).of(ws.team, user);
  return mine.some(r => {
    if (r.kind !== LEAVE) return false;
    const form = leaveFormOf(r.form);
    const stood = r.history.some(h => h.what === 'approved' || h.what === 'recorded');
    return form.replaces === _id && form.standIn?.user === standIn && stood;
  });
}

/** Once the leave stands, and when it is moved or ends; past leave is no news. */
export const tellStandIn = handle(standInTold, async (ws, { doc, to, data: { change } }, sender) => {
  const request = await requests(ws).byId(ws.team, doc._id);
  if (!request || request.period.to < ws.policy.today() || inForce(request) !== (change === 'in-force')) return;
  const form = leaveFormOf(request.form);
  if (form.standIn?.user !== to) return;
  const person = await ws.people.person(to);
  if (!isActive(person)) return;
  const w = words(ws.people.language(person));
  const names = await ws.people.names([request.user]);
  const who = literal(names.get(request.user) ?? request.user, 60);
  const when = spanText(form, w);
  const before = form.was?.standIn?.user === to ? spanText(form.was, w) : undefined;
  if (change === 'no-longer') {
    if (await movedTo(ws, request, to)) return;
    await sender.post({ channel: to }, say(w.standIn.ended(who, when)));
  } else if (before !== when) {
    await sender.post({ channel: to }, say(before ? w.standIn.moved(who, before, when) : w.standIn.named(who, when)));
  }
});
