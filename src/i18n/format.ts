import { localMinutes, weekday } from '../calendar/rules.ts';

/** `09:12` on the wall clock of `zone`. */
export function clockTime(ms: number, zone: string): string {
  const minutes = localMinutes(ms, zone);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export const day = (date: string): { month: number; day: number; weekday: number } => ({
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8)),
  weekday: weekday(date),
});

// Tables, since ICU data differs between Node builds.
export const pick = (table: readonly string[], oneBased: number): string => table[oneBased - 1] ?? '';

/** `2`, `0.5`, `1.25`: at most two decimals, no trailing zeros; as fields and files have it. */
export const number = (n: number): string => String(Math.round(n * 100) / 100);

/** Keeps a number and its unit in one line. */
export const NO_BREAK = '\u00a0';

/** `1,234.5`, `−2`: as people read it. By hand, since ICU data differs between Node builds. */
export const grouped = (n: number): string => {
  const [whole = '0', decimals] = String(Math.abs(n)).split('.');
  const first = whole.length % 3 || 3;
  const groups = [whole.slice(0, first)];
  for (let at = first; at < whole.length; at += 3) groups.push(whole.slice(at, at + 3));
  return `${n < 0 ? '−' : ''}${groups.join(',')}${decimals ? `.${decimals}` : ''}`;
};

/** Half hours have four decimals. */
export const exact = (n: number): string => grouped(Math.round(n * 10_000) / 10_000);

/** English: `1 day`, `1,000 days`. */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${grouped(Math.round(n * 100) / 100)}${NO_BREAK}${n === 1 ? one : many}`;
