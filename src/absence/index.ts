import { calendarAction } from '../../blocks/calendar-ids.ts';
import { personTouches, policyTouches } from '../administration/points.ts';
import { teamAway, wholeDayAway } from '../approvals/points.ts';
import { requests } from '../approvals/store.ts';
import { unknownAhead } from '../calendar/days.ts';
import { figureKinds } from '../figures/kinds.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { type AwayPerson, awayOn } from '../leave-record/rules.ts';
import { recountsLeaves } from '../settings/change.ts';
import type { Feature } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { noticeUnknownYears } from './actions.ts';
import { awayRoutes } from './away/slack.ts';
import { FEEDS_PREFIX } from './feeds/actions.ts';
import { answerFeed } from './feeds/http.ts';
import { feedRoutes } from './feeds/slack.ts';
import { feedDocs } from './feeds/store.ts';
import { absenceKind } from './grid/kind.ts';
import { gridRoutes } from './grid/slack.ts';
import { LEAVE } from './leaves.ts';
import { matesAway } from './mates.ts';
import { recountOnce, tellRecounted, tellUnknownYear } from './recount.ts';
import { recountHolidays, tellOtherHolidays } from './recount-holidays.ts';
import { tellShort } from './recount-note.ts';
import { recountSchedules, tellRescheduled } from './recount-schedule.ts';
import { calendarRoutes } from './slack.ts';
import { touchedByTerms, touchedLeaves } from './touched.ts';

export const absence: Feature = {
  name: 'absence',
  collections: [feedDocs],
  provides: [
    managed.provide({
      ...{ section: 'first', order: 14, action: calendarAction.openDays, right: 'change-calendar' },
      label: (w, n) => w.manage.todo.unknownYears(n),
      count: async ws => {
        const offices = [undefined, ...ws.policy.offices.filter(o => !o.archived).map(o => o.id)];
        const places = offices.map(o => ws.policy.ofOffice(o));
        return new Set(places.flatMap(p => unknownAhead(p.today(), p.calendar))).size;
      },
    }),
    managed.provide({
      ...{ section: 'calendar', order: 10, action: calendarAction.openDays, right: 'change-calendar' },
      label: w => w.calendar.title,
      hint: w => w.manage.hints.calendar,
    }),
    managed.provide({
      ...{ section: 'records', order: 50, action: calendarAction.openGrid, right: 'see-now' },
      label: w => w.teamGrid.title,
      hint: w => w.teamGrid.hint,
    }),
    figureKinds.provide(absenceKind),
    teamAway.provide(matesAway),
    wholeDayAway.provide(async ws => {
      // Each on today in their office; of one office nobody has to be read.
      const dates = ws.policy.todays();
      const [first, last] = [dates[0] as string, dates.at(-1) as string];
      const leaves = await requests(ws).inForceIn(ws.team, LEAVE, first, last);
      const people = first === last ? [] : await ws.people.some([...new Set(leaves.map(r => r.user))]);
      const persons = new Map(people.map(p => [p.user, p]));
      const todayOf = (user: string): string => ws.policy.of(persons.get(user)).today();
      const away = dates.flatMap(date => {
        const here = leaves.filter(
          ({ user, period }) => todayOf(user) === date && period.from <= date && date <= period.to,
        );
        return awayOn(
          date,
          here.map(r => ({ user: r.user, form: leaveFormOf(r.form) })),
          true,
        );
      });
      const kind = (a: AwayPerson) => (a.longLeave ? 'long' : 'day');
      return new Map(away.filter(a => a.whole).map(a => [a.user, kind(a)]));
    }),
    personTouches.provide(touchedByTerms),
    policyTouches.provide({ counts: ['leave'], by: recountsLeaves, touched: touchedLeaves }),
  ],
  routes: r => {
    calendarRoutes(r);
    awayRoutes(r);
    gridRoutes(r);
    feedRoutes(r);
  },
  effects: [
    ...[recountOnce, tellRecounted, tellUnknownYear, recountHolidays, tellOtherHolidays],
    ...[recountSchedules, tellRescheduled, tellShort],
  ],
  jobs: [{ name: 'calendar', run: noticeUnknownYears }],
  pages: [{ path: FEEDS_PREFIX, handle: answerFeed }],
};
