import { type ReviewModel, type ReviewRow, TABS, type Tab } from '../../blocks/promotion.ts';
import type { Words } from '../i18n/index.ts';
import { shown } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';
import { paged } from '../shared/portions.ts';
import type { Viewing } from '../slack/list-modal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { currentNotices, leftNow } from './actions.ts';
import { entryOf, isDesignable, isSendable, isUnread, tabOf } from './present.ts';
import { type LeftNow, receiveBy } from './rules.ts';
import type { Notice } from './store.ts';

const ROWS = 15;

/** A page of the administrators' list; what is left is counted for its rows. `said`: what was just done. */
export async function reviewPage(
  ws: Workspace,
  { person, w }: Viewing,
  q: { tab: Tab; page: number },
  said?: string,
): Promise<ReviewModel> {
  const today = ws.policy.today();
  const all = await currentNotices(ws);
  const inTab = all.filter(d => tabOf(d, today) === q.tab);
  const { rows: shown, page, pages } = paged(inTab, q.page, ROWS);
  const [names, left] = await Promise.all([
    ws.people.names(shown.map(d => d.user)),
    Promise.all(shown.map(d => leftNow(ws, d))),
  ]);
  const counts = Object.fromEntries(TABS.map(tab => [tab, all.filter(d => tabOf(d, today) === tab).length])) as Record<
    Tab,
    number
  >;
  const { zone } = ws.policy;
  return {
    ...{ tab: q.tab, counts, page, pages, sendable: all.filter(d => isSendable(d, today)).length },
    ...(said ? { said } : {}),
    metadata: JSON.stringify({ tab: q.tab, page }),
    rows: shown.map((doc, i) =>
      rowOf(doc, left[i] ?? { left: 0 }, names.get(doc.user) ?? doc.user, { today, viewer: person.user, zone, w }),
    ),
  };
}

function rowOf(
  doc: Notice,
  { left, fullDay }: LeftNow,
  who: string,
  o: { today: string; viewer: string; zone: string; w: Words },
): ReviewRow {
  const t = o.w.promotion.review;
  const seen = entryOf(doc, 'seen');
  const designable = isDesignable(doc, o.today) && left > 0 && doc.user !== o.viewer;
  const notes =
    doc.state === 'sent'
      ? [
          ...(doc.delivered ? [seen ? t.seen(o.w.moment(seen.at, o.zone)) : t.unseen] : [t.unsent]),
          ...(left <= 0
            ? []
            : doc.answerBy === undefined || o.today <= doc.answerBy
              ? [doc.answerBy === undefined ? t.receiveBy(receiveBy(doc.designateBy)) : t.answerBy(doc.answerBy)]
              : [o.today > doc.designateBy ? t.over(doc.designateBy) : t.designateBy(doc.designateBy)]),
        ]
      : [o.today > doc.to ? t.windowOver(doc.to) : t.window(doc.from, doc.to)];
  const reason = doc.history.findLast(h => h.what === 'excluded')?.reason;
  const can =
    doc.state === 'excluded'
      ? 'include'
      : doc.state === 'prepared'
        ? 'exclude'
        : designable
          ? 'designate'
          : isUnread(doc, o.today) && doc.user !== o.viewer
            ? 'hand'
            : undefined;
  return {
    ...{ id: doc.id, who, left: shown(left, fullDay), usableUntil: doc.usableUntil, notes },
    ...(doc.state === 'excluded' && reason ? { reason } : {}),
    ...defined({ can }),
  };
}
