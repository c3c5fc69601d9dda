import { refusedAs } from '../slack-api/errors.ts';
import { handle } from '../workspace/feature.ts';
import { drawn, teamsToday } from './actions.ts';
import { boardDue } from './effects.ts';
import { recentFacts } from './facts.ts';

/** Nothing of a day that is over. A message that somebody deleted, or in a channel without the app, stays as it is. */
export const boardDrawn = handle(boardDue, async (ws, { doc: run, to }, sender) => {
  const teams = await ws.people.organisation();
  const [of] = await teamsToday(ws, teams, to);
  if (!of || of.date !== run.date) return undefined;
  const wanted = drawn(teams, of, await recentFacts(ws, run.date));
  if (!wanted) return undefined;
  const { message, shown } = wanted;
  if (!run.sent) return { sent: await sender.post({ channel: of.team.channel }, message), shown };
  try {
    await sender.update(run.sent, message);
  } catch (error) {
    const refused = refusedAs(error);
    if (refused === undefined) throw error;
    ws.log.warn({ team: to, code: refused }, 'the board of a team was not updated');
  }
  return { shown };
});
