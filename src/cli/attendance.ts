import { countWork, type WorkCount, WorktimeError } from '../worktime/worktime.ts';
import { type Command, oneLine, required, table, UsageError } from './command.ts';

/** `attendance count`: applies the counting rules to one case. */
export const attendanceCount: Command = {
  name: 'attendance count',
  summary: 'Count days and weeks of working time',
  help: [
    [
      '--file case.json',
      'zone, breaks (statutory or recorded) and spans with in, out and breaks; - reads standard input',
    ],
    ['--json', 'print the count as JSON, in minutes, instead of a table in hours'],
  ],
  options: { file: { type: 'string' }, json: { type: 'boolean' } },
  async run(values, streams) {
    const file = required(values, 'file', 'case.json, or - for standard input');
    const count = counted(parse(await streams.read(file), file), file);
    streams.out(values.json ? `${oneLine(count)}\n` : asTables(count));
  },
};

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
function counted(input: unknown, file: string): WorkCount {
  const wrapped = typeof input === 'object' && input !== null && 'case' in input ? input.case : input;
  if (Array.isArray(wrapped)) throw new UsageError(`${nameOf(file)} holds a list: give one case of it`);
  try {
    return countWork(wrapped);
  } catch (error) {
    if (error instanceof WorktimeError) throw new UsageError(`${nameOf(file)} cannot be counted: ${error.message}`);
    throw error;
  }
}

function asTables({ days, weeks }: WorkCount): string {
  const numbers = new Set([1, 2, 3, 4]);
  const dayRows = days.map(d => [d.date, hours(d.span), hours(d.break), hours(d.worked), hours(d.night)]);
  const weekRows = weeks.map(w => [w.monday, hours(w.worked), hours(w.overtime), hours(w.over52)]);
  return [
    table(['Day       ', 'Span', 'Break', 'Worked', 'Night'], dayRows, numbers),
    table(['Week from ', 'Worked', 'Over 40 h', 'Over 52 h'], weekRows, numbers),
  ].join('\n');
}

const hours = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);
