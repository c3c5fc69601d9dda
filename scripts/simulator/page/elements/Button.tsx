import { type ReactNode, useRef, useState } from 'react';
import { plain } from '../blocks/Text.tsx';
import { moveFocus, opensWith } from '../chrome/keys.ts';
import { Popover } from '../chrome/Popover.tsx';
import { safeLink } from '../mrkdwn.ts';
import { useWorld } from '../world.tsx';
import type { ElementProps } from './field.tsx';
import type { Option } from './state.ts';
import { pressKey, useSurface } from './surface.tsx';

export function Button({ blockId, element }: ElementProps): ReactNode {
  const surface = useSurface();
  const busy = surface.busy.has(pressKey(blockId, element));
  const text = plain(element.text as { text: string });
  const style = element.style === 'primary' || element.style === 'danger' ? element.style : '';
  const url = typeof element.url === 'string' && safeLink(element.url) ? element.url : undefined;
  const press = async (): Promise<void> => {
    // Not `disabled` while it waits: a disabled button loses the focus, and a dialog could not give it back.
    if (busy) return;
    if (url) open(url, '_blank', 'noreferrer');
    await surface.press(blockId, element);
  };
  return (
    <button
      type="button"
      className={`btn ${style}`}
      disabled={surface.locked}
      aria-busy={busy}
      aria-label={typeof element.accessibility_label === 'string' ? element.accessibility_label : undefined}
      data-action-id={element.action_id}
      data-value={element.value}
      onClick={() => void press()}
    >
      <span className="btn-text">{text}</span>
      {busy && <span className="spinner" />}
    </button>
  );
}

export function Overflow({ blockId, element }: ElementProps): ReactNode {
  const surface = useSurface();
  const { words } = useWorld();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const busy = surface.busy.has(pressKey(blockId, element));
  const pick = (option: Option): void => {
    setOpen(false);
    anchor.current?.focus();
    if (option.url && safeLink(option.url)) window.open(option.url, '_blank', 'noreferrer');
    void surface.press(blockId, element, { selected_option: option });
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="btn overflow"
        aria-label={words.more}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={busy}
        disabled={surface.locked}
        data-action-id={element.action_id}
        onClick={() => setOpen(!open && !busy)}
        onKeyDown={opensWith(() => setOpen(!busy))}
      >
        {busy ? <span className="spinner" /> : <span aria-hidden="true">⋯</span>}
      </button>
      {open && (
        <Popover anchor={anchor} align="end" onClose={() => setOpen(false)}>
          <div role="menu" aria-label={words.more} className="menu" tabIndex={-1} onKeyDown={moveFocus}>
            {(element.options as Option[]).map(option => (
              <button
                key={option.value}
                type="button"
                role="menuitem"
                data-value={option.value}
                onClick={() => pick(option)}
              >
                {plain(option.text)}
                {option.description && <small>{plain(option.description)}</small>}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  );
}
