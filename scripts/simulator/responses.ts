import { defined } from '../../src/shared/defined.ts';
import { breaches } from '../slack-limits/limits.ts';
import type { Blocks } from './messages.ts';
import { withIds } from './views.ts';
import { rewrite } from './web-api/chat.ts';
import type { Workspace } from './workspace.ts';

/** What the app posts to a `response_url`. Gives Slack's error, or null. */
export function answerResponse(workspace: Workspace, key: string, body: Record<string, unknown>): string | null {
  const text = typeof body.text === 'string' ? body.text : '';
  const blocks = Array.isArray(body.blocks) ? (body.blocks as Blocks) : [];
  const deletes = body.delete_original === true || body.delete_original === 'true';
  if (!deletes && text === '' && blocks.length === 0) return 'no_text';
  if (blocks.length > 0 && breaches('message', { text, blocks }).length > 0) return 'invalid_blocks';

  const response = workspace.tickets.use(key);
  if (typeof response === 'string') return response;
  const { message } = response;
  const content = { text, ...(blocks.length > 0 ? { blocks: withIds(blocks) } : {}) };
  if (deletes) {
    if (message) workspace.messages.remove(message);
    workspace.changes.changed();
  } else if (message && (body.replace_original === true || body.replace_original === 'true')) {
    rewrite(workspace, message, content);
  } else {
    const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : response.threadTs;
    workspace.post({
      channel: response.channel,
      user: workspace.app.botUser,
      ...content,
      ...defined({ threadTs }),
      ...(body.response_type === 'in_channel' ? {} : { ephemeralTo: response.user }),
    });
  }
  return null;
}
