/**
 * Slack's mrkdwn as a tree. Own code, because slack-blocks-to-jsx 1.1 decodes `&lt;!channel&gt;` before parsing (what a
 * person typed becomes a mention), reads plain_text as markup, eats the colons of `09:12:30` and drops tables.
 */
export type Inline =
  | { t: 'text'; s: string }
  | { t: 'bold' | 'italic' | 'strike'; c: Inline[] }
  | { t: 'code'; s: string }
  | { t: 'emoji'; name: string }
  | { t: 'link'; href: string; c: Inline[] }
  | { t: 'user' | 'channel' | 'group'; id: string; label: string | undefined }
  | { t: 'broadcast'; name: string }
  | { t: 'date'; ts: number; format: string; href: string | undefined; fallback: string };

export type Section = { t: 'lines'; c: Inline[] } | { t: 'quote'; c: Inline[] } | { t: 'pre'; s: string };

/** Undoes Slack's three escapes, once. */
export function decode(text: string): string {
  return text.replace(/&(lt|gt|amp);/g, (_, name: string) => (name === 'lt' ? '<' : name === 'gt' ? '>' : '&'));
}

/** Slack's three escapes for text that is sent as mrkdwn. */
export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Text split into code fences, quotes and runs of lines. `verbatim` leaves bare URLs alone, as Slack's field does. */
export function parseMrkdwn(source: string, verbatim = false): Section[] {
  const sections: Section[] = [];
  source.split(/```([\s\S]+?)```/).forEach((part, index) => {
    if (index % 2 === 1) sections.push({ t: 'pre', s: decode(part.replace(/^\n/, '').replace(/\n$/, '')) });
    else sections.push(...linesOf(part, verbatim));
  });
  return sections;
}

function linesOf(part: string, verbatim: boolean): Section[] {
  const runs: { quote: boolean; lines: string[] }[] = [];
  for (const line of part.replace(/^\n|\n$/g, '').split('\n')) {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line);
    const last = runs.at(-1);
    const text = quoted ? (quoted[1] ?? '') : line;
    if (last && last.quote === Boolean(quoted)) last.lines.push(text);
    else runs.push({ quote: Boolean(quoted), lines: [text] });
  }
  return runs
    .filter(run => run.quote || run.lines.some(line => line !== ''))
    .map(run => ({ t: run.quote ? 'quote' : 'lines', c: parseInline(run.lines.join('\n'), verbatim) }));
}

const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const WORD = /[\p{L}\p{N}]/u;

/** One run of inline markup. Styles need word boundaries on both sides, so `*휴가*를` stays literal, as in Slack. */
export function parseInline(source: string, verbatim = false): Inline[] {
  const out: Inline[] = [];
  let plain = '';
  const push = (node: Inline): void => {
    if (plain) out.push({ t: 'text', s: decode(plain) });
    plain = '';
    out.push(node);
  };
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at);
    const found = tokenAt(source, at, rest, verbatim);
    if (found) {
      push(found.node);
      at += found.length;
    } else {
      plain += source[at];
      at += 1;
    }
  }
  if (plain) out.push({ t: 'text', s: decode(plain) });
  return out;
}

function tokenAt(source: string, at: number, rest: string, verbatim: boolean): { node: Inline; length: number } | null {
  const char = source[at] ?? '';
  if (char === '<') {
    const match = /^<([^<>\n]+)>/.exec(rest);
    const node = match ? special(match[1] ?? '') : null;
    return match && node ? { node, length: match[0].length } : null;
  }
  if (char === '`') {
    const match = /^`([^`\n]+)`/.exec(rest);
    return match ? { node: { t: 'code', s: decode(match[1] ?? '') }, length: match[0].length } : null;
  }
  if (char === ':') {
    const match = /^:([a-z0-9_+'-]*[a-z+][a-z0-9_+'-]*):(?::skin-tone-[2-6]:)?/.exec(rest);
    return match ? { node: { t: 'emoji', name: match[1] ?? '' }, length: match[0].length } : null;
  }
  if (char === '*' || char === '_' || char === '~') return styled(source, at, char, verbatim);
  if (char === 'h' && !verbatim && !WORD.test(source[at - 1] ?? '')) {
    const match = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]]/.exec(rest);
    if (match)
      return {
        node: { t: 'link', href: decode(match[0]), c: [{ t: 'text', s: decode(match[0]) }] },
        length: match[0].length,
      };
  }
  return null;
}

function styled(source: string, at: number, mark: keyof typeof STYLES, verbatim: boolean) {
  const before = source[at - 1] ?? '';
  const next = source[at + 1] ?? ' ';
  if (WORD.test(before) || before === mark || /\s/.test(next) || next === mark) return null;
  for (let end = at + 2; end < source.length && source[end] !== '\n'; end += 1) {
    if (source[end] === '<') end = skip(source, end, '>');
    else if (source[end] === '`') end = skip(source, end, '`');
    if (source[end] !== mark || /\s/.test(source[end - 1] ?? '')) continue;
    const after = source[end + 1] ?? '';
    if (WORD.test(after) || after === mark) continue;
    const node: Inline = { t: STYLES[mark], c: parseInline(source.slice(at + 1, end), verbatim) };
    return { node, length: end + 1 - at };
  }
  return null;
}

function skip(source: string, from: number, close: string): number {
  const end = source.indexOf(close, from + 1);
  return end < 0 ? from : end;
}

function special(body: string): Inline | null {
  const bar = body.indexOf('|');
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? undefined : decode(body.slice(bar + 1));
  if (/^@[UWB]\w+$/.test(target)) return { t: 'user', id: target.slice(1), label };
  if (/^#[CGD]\w+$/.test(target)) return { t: 'channel', id: target.slice(1), label };
  if (target.startsWith('!')) return command(target.slice(1), label);
  const href = decode(target);
  if (!safeLink(href)) return null;
  return { t: 'link', href, c: label === undefined ? [{ t: 'text', s: href }] : [{ t: 'text', s: label }] };
}

function command(name: string, label: string | undefined): Inline | null {
  if (/^(here|channel|everyone)$/.test(name)) return { t: 'broadcast', name };
  const group = /^subteam\^(\w+)$/.exec(name);
  if (group) return { t: 'group', id: group[1] ?? '', label };
  const date = /^date\^(\d+)\^([^^]+)(?:\^(.+))?$/.exec(name);
  if (!date) return label === undefined ? null : { t: 'text', s: label };
  return { t: 'date', ts: Number(date[1]), format: date[2] ?? '', href: date[3], fallback: label ?? '' };
}

/** Only what cannot run as a script in the page. */
export function safeLink(href: string): boolean {
  return /^(https?:\/\/|mailto:|tel:|slack:|\/(?!\/))/i.test(href);
}
