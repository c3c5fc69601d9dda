import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { questionBlocks } from './corrections.ts';
import { haveBlocks } from './home/have.ts';
import type { HomeModel } from './home/model.ts';
import { nowBlocks } from './home/now.ts';
import { manageRow, othersBlocks, ownRow } from './home/others.ts';
import { mineBlocks, seeAll, waitingBlocks } from './home/requests.ts';
import { action, callback } from './ids.ts';
import { actions, button, context, divider, type Home, header, literal, section } from './kit.ts';
import { setUpCard } from './policy.ts';
import { promotionLines } from './promotion.ts';

export type { HomeModel, RequestModel } from './home/model.ts';

const NAME = 40;

/** The Home tab: now, today, own hours and leave, pending requests, others. Empty parts are left out. */
export function homeView(m: HomeModel, w: Words): Home {
  const hello = w.home.hello(literal(m.name, NAME), m.part);
  const { zones } = m;
  const parts: KnownBlock[][] = [
    [
      header(w.longDate(m.date)),
      context(hello, ...(zones ? [w.home.zones(literal(zones.own, NAME), literal(zones.workplace, NAME))] : [])),
      ...noticeBlocks(m, w),
      ...nowBlocks(m, w),
      ...haveBlocks(m, w),
    ],
    m.waiting ? waitingBlocks(m.waiting, w) : [],
    mineBlocks(m, w),
    othersBlocks(m, w),
    [ownRow(m, w), ...manageRow(m, w)],
  ];
  const blocks = parts.filter(part => part.length > 0).flatMap((part, i) => (i === 0 ? part : [divider(), ...part]));
  return { type: 'home', callback_id: callback.home, blocks };
}

/** What somebody has to look at before anything else. */
function noticeBlocks(m: HomeModel, w: Words): KnownBlock[] {
  const { admin, questions, questionsMore, unknownYear } = m;
  return [
    ...(admin?.setUp ? setUpCard(w) : []),
    ...(admin?.troubles ?? []).map(t => section(w.home.channelProblem(literal(t.name), t.problem))),
    ...(unknownYear ? [context(w.home.calendarUnknown(unknownYear))] : []),
    ...questions.flatMap(q => questionBlocks(q, w)),
    ...(questionsMore > 0 ? [section(w.answers.more(questionsMore), seeAll('answers', w))] : []),
    ...(m.promotion ? promotionLines(m.promotion, w) : []),
  ];
}

/** What Home shows to guests and to members of other workspaces. */
export const strangerHome = (w: Words): Home => ({
  type: 'home',
  callback_id: callback.home,
  blocks: [header(w.home.fallback), section(w.refusal['not-employed'])],
});

/** What Home shows while the database does not answer. */
export function unavailableHome(w: Words): Home {
  return {
    type: 'home',
    callback_id: callback.home,
    blocks: [
      header(w.home.unavailable.title),
      section(w.home.unavailable.text),
      actions(button(action.retryHome, w.home.unavailable.retry)),
    ],
  };
}
