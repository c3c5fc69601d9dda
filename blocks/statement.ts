import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { type Shown, sizeOf } from '../src/shared/shown.ts';
import { action } from './ids.ts';
import { select, userSelect } from './inputs.ts';
import {
  actions,
  button,
  context,
  divider,
  literal,
  type Message,
  type Modal,
  modal,
  option,
  overflow,
  section,
} from './kit.ts';
import { ledgerAction, ledgerCallback } from './ledger-ids.ts';
import { pager } from './list.ts';
import { openPersonButton } from './person.ts';

/** Lines a page: each is one block. */
export const STATEMENT_PAGE = 25;
const NAME = 60;
const WHAT = 80;
const WHY = 300;
const LEAVE = 120;

/** What somebody has of one pool. Days as they are shown; dates are YYYY-MM-DD. */
export interface BalanceModel {
  /** its name; raw */
  pool: string;
  left: Shown;
  waiting: Shown;
  short: Shown;
  lapsing: { on: string; days: Shown }[];
  upcoming: { on: string; days: Shown }[];
}

/** A line of the statement. `what` and `why` are raw. */
export interface StatementRow {
  days: Shown;
  /** the running balance after it */
  balance: Shown;
  what: string;
  when: string;
  /** what else there is to say, in words */
  notes: string[];
  why?: string;
  ahead: boolean;
  /** the grant that whoever looks may take back */
  reverses?: string;
}

export interface StatementModel {
  /** whose it is, where it is not one's own; raw */
  who?: string;
  user: string;
  /** whoever looks may look at others' */
  picks: boolean;
  /** whoever looks may give this person leave */
  gives: boolean;
  hireDateMissing: boolean;
  pool: string;
  /** names are raw */
  pools: { id: string; name: string }[];
  /** where there are several: those that ended, by number, then the one of today ('now') */
  employments?: { value: string; from?: string; to?: string }[];
  employment?: string;
  /** absent: this person has no balance */
  balance?: BalanceModel;
  /** the newest first, as many as a page has */
  rows: StatementRow[];
  count: number;
  page: number;
  pages: number;
  metadata: string;
}

/** Every grant and every use of somebody's leave with the running balance, the newest first. */
export function statementModal(m: StatementModel, w: Words): Modal {
  const t = w.ledger;
  const blocks: KnownBlock[] = [];
  const chosen = choices(m, w);
  if (chosen.length > 0) blocks.push(actions(...chosen));
  if (m.who !== undefined) blocks.push(section(t.of(literal(m.who, NAME)), openPersonButton(m.user, w)));
  if (m.hireDateMissing && m.gives) blocks.push(section(t.hireDateMissing));
  if (m.balance) blocks.push(...balanceBlocks(m.balance, w));
  else blocks.push(section(t.noBalance));
  if (m.gives)
    blocks.push(
      actions(
        button(ledgerAction.openGive, t.give, { value: m.user }),
        button(ledgerAction.openAttended, t.attended, { value: m.user }),
      ),
    );
  if (m.balance && m.rows.length === 0) blocks.push(context(t.empty));
  for (const [i, row] of m.rows.entries()) {
    const before = m.rows[i - 1];
    if (before?.ahead !== row.ahead) blocks.push(divider(), section(row.ahead ? t.ahead : t.soFar));
    blocks.push(rowBlock(row, w));
  }
  blocks.push(...pager(m, ledgerAction.pages, w, { note: t.entries(m.count) }));
  return modal({
    callbackId: ledgerCallback.statement,
    title: t.title,
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

function choices(m: StatementModel, w: Words): ActionsBlock['elements'] {
  const elements: ActionsBlock['elements'] = [];
  if (m.picks) elements.push(userSelect(ledgerAction.pickPerson, w.ledger.person, m.user));
  if (m.pools.length > 1) {
    const options = m.pools.slice(0, 100).map(p => option(p.id, p.name));
    elements.push(select(ledgerAction.pickPool, options, m.pool));
  }
  const { employments = [] } = m;
  if (employments.length > 1) {
    const options = employments.map(e => option(e.value, w.ledger.employment(e.from, e.to)));
    elements.push(select(ledgerAction.pickEmployment, options, m.employment));
  }
  return elements;
}

/** How many of the days to come are named one by one. */
const LAPSES = 3;
const VESTS = 2;

const leftLine = (b: BalanceModel, w: Words): string => w.ledger.left(literal(b.pool, NAME), b.left);

const nextLines = (b: BalanceModel, w: Words): string[] => [
  ...b.lapsing.slice(0, LAPSES).map(l => w.ledger.lapses(l.days, l.on)),
  ...(sizeOf(b.waiting) > 0 ? [w.ledger.waitingTaken(b.waiting)] : []),
  ...b.upcoming.slice(0, VESTS).map(u => w.ledger.vests(u.days, u.on)),
];

/** A balance in a few lines. */
export const balanceLines = (b: BalanceModel, w: Words): string[] => [
  [leftLine(b, w), ...nextLines(b, w)].join(' · '),
  ...(sizeOf(b.short) > 0 ? [w.ledger.overdrawn(b.short)] : []),
];

function balanceBlocks(b: BalanceModel, w: Words): KnownBlock[] {
  const t = w.ledger;
  const more = nextLines(b, w);
  return [
    section(leftLine(b, w)),
    ...(sizeOf(b.short) > 0 ? [section(t.overdrawn(b.short))] : []),
    ...(more.length > 0 ? [context(more.join('\n'))] : []),
  ];
}

/** The same as an answer to whoever asks for it in words. */
export function balanceMessage(balances: readonly BalanceModel[], w: Words, value: string): Message {
  const t = w.ledger;
  const text = balances.map(b => leftLine(b, w)).join('\n') || t.noBalance;
  const blocks = balances.length > 0 ? balances.flatMap(b => balanceBlocks(b, w)) : [section(text)];
  return {
    text,
    blocks: [
      ...blocks,
      actions(button(action.openStatement, t.open), button(action.openLeave, w.home.requestLeave, { value })),
    ],
  };
}

function rowBlock(r: StatementRow, w: Words): KnownBlock {
  const notes = [...r.notes, w.ledger.balance(r.balance)].join(' · ');
  const why = r.why === undefined ? '' : `\n> ${literal(r.why, WHY)}`;
  const text = `*${w.ledger.signed(r.days)}*  ${literal(r.what, WHAT)} · ${r.when}\n${notes}${why}`;
  if (r.reverses === undefined) return section(text);
  const options = [option(r.reverses, w.ledger.reverse)];
  return section(text, overflow(ledgerAction.openReverse, options), `grant ${r.reverses}`);
}

/** A grant that its person is told of. `who` gave it; raw. */
export interface GrantNoticeModel {
  is: 'vested' | 'given' | 'corrected' | 'reversed';
  what: string;
  days: Shown;
  /** the day on which it vests, if that is yet to come */
  from?: string;
  /** absent: it does not lapse */
  until?: string;
  who?: string;
  why?: string;
  left?: Shown;
  /** that of what is left, where it is not annual leave; raw */
  pool?: string;
}

/** Tells a person that they were given leave, or that it was corrected or taken back. */
export function grantMessage(m: GrantNoticeModel, w: Words): Message {
  const t = w.ledger.told;
  const text = {
    vested: () => t.vested(m.days, m.until ?? ''),
    given: () => t.given(m.what, m.days, m.until),
    corrected: () => t.corrected(m.days),
    reversed: () => t.reversed(m.what, m.days),
  }[m.is]();
  const small = [
    ...(m.who === undefined ? [] : [t.by(literal(m.who, NAME))]),
    ...(m.why === undefined ? [] : [literal(m.why, WHY)]),
    ...(m.from === undefined ? [] : [w.ledger.vests(m.days, m.from)]),
    // What is left today says nothing of what vests later.
    ...(m.left === undefined || m.from !== undefined || (m.is === 'vested' && sizeOf(m.left) === sizeOf(m.days))
      ? []
      : [t.balance(m.left, m.pool === undefined ? undefined : literal(m.pool, NAME))]),
  ];
  return {
    text,
    blocks: [
      section(text),
      ...(small.length > 0 ? [context(small.join(' · '))] : []),
      actions(button(action.openStatement, w.ledger.open)),
    ],
  };
}

/** What leaves lack since somebody took a grant back; `leaves` one a line, raw. */
export interface UncoveredModel {
  who: string;
  what: string;
  days: Shown;
  leaves: string[];
}

const LEAVES = 10;

export function uncoveredText(m: UncoveredModel, w: Words): string {
  const t = w.ledger.uncovered;
  const lines = m.leaves.slice(0, LEAVES).map(leave => `• ${literal(leave, LEAVE)}`);
  const more = m.leaves.length > LEAVES ? [t.more(m.leaves.length - LEAVES)] : [];
  return [t.text(literal(m.who, NAME), m.what, m.days), ...lines, ...more, t.next].join('\n');
}

export const uncoveredMessage = (m: UncoveredModel, user: string, w: Words): Message => {
  const text = uncoveredText(m, w);
  return { text, blocks: [section(text), actions(button(action.openStatement, w.ledger.open, { value: user }))] };
};

/** Warns that leave lapses; `inDays`: 0 is today; `pool`: its name, raw, where it is not annual leave. */
export function lapseMessage(
  m: { days: Shown; until: string; inDays: number; left: Shown; pool?: string },
  w: Words,
): Message {
  const named = m.pool === undefined ? undefined : literal(m.pool, NAME);
  const text = w.ledger.told.lapsing(m.days, m.until, m.inDays, named);
  return {
    text,
    blocks: [
      section(text),
      ...(sizeOf(m.left) === sizeOf(m.days) ? [] : [context(w.ledger.told.balance(m.left, named))]),
      actions(button(action.openLeave, w.ledger.told.ask), button(action.openStatement, w.ledger.open)),
    ],
  };
}
