import { MongoServerError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../src/installations/oauth.ts';

describe('why an installation did not come about', () => {
  it.each([
    ['a press of Cancel', { code: 'slack_oauth_installer_authorization_error' }, 'denied'],
    ['a state of another browser', { code: 'slack_oauth_invalid_state' }, 'expired'],
    ['an error without a code of its own', { code: 'slack_oauth_unknown_error' }, 'failed'],
    ['a database that shuts down, whose codes are numbers', new MongoServerError({ message: 'bye', code: 91 }), 'away'],
    ['a write that the database refuses', new MongoServerError({ message: 'no', code: 121 }), 'failed'],
  ])('%s', (_what, error, outcome) => {
    expect(outcomeOf(error as { code: unknown })).toBe(outcome);
  });
});
