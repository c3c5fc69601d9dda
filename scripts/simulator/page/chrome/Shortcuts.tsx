import { type ReactNode, useRef, useState } from 'react';
import { useWorld } from '../world.tsx';
import { Avatar } from './Avatar.tsx';
import { moveFocus, opensWith } from './keys.ts';
import { Popover } from './Popover.tsx';

/** The lightning bolt beside the message box: the app's global shortcuts. `run` does the chosen one. */
export function Shortcuts({ run }: { run: (callbackId: string) => Promise<void> }): ReactNode {
  const { snapshot, users, words } = useWorld();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const bot = users.get(snapshot.app.botUser);
  if (snapshot.shortcuts.length === 0) return null;
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="bolt"
        aria-label={words.shortcuts}
        title={words.shortcuts}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={opensWith(() => setOpen(true))}
      >
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
          <path
            d="M11 2L4 11.5h5L8 18l8-10h-5.4z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
          />
        </svg>
      </button>
      {open && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} className="listbox-popover shortcuts">
          <div role="menu" aria-label={words.shortcuts} className="listbox" tabIndex={-1} onKeyDown={moveFocus}>
            {snapshot.shortcuts.map(({ callbackId, name, description }) => (
              <button
                key={callbackId}
                type="button"
                role="menuitem"
                className="option"
                data-shortcut={callbackId}
                data-name={name}
                onClick={() => {
                  setOpen(false);
                  anchor.current?.focus();
                  void run(callbackId);
                }}
              >
                {bot && <Avatar user={bot} size={28} />}
                <span className="option-text">
                  <strong>{name}</strong>
                  <small>{description}</small>
                </span>
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  );
}
