import {
  type CSSProperties,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

interface PopoverProps {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
  className?: string;
  align?: 'start' | 'end';
  /** false: the field beside it keeps the focus and moves in it by arrows */
  takesFocus?: boolean;
  children: ReactNode;
}

/**
 * A box beside its anchor, kept on the screen; a sheet from below on a phone. It stays inside its dialog in the document,
 * so that the dialog's focus rules hold for it. Once it has its place the focus goes into it (`data-takes-focus`, the calendar's
 * day, else its first control). Esc, a press outside and leaving it by Tab close it.
 */
export function Popover(props: PopoverProps): ReactNode {
  const { anchor, onClose, className = '', align = 'start', takesFocus = true, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  const [spot, setSpot] = useState<{ top: number; left: number } | null>(null);

  const place = useCallback((): void => {
    const from = anchor.current?.getBoundingClientRect();
    const size = box.current?.getBoundingClientRect();
    if (!from || !size) return;
    const below = from.bottom + 4;
    const last = innerHeight - 8 - size.height;
    const top = Math.max(8, below <= last ? below : Math.min(from.top - 4 - size.height, last));
    const wanted = align === 'end' ? from.right - size.width : from.left;
    const left = Math.max(8, Math.min(wanted, innerWidth - size.width - 8));
    setSpot(now => (now?.top === top && now.left === left ? now : { top, left }));
  }, [anchor, align]);

  // Not before it has its place: what is hidden takes no focus.
  const placed = spot !== null;
  useLayoutEffect(() => {
    const find = (wanted: string): HTMLElement | null | undefined => box.current?.querySelector<HTMLElement>(wanted);
    if (placed && takesFocus)
      (find('[data-takes-focus]') ?? find('.rdp-day_button[tabindex="0"]') ?? find('button, input'))?.focus();
  }, [placed, takesFocus]);

  // After each drawing: what was chosen inside may have moved the anchor.
  useLayoutEffect(place);
  useLayoutEffect(() => {
    const sizes = new ResizeObserver(place);
    if (box.current) sizes.observe(box.current);
    addEventListener('resize', place);
    addEventListener('scroll', place, true);
    return () => {
      sizes.disconnect();
      removeEventListener('resize', place);
      removeEventListener('scroll', place, true);
    };
  }, [place]);

  useEffect(() => {
    const outside = (event: PointerEvent): void => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !anchor.current?.contains(target)) close.current();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Tab' && box.current?.querySelector('[role=menu], [role=listbox]')) {
        // From a menu or list Tab goes on from the button that opened it.
        if (box.current.contains(event.target as Node)) anchor.current?.focus();
        close.current();
        return;
      }
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
      anchor.current?.focus();
    };
    document.addEventListener('pointerdown', outside, true);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [anchor]);

  // Variables, not `top` and `left`, so that the style sheet can make a sheet of it on a phone.
  const style = spot ? { '--top': `${spot.top}px`, '--left': `${spot.left}px` } : { visibility: 'hidden' };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears of a focus that leaves, and has no keys
    <div
      ref={box}
      className={`popover ${className}`}
      style={style as CSSProperties}
      onBlur={({ relatedTarget: to }) => {
        if (to && !box.current?.contains(to) && !anchor.current?.contains(to)) close.current();
      }}
    >
      {children}
    </div>
  );
}
