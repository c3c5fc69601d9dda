import type { KeyboardEvent } from 'react';
import { target } from './target.ts';

/** The keys of a menu or list whose items take the focus themselves. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem], [role=option]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next =
    items[
      target(
        event.key,
        at,
        items.map(item => item.dataset.name ?? item.textContent),
      )
    ];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Arrows open what a button shows, as Enter and Space do. */
export function opensWith(open: () => void) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    open();
  };
}
