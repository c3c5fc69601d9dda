import type { SummaryModel } from '../../blocks/reports.ts';
import type { Description } from '../approvals/kinds.ts';
import { statusOf, type Workday, workedIn } from '../attendance/rules.ts';
import type { Words } from '../i18n/index.ts';
import { AWAY, type AwayPerson } from '../leave/rules.ts';

/** What a day's summary is made of. Names are raw; times are ms since the epoch. */
export interface SummaryFacts {
  date: string;
  now: number;
  zone: string;
  /** all who work here, by name */
  people: { user: string; name: string }[];
  /** days of the date, and open ones from before */
  days: (Workday & { user: string })[];
  /** approved leaves of the date; none on a day off */
  away: AwayPerson[];
  /** a day on which nobody is expected */
  dayOff: boolean;
  waiting: { user: string; sentAt: number; told: Description }[];
  byHand?: string;
}

/** A request that waits this long is late; one whose first day has come always is. ms. */
export const LATE_AFTER_MS = 24 * 3_600_000;

/** The day's summary as its message shows it. Pure. */
export function summarize(f: SummaryFacts, w: Words): SummaryModel {
  const nameOf = new Map(f.people.map(p => [p.user, p.name]));
  const name = (user: string): string => nameOf.get(user) ?? user;
  const dayOf = new Map(f.days.map(d => [d.user, d]));
  const away = new Set(f.away.filter(a => a.whole).map(a => a.user));
  const present: SummaryModel['present'] = [];
  const stillIn: SummaryModel['stillIn'] = [];
  const notIn: SummaryModel['notIn'] = [];
  for (const { user, name: who } of f.people) {
    const day = dayOf.get(user);
    const status = statusOf(day, f.now);
    if (day && status.is !== 'out') {
      const last = day.spans.at(-1)?.out;
      present.push({
        name: who,
        from: w.time(day.spans[0]?.in ?? f.now, f.zone),
        ...(last === undefined ? {} : { to: w.time(last, f.zone) }),
        worked: workedIn(day, f.now).worked,
        places: [...new Set(day.spans.map(s => s.place))],
      });
      if (status.is !== 'done') stillIn.push({ name: who, since: w.time(status.since, f.zone) });
    } else if (!f.dayOff && !away.has(user)) {
      const half = f.away.find(a => a.user === user);
      notIn.push({ name: who, ...(half ? { half: half.type } : {}) });
    }
  }
  return {
    date: f.date,
    asOf: w.time(f.now, f.zone),
    ...(f.byHand ? { byHand: f.byHand } : {}),
    numbers: {
      present: present.length,
      stillIn: stillIn.length,
      notIn: notIn.length,
      away: new Set(f.away.map(a => a.user)).size,
      waiting: f.waiting.length,
    },
    stillIn,
    notIn,
    present,
    away: byType(f.away, name),
    waiting: f.waiting.map(r => ({
      name: name(r.user),
      what: `${r.told.private ? w.leaveType(AWAY) : r.told.what} ${r.told.when}`,
      since: w.moment(r.sentAt, f.zone),
    })),
  };
}

function byType(away: SummaryFacts['away'], name: (user: string) => string): SummaryModel['away'] {
  const types = new Map<string, string[]>();
  for (const a of away) types.set(a.type, [...(types.get(a.type) ?? []), name(a.user)]);
  return [...types].map(([type, names]) => ({ type, names }));
}
