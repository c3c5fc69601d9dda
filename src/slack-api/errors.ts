export type SlackFailure =
  | { is: 'rate-limited'; retryAfterMs: number }
  | { is: 'refused'; error: string }
  /** `error`: Slack's own word, where it said one */
  | { is: 'unknown-outcome'; error?: string };

/** Slack broke down: it may have done what was asked (docs.slack.dev/reference/methods/chat.postMessage, errors). */
const BROKEN = new Set(['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout']);

/** Anything but an error of `WebClient` is an unknown outcome, and so is a breakdown of Slack. */
export function slackFailure(error: unknown): SlackFailure {
  const e = error as { code?: string; retryAfter?: number; data?: { error?: string } };
  if (e?.code === 'slack_webapi_rate_limited_error')
    return { is: 'rate-limited', retryAfterMs: Math.max(1, e.retryAfter ?? 1) * 1000 };
  const { error: refused } = (e?.code === 'slack_webapi_platform_error' && e.data) || {};
  if (refused === 'ratelimited') return { is: 'rate-limited', retryAfterMs: 1000 };
  if (!refused) return { is: 'unknown-outcome' };
  return { is: BROKEN.has(refused) ? 'unknown-outcome' : 'refused', error: refused };
}

/** For logs and counts. */
export const codeOf = (failure: SlackFailure): string => ('error' in failure && failure.error) || failure.is;

export function refusedAs(error: unknown): string | undefined {
  const failure = slackFailure(error);
  return failure.is === 'refused' ? failure.error : undefined;
}
