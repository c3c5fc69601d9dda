import type { Document } from 'mongodb';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { missingRoute } from '../../src/db/migrations/routes.ts';
import type { World } from './daybook.ts';

/** A request to be stored, with the route of one step that any administrator decides. */
export const withRoute = (request: Document): never => ({ ...request, ...missingRoute(request) }) as never;

type Who = keyof World['people'];

/** Somebody's, as they are stored, oldest first. */
export const requestsOf = (world: World, who: Who): Promise<RequestDoc[]> =>
  world.database.db.collection<RequestDoc>('requests').find({ user: world.people[who] }).sort({ seq: 1 }).toArray();

export async function lastRequest(world: World, who: Who): Promise<RequestDoc> {
  const found = (await requestsOf(world, who)).at(-1);
  if (!found) throw new Error(`${who} has no request`);
  return found;
}
