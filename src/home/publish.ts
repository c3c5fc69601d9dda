import type { WebClient } from '@slack/web-api';
import { unavailableHome } from '../../blocks/home.ts';
import type { Home } from '../../blocks/kit.ts';
import { words } from '../i18n/index.ts';
import { defined } from '../shared/defined.ts';
import { currentRequest, isBulk, readAnew } from '../shared/request.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { keepShownHome, type ShownHome, shownHome } from '../workspace/home.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { viewOf } from './actions.ts';

/** Another process that draws the same Home again and again reads it as often. */
const ROUNDS = 5;

/** In place of the Home that is known; false: another one was published meanwhile. */
async function replace(
  ws: Workspace,
  user: string,
  { client, view, known }: { client: WebClient; view: Home; known: ShownHome | undefined },
): Promise<boolean> {
  try {
    const args = { user_id: user, view: view as never, ...defined({ hash: known?.hash }) };
    const { hash } = (await client.views.publish(args)).view ?? {};
    if (hash !== undefined) keepShownHome(ws, user, { hash, since: known?.since ?? performance.now() });
    return true;
  } catch (error) {
    if (known === undefined || refusedAs(error) !== 'hash_conflict') throw error;
    return false;
  }
}

/**
 * Two processes may draw a Home at once, and the one that read first publish last. So a Home takes the place only of
 * one that was published before it was read. Where that is unknown, it is read again once it is published.
 */
async function draw(ws: Workspace, user: string, client: WebClient, anew: boolean): Promise<void> {
  let known = shownHome(ws, user);
  let published: string | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const isOlder = known !== undefined && known.since > (currentRequest()?.begun ?? Number.POSITIVE_INFINITY);
    const read = (): Promise<Home> => viewOf(ws, user);
    const view = await (anew || isOlder || round > 0 ? readAnew(read) : read());
    const text = known ? undefined : JSON.stringify(view);
    if (published !== undefined && JSON.stringify(view) === published) return;
    const isDone = await replace(ws, user, { client, view, known });
    if (isDone && known) return;
    published = isDone ? text : undefined;
    known = isDone ? shownHome(ws, user) : undefined;
  }
}

/** Running draws, by kind of work and person, and whether each repeats. */
const drawing = perWorkspace(() => new Map<string, { again: boolean; done: Promise<void> }>());

/** Simultaneous draws of a person join; a press waits for none of a job, which has far more time. */
export function publishHome(ws: Workspace, user: string, client: WebClient): Promise<void> {
  const key = `${isBulk()} ${user}`;
  const current = drawing(ws).get(key);
  if (current) {
    // The running draw may have read older state: repeat.
    current.again = true;
    return current.done;
  }
  const entry = { again: false, done: Promise.resolve() };
  entry.done = (async () => {
    try {
      for (let anew = false; entry.again || !anew; anew = true) {
        entry.again = false;
        await draw(ws, user, client, anew);
      }
    } finally {
      drawing(ws).delete(key);
    }
  })();
  drawing(ws).set(key, entry);
  return entry.done;
}

/** In the language last used with this person; a Home that was drawn meanwhile stays. */
export async function publishUnavailable(ws: Workspace, user: string, client: WebClient): Promise<void> {
  const view = unavailableHome(words(ws.people.lastLanguage(user)));
  await replace(ws, user, { client, view, known: shownHome(ws, user) });
}
