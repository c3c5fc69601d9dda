import type { WebClient } from '@slack/web-api';
import { attendedModal, giveCheckModal, giveModal, reverseModal } from '../../blocks/grants.ts';
import { action, callback } from '../../blocks/ids.ts';
import { type Modal, notice } from '../../blocks/kit.ts';
import { ledgerAction, ledgerCallback, ledgerInput } from '../../blocks/ledger-ids.ts';
import { statementModal, uncoveredText } from '../../blocks/statement.ts';
import type { Kinds } from '../approvals/kinds.ts';
import type { RequestStore } from '../approvals/store.ts';
import { type Words, words } from '../i18n/index.ts';
import { shownDays } from '../leave-record/units.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Denial } from '../people/may.ts';
import type { Person } from '../people/rules.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { ModalAnswer, Press, Router, Submission } from '../slack/router.ts';
import type { Ledger } from './actions.ts';
import { MONTHS } from './attended.ts';
import {
  givenMetadata,
  readAbout,
  readAttendedForm,
  readGiveForm,
  readGiven,
  readQuery,
  type StatementQuery,
  whyOf,
} from './form.ts';
import { ANNUAL, NEVER_LAPSES } from './ledger/types.ts';
import { balanceModel, grantText, statementPage, uncoveredModel } from './present.ts';
import { HAND_KINDS } from './rules.ts';
import type { ReverseOutcome } from './taking-back.ts';

interface Parts {
  ledger: Ledger;
  people: People;
  administration: PeopleAdministration;
  requests: Pick<RequestStore, 'of'>;
  kinds: Kinds;
  client: WebClient;
  team: () => string;
}

const say = (text: string, w: Words): ModalAnswer => ({
  update: notice(callback.notice, w.errors.title, text, w.common.close),
});
const denied = (why: Denial, w: Words): ModalAnswer => say(w.people.denied[why], w);

/** The statement from Home; managers see their team's, HR everybody's, and HR gives and takes back. */
export function ledgerSlack(router: Router, o: Parts): void {
  async function modal(query: StatementQuery, viewer: Person): Promise<Modal> {
    const w = words(o.people.language(viewer));
    const { user } = query;
    const [directory, statement, requests, person] = await Promise.all([
      o.administration.directory(),
      o.ledger.statementOf(user, query.pool),
      o.requests.of(o.team(), user),
      o.people.person(user),
    ]);
    const role = directory.actor(viewer.user).role;
    const other = user !== viewer.user;
    const gives = other && (role === 'hr' || role === 'owner');
    const byId = new Map(requests.map(r => [r._id, r]));
    const nameOf = (id: string): string => {
      const request = byId.get(id);
      return request ? o.kinds.of(request.kind).describe(request.form, w).what : id;
    };
    const page = statement
      ? statementPage(statement, query.page, { nameOf, reversible: gives, today: statement.today, w })
      : { rows: [], page: 1, pages: 1, count: 0 };
    return statementModal(
      {
        ...(other ? { who: person.name } : {}),
        ...{ user, gives, pool: query.pool, pools: statement?.pools ?? [] },
        picks: role !== 'employee',
        hireDateMissing: person.hiredOn === undefined,
        ...(statement ? { balance: balanceModel(statement.balance) } : {}),
        ...page,
        metadata: JSON.stringify({ ...query, page: page.page } satisfies StatementQuery),
      },
      w,
    );
  }

  const sees = async (press: Press, user: string): Promise<boolean> => {
    const answer = await o.administration.allows(press.person.user, 'see-leave', user);
    if (answer !== 'yes') await press.tell(press.w.people.denied[answer]);
    return answer === 'yes';
  };

  router.opens(action.openStatement, async press => {
    const user = /^[UW][A-Z0-9]+$/.test(press.value) ? press.value : press.person.user;
    if (await sees(press, user)) await press.open(await modal({ user, pool: ANNUAL, page: 1 }, press.person));
  });

  const changes: Record<string, (query: StatementQuery, value: string) => StatementQuery> = {
    [ledgerAction.pickPerson]: (_query, user) => ({ user, pool: ANNUAL, page: 1 }),
    [ledgerAction.pickPool]: (query, pool) => ({ ...query, pool, page: 1 }),
    [ledgerAction.pages.next]: (query, page) => ({ ...query, page: Number(page) || 1 }),
    [ledgerAction.pages.back]: (query, page) => ({ ...query, page: Number(page) || 1 }),
  };
  for (const [id, change] of Object.entries(changes))
    router.opens(id, async press => {
      const shown = found(readQuery(press.view?.metadata));
      if (press.value === '') return;
      const next = change(shown, press.value);
      await o.people.person(next.user);
      if (await sees(press, next.user)) await press.redraw(await modal(next, press.person));
    });

  const mayGive = async (press: Press, user: string): Promise<boolean> => {
    const answer = await o.administration.allows(press.person.user, 'give-leave', user);
    if (answer !== 'yes') await press.tell(press.w.people.denied[answer]);
    return answer === 'yes';
  };

  router.opens(ledgerAction.openGive, async press => {
    const { value: user, w } = press;
    if (!(await mayGive(press, user))) return;
    const empty = { kind: 'reward', days: '', on: o.ledger.today(), usableUntil: '', why: '' };
    await press.open(giveModal({ user, kinds: HAND_KINDS, ...empty, metadata: '' }, w));
  });

  router.submit(ledgerCallback.give, async s => {
    const { w } = s;
    const { user, filled } = readGiveForm(s.state);
    const text = (code: string): string => w.ledger.problems[code] ?? code;
    if (user === undefined) return { errors: { [ledgerInput.user]: text('no-person') } };
    await o.people.person(user);
    const outcome = await o.ledger.preview(s.person.user, user, filled);
    if (!outcome.ok && 'denied' in outcome) return { errors: { [ledgerInput.user]: w.people.denied[outcome.denied] } };
    if (!outcome.ok)
      return { errors: Object.fromEntries(outcome.problems.map(p => [ledgerInput[p.field], text(p.code)])) };
    const { grant, before, after } = outcome;
    return {
      update: giveCheckModal(
        {
          who: (await o.people.person(user)).name,
          ...{ kind: grant.kind, days: shownDays(grant.amount), on: grant.on, why: grant.why ?? '' },
          ...(grant.usableUntil === NEVER_LAPSES ? {} : { usableUntil: grant.usableUntil }),
          ...(before === undefined ? {} : { before: shownDays(before.left) }),
          ...{ after: shownDays(after.left), balanceOn: after.on },
          metadata: givenMetadata({ user, key: s.viewId, filled }),
        },
        w,
      ),
    };
  });

  /** The statement beneath shows what has just become of it. */
  const redrawBeneath = (s: Submission, user: string): void =>
    s.later(() => redrawModal(o.client, s.beneath, () => modal({ user, pool: ANNUAL, page: 1 }, s.person)));

  router.submitAbout(ledgerCallback.giveCheck, readGiven, async s => {
    const given = found(readGiven(s.metadata));
    const outcome = await o.ledger.give(s.person.user, given.user, given.filled, given.key);
    if (!outcome.ok && 'denied' in outcome) return denied(outcome.denied, s.w);
    if (!outcome.ok) return say(s.w.ledger.problems[outcome.problems[0]?.code ?? ''] ?? s.w.ledger.busy, s.w);
    redrawBeneath(s, given.user);
    return { close: true };
  });

  router.opens(ledgerAction.openReverse, async press => {
    const { w, value: id } = press;
    const shown = found(readQuery(press.view?.metadata));
    if (!(await mayGive(press, shown.user))) return;
    const grant = (await o.ledger.factsOf(shown.user))?.vested.find(g => g.id === id);
    if (!grant) return press.tell(w.ledger.refused['not-there'] ?? '');
    const who = (await o.people.person(shown.user)).name;
    const metadata = JSON.stringify({ user: shown.user, id });
    await press.open(reverseModal({ who, what: grantText(grant, w), metadata }, w));
  });

  router.submitAbout(ledgerCallback.reverse, readAbout, async s => {
    const about = found(readAbout(s.metadata));
    const { w } = s;
    const outcome = await o.ledger.reverse(s.person.user, about.user, about.id, whyOf(s.state));
    if (!outcome.ok && 'denied' in outcome) return denied(outcome.denied, w);
    redrawBeneath(s, about.user);
    if (!outcome.ok) return say(refusalText(outcome, w), w);
    if (!outcome.uncovered) return { close: true };
    const [person, facts, sent] = await Promise.all([
      o.people.person(about.user),
      o.ledger.factsOf(about.user),
      o.requests.of(o.team(), about.user),
    ]);
    const grant = facts?.vested.find(g => g.id === about.id) ?? outcome.grant;
    const model = uncoveredModel(outcome.uncovered, { who: person.name, grant, sent, kinds: o.kinds, w });
    return { update: notice(callback.notice, w.ledger.uncovered.title, uncoveredText(model, w), w.common.close) };
  });

  router.opens(ledgerAction.openAttended, async press => {
    const { value: user, w } = press;
    if (!(await mayGive(press, user))) return;
    const { absentMonths, lowYears } = await o.ledger.attendedOf(user);
    const lines = Object.entries(lowYears).map(([year, months]) => `${year}: ${months}`);
    const who = (await o.people.person(user)).name;
    const metadata = JSON.stringify({ user });
    await press.open(attendedModal({ who, months: MONTHS, absentMonths, lowYears: lines.join('\n'), metadata }, w));
  });

  router.submitAbout(ledgerCallback.attended, readAbout, async s => {
    const { w } = s;
    const about = found(readAbout(s.metadata));
    const outcome = await o.ledger.setAttended(s.person.user, about.user, readAttendedForm(s.state), s.key);
    if (!outcome.ok && 'denied' in outcome) return denied(outcome.denied, w);
    if (!outcome.ok && 'problems' in outcome) {
      const text = (code: string): string => w.ledger.problems[code] ?? code;
      return { errors: Object.fromEntries(outcome.problems.map(p => [ledgerInput[p.field], text(p.code)])) };
    }
    if (!outcome.ok) return { errors: { [ledgerInput.why]: w.ledger.busy } };
    redrawBeneath(s, about.user);
    return { close: true };
  });
}

const refusalText = (outcome: Extract<ReverseOutcome, { refused: unknown }>, w: Words): string =>
  outcome.refused.code === 'used'
    ? w.ledger.used(shownDays(outcome.refused.lacks))
    : (w.ledger.refused[outcome.refused.code] ?? outcome.refused.code);
