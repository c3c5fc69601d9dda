import { z } from 'zod';
import { cleanLine } from '../../forms/definition.ts';
import { builtinType } from '../../leave-record/types/builtin.ts';
import {
  ATTENDANCES,
  type LeaveType,
  leaveTypeSchema,
  MOST,
  type Occasion,
  POOLS,
  SPANS,
  UNITS,
} from '../../leave-record/types/definition.ts';
import { defined } from '../../shared/defined.ts';
import type { Text } from '../../shared/languages.ts';
import { withoutEnd } from '../../shared/text.ts';
import { changeFigures, type FigureProblem, type FiguresInput, figuresInputOf } from './figures.ts';

export const typeEntrySchema = z.object({
  at: z.number(),
  by: z.string(),
  key: z.string(),
  what: z.enum(['made', 'changed', 'switched-off', 'switched-on']),
  /** absent: built-in, or new */
  before: leaveTypeSchema.exactOptional(),
});

export type TypeEntry = z.infer<typeof typeEntrySchema>;

/** Unvalidated; numbers are texts. */
export interface TypeInput {
  name: string;
  paid: string;
  pool: string;
  paidOut: string;
  unit: string;
  notice: string;
  worked: string;
  attendance: string;
  decided: string;
  private: string;
  document: string;
  most: string;
  span: string;
  calendarDays: string;
  /** a line each: name and days */
  occasions: string;
  /** of a type by law */
  figures?: FiguresInput;
}

export type TypeProblem =
  | FigureProblem
  | { field: 'name'; code: 'name-missing' | 'name-signs' | 'name-taken' }
  | { field: 'name' | 'notice' | 'most' | 'occasions'; code: 'out-of-range'; max: number }
  | { field: 'unit'; code: 'unknown-unit' }
  | { field: 'pool'; code: 'unknown-pool' | 'pool-in-use' }
  | { field: 'occasions'; code: 'occasion-unreadable'; line: string }
  | { field: 'calendarDays'; code: 'calendar-and-pool' }
  | { field: 'name'; code: 'too-many' | 'type-gone' | 'changed-meanwhile' | 'busy' };

export type Edited = { ok: true; type: LeaveType; what: TypeEntry['what'] } | { ok: false; problems: TypeProblem[] };

const NO_POOL = '';
/** Chosen for a pool that the type keeps itself. */
const KEEPS_POOL = 'own';

interface Editing {
  /** without this one */
  others: readonly LeaveType[];
  today: string;
  /** in the editor's language */
  say: (text: Text) => string;
}

/** A name that reads as before keeps all its languages. */
export function editType(before: LeaveType | undefined, id: string, input: TypeInput, o: Editing): Edited {
  const problems: TypeProblem[] = [];
  const name = readName(input.name, before, problems, o);
  const number = (field: 'notice' | 'most', max: number): number | undefined => {
    const value = Number(input[field] === '' ? 0 : input[field]);
    const fits = Number.isFinite(value) && value >= 0 && value <= max && Number.isInteger(value * 2);
    if (!fits) problems.push({ field, code: 'out-of-range', max });
    return fits ? value : undefined;
  };
  const notice = Math.floor(number('notice', MOST.notice) ?? 0);
  const most = number('most', MOST.days);
  const unit = UNITS.find(u => u === input.unit);
  if (!unit) problems.push({ field: 'unit', code: 'unknown-unit' });
  const pool = input.pool === NO_POOL ? null : input.pool === KEEPS_POOL ? id : input.pool;
  const known = [...POOLS, ...o.others.flatMap(t => (t.pool === t.id ? [t.id] : [])), id, before?.pool ?? null, null];
  if (!known.includes(pool)) problems.push({ field: 'pool', code: 'unknown-pool' });
  // Types that take from a pool need the one that keeps it.
  if (before?.pool === id && pool !== id && o.others.some(t => t.pool === id))
    problems.push({ field: 'pool', code: 'pool-in-use' });
  const calendarDays = input.calendarDays === 'yes';
  if (calendarDays && (pool !== null || unit !== 'day'))
    problems.push({ field: 'calendarDays', code: 'calendar-and-pool' });
  const occasions = readOccasions(input.occasions, before?.occasions ?? [], problems, o);
  const rule = readRule(before, input, problems, o);
  if (!before && o.others.length >= MOST.types) problems.push({ field: 'name', code: 'too-many' });
  if (problems.length > 0 || !unit) return { ok: false, problems };
  const type: LeaveType = {
    id,
    name,
    paid: input.paid === 'yes',
    pool,
    paidOut: pool === id && input.paidOut === 'yes',
    unit,
    notice,
    document: input.document === 'yes',
    worked: input.worked === 'yes',
    attendance: ATTENDANCES.find(a => a === input.attendance) ?? 'attended',
    decided: input.decided !== 'no',
    private: input.private === 'yes',
    most: most === undefined || most === 0 ? null : most,
    span: SPANS.find(s => s === input.span) ?? 'request',
    calendarDays,
    occasions,
    ...defined({ longLeave: before?.longLeave, rule }),
    openEnd: before?.openEnd ?? false,
    off: before?.off ?? false,
    version: (before?.version ?? 0) + 1,
  };
  return { ok: true, type, what: before ? 'changed' : 'made' };
}

function readRule(before: LeaveType | undefined, input: TypeInput, problems: TypeProblem[], o: Editing) {
  if (!before?.rule || !input.figures) return before?.rule;
  const changed = changeFigures(before.rule, input.figures, o.today);
  if ('rule' in changed) return changed.rule;
  problems.push(...changed.problems);
  return before.rule;
}

/** mrkdwn characters: names stand beside Daybook's own words. */
const SIGNS = /[<>&*~`|]/;

function readName(text: string, before: LeaveType | undefined, problems: TypeProblem[], o: Editing): Text {
  const name = cleanLine(text);
  if (name === '') problems.push({ field: 'name', code: 'name-missing' });
  else if (name.length > MOST.name) problems.push({ field: 'name', code: 'out-of-range', max: MOST.name });
  else if (SIGNS.test(name)) problems.push({ field: 'name', code: 'name-signs' });
  else if (o.others.some(t => o.say(t.name).toLowerCase() === name.toLowerCase()))
    problems.push({ field: 'name', code: 'name-taken' });
  return before && o.say(before.name) === name ? before.name : name;
}

/** `Own wedding 5`; one that reads as before keeps its id. */
function readOccasions(text: string, before: readonly Occasion[], problems: TypeProblem[], o: Editing): Occasion[] {
  const lines = text
    .split('\n')
    .map(cleanLine)
    .filter(l => l !== '');
  if (lines.length > MOST.occasions) {
    problems.push({ field: 'occasions', code: 'out-of-range', max: MOST.occasions });
    return [];
  }
  const taken = new Set(before.map(b => b.id));
  return lines.flatMap((line): Occasion[] => {
    const found = /[: ](\d{1,3}(?:\.5)?) ?(?:일|days?)?$/iu.exec(line);
    const name = withoutEnd(line.slice(0, found?.index ?? 0), ': ');
    const count = Number(found?.[1]);
    if (name === '' || name.length > MOST.occasion || SIGNS.test(name) || !(count > 0 && count <= MOST.days)) {
      problems.push({ field: 'occasions', code: 'occasion-unreadable', line });
      return [];
    }
    const same = before.find(b => o.say(b.name) === name);
    if (same) return [{ ...same, days: count }];
    let n = 1;
    while (taken.has(`o${n}`)) n++;
    taken.add(`o${n}`);
    return [{ id: `o${n}`, name, days: count }];
  });
}

export const inputOf = (type: LeaveType, say: (text: Text) => string, today: string): TypeInput => ({
  name: say(type.name),
  paid: yes(type.paid),
  pool: type.pool === null ? NO_POOL : type.pool === type.id && isOwn(type.id) ? KEEPS_POOL : type.pool,
  paidOut: yes(type.paidOut),
  unit: type.unit,
  notice: String(type.notice),
  worked: yes(type.worked),
  attendance: type.attendance,
  decided: yes(type.decided),
  private: yes(type.private),
  document: yes(type.document),
  most: type.most === null ? '' : String(type.most),
  span: type.span,
  calendarDays: yes(type.calendarDays),
  occasions: type.occasions.map(c => `${say(c.name)} ${c.days}`).join('\n'),
  ...defined({ figures: figuresInputOf(type, today) }),
});

const yes = (is: boolean): string => (is ? 'yes' : 'no');

export const isOwn = (id: string): boolean => builtinType(id) === undefined;
