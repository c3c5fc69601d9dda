import type { Refusal } from '../shared/refusal.ts';
import type { Words } from './en.ts';

/** The sentence for a refusal, for somebody whose clock shows `zone`; `nameOf` tells people by id, made literal. */
export function refusalText(refusal: Refusal, w: Words, zone: string, nameOf: (user: string) => string): string {
  switch (refusal.code) {
    case 'already-in':
      return w.refusal['already-in'](w.time(refusal.since, zone), refusal.place);
    case 'already-out':
      return w.refusal['already-out'](w.time(refusal.at, zone), w.duration(refusal.worked));
    case 'on-break':
      return w.refusal['on-break'](w.time(refusal.since, zone));
    case 'decided':
      return w.refusal.decided(refusal.state, nameOf(refusal.by), w.moment(refusal.at, zone));
    case 'withdrawn':
      return w.refusal.withdrawn(w.moment(refusal.at, zone));
    default:
      return w.refusal[refusal.code];
  }
}
