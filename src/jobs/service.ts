import { perWorkspace } from '../workspace/workspace.ts';
import { runStore } from './store.ts';

/** What jobs keep of their work. */
export const runs = perWorkspace(ws => runStore(ws.db));
