import type { Document } from 'mongodb';
import { missingRoute } from '../../src/db/migrations/routes.ts';

/** A request to be stored, with the route of one step that any administrator decides. */
export const withRoute = (request: Document): never => ({ ...request, ...missingRoute(request) }) as never;
