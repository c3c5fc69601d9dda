import { perWorkspace } from '../workspace/workspace.ts';
import { runStore } from './store.ts';

export const runs = perWorkspace(ws => runStore(ws.db));
