import { z } from 'zod';
import { callback } from '../../blocks/ids.ts';
import { literal, type Modal, notice } from '../../blocks/kit.ts';
import {
  type DatesModel,
  designateModal,
  excludeModal,
  MOST_DATES,
  nameModal,
  reviewModal,
  TABS,
} from '../../blocks/promotion.ts';
import { promotionAction as action, promotionCallback, promotionInput } from '../../blocks/promotion-ids.ts';
import { type Words, words } from '../i18n/index.ts';
import { leastTaken } from '../leave/hours.ts';
import { problemText } from '../leave/present.ts';
import { shown } from '../leave-record/units.ts';
import { dateOf, type FormState, textOf } from '../slack/form.ts';
import { beside, type FormModal, says, sent } from '../slack/form-modal.ts';
import { type ListModal, onList, queryIn, type Viewing } from '../slack/list-modal.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import type { Press, Submission } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import {
  askEvidence,
  excludeNotice,
  lastWorkingDays,
  leftNow,
  type PromotionOutcome,
  seeDates,
  seeNotice,
  sendAll,
} from './actions.ts';
import { type DateProblem, type DatesOutcome, designateDates, nameDates, refusedNow } from './dates.ts';
import { reviewPage } from './review.ts';
import { datesFor, type LeftNow } from './rules.ts';
import { type Notice, noticeById } from './store.ts';

const reviewSchema = z.object({ tab: z.enum(TABS), page: z.int().min(1) });
type Shown = z.infer<typeof reviewSchema>;
const aboutSchema = z.object({ id: z.string(), rows: z.int().min(1).max(MOST_DATES).default(1) });
type About = z.infer<typeof aboutSchema>;
const readAbout = (metadata: string): About | undefined => readMetadata(aboutSchema, metadata);
/** More appear on a press. */
const FIRST_ROWS = 5;

const review = async (ws: Workspace, viewing: Viewing, shown: Shown, said?: string): Promise<Modal> =>
  reviewModal(await reviewPage(ws, viewing, shown, said), viewing.w);

const reviewList: ListModal<Workspace, Shown> = {
  schema: reviewSchema,
  first: { tab: 'prepared', page: 1 },
  pages: action.pages,
  filters: { [action.tab]: tab => ({ tab }) },
  draw: review,
};

type Refused = Exclude<PromotionOutcome | DatesOutcome, { ok: true }>;
const refusalOf = (outcome: Refused, w: Words): string => {
  if ('denied' in outcome) return w.people.denied[outcome.denied];
  if ('refused' in outcome) return w.promotion.refused[outcome.refused] ?? outcome.refused;
  return outcome.problems.map(p => problemOf(p, w)).join(' ');
};

const excludeForm: FormModal<Workspace, About, PromotionOutcome> = {
  reads: readAbout,
  store: (ws, s, { id }) => excludeNotice(ws, s.person.user, id, textOf(s.state, promotionInput.reason), s.key),
  refuse: (_ws, { w }, _about, refused) => ({ errors: { [promotionInput.reason]: refusalOf(refused, w) } }),
  beneath: (ws, s) => review(ws, s, { tab: 'prepared', page: 1 }),
};

const rowsOf = (state: FormState): string[] =>
  Array.from({ length: MOST_DATES }, (_, n) => dateOf(state, promotionInput.date(n)) ?? '');
const datesIn = (state: FormState): string[] => rowsOf(state).filter(date => date !== '');

/** At least one date, each problem beside its date. */
const datesForm = (
  store: (ws: Workspace, s: Submission, about: About, chosen: string[]) => Promise<DatesOutcome>,
  more: Pick<FormModal<Workspace, About, DatesOutcome>, 'beneath' | 'done'>,
): FormModal<Workspace, About, DatesOutcome> => ({
  reads: readAbout,
  store: async (ws, s, about) => {
    const chosen = datesIn(s.state);
    if (chosen.length === 0) return { errors: { [promotionInput.date(0)]: s.w.promotion.name.nothing } };
    return store(ws, s, about, chosen);
  },
  denied: (why, { w }) => says(w.people.denied[why], w, w.promotion.title),
  refuse: (_ws, { w, state }, _about, refused) => {
    if (!('problems' in refused)) return says(refusalOf(refused, w), w, w.promotion.title);
    const rows = rowsOf(state);
    return beside(refused.problems, problem => {
      const row = problem.code === 'twice' ? rows.lastIndexOf(problem.date) : rows.indexOf(problem.date);
      return [promotionInput.date(Math.max(0, row)), problemOf(problem, w)];
    });
  },
  ...more,
});

const nameForm = datesForm((ws, s, { id }, chosen) => nameDates(ws, s.person, id, chosen, s.key), {
  done: (_ws, { w, state }) => says(w.promotion.name.done(datesIn(state).length), w, w.promotion.title),
});

async function noticeOf(ws: Workspace, id: string) {
  const doc = await noticeById(ws, id);
  return doc && { doc, person: await ws.people.person(doc.user) };
}

const designateForm = datesForm(
  async (ws, s, { id }, chosen) => {
    const notice = await noticeOf(ws, id);
    // In the person's language.
    const reason = notice && words(ws.people.language(notice.person)).promotion.reasons[notice.doc.stage];
    return designateDates(ws, s.person.user, id, chosen, reason ?? '', s.key);
  },
  {
    beneath: async (ws, s, { id }) => {
      const name = (await noticeOf(ws, id))?.person.name ?? '';
      const said = s.w.promotion.designate.done(literal(name), datesIn(s.state).length);
      return review(ws, s, { tab: 'designate', page: 1 }, said);
    },
  },
);

async function openReview(ws: Workspace, press: Press): Promise<void> {
  const tab = TABS.find(t => t === press.value) ?? 'prepared';
  await press.open(await review(ws, press, { tab, page: 1 }));
}

async function send(ws: Workspace, press: Press): Promise<void> {
  const { person, key, w } = press;
  await sendAll(ws, person.user, key);
  press.later(async () => {
    const page = await reviewPage(ws, press, queryIn(reviewList, press), w.promotion.review.sending);
    // A notice under way can be neither sent again nor excluded.
    const rows = page.rows.map(({ can, ...row }) => (can && can !== 'exclude' ? { ...row, can } : row));
    await press.redraw(reviewModal({ ...page, rows, sendable: 0 }, w));
  });
}

async function evidence(ws: Workspace, press: Press): Promise<void> {
  await askEvidence(ws, press.person.user, press.key);
  press.later(async () => {
    const said = press.w.promotion.review.evidenceComes;
    await press.redraw(await review(ws, press, queryIn(reviewList, press), said));
  });
}

async function openExclude(ws: Workspace, press: Press): Promise<void> {
  const { doc, person } = found(await noticeOf(ws, press.value));
  await press.open(excludeModal({ who: person.name, metadata: JSON.stringify({ id: doc.id }) }, press.w));
}

async function include(ws: Workspace, press: Press): Promise<void> {
  const outcome = await excludeNotice(ws, press.person.user, press.value, undefined, press.key);
  const said = outcome.ok ? undefined : refusalOf(outcome, press.w);
  await press.redraw(await review(ws, press, queryIn(reviewList, press), said));
}

const seen = (where: 'dm' | 'home') => async (ws: Workspace, press: Press) => {
  const outcome = await seeNotice(ws, press.person.user, press.value, where, press.key);
  if (!outcome.ok) await press.tell(refusalOf(outcome, press.w));
};

async function hand(ws: Workspace, press: Press): Promise<void> {
  const outcome = await seeNotice(ws, press.person.user, press.value, 'paper', press.key);
  const said = outcome.ok ? undefined : refusalOf(outcome, press.w);
  await press.redraw(await review(ws, press, queryIn(reviewList, press), said));
}

async function seenDates(ws: Workspace, press: Press): Promise<void> {
  const outcome = await seeDates(ws, press.person.user, press.value, press.key);
  await press.tell(outcome.ok ? press.w.promotion.datesSeen : refusalOf(outcome, press.w));
}

function datesModel(
  doc: Notice,
  { left, fullDay }: LeftNow,
  o: { most: number; rows: number; filled: readonly string[] },
): DatesModel {
  const most = Math.max(1, Math.min(o.most, MOST_DATES));
  const rows = Math.min(o.rows, most);
  return {
    ...{ left: shown(left, fullDay), usableUntil: doc.usableUntil, rows, dates: o.filled, more: rows < most },
    metadata: JSON.stringify({ id: doc.id, rows }),
  };
}

interface Opened {
  id: string;
  rows: number;
  filled: readonly string[];
  /** else the person names dates */
  designates: boolean;
}

async function datesModal(ws: Workspace, { person, w }: Press, { id, rows, filled, designates }: Opened) {
  const say = (text = '') => notice(callback.notice, w.promotion.title, text, w.common.close);
  const about = await noticeOf(ws, id);
  if (!about) return say(w.promotion.refused['not-found']);
  const { doc } = about;
  const notYours = doc.user === person.user ? undefined : 'not-yours';
  const refused = designates ? refusedNow(ws, doc) : notYours;
  if (refused) return say(w.promotion.refused[refused]);
  const now = await leftNow(ws, doc);
  const most = datesFor(now.left, leastTaken(ws, about.person, ws.policy.of(about.person).today()));
  if (most === 0) return say(w.promotion.notice.nothingLeft);
  if (!designates) return nameModal(datesModel(doc, now, { most, rows, filled }), w);
  const dates = filled.length > 0 ? filled : await lastWorkingDays(ws, about.person, doc.usableUntil, now.left);
  return designateModal({ who: about.person.name, ...datesModel(doc, now, { most, rows, filled: dates }) }, w);
}

async function moreDates(ws: Workspace, press: Press): Promise<void> {
  const { view, person, w } = press;
  if (!view) return;
  const { id, rows } = found(readAbout(view.metadata));
  const designates = view.callbackId === promotionCallback.designate;
  const allowed = designates ? await ws.rights.allows(person.user, right.may) : 'yes';
  if (allowed !== 'yes') return press.tell(w.people.denied[allowed]);
  const filled = rowsOf(view.state);
  await press.redraw(await datesModal(ws, press, { id, rows: rows + FIRST_ROWS, filled, designates }));
}

const problemOf = (p: DateProblem, w: Words): string =>
  p.code === 'leave' ? problemText(p.problem, w) : (w.promotion.problems[p.code] ?? p.code);

const right = { may: 'promote-leave' } as const;
const own = { judgedBy: 'whose notice it is' };

export function promotionRoutes(r: Routes): void {
  r.open(action.open, right, openReview);
  onList(reviewList, (id, turn) => r.open(id, right, turn));
  r.press(action.send, right, send);
  r.press(action.evidence, right, evidence);
  r.open(action.exclude, right, openExclude);
  r.submit(promotionCallback.exclude, right, (ws, s) => sent(excludeForm, ws, s), readAbout);
  r.press(action.include, right, include);
  r.press(action.hand, right, hand);
  r.press(action.seenDates, own, seenDates);
  r.press(action.seen, own, seen('dm'));
  r.press(action.seenOnHome, own, seen('home'));
  r.open(action.openName, own, async (ws, press) => {
    const opened = { id: press.value, rows: FIRST_ROWS, filled: [], designates: false };
    await press.open(await datesModal(ws, press, opened));
  });
  r.open(action.openDesignate, right, async (ws, press) => {
    const opened = { id: press.value, rows: MOST_DATES, filled: [], designates: true };
    await press.open(await datesModal(ws, press, opened));
  });
  r.open(action.moreDates, { judgedBy: 'whose notice it is, or promote-leave where dates are designated' }, moreDates);
  r.submit(promotionCallback.name, own, (ws, s) => sent(nameForm, ws, s), readAbout);
  r.submit(promotionCallback.designate, right, (ws, s) => sent(designateForm, ws, s), readAbout);
}
