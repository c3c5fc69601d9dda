import { createContext, useContext, useRef, useState } from 'react';
import type { Place } from '../../protocol.ts';
import { useConfirm } from '../chrome/Confirm.tsx';
import { troubleOf } from '../trouble.ts';
import { useWorld } from '../world.tsx';
import { merge, type Raw, type State, type Value } from './state.ts';

/** One Home, modal or message with its inputs' state and what its elements may do. */
export interface Surface {
  state: State;
  /** errors beside fields, by block id */
  errors: Record<string, string>;
  /** the presses that wait for the app, and the warnings of those it did not answer, by `block/action` */
  busy: ReadonlySet<string>;
  warnings: Record<string, string>;
  /** nothing can be changed while a submission is under way */
  locked: boolean;
  set: (blockId: string, actionId: string, value: Value) => void;
  /** Asks the element's `confirm`, then tells the app. False when the person said no. */
  press: (blockId: string, element: Raw, value?: Record<string, unknown>) => Promise<boolean>;
}

const SurfaceContext = createContext<Surface | null>(null);
export const SurfaceProvider = SurfaceContext.Provider;

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('useSurface outside SurfaceProvider');
  return surface;
}

export const pressKey = (blockId: string, element: Raw): string => `${blockId}/${String(element.action_id ?? '')}`;

interface SurfaceInput {
  place: Place;
  blocks: Raw[];
  server?: Record<string, Record<string, unknown>>;
  errors?: Record<string, string>;
  locked?: boolean;
}

/** Keeps the state of one surface; the component that calls it must be keyed by the view's id or message's ts. */
export function useSurfaceState({ place, blocks, server = {}, errors = {}, locked = false }: SurfaceInput): Surface {
  const { act, words } = useWorld();
  const confirm = useConfirm();
  const kept = useRef<State>({});
  const [, redraw] = useState(0);
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [warnings, setWarnings] = useState<Record<string, string>>({});
  kept.current = merge(blocks, kept.current, server);

  const set = (blockId: string, actionId: string, value: Value): void => {
    kept.current = { ...kept.current, [blockId]: { ...kept.current[blockId], [actionId]: value } };
    redraw(count => count + 1);
  };

  const press = async (blockId: string, element: Raw, value?: Record<string, unknown>): Promise<boolean> => {
    if (element.confirm && !(await confirm(element.confirm as Raw))) return false;
    const actionId = String(element.action_id ?? '');
    const key = pressKey(blockId, element);
    if (value && kept.current[blockId]?.[actionId]) set(blockId, actionId, { type: element.type, ...value });
    setBusy(now => new Set(now).add(key));
    setWarnings(({ [key]: _, ...others }) => others);
    const result = await act({
      do: 'press',
      place,
      blockId,
      actionId,
      ...(value ? { value } : {}),
      state: kept.current,
      shown: { blocks },
    });
    setBusy(now => new Set([...now].filter(other => other !== key)));
    if (!result.ok) {
      setWarnings(now => ({ ...now, [key]: troubleOf(result, words) }));
    }
    return true;
  };
  return { state: kept.current, errors, busy, warnings, locked, set, press };
}
