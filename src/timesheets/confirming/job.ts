import { LEAVE } from '../../absence/leaves.ts';
import { requests } from '../../approvals/store.ts';
import { type Calendar, isWorkingDay, monthBounds, monthsBefore, workingDays } from '../../calendar/rules.ts';
import { claimFor } from '../../jobs/claims.ts';
import { daily } from '../../jobs/daily.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isClosed } from '../closing/closed.ts';
import { peopleIn } from '../people.ts';
import { isConfirmedHere, unconfirmedIn } from './actions.ts';
import { askConfirm, CONFIRM, questionName } from './effects.ts';

const ASK_AT = '10:00';
/** Working day of the month after. */
const ASK_ON = 2;

const isAskedOn = (today: string, calendar: Calendar): boolean =>
  isWorkingDay(today, calendar) && workingDays(monthBounds(today).first, today, calendar).length >= ASK_ON;

/**
 * From the second working day until the month is closed: whoever has not confirmed it is asked once, and once more
 * after each confirmation that no longer holds. Whoever is off or on leave is asked when they are back.
 */
export async function claimConfirming(ws: Workspace): Promise<void> {
  if (!isConfirmedHere(ws)) return;
  await daily(ws, CONFIRM, ASK_AT, async today => {
    const [month = ''] = monthsBefore(today, 1);
    if (!isAskedOn(today, ws.policy.calendar) || (await isClosed(ws, `${month}-01`))) return;
    const [directory, leaves] = await Promise.all([
      ws.rights.directory(),
      requests(ws).inForceIn(ws.team, LEAVE, today, today),
    ]);
    const away = new Set(leaves.map(r => r.user));
    const here = peopleIn(month, directory).filter(p => {
      const { today: todayOf, calendar } = ws.policy.of(p);
      return !p.quiet?.includes('confirm') && !away.has(p.user) && isAskedOn(todayOf(), calendar);
    });
    const asked = await unconfirmedIn(ws, here, month);
    await claimFor(
      ws,
      { job: CONFIRM, date: `${month}-01` },
      asked.map(({ person: { user }, confirmed }) => ({
        ...{ user, name: questionName(month, user, confirmed) },
        effect: askConfirm.owed({ to: user, lane: 'person' }),
      })),
    );
  });
}
