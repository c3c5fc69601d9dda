import type { InputBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { adminAction, adminCallback, adminInput } from './administration-ids.ts';
import { VALUE } from './ids.ts';
import { datePicker, labelled, select, type TeamChoice, teamSelect, textInput, userSelect } from './inputs.ts';
import { actions, button, context, divider, literal, type Modal, modal, option, section } from './kit.ts';
import { pager, searchInput } from './list.ts';
import { openPersonButton } from './person.ts';
import { settlementAction } from './settlement-ids.ts';
import { type TouchedModel, touchedModal } from './touched.ts';

const NAME = 60;
export const QUERY_MAX = 100;
export const PEOPLE_FILTERS = ['here', 'incomplete', 'left'] as const;
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number];
/** Rows a page of the list: each is one block. */
export const PEOPLE_PAGE = 40;

export type FactLabel =
  | 'hiredOn'
  | 'lastDay'
  | 'employeeNo'
  | 'teamId'
  | 'manager'
  | 'arrangement'
  | 'hours'
  | 'schedule'
  | 'protection'
  | 'office'
  | 'termsFrom'
  | 'role';

/** A row of the list; names and texts are raw, the hire date and role already words. */
export interface PersonRow {
  user: string;
  name: string;
  role: string;
  teamName?: string;
  employeeNo?: string;
  hired?: string;
  lastDay?: string;
  manager?: string;
  missing: FactLabel[];
  left: boolean;
}

export interface PeopleModel {
  query: string;
  filter: PeopleFilter;
  page: number;
  pages: number;
  total: number;
  rows: PersonRow[];
  /** whoever looks may change what they see */
  mayChange: boolean;
}

/** The people in pages, with a search, and a way to open anybody of the workspace. */
export function peopleModal(m: PeopleModel, w: Words): Modal {
  const filters = PEOPLE_FILTERS.map(id => option(id, w.people.filters[id]));
  const { query } = m;
  const blocks: KnownBlock[] = [
    searchInput(adminInput.query, adminAction.peopleQuery, w.people.search, {
      query,
      max: QUERY_MAX,
      hint: w.people.searchHint,
    }),
    actions(
      select(adminAction.peopleFilter, filters, m.filter, w.people.filter),
      userSelect(adminAction.pickPerson, w.people.pick),
      ...(m.mayChange
        ? [
            button(adminAction.openImport, w.people.importOpen),
            button(settlementAction.openLeavers, w.settlement.leavers),
          ]
        : []),
    ),
    context(w.people.found(m.total)),
  ];
  if (m.rows.length === 0) blocks.push(section(w.people.nobody));
  for (const row of m.rows) blocks.push(section(personLine(row, w), openPersonButton(row.user, w)));
  blocks.push(...pager(m, adminAction.peoplePages, w));
  return modal({
    callbackId: adminCallback.people,
    title: w.people.title,
    submit: w.people.search,
    close: w.common.close,
    metadata: JSON.stringify({ query: m.query, filter: m.filter, page: m.page }),
    blocks,
  });
}

function personLine(row: PersonRow, w: Words): string {
  const facts = [
    row.role,
    ...(row.teamName ? [literal(row.teamName, NAME)] : []),
    ...(row.employeeNo ? [w.people.number(literal(row.employeeNo, NAME))] : []),
    ...(row.hired ? [w.people.hired(row.hired)] : []),
    ...(row.lastDay ? [w.people.lastDay(row.lastDay)] : []),
    ...(row.manager ? [w.people.reportsTo(literal(row.manager, NAME))] : []),
    ...(row.left ? [w.people.left] : []),
  ];
  const missing =
    row.missing.length > 0 ? `\n_${w.people.missing(w.list(row.missing.map(f => w.people.fields[f])))}_` : '';
  return `*${literal(row.name, NAME)}*\n${facts.join(' · ')}${missing}`;
}

export const EMPLOYEE_NO_MAX = 30;
const HOURS_MAX = 30;
const SCHEDULE_MAX = 150;
const ROLES = ['employee', 'manager', 'hr', 'owner'] as const;
const ARRANGEMENTS = ['fixed', 'staggered', 'selective'] as const;
const PROTECTIONS = ['pregnant', 'after-birth', 'childcare', 'under-18'] as const;
/** No role of one's own, or no arrangement: as Slack or the workspace has it. */
export const BY_DEFAULT = 'default';

export interface PersonModel {
  user: string;
  name: string;
  /** what Slack says: e-mail, zone */
  known: string[];
  facts: {
    hiredOn?: string;
    lastDay?: string;
    employeeNo?: string;
    teamId?: string;
    manager?: string;
    arrangement?: string;
    hours?: string;
    protection?: (typeof PROTECTIONS)[number];
    office?: string;
    termsFrom?: string;
    role?: string;
  };
  /** the first one among them; none: there is no other */
  offices: readonly { id: string; name: string }[];
  /** the teams to choose from, and the person's own in words */
  teams: readonly TeamChoice[];
  teamName?: string;
  /** who leads their team, or the one above where they lead it themselves */
  lead?: string;
  /** the weekly schedule in words, as the form reads them back */
  schedule: string | undefined;
  /** the role without one that was set */
  defaultRole: (typeof ROLES)[number];
  /** the roles that whoever looks may give; none: the role is only shown */
  roles: readonly (typeof ROLES)[number][];
  /** otherwise everything is only shown */
  mayChange: boolean;
  here: boolean;
  /** the latest changes first; `what` is already in words, names in it literal */
  history: { who: string; when: string; what: string[] }[];
  /** who and what was shown, so that only what was altered is saved */
  metadata: string;
}

const HISTORY_SHOWN = 8;

/** Everything Daybook knows of a person beside what Slack says, to be changed; the history below. */
export function personModal(m: PersonModel, w: Words): Modal {
  const known = m.known.map(k => literal(k, 80)).join(' · ');
  const blocks: KnownBlock[] = [section(`*${literal(m.name, NAME)}*${known === '' ? '' : `\n${known}`}`)];
  if (!m.here) blocks.push(section(w.people.gone));
  blocks.push(...(m.mayChange ? factInputs(m, w) : [section(factLines(m, w))]));
  blocks.push(divider(), section(w.people.history));
  if (m.history.length === 0) blocks.push(context(w.people.noHistory));
  for (const h of m.history.slice(0, HISTORY_SHOWN))
    blocks.push(context(w.people.historyLine(literal(h.who, NAME), h.when, h.what.join(' · '))));
  if (m.history.length > HISTORY_SHOWN) blocks.push(context(w.andMore(m.history.length - HISTORY_SHOWN)));
  return modal({
    callbackId: adminCallback.person,
    title: w.people.person,
    ...(m.mayChange ? { submit: w.common.save, close: w.common.close } : { close: w.common.close }),
    metadata: m.metadata,
    blocks,
  });
}

function factInputs(m: PersonModel, w: Words): KnownBlock[] {
  const { facts } = m;
  const of = fact(w);
  const arrangements = [
    option(BY_DEFAULT, w.people.arrangementDefault),
    ...ARRANGEMENTS.map(a => option(a, w.people.arrangements[a])),
  ];
  const protections = [
    option(BY_DEFAULT, w.people.notProtected),
    ...PROTECTIONS.map(p => option(p, w.people.protections[p])),
  ];
  const roles = [
    option(BY_DEFAULT, w.people.roleDefault(w.people.roles[m.defaultRole])),
    ...m.roles.map(r => option(r, w.people.roles[r])),
  ];
  return [
    of('hiredOn', datePicker(facts.hiredOn)),
    of('lastDay', datePicker(facts.lastDay)),
    of('employeeNo', textInput({ value: facts.employeeNo, max: EMPLOYEE_NO_MAX })),
    of(
      'teamId',
      teamSelect(
        VALUE,
        m.teams,
        { chosen: facts.teamId ?? BY_DEFAULT, first: [option(BY_DEFAULT, w.people.noTeam)] },
        w,
      ),
    ),
    of('manager', userSelect(VALUE, undefined, facts.manager)),
    of('arrangement', select(VALUE, arrangements, facts.arrangement ?? BY_DEFAULT)),
    of('hours', textInput({ value: facts.hours, max: HOURS_MAX })),
    of('schedule', textInput({ value: m.schedule, max: SCHEDULE_MAX })),
    of('protection', select(VALUE, protections, facts.protection ?? BY_DEFAULT)),
    ...(m.offices.length > 0
      ? [
          of(
            'office',
            select(
              VALUE,
              m.offices.map(o => option(o.id, o.name)),
              facts.office ?? BY_DEFAULT,
            ),
          ),
        ]
      : []),
    of('termsFrom', datePicker(facts.termsFrom)),
    m.roles.length === 0
      ? context(`${w.people.fields.role}: ${roleText(m, w)}`, w.people.notYours)
      : of('role', select(VALUE, roles, facts.role ?? BY_DEFAULT)),
  ];
}

const fact =
  (w: Words) =>
  (field: FactLabel, element: InputBlock['element']): InputBlock =>
    labelled(adminInput[field], w.people.fields[field], element, {
      optional: true,
      hint: (w.people.hints as Partial<Record<FactLabel, string>>)[field],
    });

const roleText = (m: Pick<PersonModel, 'facts' | 'defaultRole'>, w: Words): string =>
  ROLES.includes(m.facts.role as never)
    ? w.people.roles[m.facts.role as (typeof ROLES)[number]]
    : w.people.roleDefault(w.people.roles[m.defaultRole]);

const officeText = (m: Pick<PersonModel, 'facts' | 'offices'>): string =>
  m.offices.find(o => o.id === (m.facts.office ?? BY_DEFAULT))?.name ?? '–';

type ShownFacts = Pick<PersonModel, 'facts' | 'schedule' | 'defaultRole' | 'offices' | 'teamName' | 'lead'>;

export function factLines(m: ShownFacts, w: Words): string {
  const { hiredOn, lastDay, employeeNo, manager, arrangement, hours, protection, termsFrom } = m.facts;
  const known = ARRANGEMENTS.find(a => a === arrangement);
  const values: [FactLabel, string][] = [
    ['hiredOn', hiredOn ?? '–'],
    ...(lastDay ? [['lastDay', lastDay] as [FactLabel, string]] : []),
    ['employeeNo', literal(employeeNo ?? '–', NAME)],
    ['teamId', [literal(m.teamName ?? '–', NAME), ...(m.lead ? [w.people.ledBy(`<@${m.lead}>`)] : [])].join(' · ')],
    ['manager', manager ? `<@${manager}>` : '–'],
    ['arrangement', known ? w.people.arrangements[known] : w.people.arrangementDefault],
    ...(hours ? [['hours', literal(hours, NAME)] as [FactLabel, string]] : []),
    ...(m.schedule ? [['schedule', literal(m.schedule, SCHEDULE_MAX)] as [FactLabel, string]] : []),
    ...(protection ? [['protection', w.people.protections[protection]] as [FactLabel, string]] : []),
    ...(m.offices.length > 0 ? [['office', literal(officeText(m), NAME)] as [FactLabel, string]] : []),
    ...(termsFrom ? [['termsFrom', termsFrom] as [FactLabel, string]] : []),
    ['role', roleText(m, w)],
  ];
  return values.map(([field, value]) => `*${w.people.fields[field]}* ${value}`).join('\n');
}

/** What a change of somebody's facts touches, before it is saved. `changes` and `name` are raw. */
export const personCheckModal = (
  m: { name: string; changes: readonly string[]; touched: readonly TouchedModel[]; again: boolean; metadata: string },
  w: Words,
): Modal =>
  touchedModal(
    {
      ...{ callbackId: adminCallback.personCheck, touched: m.touched, metadata: m.metadata },
      head: [
        ...(m.again ? [section(w.people.changedMeanwhile)] : []),
        section([`*${literal(m.name, NAME)}*`, ...m.changes.map(c => `• ${literal(c, 160)}`)].join('\n')),
      ],
    },
    w,
  );
