import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { calendarAction, calendarCallback, calendarInput } from './calendar-ids.ts';
import { type TeamChoice, teamSelect } from './inputs.ts';
import { actions, button, confirm, context, divider, literal, type Modal, md, modal, section } from './kit.ts';

export interface FeedModel {
  /** comes back with a press */
  scope: string;
  label: string;
  /** absent: there is none yet; `address` absent: it cannot be shown any more */
  made?: { when: string; address?: string };
}

export interface FeedsModel {
  /** undefined: without a public address there are no feeds */
  feeds?: { rows: FeedModel[]; teams: readonly TeamChoice[] };
  /** why the last press changed nothing */
  trouble?: string;
}

/** A person's feeds, with their addresses. */
export function feedsModal(m: FeedsModel, w: Words): Modal {
  const blocks: KnownBlock[] = [section(w.feeds.hint)];
  if (m.trouble) blocks.push(section(`:warning: ${m.trouble}`));
  if (!m.feeds) blocks.push(section(w.feeds.noPublicUrl));
  for (const row of m.feeds?.rows ?? []) blocks.push(divider(), ...feedBlocks(row, w));
  const teams = m.feeds?.teams ?? [];
  if (teams.length > 0) {
    const team = teamSelect(calendarAction.feedTeam, teams, { placeholder: w.feeds.chooseTeam }, w);
    const make = button(calendarAction.makeTeamFeed, w.feeds.make);
    blocks.push(divider(), { ...actions(team, make), block_id: calendarInput.team });
  }
  return modal({ callbackId: calendarCallback.feeds, title: w.feeds.title, close: w.common.close, blocks });
}

function feedBlocks({ scope, label, made }: FeedModel, w: Words): KnownBlock[] {
  const head = `*${literal(label, 80)}*`;
  if (!made)
    return [section(`${head}\n${w.feeds.none}`, button(calendarAction.makeFeed, w.feeds.make, { value: scope }))];
  const sure = (words: { title: string; text: string; yes: string }) =>
    confirm(words, words.text, w.common.close, 'danger');
  return [
    section(`${head}\n${w.feeds.since(made.when)}`),
    // As code, it can be copied as it is; it is made of the configuration and of signs without a meaning.
    made.address ? { type: 'section', text: md(`\`\`\`${made.address}\`\`\``) } : context(w.feeds.hidden),
    actions(
      button(calendarAction.renewFeed, w.feeds.renew, { value: scope, confirm: sure(w.feeds.renewConfirm) }),
      button(calendarAction.revokeFeed, w.feeds.revoke, { value: scope, confirm: sure(w.feeds.revokeConfirm) }),
    ),
  ];
}
