import { useEffect } from 'react';
import type { SimMessage, Snapshot } from '../../protocol.ts';

/** What a person has read is the page's own memory, per person and channel, kept in this browser. */
function recall(key: string): number {
  try {
    return Number(localStorage.getItem(key) ?? 0);
  } catch {
    return 0;
  }
}

function remember(key: string, value: number): void {
  try {
    localStorage.setItem(key, String(value));
  } catch {
    // A browser that keeps nothing shows everything newer than the page as unread.
  }
}

/** Everything older than the first look at this workspace counts as read, whoever one acts as. */
let firstLook: number | null = null;

/** How many messages of others each channel has that this person has not seen; looking at a channel reads it. */
export function useUnread(snapshot: Snapshot, channel: string | null): ReadonlyMap<string, number> {
  firstLook ??= snapshot.now / 1000;
  const start = Math.min(firstLook, snapshot.now / 1000);
  const keyFor = (id: string): string => `stand-in:${snapshot.team.id}:${snapshot.me.id}:${id}`;
  const latest = Math.max(0, ...(snapshot.messages[channel ?? ''] ?? []).map(message => Number(message.ts)));
  const openKey = channel ? keyFor(channel) : '';

  useEffect(() => {
    if (openKey && latest > recall(openKey)) remember(openKey, latest);
  }, [openKey, latest]);

  const counts = new Map<string, number>();
  for (const { id } of snapshot.channels) {
    const kept = recall(keyFor(id));
    // After a restart of the stand-in or a clock set back, a mark in the future would hide everything.
    const read = id === channel ? latest : Math.max(start, kept > snapshot.now / 1000 ? 0 : kept);
    const unread = (message: SimMessage): boolean => Number(message.ts) > read && message.user !== snapshot.me.id;
    counts.set(id, (snapshot.messages[id] ?? []).filter(unread).length);
  }
  return counts;
}
