import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { adminAction } from './administration-ids.ts';
import { menu, seenValue } from './approvals.ts';
import { unknownYearBlock } from './calendar.ts';
import { calendarAction } from './calendar-ids.ts';
import { type QuestionState, unfinishedQuestion } from './corrections.ts';
import { formAction } from './form-ids.ts';
import { action, callback, type ListName } from './ids.ts';
import {
  actions,
  button,
  confirm,
  context,
  divider,
  fields,
  type Home,
  header,
  literal,
  type Modal,
  modal,
  option,
  section,
} from './kit.ts';
import { monthsButton } from './months.ts';
import { setUpCard } from './policy.ts';
import { waitingRequest } from './waiting.ts';

const NAME = 40;

/** What the person is doing now; times already on the person's clock. */
export type NowModel =
  | { is: 'out' }
  | { is: 'in'; since: string; place: string; note?: string }
  | { is: 'break'; since: string }
  | { is: 'done'; worked: number };

export interface RequestModel {
  id: string;
  round: number;
  step: number;
  who: string;
  what: string;
  when: string;
  amount: string;
  state: 'waiting' | 'sent-back' | 'approved' | 'rejected' | 'withdrawn' | 'cancelled';
  /** what waits is that it be cancelled */
  cancels: boolean;
  /** the steps of its route, where there are several */
  route?: string;
  mayCancel: boolean;
  /** it may be asked to be another one */
  mayChange?: boolean;
  by?: string;
  reason?: string;
  /** it waits, and what it asks for begins tomorrow at the latest */
  urgent?: boolean;
  /** others away on the same days */
  alsoAway: number;
}

export interface AwayModel {
  who: string;
  type: string;
}

export interface HomeModel {
  name: string;
  date: string;
  part: 'morning' | 'day' | 'evening' | 'night';
  now: NowModel;
  /** the workday meant, where it is not the person's own date */
  workday?: string;
  /** today's leave of the person, its type and last day */
  leave?: { type: string; whole: boolean; until: string };
  /** a holiday's name, or a weekend */
  off?: { holiday: string } | 'weekend';
  unfinished?: string;
  /** the question about that day's check-out */
  question?: QuestionState;
  /** minutes */
  today: { worked: number; rest: number; target: number };
  week: { worked: number; target: number };
  requests: RequestModel[];
  requestsMore: number;
  away: AwayModel[];
  unknownYear?: string;
  /** decides on requests now and then: may name a delegate */
  decides: boolean;
  /** what waits for this person; undefined for people who never decide */
  waiting?: { shown: RequestModel[]; count: number };
  /** what those do now whom this person may see; `team`: only those whom they lead */
  others?: { working: number; onBreak: number; notIn: number; done: number; away: number; team: boolean };
  admin?: {
    /** absent: none was chosen, administrators are told directly */
    channel?: string;
    /** channels in which nothing can be posted, and Slack's word for why */
    troubles: { name: string; problem: string }[];
    /** nobody has set Daybook up yet */
    setUp: boolean;
    /** years, this one or the next, whose holidays are not known */
    unknownYears?: string[];
  };
}

/** The Home tab: now, today, what I have, what waits, others. */
export function homeView(m: HomeModel, w: Words): Home {
  const blocks: KnownBlock[] = [
    header(w.longDate(m.date)),
    context(w.home.hello(literal(m.name, NAME), m.part)),
    ...(m.admin?.setUp ? setUpCard(w) : []),
    ...(m.question ? unfinishedQuestion(m.question, w) : []),
    ...nowBlocks(m, w),
  ];
  if (m.waiting) blocks.push(divider(), ...waitingBlocks(m.waiting, w));
  if (m.others || m.admin) blocks.push(divider());
  for (const t of m.admin?.troubles ?? []) blocks.push(section(w.home.channelProblem(literal(t.name), t.problem)));
  for (const year of m.admin?.unknownYears ?? []) blocks.push(unknownYearBlock(year, w));
  if (m.others) blocks.push(othersNow(m.others, w));
  if (m.admin) blocks.push(summaryButton(m.admin, w));
  blocks.push(divider(), section(w.home.mine));
  if (m.requests.length === 0) blocks.push(context(w.home.noRequests));
  for (const r of m.requests) blocks.push(...myRequest(r, w));
  if (m.requestsMore > 0) blocks.push(more('mine', w.andMore(m.requestsMore), w));
  blocks.push(divider());
  if (!m.off || m.away.length > 0) blocks.push(awaySection(m.away, w));
  blocks.push(actions(...calendarButtons(m.admin !== undefined, w)));
  if (m.unknownYear && !m.admin) blocks.push(context(w.home.calendarUnknown(m.unknownYear)));
  const own: ActionsBlock['elements'] = [
    button(action.openStatement, w.ledger.open),
    button(action.openSettings, w.home.settings),
  ];
  if (m.admin) own.push(button(action.openSearch, w.search.open), adminMenu(w));
  else if (m.decides) own.push(button(action.openDelegation, w.delegation.open));
  blocks.push(actions(...own));
  return { type: 'home', callback_id: callback.home, blocks };
}

/** What administrators do seldom, behind one menu: five options are the most that Slack takes. */
const adminMenu = (w: Words): ActionsBlock['elements'][number] => ({
  type: 'overflow',
  action_id: action.adminMenu,
  options: [
    option(adminAction.openPeople, w.people.open),
    option(adminAction.openPolicy, w.policy.open),
    option(action.openRoutes, w.routes.title),
    option(formAction.manage, w.forms.manage),
    option(action.openDelegation, w.delegation.open),
  ],
});

function nowBlocks(m: HomeModel, w: Words): KnownBlock[] {
  const working = m.now.is === 'in' || m.now.is === 'break';
  const lines = [statusLine(m, w)];
  if (m.now.is === 'in' && m.now.note) lines.push(`>${literal(m.now.note, 200)}`);
  if (m.workday) lines.push(w.home.yesterdays(w.date(m.workday)));
  if (m.leave && !(m.leave.whole && !working)) lines.push(w.home.halfToday(w.leaveType(m.leave.type)));
  const onLeave = m.leave?.whole === true && !working;
  const checkIn = button(action.checkIn, m.now.is === 'done' ? w.home.checkInAgain : w.home.checkIn, {
    ...(m.now.is === 'out' && !onLeave && !m.off ? { style: 'primary' as const } : {}),
    ...(onLeave ? { confirm: confirm(w.home.confirmOnLeave, w.home.confirmOnLeave.text, w.common.cancel) } : {}),
  });
  const main = working ? button(action.checkOut, w.home.checkOut, { style: 'primary' }) : checkIn;
  const row: ActionsBlock['elements'] = [];
  if (m.now.is === 'in') row.push(button(action.startBreak, w.home.startBreak));
  if (m.now.is === 'break') row.push(button(action.endBreak, w.home.endBreak));
  if (working) row.push(button(action.changePlace, w.home.changePlace));
  row.push(button(action.openLeave, w.home.requestLeave), button(formAction.choose, w.forms.other));
  return [
    section(lines.join('\n'), main),
    fields([
      ...(m.today.worked > 0 || m.today.target > 0 ? [todayField(m, w)] : []),
      `*${w.home.thisWeek}*\n${w.home.of(w.duration(m.week.worked), w.duration(m.week.target))}\n${bar(m.week.worked, m.week.target)}`,
    ]),
    actions(...row),
  ];
}

function todayField(m: HomeModel, w: Words): string {
  const { worked, target, rest } = m.today;
  const hours = target > 0 ? w.home.of(w.duration(worked), w.duration(target)) : w.duration(worked);
  return `*${w.home.today}*\n${hours}${rest > 0 ? `\n${w.home.includesBreak(w.duration(rest))}` : ''}`;
}

/** What the person is doing now, in one line. */
export function statusLine(m: Pick<HomeModel, 'now' | 'leave' | 'off'>, w: Words): string {
  const now = m.now;
  if (now.is === 'in') return w.home.working(now.since, now.place);
  if (now.is === 'break') return w.home.onBreak(now.since);
  if (now.is === 'done') return w.home.done(w.duration(now.worked));
  if (m.leave?.whole) return w.home.onLeave(w.leaveType(m.leave.type), w.date(m.leave.until));
  if (m.off === 'weekend') return w.home.weekend;
  if (m.off) return w.home.holiday(literal(m.off.holiday));
  return w.home.notIn;
}

/** Ten cells of text; an empty target is an empty bar. */
function bar(value: number, target: number): string {
  const full = target <= 0 ? 0 : Math.min(10, Math.floor((value / target) * 10));
  return '■'.repeat(full) + '□'.repeat(10 - full);
}

const SIGN = {
  waiting: ':hourglass_flowing_sand:',
  approved: ':white_check_mark:',
  rejected: ':x:',
  withdrawn: ':leftwards_arrow_with_hook:',
  'sent-back': ':pencil2:',
  cancelled: ':wastebasket:',
};

function myRequest(r: RequestModel, w: Words): KnownBlock[] {
  const state =
    r.state === 'waiting'
      ? r.cancels
        ? w.home.cancelWaiting
        : w.home.requestWaiting
      : r.by && r.state !== 'withdrawn'
        ? w.home.requestBy(w.state(r.state), literal(r.by, NAME * 2))
        : w.state(r.state);
  const text = `${SIGN[r.state]} ${r.what} ${r.when} · ${r.amount} · ${state}${r.route && r.state === 'waiting' ? `\n${literal(r.route, 200)}` : ''}${r.reason ? `\n>${literal(r.reason, 200)}` : ''}`;
  const mine = [...(r.mayChange ? ['change'] : []), ...(r.mayCancel ? ['cancel'] : []), 'history'];
  const history = menu(action.mine, mine, seenValue(r), w);
  if (r.state !== 'waiting' && r.state !== 'sent-back') return [section(text, history)];
  const what = `${r.what} ${r.when}`;
  const withdraw = button(action.withdraw, w.home.withdraw, {
    value: r.id,
    confirm: confirm(
      r.cancels ? w.home.keepConfirm : w.home.withdrawConfirm,
      (r.cancels ? w.home.keepConfirm : w.home.withdrawConfirm).text(what),
      w.common.no,
      'danger',
    ),
  });
  if (r.state === 'waiting') return [section(text), actions(withdraw, history)];
  const edit = button(action.edit, w.approvals.more.edit ?? '', { value: r.id, style: 'primary' });
  return [section(text), actions(edit, withdraw, history)];
}

function more(list: ListName, text: string, w: Words): KnownBlock {
  return section(text, button(action.openList, w.common.seeAll, { value: list }));
}

const AWAY_SHOWN = 8;

/** Who is away beyond today, and for administrators the days off. */
const calendarButtons = (administrator: boolean, w: Words): ActionsBlock['elements'] => [
  button(calendarAction.openAway, w.awayCalendar.open),
  button(calendarAction.openFeeds, w.feeds.open),
  ...(administrator ? [button(calendarAction.openDays, w.calendar.open)] : []),
];

function awaySection(away: AwayModel[], w: Words): KnownBlock {
  if (away.length === 0) return section(`${w.home.away}\n${w.home.nobodyAway}`);
  const shown = away.slice(0, AWAY_SHOWN).map(a => awayText(a, w));
  const rest = away.length - shown.length;
  const text = `${w.home.away}\n${shown.join(' · ')}${rest > 0 ? ` ${w.andMorePeople(rest)}` : ''}`;
  return rest > 0 ? section(text, button(action.openList, w.common.seeAll, { value: 'away' })) : section(text);
}

const awayText = (a: AwayModel, w: Words): string => `${literal(a.who, NAME)} (${w.leaveShort(a.type)})`;

function waitingBlocks(waiting: NonNullable<HomeModel['waiting']>, w: Words): KnownBlock[] {
  if (waiting.count === 0) return [section(w.home.nothingWaiting)];
  const rest = waiting.count - waiting.shown.length;
  const see = button(action.openList, w.common.seeAll, { value: 'waiting' });
  return [
    section(w.home.waiting(waiting.count), waiting.count > 1 ? see : undefined),
    ...waiting.shown.flatMap(r => waitingRequest(r, w)),
    ...(rest > 0 ? [context(w.andMore(rest))] : []),
  ];
}

const othersNow = (now: NonNullable<HomeModel['others']>, w: Words): KnownBlock =>
  section(
    `${now.team ? w.people.teamNow : w.home.now} ${w.home.nowCounts(now)}`,
    button(action.openList, w.home.whoIsIn, { value: 'now' }),
  );

const summaryButton = (a: NonNullable<HomeModel['admin']>, w: Words): KnownBlock =>
  actions(
    button(action.postSummary, w.home.postSummary, {
      confirm: confirm(w.home.postSummaryConfirm, w.home.postSummaryConfirm.text(a.channel), w.common.cancel),
    }),
    monthsButton(w),
  );

export interface ListModel {
  list: ListName;
  title: string;
  page: number;
  pages: number;
  rows: ListRow[];
}

export type ListRow =
  | { is: 'request'; request: RequestModel }
  | { is: 'away'; away: AwayModel }
  | { is: 'text'; text: string };

/** Rows a page of a list: a request takes two blocks, so twice 40 and the pager stay within 100. */
export const LIST_PAGE = 40;

/** A list behind *See all*, in pages. */
export function listModal(m: ListModel, w: Words): Modal {
  const blocks: KnownBlock[] = m.rows.flatMap((row): KnownBlock[] => {
    if (row.is === 'request') return myRequest(row.request, w);
    return [section(row.is === 'away' ? awayText(row.away, w) : row.text)];
  });
  if (blocks.length === 0) blocks.push(section(w.common.nothing));
  if (m.pages > 1) {
    const turn = [];
    if (m.page > 1) turn.push(button(action.turnPageBack, w.common.previous, { value: String(m.page - 1) }));
    if (m.page < m.pages) turn.push(button(action.turnPage, w.common.next, { value: String(m.page + 1) }));
    blocks.push(context(w.common.page(m.page, m.pages)), actions(...turn));
  }
  return modal({
    callbackId: callback.list,
    title: m.title,
    close: w.common.close,
    metadata: JSON.stringify({ list: m.list, page: m.page }),
    blocks,
  });
}

/** Names under a heading, one a line, as one row of the list of who is in. */
export const nameRow = (heading: string, names: string[], count: number): string =>
  `*${heading}* (${count})\n${names.join('\n')}`;

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
