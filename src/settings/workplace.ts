import { type Calendar, type HolidayName, koreanCalendar, localDate } from '../calendar/rules.ts';
import type { Language } from '../i18n/index.ts';
import type { Clock } from '../shared/clock.ts';
import { inForce, type Policy, type PolicyVersion } from './policy.ts';
import type { PolicyStore } from './store.ts';

/** The policy as the rest of the program reads it: at each use, without waiting, as it is in force on the day concerned. */
export interface Workplace {
  /** today's */
  readonly zone: string;
  /** of channels, and of people whose Slack speaks neither language; today's */
  readonly language: Language;
  /** each day's holidays by the policy in force on that day */
  readonly calendar: Calendar;
  /** the days from which another policy is in force, in order; '' stands for ever before */
  readonly changes: readonly string[];
  today(): string;
  on(day: string): Policy;
  now(): Policy;
  /** reads what other processes may have changed, if that was not done within the last second */
  freshen(): Promise<void>;
  /** reads it now: after a change of one's own */
  reload(): Promise<void>;
}

const FRESH_MS = 1_000;

/** A stretch of days with the same policy. */
interface Stretch {
  from: string;
  policy: Policy;
  calendar: Calendar;
}

export function workplaceOf(o: { store: PolicyStore; clock: Clock; team: () => string; defaults: Policy }): Workplace {
  let stretches = stretchesOf(o.defaults, []);
  let version = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  const at = (day: string): Stretch => stretches.findLast(s => s.from <= day) ?? (stretches[0] as Stretch);
  // The zone has a date too, and is looked up by the configured zone's day, as in `change.ts`.
  const zone = (): string => at(localDate(o.clock.now(), o.defaults.workingTime.zone)).policy.workingTime.zone;
  const today = (): string => localDate(o.clock.now(), zone());
  const on = (day: string): Policy => at(day).policy;

  async function read(): Promise<void> {
    const begun = o.clock.now();
    const stored = await o.store.get(o.team());
    readAt = begun;
    if (stored.version === version) return;
    version = stored.version;
    stretches = stretchesOf(o.defaults, stored.versions);
  }

  return {
    get zone() {
      return zone();
    },
    get language() {
      return on(today()).people.language;
    },
    calendar: { holiday: date => at(date).calendar.holiday(date) },
    get changes() {
      return stretches.map(s => s.from);
    },
    today,
    on,
    now: () => on(today()),
    reload: read,
    freshen: () => {
      if (Math.abs(o.clock.now() - readAt) < FRESH_MS) return Promise.resolve();
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}

function stretchesOf(defaults: Policy, versions: readonly PolicyVersion[]): Stretch[] {
  const days = ['', ...new Set(versions.map(v => v.from))].sort();
  return days.map(from => {
    const policy = inForce(defaults, versions, from);
    return { from, policy, calendar: calendarOf(policy) };
  });
}

function calendarOf({ workingTime: { holidays, companyDays } }: Policy): Calendar {
  const own = companyDays.map(({ date, name }) => ({ date, name: { ko: name, en: name } }));
  if (holidays === 'kr') return koreanCalendar(own);
  const days = new Map<string, HolidayName>(own.map(d => [d.date, d.name]));
  return { holiday: date => days.get(date) };
}
