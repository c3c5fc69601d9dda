import { type Streams, UsageError } from '../../src/cli/command.ts';

/** A terminal of the command line: what it wrote, and the lines that it is given. */
export function terminal(o: { files?: Record<string, string>; lines?: string[]; env?: Record<string, string> } = {}) {
  const { files = {}, lines = [], env = {} } = o;
  const written = { out: '', err: '' };
  const streams: Streams = {
    out: text => {
      written.out += text;
    },
    err: text => {
      written.err += text;
    },
    read: async file => {
      const text = files[file];
      if (text === undefined) throw new UsageError(`${file} cannot be read: there is no ${file}`);
      return text;
    },
    kept: async file => files[file],
    write: async (file, text) => {
      files[file] = text;
    },
    ask: async question => {
      written.out += question;
      const line = lines.shift();
      if (line === undefined) throw new UsageError('the input ended before everything was answered');
      return line;
    },
    env,
  };
  return { streams, written, files };
}
