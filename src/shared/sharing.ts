/**
 * Adds to what all have in common, so that getters stay getters: what stands in the policy is read when it is used, since it may change while
 * the process runs. `{ ...common, ...own }` would read it once.
 */
export const sharing =
  <A extends object>(common: A) =>
  <B extends object>(own: B): A & B =>
    Object.defineProperties({} as A & B, {
      ...Object.getOwnPropertyDescriptors(common),
      ...Object.getOwnPropertyDescriptors(own),
    });
