import type { Db, Document } from 'mongodb';

/** The contract that step 5 counts a part-timer's leave by: minutes of their average day, and of a full-timer's. */
interface OwnDay {
  week: number[];
  day: number;
  fullDay: number;
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A schedule as it was stored: 'mon 5:00, wed 5:00'. */
function weekOf(schedule: string): number[] {
  const of = new Map(schedule.split(', ').map(part => part.split(' ') as [string, string]));
  return WEEKDAYS.map(name => {
    const [h = 0, m = 0] = (of.get(name) ?? '0:00').split(':').map(Number);
    return h * 60 + m;
  });
}

const sum = (week: readonly number[]): number => week.reduce((all, minutes) => all + minutes, 0);

/** Undefined: a full-timer's, or nobody knows. */
function ownDay(week: number[], dayLength: number): OwnDay | undefined {
  const fullDay = Math.min(480, dayLength);
  const worked = week.filter(minutes => minutes > 0).length;
  return worked > 0 && sum(week) < fullDay * 5 ? { week, day: sum(week) / worked, fullDay } : undefined;
}

export interface Contracts {
  /** of a person on a day */
  of(team: string, user: string, date: string): OwnDay | undefined;
  /** of a week that a request had stored */
  ofWeek(team: string, week: number[], date: string): OwnDay | undefined;
}

export async function contractsIn(db: Db): Promise<Contracts> {
  const [people, settings] = await Promise.all([
    db
      .collection('people')
      .find({ 'terms.schedule': { $exists: true } })
      .toArray(),
    db.collection<Document>('settings').find({}).toArray(),
  ]);
  const byPerson = new Map(people.map(p => [`${p.team}:${p.user}`, p.terms as Document[]]));
  const versions = new Map(settings.map(s => [String(s._id), (s.policy ?? []) as Document[]]));
  const latest = (dated: readonly Document[] | undefined, date: string): Document | undefined =>
    dated
      ?.filter(d => d.from <= date)
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
      .at(-1);
  const dayLength = (team: string, date: string): number =>
    latest(
      versions.get(team)?.filter(v => v.change?.workingTime?.dayLength !== undefined),
      date,
    )?.change.workingTime.dayLength ?? 480;
  const ofWeek: Contracts['ofWeek'] = (team, week, date) => ownDay(week, dayLength(team, date));
  return {
    ofWeek,
    of: (team, user, date) => {
      const schedule = latest(byPerson.get(`${team}:${user}`), date)?.schedule;
      return schedule === undefined ? undefined : ofWeek(team, weekOf(schedule), date);
    },
  };
}
