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
import type { FactsEntry } from '../../src/people/facts.ts';
import { organisationStore } from '../../src/people/organisation/store.ts';
import { peopleStore } from '../../src/people/store.ts';
import type { Seeded } from '../simulator/seed.ts';
import type { Simulator } from '../simulator/server.ts';
import { workingDay } from './leaves.ts';

const TEAM = { id: 't-product', name: '제품팀', channel: 'C0PRODUCT' };
const BOARD_AT = '09:00';
/** Days whose boards are there when the demo begins, before today. */
const DAYS = 2;

interface Told {
  team: string;
  now: number;
  zone: string;
  calendar: Calendar;
  language: Language;
  seeded: Seeded;
}

const membersOf = ({ people }: Seeded): string[] =>
  [people.minji, people.hana, people.woojin, people.seoyeon, people.lucas, people.emily].map(String);

export const addTeamChannel = (slack: Pick<Simulator, 'addChannel' | 'app'>, seeded: Seeded): unknown =>
  slack.addChannel({
    id: TEAM.channel,
    name: '제품팀',
    members: [...membersOf(seeded), seeded.owner, seeded.admin, slack.app.botUser],
  });

/** The team of six, once. */
export async function seedTeam(db: Db, o: Pick<Told, 'team' | 'now' | 'seeded'>): Promise<void> {
  const teams = organisationStore(db);
  if ((await teams.organisation(o.team)).get(TEAM.id)) return;
  await teams.addAll(o.team, [TEAM], { at: o.now, by: o.seeded.owner, key: 'seed-team' });
  const people = peopleStore(db);
  for (const { user, factsVersion, teamId } of await people.some(o.team, membersOf(o.seeded))) {
    if (teamId !== undefined) continue;
    const steps: FactsEntry['steps'] = [{ field: 'teamId', to: TEAM.id }];
    const entry: FactsEntry = { at: o.now, by: o.seeded.owner, source: 'import', key: 'seed-team', steps };
    await people.saveFacts({ team: o.team, user, ...(factsVersion === undefined ? {} : { factsVersion }) }, entry);
  }
}

/** Leave of the team that was approved lately, as its channel was told; the request knows the message. */
async function recallLeaves(db: Db, slack: Pick<Simulator, 'recall' | 'app'>, o: Told): Promise<void> {
  const today = localDate(o.now, o.zone);
  const store = requestStore(db);
  const found = await store.inForceIn(o.team, LEAVE, today, addDays(today, AHEAD), membersOf(o.seeded));
  const w = words(o.language);
  const names = new Map((await peopleStore(db).some(o.team, membersOf(o.seeded))).map(p => [p.user, p.name]));
  for (const request of found) {
    const approved = request.history.findLast(h => h.what === 'approved');
    const form = leaveFormOf(request.form);
    if (!approved || isLongLeave(form)) continue;
    const notice = { type: form.as.private ? AWAY : typeCode(form), when: whenText(form, w), state: 'new' as const };
    const { text, blocks } = leaveNotice({ name: names.get(request.user) ?? '', ...notice }, w);
    const message = { channel: TEAM.channel, user: slack.app.botUser, text, blocks: blocks as never };
    const { channel, ts } = slack.recall({ ...message, at: approved.at + 1_000 });
    await db.collection<RequestDoc>(REQUESTS).updateOne({ _id: request._id }, { $set: { told: { channel, ts } } });
  }
}

/** What the channel was told before, the boards as they stood in the evening; today's is posted by the app. */
export async function recallBoards(db: Db, slack: Pick<Simulator, 'recall' | 'app'>, o: Told): Promise<void> {
  await recallLeaves(db, slack, o);
  const today = localDate(o.now, o.zone);
  const people = await peopleStore(db).some(o.team, membersOf(o.seeded));
  for (let n = -DAYS; n < 0; n++) {
    const date = workingDay(today, n, o.calendar);
    const [leaves, days] = await Promise.all([
      requestStore(db).inForceIn(o.team, LEAVE, date, addDays(date, AHEAD)),
      workdayStore(db).recordsIn(o.team, date, date),
    ]);
    const model = boardOf(
      TEAM,
      [TEAM],
      { places: true, types: 'type' },
      {
        ...{ date, people, trips: new Set<string>() },
        leaves: leaves.map(r => ({ user: r.user, form: leaveFormOf(r.form) })),
        places: new Map(days.flatMap(d => d.spans.slice(-1).map(span => [d.user, span.place] as const))),
        expected: (_, day) => isWorkingDay(day, o.calendar),
        hours: () => undefined,
      },
    );
    if (!model) continue;
    const at = atLocal(date, BOARD_AT, o.zone);
    const { text, blocks } = boardMessage(model, words(o.language));
    const message = { channel: TEAM.channel, user: slack.app.botUser, text, blocks: blocks as never };
    slack.recall({ ...message, at });
  }
}
