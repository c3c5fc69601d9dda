import { breaches } from '../../slack-limits/limits.ts';
import type { User } from '../directory.ts';
import { unfinished, type ViewState } from '../inputs.ts';
import { interactionBase, viewJson } from '../payloads.ts';
import type { ActResult } from '../protocol.ts';
import type { GivenView, StoredView } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { done, refused, repeated, settle } from './outcome.ts';
import type { Stage } from './stage.ts';

/** Sends a modal and does what the app answers: errors, update, push, clear, or close. */
export async function submit(
  stage: Stage,
  user: User,
  act: { view: string; state: ViewState; times?: number },
): Promise<ActResult> {
  const { workspace } = stage;
  const view = workspace.views.find(act.view);
  if (!view || view.user !== user.id || view.given.type !== 'modal') return refused('That modal is not open');
  workspace.views.type(view, act.state);
  view.errors = unfinished(view.blocks, view.state);
  workspace.changes.changed();
  if (Object.keys(view.errors).length > 0) return refused(`Not filled in: ${Object.keys(view.errors).join(', ')}`);

  const payload = {
    type: 'view_submission',
    ...interactionBase(workspace, user),
    trigger_id: workspace.tickets.trigger(user.id, view),
    view: viewJson(workspace, view),
    response_urls: [],
  };
  return repeated(act.times ?? 1, async () => {
    const answer = await stage.delivery.send(payload, { kind: 'interaction' });
    const result = settle(workspace, user.id, answer);
    if (!result.ok) return result;
    const wrong = obey(workspace, view, answer.body);
    if (wrong) workspace.warn(user.id, wrong);
    workspace.changes.changed();
    return wrong ? { ...result, ok: false, error: wrong } : result;
  });
}

/** Closes a modal; the app hears of it where the view says `notify_on_close`. */
export async function dismiss(stage: Stage, user: User, act: { view: string; all?: boolean }): Promise<ActResult> {
  const { workspace, delivery } = stage;
  const view = workspace.views.find(act.view);
  if (!view || view.user !== user.id) return refused('That modal is not open');
  const clears = view.given.clear_on_close === true;
  const closed = act.all ? workspace.views.closeAll(user.id) : workspace.views.close(view, clears);
  const payloads = closed
    .filter(each => each.given.notify_on_close)
    .map(each => ({
      type: 'view_closed',
      ...interactionBase(workspace, user),
      view: viewJson(workspace, each),
      is_cleared: act.all === true || clears,
    }));
  workspace.changes.changed();
  const answers = await Promise.all(payloads.map(payload => delivery.send(payload, { kind: 'interaction' })));
  const results = answers.map(answer => settle(workspace, user.id, answer));
  return results.find(result => !result.ok) ?? results[0] ?? done;
}

interface SubmissionAnswer {
  response_action?: unknown;
  errors?: unknown;
  view?: unknown;
}

/** Gives what is wrong with the answer, if anything. */
function obey(workspace: Workspace, view: StoredView, body: string): string | null {
  const open = workspace.views.find(view.id) === view;
  if (body.trim() === '') {
    if (open) workspace.views.close(view);
    return null;
  }
  let answer: SubmissionAnswer | null;
  try {
    answer = JSON.parse(body) as SubmissionAnswer | null;
  } catch {
    return 'The answer to the submission is not JSON.';
  }
  // The same submission delivered twice: the first answer has closed the view already.
  if (!open) return null;
  switch (answer?.response_action) {
    case 'errors':
      return showErrors(view, answer.errors);
    case 'update':
    case 'push':
      return showView(workspace, view, answer.response_action, answer.view);
    case 'clear':
      workspace.views.close(view, true);
      return null;
    case undefined:
      workspace.views.close(view);
      return null;
    default:
      return `Slack knows no response_action ${JSON.stringify(answer?.response_action)}.`;
  }
}

function showErrors(view: StoredView, errors: unknown): string | null {
  const entries = Object.entries((errors ?? {}) as Record<string, unknown>);
  const inputs = new Set(view.blocks.filter(block => block.type === 'input').map(block => block.block_id));
  const stray = entries.map(([blockId]) => blockId).filter(blockId => !inputs.has(blockId));
  view.errors = Object.fromEntries(
    entries.filter(([blockId]) => inputs.has(blockId)).map(([blockId, text]) => [blockId, String(text)]),
  );
  if (entries.length === 0) return 'The answer has errors, but names none.';
  return stray.length > 0 ? `The errors name blocks that are no inputs of the view: ${stray.join(', ')}` : null;
}

function showView(workspace: Workspace, view: StoredView, how: 'update' | 'push', given: unknown): string | null {
  const found = breaches('modal', given);
  if (found.length > 0) return `The view breaks Slack's rules: ${found.join('; ')}`;
  if (how === 'update') workspace.views.replace(view, given as GivenView);
  else if (!workspace.views.push(view, given as GivenView)) return 'The stack of modals has three views already.';
  return null;
}
