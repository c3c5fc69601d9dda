import { rewrite, type Step } from './rewrite.ts';

const ID = /^attended:(.+):\d+$/;

/** Corrections by attendance named the grant that they are about only in their id. */
export const corrections: Step = {
  version: 3,
  name: 'corrections name their grant',
  run: db =>
    rewrite(db, 'grants', { kind: 'correction', corrects: { $exists: false }, id: { $regex: ID.source } }, grant => ({
      corrects: ID.exec(String(grant.id))?.[1],
    })),
};
