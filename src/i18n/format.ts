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

/** `2`, `0.5`, `1.25`: at most two decimals, no trailing zeros. */
export const number = (n: number): string => String(Math.round(n * 100) / 100);

/** By hand, since ICU data differs between Node builds. */
export const grouped = (n: number): string => {
  const [whole = '0', decimals] = String(Math.abs(n)).split('.');
  const first = whole.length % 3 || 3;
  const groups = [whole.slice(0, first)];
  for (let at = first; at < whole.length; at += 3) groups.push(whole.slice(at, at + 3));
  return `${n < 0 ? '-' : ''}${groups.join(',')}${decimals ? `.${decimals}` : ''}`;
};

/** English: `1 day`, `2 days`. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`;
