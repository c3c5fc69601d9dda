import type { Words } from '../i18n/index.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { namedBy, type PresenceFacts, presenceOf } from './presence.ts';
import { slotName } from './present.ts';
import type { Facts, Tell } from './route/policy.ts';
import { resolveSteps, type Step, usersOf } from './route/resolve.ts';
import { routeFor } from './route-for.ts';

/** Step by step in words before sending, then who is only told; [] if nobody could decide. Names are raw. */
export async function previewRoute(
  ws: Workspace,
  { kind, user, facts }: { kind: string; user: string; facts: Facts },
  w: Words,
): Promise<string[]> {
  const { steps, tells, undecided } = await routeFor(ws, { kind, user, facts });
  const presence = await presenceOf(ws, [user, ...namedBy(steps, tells)]);
  const told = toldText(tells, user, presence, w);
  if (undecided) return [w.approvals.noDecision, ...told];
  const decide = resolveSteps(steps, user, presence.staff).map(step => stepText(step, presence, w));
  return decide.length === 0 ? [] : [...decide, ...told];
}

/** Who is only told; [] for nobody. */
function toldText(tells: readonly Tell[], user: string, { staff, isRead, name }: PresenceFacts, w: Words): string[] {
  const told = new Set(tells.flatMap(t => usersOf(t.rule, user, staff)).filter(isRead));
  return told.size === 0 ? [] : [w.routes.tells(w.list([...told].map(name)))];
}

function stepText(step: Step, p: Pick<PresenceFacts, 'name'>, w: Words): string {
  const within = (a: readonly string[], b: readonly string[]): boolean => a.every(u => b.includes(u));
  const slots = step.slots
    // Where one approval suffices, a slot within a larger one adds nothing.
    .filter(s => s.users.length > 0)
    .filter((s, i, all) => {
      const larger = all.some((o, j) => j !== i && within(s.users, o.users) && (!within(o.users, s.users) || j > i));
      return step.need === 'all' || !larger;
    })
    .map(slot => slotName(slot, p, w));
  return [...new Set(slots)].join(step.need === 'all' ? ' + ' : ' / ');
}
