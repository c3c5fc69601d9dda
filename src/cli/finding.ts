import { refusedAs } from '../slack-api/errors.ts';

export interface Finding {
  about: string;
  is: 'good' | 'note' | 'bad';
  says: string;
  /** how to mend it */
  mend?: string;
}

/** What is behind a library's "fetch failed", where it says so. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause, original = cause } = error as Error & { original?: unknown };
  const behind = original instanceof Error ? reason(original) : '';
  return behind || error.message;
}

/** Slack refuses what was tried, and `mend` helps; or it did not answer at all. */
export function refusal(about: string, error: unknown, mend: string): Finding {
  const refused = refusedAs(error);
  return refused
    ? { about, is: 'bad', says: `Slack refuses it (${refused})`, mend }
    : {
        about,
        is: 'bad',
        says: `Slack did not answer (${reason(error)})`,
        mend: 'Check the network and SLACK_API_URL.',
      };
}
