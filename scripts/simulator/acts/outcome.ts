import type { Answer } from '../delivery.ts';
import type { StoredMessage } from '../messages.ts';
import type { ActResult } from '../protocol.ts';
import type { Workspace } from '../workspace.ts';

export const done: ActResult = { ok: true, status: 200, ms: 0 };

export const refused = (error: string): ActResult => ({ ok: false, status: 0, ms: 0, error });

/** What went wrong, as a person reads it; nothing when all went well. */
function trouble(workspace: Workspace, answer: Answer): string | null {
  const { name } = workspace.app;
  if (answer.failure === null) return null;
  if (answer.failure === 'http_error') return `${name} answered with an error (${answer.status}).`;
  if (answer.failure === 'http_timeout') return `${name} did not respond in time.`;
  return `${name} is not running.`;
}

/** Shows the person what the app's answer means for them. */
export function settle(workspace: Workspace, user: string, answer: Answer, message?: StoredMessage): ActResult {
  const warning = trouble(workspace, answer);
  workspace.warn(user, warning, message);
  return {
    ok: answer.failure === null,
    status: answer.status,
    ms: answer.ms,
    ...(warning ? { error: warning } : {}),
  };
}

/** The same thing delivered several times at once: the first failure, else the first. */
export async function repeated(times: number, deliver: () => Promise<ActResult>): Promise<ActResult> {
  const results = await Promise.all(Array.from({ length: times }, deliver));
  return results.find(result => !result.ok) ?? results[0] ?? done;
}
