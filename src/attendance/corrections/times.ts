import { addDays, atLocal, isDate, localDate } from '../../calendar/rules.ts';
import { clockTime } from '../../i18n/format.ts';
import { defined } from '../../shared/defined.ts';
import { isPlace, type Workday } from '../rules.ts';
import type { Draft, DraftSpan } from './rules.ts';

/** HH:mm on the wall clock of the day's zone. */
export interface TimedSpan {
  in?: string;
  out?: string;
  nextDay: boolean;
  /** a place, or `RECORDED` */
  place?: string;
}

/** Empty inputs are absent. */
export interface TimedDay {
  date: string;
  spans: TimedSpan[];
  breaks: { from?: string; to?: string }[];
  reason: string;
}

/** Several places of a span, as recorded. */
const RECORDED = 'recorded';

const MINUTE = 60_000;
/** A longer record keeps its rest. */
const SHOWN_SPANS = 8;
const SHOWN_BREAKS = 16;

export function timed(day: Workday | undefined, date: string, reason = ''): TimedDay {
  const spans = (day?.spans ?? []).slice(0, SHOWN_SPANS);
  const zone = day?.zone ?? 'UTC';
  const time = (ms: number): string => clockTime(ms, zone);
  return {
    date,
    reason,
    spans: spans.map(s => ({
      in: time(s.in),
      ...(s.out === undefined ? {} : { out: time(s.out) }),
      nextDay: s.out !== undefined && localDate(s.out, zone) > date,
      place: s.stays ? RECORDED : s.place,
    })),
    breaks: spans
      .flatMap(s => s.breaks)
      .slice(0, SHOWN_BREAKS)
      .map(b => ({ from: time(b.from), ...(b.to === undefined ? {} : { to: time(b.to) }) })),
  };
}

/**
 * The instants of a form. A time that reads as the recorded one stays that, to its second, also in an hour that comes
 * twice. A later span may begin after midnight; a break lies in the span that has room for it. `at`: the form's input
 * of each.
 */
export function readTimes(
  form: TimedDay,
  day: Workday | undefined,
  zone: string,
): { draft: Draft; at: { spans: number[]; breaks: number[] } } {
  const { date, reason } = form;
  if (!isDate(date)) return { draft: { date, spans: [], breaks: [], reason }, at: { spans: [], breaks: [] } };
  const read = reader(date, zone);
  const hidden = notShown(day);
  const spans = spansIn(form.spans, day, read);
  const breaks = breaksIn(
    form.breaks,
    (day?.spans ?? []).slice(0, SHOWN_SPANS).flatMap(s => s.breaks),
    spans.map(s => s.draft),
    read,
  );
  return {
    draft: {
      ...{ date, reason },
      spans: [...spans.map(s => s.draft), ...hidden.spans],
      breaks: [...breaks.map(b => b.draft), ...hidden.breaks],
    },
    at: { spans: spans.map(s => s.at), breaks: breaks.map(b => b.at) },
  };
}

/** On the day (0) or the next (1); `recorded` where it reads the same. */
type Read = (time: string, next: number, recorded?: number) => number;

function reader(date: string, zone: string): Read {
  return (time, next, recorded) => {
    const day = addDays(date, next);
    const same = recorded !== undefined && localDate(recorded, zone) === day && clockTime(recorded, zone) === time;
    return same ? recorded : atLocal(day, time, zone);
  };
}

/** The later of two times in one minute, so that hidden seconds keep the order. */
const notBefore = (ms: number, floor: number | undefined): number =>
  floor !== undefined && ms < floor && Math.floor(ms / MINUTE) === Math.floor(floor / MINUTE) ? floor : ms;

function spansIn(spans: readonly TimedSpan[], day: Workday | undefined, read: Read) {
  const found: { at: number; draft: DraftSpan }[] = [];
  for (const [at, s] of spans.entries()) {
    if (s.in === undefined && s.out === undefined) continue;
    const was = day?.spans[at];
    const before = found.at(-1)?.draft;
    const since = before?.out ?? before?.in;
    let from = s.in === undefined ? undefined : notBefore(read(s.in, 0, was?.in), since);
    if (
      s.in !== undefined &&
      from !== undefined &&
      since !== undefined &&
      from < since &&
      (s.nextDay || s.out === undefined)
    )
      from = notBefore(read(s.in, 1, was?.in), since);
    found.push({
      at,
      draft: {
        ...defined({ in: from }),
        ...(s.out === undefined ? {} : { out: read(s.out, s.nextDay ? 1 : 0, was?.out) }),
        ...(isPlace(s.place) ? { place: s.place } : {}),
        ...(was ? { was: at } : {}),
      },
    });
  }
  return found;
}

function breaksIn(
  breaks: TimedDay['breaks'],
  recorded: Workday['spans'][number]['breaks'],
  spans: readonly DraftSpan[],
  read: Read,
) {
  const room = (ms: number): DraftSpan | undefined => {
    const minute = Math.floor(ms / MINUTE) * MINUTE;
    const begun = (s: DraftSpan): boolean => s.in !== undefined && Math.floor(s.in / MINUTE) * MINUTE <= minute;
    return spans.find(s => begun(s) && ms < (s.out ?? Number.MAX_VALUE));
  };
  const found: { at: number; draft: Draft['breaks'][number] }[] = [];
  for (const [at, { from, to }] of breaks.entries()) {
    const was = recorded[at];
    if (from === undefined) {
      if (to !== undefined) found.push({ at, draft: { to: read(to, 0, was?.to) } });
      continue;
    }
    const next = !room(read(from, 0, was?.from)) && room(read(from, 1, was?.from)) ? 1 : 0;
    const span = room(read(from, next, was?.from));
    const begins = notBefore(read(from, next, was?.from), span?.in);
    if (to === undefined) {
      found.push({ at, draft: { from: begins } });
      continue;
    }
    const ends = read(to, next, was?.to);
    // Past midnight only where the span reaches it.
    const over = next === 0 && ends < begins ? read(to, 1, was?.to) : undefined;
    const late = over !== undefined && over <= (span?.out ?? 0) ? over : ends;
    found.push({ at, draft: { from: begins, to: late } });
  }
  return found;
}

/** What the form has no room for. */
function notShown(day: Workday | undefined): Pick<Draft, 'spans' | 'breaks'> {
  const all = day?.spans ?? [];
  const more = all.slice(SHOWN_SPANS);
  const breaks = all.slice(0, SHOWN_SPANS).flatMap(s => s.breaks);
  return {
    spans: more.map((s, i) => ({ in: s.in, ...defined({ out: s.out }), was: SHOWN_SPANS + i })),
    breaks: [...breaks.slice(SHOWN_BREAKS), ...more.flatMap(s => s.breaks)],
  };
}
