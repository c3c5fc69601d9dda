import type { WebClient } from '@slack/web-api';
import { attendedModal, giveCheckModal, giveModal, reverseModal } from '../../blocks/grants.ts';
import { action } from '../../blocks/ids.ts';
import { ledgerAction, ledgerCallback, ledgerInput } from '../../blocks/ledger-ids.ts';
import { statementModal, uncoveredText } from '../../blocks/statement.ts';
import type { Kinds } from '../approvals/kinds.ts';
import type { RequestStore } from '../approvals/store.ts';
import type { Words } from '../i18n/index.ts';
import { shownDays } from '../leave-record/units.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { beside, type FormModal, redrawBeneath, says, sent } from '../slack/form-modal.ts';
import { type ListModal, onList, queryAfter, queryIn } from '../slack/list-modal.ts';
import { nothing } from '../slack/metadata.ts';
import type { ModalAnswer, Press, Router, Submission } from '../slack/router.ts';
import type { AttendedOutcome, GiveOutcome, Ledger } from './actions.ts';
import { MONTHS } from './attended.ts';
import {
  type About,
  type GrantMetadata,
  grantMetadata,
  querySchema,
  readAbout,
  readAttendedForm,
  readGiveForm,
  readGrantMetadata,
  type StatementQuery,
  whyOf,
} from './form.ts';
import { ANNUAL, NEVER_LAPSES } from './ledger/types.ts';
import { balanceModel, grantText, statementPage, uncoveredModel } from './present.ts';
import { type AttendedProblem, type GiveProblem, HAND_KINDS } from './rules.ts';
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

/** The statement; managers see their team's, HR everybody's. */
const statement: ListModal<Parts, StatementQuery> = {
  schema: querySchema,
  pages: ledgerAction.pages,
  filters: {
    [ledgerAction.pickPerson]: user => (user === '' ? undefined : { user, pool: ANNUAL }),
    [ledgerAction.pickPool]: pool => ({ pool }),
  },
  alone: true,
  draw: async (o, { person: viewer, w }, query) => {
    const { user } = query;
    const [directory, stated, requests, person] = await Promise.all([
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
    const page = stated
      ? statementPage(stated, query.page, { nameOf, reversible: gives, today: stated.today, w })
      : { rows: [], page: 1, pages: 1, count: 0 };
    return statementModal(
      {
        ...(other ? { who: person.name } : {}),
        ...{ user, gives, pool: query.pool, pools: stated?.pools ?? [] },
        picks: role !== 'employee',
        hireDateMissing: person.hiredOn === undefined,
        ...(stated ? { balance: balanceModel(stated.balance) } : {}),
        ...page,
        metadata: JSON.stringify({ ...query, page: page.page } satisfies StatementQuery),
      },
      w,
    );
  },
};

const firstPage = (user: string): StatementQuery => ({ user, pool: ANNUAL, page: 1 });
/** The statement beneath a form, after what has just become of it. */
const beneath = (o: Parts, s: Submission, about: { user: string }) => statement.draw(o, s, firstPage(about.user));

const problemText = (code: string, w: Words): string => w.ledger.problems[code] ?? code;
const besideFields = (problems: readonly (GiveProblem | AttendedProblem)[], w: Words): ModalAnswer =>
  beside(problems, p => [ledgerInput[p.field], problemText(p.code, w)]);

const giveForm: FormModal<Parts, true, GiveOutcome> = {
  reads: nothing,
  store: async (o, s) => {
    const { user, filled } = readGiveForm(s.state);
    if (user === undefined) return { errors: { [ledgerInput.user]: problemText('no-person', s.w) } };
    await o.people.person(user);
    return o.ledger.preview(s.person.user, user, filled);
  },
  denied: (why, { w }) => ({ errors: { [ledgerInput.user]: w.people.denied[why] } }),
  refuse: (_o, { w }, _about, { problems }) => besideFields(problems, w),
  done: async (o, s, _about, { grant, before, after }) => {
    const { user = '', filled } = readGiveForm(s.state);
    return {
      update: giveCheckModal(
        {
          who: (await o.people.person(user)).name,
          ...{ kind: grant.kind, days: shownDays(grant.amount), on: grant.on, why: grant.why ?? '' },
          ...(grant.usableUntil === NEVER_LAPSES ? {} : { usableUntil: grant.usableUntil }),
          ...(before === undefined ? {} : { before: shownDays(before.left) }),
          ...{ after: shownDays(after.left), balanceOn: after.on },
          metadata: grantMetadata({ user, key: s.viewId, filled }),
        },
        s.w,
      ),
    };
  },
};

const giveCheckForm: FormModal<Parts, GrantMetadata, GiveOutcome> = {
  reads: readGrantMetadata,
  store: (o, s, given) => o.ledger.give(s.person.user, given.user, given.filled, given.key),
  refuse: (_o, { w }, _given, { problems }) => says(w.ledger.problems[problems[0]?.code ?? ''] ?? w.ledger.busy, w),
  beneath,
};

const reverseForm: FormModal<Parts, About, ReverseOutcome> = {
  reads: readAbout,
  store: (o, s, about) => o.ledger.reverse(s.person.user, about.user, about.id, whyOf(s.state)),
  refuse: (o, s, about, refused) => {
    redrawBeneath(o, s, () => beneath(o, s, about));
    return says(refusalText(refused, s.w), s.w);
  },
  beneath,
  done: async (o, { w }, about, { grant: reversed, uncovered }) => {
    if (!uncovered) return { close: true };
    const [person, facts, requests] = await Promise.all([
      o.people.person(about.user),
      o.ledger.factsOf(about.user),
      o.requests.of(o.team(), about.user),
    ]);
    const grant = facts?.vested.find(g => g.id === about.id) ?? reversed;
    const model = uncoveredModel(uncovered, { who: person.name, grant, sent: requests, kinds: o.kinds, w });
    return says(uncoveredText(model, w), w, w.ledger.uncovered.title);
  },
};

const attendedForm: FormModal<Parts, About, AttendedOutcome> = {
  reads: readAbout,
  store: (o, s, about) => o.ledger.setAttended(s.person.user, about.user, readAttendedForm(s.state), s.key),
  refuse: (_o, { w }, _about, refused) =>
    'problems' in refused ? besideFields(refused.problems, w) : { errors: { [ledgerInput.why]: w.ledger.busy } },
  beneath,
};

/** The statement from Home, and how HR gives leave and takes it back. */
export function ledgerSlack(router: Router, o: Parts): void {
  const allowed =
    (action: 'see-leave' | 'give-leave') =>
    async (press: Press, user: string): Promise<boolean> => {
      const answer = await o.administration.allows(press.person.user, action, user);
      if (answer !== 'yes') await press.tell(press.w.people.denied[answer]);
      return answer === 'yes';
    };
  const sees = allowed('see-leave');
  const mayGive = allowed('give-leave');

  router.opens(action.openStatement, async press => {
    const user = /^[UW][A-Z0-9]+$/.test(press.value) ? press.value : press.person.user;
    if (await sees(press, user)) await press.open(await statement.draw(o, press, firstPage(user)));
  });
  onList(statement, (id, turn) =>
    router.opens(id, async press => {
      const next = queryAfter(statement, press);
      if (!next) return;
      await o.people.person(next.user);
      if (await sees(press, next.user)) await turn(o, press);
    }),
  );

  router.opens(ledgerAction.openGive, async press => {
    const { value: user, w } = press;
    if (!(await mayGive(press, user))) return;
    const empty = { kind: 'reward', days: '', on: o.ledger.today(), usableUntil: '', why: '' };
    await press.open(giveModal({ user, kinds: HAND_KINDS, ...empty, metadata: '' }, w));
  });

  router.opens(ledgerAction.openReverse, async press => {
    const { w, value: id } = press;
    const shown = queryIn(statement, press);
    if (!(await mayGive(press, shown.user))) return;
    const grant = (await o.ledger.factsOf(shown.user))?.vested.find(g => g.id === id);
    if (!grant) return press.tell(w.ledger.refused['not-there'] ?? '');
    const who = (await o.people.person(shown.user)).name;
    const metadata = JSON.stringify({ user: shown.user, id });
    await press.open(reverseModal({ who, what: grantText(grant, w), metadata }, w));
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

  router.submit(ledgerCallback.give, s => sent(giveForm, o, s));
  router.submitAbout(ledgerCallback.giveCheck, readGrantMetadata, s => sent(giveCheckForm, o, s));
  router.submitAbout(ledgerCallback.reverse, readAbout, s => sent(reverseForm, o, s));
  router.submitAbout(ledgerCallback.attended, readAbout, s => sent(attendedForm, o, s));
}

const refusalText = (outcome: Extract<ReverseOutcome, { refused: unknown }>, w: Words): string =>
  outcome.refused.code === 'used'
    ? w.ledger.used(shownDays(outcome.refused.lacks))
    : (w.ledger.refused[outcome.refused.code] ?? outcome.refused.code);
