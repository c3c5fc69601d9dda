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
  /** the manager of that manager */
  z.strictObject({ who: z.literal('managers-manager') }),
  /** the lead of the requester's top team (1), or of the one so far below it */
  z.strictObject({ who: z.literal('head'), level: z.int().min(1).max(9) }),
  /** the lead of this team */
  z.strictObject({ who: z.literal('lead'), team: z.string().min(1) }),
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
  /** told only (통보): nobody waits for it */
  tells: z.literal(true).exactOptional(),
});
export type StepRule = z.infer<typeof stepRuleSchema>;

export const TEAM_FACT = 'team';
const fact = z.string().min(1);
const value = z.union([z.string(), z.number(), z.boolean()]);
const conditionSchema = z.union([
  /** the requester is in one of these teams, or below it */
  z.strictObject({ fact: z.literal(TEAM_FACT), below: z.array(z.string().min(1)).min(1).max(50) }),
  z.strictObject({ fact, over: z.number() }),
  z.strictObject({ fact, atLeast: z.number() }),
  z.strictObject({ fact, under: z.number() }),
  z.strictObject({ fact, is: value }),
  z.strictObject({ fact, oneOf: z.array(value).min(1) }),
]);
/** On facts of the kind, such as `{ fact: 'days', over: 3 }`. */
export type Condition = z.infer<typeof conditionSchema>;

/** Who reads along without deciding, once so many of the rule's steps are done; 0: as soon as it is sent. */
export const tellSchema = z.strictObject({
  rule: approverRuleSchema,
  after: z.int().min(0),
  /** chosen by whoever sent it */
  cc: z.literal(true).exactOptional(),
});
export type Tell = z.infer<typeof tellSchema>;

export const routeRuleSchema = z
  .strictObject({
    /** or '*' for any kind */
    kind: z.string().min(1),
    /** all must hold; none: always */
    when: z.array(conditionSchema).max(10),
    steps: z.array(stepRuleSchema).max(10),
    /** nobody decides: it stands as sent, and steps only tell */
    stands: z.literal(true).exactOptional(),
    /** user ids, told from the start and of each decision (참조) */
    cc: z.array(z.string().min(1)).max(20).exactOptional(),
  })
  // Steps that only tell would leave a request that needs approval to nobody.
  .refine(r => r.stands === true || r.steps.some(s => !s.tells));
export type RouteRule = z.infer<typeof routeRuleSchema>;

export const routeRulesSchema = z.array(routeRuleSchema).max(100);

/** Of a form, for conditions: days, amount (in won), type … */
export type Facts = Readonly<Record<string, string | number | boolean>>;
