import { z } from 'zod';
import { readMetadata } from '../slack/metadata.ts';
import type { Inputs } from './rules.ts';

const schema = z.object({ form: z.string().min(1), inputs: z.record(z.string(), z.unknown()) });

/** A form with what stands in it at first, as the value of a button that opens it; at most 2,000 characters. */
export const offerValue = (form: string, inputs: Inputs): string => JSON.stringify({ form, inputs });

/** Which form a button opens: its value is the form's id, or an offer. */
export const readOffer = (value: string): { form: string; inputs: Inputs } =>
  readMetadata(schema, value) ?? { form: value, inputs: {} };
