import { type ReactNode, useEffect, useRef } from 'react';

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex="0"]';

interface DialogProps {
  label: string;
  onClose: () => void;
  className?: string;
  /** a covered modal stays mounted, so that it keeps what was typed */
  hidden?: boolean;
  view?: string;
  children: ReactNode;
}

/**
 * A modal dialog: focus goes in, stays in, and goes back; Esc closes the topmost one. No <dialog>, whose top layer would
 * cover the pop-ups of the inputs in it.
 */
export function Dialog({ label, onClose, className = '', hidden = false, view, children }: DialogProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    if (hidden) return;
    const before = document.activeElement;
    const inside = box.current;
    const first =
      inside?.querySelector<HTMLElement>('[data-autofocus]') ??
      inside?.querySelector<HTMLElement>('.dialog-body :is(input, textarea, button):not([disabled])') ??
      inside?.querySelector<HTMLElement>('.dialog-foot .primary, .dialog-foot .danger');
    (first ?? inside)?.focus({ preventScroll: true });

    const onKey = (event: KeyboardEvent): void => {
      const open = document.querySelectorAll('[role=dialog]:not([hidden] *, [hidden])');
      if (event.defaultPrevented || open[open.length - 1] !== inside) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        close.current();
      } else if (event.key === 'Tab') keepInside(event, inside);
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [hidden]);

  return (
    <div className="backdrop" hidden={hidden}>
      <div
        ref={box}
        role="dialog"
        aria-modal="true"
        aria-label={label}
        tabIndex={-1}
        className={`dialog ${className}`}
        data-view={view}
      >
        {children}
      </div>
    </div>
  );
}

function keepInside(event: KeyboardEvent, inside: HTMLElement): void {
  const stops = [...inside.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(element => element.offsetParent !== null);
  const first = stops[0];
  const last = stops.at(-1);
  const active = document.activeElement;
  if (!first || !last) return;
  if (event.shiftKey ? active === first || active === inside : active === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  } else if (!inside.contains(active)) {
    event.preventDefault();
    first.focus();
  }
}
