import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { callback } from '../../blocks/ids.ts';
import { literal, notice } from '../../blocks/kit.ts';
import {
  type DatesModel,
  designateModal,
  excludeModal,
  MOST_DATES,
  nameModal,
  reviewModal,
  TABS,
  type Tab,
} from '../../blocks/promotion.ts';
import { promotionAction as action, promotionCallback, promotionInput } from '../../blocks/promotion-ids.ts';
import type { Words } from '../i18n/index.ts';
import { words } from '../i18n/index.ts';
import { problemText } from '../leave/present.ts';
import { shownDays } from '../leave-record/units.ts';
import type { People } from '../people/actions.ts';
import type { Workplace } from '../settings/workplace.ts';
import { dateOf, type FormState, textOf } from '../slack/form.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Acting, ModalAnswer, Press, Router, Submission } from '../slack/router.ts';
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
const readAbout = (metadata: string) => readMetadata(aboutSchema, metadata);
const isTab = (text: string): text is Tab => (TABS as readonly string[]).includes(text);
/** Rows that a person finds at first; more come with a press. */
const FIRST_ROWS = 5;

/** Notices to use leave: administrators look through, send and designate; people read and name dates. */
export function promotionSlack(router: Router, o: Parts): void {
  const { promotionActions: actions, promotionDates: dates } = o;
  const say = (text: string, w: Words) => notice(callback.notice, w.promotion.title, text, w.common.close);

  const review = async (shown: Shown, { person, w }: Pick<Acting, 'person' | 'w'>, said?: string) =>
    reviewModal(await reviewPage(o, { ...shown, viewer: person.user, w, ...(said ? { said } : {}) }), w);

  /** Asks for the right before anything is shown. */
  const administers = async (press: Press): Promise<boolean> => {
    const may = await actions.may(press.person.user);
    if (may !== 'yes') await press.tell(press.w.people.denied[may]);
    return may === 'yes';
  };
  const shownIn = (press: Pick<Press, 'view'>): Shown =>
    readMetadata(reviewSchema, press.view?.metadata ?? '') ?? { tab: 'prepared', page: 1 };
  const refusalOf = (outcome: Exclude<PromotionOutcome | DatesOutcome, { ok: true }>, w: Words): string => {
    if ('denied' in outcome) return w.people.denied[outcome.denied];
    if ('refused' in outcome) return w.promotion.refused[outcome.refused] ?? outcome.refused;
    return outcome.problems.map(p => problemOf(p, w)).join(' ');
  };

  router.opens(action.open, async press => {
    if (!(await administers(press))) return;
    await press.open(await review({ tab: isTab(press.value) ? press.value : 'prepared', page: 1 }, press));
  });
  const turns: Record<string, (shown: Shown, value: string) => Shown> = {
    [action.tab]: (shown, value) => (isTab(value) ? { tab: value, page: 1 } : shown),
    [action.pages.next]: (shown, value) => ({ ...shown, page: Number(value) || 1 }),
    [action.pages.back]: (shown, value) => ({ ...shown, page: Number(value) || 1 }),
  };
  for (const [id, turn] of Object.entries(turns))
    router.opens(id, async press => {
      if (await administers(press)) await press.redraw(await review(turn(shownIn(press), press.value), press));
    });

  router.press(action.send, async press => {
    const may = await actions.sendAll(press.person.user, press.key);
    if (may !== 'yes') return press.tell(press.w.people.denied[may]);
    press.later(async () => {
      const said = press.w.promotion.review.sending;
      const page = await reviewPage(o, { ...shownIn(press), viewer: press.person.user, w: press.w, said });
      // Nobody is asked to press again what is on its way, or to keep it back.
      const rows = page.rows.map(({ can, ...row }) => (can && can !== 'exclude' ? { ...row, can } : row));
      await press.redraw(reviewModal({ ...page, rows, sendable: 0 }, press.w));
    });
  });
  router.press(action.evidence, async press => {
    const may = await actions.evidence(press.person.user, press.key);
    if (may !== 'yes') return press.tell(press.w.people.denied[may]);
    press.later(async () => {
      await press.redraw(await review(shownIn(press), press, press.w.promotion.review.evidenceComes));
    });
  });

  router.opens(action.exclude, async press => {
    if (!(await administers(press))) return;
    const doc = found(await actions.byId(press.value));
    const who = (await o.people.person(doc.user)).name;
    await press.open(excludeModal({ who, metadata: JSON.stringify({ id: doc._id }) }, press.w));
  });
  router.submitAbout(promotionCallback.exclude, readAbout, async s => {
    const about = found(readAbout(s.metadata));
    const outcome = await actions.exclude(s.person.user, about.id, textOf(s.state, promotionInput.reason), s.key);
    if (!outcome.ok) return { errors: { [promotionInput.reason]: refusalOf(outcome, s.w) } };
    beneath(s, 'prepared');
    return { close: true };
  });
  router.press(action.include, async press => {
    if (!(await administers(press))) return;
    const outcome = await actions.exclude(press.person.user, press.value, undefined, press.key);
    const said = outcome.ok ? undefined : refusalOf(outcome, press.w);
    await press.redraw(await review(shownIn(press), press, said));
  });
  const beneath = (s: Submission, tab: Tab, said?: string): void =>
    s.later(() => redrawModal(o.client, s.beneath, () => review({ tab, page: 1 }, s, said)));

  for (const [id, where] of [
    [action.seen, 'dm'],
    [action.seenOnHome, 'home'],
  ] as const)
    router.press(id, async press => {
      const outcome = await actions.seen(press.person.user, press.value, where, press.key);
      if (!outcome.ok) await press.tell(refusalOf(outcome, press.w));
    });

  const rowsOf = (state: FormState): string[] =>
    Array.from({ length: MOST_DATES }, (_, n) => dateOf(state, promotionInput.date(n)) ?? '');
  const datesIn = (state: FormState): string[] => rowsOf(state).filter(d => d !== '');

  const datesModel = (doc: PromotionDoc, left: number, rows: number, filled: readonly string[]): DatesModel => {
    const most = Math.max(1, Math.min(datesFor(left), MOST_DATES));
    const shown = Math.min(rows, most);
    return {
      ...{ left: shownDays(left), usableUntil: doc.usableUntil, rows: shown, dates: filled, more: shown < most },
      metadata: JSON.stringify({ id: doc._id, rows: shown }),
    };
  };

  async function datesForm(press: Press, id: string, rows: number, filled: readonly string[], designates: boolean) {
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

  router.opens(action.openName, async press => press.open(await datesForm(press, press.value, FIRST_ROWS, [], false)));
  router.opens(action.openDesignate, async press => {
    if (await administers(press)) await press.open(await datesForm(press, press.value, MOST_DATES, [], true));
  });
  router.opens(action.moreDates, async press => {
    if (!press.view) return;
    const about = found(readAbout(press.view.metadata));
    const designates = press.view.callbackId === promotionCallback.designate;
    if (designates && !(await administers(press))) return;
    const filled = rowsOf(press.view.state);
    await press.redraw(await datesForm(press, about.id, about.rows + FIRST_ROWS, filled, designates));
  });

  /** Each problem beside the date that it is about. */
  const errorsOf = (problems: readonly DateProblem[], state: FormState, w: Words): ModalAnswer => {
    const errors: Record<string, string> = {};
    const rows = rowsOf(state);
    for (const problem of problems) {
      const row = problem.code === 'twice' ? rows.lastIndexOf(problem.date) : rows.indexOf(problem.date);
      errors[promotionInput.date(Math.max(0, row))] ??= problemOf(problem, w);
    }
    return { errors };
  };

  router.submitAbout(promotionCallback.name, readAbout, async s => {
    const about = found(readAbout(s.metadata));
    const chosen = datesIn(s.state);
    if (chosen.length === 0) return { errors: { [promotionInput.date(0)]: s.w.promotion.name.nothing } };
    const outcome = await dates.name(s.person, about.id, chosen, s.key);
    if (outcome.ok) return { update: say(s.w.promotion.name.done(chosen.length), s.w) };
    if ('problems' in outcome) return errorsOf(outcome.problems, s.state, s.w);
    return { update: say(refusalOf(outcome, s.w), s.w) };
  });

  router.submitAbout(promotionCallback.designate, readAbout, async s => {
    const about = found(readAbout(s.metadata));
    const chosen = datesIn(s.state);
    if (chosen.length === 0) return { errors: { [promotionInput.date(0)]: s.w.promotion.name.nothing } };
    const doc = await actions.byId(about.id);
    const person = doc && (await o.people.person(doc.user));
    // The leave says it in its person's language, whoever designates.
    const reason = person && doc ? (words(o.people.language(person)).promotion.reasons[doc.stage] ?? '') : '';
    const outcome = await dates.designate(s.person.user, about.id, chosen, reason, s.key);
    if (outcome.ok) {
      beneath(s, 'designate', s.w.promotion.designate.done(literal(person?.name ?? ''), chosen.length));
      return { close: true };
    }
    if ('problems' in outcome) return errorsOf(outcome.problems, s.state, s.w);
    return { update: say(refusalOf(outcome, s.w), s.w) };
  });
}

const problemOf = (p: DateProblem, w: Words): string =>
  p.code === 'leave' ? problemText(p.problem, w) : (w.promotion.problems[p.code] ?? p.code);
