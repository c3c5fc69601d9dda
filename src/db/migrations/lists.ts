import { rewrite, type Step } from './rewrite.ts';

/** Lists that documents gained later: empty where missing. */
export const lists: Step = {
  version: 4,
  name: 'calendars and consents have all their lists',
  run: async db => {
    await rewrite(db, 'calendars', { years: { $exists: false } }, () => ({ years: [] }));
    await rewrite(db, 'consents', { shown: { $exists: false } }, () => ({ shown: [] }));
  },
};
