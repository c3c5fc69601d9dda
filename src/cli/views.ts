import type { WebClient } from '@slack/web-api';
import { type HomeModel, homeView } from '../../blocks/home.ts';
import { LANGUAGES, words } from '../i18n/index.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { type Finding, reason } from './finding.ts';

/** A Home with each of its parts. */
const SAMPLE: HomeModel = {
  ...{ name: 'Daybook', date: '2026-11-30', part: 'day', asOf: '10:00', quickPlace: 'office' },
  now: { is: 'in', since: '09:00', place: 'office' },
  today: { worked: 60, rest: 0, target: 480, leave: { at: '18:00', past: false } },
  week: { worked: 60, target: 2400 },
  period: { done: 9_600, base: 10_080, owed: 480, over: 0, overtime: 0, overMost: 0, daysLeft: 1 },
  cap: { most: 3_120, left: 3_060, over: 0, near: false },
  leaveLeft: { left: 11, waiting: 1, lapsing: { on: '2026-12-31', days: 2, otherYear: false } },
  ...{ questions: [], questionsMore: 0, requests: [], requestsMore: 0, decides: true },
  away: [{ who: 'Minji', type: 'annual' }],
  others: { working: 1, onBreak: 1, notIn: 1, done: 1, away: 1, longLeave: 0, team: false },
  admin: { setUp: true, troubles: [{ name: '#general', problem: 'not_in_channel' }] },
};

/** Whether Slack would show a Home of this version (docs.slack.dev/reference/methods/blocks.validate). */
export async function viewFinding(client: WebClient): Promise<Finding> {
  const about = 'views';
  try {
    for (const language of LANGUAGES) await client.blocks.validate({ view: homeView(SAMPLE, words(language)) });
    return { about, is: 'good', says: `Slack takes a Home of this version in ${LANGUAGES.length} languages` };
  } catch (error) {
    const says = mistakes(error).join('; ');
    if (says === '')
      return { about, is: 'note', says: `Slack does not validate views here (${refusedAs(error) ?? reason(error)})` };
    return { about, is: 'bad', says: `Slack refuses a Home: ${says}`, mend: 'Install a newer Daybook, and report it.' };
  }
}

/** What Slack says of blocks that it refuses; nothing where it said something else. */
function mistakes(error: unknown): string[] {
  const { data } = error as { data?: { errors?: (string | { pointer?: string; message?: string })[] } };
  return (data?.errors ?? []).map(e => (typeof e === 'string' ? e : `${e.pointer ?? ''} ${e.message ?? ''}`.trim()));
}
