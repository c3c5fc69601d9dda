import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Channel, User } from './directory.ts';
import type { StoredFile } from './files.ts';
import type { StoredMessage } from './messages.ts';
import type { StoredView } from './views.ts';
import type { Workspace } from './workspace.ts';

const FORM = 1;
const SAVE_MS = 100;
/** How far the clock may have gone on after the last save: ids made of it must not come twice. */
const UNSEEN_MS = 1000;

type Plain<T, K extends keyof T> = Omit<T, K> & { [P in K]: unknown[] };

/** What Slack would still know after a restart. Open modals, triggers and response URLs end with the process. */
export interface Kept {
  form: typeof FORM;
  /** the workspace's time when this was written, ms */
  now: number;
  users: User[];
  channels: Plain<Channel, 'members'>[];
  messages: Plain<Omit<StoredMessage, 'warnings'>, 'reactions'>[];
  homes: StoredView[];
  files: (Omit<StoredFile, 'body'> & { body: string | null })[];
  tokens: [string, { user: string; scope: string }][];
}

/** What an earlier process wrote; nothing where there is no file, or none that this version reads. */
export function readKept(file: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
    return kept.form === FORM ? { ...kept, now: kept.now + UNSEEN_MS } : undefined;
  } catch {
    return undefined;
  }
}

function keptOf(w: Workspace): Kept {
  const channels = [...w.directory.channels.values()];
  return {
    form: FORM,
    now: w.clock.now(),
    users: [...w.directory.users.values()],
    channels: channels.map(c => ({ ...c, members: [...c.members] })),
    messages: channels.flatMap(c =>
      w.messages.in(c.id).map(({ warnings: _, reactions, ...m }) => ({ ...m, reactions: [...reactions] })),
    ),
    homes: w.views.homes(),
    files: w.files.all().map(f => ({ ...f, body: f.body && Buffer.from(f.body).toString('base64') })),
    tokens: w.tokens.all(),
  };
}

/** Puts back what was kept, over what a workspace begins with. */
export function restore(w: Workspace, kept: Kept): void {
  for (const user of kept.users) w.directory.users.set(user.id, user);
  for (const { members, ...channel } of kept.channels)
    w.directory.restore({ ...channel, members: new Set(members as string[]) });
  for (const { reactions, ...message } of kept.messages)
    w.messages.restore({ ...message, reactions: new Map(reactions as [string, string[]][]), warnings: new Map() });
  // The clock that goes on makes stamps later than all that were made before.
  w.messages.stamp(kept.now);
  for (const view of kept.homes) w.views.restoreHome(view);
  for (const file of kept.files)
    w.files.restore({ ...file, body: file.body === null ? null : Uint8Array.from(Buffer.from(file.body, 'base64')) });
  for (const [token, owner] of kept.tokens) w.tokens.restore(token, owner);
}

/** Writes the workspace down within a tenth of a second after each change; the function that is given back does so once more and ends that. */
export function keep(w: Workspace, file: string, failed: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let told = false;
  const write = (): void => {
    timer = undefined;
    try {
      // Whoever reads finds the old state or the new one, never a half.
      writeFileSync(`${file}.new`, JSON.stringify(keptOf(w)));
      renameSync(`${file}.new`, file);
    } catch (error) {
      if (!told) failed(error);
      told = true;
    }
  };
  mkdirSync(dirname(file), { recursive: true });
  write();
  const end = w.changes.subscribe(() => {
    timer ??= setTimeout(write, SAVE_MS);
  });
  return () => {
    end();
    clearTimeout(timer);
    write();
  };
}
