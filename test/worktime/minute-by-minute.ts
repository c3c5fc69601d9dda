import type { WorkCount } from '../../src/worktime/worktime.ts';

/** A case as a file has it. */
export interface FileCase {
  zone: string;
  breaks: 'statutory' | 'recorded';
  spans: { in: string; out: string; breaks?: { from: string; to: string }[] }[];
}

interface Shown {
  date: string;
  hour: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const remembered = new Map<string, Shown>();

/** What the wall clock shows in a minute, asked of Node itself. */
function shownIn(zone: string, minute: number): Shown {
  const key = `${zone} ${minute}`;
  const before = remembered.get(key);
  if (before) return before;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(zone, format);
  }
  const [date = '', time = ''] = format.format(minute * 60_000).split(' ');
  const shown = { date, hour: Number(time.slice(0, 2)) };
  remembered.set(key, shown);
  return shown;
}

const minuteOf = (text: string): number => Math.floor(Date.parse(text) / 60_000);

/**
 * The rules once more, written apart from the product: each minute of a day is checked and counted. Of the minutes of
 * presence by law the 241st to the 270th and the 511th to the 540th are the break, which is what the formula comes to.
 */
export function countedByMinute(input: FileCase): WorkCount {
  const dates = [...new Set(input.spans.map(s => shownIn(input.zone, minuteOf(s.in)).date))].sort();
  const days = dates.map(date => {
    const spans = input.spans
      .filter(s => shownIn(input.zone, minuteOf(s.in)).date === date)
      .map(s => ({ from: minuteOf(s.in), to: minuteOf(s.out), breaks: s.breaks ?? [] }));
    const breaks = spans.flatMap(s => s.breaks.map(b => ({ from: minuteOf(b.from), to: minuteOf(b.to) })));
    const first = Math.min(...spans.map(s => s.from));
    const last = Math.max(...spans.map(s => s.to));
    let span = 0;
    let allowed = 0;
    let present = 0;
    let atNight = 0;
    for (let minute = first; minute < last; minute++) {
      span++;
      const deducted = (span > 240 && span <= 270) || (span > 510 && span <= 540);
      if (!deducted || input.breaks === 'recorded') allowed++;
      if (!spans.some(s => s.from <= minute && minute < s.to)) continue;
      if (breaks.some(b => b.from <= minute && minute < b.to)) continue;
      present++;
      const { hour } = shownIn(input.zone, minute);
      if (hour >= 22 || hour < 6) atNight++;
    }
    const worked = Math.min(present, allowed);
    return { date, span, break: span - worked, worked, night: Math.min(atNight, worked) };
  });
  const weeks: WorkCount['weeks'] = [];
  for (const day of days) {
    const monday = new Date(`${day.date}T12:00:00Z`);
    while (monday.getUTCDay() !== 1) monday.setUTCDate(monday.getUTCDate() - 1);
    const name = monday.toISOString().slice(0, 10);
    let week = weeks.find(w => w.monday === name);
    if (!week) {
      week = { monday: name, worked: 0, overtime: 0, over52: 0 };
      weeks.push(week);
    }
    for (let minute = 0; minute < day.worked; minute++) {
      week.worked++;
      if (week.worked > 40 * 60) week.overtime++;
      if (week.worked > 52 * 60) week.over52++;
    }
  }
  return { days, weeks };
}
