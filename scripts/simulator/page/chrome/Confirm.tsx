import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { plain, Text } from '../blocks/Text.tsx';
import type { Raw } from '../elements/state.ts';
import { useWorld } from '../world.tsx';
import { Dialog } from './Dialog.tsx';

type Ask = (confirm: Raw) => Promise<boolean>;
const ConfirmContext = createContext<Ask>(() => Promise.resolve(true));

/** Asks what an element's `confirm` object says; true when the person agrees. */
export function useConfirm(): Ask {
  return useContext(ConfirmContext);
}

export function ConfirmHost({ children }: { children: ReactNode }): ReactNode {
  const { words } = useWorld();
  const [asked, setAsked] = useState<{ confirm: Raw; answer: (yes: boolean) => void } | null>(null);
  const ask = useCallback<Ask>(confirm => new Promise(answer => setAsked({ confirm, answer })), []);
  const answer = (yes: boolean): void => {
    asked?.answer(yes);
    setAsked(null);
  };
  return (
    <ConfirmContext value={ask}>
      {children}
      {asked && (
        <Dialog label={plain(part(asked.confirm, 'title'))} className="confirm" onClose={() => answer(false)}>
          <header className="dialog-head">
            <h2>{plain(part(asked.confirm, 'title'))}</h2>
          </header>
          <div className="dialog-body">
            <Text text={part(asked.confirm, 'text') ?? { type: 'plain_text', text: '' }} />
          </div>
          <footer className="dialog-foot">
            <button type="button" className="btn" onClick={() => answer(false)}>
              {plain(part(asked.confirm, 'deny')) || words.no}
            </button>
            <button
              type="button"
              className={asked.confirm.style === 'danger' ? 'btn danger solid' : 'btn primary'}
              onClick={() => answer(true)}
            >
              {plain(part(asked.confirm, 'confirm')) || words.yes}
            </button>
          </footer>
        </Dialog>
      )}
    </ConfirmContext>
  );
}

function part(confirm: Raw, key: string): { type: 'plain_text'; text: string } | undefined {
  return confirm[key] as { type: 'plain_text'; text: string } | undefined;
}
