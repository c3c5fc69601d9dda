import type { Document } from 'mongodb';
import { rewrite, type Step } from './rewrite.ts';

/** Requests from before there were routes had one step, which any administrator decided. */
export const routes: Step = {
  version: 2,
  name: 'requests have a route',
  run: db => rewrite(db, 'requests', { steps: { $exists: false } }, missingRoute),
};

const RULED = [{ approvers: [{ who: 'hr' }, { who: 'administrators' }], need: 'any', direct: false }];

interface Entry {
  what: string;
  by: string;
  at: number;
}

/** The fields of its route that a request lacks. */
export function missingRoute(request: Document): Document {
  const history: readonly Entry[] = request.history ?? [];
  const done = history.find(h => h.what === 'approved' || h.what === 'rejected');
  const vote = done?.what === 'approved' ? { vote: { by: done.by, at: done.at } } : {};
  const seats = [{ rule: { who: 'administrators' }, ...vote }];
  const route = {
    purpose: 'request',
    steps: [{ need: 'any', direct: false, seats, notes: [], since: request.sentAt }],
    at: 0,
    round: 1,
    ruled: RULED,
    asked: [],
    marks: [],
  };
  return Object.fromEntries(Object.entries(route).filter(([field]) => !(field in request)));
}
