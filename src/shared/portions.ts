/** Names or documents in one command: the embedded server compares all pairs, and writes one document a millisecond. */
export const AT_ONCE = 50;

/** The same where few or none match, or for a range. */
export const STRETCH = 100;

/** Of more people everybody's are read, at once or by ranges. */
export const FEW_OF_MANY = 400;

export const portions = <T>(list: readonly T[], size = AT_ONCE): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

/**
 * A condition on sorted names: one by one, or as a range. It ends behind the last name: the embedded server leaves out
 * an equal upper bound where an index has more fields.
 */
export const namesIn = (
  some: readonly string[],
  isRange: boolean,
): { $in: string[] } | { $gte: string; $lt: string } =>
  isRange ? { $gte: some[0] ?? '', $lt: `${some.at(-1) ?? ''}~` } : { $in: [...some] };

/** A page of a list, clamped to the first and last. */
export function paged<T>(all: readonly T[], wanted: number, size: number) {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Number.isSafeInteger(wanted) ? Math.min(Math.max(1, wanted), pages) : 1;
  return { page, pages, count: all.length, rows: all.slice((page - 1) * size, page * size) };
}
