import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { monthAction } from '../../blocks/month-ids.ts';
import { createLog } from '../../src/shared/log.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

describe('a time zone that Slack names and Node.js does not know', () => {
  let world: World;
  const logged: { level: string; msg: string; zone?: string }[] = [];

  beforeAll(async () => {
    const log = createLog('warn', { destination: { write: line => void logged.push(JSON.parse(line)) } });
    world = await startWorld({ log });
    await world.slack.updateUser(world.people.minji, { zone: 'Antarctica/Newtown' });
    await world.slack.updateUser(world.people.lucas, { zone: '' });
    await world.quiet();
  });
  afterAll(() => world.close());

  it('reads as the workplace’s, everywhere, and is logged once', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.openHome();
    await world.quiet();
    expect(textsOf(minji.home())).toContain('11월 24일');
    await minji.press('home', action.checkIn);
    await world.quiet();
    await minji.submit();
    await world.quiet();
    expect(textsOf(minji.home())).toContain('09:0');
    await minji.say('app', 'status');
    await world.quiet();
    await minji.press('home', monthAction.open);
    await world.quiet();
    const owner = world.slack.as(world.people.owner);
    await owner.openHome();
    await world.jump('2026-11-24T18:40:00+09:00');
    const shown = JSON.stringify([
      minji.home(),
      minji.messages('app'),
      minji.modal(),
      owner.home(),
      owner.messages(world.adminChannel),
    ]);
    expect(shown).not.toContain('Invalid');
    expect(logged.filter(l => l.zone !== undefined)).toMatchObject([{ level: 'warn', zone: 'Antarctica/Newtown' }]);
    expect(logged.filter(l => l.level === 'error')).toEqual([]);
  });
});
