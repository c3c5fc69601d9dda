import { useSyncExternalStore } from 'react';

/** Where the page stands, kept in the URL's hash: `#as=U1&at=home&thread=1700000000.000100`. */
export interface Spot {
  as: string;
  /** `home`, `messages`, a channel's id, or `''` for the list (on a phone) */
  at: string;
  thread: string;
}

/** Reads a hash; unknown keys are ignored. */
function readSpot(hash: string): Spot {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  return { as: query.get('as') ?? '', at: query.get('at') ?? '', thread: query.get('thread') ?? '' };
}

/** Goes somewhere, as a step that the browser's Back undoes. */
export function go(change: Partial<Spot>): void {
  location.hash = addressOf({ ...readSpot(location.hash), ...change });
}

/** The hash of a place. */
export function addressOf(spot: Spot): string {
  return `#${new URLSearchParams(Object.entries(spot).filter(([, value]) => value))}`;
}

export function useSpot(): Spot {
  const hash = useSyncExternalStore(
    changed => {
      addEventListener('hashchange', changed);
      return () => removeEventListener('hashchange', changed);
    },
    () => location.hash,
  );
  return readSpot(hash);
}
