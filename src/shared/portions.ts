/**
 * So many names, or documents to be written, in one command: the embedded server compares each document that it finds with each name, works on
 * one command at a time, and writes about one document a millisecond.
 */
export const AT_ONCE = 50;

/** A list in portions of at most `size`, in its order. */
export const portions = <T>(list: readonly T[], size = AT_ONCE): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
