/**
 * So many names, or documents to be written, in one command: the embedded server compares each document that it finds with each name, works on
 * one command at a time, and writes about one document a millisecond.
 */
export const AT_ONCE = 50;

/** So many of whom few or none is found, or of a range. */
export const STRETCH = 100;

/** A list in portions of at most `size`, in its order. */
export const portions = <T>(list: readonly T[], size = AT_ONCE): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

/**
 * What asks for these names: one by one, or as the range that they are of all, which compares nothing; sorted then. The stretch ends behind the
 * last name: where an index has more fields, the embedded server leaves out what is equal to an upper bound.
 */
export const namesIn = (
  some: readonly string[],
  isRange: boolean,
): { $in: string[] } | { $gte: string; $lt: string } =>
  isRange ? { $gte: some[0] ?? '', $lt: `${some.at(-1) ?? ''}~` } : { $in: [...some] };

/** A page of a list; one beyond the end is the last, and what is no number is the first. */
export function paged<T>(all: readonly T[], wanted: number, size: number) {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Number.isSafeInteger(wanted) ? Math.min(Math.max(1, wanted), pages) : 1;
  return { page, pages, count: all.length, rows: all.slice((page - 1) * size, page * size) };
}
