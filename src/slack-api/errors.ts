/** What went wrong in a call of Slack's Web API, as far as a decision needs it. */
export type SlackFailure =
  | { is: 'rate-limited'; retryAfterMs: number }
  | { is: 'refused'; error: string }
  | { is: 'unknown-outcome' };

/** Reads an error of `WebClient`; anything that is not one is an unknown outcome. */
export function slackFailure(error: unknown): SlackFailure {
  const e = error as { code?: string; retryAfter?: number; data?: { error?: string } };
  if (e?.code === 'slack_webapi_rate_limited_error')
    return { is: 'rate-limited', retryAfterMs: Math.max(1, e.retryAfter ?? 1) * 1000 };
  if (e?.code === 'slack_webapi_platform_error' && e.data?.error) return { is: 'refused', error: e.data.error };
  return { is: 'unknown-outcome' };
}

/** Slack's error code, such as `message_not_found`, if it refused the call. */
export function refusedAs(error: unknown): string | undefined {
  const failure = slackFailure(error);
  return failure.is === 'refused' ? failure.error : undefined;
}
