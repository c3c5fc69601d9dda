/**
 * What the work comes to, or undefined after so long, ms; it goes on all the same. The timer ends with the work: while
 * it runs it keeps what was read for the request.
 */
export const within = <T>(ms: number, work: Promise<T>): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms, undefined).unref();
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
