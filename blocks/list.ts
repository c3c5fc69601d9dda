import type { ActionsBlock, Button, InputBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import type { PageIds } from './ids.ts';
import { labelled, textInput, userSelect } from './inputs.ts';
import { actions, button, context } from './kit.ts';

/** The buttons below a list; nothing where all of it is shown. `value`: what a button says of its page. */
export function pager(
  m: { page: number; pages: number },
  ids: PageIds,
  w: Words,
  o: { note?: string; value?: (page: number) => string } = {},
): KnownBlock[] {
  if (m.pages <= 1) return [];
  const { note, value = String } = o;
  const turns: Button[] = [];
  if (m.page > 1) turns.push(button(ids.back, w.common.previous, { value: value(m.page - 1) }));
  if (m.page < m.pages) turns.push(button(ids.next, w.common.next, { value: value(m.page + 1) }));
  const page = w.common.page(m.page, m.pages);
  return [context(note === undefined ? page : `${page} · ${note}`), actions(...turns)];
}

/** A list's search: *Enter* redraws the list, and so does the modal's own button. */
export const searchInput = (
  blockId: string,
  actionId: string,
  label: string,
  o: { query: string; max: number; hint?: string },
): InputBlock => ({
  ...labelled(
    blockId,
    label,
    {
      ...textInput({ actionId, max: o.max, value: o.query, ...(o.hint ? { placeholder: o.hint } : {}) }),
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    },
    { optional: true },
  ),
  dispatch_action: true,
});

/** A filter by person, with *Anybody* beside it once somebody is chosen. */
export const personFilter = (
  list: string,
  ids: { person: string; anybody: string },
  person: string | undefined,
  w: Words,
): ActionsBlock => ({
  ...actions(
    userSelect(ids.person, w.search.anybody, person),
    ...(person ? [button(ids.anybody, w.search.anybody)] : []),
  ),
  // The id follows the choice: Slack keeps the earlier person in an input whose ids do not change.
  block_id: `${list}-who-${person ?? ''}`,
});
