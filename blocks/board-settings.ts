import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { boardAction, boardCallback, boardInput } from './board-ids.ts';
import { VALUE } from './ids.ts';
import { labelled, select } from './inputs.ts';
import { button, context, literal, type Modal, modal, option, section } from './kit.ts';
import { pager } from './list.ts';

/** What a team's channel is told; see the policy's fields of these names. */
export interface NoticesModel {
  tellLeave: 'type' | 'away' | 'off';
  board: boolean;
  boardAt: string;
  boardPlaces: boolean;
  boardEmpty: 'line' | 'nothing';
}

/** An absent field is the workplace's. */
export type OwnNoticesModel = { [F in keyof NoticesModel]?: NoticesModel[F] };

export interface TeamNoticesRow {
  id: string;
  /** raw, with the teams above */
  path: string;
  channel: string;
  notices: NoticesModel;
  /** differs from the workplace's */
  own: boolean;
  /** today's board could not be posted yet */
  waits: boolean;
}

export const TEAM_NOTICES_PAGE = 20;

/** A day's hours at which a board may come. */
const TIMES = Array.from({ length: 25 }, (_, i) => {
  const minutes = 6 * 60 + i * 30;
  return [Math.floor(minutes / 60), minutes % 60].map(n => String(n).padStart(2, '0')).join(':');
});

/** The workplace's value, as an option. */
export const AS_WORKPLACE = 'workplace';

function summary(m: NoticesModel, w: Words): string {
  const words = w.boardSettings;
  const leave = words.leave(w.policy.choices.tellLeave?.[m.tellLeave] ?? m.tellLeave);
  return `${m.board ? words.boardAt(m.boardAt) : words.noBoard} · ${leave}`;
}

export function teamNoticesModal(
  m: { workplace: NoticesModel; rows: TeamNoticesRow[]; page: number; pages: number; count: number },
  w: Words,
): Modal {
  const words = w.boardSettings;
  const rows = m.rows.flatMap((r): KnownBlock[] => [
    section(
      `*${literal(r.path, 100)}* · <#${r.channel}>\n${r.own ? summary(r.notices, w) : words.asWorkplace}`,
      button(boardAction.editTeam, w.policy.change, { value: r.id }),
    ),
    ...(r.waits ? [context(words.waits)] : []),
  ]);
  return modal({
    callbackId: boardCallback.settings,
    title: words.title,
    close: w.common.close,
    metadata: JSON.stringify({ page: m.page }),
    blocks: [
      section(words.hint),
      context(words.workplace(summary(m.workplace, w))),
      ...(rows.length > 0 ? rows : [section(words.none)]),
      ...pager(m, boardAction.settingsPages, w),
    ],
  });
}

/** What one team has otherwise. */
export function teamNoticesForm(
  m: { id: string; path: string; workplace: NoticesModel; own: OwnNoticesModel },
  w: Words,
): Modal {
  const { fields, choices, yes, no } = w.policy;
  const input = (block: string, label: string, options: [string, string][], own: string | undefined, usual: string) => {
    const first = option(AS_WORKPLACE, w.boardSettings.usual(usual));
    const all = [first, ...options.map(([value, text]) => option(value, text))];
    return labelled(block, label, select(VALUE, all, own ?? AS_WORKPLACE));
  };
  const yesNo = (is: boolean | undefined): string | undefined => (is === undefined ? undefined : is ? 'yes' : 'no');
  const both: [string, string][] = [
    ['yes', yes],
    ['no', no],
  ];
  const named = (of: Record<string, string> | undefined): [string, string][] => Object.entries(of ?? {});
  const { workplace, own } = m;
  return modal({
    callbackId: boardCallback.team,
    title: w.boardSettings.title,
    submit: w.common.save,
    close: w.common.close,
    metadata: JSON.stringify({ team: m.id }),
    blocks: [
      section(`*${literal(m.path, 100)}*`),
      input(
        boardInput.leave,
        fields.tellLeave,
        named(choices.tellLeave),
        own.tellLeave,
        choices.tellLeave?.[workplace.tellLeave] ?? '',
      ),
      input(boardInput.board, fields.board, both, yesNo(own.board), workplace.board ? yes : no),
      input(
        boardInput.at,
        fields.boardAt,
        [...new Set([...TIMES, ...(own.boardAt ? [own.boardAt] : [])])].sort().map(t => [t, t]),
        own.boardAt,
        workplace.boardAt,
      ),
      input(boardInput.places, fields.boardPlaces, both, yesNo(own.boardPlaces), workplace.boardPlaces ? yes : no),
      input(
        boardInput.empty,
        fields.boardEmpty,
        named(choices.boardEmpty),
        own.boardEmpty,
        choices.boardEmpty?.[workplace.boardEmpty] ?? '',
      ),
    ],
  });
}
