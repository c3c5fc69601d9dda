import { questionMessage } from '../../../blocks/corrections.ts';
import type { Message } from '../../../blocks/kit.ts';
import { requests } from '../../approvals/store.ts';
import { BESIDE_MS, together } from '../../db/together.ts';
import { words } from '../../i18n/index.ts';
import { handle } from '../../workspace/feature.ts';
import { perWorkspace, type Workspace } from '../../workspace/workspace.ts';
import type { LikelyEnds } from '../../worktime/summary.ts';
import type { WorkdayDoc } from '../schema.ts';
import { workdays } from '../store.ts';
import { likelyEnds } from './actions.ts';
import { askCheckOut, showQuestion, showQuestions } from './effects.ts';
import { questionState } from './present.ts';

/** Joins reads of people asked at the same time. */
const recipient = perWorkspace(ws =>
  together(
    async (team, users) => {
      const [people, own] = await Promise.all([ws.people.some(users), requests(ws).ofMany(team, users)]);
      return new Map(people.map(person => [person.user, { person, requests: own.get(person.user) ?? [] }]));
    },
    { waitMs: BESIDE_MS },
  ),
);

/** `likely`: when the day probably ended, if that was read already. */
async function messageFor(ws: Workspace, day: WorkdayDoc, likely?: LikelyEnds): Promise<Message> {
  const { user, date } = day;
  const [found, ends] = await Promise.all([recipient(ws)(ws.team, user), likely ?? likelyEnds(ws, user, date)]);
  const { person, requests: own } = found ?? { person: await ws.people.person(user), requests: [] };
  const w = words(ws.people.language(person));
  return questionMessage(
    questionState({ day, likely: ends, requests: own, now: ws.clock.now(), zone: person.zone }, w),
    w,
  );
}

async function asItStands(ws: Workspace, user: string, date: string): Promise<Message | undefined> {
  const day = await workdays(ws).on(ws.team, user, date);
  return day ? messageFor(ws, day) : undefined;
}

export const askHandler = handle(askCheckOut, async (ws, { doc: day, to, data: { moment, likely } }, sender) => {
  // Answered before it was sent.
  if (!day.open && !day.unfinished) return undefined;
  return { [`questions.${moment}`]: await sender.post({ channel: to }, await messageFor(ws, day, likely)) };
});

export const showHandler = handle(showQuestion, async (ws, { doc: { user, date }, data: { moment } }, sender) => {
  const at = (await workdays(ws).on(ws.team, user, date))?.questions?.[moment];
  if (at) await sender.redraw(at, () => asItStands(ws, user, date));
});

export const showAllHandler = handle(showQuestions, async (ws, { to, data: { date } }, sender) => {
  const day = await workdays(ws).on(ws.team, to, date);
  for (const at of Object.values(day?.questions ?? {})) await sender.redraw(at, () => asItStands(ws, to, date));
});
