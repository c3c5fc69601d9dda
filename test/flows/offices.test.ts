import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { calendarAction, calendarInput } from '../../blocks/calendar-ids.ts';
import { action } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage, sendFacts } from '../support/manage.ts';

type Who = keyof World['people'];
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const all = (collection: string, filter = {}) => world.database.db.collection(collection).find(filter).toArray();
const told = (who: Who): string[] =>
  as(who)
    .messages('app')
    .map(m => textsOf(m));
const sound = (who: Who) =>
  expect(breaches('modal', { ...as(who).modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);

async function press(who: Who, where: 'home' | 'modal', id: string, options = {}): Promise<void> {
  await as(who).press(where, id, options);
  await world.quiet();
}
async function fill(who: Who, id: string, value: unknown): Promise<void> {
  await as(who).fill(id, value);
  await world.quiet();
}
async function submit(who: Who): Promise<void> {
  await as(who).submit();
  await world.quiet();
}
const closed = (who: Who) =>
  as(who)
    .dismiss({ all: true })
    .catch(() => undefined);

/** In the owner's form of Lucas. */
async function setOffice(office: string, from?: string): Promise<void> {
  await closed('owner');
  await manage(world, world.people.owner, adminAction.openPeople);
  await press('owner', 'modal', adminAction.openPerson, { buttonValue: world.people.lucas });
  await press('owner', 'modal', adminAction.editPerson);
  await fill('owner', adminInput.office, office);
  if (from) await fill('owner', adminInput.termsFrom, from);
  await sendFacts(world, as('owner'));
}

async function askLeave(who: Who, from: string, to: string): Promise<void> {
  await press(who, 'home', action.openLeave);
  await fill(who, action.leaveTo, to);
  await fill(who, action.leaveFrom, from);
  await submit(who);
}

const berlin = async (): Promise<string> => String((await all('offices'))[0]?.id);
const leaveOf = async (who: Who, from: string) =>
  (await all('requests', { user: world.people[who], 'period.from': from }))[0];
const linesOf = async (who: Who, from: string, what: string) =>
  ((await leaveOf(who, from))?.history ?? []).filter((h: { what: string }) => h.what === what);

describe('an office in Berlin of a company in Seoul', () => {
  beforeAll(async () => {
    world = await startWorld();
    for (const who of ['owner', 'minji', 'lucas'] as const) await as(who).openHome();
    await world.quiet();
  });
  afterAll(() => world.close());

  it('is added with its zone, holidays and language, and its country brings its regions', async () => {
    await manage(world, world.people.owner, adminAction.openOffices);
    expect(textsOf(as('owner').modal())).toContain('본사 (워크스페이스 설정)');
    await press('owner', 'modal', adminAction.addOffice);
    await fill('owner', adminInput.officeName, ' Berlin ');
    await fill('owner', 'workingTime.zone', 'Europe/Berlin');
    await fill('owner', 'workingTime.holidays', 'de');
    await fill('owner', 'workingTime.region.de', 'de-BE');
    await fill('owner', 'people.language', 'en');
    sound('owner');
    await submit('owner');
    expect(textsOf(as('owner').modal())).toContain('Berlin');
    const values = { zone: 'Europe/Berlin', holidays: 'de', region: 'de-BE', language: 'en' };
    expect(await all('offices')).toMatchObject([{ name: 'Berlin', archived: false, versions: [{ values }] }]);
    expect(await all('log', { what: 'settings.office' })).toMatchObject([{ by: world.people.owner, note: 'Berlin' }]);
  });

  it('refuses a name that another one has, beside the field', async () => {
    await closed('owner');
    await manage(world, world.people.owner, adminAction.openOffices);
    sound('owner');
    await press('owner', 'modal', adminAction.addOffice);
    await fill('owner', adminInput.officeName, 'BERLIN');
    await submit('owner');
    expect(JSON.stringify(as('owner').modal()?.errors)).toContain('같은 이름의 사업장');
    expect(await all('offices')).toHaveLength(1);
  });

  it('decides what today is for its people, wherever they press', async () => {
    await setOffice(await berlin());
    const terms = [{ from: '2026-11-24', office: await berlin() }];
    expect(await all('people', { user: world.people.lucas })).toMatchObject([{ office: await berlin(), terms }]);
    // In Berlin it is still the 25th.
    await world.jump('2026-11-26T02:00:00+09:00');
    for (const who of ['minji', 'lucas'] as const) {
      await as(who).openHome();
      await world.quiet();
      await press(who, 'home', action.checkIn);
      await submit(who);
    }
    const days = await all('workdays');
    expect(days.map(d => [d.user, d.date, d.zone]).sort()).toEqual(
      [
        [world.people.lucas, '2026-11-25', 'Europe/Berlin'],
        [world.people.minji, '2026-11-26', 'Asia/Seoul'],
      ].sort(),
    );
  });

  it('gives its people its own holidays, and a move counts their leave again', async () => {
    // Seollal 2027 is 6 to 9 February: Monday and Tuesday are holidays in Korea only.
    await askLeave('minji', '2027-02-08', '2027-02-10');
    await askLeave('lucas', '2027-02-08', '2027-02-10');
    const cards = as('owner')
      .messages(world.adminChannel)
      .map(m => textsOf(m));
    expect(cards.map(c => /\b\d days?\b/.exec(c)?.[0])).toEqual(['1 day', '3 days']);
    expect((await leaveOf('lucas', '2027-02-08'))?.form).toMatchObject({
      offices: [{ from: '', office: await berlin() }],
    });
    // Back in Seoul from the 9th, which is a holiday there: the 8th stays a working day in Berlin.
    await setOffice('default', '2027-02-09');
    expect(await linesOf('lucas', '2027-02-08', 'recounted')).toMatchObject([{ takes: { was: 3, is: 2 } }]);
    expect(await linesOf('minji', '2027-02-08', 'recounted')).toEqual([]);
    expect(told('lucas').some(text => text.includes('3 days') && text.includes('2 days'))).toBe(true);
  });

  it('has company days of its own', async () => {
    await askLeave('minji', '2026-12-02', '2026-12-04');
    await askLeave('lucas', '2026-12-02', '2026-12-04');
    await closed('owner');
    await manage(world, world.people.owner, adminAction.openOffices);
    await press('owner', 'modal', calendarAction.openDays, { buttonValue: await berlin() });
    await press('owner', 'modal', calendarAction.addDay);
    expect(textsOf(as('owner').modal())).toContain('Berlin');
    await fill('owner', calendarInput.kind, 'company');
    await fill('owner', calendarInput.from, '2026-12-03');
    await fill('owner', calendarInput.name, 'Founding day');
    await submit('owner');
    await submit('owner');
    expect(await linesOf('lucas', '2026-12-02', 'days-off')).toHaveLength(1);
    expect(await linesOf('minji', '2026-12-02', 'days-off')).toEqual([]);
    expect(await all('calendars')).toMatchObject([{ office: await berlin(), days: [{ date: '2026-12-03' }] }]);
  });

  it('tells whose leave takes other days when its holidays change, and nobody else', async () => {
    await askLeave('minji', '2026-12-23', '2026-12-28');
    await askLeave('lucas', '2026-12-23', '2026-12-28');
    await closed('owner');
    await manage(world, world.people.owner, adminAction.openOffices);
    await press('owner', 'modal', adminAction.changeOffice, { buttonValue: await berlin() });
    // St Stephen's Day is the 28th in the United Kingdom in 2026, since the 26th is a Saturday.
    await fill('owner', 'workingTime.holidays', 'gb');
    await fill('owner', 'workingTime.region.gb', 'gb-ENG');
    await fill('owner', adminInput.from, '2026-12-01');
    await submit('owner');
    const shown = textsOf(as('owner').modal());
    expect(shown).toMatch(/\*Berlin\*[\s\S]*→[\s\S]*휴가 사용일이 달라지는 구성원 1명[\s\S]*Lucas/);
    expect((await all('offices'))[0]?.versions).toHaveLength(1);
    await submit('owner');
    expect(await all('offices')).toMatchObject([
      { versions: [{}, { from: '2026-12-01', values: { holidays: 'gb' } }] },
    ]);
    expect(await linesOf('lucas', '2026-12-23', 'days-off')).toMatchObject([{ days: { dates: ['2026-12-28'] } }]);
    expect(await linesOf('minji', '2026-12-23', 'days-off')).toEqual([]);
  });

  it('is not archived while somebody is in it', async () => {
    await closed('owner');
    await manage(world, world.people.owner, adminAction.openOffices);
    expect(textsOf(as('owner').modal())).toContain('1명');
    expect(JSON.stringify(as('owner').modal())).not.toContain(adminAction.archiveOffice);
  });
});
