import { z } from 'zod';
import { calendarAction } from '../../../blocks/calendar-ids.ts';
import { gridPersonModal, gridTeam, teamGridModal } from '../../../blocks/team-grid.ts';
import { requests } from '../../approvals/store.ts';
import { addDays, datesBetween, isDate, monthBounds } from '../../calendar/rules.ts';
import { leaveFormOf } from '../../leave-record/form.ts';
import { may } from '../../people/may.ts';
import type { Action } from '../../people/roles.ts';
import { isActive } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import { type ListModal, onList, queryIn } from '../../slack/list-modal.ts';
import { found, NotFound } from '../../slack/metadata.ts';
import type { Press } from '../../slack/router.ts';
import type { Routes } from '../../workspace/routes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isNear } from '../away/present.ts';
import { teamsFor } from '../away/slack.ts';
import { LEAVE } from '../leaves.ts';
import { absencesIn, dayKind, monthOf, usualKind } from './kind.ts';
import { gridModel, gridPage, rowOf } from './present.ts';

const schema = z.object({
  month: z.string().refine(month => isDate(`${month}-01`)),
  only: z.boolean(),
  page: z.int().min(1),
  team: z.string().optional(),
});
type GridQuery = z.infer<typeof schema>;

const grid: ListModal<Workspace, GridQuery> = {
  schema,
  pages: calendarAction.gridPages,
  filters: {
    [calendarAction.gridEarlier]: month => ({ month }),
    [calendarAction.gridLater]: month => ({ month }),
    [calendarAction.gridOnly]: shown => ({ only: shown === 'away' }),
    [calendarAction.gridTeam]: team => ({ team: gridTeam(team) }),
  },
  draw: async (ws, { person, w }, { month, team, only, page }) => {
    const today = ws.policy.today();
    const { first, last } = monthBounds(`${month}-01`);
    if (!isNear(first, today)) throw new NotFound();
    const { people: listed, teams } = await ws.rights.listing();
    const all = [...listed.values()].filter(isActive);
    const below = team === undefined ? undefined : teams.below(team);
    const people = below ? all.filter(p => below.has(p.teamId ?? '')) : all;
    const absent = await absencesIn(ws, people, month);
    const shown = gridPage({ only, page }, { people, absent }).rows.map(p => p.user);
    const leaves = await requests(ws).inForceIn(ws.team, LEAVE, first, last, shown);
    const personOf = new Map(people.map(p => [p.user, p]));
    const near = (date: string) => (isNear(date, today) ? monthOf(date) : undefined);
    const asked = {
      ...{ month, only, page, today, teams: teamsFor(teams, person) },
      ...defined({ team, earlier: near(addDays(first, -1)), later: near(addDays(last, 1)) }),
    };
    const model = gridModel(asked, {
      ...{ people, absent },
      leaves: leaves.map(r => ({ user: r.user, form: leaveFormOf(r.form) })),
      dayOf: (user, date) => dayKind(ws, personOf.get(user), date),
      usual: date => usualKind(ws, date),
    });
    return teamGridModal(model, w);
  },
};

/** The month of today, of everybody or a team. */
async function openGrid(ws: Workspace, press: Press, team = press.value): Promise<void> {
  const month = monthOf(ws.policy.today());
  await press.open(grid.draw(ws, press, { month, only: false, page: 1, ...defined({ team: team || undefined }) }));
}

/** What whoever looks may know of the person's leave. */
async function openPerson(ws: Workspace, press: Press): Promise<void> {
  const { month } = queryIn(grid, press);
  const [person] = await ws.people.some([press.value]);
  if (!person || !isActive(person)) throw new NotFound();
  const { first, last } = monthBounds(`${month}-01`);
  const own = await requests(ws).inForceIn(ws.team, LEAVE, first, last, [person.user]);
  const directory = await ws.rights.listing();
  const isAllowed = (action: Action): boolean =>
    may(directory.actor(press.person.user), action, directory.subject(person.user)) === 'yes';
  const open = isAllowed('see-leave');
  const dates = datesBetween(first, last);
  const forms = own.map(r => leaveFormOf(r.form));
  const row = found(rowOf(person, dates, forms, { dayOf: (_, date) => dayKind(ws, person, date) }, open));
  await press.open(gridPersonModal({ row, dates, month, open, window: isAllowed('see-person') }, press.w));
}

export function gridRoutes(r: Routes): void {
  const right = { everyone: true } as const;
  r.open(calendarAction.openGrid, right, (ws, press) => openGrid(ws, press));
  onList(grid, (id, turn) => r.open(id, right, turn));
  r.open(calendarAction.gridPerson, right, openPerson);
}
