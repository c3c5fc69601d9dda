import { type Payroll, payrollOf } from '../worktime/payroll.ts';
import { countWork, type WorkCount, WorktimeError } from '../worktime/worktime.ts';
import { type Command, oneLine, required, table, UsageError } from './command.ts';

/** A command that applies a rule to the case of a file. */
const onCase = <T>(
  name: string,
  summary: string,
  parts: string,
  rule: (input: unknown) => T,
  asTables: (of: T) => string,
): Command => ({
  name,
  summary,
  help: [
    ['--file case.json', `${parts}; - reads standard input`],
    ['--json', 'print the count as JSON, in minutes, instead of tables in hours'],
  ],
  options: { file: { type: 'string' }, json: { type: 'boolean' } },
  async run(values, streams) {
    const file = required(values, 'file', 'case.json, or - for standard input');
    const counted = applied(rule, parse(await streams.read(file), file), file);
    streams.out(values.json ? `${oneLine(counted)}\n` : asTables(counted));
  },
});

/** `attendance count`: applies the counting rules to one case. */
export const attendanceCount = onCase(
  'attendance count',
  'Count days and weeks of working time',
  'zone, breaks (statutory or recorded) and spans with in, out and breaks',
  countWork,
  countTables,
);

/** `attendance payroll`: the premium minutes of one case. */
export const attendancePayroll = onCase(
  'attendance payroll',
  'Count overtime, holiday and night work for payroll',
  'a case of attendance count, with week (contract minutes, Monday first), fullTimeWeek, weeklyHoliday and holidays',
  payrollOf,
  payrollTables,
);

function parse(text: string, file: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  if (json.trim() === '')
    throw new UsageError(`${nameOf(file)} is empty: give a case as JSON, an object with zone, breaks and spans`);
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UsageError(`${nameOf(file)} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** An entry of a file of cases wraps the case. */
function applied<T>(rule: (input: unknown) => T, input: unknown, file: string): T {
  const wrapped = typeof input === 'object' && input !== null && 'case' in input ? input.case : input;
  if (Array.isArray(wrapped)) throw new UsageError(`${nameOf(file)} holds a list: give one case of it`);
  try {
    return rule(wrapped);
  } catch (error) {
    if (error instanceof WorktimeError) throw new UsageError(`${nameOf(file)} cannot be counted: ${error.message}`);
    throw error;
  }
}

function countTables({ days, weeks }: WorkCount): string {
  const numbers = new Set([1, 2, 3, 4]);
  const dayRows = days.map(d => [d.date, hours(d.span), hours(d.break), hours(d.worked), hours(d.night)]);
  const weekRows = weeks.map(w => [w.monday, hours(w.worked), hours(w.overtime), hours(w.over52)]);
  return [
    table(['Day       ', 'Span', 'Break', 'Worked', 'Night'], dayRows, numbers),
    table(['Week from ', 'Worked', 'Over 40 h', 'Over 52 h'], weekRows, numbers),
  ].join('\n');
}

function payrollTables({ days, weeks, total }: Payroll): string {
  const sums = (of: Payroll['total']): string[] =>
    [of.worked, of.overtime, of.holiday8, of.holidayBeyond, of.night].map(hours);
  const dayRows = [...days.map(d => [d.date, ...sums(d)]), ['Total', ...sums(total)]];
  const weekRows = weeks.map(w => [w.monday, hours(w.worked), hours(w.overtime), hours(w.limit), hours(w.over)]);
  return [
    table(
      ['Day       ', 'Worked', 'Overtime', 'Holiday to 8 h', 'Holiday over 8 h', 'Night'],
      dayRows,
      new Set([1, 2, 3, 4, 5]),
    ),
    table(['Week from ', 'Worked', 'Overtime', 'Limit', 'Over limit'], weekRows, new Set([1, 2, 3, 4])),
  ].join('\n');
}

const hours = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);
