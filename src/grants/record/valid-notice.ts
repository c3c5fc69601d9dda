import { localDate } from '../../calendar/rules.ts';
import { UNITS_PER_DAY } from '../../leave-record/units.ts';
import type { NoticeEntry, StoredNotice } from './schema.ts';

const HALF = UNITS_PER_DAY / 2;

/** Whether the dates that the employer designated last wait for their person's confirmation. */
export function isUnconfirmed({ history }: Pick<StoredNotice, 'history'>): boolean {
  const designated = history.findLast(h => h.what === 'designated');
  return designated !== undefined && !history.some(h => h.what === 'seen-dates' && h.at >= designated.at);
}

/**
 * Whether days that lapse after this notice need not be paid (LSA 61): it was sent in its window, its person confirmed
 * it (a message counts only if it was received and known: 임금근로시간과-335, 2022-12-02), every day got a date in
 * time, and dates that the employer designated were confirmed, too. `zone`: the workplace's.
 */
export function isValid(notice: StoredNotice, zone: string): boolean {
  const { history, state, from, to, designateBy } = notice;
  const last = (what: NoticeEntry['what']): NoticeEntry | undefined => history.findLast(h => h.what === what);
  const dayOf = (h: NoticeEntry): string => localDate(h.at, zone);
  const sent = history.find(h => h.what === 'sent');
  if (state !== 'sent' || !sent || dayOf(sent) < from || to < dayOf(sent) || !last('seen')) return false;
  const dated = history.filter(h => h.what === 'answered' || (h.what === 'designated' && dayOf(h) <= designateBy));
  const left = dated.at(-1)?.left;
  // Notices of older versions did not keep what was left.
  const dates = new Set(dated.flatMap(h => h.dates ?? [])).size;
  const isDated = left === undefined ? dates * UNITS_PER_DAY > (notice.sent ?? 0) - HALF : left < HALF;
  return dated.length > 0 && isDated && !isUnconfirmed(notice);
}
