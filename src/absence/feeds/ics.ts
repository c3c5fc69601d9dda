import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventTransparency } from 'ical-generator';
import type { RequestDoc } from '../../approvals/store.ts';
import { addDays, type Calendar } from '../../calendar/rules.ts';
import type { Words } from '../../i18n/index.ts';
import { type LeaveForm, leaveFormOf, typeCode } from '../../leave-record/form.ts';
import { countLeave } from '../../leave-record/rules.ts';
import { type ArrangedDay, awayClock } from '../../worktime/away.ts';
import { instantOf } from '../../worktime/layout.ts';

/** Refresh interval of calendar programs, s. */
const TTL = 3600;

export interface FeedFacts {
  name: string;
  leaves: readonly Pick<RequestDoc, '_id' | 'team' | 'user' | 'form' | 'history'>[];
  /** where the feed shows several people */
  nameOf?: (user: string) => string;
  arrangedOn: (user: string, date: string) => ArrangedDay;
  calendarOf: (form: LeaveForm) => Calendar;
}

/** iCalendar (RFC 5545), deterministic for its digest. Private kinds say only "away"; reasons are left out. */
export function feedText(f: FeedFacts, w: Words): string {
  const calendar = ical({
    // The library escapes texts of events only.
    name: f.name.replace(/\s+/g, ' ').replace(/[\\;,]/g, '\\$&'),
    prodId: { company: 'Daybook', product: 'Leave' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: TTL,
  });
  const read = f.leaves.map(r => ({ request: r, form: leaveFormOf(r.form) }));
  const order = (l: (typeof read)[number]): string => `${l.form.from} ${l.request._id}`;
  for (const { request: r, form } of read.sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    // All its days became holidays.
    if (countLeave(form, f.calendarOf(form)).days === 0) continue;
    const what = form.as.private ? w.leaveType('away') : w.leaveType(typeCode(form));
    const changed = new Date(r.history.at(-1)?.at ?? 0);
    const day = f.arrangedOn(r.user, form.from);
    const clock = awayClock(form, day);
    // Half a day at freely chosen hours does not take the whole day.
    const isFree = f.nameOf !== undefined || (form.part !== undefined && clock === undefined);
    calendar.createEvent({
      id: `${r._id}@${r.team.toLowerCase()}.daybook`,
      summary: f.nameOf ? w.feeds.event(f.nameOf(r.user), what) : what,
      ...(form.standIn ? { description: w.standIn.by(form.standIn.name) } : {}),
      stamp: changed,
      lastModified: changed,
      sequence: Math.max(0, r.history.length - 1),
      // A colleague's leave takes none of the reader's time.
      transparency: isFree ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
      ...(isFree ? {} : { busystatus: ICalEventBusyStatus.OOF }),
      ...timesOf(form, clock, day.zone),
    });
  }
  return calendar.toString();
}

const utc = (date: string): Date => new Date(`${date}T00:00:00Z`);

function timesOf(form: LeaveForm, clock: ReturnType<typeof awayClock>, zone: string) {
  if (!clock) return { start: utc(form.from), end: utc(addDays(form.to, 1)), allDay: true };
  const [from, to] = clock;
  return { start: new Date(instantOf(form.from, from, zone)), end: new Date(instantOf(form.from, to, zone)) };
}
