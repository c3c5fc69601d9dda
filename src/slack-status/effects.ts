import { z } from 'zod';
import { requestDocs } from '../approvals/store.ts';
import { workdayDocs } from '../attendance/store.ts';
import { effect } from '../outbox/effect.ts';
import { consentDocs } from './store.ts';

const lane = (user: string): string => `status:${user}`;

/** A person's status follows their day as it stands when this is delivered. */
const status = effect(
  'slack-status',
  [workdayDocs, consentDocs, requestDocs],
  z.object({ checkIn: z.boolean().default(false) }),
);
export const owedStatus = (user: string, checkIn: boolean) =>
  status.owed({ to: user, lane: lane(user), data: { checkIn } });

/** At a time of the day at which a part of it begins or ends. A lane of its own: what comes before does not wait. */
export const laneAt = (at: number): string => `status-at:${at}`;
export const owedStatusAt = (user: string, at: number) =>
  status.owed({ to: user, lane: laneAt(at), data: { checkIn: false } });

/** A consent that ended leaves nothing behind; `token`: the sealed one that it ended. */
const statusEnd = effect('slack-status-end', [consentDocs], z.object({ token: z.string() }));
export const owedEnd = (user: string, token: string) => statusEnd.owed({ to: user, lane: lane(user), data: { token } });

/** Do-not-disturb is not wanted any more: a snooze that Daybook set ends. */
const dndEnd = effect('slack-dnd-end', [consentDocs]);
export const owedDndEnd = (user: string) => dndEnd.owed({ to: user, lane: lane(user) });

/** The person learns that Slack does not take their token any more. */
const statusLost = effect('slack-status-lost', [consentDocs]);
export const owedLost = (user: string) => statusLost.owed({ to: user, lane: `lost:${user}` });

export { dndEnd, status, statusEnd, statusLost };
