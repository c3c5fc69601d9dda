import type { Document } from 'mongodb';
import { rewrite, type Step } from './rewrite.ts';

const OLD = { 'policy.change.compensatory.weeklyHoliday': { $exists: true } };

function moved(change: Document): Document {
  const { compensatory, workingTime, ...rest } = change;
  if (compensatory?.weeklyHoliday === undefined) return change;
  const { weeklyHoliday, ...others } = compensatory;
  const left = Object.keys(others).length > 0 ? { compensatory: others } : {};
  return { ...rest, ...left, workingTime: { ...workingTime, weeklyHoliday } };
}

/** The weekly holiday was a setting of compensatory leave; it is one of working time. */
export const weeklyHoliday: Step = {
  version: 7,
  name: 'the weekly holiday is a setting of working time',
  run: db =>
    rewrite(db, 'settings', OLD, ({ policy }) => ({
      policy: policy.map((version: Document) => ({ ...version, change: moved(version.change) })),
    })),
};
