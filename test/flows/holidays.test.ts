import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { calendarAction } from '../../blocks/calendar-ids.ts';
import { action } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';

type Who = keyof World['people'];
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const requestOf = (who: Who) => world.database.db.collection('requests').findOne({ user: world.people[who] });
const settings = () => world.database.db.collection('settings').findOne({});
const told = (who: Who, word: string): string[] =>
  as(who)
    .messages('app')
    .map(m => textsOf(m))
    .filter(text => text.includes(word));
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

async function submit(who: Who, options = {}): Promise<void> {
  await as(who).submit(options);
  await world.quiet();
}

async function askLeave(who: Who, from: string, to: string): Promise<void> {
  await press(who, 'home', action.openLeave);
  await fill(who, action.leaveTo, to);
  await fill(who, action.leaveFrom, from);
  await submit(who);
}

const idOf = (block: unknown): string => (block as { block_id?: string }).block_id ?? '';
const optionsOf = (block: unknown): { value: string }[] =>
  (block as { element?: { options?: { value: string }[] } } | undefined)?.element?.options ?? [];

/** Approves the newest card in the administrators' channel. */
async function approve(): Promise<void> {
  const ts = as('owner').messages(world.adminChannel).at(-1)?.ts ?? '';
  await as('owner').press({ channel: world.adminChannel, ts }, action.approve);
  await world.quiet();
}

/** Up to the difference, which is not saved yet. */
async function propose(who: Who, values: Record<string, string>, from?: string): Promise<void> {
  await manage(world, as(who), adminAction.openPolicy);
  await press(who, 'modal', adminAction.changeGroup, { buttonValue: 'workingTime' });
  for (const [block, value] of Object.entries(values)) await fill(who, block, value);
  if (from) await fill(who, adminInput.from, from);
  await submit(who);
}

async function begin(): Promise<void> {
  world = await startWorld();
  for (const who of ['owner', 'manager', 'minji', 'hana'] as const) await as(who).openHome();
  await world.quiet();
}

const COUNTRY = 'workingTime.holidays';
const codes = (who: Who, block: string): string[] =>
  optionsOf(
    as(who)
      .modal()
      ?.blocks.find(b => idOf(b) === block),
  ).map(o => o.value);
const CHANGED = '적용되는 공휴일이 바뀌었습니다';

afterEach(() => world.close());

describe('the holidays of another country', () => {
  beforeEach(async () => {
    await begin();
    await askLeave('minji', '2026-11-25', '2026-11-27');
    await approve();
  });

  it('give days back, and take days again, and the person is told once of both', async () => {
    await askLeave('hana', '2026-12-24', '2026-12-28');
    await propose('owner', { [COUNTRY]: 'us' });
    expect(textsOf(as('owner').modal())).toContain('휴가 1건의 일수가 달라집니다');
    // Whom it touches and by how much, before it is saved; what is stored below is the same.
    expect(textsOf(as('owner').modal())).toContain('11월 25일(수)–27일(금): 3일 → 2일');
    await submit('owner', { times: 3 });
    await as('owner').dismiss({ all: true });
    const [message, ...more] = told('minji', CHANGED);
    expect(message).toContain('2026년 11월 24일(화)부터 적용되는 공휴일이 바뀌었습니다: 대한민국 → *미국*');
    expect(message).toContain('11월 25일(수)–27일(금) 휴가에서 1일을 돌려드립니다. 사용 일수: *2일*');
    expect(message).toContain('휴일이 된 날: 2026년 11월 26일(목)');
    expect(more).toEqual([]);
    expect(textsOf(as('minji').home())).toContain('11월 25일(수)–27일(금) · 2일');
    const days = { dates: ['2026-11-26'], name: { en: 'Thanksgiving Day' } };
    expect((await requestOf('minji'))?.history.at(-1)).toMatchObject({
      what: 'days-off',
      by: world.people.owner,
      days,
    });
    // Christmas is a holiday in both.
    expect(told('hana', CHANGED)).toEqual([]);
    expect(await settings()).toMatchObject({ version: 1, effects: [] });

    await propose('manager', { [COUNTRY]: 'none' });
    await submit('manager');
    expect(told('minji', CHANGED).at(-1)).toContain('휴가에 1일을 더 사용합니다. 사용 일수: *3일*');
    expect(told('hana', CHANGED)[0]).toContain('근무일이 된 날: 2026년 12월 25일(금)');
    expect(textsOf(as('owner').messages(world.adminChannel).at(-1))).toContain('*3 days*');
    await press('minji', 'home', action.mine, { value: '이력 보기' });
    expect(textsOf(as('minji').modal())).toMatch(/2026년 11월 26일\(목\) 휴일로 변경\(.+\)/);
    expect(textsOf(as('minji').modal())).toMatch(/2026년 11월 26일\(목\) 근무일로 변경\(.+\)/);
    sound('minji');
  });

  it('count from the day that the policy says', async () => {
    await propose('owner', { [COUNTRY]: 'us' }, '2026-11-27');
    expect(textsOf(as('owner').modal())).toContain('영향을 받는 휴가가 없습니다');
    await submit('owner');
    expect(told('minji', CHANGED)).toEqual([]);
    expect((await requestOf('minji'))?.history.map((h: { what: string }) => h.what)).toEqual(['sent', 'approved']);
  });

  it('are told of no second time when the change is delivered again, as after a crash', async () => {
    await propose('owner', { [COUNTRY]: 'us' });
    await submit('owner');
    const before = await requestOf('minji');
    const id = String(before?.history.at(-1)?.key).replace('holidays:', '');
    const again = { id, kind: 'holidays-recount', lane: 'holidays-recount', to: 'everybody', due: 0, tries: 1 };
    const documents = world.database.db.collection<{ _id: string; effects: object[] }>('settings');
    await documents.updateOne({}, { $push: { effects: { ...again, data: { version: 1 } } } });
    await world.app.tick();
    await world.quiet();
    expect(await settings()).toMatchObject({ effects: [] });
    expect(told('minji', CHANGED)).toHaveLength(1);
    expect((await requestOf('minji'))?.history).toHaveLength(before?.history.length);
  });

  it('are found by another process where the one that stored them died, and counted as the policy is by then', async () => {
    const other = await world.another();
    // What would be left behind: the version is stored, its effect is not delivered.
    const documents = world.database.db.collection<{ _id: string; version?: number }>('settings');
    const change = { workingTime: { holidays: 'us' } };
    const entry = { version: 1, from: '2026-11-24', change, by: world.people.owner, at: 0, key: 'k' };
    const effect = { id: 'e1', kind: 'holidays-recount', lane: 'holidays-recount', to: 'everybody', due: 0, tries: 0 };
    const left = { version: 1, team: world.app.team, policy: [entry], effects: [{ ...effect, data: { version: 1 } }] };
    await documents.updateOne({ _id: world.app.team }, { $set: left }, { upsert: true });
    await other.tick();
    await world.quiet();
    expect(told('minji', CHANGED)).toHaveLength(1);
    expect(told('minji', CHANGED)[0]).toContain('사용 일수: *2일*');
    expect(await settings()).toMatchObject({ effects: [] });
  });
});

describe('a region', () => {
  beforeEach(begin);

  it('is asked for where the country has some, and what else was filled in stays', async () => {
    await manage(world, as('owner'), adminAction.openPolicy);
    await press('owner', 'modal', adminAction.changeGroup, { buttonValue: 'workingTime' });
    const regions = () => (as('owner').modal()?.blocks ?? []).filter(b => idOf(b).includes('.region'));
    expect(regions()).toEqual([]);
    await fill('owner', 'workingTime.weekCap', '48');
    await fill('owner', adminInput.from, '2026-12-01');
    await fill('owner', COUNTRY, 'de');
    expect(codes('owner', 'workingTime.region.de')).toEqual(expect.arrayContaining(['none', 'de-BY', 'de-BE']));
    sound('owner');
    await fill('owner', 'workingTime.region.de', 'de-BY');
    await fill('owner', COUNTRY, 'gb');
    expect(codes('owner', 'workingTime.region.gb')).toContain('gb-SCT');
    await fill('owner', COUNTRY, 'jp');
    expect(regions()).toEqual([]);
    await fill('owner', COUNTRY, 'gb');
    await fill('owner', 'workingTime.region.gb', 'gb-SCT');
    await submit('owner');
    const shown = textsOf(as('owner').modal());
    expect(shown).toContain('*공휴일*\n대한민국 → *영국*');
    expect(shown).toContain('*지역*\n없음 → *Scotland*');
    expect(shown).toContain('48시간');
    sound('owner');
    await submit('owner');
    const [version] = (await settings())?.policy ?? [];
    expect(version).toMatchObject({
      from: '2026-12-01',
      change: { workingTime: { holidays: 'gb', region: 'gb-SCT', weekCap: 2880 } },
    });
  });

  it('has holidays of its own, which leave is counted by and which calendar and settings name', async () => {
    await askLeave('minji', '2026-11-30', '2026-12-01');
    await propose('owner', { [COUNTRY]: 'gb', 'workingTime.region.gb': 'gb-SCT' });
    await submit('owner');
    await as('owner').dismiss({ all: true });
    // St Andrew's Day
    expect(told('minji', CHANGED)[0]).toContain('대한민국 → *영국 Scotland*');
    expect(told('minji', CHANGED)[0]).toContain('사용 일수: *1일*');
    await manage(world, as('owner'), calendarAction.openDays);
    expect(textsOf(as('owner').modal())).toMatch(/공휴일: \*영국 Scotland\* · 다음: 11월 30일\(월\)/);
    await as('owner').dismiss();

    await propose('owner', { 'workingTime.region.gb': 'none' });
    expect(textsOf(as('owner').modal())).toContain('*지역*\nScotland → *없음*');
    await submit('owner');
    expect(told('minji', CHANGED).at(-1)).toContain('영국 Scotland → *영국*');
    expect(told('minji', CHANGED).at(-1)).toContain('사용 일수: *2일*');
    await as('owner').dismiss({ all: true });
    await manage(world, as('owner'), adminAction.openPolicy);
    expect(textsOf(as('owner').modal())).toContain('공휴일: *영국*');
    expect(textsOf(as('owner').modal())).not.toContain('지역:');
  });

  it('goes with its country', async () => {
    await propose('owner', { [COUNTRY]: 'de', 'workingTime.region.de': 'de-BY' });
    await submit('owner');
    await as('owner').dismiss({ all: true });
    await propose('owner', { [COUNTRY]: 'us' });
    expect(textsOf(as('owner').modal())).toContain('*지역*\nBayern → *없음*');
    await submit('owner');
    expect((await settings())?.policy.at(-1)?.change.workingTime).toEqual({ holidays: 'us', region: null });
  });

  it('may be chosen when Daybook is set up', async () => {
    await world.close();
    world = await startWorld({ env: { DAYBOOK_ADMIN_CHANNEL: '' } });
    await as('owner').openHome();
    await world.quiet();
    await press('owner', 'home', adminAction.openSetUp);
    await fill('owner', 'channels.administrators', world.adminChannel);
    await fill('owner', COUNTRY, 'ch');
    await fill('owner', 'workingTime.region.ch', 'ch-ZH');
    sound('owner');
    await submit('owner');
    expect((await settings())?.policy[0]?.change).toMatchObject({
      channels: { administrators: world.adminChannel },
      workingTime: { holidays: 'ch', region: 'ch-ZH' },
    });
  });
});
