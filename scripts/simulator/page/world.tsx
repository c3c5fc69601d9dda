import { createContext, useContext } from 'react';
import type { ActResult, SimChannel, SimUser, Snapshot } from '../protocol.ts';
import type { Deed } from './sim.ts';
import type { Words } from './words.ts';

/** What every part of the page may look at: the snapshot, the words, and a way to act. */
export interface World {
  snapshot: Snapshot;
  me: SimUser;
  words: Words;
  users: ReadonlyMap<string, SimUser>;
  channels: ReadonlyMap<string, SimChannel>;
  /** the workspace's time now, ms */
  now: () => number;
  act: (deed: Deed) => Promise<ActResult>;
}

export const WorldContext = createContext<World | null>(null);

export function useWorld(): World {
  const world = useContext(WorldContext);
  if (!world) throw new Error('useWorld outside WorldContext');
  return world;
}

/** The workspace's zone: the server's word for it, else the person's own. */
export function teamZone(snapshot: Snapshot): string {
  return snapshot.team.zone ?? snapshot.me.zone;
}
