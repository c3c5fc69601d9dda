import { statusLine, todayLine } from '../../blocks/home/now.ts';
import { personPart } from '../../blocks/person.ts';
import { isActive } from '../people/rules.ts';
import type { PersonSection } from '../workspace/person.ts';
import { statusFor } from './actions.ts';

/** What somebody is doing now; times on their own clock. */
export const nowOfPerson: PersonSection = {
  order: 5,
  right: 'see-attendance',
  draw: async (ws, { w, subject }) => {
    if (!isActive(subject)) return [];
    const status = await statusFor(ws, { person: subject, w });
    return [
      personPart(
        w.person.now,
        [statusLine(status, w), todayLine(status, w)].filter(line => line !== ''),
      ),
    ];
  },
};
