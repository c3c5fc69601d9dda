import { isDeepStrictEqual } from 'node:util';
import type { PlaceShown } from '../../blocks/touched.ts';
import { languageFor, type Person } from '../people/rules.ts';
import { termsDifferFrom, termsOf } from '../people/terms.ts';
import type { PolicyChange } from '../settings/policy.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Touched } from './points.ts';

export const changesPlace = ({ workingTime = {}, people = {} }: PolicyChange): boolean =>
  workingTime.zone !== undefined || people.language !== undefined;

/** Who gets another time zone, or messages in another language. */
export async function touchedPlaces(ws: Workspace, after: Workspace, { from }: { from: string }): Promise<Touched[]> {
  return (await ws.people.active()).flatMap(p => compared(p.user, from, placeOn(ws, p, from), placeOn(after, p, from)));
}

/** Of one person, who moves to another office. */
export async function touchedPlace(ws: Workspace, before: Person, after: Person): Promise<Touched[]> {
  const from = termsDifferFrom(termsOf(before), termsOf(after));
  return from === undefined ? [] : compared(after.user, from, placeOn(ws, before, from), placeOn(ws, after, from));
}

function placeOn(ws: Workspace, person: Person, day: string): PlaceShown {
  const { workingTime, people } = ws.policy.of(person).on(day);
  return { zone: workingTime.zone, language: languageFor(person, people.language) };
}

const compared = (user: string, from: string, was: PlaceShown, is: PlaceShown): Touched[] =>
  isDeepStrictEqual(was, is) ? [] : [{ user, what: 'place', from, to: from, was, is }];
