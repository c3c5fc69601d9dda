import { calendarDocs } from '../calendar/store.ts';
import { receivedDocs } from '../outbox/received.ts';
import { peopleDocs } from '../people/store.ts';
import { settingsDocs } from '../settings/store.ts';
import type { Feature } from './feature.ts';

export const core: Feature = {
  name: 'workspace',
  collections: [peopleDocs, settingsDocs, calendarDocs, receivedDocs],
};
