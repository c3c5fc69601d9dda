import { changeLedger, type LedgerChange } from '../grants/record/change.ts';
import type { StoredNotice, WithNotices } from '../grants/record/schema.ts';
import { ledgers } from '../grants/record/store.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A notice with its person. */
export interface Notice extends StoredNotice {
  user: string;
}

export const noticeId = (team: string, p: Pick<Notice, 'user' | 'stage' | 'usableUntil'>): string =>
  `${team}:${p.user}:${p.stage}:${p.usableUntil}`;

/** Whose notice it is. */
export const userIn = (id: string): string => id.split(':')[1] ?? '';

const noticesIn = ({ user, current }: Pick<WithNotices, 'user' | 'current'>): Notice[] =>
  current.notices.map(n => ({ ...n, user })).sort((a, b) => (a.usableUntil < b.usableUntil ? -1 : 1));

export const noticesOf = async (ws: Workspace, user: string): Promise<Notice[]> =>
  noticesIn(await ledgers(ws).get(ws.team, user));

export const noticeById = async (ws: Workspace, id: string): Promise<Notice | undefined> =>
  (await noticesOf(ws, userIn(id))).find(n => n.id === id);

/** Lapsing on this date or later, the soonest first. */
export async function noticesFrom(ws: Workspace, date: string): Promise<Notice[]> {
  const found = (await ledgers(ws).noticesFrom(ws.team, date)).flatMap(noticesIn);
  const order = (n: Notice): string => `${n.usableUntil} ${n.id}`;
  return found.filter(n => n.usableUntil >= date).sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** All that are kept, also of earlier employments. */
export async function noticesEver(ws: Workspace): Promise<Notice[]> {
  const ended = (await ledgers(ws).employedBefore(ws.team)).flatMap(({ user, earlier = [] }) =>
    earlier.flatMap(current => noticesIn({ user, current })),
  );
  return [...ended, ...(await noticesFrom(ws, ''))];
}

/** Decides on the latest version; undefined: every round lost its race. */
export const changeNotice = <T>(
  ws: Workspace,
  id: string,
  decide: (notice: Notice | undefined) => Pick<LedgerChange, 'effects'> & { notice?: Omit<Notice, 'user'>; answer: T },
): Promise<T | undefined> =>
  changeLedger(ws, userIn(id), ledger => {
    const { notice, ...change } = decide(noticesIn(ledger).find(n => n.id === id));
    if (!notice) return change;
    const notices = ledger.current.notices.map(n => (n.id === id ? withoutUser(notice) : n));
    return { ...change, set: { current: { ...ledger.current, notices } } };
  });

const withoutUser = ({ user: _, ...notice }: StoredNotice & { user?: string }): StoredNotice => notice;
