export type SlackFailure =
  | { is: 'rate-limited'; retryAfterMs: number }
  | { is: 'refused'; error: string }
  | { is: 'unknown-outcome' };

/** Anything but an error of `WebClient` is an unknown outcome. */
export function slackFailure(error: unknown): SlackFailure {
  const e = error as { code?: string; retryAfter?: number; data?: { error?: string } };
  if (e?.code === 'slack_webapi_rate_limited_error')
    return { is: 'rate-limited', retryAfterMs: Math.max(1, e.retryAfter ?? 1) * 1000 };
  if (e?.code === 'slack_webapi_platform_error' && e.data?.error) return { is: 'refused', error: e.data.error };
  return { is: 'unknown-outcome' };
}

export function refusedAs(error: unknown): string | undefined {
  const failure = slackFailure(error);
  return failure.is === 'refused' ? failure.error : undefined;
}
