import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { defined } from '../src/shared/defined.ts';
import { VALUE } from './ids.ts';
import { labelled, select, type TeamChoice, teamSelect, textInput, userSelect, usersSelect } from './inputs.ts';
import {
  actions,
  button,
  confirm,
  context,
  divider,
  joined,
  literal,
  type Modal,
  modal,
  option,
  section,
} from './kit.ts';
import { pager, searchInput } from './list.ts';
import { teamAction, teamCallback, teamInput } from './team-ids.ts';
import { touchedModal } from './touched.ts';

export const TEAMS_PAGE = 30;
export const TEAM_FILTERS = ['here', 'archived'] as const;
export const TEAM_QUERY_MAX = 60;
const NAME_MAX = 60;
/** No team above, or members that go to no team. */
export const NO_TEAM = 'none';
/** Slack shows so many chosen people well, and the next step remembers them. */
const MOST_CHOSEN = 100;

/** Names are raw. */
export interface TeamRow {
  id: string;
  name: string;
  /** teams above it that the list shows */
  depth: number;
  lead?: string;
  channel?: string;
  members: number;
  /** with the teams below it */
  all: number;
}

export interface TeamsModel {
  query: string;
  filter: (typeof TEAM_FILTERS)[number];
  page: number;
  pages: number;
  total: number;
  rows: TeamRow[];
  /** active people without a team */
  without: number;
  metadata: string;
}

export function teamsModal(m: TeamsModel, w: Words): Modal {
  const t = w.teams;
  const filters = TEAM_FILTERS.map(id => option(id, t.filters[id]));
  return modal({
    callbackId: teamCallback.list,
    title: t.title,
    submit: w.people.search,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      searchInput(teamInput.query, teamAction.query, t.search, { query: m.query, max: TEAM_QUERY_MAX }),
      actions(
        select(teamAction.filter, filters, m.filter, w.people.filter),
        button(teamAction.add, t.add, { style: 'primary' }),
      ),
      context([t.found(m.total), ...(m.without > 0 ? [t.without(m.without)] : [])].join(' · ')),
      ...(m.rows.length === 0 ? [section(m.query === '' ? t.none : t.noneFound)] : []),
      ...m.rows.map(row => section(rowText(row, w), button(teamAction.open, w.people.edit, { value: row.id }))),
      ...pager(m, teamAction.pages, w),
    ],
  });
}

const rowText = (row: TeamRow, w: Words): string => {
  const facts = [
    w.teams.members(row.members, row.all),
    row.lead === undefined ? w.teams.noLead : w.teams.ledBy(literal(row.lead, NAME_MAX)),
    ...(row.channel === undefined ? [] : [`<#${row.channel}>`]),
  ];
  return `${'\u2003'.repeat(row.depth)}${row.depth > 0 ? '└ ' : ''}*${literal(row.name, NAME_MAX)}*\n${'\u2003'.repeat(row.depth + (row.depth > 0 ? 1 : 0))}${facts.join(' · ')}`;
};

export interface TeamModel {
  /** absent: a new one */
  id?: string;
  name: string;
  parent?: string;
  lead?: string;
  channel?: string;
  archived: boolean;
  /** that it may be put below */
  parents: readonly TeamChoice[];
  /** raw names of active members */
  members: readonly string[];
  /** why the last press changed nothing */
  trouble?: string;
  metadata: string;
}

/** A team's own facts; its members have a form of their own. */
export function teamModal(m: TeamModel, w: Words): Modal {
  const t = w.teams;
  const top = [option(NO_TEAM, t.top)];
  const about: KnownBlock[] =
    m.id === undefined
      ? []
      : [
          section(
            `*${t.membersOf(m.members.length)}*${
              m.members.length > 0
                ? `\n${joined(
                    m.members.map(n => literal(n, 40)),
                    w.andMorePeople,
                    1500,
                    ', ',
                  )}`
                : ''
            }`,
            m.archived ? undefined : button(teamAction.members, t.editMembers, { value: m.id }),
          ),
          divider(),
        ];
  const ends: KnownBlock[] =
    m.id === undefined
      ? []
      : [
          actions(
            m.archived
              ? button(teamAction.restore, t.restore, { value: m.id })
              : button(teamAction.archive, t.archive, {
                  value: m.id,
                  style: 'danger',
                  confirm: confirm(t.archiveConfirm, t.archiveConfirm.text(m.name), w.common.close, 'danger'),
                }),
          ),
        ];
  const fields: KnownBlock[] = [
    labelled(teamInput.name, t.name, textInput({ value: m.name, max: NAME_MAX })),
    labelled(teamInput.parent, t.parent, teamSelect(VALUE, m.parents, { chosen: m.parent ?? NO_TEAM, first: top }, w)),
    labelled(teamInput.lead, t.lead, userSelect(VALUE, undefined, m.lead), { optional: true, hint: t.leadHint }),
    labelled(
      teamInput.channel,
      t.channel,
      {
        type: 'conversations_select',
        action_id: VALUE,
        filter: { include: ['public', 'private'], exclude_bot_users: true, exclude_external_shared_channels: true },
        ...(m.channel ? { initial_conversation: m.channel } : {}),
      },
      { optional: true, hint: t.channelHint },
    ),
  ];
  return modal({
    callbackId: teamCallback.team,
    title: m.id === undefined ? t.add : t.edit,
    submit: w.common.save,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      ...(m.trouble ? [section(`:warning: ${m.trouble}`)] : []),
      ...(m.archived ? [context(t.isArchived)] : []),
      ...about,
      ...fields,
      ...ends,
    ],
  });
}

/** Whom a change of teams or members touches, before it is saved. */
export const teamCheckModal = (
  m: Pick<Parameters<typeof touchedModal>[0], 'touched' | 'metadata'> & {
    name: string;
    again: boolean;
    of: 'change' | 'archive' | 'restore' | 'members';
  },
  w: Words,
): Modal =>
  touchedModal(
    {
      ...{ callbackId: m.of === 'members' ? teamCallback.membersCheck : teamCallback.check, metadata: m.metadata },
      ...defined({ touched: m.touched }),
      ...(m.of === 'archive' || m.of === 'restore' ? { submit: w.teams[m.of] } : {}),
      head: [...(m.again ? [section(w.people.changedMeanwhile)] : []), section(`*${literal(m.name, NAME_MAX)}*`)],
    },
    w,
  );

export interface MembersModel {
  name: string;
  /** user ids of active members */
  members: readonly string[];
  others: readonly TeamChoice[];
  metadata: string;
}

/** Adding many at once, and moving many to another team. */
export function membersModal(m: MembersModel, w: Words): Modal {
  const t = w.teams;
  const target = teamSelect(VALUE, m.others, { first: [option(NO_TEAM, w.people.noTeam)] }, w);
  return modal({
    callbackId: teamCallback.members,
    title: t.editMembers,
    submit: w.common.save,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      section(`*${literal(m.name, NAME_MAX)}*`),
      labelled(
        teamInput.added,
        t.added,
        { ...usersSelect(), max_selected_items: MOST_CHOSEN },
        { optional: true, hint: t.addedHint },
      ),
      ...(m.members.length === 0
        ? []
        : [
            divider(),
            labelled(teamInput.target, t.target, target, { optional: true, hint: t.targetHint }),
            labelled(teamInput.moved, t.moved, usersSelect(m.members.slice(0, MOST_CHOSEN)), { optional: true }),
          ]),
    ],
  });
}
