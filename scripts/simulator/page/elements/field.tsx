import type { ReactNode } from 'react';
import { keyOf, type Raw } from './state.ts';
import { pressKey, useSurface } from './surface.tsx';

export interface ElementProps {
  blockId: string;
  element: Raw;
  /** what a screen reader calls it: the input's label, or the placeholder */
  label: string;
  /** a change is told to the app at once: everywhere but in an input block without `dispatch_action` */
  dispatch: boolean;
  optional?: boolean;
  invalid?: boolean;
}

/** What stands in a stateful element and how to change it. */
export function useField({ blockId, element, dispatch }: ElementProps) {
  const surface = useSurface();
  const key = keyOf(element) ?? 'value';
  const actionId = String(element.action_id);
  const content: unknown = surface.state[blockId]?.[actionId]?.[key];
  return {
    content,
    locked: surface.locked,
    busy: surface.busy.has(pressKey(blockId, element)),
    /** keeps it without telling the app */
    keep: (next: unknown): void => surface.set(blockId, actionId, { type: element.type, [key]: next }),
    tell: (next: unknown): void => void surface.press(blockId, element, { [key]: next }),
    change: (next: unknown): void => {
      if (dispatch) void surface.press(blockId, element, { [key]: next });
      else surface.set(blockId, actionId, { type: element.type, [key]: next });
    },
  };
}

/** The element with the mark that the app did not answer its press. */
export function Answered({ blockId, element, children }: { blockId: string; element: Raw; children: ReactNode }) {
  const surface = useSurface();
  const key = pressKey(blockId, element);
  const warning = surface.warnings[key];
  return (
    <span className="element" data-action-id={element.action_id} data-busy={surface.busy.has(key) || undefined}>
      {children}
      {warning && (
        <span className="warning" role="alert">
          ⚠ {warning}
        </span>
      )}
    </span>
  );
}
