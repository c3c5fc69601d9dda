import { z } from 'zod';
import { AWAY_DAY_PAGE, awayCalendarModal, awayDayModal, chosenTeam } from '../../../blocks/away.ts';
import { calendarAction } from '../../../blocks/calendar-ids.ts';
import type { Modal } from '../../../blocks/kit.ts';
import type { RequestStore } from '../../approvals/store.ts';
import { type Calendar, localDate } from '../../calendar/rules.ts';
import { leaveFormOf } from '../../leave-record/form.ts';
import type { People } from '../../people/actions.ts';
import type { Person } from '../../people/rules.ts';
import type { Policy } from '../../settings/policy.ts';
import type { Clock } from '../../shared/clock.ts';
import { defined } from '../../shared/defined.ts';
import { paged } from '../../shared/portions.ts';
import { NotFound, readMetadata } from '../../slack/metadata.ts';
import type { Acting, Press, Router } from '../../slack/router.ts';
import { isExpectedOn } from '../../worktime/expected.ts';
import { LEAVE } from '../leaves.ts';
import { awayCalendar, awayPeople, isNear, type Leave, type Span, spanOf } from './present.ts';

interface Parts {
  requests: RequestStore;
  people: People;
  calendar: Calendar;
  policyOn: (date: string) => Policy;
  clock: Clock;
  team: () => string;
  zone: string;
}

const metadataSchema = z.object({
  span: z.enum(['week', 'month']).optional(),
  from: z.string().optional(),
  team: z.string().optional(),
});
type Shown = { span: Span; date: string; team?: string };

/** Who is away by week and month, from Home: everybody sees names, and of private kinds of leave only that they are away. */
export function awaySlack(router: Router, o: Parts): void {
  const today = (): string => localDate(o.clock.now(), o.zone);
  const shownIn = (press: Press) => readMetadata(metadataSchema, press.view?.metadata ?? '') ?? {};

  async function facts(from: string, to: string, team: string | undefined) {
    const people = await o.people.active();
    const some = team === undefined ? undefined : people.filter(p => p.teamName === team).map(p => p.user);
    const found = await o.requests.inForceIn(o.team(), LEAVE, from, to, some);
    const byUser = new Map(people.map(p => [p.user, p]));
    const leaves = found.flatMap((r): Leave[] =>
      byUser.has(r.user) ? [{ user: r.user, form: leaveFormOf(r.form) }] : [],
    );
    const expected = (user: string, day: string): boolean => {
      const person = byUser.get(user);
      return person !== undefined && isExpectedOn(person, day, o);
    };
    return { people, leaves, expected, nameOf: (user: string) => byUser.get(user)?.name ?? user };
  }

  async function view({ person, w }: Pick<Acting, 'person' | 'w'>, shown: Shown): Promise<Modal> {
    const { from, to } = spanOf(shown.span, shown.date);
    const { people, leaves, nameOf, expected } = await facts(from, to, shown.team);
    const holidayName = (date: string): string | undefined => {
      const name = o.calendar.holiday(date);
      return name === undefined || name === 'unknown' ? undefined : w.holiday(name);
    };
    const asked = { ...shown, teams: teamsOf(people, person), today: today() };
    return awayCalendarModal(awayCalendar(asked, leaves, o.calendar, nameOf, holidayName, expected), w);
  }

  router.opens(calendarAction.openAway, async press => {
    await press.open(await view(press, { span: 'week', date: today() }));
  });

  const turn = async (press: Press): Promise<void> => {
    const [span, date = ''] = press.value.split(':');
    if ((span !== 'week' && span !== 'month') || !isNear(date, today())) throw new NotFound();
    const { team } = shownIn(press);
    await press.redraw(await view(press, { span, date, ...defined({ team }) }));
  };
  router.opens(calendarAction.awayEarlier, turn);
  router.opens(calendarAction.awayLater, turn);
  router.opens(calendarAction.awaySpan, turn);

  router.opens(calendarAction.awayTeam, async press => {
    const { span = 'week', from = today() } = shownIn(press);
    if (!isNear(from, today())) throw new NotFound();
    const team = chosenTeam(press.value);
    await press.redraw(await view(press, { span, date: from, ...defined({ team }) }));
  });

  async function day(press: Press): Promise<Modal> {
    const [date = '', page = '1'] = press.value.split(':');
    if (!isNear(date, today())) throw new NotFound();
    const { team } = shownIn(press);
    const { leaves, nameOf, expected } = await facts(date, date, team);
    const all = awayPeople(date, leaves, o.calendar, nameOf, expected);
    const { rows: people, ...shown } = paged(all, Number(page) || 1, AWAY_DAY_PAGE);
    return awayDayModal({ date, people, ...shown, ...defined({ team }) }, press.w);
  }

  router.opens(calendarAction.awayDay, async press => press.open(await day(press)));
  const turnDay = async (press: Press): Promise<void> => void (await press.redraw(await day(press)));
  router.opens(calendarAction.awayDayPages.next, turnDay);
  router.opens(calendarAction.awayDayPages.back, turnDay);
}

/** The person's own team first, then the others by name. */
function teamsOf(people: readonly Person[], person: Person): string[] {
  const names = new Set(people.flatMap(p => p.teamName ?? []));
  const others = [...names].filter(n => n !== person.teamName).sort((a, b) => a.localeCompare(b, 'ko'));
  return person.teamName !== undefined && names.has(person.teamName) ? [person.teamName, ...others] : others;
}
