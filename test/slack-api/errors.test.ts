import { describe, expect, it } from 'vitest';
import { codeOf, refusedAs, slackFailure } from '../../src/slack-api/errors.ts';

const platform = (error: string) => ({ code: 'slack_webapi_platform_error', data: { ok: false, error } });

describe('a failed call', () => {
  it('is a refusal where Slack says no', () => {
    expect(slackFailure(platform('channel_not_found'))).toEqual({ is: 'refused', error: 'channel_not_found' });
    expect(refusedAs(platform('missing_scope'))).toBe('missing_scope');
  });

  it('may have happened where Slack broke down, and is no refusal', () => {
    for (const error of ['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout']) {
      expect(slackFailure(platform(error))).toEqual({ is: 'unknown-outcome', error });
      expect(refusedAs(platform(error))).toBeUndefined();
      expect(codeOf(slackFailure(platform(error)))).toBe(error);
    }
    expect(codeOf(slackFailure(new Error('socket hang up')))).toBe('unknown-outcome');
  });

  it('waits where Slack says so, in either way', () => {
    expect(slackFailure({ code: 'slack_webapi_rate_limited_error', retryAfter: 7 })).toEqual({
      is: 'rate-limited',
      retryAfterMs: 7_000,
    });
    expect(slackFailure(platform('ratelimited'))).toEqual({ is: 'rate-limited', retryAfterMs: 1_000 });
  });
});
