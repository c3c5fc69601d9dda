import type { KnownBlock } from '@slack/types';
import type { Words } from '../../src/i18n/index.ts';
import { menu, seenValue } from '../approvals.ts';
import { action, type ListName } from '../ids.ts';
import { actions, button, confirm, context, literal, type Message, section } from '../kit.ts';
import { standInText } from '../request-details.ts';
import { waitingRequest } from '../waiting.ts';
import type { HomeModel, RequestModel } from './model.ts';

const NAME = 80;

const SIGN = {
  waiting: ':hourglass_flowing_sand:',
  approved: ':white_check_mark:',
  rejected: ':x:',
  withdrawn: ':leftwards_arrow_with_hook:',
  'sent-back': ':pencil2:',
  cancelled: ':wastebasket:',
};

function stateText(r: RequestModel, w: Words): string {
  if (r.state === 'waiting') return r.cancels ? w.home.cancelWaiting : w.home.requestWaiting;
  if (r.replaced) return w.home.requestReplaced;
  if (r.stands && r.state === 'approved') return w.home.requestStands;
  return r.by && r.state !== 'withdrawn' ? w.home.requestBy(w.state(r.state), literal(r.by, NAME)) : w.state(r.state);
}

export function withdrawButton(r: Pick<RequestModel, 'id' | 'cancels' | 'what' | 'when'>, w: Words) {
  const sure = r.cancels ? w.home.keepConfirm : w.home.withdrawConfirm;
  return button(action.withdraw, w.home.withdraw, {
    value: r.id,
    confirm: confirm(sure, sure.text(`${r.what} ${r.when}`), w.common.close, 'danger'),
  });
}

const editButton = (r: RequestModel, w: Words) => button(action.edit, w.approvals.more.edit ?? '', { value: r.id });

export const askAgainButton = (id: string, w: Words) => button(action.askAgain, w.answers.again, { value: id });

/** The message that a request was sent from, in place of the button that opened its form. */
export function sentMessage(r: RequestModel, w: Words): Message {
  const sign = r.replaced ? ':twisted_rightwards_arrows:' : SIGN[r.state];
  const text = `${sign} ${w.approvals.sentLine(`${r.what} ${r.when}`.trim())} · ${stateText(r, w)}`;
  if (r.state === 'rejected') return { text, blocks: [section(text), actions(askAgainButton(r.id, w))] };
  if (r.state !== 'waiting' && r.state !== 'sent-back') return { text, blocks: [section(text)] };
  const edits = r.mayEdit ? [editButton(r, w)] : [];
  return { text, blocks: [section(text), actions(...edits, withdrawButton(r, w))] };
}

/** Of a message that only its person sees and that cannot follow the request: what was sent, and where that is. */
export const sentElsewhere = ({ text, blocks }: Message, w: Words): Message => ({
  text,
  blocks: [...blocks.filter(b => b.type === 'section'), context(w.approvals.sentElsewhere)],
});

/** One's own request, with what one may do with it. */
export function myRequest(r: RequestModel, w: Words): KnownBlock[] {
  const state = stateText(r, w);
  const text = `${r.replaced ? ':twisted_rightwards_arrows:' : SIGN[r.state]} ${r.what} ${r.when} · ${r.amount} · ${state}${standInText(r, w)}${r.entered ? ` · ${w.acting.entered(literal(r.entered, NAME))}` : ''}${r.route && r.state === 'waiting' ? `\n${literal(r.route, 200)}` : ''}${r.reason ? `\n>${literal(r.reason, 200)}` : ''}`;
  const mine = [
    ...(r.mayChange ? ['change'] : []),
    ...(r.mayCancel ? ['cancel'] : []),
    ...(r.namesBirth ? ['birth'] : []),
    'history',
  ];
  const history = menu(action.mine, mine, seenValue(r), w);
  if (r.state === 'rejected') return [section(text), actions(askAgainButton(r.id, w), history)];
  if (r.state !== 'waiting' && r.state !== 'sent-back') return [section(text, history)];
  const edit = r.mayEdit ? [editButton(r, w)] : [];
  return [section(text), actions(...edit, withdrawButton(r, w), history)];
}

/** One's own requests: those that wait, were rejected lately, or are ahead; the others behind *All*. */
export function mineBlocks(m: Pick<HomeModel, 'requests' | 'requestsMore'>, w: Words): KnownBlock[] {
  const { requests, requestsMore } = m;
  if (requests.length === 0) return [];
  const rest = requestsMore > 0 ? seeAll('mine', w) : undefined;
  return [section(w.home.mine, rest), ...requests.flatMap(r => myRequest(r, w))];
}

/** What waits for the person's decision. On Home only the button of the day stands out. */
export function waitingBlocks(waiting: NonNullable<HomeModel['waiting']>, w: Words): KnownBlock[] {
  const rest = waiting.count - waiting.shown.length;
  return [
    section(w.home.waiting(waiting.count), waiting.count > 1 ? seeAll('waiting', w) : undefined),
    ...waiting.shown.flatMap(r => waitingRequest(r, w).map(plainly)),
    ...(rest > 0 ? [context(w.andMore(rest))] : []),
  ];
}

export const seeAll = (list: ListName, w: Words) => button(action.openList, w.common.seeAll, { value: list });

function plainly(block: KnownBlock): KnownBlock {
  if (block.type !== 'actions') return block;
  return {
    ...block,
    elements: block.elements.map(element => {
      if (element.type !== 'button' || element.style !== 'primary') return element;
      const { style, ...rest } = element;
      return rest;
    }),
  };
}
