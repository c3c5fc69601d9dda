/**
 * How long a text from outside may be, in UTF-16 units, by what reads it. It is asked before anything else looks at the text, so that
 * no reader costs more than this.
 */
export const LONGEST = {
  /** a message or a command's text, as Slack delivers it */
  message: 4000,
  /** a line of the text form, the reason aside; a schedule */
  line: 200,
  /** a number, a sum, a date or a time as somebody types it */
  figure: 60,
  /** a cell of an import file */
  cell: 500,
  /** what is typed into an input: Slack's own limit */
  input: 3000,
  /** `private_metadata` of a view: Slack's own limit */
  metadata: 3000,
  /** the value of a button or an option: Slack's own limit */
  value: 2000,
} as const;

/** Undoes Slack's escaping of `&<>` in texts that it delivers. */
export const decodeEntities = (text: string): string =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

/**
 * A text that Slack delivers, as it was typed: addresses and numbers without the markup that Slack gives them
 * (docs.slack.dev/messaging/formatting-message-text). `person` says what stands for a mention of somebody.
 */
export const asTyped = (text: string, person: (user: string) => string): string =>
  decodeEntities(
    text.replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) => {
      if (target.startsWith('@')) return person(target.slice(1));
      if (label !== undefined && label !== '') return target.startsWith('#') ? `#${label}` : label;
      if (target.startsWith('!')) return `@${target.slice(1).split('^')[0]}`;
      return target.replace(/^(?:mailto|tel):/, '');
    }),
  );

/** A text without these characters at its end. A loop, since an expression anchored at the end begins again at every character. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** A text that is read from its beginning on. */
export interface Cursor {
  /** What a sticky pattern finds where the last one ended; nothing is taken where it finds nothing or `fits` says no. */
  take(pattern: RegExp, fits?: (found: RegExpExecArray) => boolean): RegExpExecArray | undefined;
  atEnd(): boolean;
}

/** Patterns with a single blank between their parts, on a text with single blanks, look at no character twice. */
export function cursor(text: string): Cursor {
  let at = 0;
  return {
    take: (pattern, fits) => {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (!found || (fits && !fits(found))) return undefined;
      at = pattern.lastIndex;
      return found;
    },
    atEnd: () => at >= text.length,
  };
}

/**
 * A text in one of Unicode's normal forms. Of more than thirty marks on one letter the first are kept, as stream-safe text has them (UAX 15):
 * sorting a run of marks takes the square of its length.
 */
export const normal = (text: string, form: 'NFC' | 'NFKC'): string =>
  text.replace(/(\p{M}{30})\p{M}+/gu, '$1').normalize(form);

const collator = new Intl.Collator('ko');

/** Names of people and teams stand in one order for everybody, whatever their language: Hangul before Latin. */
export const byName = (a: string, b: string): number => collator.compare(a, b);
