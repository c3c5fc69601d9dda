import { DateTime } from 'luxon';

const at = (seconds: number, zone: string, locale: string): DateTime =>
  DateTime.fromSeconds(seconds, { zone }).setLocale(locale);

/** `오전 9:12` or `9:12 AM`, from a Slack timestamp (seconds as text). */
export function clockTime(ts: string, zone: string, locale: string): string {
  return at(Number(ts), zone, locale).toLocaleString(DateTime.TIME_SIMPLE);
}

/** The full date and time, for a title. */
export function fullTime(ts: string, zone: string, locale: string): string {
  return at(Number(ts), zone, locale).toLocaleString(DateTime.DATETIME_MED_WITH_WEEKDAY);
}

/** The local day of a timestamp, `2026-11-24`. */
export function dayOf(ts: string, zone: string): string {
  return at(Number(ts), zone, 'en').toISODate() ?? '';
}

/** `2026-11-24` as people read it, with the weekday. */
export function dayName(day: string, locale: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).setLocale(locale).toLocaleString(DateTime.DATE_MED_WITH_WEEKDAY);
}

/** The workspace's time for the clock in the corner. `now` in ms. */
export function clockFace(now: number, zone: string, locale: string): { day: string; time: string; iso: string } {
  const moment = DateTime.fromMillis(now, { zone }).setLocale(locale);
  return {
    day: moment.toLocaleString({ month: 'short', day: 'numeric', weekday: 'short' }),
    time: moment.toFormat('HH:mm'),
    iso: moment.toFormat("yyyy-MM-dd'T'HH:mm"),
  };
}

/** `UTC+9` or `UTC−5` for a zone now, with the city. */
export function zoneName(zone: string, now: number): string {
  const offset = DateTime.fromMillis(now, { zone }).toFormat('Z').replace('-', '−');
  return `${zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone} (UTC${offset})`;
}

/** Local date and time in a zone to seconds since the epoch, and back. */
export function toSeconds(date: string, time: string, zone: string): number {
  return Math.floor(DateTime.fromISO(`${date}T${time}`, { zone }).toSeconds());
}

export function fromSeconds(seconds: number, zone: string): { date: string; time: string } {
  const moment = at(seconds, zone, 'en');
  return { date: moment.toISODate() ?? '', time: moment.toFormat('HH:mm') };
}

/** Fills Slack's date tokens (docs: formatting, "date formatting") in the reader's zone. */
export function slackDate(seconds: number, format: string, zone: string, locale: string, now: number): string {
  const moment = at(seconds, zone, locale);
  const long = (): string => moment.toLocaleString({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
  const pretty = (other: () => string): string => {
    const days = moment.startOf('day').diff(DateTime.fromMillis(now, { zone }).startOf('day'), 'days').days;
    return Math.abs(days) <= 1
      ? (moment.toRelativeCalendar({ base: DateTime.fromMillis(now, { zone }) }) ?? other())
      : other();
  };
  const med = (): string => moment.toLocaleString(DateTime.DATE_MED);
  const full = (): string => moment.toLocaleString(DateTime.DATE_FULL);
  const tokens: Record<string, () => string> = {
    date_num: () => moment.toFormat('yyyy-MM-dd'),
    date_slash: () => moment.toFormat('MM/dd/yyyy'),
    date: full,
    date_short: med,
    date_long: long,
    date_pretty: () => pretty(full),
    date_short_pretty: () => pretty(med),
    date_long_pretty: () => pretty(long),
    day_divider_pretty: () => pretty(long),
    time: () => moment.toLocaleString(DateTime.TIME_SIMPLE),
    time_secs: () => moment.toLocaleString(DateTime.TIME_WITH_SECONDS),
    ago: () => moment.toRelative({ base: DateTime.fromMillis(now, { zone }) }) ?? med(),
  };
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => tokens[name]?.() ?? whole);
}
