import { addDays } from '../calendar/rules.ts';
import { FEW, figuresOf } from '../figures/actions.ts';
import type { FigureKind } from '../figures/kinds.ts';
import type { ListedPerson } from '../people/store.ts';
import { FEW_OF_MANY } from '../shared/portions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { WorkdayState } from './schema.ts';
import { WORKDAYS, workdays } from './store.ts';

export type RosterDay = Omit<WorkdayState, '_id' | 'asked'>;

/** Who is in is told from it; null: nothing is on record. */
type KeptState = Omit<RosterDay, 'user' | 'date'> | null;

/** What is on record of today in every office, by its date. */
export const stateKind: FigureKind<KeptState> = {
  name: 'states',
  as: 1,
  from: [WORKDAYS],
  // Today is begun where the day before is kept.
  periods: ({ policy }) => {
    const dates = policy.todays();
    return [...dates.toReversed(), addDays(dates[0] as string, -1)];
  },
  day: (_, date) => date,
  touches: (_, date) => mark => mark.date === date,
  count: async (ws, people, dates) => {
    const users = people.length > FEW_OF_MANY ? undefined : people.map(p => p.user);
    const read = await Promise.all(
      dates.map(async date => [date, await workdays(ws).statesOn(ws.team, date, users)] as const),
    );
    const states = new Map(read.flatMap(([date, of]) => of.map(d => [`${date} ${d.user}`, stateOf(d)])));
    return new Map(
      people.map(({ user }) => [
        user,
        new Map(dates.map(date => [date, { figures: states.get(`${date} ${user}`) ?? null }])),
      ]),
    );
  },
};

const stateOf = ({ _id, user, date, asked, ...state }: WorkdayState): KeptState => state;

/** Of these people on one of today's dates: of few as they are read, of many as they are kept. */
export async function statesOn(ws: Workspace, people: readonly ListedPerson[], date: string): Promise<RosterDay[]> {
  if (people.length > FEW) return keptOn(ws, people, date);
  return workdays(ws).statesOn(
    ws.team,
    date,
    people.map(p => p.user),
  );
}

export async function keptOn(ws: Workspace, people: readonly ListedPerson[], date: string): Promise<RosterDay[]> {
  const states = await figuresOf(ws, stateKind, people, date);
  return [...states].flatMap(([user, state]) => (state ? [{ user, date, ...state }] : []));
}

/** Of these people, today's and what runs on. */
export async function statesNow(ws: Workspace, people: readonly ListedPerson[]): Promise<RosterDay[]> {
  const dates = ws.policy.todays();
  const before = workdays(ws).openIn(ws.team, '', addDays(dates[0] as string, -1));
  return (await Promise.all([before, ...dates.map(date => statesOn(ws, people, date))])).flat();
}
