import { addDays, dayBounds } from '../calendar/rules.ts';
import { retryOnConflict } from '../db/retry.ts';
import type { Person } from '../people/rules.ts';
import type { OwnPolicy } from '../settings/own-policy.ts';
import { type Owed, owe } from '../shared/effects.ts';
import type { Refusal } from '../shared/refusal.ts';
import { owedHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { BreakRule } from '../worktime/worktime.ts';
import { questionsShown } from './missed-check-out/effects.ts';
import { daySaved, daysAhead, daysNear } from './own-days.ts';
import { dayChanged, dayChanges } from './points.ts';
import { type DayChange, type DayCommand, decideDay, giveUp, isCheckOutMissed, type Workday } from './rules.ts';
import type { WorkdayDoc } from './schema.ts';
import { WORKDAYS, workdays } from './store.ts';

/** `replay`: duplicate delivery, nothing was changed. */
export type DayOutcome = { ok: true; day: Workday; replay: boolean } | { ok: false; refusal: Refusal };

const HOUR = 3_600_000;

export const breakRule = (ws: Workspace, date: string): BreakRule => ws.policy.on(date).workingTime.breaks;

/** By today's policy; hours. */
export const correctOwnWithin = (ws: Workspace): number => ws.policy.now().workingTime.correctOwnWithin;

/** Further effects of a change of a person's day, such as their Slack status. */
export const owedByChange = async (ws: Workspace, person: Person, command: DayCommand): Promise<Owed[]> =>
  (await Promise.all(dayChanged.of(ws).map(owed => owed(ws, person, command)))).flat();

/** Stores a change of a day (`day`: as stored) and begins to deliver its effects; undefined: somebody was faster. */
export async function saveDay(
  ws: Workspace,
  { person, date, zone }: { person: Person; date: string; zone: string },
  day: WorkdayDoc | undefined,
  change: DayChange,
  owed: readonly Owed[],
): Promise<Workday | undefined> {
  const { user } = person;
  const { forgottenAfter } = ws.policy.on(date).workingTime;
  const begun = { team: ws.team, user, date, zone, forgottenAfter: forgottenAfter * HOUR };
  const effects = owe([owedHome(user), ...owed, ...(day ? questionsShown(day) : [])], ws.clock.now());
  const saved = day ? await workdays(ws).save(day, change, effects) : await workdays(ws).insert(begun, change, effects);
  if (!saved) return undefined;
  const { step, ...state } = change;
  const changed = { ...(day ?? begun), ...state, history: [...(day?.history ?? []), step] };
  const _id = `${ws.team}:${user}:${date}`;
  const version = (day?.version ?? 0) + 1;
  const stored = { ...changed, _id, version, effects: [...(day?.effects ?? []), ...effects] };
  daySaved(ws, stored);
  ws.outbox.notify(WORKDAYS, _id, effects, stored);
  return { date, zone: changed.zone, ...state, history: changed.history };
}

/** An open shift began yesterday at the earliest; `anyOpen` also finds an older day without a check-out. */
async function recent(
  ws: Workspace,
  person: Person,
  anyOpen = true,
): Promise<{ days: WorkdayDoc[]; current: WorkdayDoc | undefined }> {
  const { user } = person;
  const date = ws.policy.of(person).today();
  const [days, open] = await Promise.all([
    // Tomorrow's too: the office or its person may have moved to another zone since the check-in.
    daysNear(ws, user, addDays(date, -1), addDays(date, 1)),
    anyOpen ? workdays(ws).open(ws.team, user) : undefined,
  ]);
  return { days, current: open ?? days.find(d => d.open) ?? days.find(d => d.date === date) };
}

/** What a press reads that does not depend on its person's record, while that is read; failures show later. */
export function readAhead(ws: Workspace, user: string): void {
  const reads = [daysAhead(ws, user), ...dayChanges.of(ws).map(read => read(ws, user))];
  void Promise.allSettled(reads);
}

/** The open day, else today's; undefined before the first check-in. */
export const currentDay = async (ws: Workspace, person: Person): Promise<WorkdayDoc | undefined> =>
  (await recent(ws, person)).current;

/** Times before this belong to another day's record, or to yesterday. */
function recordedUntil({ today, zone }: OwnPolicy, days: readonly WorkdayDoc[], day: WorkdayDoc | undefined): number {
  const others = days.filter(d => d.date !== day?.date).flatMap(d => d.spans.map(s => s.out ?? s.in));
  return Math.max(day ? 0 : dayBounds(today(), zone).start, ...others);
}

const withStep = (key: string, current: WorkdayDoc | undefined, days: readonly WorkdayDoc[]): WorkdayDoc | undefined =>
  [...(current ? [current] : []), ...days].find(d => d.history.some(h => h.key === key));

/** The day of a press to undo; none while another day is open. */
function undoOf(key: string, current: WorkdayDoc | undefined, days: WorkdayDoc[]): { day: WorkdayDoc | undefined } {
  const day = withStep(key, current, days);
  return { day: current?.open && current._id !== day?._id ? undefined : day };
}

/** The open day; one without a check-out is given up first. Undefined: lost race. */
async function settle(
  ws: Workspace,
  today: string,
  current: WorkdayDoc | undefined,
  days: WorkdayDoc[],
): Promise<{ day: WorkdayDoc | undefined } | undefined> {
  const now = ws.clock.now();
  if (!current || !isCheckOutMissed(current, now)) return { day: current };
  const effects = owe([owedHome(current.user)], now);
  if (!(await workdays(ws).save(current, giveUp(current, now), effects))) return undefined;
  ws.outbox.notify(WORKDAYS, current._id, effects);
  // Given up and of today: the next round finds it closed. Of an earlier date: the press is for today's day.
  return current.date === today ? undefined : { day: days.find(d => d.date === today) };
}

/**
 * One press on a person's day. `key` recognises a duplicate; `replies` are stored with the change. `reportedAt`: the
 * time of a check-in or check-out that the person states, ms, not before their last record; it flags the day.
 * Throws only when the database does not answer: then nothing was recorded.
 */
export async function pressDay(
  ws: Workspace,
  person: Person,
  command: DayCommand,
  key: string,
  replies: readonly Owed[] = [],
  reportedAt?: number,
): Promise<DayOutcome> {
  const { user } = person;
  const before = owedByChange(ws, person, command);
  // A form that is sent again with another time is another try.
  const attempt = reportedAt === undefined ? key : `${key}@${reportedAt}`;
  // A press waits for few reads; a refusal checks everything.
  let anyOpen = false;
  let refused: DayOutcome | undefined;
  const outcome = await retryOnConflict<DayOutcome>(async () => {
    const checksAll = anyOpen;
    anyOpen = true;
    const reads = [recent(ws, person, checksAll), before, checksAll ? ws.people.person(user) : person] as const;
    const [{ days, current }, follows, known] = await Promise.all(reads);
    const done = withStep(key, current, days);
    if (done) return { ok: true, day: done, replay: true };
    if (refused) return refused;
    const own = ws.policy.of(person);
    const today = own.today();
    const nothing: Workday = { date: today, zone: own.zone, spans: [], open: false, history: [] };
    if (known.refused?.includes(attempt)) return { ok: true, day: current ?? nothing, replay: true };
    const settled = command.do === 'undo' ? undoOf(command.of, current, days) : await settle(ws, today, current, days);
    if (!settled) return undefined;
    const { day } = settled;
    const now = ws.clock.now();
    const reported = reportedAt === undefined ? {} : { reportedAt, since: recordedUntil(own, days, day) };
    const date = day?.date ?? today;
    const decision = decideDay(day, command, { user, key, now, breaks: breakRule(ws, date), ...reported });
    if (!decision.ok && !checksAll) return undefined;
    if (!decision.ok) {
      await ws.people.refuse(user, attempt);
      // The same press, delivered twice at once, may have been stored by another process: one more look.
      refused = decision;
      return undefined;
    }
    const saved = await saveDay(ws, { person, date, zone: own.zone }, day, decision.change, [...replies, ...follows]);
    return saved && { ok: true, replay: false, day: saved };
  });
  return outcome ?? refused ?? { ok: false, refusal: { code: 'busy' } };
}
