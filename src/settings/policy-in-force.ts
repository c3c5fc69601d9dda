import { localDate } from '../calendar/rules.ts';
import type { AddedIn } from '../calendar/store.ts';
import type { Language } from '../i18n/index.ts';
import { type HasOffice, type OfficePeriod, officesOf } from '../people/terms.ts';
import type { Clock } from '../shared/clock.ts';
import { asPress } from '../shared/request.ts';
import { type HolidaysChange, type Moved, movedBy } from './moved.ts';
import type { StoredOffice } from './offices-store.ts';
import { type OwnPolicy, ownPolicy } from './own-policy.ts';
import { type Added, countriesOf, NOTHING_ADDED, type Place, placeFrom } from './places.ts';
import type { Policy, PolicyVersion } from './policy.ts';
import type { PolicyStore, StoredPolicy } from './store.ts';

/** The policy in force, read at each use without waiting, of the day concerned or today's; in the first office. */
export interface PolicyInForce extends OwnPolicy {
  /** of channels, and of people whose Slack speaks neither language; today's */
  readonly language: Language;
  /** As it holds for a person, by their offices; nobody's: the first office's. */
  of(person: HasOffice | undefined): OwnPolicy;
  /** as it would hold along these offices */
  along(path: readonly OfficePeriod[]): OwnPolicy;
  /** today in each office, in order: one date while there are no others */
  todays(): string[];
  /** in an office, whoever is there; an unknown id is the first office */
  ofOffice(id: string | undefined): OwnPolicy;
  /** without the first one, archived ones included */
  readonly offices: readonly StoredOffice[];
  /** another one where anything of it, of an office or of the calendars has changed */
  readonly mark: string;
  /** what a version of the policy or of an office made of the holidays; or what a change would make of them now */
  holidaysMoved(of: HolidaysChange): Promise<Moved | undefined>;
  /** as it would be if other things were stored: the same functions count before and after a change */
  asIf(other: AsIf): Promise<PolicyInForce>;
  /** reads what other processes may have changed, if that was not done within the last second */
  refreshPolicy(): Promise<void>;
  /** reads it now: after a change of one's own */
  reload(): Promise<void>;
}

export interface AsIf {
  versions?: (stored: readonly PolicyVersion[]) => PolicyVersion[];
  added?: (stored: readonly AddedIn[]) => AddedIn[];
  offices?: (stored: readonly StoredOffice[]) => StoredOffice[];
}

const FRESH_MS = 1_000;

export function policyInForce(o: {
  store: PolicyStore;
  /** the days that administrators added in each office, and how often they changed */
  added?: () => Promise<AddedIn[]>;
  offices?: () => Promise<StoredOffice[]>;
  /** how often these were changed; empty: unknown just now; undefined: not asked within a request */
  stamp?: () => Promise<string | undefined>;
  clock: Clock;
  team: string;
  defaults: Policy;
  /** reads a stored zone that this Node.js may not know; by default every zone is known */
  knownZone?: (zone: string) => string;
}): PolicyInForce {
  const { defaults, knownZone = zone => zone } = o;
  const nothing = { defaults, versions: [], countries: new Map(), added: NOTHING_ADDED };
  let settings: StoredPolicy = { version: 0, versions: [] };
  let offices: readonly StoredOffice[] = [];
  let added: readonly AddedIn[] = [];
  let mark = '';
  let first = placeFrom(nothing);
  let places: ReadonlyMap<string, Place> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  let readStamp: string | undefined;
  let reading: Promise<void> | undefined;
  /** by path of offices; '' is not among them */
  const known = new Map<string, OwnPolicy>();

  const on = (day: string): Policy => first.on(day);
  // The zone has a date too, and is looked up by the configured zone's day, as in `change.ts`.
  const zone = (): string => knownZone(on(localDate(o.clock.now(), defaults.workingTime.zone)).workingTime.zone);
  const today = (): string => localDate(o.clock.now(), zone());

  const addedIn = (office: string | undefined): Added => added.find(a => a.office === office) ?? NOTHING_ADDED;

  async function read(stamp?: string): Promise<void> {
    const begun = o.clock.now();
    const [stored, days, all] = await Promise.all([o.store.get(o.team), o.added?.(), o.offices?.()]);
    const next = markOf(stored, days ?? [], all ?? []);
    if (next !== mark) {
      [settings, added, offices] = [stored, days ?? [], all ?? []];
      const countries = await countriesOf(settings.versions, offices);
      const base = { defaults, versions: settings.versions, countries };
      first = placeFrom({ ...base, added: addedIn(undefined) });
      places = new Map(
        offices.map(({ id, versions }) => [id, placeFrom({ ...base, added: addedIn(id), office: versions })]),
      );
      known.clear();
      mark = next;
    }
    readAt = begun;
    readStamp = stamp;
  }

  const self: PolicyInForce = {
    get zone() {
      return zone();
    },
    get language() {
      return on(today()).people.language;
    },
    calendar: { holiday: date => first.calendar.holiday(date) },
    country: { holiday: date => first.country.holiday(date) },
    get changes() {
      return first.changes;
    },
    today,
    on,
    now: () => on(today()),
    office: () => undefined,
    along,
    todays: () => [...new Set([today(), ...offices.map(f => self.ofOffice(f.id).today())])].sort(),
    of: person => (person ? along(officesOf(person)) : self),
    ofOffice: id => along(id === undefined ? [{ from: '' }] : [{ from: '', office: id }]),
    get offices() {
      return offices;
    },
    get mark() {
      return mark;
    },
    holidaysMoved: async of => {
      await read();
      return movedBy(of, { defaults, settings, offices, addedIn, at: o.clock.now() });
    },
    asIf: async ({
      versions: of = all => [...all],
      added: days = all => [...all],
      offices: places = all => [...all],
    }) => {
      const get = async (team: string): Promise<StoredPolicy> => {
        const versions = of((await o.store.get(team)).versions);
        return { version: versions.length, versions };
      };
      const other = policyInForce({
        ...{ ...o, store: { ...o.store, get } },
        added: async () => days((await o.added?.()) ?? []),
        offices: async () => places((await o.offices?.()) ?? []),
      });
      await other.reload();
      return other;
    },
    reload: () => read(),
    refreshPolicy: async () => {
      const stamp = await o.stamp?.();
      const isFresh = (): boolean =>
        stamp === undefined ? Math.abs(o.clock.now() - readAt) < FRESH_MS : stamp !== '' && stamp === readStamp;
      // What another request reads may be older.
      if (!isFresh() && reading) await reading;
      if (isFresh()) return;
      reading ??= asPress(() => read(stamp)).finally(() => {
        reading = undefined;
      });
      await reading;
    },
  };

  /** Whoever was always in the first office has the workspace's own policy. */
  function along(path: readonly OfficePeriod[]): OwnPolicy {
    if (path.every(p => p.office === undefined || !places.has(p.office))) return self;
    const key = path.map(p => `${p.from}=${p.office ?? ''}`).join(' ');
    const before = known.get(key);
    if (before) return before;
    const own = ownPolicy(
      path.map(({ from, office }) => {
        const place = office === undefined ? undefined : places.get(office);
        return place ? { from, office: office as string, place } : { from, place: first };
      }),
      { now: () => o.clock.now(), knownZone },
    );
    known.set(key, own);
    return own;
  }

  return self;
}

const markOf = (settings: StoredPolicy, added: readonly AddedIn[], offices: readonly StoredOffice[]): string =>
  [
    settings.version,
    ...added.map(a => `${a.office ?? ''}+${a.version}`).sort(),
    ...offices.map(f => `${f.id}.${f.version}`).sort(),
  ].join(' ');
