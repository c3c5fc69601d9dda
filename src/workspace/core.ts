import { calendarDocs } from '../calendar/store.ts';
import { receivedDocs } from '../outbox/received.ts';
import { say } from '../outbox/say.ts';
import { teamDocs } from '../people/organisation/store.ts';
import { peopleDocs } from '../people/store.ts';
import { officeDocs } from '../settings/offices-store.ts';
import { settingsDocs } from '../settings/store.ts';
import { defined } from '../shared/defined.ts';
import { type Feature, handle } from './feature.ts';
import { jobRunDocs } from './job-runs.ts';
import { logDocs, logged } from './log.ts';

const sayIt = handle(say, async (_ws, { data: { channel, threadTs, onlyTo, message } }, sender) => {
  const to = { channel, ...defined({ threadTs }) };
  if (onlyTo) await sender.ephemeral({ ...to, user: onlyTo }, message);
  else await sender.post(to, message);
});

/** What a workspace itself stores and says. */
export const core: Feature = {
  name: 'workspace',
  collections: [peopleDocs, teamDocs, settingsDocs, officeDocs, calendarDocs, receivedDocs, logDocs, jobRunDocs],
  effects: [sayIt, logged],
};
