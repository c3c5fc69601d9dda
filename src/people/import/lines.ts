/** Without its end; quoted line ends make it span several. `line` counts from 1. */
export interface CsvLine {
  line: number;
  text: string;
}

const [QUOTE, LF, CR] = [0x22, 0x0a, 0x0d];
/** characters of empty lines */
const NOTHING = new Set([...' \t,;"'].map(sign => sign.charCodeAt(0)));

/** Characters of empty lines that are skipped before other work gets a turn. */
const PASSED_OVER = 65_536;

/** Non-empty lines, lazily, with an empty one now and then in long gaps. Lines beyond `most` are cut: `tooLong`. */
export function* csvLines(text: string, most: number): Generator<CsvLine & { tooLong?: true }> {
  let line = 1;
  let at = 0;
  let yielded = 0;
  while (at < text.length) {
    const [begin, first] = [at, line];
    let [quoted, blank] = [false, true];
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) quoted = !quoted;
      else if (code === LF || code === CR) {
        if (code === LF || text.charCodeAt(at + 1) !== LF) line++;
        if (!quoted && (code === LF || text.charCodeAt(at + 1) !== LF)) break;
      } else if (!NOTHING.has(code)) blank = false;
      if (at - begin >= most && !blank) {
        yield { line: first, text: text.slice(begin, at), tooLong: true };
        return;
      }
    }
    const end = text.charCodeAt(at - 1) === CR && text.charCodeAt(at) === LF ? at - 1 : at;
    if (!blank || at - yielded > PASSED_OVER) {
      yielded = at;
      yield { line: first, text: blank ? '' : text.slice(begin, end) };
    }
    at++;
  }
}
