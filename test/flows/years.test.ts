import { afterEach, beforeEach, expect, it } from 'vitest';
import { calendarAction, calendarInput } from '../../blocks/calendar-ids.ts';
import { action } from '../../blocks/ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';

type Who = keyof World['people'];
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const stored = () => world.database.db.collection('calendars').findOne({});
const shown = (who: Who) => textsOf(as(who).modal());
const sound = (who: Who) =>
  expect(breaches('modal', { ...as(who).modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);

const UNKNOWN = '2028년 공휴일을 아직 알 수 없습니다';
const TODO = '공휴일을 아직 알 수 없는 해 1개';
const NO_DATA = '2028년 공휴일을 아직 알 수 없어';

async function press(who: Who, where: 'home' | 'modal', id: string, options = {}): Promise<void> {
  await as(who).press(where, id, options);
  await world.quiet();
}

async function home(who: Who): Promise<string> {
  await as(who).openHome();
  await world.quiet();
  return textsOf(as(who).home());
}

const openDays = (who: Who) => manage(world, as(who), calendarAction.openDays);

/** What the hub says has to be done first. */
async function todo(who: Who): Promise<string> {
  await as(who).openHome();
  await as(who).press('home', manageAction.open);
  await world.quiet();
  const texts = shown(who);
  await as(who).dismiss();
  return texts.slice(0, texts.indexOf('구성원'));
}

/** Adds a day by the list that is open. */
async function add(who: Who, from: string, to = from): Promise<void> {
  await press(who, 'modal', calendarAction.addDay);
  await as(who).fill(calendarInput.from, from);
  await as(who).fill(calendarInput.to, to);
  await as(who).fill(calendarInput.name, '설날');
  await as(who).submit();
  await world.quiet();
  await as(who).submit();
  await world.quiet();
  await as(who).dismiss();
}

beforeEach(async () => {
  world = await startWorld({ at: '2027-11-24T09:00:00+09:00' });
  for (const who of ['owner', 'manager', 'minji'] as const) await home(who);
});

afterEach(() => world.close());

it('a year without data is entered by hand: the alarm goes, is kept with who and when, and comes back when it is taken back', async () => {
  expect(await todo('owner')).toContain(TODO);
  await openDays('owner');
  await press('owner', 'modal', calendarAction.enterYear);
  expect(shown('owner')).toContain('2028년에 추가한 휴일이 아직 없습니다');
  await as('owner').dismiss();
  await add('owner', '2028-01-26', '2028-01-28');
  expect(shown('owner')).toContain('지금까지 추가한 2028년 휴일: *3일*');
  sound('owner');

  await press('minji', 'home', action.openLeave);
  await as('minji').fill(action.leaveTo, '2028-01-31');
  await as('minji').fill(action.leaveFrom, '2028-01-24');
  await world.quiet();
  expect(shown('minji')).toContain(NO_DATA);
  expect(shown('minji')).toContain('*3일* 사용');

  await press('owner', 'modal', calendarAction.enterYear, { times: 2 });
  expect(shown('owner')).toContain('*2028년 공휴일을 모두 입력함* · 직접 추가한 휴일 3일로');
  expect(shown('owner')).not.toContain(UNKNOWN);
  sound('owner');
  expect(await stored()).toMatchObject({
    version: 2,
    years: [{ year: '2028', country: 'kr', by: world.people.owner }],
    history: [{ what: 'added' }, { what: 'year-entered', year: '2028', days: 3, by: world.people.owner }],
  });
  for (const who of ['owner', 'manager'] as const) expect(await todo(who)).not.toContain(TODO);
  await as('minji').fill(action.leaveTo, '2028-01-28');
  await world.quiet();
  expect(shown('minji')).not.toContain(NO_DATA);
  expect(shown('minji')).toContain('*2일* 사용');

  await press('owner', 'modal', calendarAction.openHistory);
  expect(shown('owner')).toContain('*2028년* 공휴일을 모두 입력함으로 표시(휴일 3일)');
  sound('owner');
  await as('owner').dismiss();
  await press('owner', 'modal', calendarAction.reopenYear);
  expect(shown('owner')).toContain(UNKNOWN);
  expect(await todo('manager')).toContain(TODO);
  expect(await stored()).toMatchObject({ version: 3, years: [], days: [{}, {}, {}] });
});

it('a year that was entered before its alarm never gives one', async () => {
  await world.close();
  world = await startWorld({ at: '2027-10-20T09:00:00+09:00' });
  await home('owner');
  await openDays('owner');
  expect(shown('owner')).not.toContain('2028년');
  await add('owner', '2028-01-26');
  await press('owner', 'modal', calendarAction.enterYear);
  await world.jump('2027-11-02T00:01:00+09:00');
  const told = as('owner')
    .messages('app')
    .filter(m => textsOf(m).includes(UNKNOWN));
  expect(told).toEqual([]);
  expect(await todo('owner')).not.toContain(TODO);
});

it('another process sees it, and two administrators at once enter it once', async () => {
  const other = await world.another();
  await openDays('owner');
  await add('owner', '2028-01-26');
  await openDays('manager');
  await Promise.all((['owner', 'manager'] as const).map(who => as(who).press('modal', calendarAction.enterYear)));
  await world.quiet();
  for (const who of ['owner', 'manager'] as const) expect(shown(who)).toContain('직접 추가한 휴일 1일로');
  expect((await stored())?.history.filter((h: { what: string }) => h.what === 'year-entered')).toHaveLength(1);
  await other.tick();
  await world.quiet();
  expect(await todo('manager')).not.toContain(TODO);
});

it('is refused for a year that is known, and to those who are no administrators', async () => {
  await openDays('owner');
  await add('owner', '2028-01-26');
  const list = as('owner').modal();
  if (!list) throw new Error('the list is not open');
  const forged = structuredClone(list);
  const text = JSON.stringify(forged.blocks).replaceAll('"value":"2028"', '"value":"2027"');
  await press('owner', 'modal', calendarAction.enterYear, { shown: { ...list, blocks: JSON.parse(text) } });
  expect(shown('owner')).toContain('2027년 공휴일은 이미 달력에 있어');
  await press('minji', 'home', calendarAction.enterYear, { shown: list }).catch(() => undefined);
  expect((await stored())?.years).toEqual([]);
});
