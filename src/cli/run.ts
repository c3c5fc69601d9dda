import { parseArgs } from 'node:util';
import { isUnavailable } from '../db/errors.ts';
import { attendanceCount, attendancePayroll } from './attendance.ts';
import { type Command, type Streams, UsageError, type Values } from './command.ts';
import { doctor } from './doctor.ts';
import { exportMonth } from './export.ts';
import { leaveGrants } from './leave.ts';
import { printManifest } from './manifest.ts';
import { setup } from './setup.ts';
import { forgetWorkspace, listWorkspaces, reseal } from './workspaces.ts';

const COMMANDS: readonly Command[] = [
  attendanceCount,
  attendancePayroll,
  leaveGrants,
  exportMonth,
  printManifest,
  setup,
  doctor,
  listWorkspaces,
  forgetWorkspace,
  reseal,
];
const CALL = process.env.npm_lifecycle_event === 'daybook' ? 'npm run -s daybook --' : 'daybook';

/** The command's exit code; 1 without a database, or 2 for a wrong command line or input (on standard error). */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  const command = COMMANDS.find(c => c.name === args.slice(0, wordsOf(c)).join(' '));
  const asked = args.includes('--help') || args.includes('-h') || args[0] === 'help';
  if (asked) {
    streams.out(command ? helpOf(command) : overview());
    return 0;
  }
  try {
    if (!command) throw new UsageError(unknown(args));
    return (await command.run(valuesOf(command, args.slice(wordsOf(command))), streams)) ?? 0;
  } catch (error) {
    if (error instanceof Error && isUnavailable(error)) {
      streams.err(`daybook: ${error.message}\n`);
      return 1;
    }
    if (!(error instanceof UsageError)) throw error;
    streams.err(`daybook: ${error.message}\n`);
    streams.err(command ? `See: ${CALL} ${command.name} --help\n` : `\n${overview()}`);
    return 2;
  }
}

const wordsOf = ({ name }: Command): number => name.split(' ').length;

function valuesOf(command: Command, args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options: command.options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(misread(command, error));
  }
}

/** `parseArgs` speaks of positional arguments and suggests no correction. */
function misread(command: Command, error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const [, found = ''] = /'([^' ]*)/.exec(error.message) ?? [];
  const written = (option: string): string | undefined =>
    command.help.map(([text]) => text).find(text => text.split(' ')[0] === option);
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `there is no option '${found}': ${command.name} has ${Object.keys(command.options)
        .map(o => `--${o}`)
        .join(', ')}`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `'${found}' follows no option: each value comes after its option, as in ${command.help[0]?.[0]}`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return command.options[found.slice(2)]?.type === 'boolean'
        ? `${found} takes no value: write it alone`
        : `${found} has no value: write it as ${written(found) ?? found}`;
    default:
      return error.message;
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
