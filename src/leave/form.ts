import { z } from 'zod';
import { LEAVE_TYPES, type LeaveForm } from './rules.ts';

const schema = z.object({ type: z.enum(LEAVE_TYPES), from: z.string(), to: z.string(), reason: z.string() });

/** The form of a stored leave request; throws if it is not one. */
export const leaveFormOf = (form: Record<string, unknown>): LeaveForm => schema.parse(form);
