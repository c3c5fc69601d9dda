/** Adds to `common` and keeps its getters: policy values are read when they are used. A spread would read them once. */
export const sharing =
  <A extends object>(common: A) =>
  <B extends object>(own: B): A & B =>
    Object.defineProperties({} as A & B, {
      ...Object.getOwnPropertyDescriptors(common),
      ...Object.getOwnPropertyDescriptors(own),
    });
