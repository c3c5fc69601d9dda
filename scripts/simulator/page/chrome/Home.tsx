import { type ReactNode, useEffect, useState } from 'react';
import type { SimView } from '../../protocol.ts';
import { Blocks } from '../blocks/Blocks.tsx';
import type { Raw } from '../elements/state.ts';
import { SurfaceProvider, useSurfaceState } from '../elements/surface.tsx';
import { useWorld } from '../world.tsx';

/**
 * Tells the app that this tab was opened, as often as it is opened, and once more when server or app come back (`there`):
 * what the page shows is of before. True until the app has answered.
 */
export function useOpened(tab: 'home' | 'messages' | null, there: boolean): boolean {
  const { me, act } = useWorld();
  const [waiting, setWaiting] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `act` is new at each drawing; opening is once per tab and person
  useEffect(() => {
    if (!tab || !there) return;
    let current = true;
    setWaiting(true);
    void act({ do: 'open-home', tab }).then(() => current && setWaiting(false));
    return () => {
      current = false;
    };
  }, [tab, me.id, there]);
  return waiting;
}

export function Home({ waiting }: { waiting: boolean }): ReactNode {
  const { snapshot, words } = useWorld();
  return (
    <div className="scroll home" aria-busy={waiting}>
      {snapshot.home ? (
        <Published key={snapshot.home.id} view={snapshot.home} />
      ) : (
        <div className="nothing">
          <strong>{waiting ? words.loading : words.noHome}</strong>
          <p>{words.noHomeHelp}</p>
        </div>
      )}
    </div>
  );
}

function Published({ view }: { view: SimView }): ReactNode {
  const blocks = view.blocks as Raw[];
  const surface = useSurfaceState({ place: { view: view.id }, blocks, server: view.state });
  return (
    <SurfaceProvider value={surface}>
      <div className="home-view" data-view={view.id} data-hash={view.hash}>
        <Blocks blocks={blocks} />
      </div>
    </SurfaceProvider>
  );
}
