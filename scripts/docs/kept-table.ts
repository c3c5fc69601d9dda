const [BEGIN, END] = ['<!-- table -->\n', '<!-- /table -->'];

/** A table between the markers of a page, whose lines begin with the name of what made them, in backticks. */
export interface KeptTable {
  /** the line of titles */
  head: string;
  /** names in the order of the table; lines of others go */
  names: readonly string[];
}

/** The page with these lines as those of one name; the others stand until what made them runs again. */
export function withLines(page: string, { head, names }: KeptTable, name: string, lines: readonly string[]): string {
  const [before = '', rest] = page.split(BEGIN);
  if (!rest?.includes(END)) throw new Error(`no ${BEGIN.trim()} … ${END} in the page`);
  const [table = '', after = ''] = rest.split(END);
  const stood = (of: string): string[] => table.split('\n').filter(line => line.startsWith(`| \`${of}\` `));
  const ruler = head.replaceAll(/[^|]+/g, ' --- ');
  const all = [head, ruler, ...names.flatMap(each => (each === name ? lines : stood(each)))];
  return `${before}${BEGIN}${all.join('\n')}\n${END}${after}`;
}
