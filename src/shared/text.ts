/** Longest texts from outside, in UTF-16 units, checked before anything reads them. */
export const LONGEST = {
  /** a message or a command's text, as Slack delivers it */
  message: 4000,
  /** a line of the text form, the reason aside; a schedule */
  line: 200,
  /** a number, a sum, a date or a time as somebody types it */
  figure: 60,
  /** a cell of an import file */
  cell: 500,
  /** Slack's own limit for an input */
  input: 3000,
  /** Slack's own limit for `private_metadata` */
  metadata: 3000,
  /** Slack's own limit for values of buttons and options */
  value: 2000,
} as const;

/** Undoes Slack's escaping of `&<>` in texts that it delivers. */
export const decodeEntities = (text: string): string =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

/** Slack's text as typed (docs.slack.dev/messaging/formatting-message-text). `person` replaces a mention. */
export const asTyped = (text: string, person: (user: string) => string): string =>
  decodeEntities(
    text.replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) => {
      if (target.startsWith('@')) return person(target.slice(1));
      if (label !== undefined && label !== '') return target.startsWith('#') ? `#${label}` : label;
      if (target.startsWith('!')) return `@${target.slice(1).split('^')[0]}`;
      return target.replace(/^(?:mailto|tel):/, '');
    }),
  );

/** Without these characters at its end. A loop, since an expression anchored at the end restarts at each character. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Patterns with a single blank between parts, on single-blank text, read each character once. */
export function cursor(text: string) {
  let at = 0;
  return {
    /** Matches at the current position; false from `fits`: no match. */
    take: (pattern: RegExp, fits?: (found: RegExpExecArray) => boolean): RegExpExecArray | undefined => {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (!found || (fits && !fits(found))) return undefined;
      at = pattern.lastIndex;
      return found;
    },
    atEnd: (): boolean => at >= text.length,
  };
}
export type Cursor = ReturnType<typeof cursor>;

/** One of Unicode's normal forms. Only thirty marks on a letter stay (UAX 15): sorting more takes quadratic time. */
export const normal = (text: string, form: 'NFC' | 'NFKC'): string =>
  text.replace(/(\p{M}{30})\p{M}+/gu, '$1').normalize(form);

const collator = new Intl.Collator('ko');

/** One order of names for every language: Hangul before Latin. */
export const byName = (a: string, b: string): number => collator.compare(a, b);
