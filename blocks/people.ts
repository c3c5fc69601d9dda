import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { adminAction, adminCallback, adminInput } from './administration-ids.ts';
import { VALUE } from './ids.ts';
import { actions, button, context, divider, literal, type Modal, modal, option, plain, section } from './kit.ts';
import { pager } from './list.ts';
import { settlementAction } from './settlement-ids.ts';

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
  | 'teamName'
  | 'manager'
  | 'arrangement'
  | 'hours'
  | 'schedule'
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
  const shown = filters.find(f => f.value === m.filter);
  const blocks: KnownBlock[] = [
    {
      type: 'input',
      block_id: adminInput.query,
      optional: true,
      dispatch_action: true,
      label: plain(w.people.search),
      element: {
        type: 'plain_text_input',
        action_id: adminAction.peopleQuery,
        max_length: QUERY_MAX,
        placeholder: plain(w.people.searchHint),
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
        ...(m.query === '' ? {} : { initial_value: m.query.slice(0, QUERY_MAX) }),
      },
    },
    actions(
      {
        type: 'static_select',
        action_id: adminAction.peopleFilter,
        placeholder: plain(w.people.filter),
        options: filters,
        ...(shown ? { initial_option: shown } : {}),
      },
      { type: 'users_select', action_id: adminAction.pickPerson, placeholder: plain(w.people.pick) },
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
  for (const row of m.rows)
    blocks.push(
      section(
        personLine(row, w),
        button(adminAction.openPerson, m.mayChange ? w.people.edit : w.people.view, { value: row.user }),
      ),
    );
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
export const TEAM_NAME_MAX = 60;
const HOURS_MAX = 30;
const SCHEDULE_MAX = 150;
const ROLES = ['employee', 'manager', 'hr', 'owner'] as const;
const ARRANGEMENTS = ['fixed', 'staggered', 'selective'] as const;
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
    teamName?: string;
    manager?: string;
    arrangement?: string;
    hours?: string;
    termsFrom?: string;
    role?: string;
  };
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
  if (m.mayChange && m.facts.hiredOn && m.facts.lastDay)
    blocks.push(actions(button(settlementAction.open, w.settlement.open, { value: m.user })));
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
  const blocks: KnownBlock[] = [
    { ...labelled('hiredOn', w), element: day(facts.hiredOn) },
    { ...labelled('lastDay', w), element: day(facts.lastDay) },
    { ...labelled('employeeNo', w), element: text(facts.employeeNo, EMPLOYEE_NO_MAX) },
    { ...labelled('teamName', w), element: text(facts.teamName, TEAM_NAME_MAX) },
    {
      ...labelled('manager', w),
      element: { type: 'users_select', action_id: VALUE, ...(facts.manager ? { initial_user: facts.manager } : {}) },
    },
    {
      ...labelled('arrangement', w),
      element: choice(
        [
          option(BY_DEFAULT, w.people.arrangementDefault),
          ...ARRANGEMENTS.map(a => option(a, w.people.arrangements[a])),
        ],
        facts.arrangement,
      ),
    },
    { ...labelled('hours', w), element: text(facts.hours, HOURS_MAX) },
    { ...labelled('schedule', w), element: text(m.schedule, SCHEDULE_MAX) },
    { ...labelled('termsFrom', w), element: day(facts.termsFrom) },
  ];
  if (m.roles.length === 0)
    return [...blocks, context(`${w.people.fields.role}: ${roleText(m, w)}`, w.people.notYours)];
  return [
    ...blocks,
    {
      ...labelled('role', w),
      element: choice(
        [
          option(BY_DEFAULT, w.people.roleDefault(w.people.roles[m.defaultRole])),
          ...m.roles.map(r => option(r, w.people.roles[r])),
        ],
        facts.role,
      ),
    },
  ];
}

const labelled = (field: FactLabel, w: Words) => {
  const hint = (w.people.hints as Partial<Record<FactLabel, string>>)[field];
  return {
    type: 'input' as const,
    block_id: adminInput[field],
    optional: true,
    label: plain(w.people.fields[field]),
    ...(hint ? { hint: plain(hint) } : {}),
  };
};

const day = (date: string | undefined) => ({
  type: 'datepicker' as const,
  action_id: VALUE,
  ...(date ? { initial_date: date } : {}),
});

const text = (value: string | undefined, max: number) => ({
  type: 'plain_text_input' as const,
  action_id: VALUE,
  max_length: max,
  ...(value ? { initial_value: value.slice(0, max) } : {}),
});

const choice = (options: ReturnType<typeof option>[], value: string | undefined) => {
  const chosen = options.find(o => o.value === (value ?? BY_DEFAULT));
  return { type: 'static_select' as const, action_id: VALUE, options, ...(chosen ? { initial_option: chosen } : {}) };
};

const roleText = (m: PersonModel, w: Words): string =>
  ROLES.includes(m.facts.role as never)
    ? w.people.roles[m.facts.role as (typeof ROLES)[number]]
    : w.people.roleDefault(w.people.roles[m.defaultRole]);

function factLines(m: PersonModel, w: Words): string {
  const { hiredOn, lastDay, employeeNo, teamName, manager, arrangement, hours, termsFrom } = m.facts;
  const known = ARRANGEMENTS.find(a => a === arrangement);
  const values: [FactLabel, string][] = [
    ['hiredOn', hiredOn ?? '–'],
    ...(lastDay ? [['lastDay', lastDay] as [FactLabel, string]] : []),
    ['employeeNo', literal(employeeNo ?? '–', NAME)],
    ['teamName', literal(teamName ?? '–', NAME)],
    ['manager', manager ? `<@${manager}>` : '–'],
    ['arrangement', known ? w.people.arrangements[known] : w.people.arrangementDefault],
    ...(hours ? [['hours', literal(hours, NAME)] as [FactLabel, string]] : []),
    ...(m.schedule ? [['schedule', literal(m.schedule, SCHEDULE_MAX)] as [FactLabel, string]] : []),
    ...(termsFrom ? [['termsFrom', termsFrom] as [FactLabel, string]] : []),
    ['role', roleText(m, w)],
  ];
  return values.map(([field, value]) => `*${w.people.fields[field]}* ${value}`).join('\n');
}
