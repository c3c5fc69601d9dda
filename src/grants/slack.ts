import { attendedModal, giveCheckModal, giveModal, reverseModal } from '../../blocks/grants.ts';
import { action } from '../../blocks/ids.ts';
import { ledgerAction, ledgerCallback, ledgerInput } from '../../blocks/ledger-ids.ts';
import { statementModal, uncoveredText } from '../../blocks/statement.ts';
import { kinds } from '../approvals/registry.ts';
import { requests } from '../approvals/store.ts';
import type { Words } from '../i18n/index.ts';
import { shown } from '../leave-record/units.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { beside, type FormModal, redrawBeneath, says, sent } from '../slack/form-modal.ts';
import { type ListModal, onList, queryAfter, queryIn } from '../slack/list-modal.ts';
import { nothing } from '../slack/metadata.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import type { Right, Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type AttendedOutcome, type GiveOutcome, giveGrant, previewGrant, setAttended } from './actions.ts';
import { attendedIn, yearsOf } from './attended.ts';
import { factsOf, statementOf } from './balances.ts';
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
import { handChoices, poolsFor, poolsOf } from './pools.ts';
import { balanceModel, grantText, statementPage, uncoveredModel } from './present.ts';
import { MONTHS } from './record/schema.ts';
import { ledgers } from './record/store.ts';
import type { AttendedProblem, GiveProblem } from './rules.ts';
import { type ReverseOutcome, reverseGrant } from './taking-back.ts';

/** Managers see their team's, HR everybody's. */
const statement: ListModal<Workspace, StatementQuery> = {
  schema: querySchema,
  pages: ledgerAction.pages,
  filters: {
    [ledgerAction.pickPerson]: user => (user === '' ? undefined : { user, pool: ANNUAL, ended: undefined }),
    [ledgerAction.pickPool]: pool => ({ pool }),
    [ledgerAction.pickEmployment]: value => ({ ended: value === NOW ? undefined : Number(value) }),
  },
  alone: true,
  draw: async (ws, { person: viewer, w }, query) => {
    const { user } = query;
    const [directory, stated, all, person, pools] = await Promise.all([
      ws.rights.listing(),
      statementOf(ws, user, query),
      requests(ws).of(ws.team, user),
      ws.people.person(user),
      poolsOf(ws),
    ]);
    const role = directory.actor(viewer.user).role;
    const other = user !== viewer.user;
    const gives = other && query.ended === undefined && (role === 'hr' || role === 'owner');
    const byId = new Map(all.map(r => [r._id, r]));
    const nameOf = (id: string): string => {
      const request = byId.get(id);
      return request ? kinds(ws).of(request.kind).describe(request.form, w).what : id;
    };
    const page = stated
      ? statementPage(stated, query.page, {
          nameOf,
          reversible: gives,
          today: stated.today,
          fullDay: stated.balance.fullDay,
          pools,
          w,
        })
      : { rows: [], page: 1, pages: 1, count: 0 };
    return statementModal(
      {
        ...(other ? { who: person.name } : {}),
        ...{ user, gives, pool: query.pool, pools: (stated?.pools ?? []).map(id => ({ id, name: pools.name(id, w) })) },
        ...{ employments: employmentsOf(person), employment: String(query.ended ?? NOW) },
        picks: role !== 'employee',
        hireDateMissing: person.hiredOn === undefined,
        ...(stated ? { balance: balanceModel(stated.balance, pools, w) } : {}),
        ...page,
        metadata: JSON.stringify({ ...query, page: page.page } satisfies StatementQuery),
      },
      w,
    );
  },
};

const NOW = 'now';

const employmentsOf = ({ former = [], hiredOn, lastDay }: Person) => [
  ...former.map((f, n) => ({ value: String(n), ...defined({ from: f.hiredOn }), to: f.lastDay })),
  { value: NOW, ...defined({ from: hiredOn, to: lastDay }) },
];

const firstPage = (user: string): StatementQuery => ({ user, pool: ANNUAL, page: 1 });
/** Redraws the statement beneath a form. */
const beneath = (ws: Workspace, s: Submission, about: { user: string }) => statement.draw(ws, s, firstPage(about.user));

const problemText = (code: string, w: Words): string => w.ledger.problems[code] ?? code;
const besideFields = (problems: readonly (GiveProblem | AttendedProblem)[], w: Words): ModalAnswer =>
  beside(problems, p => [ledgerInput[p.field], problemText(p.code, w)]);

const giveForm: FormModal<Workspace, true, GiveOutcome> = {
  reads: nothing,
  store: async (ws, s) => {
    const { user, filled } = readGiveForm(s.state);
    if (user === undefined) return { errors: { [ledgerInput.user]: problemText('no-person', s.w) } };
    await ws.people.person(user);
    const answer = await ws.rights.allows(s.person.user, 'give-leave', user);
    if (answer !== 'yes') return { errors: { [ledgerInput.user]: s.w.people.denied[answer] } };
    return previewGrant(ws, s.person.user, user, filled);
  },
  refuse: (_ws, { w }, _about, { problems }) => besideFields(problems, w),
  done: async (ws, s, _about, { grant, before, after, fullDay }) => {
    const { user = '', filled } = readGiveForm(s.state);
    return {
      update: giveCheckModal(
        {
          who: (await ws.people.person(user)).name,
          what: handChoices(await poolsOf(ws), s.w).find(c => c.id === filled.kind)?.name ?? grant.kind,
          ...{ days: shown(grant.amount, fullDay), on: grant.on, why: grant.why ?? '' },
          ...(grant.usableUntil === NEVER_LAPSES ? {} : { usableUntil: grant.usableUntil }),
          ...(before === undefined ? {} : { before: shown(before.left, fullDay) }),
          ...{ after: shown(after.left, fullDay), balanceOn: after.on },
          metadata: grantMetadata({ user, key: s.viewId, filled }),
        },
        s.w,
      ),
    };
  },
};

const giveCheckForm: FormModal<Workspace, GrantMetadata, GiveOutcome> = {
  reads: readGrantMetadata,
  store: (ws, s, given) => giveGrant(ws, s.person.user, given.user, given.filled, given.key),
  refuse: (_ws, { w }, _given, { problems }) => says(w.ledger.problems[problems[0]?.code ?? ''] ?? w.ledger.busy, w),
  beneath: (ws, s, { user }, { grant }) => statement.draw(ws, s, { ...firstPage(user), pool: grant.pool }),
};

const reverseForm: FormModal<Workspace, About, ReverseOutcome> = {
  reads: readAbout,
  store: (ws, s, about) => reverseGrant(ws, s.person.user, about.user, about.id, whyOf(s.state)),
  refuse: (ws, s, about, refused) => {
    redrawBeneath(ws, s, () => beneath(ws, s, about));
    return says(refusalText(refused, s.w), s.w);
  },
  beneath,
  done: async (ws, { w }, about, { grant: reversed, uncovered }) => {
    if (!uncovered) return { close: true };
    const [person, facts, sent] = await Promise.all([
      ws.people.person(about.user),
      factsOf(ws, about.user),
      requests(ws).of(ws.team, about.user),
    ]);
    const grant = facts?.vested.find(g => g.id === about.id) ?? reversed;
    const pools = await poolsFor(ws, [grant.pool]);
    const model = uncoveredModel(uncovered, { who: person.name, grant, sent, kinds: kinds(ws), pools, w });
    return says(uncoveredText(model, w), w, w.ledger.uncovered.title);
  },
};

const attendedForm: FormModal<Workspace, About, AttendedOutcome> = {
  reads: readAbout,
  store: (ws, s, about) => setAttended(ws, s.person.user, about.user, readAttendedForm(s.state), s.key),
  refuse: (_ws, { w }, _about, refused) =>
    'problems' in refused ? besideFields(refused.problems, w) : { errors: { [ledgerInput.why]: w.ledger.busy } },
  beneath,
};

const seesLeave = (whom: (press: Press) => string): Right<Press> => ({ may: 'see-leave', whom });
const givesLeave = <C>(whom: (came: C) => string | undefined): Right<C> => ({ may: 'give-leave', whom });

/** Without a value one's own. */
const statementOwner = ({ value, person }: Press): string => (/^[UW][A-Z0-9]+$/.test(value) ? value : person.user);

export function grantRoutes(r: Routes): void {
  r.open(action.openStatement, seesLeave(statementOwner), async (ws, press) =>
    press.open(await statement.draw(ws, press, firstPage(statementOwner(press)))),
  );
  const turned = seesLeave(press => queryAfter(statement, press)?.user ?? press.person.user);
  onList(statement, (id, turn) => r.open(id, turned, turn));
  r.open(ledgerAction.openGive, givesLeave(pressedOn), openGive);
  r.open(
    ledgerAction.openReverse,
    givesLeave(press => queryIn(statement, press).user),
    openReverse,
  );
  r.open(ledgerAction.openAttended, givesLeave(pressedOn), openAttended);
  r.submit(ledgerCallback.give, { judgedBy: 'give-leave of the person who is picked in it' }, (ws, s) =>
    sent(giveForm, ws, s),
  );
  const about = givesLeave(({ metadata }: Submission) => readAbout(metadata)?.user);
  const given = givesLeave(({ metadata }: Submission) => readGrantMetadata(metadata)?.user);
  r.submit(ledgerCallback.giveCheck, given, (ws, s) => sent(giveCheckForm, ws, s), readGrantMetadata);
  r.submit(ledgerCallback.reverse, about, (ws, s) => sent(reverseForm, ws, s), readAbout);
  r.submit(ledgerCallback.attended, about, (ws, s) => sent(attendedForm, ws, s), readAbout);
}

const pressedOn = (press: Press): string => press.value;

async function openGive(ws: Workspace, press: Press): Promise<void> {
  const { value: user, w } = press;
  const empty = { kind: 'reward', days: '', on: ws.policy.today(), usableUntil: '', why: '' };
  await press.open(giveModal({ user, kinds: handChoices(await poolsOf(ws), w), ...empty, metadata: '' }, w));
}

async function openReverse(ws: Workspace, press: Press): Promise<void> {
  const { w, value: id } = press;
  const { user } = queryIn(statement, press);
  const facts = await factsOf(ws, user);
  const grant = facts?.vested.find(g => g.id === id);
  if (!grant) return press.tell(w.ledger.refused['not-there'] ?? '');
  const who = (await ws.people.person(user)).name;
  await press.open(
    reverseModal(
      {
        who,
        what: grantText(grant, { pools: await poolsFor(ws, [grant.pool]), w }, facts?.fullDay),
        metadata: JSON.stringify({ user, id }),
      },
      w,
    ),
  );
}

async function openAttended(ws: Workspace, press: Press): Promise<void> {
  const { value: user, w } = press;
  const { current } = await ledgers(ws).get(ws.team, user);
  const { absentMonths, lowYears } = attendedIn(current);
  const lines = Object.entries(lowYears).map(([year, months]) => `${year}: ${months}`);
  const who = (await ws.people.person(user)).name;
  const metadata = JSON.stringify({ user });
  const by = yearsOf(current, ws.policy.on(ws.policy.today()).leave.basis);
  const model = { who, months: MONTHS, absentMonths, lowYears: lines.join('\n'), by, metadata };
  await press.open(attendedModal(model, w));
}

const refusalText = (outcome: Extract<ReverseOutcome, { refused: unknown }>, w: Words): string =>
  outcome.refused.code === 'used'
    ? w.ledger.used(shown(outcome.refused.lacks, outcome.refused.fullDay))
    : (w.ledger.refused[outcome.refused.code] ?? outcome.refused.code);
