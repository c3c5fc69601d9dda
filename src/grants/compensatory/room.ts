import type { Db } from 'mongodb';
import type { RequestKind } from '../../approvals/kinds.ts';
import type { BenefitPreviews } from '../../forms/benefit-preview.ts';
import type { Outbox } from '../../outbox/worker.ts';
import { OVERTIME_FORM } from '../../worktime/overtime.ts';
import { grantStore } from '../store.ts';
import { type CompensationParts, compensationActions } from './actions.ts';
import { compensationJob } from './job.ts';
import { COMPENSATED, compensationOwed } from './kind.ts';

type JobParts = Parameters<typeof compensationJob>[0];

/** Leave in place of pay for overtime, for the composition root. */
export interface CompensatoryRoom {
  /** what follows from a decision on overtime, and came of it */
  ofOvertime: Required<Pick<RequestKind, 'owed' | 'outcomeNotes'>>;
  /** what is said of a form before it is sent */
  benefitPreviews: BenefitPreviews;
  tick(): Promise<void>;
  deliver(outbox: Outbox): void;
}

export function compensatoryRoom(
  o: { db: Db } & Omit<CompensationParts, 'grants'> & Omit<JobParts, 'compensations'>,
): CompensatoryRoom {
  const { requests, workdays, people, workplace, outbox, clock, team, runs } = o;
  const parts = { grants: grantStore(o.db), requests, workdays, people, workplace, outbox, clock, team };
  const compensations = compensationActions(parts);
  const job = compensationJob({ compensations, requests, runs, workplace, clock, team });
  return {
    ofOvertime: { owed: compensationOwed, outcomeNotes: compensations.outcomeNotes },
    benefitPreviews: new Map([[OVERTIME_FORM, compensations.previewBenefit]]),
    tick: job.tick,
    deliver: to =>
      to.register(COMPENSATED, async (doc, effect) => {
        await compensations.settle([effect.to], r => r._id === doc._id);
        return undefined;
      }),
  };
}
