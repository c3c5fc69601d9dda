import type { Calendar } from '../calendar/rules.ts';
import type { Office, OfficeValues, OfficeVersion } from './offices.ts';
import { type Added, countriesOf, type Place, placeFrom } from './places.ts';
import type { Policy, PolicyChange, PolicyVersion } from './policy.ts';
import type { StoredPolicy } from './store.ts';

/** Holidays of an office from `from` on, before and after a change, with the days that administrators added. */
export interface Moved {
  from: string;
  /** absent: the first one */
  office?: string;
  /** who changed it; empty as long as nobody has */
  by: string;
  before: Calendar;
  after: Calendar;
  was: Policy['workingTime'];
  is: Policy['workingTime'];
}

/** A stored version, or a proposed change. */
export type HolidaysChange =
  | { version: number }
  | { from: string; change: PolicyChange }
  | { office: string; version: number }
  | { office: string; from: string; values: OfficeValues };

interface Stored {
  defaults: Policy;
  settings: StoredPolicy;
  offices: readonly Office[];
  addedIn: (office: string | undefined) => Added;
  at: number;
}

/** Undefined: there is no such version. A proposed change comes after all that are stored. */
export async function movedBy(of: HolidaysChange, s: Stored): Promise<Moved | undefined> {
  return 'office' in of ? movedInOffice(of, s) : movedInFirst(of, s);
}

async function movedInFirst(of: Exclude<HolidaysChange, { office: string }>, s: Stored): Promise<Moved | undefined> {
  const { versions } = s.settings;
  const next = { version: versions.length + 1, by: '', at: s.at, key: '' };
  const moved: PolicyVersion | undefined =
    'version' in of ? versions.find(v => v.version === of.version) : { ...next, ...of };
  if (!moved) return undefined;
  const countries = await countriesOf([...versions, moved]);
  const earlier = versions.filter(v => v.version < moved.version);
  const place = (by: readonly PolicyVersion[]): Place =>
    placeFrom({ defaults: s.defaults, versions: by, countries, added: s.addedIn(undefined) });
  return between(moved, place(earlier), place([...earlier, moved]));
}

async function movedInOffice(of: Extract<HolidaysChange, { office: string }>, s: Stored): Promise<Moved | undefined> {
  const { office } = of;
  const versions = s.offices.find(f => f.id === office)?.versions ?? [];
  const next = { version: versions.length + 1, by: '', at: s.at, key: '' };
  const moved: OfficeVersion | undefined =
    'version' in of ? versions.find(v => v.version === of.version) : { ...next, from: of.from, values: of.values };
  const earlier = versions.filter(v => v.version < (moved?.version ?? 0));
  if (!moved || earlier.length === 0) return undefined;
  const countries = await countriesOf(s.settings.versions, [{ versions: [...versions, moved] }]);
  const base = { defaults: s.defaults, versions: s.settings.versions, countries, added: s.addedIn(office) };
  const place = (by: readonly OfficeVersion[]): Place => placeFrom({ ...base, office: by });
  return { ...between(moved, place(earlier), place([...earlier, moved])), office };
}

const between = ({ from, by }: { from: string; by: string }, before: Place, after: Place): Moved => ({
  ...{ from, by, before: before.calendar, after: after.calendar },
  ...{ was: before.on(from).workingTime, is: after.on(from).workingTime },
});
