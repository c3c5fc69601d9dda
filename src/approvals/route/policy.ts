import { z } from 'zod';

const personSchema = z.strictObject({ who: z.literal('person'), user: z.string().min(1) });
const groupSchema = z.strictObject({
  who: z.literal('group'),
  /** the administrator's name for it */
  name: z.string().exactOptional(),
  users: z.array(z.string().min(1)).min(1),
});
const approverRuleSchema = z.discriminatedUnion('who', [
  personSchema,
  /** the requester's, or the first active one above */
  z.strictObject({ who: z.literal('manager') }),
  groupSchema,
  z.strictObject({ who: z.literal('hr') }),
  z.strictObject({ who: z.literal('administrators') }),
]);

/** Of several people, as in a group or HR, any one. */
export type ApproverRule = z.infer<typeof approverRuleSchema>;

/** Also HR by fallback (then the administrators), which no rule names. */
export const slotRuleSchema = z.union([approverRuleSchema, z.strictObject({ who: z.literal('reserve') })]);
export type SlotRule = z.infer<typeof slotRuleSchema>;

export const stepRuleSchema = z.strictObject({
  approvers: z.array(approverRuleSchema).min(1).max(20),
  need: z.enum(['any', 'all']),
  /** also asks by direct message */
  direct: z.boolean().default(true),
});
export type StepRule = z.infer<typeof stepRuleSchema>;

const fact = z.string().min(1);
const value = z.union([z.string(), z.number(), z.boolean()]);
const conditionSchema = z.union([
  z.strictObject({ fact, over: z.number() }),
  z.strictObject({ fact, atLeast: z.number() }),
  z.strictObject({ fact, under: z.number() }),
  z.strictObject({ fact, is: value }),
  z.strictObject({ fact, oneOf: z.array(value).min(1) }),
]);
/** On facts of the kind, such as `{ fact: 'days', over: 3 }`. */
export type Condition = z.infer<typeof conditionSchema>;

export const routeRuleSchema = z.strictObject({
  /** or '*' for any kind */
  kind: z.string().min(1),
  /** all must hold; none: always */
  when: z.array(conditionSchema).max(10),
  steps: z.array(stepRuleSchema).min(1).max(10),
});
export type RouteRule = z.infer<typeof routeRuleSchema>;

export const routeRulesSchema = z.array(routeRuleSchema).max(100);

/** Of a form, for conditions: days, amount (in won), type … */
export type Facts = Readonly<Record<string, string | number | boolean>>;
