type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out fields that are undefined. A loop: each Home comes here hundreds of times. */
export function defined<T extends object>(fields: T): Defined<T> {
  const found: Partial<T> = {};
  for (const key of Object.keys(fields) as (keyof T)[]) if (fields[key] !== undefined) found[key] = fields[key];
  return found as Defined<T>;
}
