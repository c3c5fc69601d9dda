import { z } from 'zod';
import { AWAY_DAY_PAGE, awayCalendarModal, awayDayModal, chosenTeam } from '../../../blocks/away.ts';
import { calendarAction } from '../../../blocks/calendar-ids.ts';
import type { TeamChoice } from '../../../blocks/inputs.ts';
import type { Modal } from '../../../blocks/kit.ts';
import { requests } from '../../approvals/store.ts';
import { leaveFormOf } from '../../leave-record/form.ts';
import { type Organisation, teamChoices } from '../../people/organisation/rules.ts';
import { isActive, type Person } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import { paged } from '../../shared/portions.ts';
import type { Viewing } from '../../slack/list-modal.ts';
import { NotFound, readMetadata } from '../../slack/metadata.ts';
import type { Press } from '../../slack/router.ts';
import type { Routes } from '../../workspace/routes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { worksOn } from '../../worktime/expected.ts';
import { calendarOf, LEAVE } from '../leaves.ts';
import { awayCalendar, awayPeople, isNear, type Leave, type Span, spanOf } from './present.ts';

const metadataSchema = z.object({
  span: z.enum(['week', 'month']).optional(),
  from: z.string().optional(),
  team: z.string().optional(),
});
type Shown = { span: Span; date: string; team?: string };

const shownIn = (press: Press) => readMetadata(metadataSchema, press.view?.metadata ?? '') ?? {};

async function factsOf(ws: Workspace, from: string, to: string, team: string | undefined) {
  const { people: listed, teams } = await ws.rights.listing();
  const people = [...listed.values()].filter(isActive);
  const below = team === undefined ? undefined : teams.below(team);
  const some = below && people.filter(p => below.has(p.teamId ?? '')).map(p => p.user);
  const found = await requests(ws).inForceIn(ws.team, LEAVE, from, to, some);
  const byUser = new Map(people.map(p => [p.user, p]));
  const leaves = found.flatMap((r): Leave[] => {
    const form = leaveFormOf(r.form);
    return byUser.has(r.user) ? [{ user: r.user, form, calendar: calendarOf(ws.policy, form) }] : [];
  });
  const expected = (user: string, day: string): boolean => {
    const person = byUser.get(user);
    return person !== undefined && worksOn(ws.policy, person, day);
  };
  return { teams, leaves, expected, nameOf: (user: string) => byUser.get(user)?.name ?? user };
}

async function view(ws: Workspace, { person, w }: Viewing, shown: Shown): Promise<Modal> {
  const { calendar, today } = ws.policy.of(person);
  const { from, to } = spanOf(shown.span, shown.date);
  const { teams, leaves, nameOf, expected } = await factsOf(ws, from, to, shown.team);
  const holidayName = (date: string): string | undefined => {
    const name = calendar.holiday(date);
    return name === undefined || name === 'unknown' ? undefined : w.holiday(name);
  };
  const asked = { ...shown, teams: teamsFor(teams, person), today: today() };
  return awayCalendarModal(awayCalendar(asked, leaves, calendar, nameOf, holidayName, expected), w);
}

async function turn(ws: Workspace, press: Press): Promise<void> {
  const [span, date = ''] = press.value.split(':');
  if ((span !== 'week' && span !== 'month') || !isNear(date, ws.policy.of(press.person).today())) throw new NotFound();
  const { team } = shownIn(press);
  await press.redraw(await view(ws, press, { span, date, ...defined({ team }) }));
}

async function chooseTeam(ws: Workspace, press: Press): Promise<void> {
  const today = ws.policy.of(press.person).today();
  const { span = 'week', from = today } = shownIn(press);
  if (!isNear(from, today)) throw new NotFound();
  const team = chosenTeam(press.value);
  await press.redraw(await view(ws, press, { span, date: from, ...defined({ team }) }));
}

async function day(ws: Workspace, press: Press): Promise<Modal> {
  const [date = '', page = '1'] = press.value.split(':');
  if (!isNear(date, ws.policy.of(press.person).today())) throw new NotFound();
  const { team } = shownIn(press);
  const { leaves, nameOf, expected } = await factsOf(ws, date, date, team);
  const all = awayPeople(date, leaves, ws.policy.of(press.person).calendar, nameOf, expected);
  const { rows: people, ...shown } = paged(all, Number(page) || 1, AWAY_DAY_PAGE);
  return awayDayModal({ date, people, ...shown, ...defined({ team }) }, press.w);
}

/** Today's week, of a team where one is named and still there. */
export async function openAwayOf(ws: Workspace, press: Press, team: string): Promise<void> {
  const known = team !== '' && (await ws.people.organisation()).get(team) ? { team } : {};
  await press.open(await view(ws, press, { span: 'week', date: ws.policy.of(press.person).today(), ...known }));
}

export function awayRoutes(r: Routes): void {
  const right = { everyone: true } as const;
  r.open(calendarAction.openAway, right, (ws, press) => openAwayOf(ws, press, ''));
  for (const id of [calendarAction.awayEarlier, calendarAction.awayLater, calendarAction.awaySpan])
    r.open(id, right, turn);
  r.open(calendarAction.awayTeam, right, chooseTeam);
  r.open(calendarAction.awayDay, right, async (ws, press) => press.open(await day(ws, press)));
  for (const id of Object.values(calendarAction.awayDayPages))
    r.open(id, right, async (ws, press) => void (await press.redraw(await day(ws, press))));
}

/** The person's own team first. */
export function teamsFor(teams: Organisation, { teamId }: Person): TeamChoice[] {
  const all = teamChoices(teams);
  return [...all.filter(t => t.id === teamId), ...all.filter(t => t.id !== teamId)];
}
