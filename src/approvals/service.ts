import type { Words } from '../i18n/index.ts';
import { sharing } from '../shared/sharing.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { Kinds } from './kinds.ts';
import { kindFamily, managedKind, requestKind, teamAway, wholeDayAway } from './points.ts';
import { approvalsRoom } from './room.ts';
import { type RequestDoc, requestStore } from './store.ts';
import { waitingRequests } from './waiting-for.ts';
import type { WaitingList } from './waiting-slack.ts';

export const requests = perWorkspace(ws => requestStore(ws.db));

/** All kinds of request, by name. */
export const kinds = perWorkspace(ws => {
  const all = new Kinds();
  for (const make of requestKind.of(ws)) all.register(make(ws));
  for (const family of kindFamily.of(ws)) all.registerFamily(family(ws));
  return all;
});

export const room = perWorkspace(ws =>
  approvalsRoom(
    sharing(legacy(ws))({
      requests: requests(ws),
      kinds: kinds(ws),
      managed: managedKind.of(ws),
      wholeDayAway: (date: string) => wholeDayAway.only(ws)(ws, date),
    }),
  ),
);

export const approvals = (ws: Workspace) => room(ws).approvals;
export const presences = (ws: Workspace) => room(ws).presences;
export const preview = (ws: Workspace) => room(ws).preview;

/** What a person may decide on now. */
export const waitingFor = perWorkspace(ws =>
  waitingRequests(sharing(legacy(ws))({ requests: requests(ws), kinds: kinds(ws), presences: presences(ws) })),
);

/** By request: names of those of the team who are away on its days. */
export const namesAway =
  (ws: Workspace) =>
  async (asked: readonly RequestDoc[]): Promise<Map<string, string[]>> =>
    new Map([...(await teamAway.only(ws)(ws, asked))].map(([id, mates]) => [id, mates.map(m => m.name)]));

/** The same of one request as a card says it: name and days, each person once. */
export const linesAway =
  (ws: Workspace) =>
  async (request: RequestDoc, w: Words): Promise<string[]> =>
    ((await teamAway.only(ws)(ws, [request])).get(request._id) ?? []).map(
      ({ name, periods }) => `${name} ${periods.map(p => w.range(p.from, p.to)).join('·')}`,
    );

/** The list of what waits, once it is attached. */
export const attached = perWorkspace<{ waiting?: WaitingList }>(() => ({}));
