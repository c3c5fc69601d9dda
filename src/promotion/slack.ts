import type { WebClient } from '@slack/web-api';
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
import type { Words } from '../i18n/index.ts';
import { words } from '../i18n/index.ts';
import { problemText } from '../leave/present.ts';
import { shownDays } from '../leave-record/units.ts';
import type { People } from '../people/actions.ts';
import type { Workplace } from '../settings/workplace.ts';
import { defined } from '../shared/defined.ts';
import { dateOf, type FormState, textOf } from '../slack/form.ts';
import { beside, type FormModal, says, sent } from '../slack/form-modal.ts';
import { type ListModal, onList, queryIn, type Viewing } from '../slack/list-modal.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import type { Press, Router, Submission } from '../slack/router.ts';
import type { PromotionOutcome, Promotions } from './actions.ts';
import type { DateProblem, DatesOutcome, PromotionDates } from './dates.ts';
import { reviewPage } from './review.ts';
import { datesFor } from './rules.ts';
import type { PromotionDoc } from './store.ts';

interface Parts {
  promotionActions: Promotions;
  promotionDates: PromotionDates;
  people: People;
  client: WebClient;
  workplace: Pick<Workplace, 'zone'>;
}

const reviewSchema = z.object({ tab: z.enum(TABS), page: z.int().min(1) });
type Shown = z.infer<typeof reviewSchema>;
const aboutSchema = z.object({ id: z.string(), rows: z.int().min(1).max(MOST_DATES).default(1) });
type About = z.infer<typeof aboutSchema>;
const readAbout = (metadata: string): About | undefined => readMetadata(aboutSchema, metadata);
/** Rows that a person finds at first; more come with a press. */
const FIRST_ROWS = 5;

/** `said`: what was just done, in words. */
const review = async (o: Parts, shown: Shown, { person, w }: Viewing, said?: string): Promise<Modal> =>
  reviewModal(await reviewPage(o, { ...shown, viewer: person.user, w, ...defined({ said }) }), w);

const reviewList: ListModal<Parts, Shown> = {
  schema: reviewSchema,
  first: { tab: 'prepared', page: 1 },
  pages: action.pages,
  filters: { [action.tab]: tab => ({ tab }) },
  draw: (o, viewing, shown) => review(o, shown, viewing),
};

type Refused = Exclude<PromotionOutcome | DatesOutcome, { ok: true }>;
const refusalOf = (outcome: Refused, w: Words): string => {
  if ('denied' in outcome) return w.people.denied[outcome.denied];
  if ('refused' in outcome) return w.promotion.refused[outcome.refused] ?? outcome.refused;
  return outcome.problems.map(p => problemOf(p, w)).join(' ');
};

const excludeForm: FormModal<Parts, About, PromotionOutcome> = {
  reads: readAbout,
  store: ({ promotionActions }, s, { id }) =>
    promotionActions.exclude(s.person.user, id, textOf(s.state, promotionInput.reason), s.key),
  denied: (why, { w }) => ({ errors: { [promotionInput.reason]: w.people.denied[why] } }),
  refuse: (_o, { w }, _about, refused) => ({ errors: { [promotionInput.reason]: refusalOf(refused, w) } }),
  beneath: (o, s) => review(o, { tab: 'prepared', page: 1 }, s),
};

const rowsOf = (state: FormState): string[] =>
  Array.from({ length: MOST_DATES }, (_, n) => dateOf(state, promotionInput.date(n)) ?? '');
const datesIn = (state: FormState): string[] => rowsOf(state).filter(date => date !== '');

/** What both forms of dates share: at least one date, and each problem beside the date that it is about. */
const datesForm = (
  store: (o: Parts, s: Submission, about: About, chosen: string[]) => Promise<DatesOutcome>,
  more: Pick<FormModal<Parts, About, DatesOutcome>, 'beneath' | 'done'>,
): FormModal<Parts, About, DatesOutcome> => ({
  reads: readAbout,
  store: async (o, s, about) => {
    const chosen = datesIn(s.state);
    if (chosen.length === 0) return { errors: { [promotionInput.date(0)]: s.w.promotion.name.nothing } };
    return store(o, s, about, chosen);
  },
  denied: (why, { w }) => says(w.people.denied[why], w, w.promotion.title),
  refuse: (_o, { w, state }, _about, refused) => {
    if (!('problems' in refused)) return says(refusalOf(refused, w), w, w.promotion.title);
    const rows = rowsOf(state);
    return beside(refused.problems, problem => {
      const row = problem.code === 'twice' ? rows.lastIndexOf(problem.date) : rows.indexOf(problem.date);
      return [promotionInput.date(Math.max(0, row)), problemOf(problem, w)];
    });
  },
  ...more,
});

const nameForm = datesForm((o, s, { id }, chosen) => o.promotionDates.name(s.person, id, chosen, s.key), {
  done: (_o, { w, state }) => says(w.promotion.name.done(datesIn(state).length), w, w.promotion.title),
});

/** Whose dates a form designates. */
async function designated(o: Parts, { id }: About) {
  const doc = await o.promotionActions.byId(id);
  return { doc, person: doc && (await o.people.person(doc.user)) };
}

const designateForm = datesForm(
  async (o, s, about, chosen) => {
    const { doc, person } = await designated(o, about);
    // The leave says it in its person's language, whoever designates.
    const reason = person && doc ? (words(o.people.language(person)).promotion.reasons[doc.stage] ?? '') : '';
    return o.promotionDates.designate(s.person.user, about.id, chosen, reason, s.key);
  },
  {
    beneath: async (o, s, about) => {
      const { person } = await designated(o, about);
      const said = s.w.promotion.designate.done(literal(person?.name ?? ''), datesIn(s.state).length);
      return review(o, { tab: 'designate', page: 1 }, s, said);
    },
  },
);

/** Notices to use leave: administrators look through, send and designate; people read and name dates. */
export function promotionSlack(router: Router, o: Parts): void {
  const { promotionActions: actions, promotionDates: dates } = o;
  const say = (text: string, w: Words) => notice(callback.notice, w.promotion.title, text, w.common.close);

  /** Asks for the right before anything is shown. */
  const administers = async (press: Press): Promise<boolean> => {
    const may = await actions.may(press.person.user);
    if (may !== 'yes') await press.tell(press.w.people.denied[may]);
    return may === 'yes';
  };
  const guarded = (id: string, handler: (o: Parts, press: Press) => Promise<void>): void =>
    router.opens(id, async press => {
      if (await administers(press)) await handler(o, press);
    });
  guarded(action.open, async (_o, press) => {
    const tab = TABS.find(t => t === press.value) ?? 'prepared';
    await press.open(await review(o, { tab, page: 1 }, press));
  });
  onList(reviewList, guarded);

  router.press(action.send, async press => {
    const may = await actions.sendAll(press.person.user, press.key);
    if (may !== 'yes') return press.tell(press.w.people.denied[may]);
    press.later(async () => {
      const said = press.w.promotion.review.sending;
      const page = await reviewPage(o, { ...queryIn(reviewList, press), viewer: press.person.user, w: press.w, said });
      // Nobody is asked to press again what is on its way, or to keep it back.
      const rows = page.rows.map(({ can, ...row }) => (can && can !== 'exclude' ? { ...row, can } : row));
      await press.redraw(reviewModal({ ...page, rows, sendable: 0 }, press.w));
    });
  });
  router.press(action.evidence, async press => {
    const may = await actions.evidence(press.person.user, press.key);
    if (may !== 'yes') return press.tell(press.w.people.denied[may]);
    press.later(async () => {
      await press.redraw(await review(o, queryIn(reviewList, press), press, press.w.promotion.review.evidenceComes));
    });
  });

  router.opens(action.exclude, async press => {
    if (!(await administers(press))) return;
    const doc = found(await actions.byId(press.value));
    const who = (await o.people.person(doc.user)).name;
    await press.open(excludeModal({ who, metadata: JSON.stringify({ id: doc._id }) }, press.w));
  });
  router.submitAbout(promotionCallback.exclude, readAbout, s => sent(excludeForm, o, s));
  router.press(action.include, async press => {
    if (!(await administers(press))) return;
    const outcome = await actions.exclude(press.person.user, press.value, undefined, press.key);
    const said = outcome.ok ? undefined : refusalOf(outcome, press.w);
    await press.redraw(await review(o, queryIn(reviewList, press), press, said));
  });

  for (const [id, where] of [
    [action.seen, 'dm'],
    [action.seenOnHome, 'home'],
  ] as const)
    router.press(id, async press => {
      const outcome = await actions.seen(press.person.user, press.value, where, press.key);
      if (!outcome.ok) await press.tell(refusalOf(outcome, press.w));
    });

  const datesModel = (doc: PromotionDoc, left: number, rows: number, filled: readonly string[]): DatesModel => {
    const most = Math.max(1, Math.min(datesFor(left), MOST_DATES));
    const shown = Math.min(rows, most);
    return {
      ...{ left: shownDays(left), usableUntil: doc.usableUntil, rows: shown, dates: filled, more: shown < most },
      metadata: JSON.stringify({ id: doc._id, rows: shown }),
    };
  };

  async function openedDates(press: Press, id: string, rows: number, filled: readonly string[], designates: boolean) {
    const doc = await actions.byId(id);
    const refusal = !doc ? 'not-found' : designates ? dates.refusedNow(doc) : undefined;
    if (!doc || refusal) return say(press.w.promotion.refused[refusal ?? 'not-found'] ?? '', press.w);
    if (!designates && doc.user !== press.person.user)
      return say(press.w.promotion.refused['not-yours'] ?? '', press.w);
    const left = await actions.left(doc);
    if (datesFor(left) === 0) return say(press.w.promotion.notice.nothingLeft, press.w);
    if (!designates) return nameModal(datesModel(doc, left, rows, filled), press.w);
    const person = await o.people.person(doc.user);
    const suggested = filled.length > 0 ? filled : await actions.lastWorkingDays(person, doc.usableUntil, left);
    return designateModal({ who: person.name, ...datesModel(doc, left, rows, suggested) }, press.w);
  }

  router.opens(action.openName, async press =>
    press.open(await openedDates(press, press.value, FIRST_ROWS, [], false)),
  );
  router.opens(action.openDesignate, async press => {
    if (await administers(press)) await press.open(await openedDates(press, press.value, MOST_DATES, [], true));
  });
  router.opens(action.moreDates, async press => {
    if (!press.view) return;
    const about = found(readAbout(press.view.metadata));
    const designates = press.view.callbackId === promotionCallback.designate;
    if (designates && !(await administers(press))) return;
    const filled = rowsOf(press.view.state);
    await press.redraw(await openedDates(press, about.id, about.rows + FIRST_ROWS, filled, designates));
  });

  router.submitAbout(promotionCallback.name, readAbout, s => sent(nameForm, o, s));
  router.submitAbout(promotionCallback.designate, readAbout, s => sent(designateForm, o, s));
}

const problemOf = (p: DateProblem, w: Words): string =>
  p.code === 'leave' ? problemText(p.problem, w) : (w.promotion.problems[p.code] ?? p.code);
