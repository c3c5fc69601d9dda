import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { SimView } from '../../protocol.ts';
import { Blocks } from '../blocks/Blocks.tsx';
import { problemsIn, type Raw, type State, type Value } from '../elements/state.ts';
import { SurfaceProvider, useSurfaceState } from '../elements/surface.tsx';
import { withEmoji } from '../emoji.ts';
import { decode } from '../mrkdwn.ts';
import { troubleOf } from '../trouble.ts';
import { useWorld } from '../world.tsx';
import { Dialog } from './Dialog.tsx';

/** The stack of modals: all stay mounted, the topmost shows. */
export function Modals(): ReactNode {
  const { snapshot } = useWorld();
  return snapshot.modals.map((view, index) => (
    <Modal key={view.id} view={view} covered={index < snapshot.modals.length - 1} depth={index + 1} />
  ));
}

const NO_ERRORS = JSON.stringify([{}, {}]);

interface ModalProps {
  view: SimView;
  covered: boolean;
  depth: number;
}

function Modal({ view, covered, depth }: ModalProps): ReactNode {
  const { act, words } = useWorld();
  const blocks = view.blocks as Raw[];
  const [submitting, setSubmitting] = useState(false);
  const [closing, setClosing] = useState(false);
  const [own, setOwn] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState('');
  const sent = useRef<State>({});
  const form = useRef<HTMLFormElement>(null);
  const title = withEmoji(decode(view.title ?? ''));

  const base = { place: { view: view.id }, blocks, server: view.state, locked: submitting || closing };
  const surface = useSurfaceState(base);
  // An error stays beside its field until the field is changed; then its line stays empty, so that nothing moves away
  // under the pointer that is just leaving the field.
  const errors: Record<string, string> = {};
  for (const [blockId, text] of Object.entries({ ...view.errors, ...own })) {
    errors[blockId] = unchanged(sent.current[blockId], surface.state[blockId]) ? text : '';
  }
  // The first wrong field takes the focus when errors arrive, not again as they are put right one by one.
  const arrived = JSON.stringify([own, view.errors]);
  useEffect(() => {
    if (arrived !== NO_ERRORS)
      form.current?.querySelector<HTMLElement>('.invalid :is(input, textarea, button)')?.focus();
  }, [arrived]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    if (submitting) return;
    const state = surface.state;
    sent.current = state;
    const problems = problemsIn(blocks, state, words);
    setOwn(problems);
    setTrouble('');
    if (Object.keys(problems).length > 0) return;
    setSubmitting(true);
    const result = await act({ do: 'submit', view: view.id, state });
    setSubmitting(false);
    if (!result.ok) setTrouble(troubleOf(result, words));
  };
  const close = async (all: boolean): Promise<void> => {
    setClosing(true);
    await act({ do: 'close', view: view.id, ...(all ? { all } : {}) });
    setClosing(false);
  };
  const known = new Set(blocks.map(block => block.block_id));
  const stray = Object.entries(errors).filter(([blockId]) => !known.has(blockId));

  return (
    <Dialog label={title} className="modal" hidden={covered} view={view.id} onClose={() => void close(false)}>
      <form ref={form} noValidate onSubmit={event => void submit(event)}>
        <header className="dialog-head">
          <h2>{title}</h2>
          {depth > 1 && (
            <button type="button" className="link" onClick={() => void close(true)}>
              {words.closeAll}
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label={words.closeWindow}
            onClick={() => void close(false)}
          >
            ×
          </button>
        </header>
        <div className="dialog-body" data-hash={view.hash} data-callback-id={view.callbackId}>
          {stray.map(([blockId, text]) => (
            <div key={blockId} className="field-error" role="alert">
              {text}
            </div>
          ))}
          <SurfaceProvider value={{ ...surface, errors }}>
            <Blocks blocks={blocks} />
          </SurfaceProvider>
        </div>
        {trouble && (
          <div className="trouble" role="alert">
            ⚠ {trouble}
          </div>
        )}
        <footer className="dialog-foot">
          <button type="button" className="btn" disabled={submitting} onClick={() => void close(false)}>
            {view.close ? withEmoji(decode(view.close)) : view.submit ? words.cancel : words.close}
          </button>
          {view.submit && (
            <button type="submit" className="btn primary" disabled={submitting} aria-busy={submitting}>
              {withEmoji(decode(view.submit))}
              {submitting && <span className="spinner" />}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

function unchanged(before: Record<string, Value> | undefined, now: Record<string, Value> | undefined): boolean {
  return !before || Object.entries(before).every(([actionId, value]) => now?.[actionId] === value);
}
