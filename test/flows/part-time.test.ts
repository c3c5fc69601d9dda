import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { ledgerAction, ledgerInput } from '../../blocks/ledger-ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

let world: World;
const minji = () => world.slack.as(world.people.minji);

async function press(where: 'home', id: string): Promise<void> {
  await minji().press(where, id);
  await world.quiet();
}

async function fill(id: string, value: string): Promise<void> {
  await minji().fill(id, value);
  await world.quiet();
}

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

describe('a part-timer of eight hours on Mondays and three on other days', () => {
  it('has sixty hours a year, of which a Tuesday off takes three', async () => {
    const terms = [{ from: '2000-01-01', schedule: 'mon 8:00, tue 3:00, wed 3:00, thu 3:00, fri 3:00' }];
    await world.database.db
      .collection('people')
      .updateOne({ user: world.people.minji }, { $set: { hiredOn: '2024-03-15', terms } });
    await minji().openHome();
    await world.quiet();
    expect(textsOf(minji().home())).toContain('*연차*\n60시간');
    await press('home', action.openLeave);
    await fill(action.leaveTo, '2026-12-01');
    await fill(action.leaveFrom, '2026-12-01');
    expect(textsOf(minji().modal())).toContain('3시간 = 1일');
    expect(textsOf(minji().modal())).toContain('57시간');
    await minji().submit();
    await world.quiet();
    expect(textsOf(minji().home())).toContain('57시간');
    await press('home', action.openStatement);
    const statement = textsOf(minji().modal());
    expect(statement).toContain('*+60시간*  연차');
    expect(statement).toContain('*−3시간*  연차 · 2026년 12월 1일(화)');
  });

  it('is given hours by hand, which are shown before they are given', async () => {
    const owner = world.slack.as(world.people.owner);
    const { minji: user } = world.people;
    await owner.openHome();
    await world.quiet();
    await owner.press('home', action.openStatement);
    await world.quiet();
    await owner.fill(ledgerAction.pickPerson, user);
    await world.quiet();
    await owner.press('modal', ledgerAction.openGive);
    await world.quiet();
    await owner.fill(ledgerInput.kind, 'extra');
    await owner.fill(ledgerInput.days, '4.5');
    await owner.fill(ledgerInput.why, '출시');
    await owner.submit();
    await world.quiet();
    expect(textsOf(owner.modal())).toContain('*+4시간 30분*');
    expect(textsOf(owner.modal())).toContain('잔여 57시간 → *61시간 30분*');
    await owner.submit();
    await world.quiet();
    expect(minji().messages('app').at(-1)?.text).toContain('추가 부여 *4시간 30분이* 부여되었습니다');
    expect(textsOf(owner.modal())).toContain('*+4시간 30분*  추가 부여');
  });
});
