import type { Refusal, RouteRefusal } from '../shared/refusal.ts';
import type { Words } from './en/index.ts';

/** `zone`: the reader's; `nameOf` answers escaped names. */
export function refusalText(
  refusal: Refusal | RouteRefusal,
  w: Words,
  zone: string,
  nameOf: (user: string) => string,
): string {
  const by = (r: { by: string; for?: string }): string => w.approvals.actingFor(nameOf(r.by), r.for && nameOf(r.for));
  switch (refusal.code) {
    case 'already-in':
      return w.refusal['already-in'](w.time(refusal.since, zone), refusal.place);
    case 'already-out':
      return w.refusal['already-out'](w.time(refusal.at, zone), w.duration(refusal.worked));
    case 'on-break':
      return w.refusal['on-break'](w.time(refusal.since, zone));
    case 'time-before':
      return w.refusal['time-before'](w.time(refusal.since, zone));
    case 'decided':
      if (refusal.state === 'recorded') return w.refusal.recorded(w.moment(refusal.at, zone));
      return w.refusal.decided(refusal.state, by(refusal), w.moment(refusal.at, zone));
    case 'step-done':
      return w.refusal['step-done'](by(refusal), w.moment(refusal.at, zone));
    case 'step-passed':
      return w.refusal['step-passed'](w.moment(refusal.at, zone));
    case 'sent-back':
      return w.refusal['sent-back'](by(refusal), w.moment(refusal.at, zone));
    case 'changed-since':
      return w.refusal['changed-since'](w.moment(refusal.at, zone));
    case 'cancel-waits':
      return w.refusal['cancel-waits'](w.moment(refusal.at, zone));
    case 'withdrawn':
      return w.refusal.withdrawn(w.moment(refusal.at, zone));
    case 'month-closed':
      return w.refusal['month-closed'](w.month(refusal.month));
    case 'stands-against':
      return w.leave.refusedNow(refusal.reasons.join(' '));
    default:
      return w.refusal[refusal.code];
  }
}
