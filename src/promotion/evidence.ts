import { DateTime } from 'luxon';
import type { Grant } from '../grants/ledger/types.ts';
import type { Words } from '../i18n/index.ts';
import { shown } from '../leave-record/units.ts';
import type { Person } from '../people/rules.ts';
import { datesOf, entryOf } from './present.ts';
import type { Notice } from './store.ts';

/** A notice with its person and grants. */
export interface EvidenceFacts {
  doc: Notice;
  person: Pick<Person, 'name' | 'employeeNo'>;
  left: number;
  /** of part-timers: amounts are hours */
  fullDay?: number;
  grants: readonly Grant[];
}

/**
 * The evidence of all notices, a row each: what was sent when, when it was read and what was answered. Times are in the
 * workplace's zone with its offset, so that they are unambiguous everywhere.
 */
export function evidenceRows(
  facts: readonly EvidenceFacts[],
  o: { nameOf: (user: string) => string; zone: string; w: Words },
): string[][] {
  const t = o.w.promotion.evidence;
  const time = (ms: number | undefined): string =>
    ms === undefined ? '' : DateTime.fromMillis(ms, { zone: o.zone }).toFormat('yyyy-MM-dd HH:mm:ss ZZ');
  const who = (user: string | undefined): string => (user === undefined ? '' : o.nameOf(user));
  const rows = facts.map(({ doc, person, left, fullDay, grants }) => {
    const days = (amount: number | undefined): string =>
      amount === undefined ? '' : o.w.leave.figure(shown(amount, fullDay));
    const [sent, seen, excluded] = [
      entryOf(doc, 'sent'),
      entryOf(doc, 'seen'),
      doc.history.findLast(h => h.what === 'excluded'),
    ];
    const entries = (what: 'answered' | 'designated') => doc.history.filter(h => h.what === what);
    const [answered, designated] = [entries('answered'), entries('designated')];
    const granted = grants.map(g => `${o.w.ledger.kind(g.kind)} ${g.on} ${days(g.amount)}`);
    return [
      person.name,
      person.employeeNo ?? '',
      o.w.promotion.article[doc.stage] ?? doc.stage,
      granted.length > 0 ? granted.join('; ') : doc.grants.join('; '),
      doc.usableUntil,
      days(doc.prepared),
      days(doc.sent),
      days(left),
      t.state[doc.state] ?? doc.state,
      time(entryOf(doc, 'prepared')?.at),
      time(sent?.at),
      who(sent?.by),
      time(doc.delivered?.at),
      doc.delivered?.channel ?? '',
      // A prefix keeps spreadsheets from rounding it.
      doc.delivered ? `ts ${doc.delivered.ts}` : '',
      time(seen?.at),
      seen?.where ? (t.where[seen.where] ?? '') : '',
      answered.map(h => time(h.at)).join('; '),
      datesOf(doc, 'answered').join('; '),
      designated.map(h => time(h.at)).join('; '),
      [...new Set(designated.map(h => who(h.by)))].join('; '),
      datesOf(doc, 'designated').join('; '),
      time(doc.history.findLast(h => h.what === 'seen-dates')?.at),
      doc.history
        .filter(h => h.what === 'work-refused')
        .map(h => `${h.dates?.join() ?? ''} (${time(h.at)})`)
        .join('; '),
      doc.designateBy,
      doc.state === 'excluded' ? (excluded?.reason ?? '') : '',
    ];
  });
  return [t.head, ...rows];
}
