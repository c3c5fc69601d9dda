import { inForce } from '../../approvals/route/view.ts';
import type { RequestDoc, RequestStore } from '../../approvals/store.ts';
import { byUser } from '../../attendance/records.ts';
import type { DayRecord, WorkdayStore } from '../../attendance/store.ts';
import { localDate, weekday } from '../../calendar/rules.ts';
import type { Answer } from '../../forms/filled.ts';
import { type Words, words } from '../../i18n/index.ts';
import type { Outbox } from '../../outbox/worker.ts';
import type { People } from '../../people/actions.ts';
import type { Person } from '../../people/rules.ts';
import { termsOn } from '../../people/terms.ts';
import { WEEKLY_HOLIDAYS } from '../../settings/fields.ts';
import type { Workplace } from '../../settings/workplace.ts';
import type { Clock } from '../../shared/clock.ts';
import { defined } from '../../shared/defined.ts';
import { type Effect, owe, SETTLING_MS } from '../../shared/effects.ts';
import type { Text } from '../../shared/languages.ts';
import { arrangementOn } from '../../worktime/arrangement.ts';
import { grantNotice, TAKEN_BACK } from '../effects.ts';
import type { Grant } from '../ledger/types.ts';
import { GRANTS, type GrantStore, grantDocId, type NewGrant } from '../store.ts';
import { approvedAt, approvedBefore, endedBy, OVERTIME, overtimeIn, overtimeOf } from './asked.ts';
import { dueOf, grantIdOf } from './due.ts';
import { benefitText, outcomeNotesOf, whyText } from './present.ts';
import { type Compensation, compensationOf, type Overtime, type Worked, workedOf } from './rules.ts';

export interface CompensationParts {
  grants: GrantStore;
  requests: Pick<RequestStore, 'of' | 'ofMany' | 'byId'>;
  workdays: Pick<WorkdayStore, 'recordsOn'>;
  people: Pick<People, 'person' | 'some' | 'language'>;
  workplace: Pick<Workplace, 'on' | 'today' | 'zone' | 'calendar'>;
  outbox: Pick<Outbox, 'notify'>;
  clock: Clock;
  team: () => string;
}

/** Leave in place of pay for overtime that was approved (LSA 57). */
export interface Compensations {
  /**
   * Makes the ledger say of people's requests what it should: gives, corrects, takes back. May run anywhere, any number of times.
   * `of`: which requests; `tellFrom`: ms, before which nobody is told.
   */
  settle(users: readonly string[], of: (request: RequestDoc) => boolean, tellFrom?: number): Promise<void>;
  /** what a form of overtime would give by what stands in it; undefined: nothing */
  previewBenefit(user: string, answers: readonly Answer[]): Promise<Text | undefined>;
  /** what came of a request, as sentences */
  outcomeNotes(request: RequestDoc, w: Words): Promise<string[]>;
}

const ROUNDS = 5;
/** The weekly holiday among Monday to Sunday. */
const dayCode = (date: string): string => WEEKLY_HOLIDAYS[weekday(date)] ?? 'none';

export function compensationActions(o: CompensationParts): Compensations {
  const modeOn = (date: string) => o.workplace.on(date).compensatory.compensates;

  function compensation(person: Person, asked: Overtime, before: readonly Overtime[], record?: Worked): Compensation {
    const { date } = asked;
    const policy = o.workplace.on(date);
    const terms = termsOn(person, date);
    const arranged = arrangementOn(date, policy.workingTime, terms, { calendar: o.workplace.calendar, employed: true });
    const { off, breaks } = arranged;
    const weekly = off?.is === 'day-off' && dayCode(date) === policy.compensatory.weeklyHoliday;
    return compensationOf({
      ...{ rates: policy.compensatory, zone: o.workplace.zone, asked, before },
      holiday: off?.is === 'holiday' || weekly,
      breakWithin: off !== undefined && breaks === 'statutory',
      ...defined({ record }),
    });
  }

  /** A day that is over, checked out and not given up; undefined: it is not known yet what was worked. */
  function finished(day: DayRecord | undefined, date: string): Worked | undefined {
    if (!day || day.open || day.unfinished || date >= o.workplace.today()) return undefined;
    return workedOf(day, o.workplace.on(date).workingTime.breaks);
  }

  interface PersonFacts {
    person: Person;
    requests: readonly RequestDoc[];
    stored: readonly Grant[];
    records: ReadonlyMap<string, DayRecord>;
  }

  function dueFor(request: RequestDoc, known: PersonFacts): Grant[] {
    const { person, requests, stored, records } = known;
    const { zone } = o.workplace;
    const asked = overtimeOf(request, zone);
    const active = inForce(request);
    const { date } = asked ?? { date: request.period.from };
    const mode = modeOn(date);
    const byRecord = mode === 'worked';
    const record = byRecord ? finished(records.get(date), date) : undefined;
    const found =
      !asked || !active || mode === 'none' || (byRecord && !record)
        ? undefined
        : compensation(person, asked, approvedBefore(requests, date, zone, request), record);
    const due = dueOf({
      ...{ request: request._id, inForce: active, date, byRecord, stored, today: o.workplace.today() },
      approvedOn: localDate(approvedAt(request), zone),
      usableMonths: o.workplace.on(date).compensatory.usableMonths,
      wanted: found?.amount,
      endedBy: endedBy(request),
    });
    const w = words(o.people.language(person));
    const why = found && asked ? whyText(found, asked, w) : stored.find(g => g.id === grantIdOf(request._id))?.why;
    const corrected = (g: Grant): string => [why, ...(g.corrects ? [w.compensatory.byRecord] : [])].join(' · ');
    return due.map(g => (why === undefined ? g : { ...g, why: corrected(g) }));
  }

  /** The person is told; whoever ended an approval hears what leaves lack since, if they do. */
  function effectsOf(user: string, grant: Grant, tellFrom: number): Effect[] {
    const now = o.clock.now();
    const tell = owe(grantNotice(user, [grant]), now, tellFrom);
    if (grant.reverses === undefined || grant.by === undefined) return tell;
    const recheck = { kind: TAKEN_BACK, lane: 'look', to: grant.by, data: { user, id: grant.id } };
    return [...tell, ...owe([recheck], now, now + SETTLING_MS)];
  }

  async function keep(added: readonly NewGrant[]): Promise<void> {
    const now = o.clock.now();
    for (const { user, grant, effects } of await o.grants.add(o.team(), added, now))
      o.outbox.notify(GRANTS, grantDocId(o.team(), user, grant.id), effects);
  }

  /** The records of days on which what was worked counts, by person and date. */
  async function recordsOf(requests: readonly RequestDoc[]): Promise<Map<string, Map<string, DayRecord>>> {
    const days = requests.flatMap(({ user, ...r }) => {
      const date = overtimeOf(r, o.workplace.zone)?.date;
      return date !== undefined && modeOn(date) === 'worked' ? [{ user, date }] : [];
    });
    const found = byUser(days.length > 0 ? await o.workdays.recordsOn(o.team(), days) : []);
    return new Map([...found].map(([user, own]) => [user, new Map(own.map(d => [d.date, d]))]));
  }

  /** What is not stored yet of these people's requests, in as many reads as for one. */
  async function dueOfMany(
    users: readonly string[],
    isMeant: (request: RequestDoc) => boolean,
  ): Promise<{ due: NewGrant[]; ids: Set<string> }> {
    const [people, requests, stored] = await Promise.all([
      o.people.some(users),
      o.requests.ofMany(o.team(), users),
      o.grants.ofMany(o.team(), users),
    ]);
    const meant = [...requests.values()].flat().filter(r => r.kind === OVERTIME && isMeant(r));
    const [records, mine] = [await recordsOf(meant), byUser(meant)];
    const due = people.flatMap(person => {
      const { user } = person;
      const own = { requests: requests.get(user) ?? [], stored: stored.get(user) ?? [] };
      const known = { person, ...own, records: records.get(user) ?? new Map<string, DayRecord>() };
      const grants = (mine.get(user) ?? []).flatMap(r => dueFor(r, known));
      return grants.map(grant => ({ user, grant, effects: [] }));
    });
    return { due, ids: new Set(meant.map(r => r._id)) };
  }

  return {
    settle: async (users, of, tellFrom = 0) => {
      // Whoever decides meanwhile finds no grant to take back yet: so what was stored is checked once more.
      let [left, isMeant]: [readonly string[], (request: RequestDoc) => boolean] = [users, of];
      for (let round = 0; round < ROUNDS; round++) {
        const { due, ids } = await dueOfMany(left, isMeant);
        if (due.length === 0) return;
        if (round === 0) isMeant = r => ids.has(r._id);
        await keep(due.map(d => ({ ...d, effects: effectsOf(d.user, d.grant, tellFrom) })));
        left = [...new Set(due.map(d => d.user))];
      }
      throw new Error(`the overtime of ${left.join(', ')} changes too fast to be compensated`);
    },
    previewBenefit: async (user, answers) => {
      const { zone } = o.workplace;
      const asked = overtimeIn(answers, zone);
      if (!asked || modeOn(asked.date) === 'none') return undefined;
      const [person, requests] = await Promise.all([o.people.person(user), o.requests.of(o.team(), user)]);
      const found = compensation(person, asked, approvedBefore(requests, asked.date, zone));
      return benefitText(found, modeOn(asked.date));
    },
    outcomeNotes: async (request, w) => {
      const date = overtimeOf(request, o.workplace.zone)?.date;
      if (date === undefined) return [];
      const facts = { request: request._id, inForce: inForce(request), date, today: o.workplace.today() };
      return outcomeNotesOf({ ...facts, mode: modeOn(date) }, await o.grants.of(o.team(), request.user), w);
    },
  };
}
