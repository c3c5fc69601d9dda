import { z } from 'zod';
import { readMetadata } from '../slack/metadata.ts';
import type { Inputs } from './rules.ts';

const schema = z.object({ form: z.string().min(1), inputs: z.record(z.string(), z.unknown()) });

/** A prefilled form as the value of its button; at most 2,000 characters. */
export const offerValue = (form: string, inputs: Inputs): string => JSON.stringify({ form, inputs });

/** A form's id, or an offer. */
export const readOffer = (value: string): { form: string; inputs: Inputs } =>
  readMetadata(schema, value) ?? { form: value, inputs: {} };
