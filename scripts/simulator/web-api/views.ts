import { breaches, LIMITS } from '../../slack-limits/limits.ts';
import { viewJson } from '../payloads.ts';
import type { GivenView, StoredView } from '../views.ts';
import { type Call, type Methods, refusals, SlackError } from './call.ts';

/** @throws SlackError `invalid_arguments` naming each breach, `view_too_large`, `duplicate_external_id`. */
function givenView(
  { args, workspace, refusedBlocks }: Call,
  surface: 'home' | 'modal',
  replaced?: StoredView,
): GivenView {
  const view = args.json('view');
  if (view === undefined) throw new SlackError('invalid_arguments', ['[ERROR] missing required field: view']);
  if (Buffer.byteLength(JSON.stringify(view)) > LIMITS.viewBytes) throw new SlackError('view_too_large');
  const found = [...refusals((view as GivenView).blocks ?? [], refusedBlocks), ...breaches(surface, view)];
  if (found.length > 0)
    throw new SlackError(
      'invalid_arguments',
      found.map(breach => `[ERROR] ${breach} [json-pointer:/view]`),
    );
  const given = view as GivenView;
  const other = workspace.views.byExternalId(given.external_id ?? '');
  if (other && other !== replaced) throw new SlackError('duplicate_external_id');
  return given;
}

/** Uses up the trigger, once all else is right. */
function exchange(call: Call): { user: string; view?: StoredView } {
  const ticket = call.workspace.tickets.peek(call.args.required('trigger_id'));
  if (typeof ticket === 'string') throw new SlackError(ticket);
  ticket.used = true;
  return ticket;
}

function fresh({ args }: Call, view: StoredView): void {
  const hash = args.text('hash');
  if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict');
}

function answer({ workspace }: Call, view: StoredView): Record<string, unknown> {
  workspace.changes.changed();
  return { view: viewJson(workspace, view) };
}

export const viewsMethods: Methods = {
  'blocks.validate': call => {
    givenView(call, (call.args.json('view') as GivenView).type);
    return {};
  },

  'views.open': call => {
    call.args.required('trigger_id');
    const given = givenView(call, 'modal');
    return answer(call, call.workspace.views.open(exchange(call).user, given));
  },

  'views.push': call => {
    call.args.required('trigger_id');
    const given = givenView(call, 'modal');
    const { views } = call.workspace;
    const { user, view } = exchange(call);
    const open = views.modals(user);
    const below = view && open.includes(view) ? view : open.at(-1);
    if (!below) throw new SlackError('view_not_found');
    const pushed = views.push(below, given);
    if (!pushed) throw new SlackError('push_limit_reached');
    return answer(call, pushed);
  },

  'views.update': call => {
    const { args, workspace } = call;
    const view = args.has('external_id')
      ? workspace.views.byExternalId(args.required('external_id'))
      : workspace.views.find(args.required('view_id'));
    if (!view) throw new SlackError('not_found');
    const given = givenView(call, view.given.type, view);
    fresh(call, view);
    return answer(call, workspace.views.replace(view, given));
  },

  'views.publish': call => {
    const { args, workspace } = call;
    const user = workspace.directory.users.get(args.required('user_id'));
    if (!user) throw new SlackError('user_not_found');
    const old = workspace.views.home(user.id);
    const given = givenView(call, 'home', old);
    if (old) fresh(call, old);
    return answer(call, workspace.views.publish(user.id, given));
  },
};
