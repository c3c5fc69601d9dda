import { createHash } from 'node:crypto';
import { input } from '../../../blocks/ids.ts';
import { leaveAction, leaveCallback, leaveInput } from '../../../blocks/leave-ids.ts';
import { blockedModal, MOST_BLOCKED } from '../../../blocks/leave-types.ts';
import { retryOnConflict } from '../../db/retry.ts';
import { cleanLine } from '../../forms/definition.ts';
import type { Words } from '../../i18n/index.ts';
import type { BlockedPeriod } from '../../leave-record/rules.ts';
import { teamChoices, teamsOf } from '../../people/organisation/rules.ts';
import { defined } from '../../shared/defined.ts';
import { choiceOf, dateOf, textOf } from '../../slack/form.ts';
import type { ModalAnswer, Press, Submission } from '../../slack/router.ts';
import type { Routes } from '../../workspace/routes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { blocked, saveBlocked } from './store.ts';

const versionIn = (metadata: string): string | undefined => /^\d+$/.exec(metadata)?.[0];

async function drawn(ws: Workspace, w: Words) {
  const [{ version, periods }, teams] = await Promise.all([blocked(ws).get(ws.team), teamsOf(ws)]);
  const rows = periods.map(p => ({
    id: p.id,
    when: w.rangeWithYear(p.from, p.to),
    ...defined({ team: teams.name(p.teamId) }),
    reason: p.reason,
  }));
  return blockedModal({ version, rows, today: ws.policy.today(), teams: teamChoices(teams) }, w);
}

async function remove(ws: Workspace, press: Press): Promise<void> {
  const [, id = ''] = press.value.split(':');
  await retryOnConflict(async () => {
    const before = await blocked(ws).get(ws.team);
    const periods = before.periods.filter(p => p.id !== id);
    const was = before.periods.find(p => p.id === id);
    // Removed already.
    if (!was) return true;
    return (await saveBlocked(ws, before, periods, { was }, press.person.user)) || undefined;
  });
  press.later(async () => void (await press.redraw(await drawn(ws, press.w))));
}

/** The modal stays open for more periods. */
async function add(ws: Workspace, { state, person, key, w }: Submission): Promise<ModalAnswer> {
  const from = dateOf(state, input.from) ?? '';
  const to = dateOf(state, input.to) ?? '';
  const reason = cleanLine(textOf(state, input.reason));
  if (to < from) return { errors: { [input.to]: w.blocked.lastBeforeFirst } };
  if (reason === '') return { errors: { [input.reason]: w.refusal['reason-missing'] } };
  const teamId = choiceOf(state, leaveInput.team);
  // Archived while the form was open.
  if (teamId !== undefined && !(await teamsOf(ws)).all().some(t => t.id === teamId))
    return { errors: { [leaveInput.team]: w.people.problems['unknown-team'] } };
  // By submission and content: a submission that comes twice adds its period once.
  const content = JSON.stringify([key, from, to, reason, teamId]);
  const id = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const period: BlockedPeriod = { id, from, to, reason, ...defined({ teamId }) };
  const answer = await retryOnConflict<ModalAnswer>(async () => {
    const before = await blocked(ws).get(ws.team);
    if (before.periods.some(p => p.id === id)) return { update: await drawn(ws, w) };
    const same = (p: BlockedPeriod) => p.from === from && p.to === to && p.teamId === teamId;
    if (before.periods.some(same)) return { errors: { [input.from]: w.blocked.thereAlready } };
    if (before.periods.length >= MOST_BLOCKED) return { errors: { [input.reason]: w.blocked.tooMany } };
    const periods = [...before.periods, period].sort(
      (a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to),
    );
    const saved = await saveBlocked(ws, before, periods, { now: period }, person.user);
    return saved ? { update: await drawn(ws, w) } : undefined;
  });
  return answer ?? { errors: { [input.reason]: w.blocked.changed } };
}

const right = { may: 'change-calendar' } as const;

export function blockedRoutes(r: Routes): void {
  r.open(leaveAction.openBlocked, right, async (ws, press) => press.open(await drawn(ws, press.w)));
  r.press(leaveAction.removeBlocked, right, remove);
  r.submit(leaveCallback.blocked, right, add, versionIn);
}
