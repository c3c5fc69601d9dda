import { parseArgs } from 'node:util';
import { attendanceCount } from './attendance.ts';
import { type Command, type Streams, UsageError, type Values } from './command.ts';
import { leaveGrants } from './leave.ts';

const COMMANDS: readonly Command[] = [attendanceCount, leaveGrants];
const CALL = 'npm run -s daybook --';

/** Runs one command line. The exit code: 0, or 2 when the command line or its input is wrong (said on standard error). */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  const command = COMMANDS.find(c => c.name === args.slice(0, 2).join(' '));
  const asked = args.includes('--help') || args.includes('-h') || args[0] === 'help';
  if (asked) {
    streams.out(command ? helpOf(command) : overview());
    return 0;
  }
  try {
    if (!command) throw new UsageError(unknown(args));
    await command.run(valuesOf(command, args.slice(2)), streams);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    streams.err(`daybook: ${error.message}\n`);
    streams.err(command ? `See: ${CALL} ${command.name} --help\n` : `\n${overview()}`);
    return 2;
  }
}

function valuesOf(command: Command, args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options: command.options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const unknown = (args: readonly string[]): string =>
  args.length === 0 ? 'say which command' : `there is no command "${args.slice(0, 2).join(' ')}"`;

function overview(): string {
  const lines = COMMANDS.map(c => `  ${c.name.padEnd(18)}  ${c.summary}`);
  return `Usage: ${CALL} <command> [options]\n\n${lines.join('\n')}\n\nOptions of a command: ${CALL} <command> --help\n`;
}

function helpOf(command: Command): string {
  const width = Math.max(...command.help.map(([option]) => option.length));
  const lines = command.help.map(([option, meaning]) => `  ${option.padEnd(width)}  ${meaning}`);
  return `${command.summary}.\n\nUsage: ${CALL} ${command.name} [options]\n\n${lines.join('\n')}\n`;
}
