import type { Db } from 'mongodb';
import { boardMessage, leaveNotice } from '../../blocks/board.ts';
import { LEAVE } from '../../src/absence/leaves.ts';
import { REQUESTS, type RequestDoc, requestStore } from '../../src/approvals/store.ts';
import { workdayStore } from '../../src/attendance/store.ts';
import { AHEAD, boardOf } from '../../src/board/present.ts';
import { addDays, atLocal, type Calendar, isWorkingDay, localDate } from '../../src/calendar/rules.ts';
import { type Language, words } from '../../src/i18n/index.ts';
import { whenText } from '../../src/leave/present.ts';
import { leaveFormOf, typeCode } from '../../src/leave-record/form.ts';
import { isLongLeave } from '../../src/leave-record/long-leave.ts';
import { AWAY } from '../../src/leave-record/rules.ts';
import { peopleStore } from '../../src/people/store.ts';
import type { Seeded } from '../simulator/seed.ts';
import type { Simulator } from '../simulator/server.ts';
import { workingDay } from './leaves.ts';
import { type Places, PRODUCT, PRODUCT_TEAMS, productPeople } from './organisation.ts';

const BOARD_AT = '09:00';
/** Days whose boards are there when the demo begins, before today. */
const DAYS = 2;

interface Told {
  team: string;
  now: number;
  zone: string;
  calendar: Calendar;
  language: Language;
  placeOf: Places;
  seeded: Seeded;
}

export const addTeamChannel = (slack: Pick<Simulator, 'addChannel' | 'app'>, seeded: Seeded): unknown =>
  slack.addChannel({
    id: PRODUCT.channel,
    name: PRODUCT.name,
    members: [...productPeople(seeded), seeded.admin, slack.app.botUser],
  });

/** Leave of the team that was approved lately, as its channel was told; the request knows the message. */
async function recallLeaves(db: Db, slack: Pick<Simulator, 'recall' | 'app'>, o: Told): Promise<void> {
  const today = localDate(o.now, o.zone);
  const store = requestStore(db);
  const found = await store.inForceIn(o.team, LEAVE, today, addDays(today, AHEAD), productPeople(o.seeded));
  const w = words(o.language);
  const names = new Map((await peopleStore(db).some(o.team, productPeople(o.seeded))).map(p => [p.user, p.name]));
  for (const request of found) {
    const approved = request.history.findLast(h => h.what === 'approved');
    const form = leaveFormOf(request.form);
    if (!approved || isLongLeave(form)) continue;
    const notice = { type: form.as.private ? AWAY : typeCode(form), when: whenText(form, w), state: 'new' as const };
    const { text, blocks } = leaveNotice({ name: names.get(request.user) ?? '', ...notice }, w);
    const message = { channel: PRODUCT.channel, user: slack.app.botUser, text, blocks: blocks as never };
    const { channel, ts } = slack.recall({ ...message, at: approved.at + 1_000 });
    await db.collection<RequestDoc>(REQUESTS).updateOne({ _id: request._id }, { $set: { told: { channel, ts } } });
  }
}

/** What the channel was told before, the boards as they stood in the evening; today's is posted by the app. */
export async function recallBoards(db: Db, slack: Pick<Simulator, 'recall' | 'app'>, o: Told): Promise<void> {
  await recallLeaves(db, slack, o);
  const today = localDate(o.now, o.zone);
  const people = await peopleStore(db).some(o.team, productPeople(o.seeded));
  for (let n = -DAYS; n < 0; n++) {
    const date = workingDay(today, n, o.calendar);
    const [leaves, days] = await Promise.all([
      requestStore(db).inForceIn(o.team, LEAVE, date, addDays(date, AHEAD)),
      workdayStore(db).recordsIn(o.team, date, date),
    ]);
    const model = boardOf(
      PRODUCT,
      PRODUCT_TEAMS,
      { places: true, types: 'type' },
      {
        ...{ date, people, trips: new Set<string>() },
        leaves: leaves.map(r => ({ user: r.user, form: leaveFormOf(r.form) })),
        places: new Map(days.flatMap(d => d.spans.slice(-1).map(span => [d.user, span.place] as const))),
        expected: (user, day) => isWorkingDay(day, o.placeOf(user).calendar),
        hours: () => undefined,
      },
    );
    if (!model) continue;
    const at = atLocal(date, BOARD_AT, o.zone);
    const { text, blocks } = boardMessage(model, words(o.language));
    const message = { channel: PRODUCT.channel, user: slack.app.botUser, text, blocks: blocks as never };
    slack.recall({ ...message, at });
  }
}
