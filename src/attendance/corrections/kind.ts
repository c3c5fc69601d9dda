import { z } from 'zod';
import type { RequestKind } from '../../approvals/kinds.ts';
import type { StepRule } from '../../approvals/route/policy.ts';
import { allQuestionsShown } from '../missed-check-out/effects.ts';
import { stateSchema } from '../schema.ts';
import { enforceCorrection } from './effects.ts';
import { differences, workedText } from './present.ts';

export const CORRECTION = 'correction';

const formSchema = z.object({
  date: z.string(),
  zone: z.string(),
  /** the day as it was when the correction was requested */
  before: stateSchema,
  /** the requested day, whatever it is at the decision */
  after: stateSchema.shape.spans,
  breaks: z.enum(['statutory', 'recorded']),
  reason: z.string(),
  /** answers the question about a missing check-out */
  forgotten: z.boolean().exactOptional(),
  /** the legal breaks were not taken: decided, never at once */
  workedThrough: z.boolean().exactOptional(),
});

export type CorrectionForm = z.infer<typeof formSchema>;

export const correctionFormOf = (form: Record<string, unknown>): CorrectionForm => formSchema.parse(form);

/** The manager decides; HR without one. */
const STEPS: readonly StepRule[] = [{ approvers: [{ who: 'manager' }], need: 'any', direct: true }];

export const correctionKind: RequestKind = {
  kind: CORRECTION,
  title: w => w.corrections.kind,
  numbers: [],
  facts: () => ({}),
  steps: STEPS,
  // A correction is about the past.
  isNeverOver: () => true,
  describe: (stored, w) => {
    const form = correctionFormOf(stored);
    return {
      what: w.corrections.kind,
      when: w.date(form.date),
      amount: workedText(form.after, form, w, form),
      reason: form.forgotten
        ? w.corrections.missedCheckOut
        : form.workedThrough
          ? w.corrections.workedThrough
          : form.reason,
      details: differences(form, w).map(d => ({ label: d.label, text: `${d.before} → ${d.after}` })),
    };
  },
  shown: request => [allQuestionsShown(request.user, request.period.from)],
  owed: ({ user, by }, change) => [
    enforceCorrection.owed({ to: user, lane: enforceCorrection.kind, data: { change, by } }),
  ],
};
