import type {
  Checkboxes,
  Datepicker,
  InputBlock,
  MultiUsersSelect,
  PlainTextInput,
  PlainTextOption,
  RadioButtons,
  StaticSelect,
  Timepicker,
  UsersSelect,
} from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { defined } from '../src/shared/defined.ts';
import { CC, MOST_COPIES } from './approval-ids.ts';
import { VALUE } from './ids.ts';
import { cut, option, plain } from './kit.ts';

/** An input with its label; `dispatches`: a change of it is a press, which may redraw the form. */
export const labelled = (
  blockId: string,
  label: string,
  element: InputBlock['element'],
  o: { optional?: boolean; hint?: string | undefined; dispatches?: boolean } = {},
): InputBlock => ({
  type: 'input',
  block_id: blockId,
  ...(o.optional ? { optional: true } : {}),
  ...(o.dispatches ? { dispatch_action: true } : {}),
  label: plain(label),
  ...(o.hint ? { hint: plain(o.hint) } : {}),
  element,
});

export const textInput = (
  o: { actionId?: string; max?: number; multiline?: boolean; value?: string | undefined; placeholder?: string } = {},
): PlainTextInput => ({
  type: 'plain_text_input',
  action_id: o.actionId ?? VALUE,
  ...(o.multiline ? { multiline: true } : {}),
  ...defined({ max_length: o.max }),
  ...(o.placeholder ? { placeholder: plain(o.placeholder, 150) } : {}),
  ...(o.value ? { initial_value: cut(o.value, o.max ?? 3000) } : {}),
});

/** A menu; a chosen value that is no option leaves it empty. */
export function select(
  actionId: string,
  options: PlainTextOption[],
  chosen: string | undefined,
  placeholder?: string,
): StaticSelect {
  const initial = options.find(o => o.value === chosen);
  return {
    type: 'static_select',
    action_id: actionId,
    ...(placeholder ? { placeholder: plain(placeholder, 150) } : {}),
    options,
    ...defined({ initial_option: initial }),
  };
}

/** Slack's hundred options a group, and a hundred groups. */
export const groupsOf = (groups: readonly { label: string; options: PlainTextOption[] }[]) =>
  groups.flatMap(({ label, options }) =>
    Array.from({ length: Math.ceil(options.length / 100) }, (_, i) => ({
      label: plain(label, 75),
      options: options.slice(i * 100, (i + 1) * 100),
    })),
  );

function groupedSelect(
  actionId: string,
  groups: readonly { label: string; options: PlainTextOption[] }[],
  chosen: string | undefined,
  placeholder?: string,
): StaticSelect {
  const option_groups = groupsOf(groups);
  const { initial_option } = select(
    actionId,
    groups.flatMap(g => g.options),
    chosen,
  );
  return {
    type: 'static_select',
    action_id: actionId,
    ...(placeholder ? { placeholder: plain(placeholder, 150) } : {}),
    option_groups,
    ...defined({ initial_option }),
  };
}

/** A team, with the names of those above it. */
export interface TeamChoice {
  id: string;
  path: string;
}

/** Of hundreds of teams a view has room for so much; the end of a path says most. */
const TEAM_TEXT = 50;
export const teamOption = ({ id, path }: TeamChoice, value = id): PlainTextOption =>
  option(value, path.length > TEAM_TEXT ? `…${path.slice(1 - TEAM_TEXT).replace(/^[\uDC00-\uDFFF]/, '')}` : path);

/** `first`: options before the teams, such as none or everybody. */
export function teamSelect(
  actionId: string,
  teams: readonly TeamChoice[],
  o: { chosen?: string | undefined; first?: PlainTextOption[]; placeholder?: string },
  w: Words,
): StaticSelect {
  const { chosen, first = [], placeholder } = o;
  const all = teams.map(t => teamOption(t));
  if (first.length + all.length <= 100) return select(actionId, [...first, ...all], chosen, placeholder);
  const groups = [
    { label: w.scope.general, options: first },
    { label: w.people.fields.teamId, options: all },
  ];
  return groupedSelect(actionId, groups, chosen, placeholder);
}

export const usersSelect = (users: readonly string[] = [], actionId = VALUE): MultiUsersSelect => ({
  type: 'multi_users_select',
  action_id: actionId,
  ...(users.length > 0 ? { initial_users: [...users] } : {}),
});

/** Whom the sender of a request puts in copy. */
export const copiesInput = (users: readonly string[], w: Words): InputBlock =>
  labelled(
    CC,
    w.routes.cc,
    { ...usersSelect(users), max_selected_items: MOST_COPIES },
    { optional: true, hint: w.routes.ccHint },
  );

/** Who is meant by a report, a list, an export: block ids; `readScope` of `src/slack/scope.ts` reads them. */
export const scopeInput = { of: 'scope', people: 'scope.people' } as const;
const ALL = 'all';

export interface ScopeChoices {
  /** a viewer of everybody may mean everybody */
  all: boolean;
  teams: readonly TeamChoice[];
  offices?: readonly { id: string; name: string }[];
  /** as `scopeText` writes it */
  chosen?: string;
  users?: readonly string[];
}

/** Everybody, a team with those below it, or an office; chosen people instead where some are chosen. */
export function scopeInputs(m: ScopeChoices, w: Words): InputBlock[] {
  const groups = [
    ...(m.all ? [{ label: w.scope.general, options: [option(ALL, w.scope.all)] }] : []),
    { label: w.scope.teams, options: m.teams.map(t => teamOption(t, `team:${t.id}`)) },
    { label: w.scope.offices, options: (m.offices ?? []).map(o => option(`office:${o.id}`, o.name)) },
  ].filter(g => g.options.length > 0);
  const people = labelled(
    scopeInput.people,
    groups.length > 0 ? w.scope.orPeople : w.scope.people,
    usersSelect(m.users),
    {
      optional: true,
    },
  );
  if (groups.length === 0) return [people];
  const chosen = m.chosen ?? (m.all ? ALL : undefined);
  return [labelled(scopeInput.of, w.scope.who, groupedSelect(VALUE, groups, chosen), { optional: !m.all }), people];
}

export const userSelect = (actionId: string, placeholder?: string, user?: string): UsersSelect => ({
  type: 'users_select',
  action_id: actionId,
  ...(placeholder ? { placeholder: plain(placeholder, 150) } : {}),
  ...(user ? { initial_user: user } : {}),
});

export const datePicker = (date?: string, actionId = VALUE): Datepicker => ({
  type: 'datepicker',
  action_id: actionId,
  ...(date ? { initial_date: date } : {}),
});

export const timePicker = (time?: string, actionId = VALUE): Timepicker => ({
  type: 'timepicker',
  action_id: actionId,
  ...(time ? { initial_time: time } : {}),
});

/** `chosen`: those of the options that are ticked. */
export const checkboxes = (
  options: PlainTextOption[],
  chosen: readonly PlainTextOption[] = [],
  actionId = VALUE,
): Checkboxes => ({
  type: 'checkboxes',
  action_id: actionId,
  options,
  ...(chosen.length > 0 ? { initial_options: [...chosen] } : {}),
});

/** One of a few that all stand there; without a known choice the first. */
export const radioButtons = (options: PlainTextOption[], chosen?: string): RadioButtons => {
  const initial = options.find(o => o.value === chosen) ?? options[0];
  return { type: 'radio_buttons', action_id: VALUE, options, ...(initial ? { initial_option: initial } : {}) };
};
