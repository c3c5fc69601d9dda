import { z } from 'zod';
import { defined } from '../shared/defined.ts';
import { leaveEventSchema } from './events.ts';
import { builtinType } from './types/builtin.ts';
import { type Snapshot, snapshotOf, snapshotSchema } from './types/definition.ts';

export const PARTS = ['am', 'pm', 'q1', 'q2', 'q3', 'q4'] as const;
export type Part = (typeof PARTS)[number];
export const partsOf = (unit: string): readonly Part[] =>
  unit === 'half' ? PARTS.slice(0, 2) : unit === 'quarter' ? PARTS.slice(2) : [];

const fileSchema = z.object({ id: z.string(), name: z.string(), link: z.string().exactOptional() });

const hoursSchema = z.object({ week: z.array(z.number()).length(7), fullDay: z.number().exactOptional() });

const takenSchema = z.object({
  type: z.string(),
  /** local dates of the workplace; one date for less than a day */
  from: z.string(),
  to: z.string(),
  /** the end is not known yet: `to` is the last day that is planned for */
  openEnd: z.literal(true).exactOptional(),
  part: z.enum(PARTS).exactOptional(),
  /** HH:mm, in half hours */
  time: z.object({ from: z.string(), to: z.string() }).exactOptional(),
  /** the person's contract on the first day, unless it is the usual one, and what changes within the leave */
  hours: hoursSchema.exactOptional(),
  later: z.array(z.object({ from: z.string(), hours: hoursSchema })).exactOptional(),
  /** the person's offices on its days, unless it is the first one on all: whose holidays count; '' is its first day */
  offices: z.array(z.object({ from: z.string(), office: z.string().exactOptional() })).exactOptional(),
  /** the person asked for the rest of the day without a break: the evidence for that, when in ms */
  noBreak: z.object({ by: z.string(), at: z.number() }).exactOptional(),
  /** who does the work meanwhile (업무 대행자), by the name of then */
  standIn: z.object({ user: z.string(), name: z.string() }).exactOptional(),
  /** the type as it was at the request */
  as: snapshotSchema,
});

const formSchema = takenSchema.extend({
  reason: z.string(),
  occasion: z.string().exactOptional(),
  event: leaveEventSchema.exactOptional(),
  files: z.array(fileSchema).exactOptional(),
  /** the approved leave that this one replaces, and what that was */
  replaces: z.string().exactOptional(),
  was: takenSchema.exactOptional(),
});

export type TakenLeave = z.infer<typeof takenSchema>;

export type LeaveForm = z.infer<typeof formSchema>;

/** A count of one person's days asks for the form of each leave several times. */
const read = new WeakMap<object, LeaveForm>();

/** Converts forms from before leave types. Throws on others. One object, one answer: neither is ever changed. */
export function leaveFormOf(form: Readonly<Record<string, unknown>>): LeaveForm {
  const known = read.get(form);
  if (known) return known;
  const found = formSchema.parse(upgraded(form));
  read.set(form, found);
  return found;
}

/** Half days were types of their own once. */
const HALVES: Readonly<Record<string, Part>> = { 'half-am': 'am', 'half-pm': 'pm' };
export const halfOf = (type: string): Part | undefined => (Object.hasOwn(HALVES, type) ? HALVES[type] : undefined);

function upgraded(form: Readonly<Record<string, unknown>>): unknown {
  if (form.as !== undefined || typeof form.type !== 'string') return form;
  const part = halfOf(form.type);
  const type = part ? 'half' : form.type;
  const known = builtinType(type);
  return { ...form, type, ...defined({ part }), ...(known ? { as: snapshotOf(known) } : {}) };
}

/** A code or name for `w.leaveType` and `w.leaveShort`; `half-am` names the part. */
export function typeCode(form: Pick<LeaveForm, 'type' | 'part'> & { as: Pick<Snapshot, 'name'> }): string {
  if (typeof form.as.name === 'string') return form.as.name;
  return form.part ? `${form.type}-${form.part}` : form.type;
}

export const takenOf = ({
  type,
  from,
  to,
  openEnd,
  part,
  time,
  hours,
  later,
  offices,
  noBreak,
  standIn,
  as,
}: LeaveForm): TakenLeave => ({
  ...{ type, from, to, as },
  ...defined({ openEnd, part, time, hours, later, offices, noBreak, standIn }),
});
