import { leaveNotice } from '../../blocks/board.ts';
import { inForce } from '../approvals/route/view.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { words } from '../i18n/index.ts';
import { whenText } from '../leave/present.ts';
import { leaveFormOf, typeCode } from '../leave-record/form.ts';
import { AWAY } from '../leave-record/rules.ts';
import { isMendable } from '../outbox/schedule.ts';
import { isActive } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { leaveTold } from './effects.ts';
import { type Notices, notices, noticesFor } from './store.ts';

/** Half a minute apart. */
const MOST_TRIES = 20;

/** The channel of the person's team, or of the next one above that has one, and what it is told. */
async function channelFor(ws: Workspace, user: string): Promise<{ channel: string; settings: Notices } | undefined> {
  const [person] = await ws.people.some([user]);
  if (!person || !isActive(person)) return undefined;
  const teams = await ws.people.organisation();
  const line = teams.above(person.teamId);
  const channel = line.find(t => t.channel !== undefined)?.channel;
  // Of teams that share a channel the one on top says what it is told.
  const team = line.findLast(t => t.channel === channel);
  if (channel === undefined || !team) return undefined;
  const own = await notices(ws).of(ws.team, team.id);
  return { channel, settings: noticesFor(ws.policy.now().absence, own?.own) };
}

const isReplaced = (r: RequestDoc): boolean => r.history.some(h => h.what === 'replaced');

/** A leave in force is told once; what becomes of it, a change too, changes that message. Past leave is no news. */
export const tellLeave = handle(leaveTold, async (ws, { doc, tries }, sender) => {
  const request = await requests(ws).byId(ws.team, doc._id);
  if (!request || isReplaced(request)) return undefined;
  const form = leaveFormOf(request.form);
  const before = form.replaces ? await requests(ws).byId(ws.team, form.replaces) : undefined;
  const at = request.told ?? before?.told;
  const stands = inForce(request);
  const isNews = stands && request.period.to >= ws.policy.today();
  if (!at && !isNews) return undefined;
  const to = await channelFor(ws, request.user);
  if (!at && (!to || to.settings.tellLeave === 'off')) return undefined;
  const w = words(ws.policy.language);
  const names = await ws.people.names([request.user]);
  const hidden = form.as.private || to?.settings.tellLeave === 'away';
  const message = leaveNotice(
    {
      name: names.get(request.user) ?? request.user,
      type: hidden ? AWAY : typeCode(form),
      when: whenText(form, w),
      ...defined({ standIn: form.standIn?.name }),
      state: stands ? (before?.told ? 'changed' : 'new') : 'cancelled',
    },
    w,
  );
  try {
    if (!at) return to && { told: await sender.post({ channel: to.channel }, message) };
    await sender.update(at, message);
    return { told: at };
  } catch (error) {
    const refused = refusedAs(error);
    // Whoever invites the app within minutes hears of it; the board tells the rest.
    if (refused === undefined || (!at && isMendable(refused) && tries < MOST_TRIES)) throw error;
    ws.log.warn({ request: doc._id, code: refused }, 'a leave was not told to the channel of a team');
    return undefined;
  }
});
