import { useEffect, useRef, useState } from 'react';
import type { Act, ActResult, Snapshot } from '../protocol.ts';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** An act without the person: the page adds who acts. */
export type Deed = Without<Act, 'as'>;

export interface Sim {
  snapshot: Snapshot | null;
  /** how far the workspace's time is from this machine's, ms */
  ahead: number;
  /** whether the event stream stands */
  online: boolean;
  act: (deed: Deed) => Promise<ActResult>;
  /** the last thing done: its own place shows a warning about it, unless it has none */
  lastDeed: Deed['do'] | null;
}

const RETRY_MS = 1000;

/** The live state as one person sees it. With no person (`''`) the server shows its first. */
export function useSim(as: string): Sim {
  const [state, setState] = useState<{ snapshot: Snapshot; ahead: number } | null>(null);
  const [online, setOnline] = useState(true);
  const person = useRef(as);
  const lastDeed = useRef<Deed['do'] | null>(null);
  person.current = as || state?.snapshot.me.id || '';

  useEffect(() => {
    let source: EventSource;
    let later: ReturnType<typeof setTimeout>;
    const listen = (): void => {
      source = new EventSource(`/sim/events?as=${encodeURIComponent(as)}`);
      source.onmessage = event => {
        const snapshot = JSON.parse(String(event.data)) as Snapshot;
        setOnline(true);
        setState({ snapshot, ahead: snapshot.now - Date.now() });
      };
      source.onerror = () => {
        setOnline(false);
        // The browser's own next try may be seconds away, or never come after an answer that is no stream.
        source.close();
        later = setTimeout(listen, RETRY_MS);
      };
    };
    listen();
    return () => {
      clearTimeout(later);
      source.close();
    };
  }, [as]);

  const act = async (deed: Deed): Promise<ActResult> => {
    lastDeed.current = deed.do;
    try {
      const response = await fetch('/sim/act', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: person.current, ...deed }),
      });
      return (await response.json()) as ActResult;
    } catch (error) {
      return { ok: false, status: 0, ms: 0, error: error instanceof Error ? error.message : String(error) };
    }
  };
  return { snapshot: state?.snapshot ?? null, ahead: state?.ahead ?? 0, online, act, lastDeed: lastDeed.current };
}
