import { z } from 'zod';
import { workdayDocs } from '../attendance/store.ts';
import { effect } from '../outbox/effect.ts';
import { consentDocs } from './store.ts';

const lane = (user: string): string => `status:${user}`;

/** A person's status follows their day as it stands when this is delivered. */
const status = effect('slack-status', [workdayDocs, consentDocs], z.object({ checkIn: z.boolean().default(false) }));
export const owedStatus = (user: string, checkIn: boolean) =>
  status.owed({ to: user, lane: lane(user), data: { checkIn } });

/** A consent that ended leaves nothing behind; `token`: the sealed one that it ended. */
const statusEnd = effect('slack-status-end', [consentDocs], z.object({ token: z.string() }));
export const owedEnd = (user: string, token: string) => statusEnd.owed({ to: user, lane: lane(user), data: { token } });

/** The person learns that Slack does not take their token any more. */
const statusLost = effect('slack-status-lost', [consentDocs]);
export const owedLost = (user: string) => statusLost.owed({ to: user, lane: `lost:${user}` });

export { status, statusEnd, statusLost };
