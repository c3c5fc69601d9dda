/** Tells whoever waits that something changed, so that nobody has to sleep and look again. */
export class Changes {
  readonly #seen = new Set<() => void>();
  readonly #any = new Set<() => void>();

  /** Something that people see changed. */
  changed(): void {
    for (const listener of [...this.#seen, ...this.#any]) listener();
  }

  /** Something else happened: a call was logged, a delivery ended. */
  happened(): void {
    for (const listener of [...this.#any]) listener();
  }

  /** Calls `listener` at each change that people see; gives the function that ends it. */
  subscribe(listener: () => void): () => void {
    this.#seen.add(listener);
    return () => this.#seen.delete(listener);
  }

  /**
   * What `predicate` gives as soon as it is truthy, asked again after each change.
   * @throws Error naming `what` when it is not within `ms`.
   */
  until<T>(predicate: () => T, ms = 5000, what = String(predicate)): Promise<NonNullable<T>> {
    return new Promise((resolve, reject) => {
      const end = (act: () => void): void => {
        clearTimeout(timer);
        this.#any.delete(look);
        act();
      };
      const look = (): void => {
        try {
          const value = predicate();
          if (value) end(() => resolve(value));
        } catch (error) {
          end(() => reject(error));
        }
      };
      const timer = setTimeout(() => end(() => reject(new Error(`Waited ${ms} ms in vain for ${what}`))), ms);
      this.#any.add(look);
      look();
    });
  }
}
