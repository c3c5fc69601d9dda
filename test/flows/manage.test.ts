import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction, adminCallback } from '../../blocks/administration-ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';

describe('the Manage hub', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    for (const user of [world.people.owner, world.people.minji]) await world.slack.as(user).openHome();
  });
  afterAll(() => world.close());

  it('has everything that an administrator does, each a press away', async () => {
    const owner = world.slack.as(world.people.owner);
    await owner.press('home', manageAction.open);
    await world.quiet();
    expect(breaches('modal', { ...owner.modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);
    for (const row of ['구성원', '근무 기록 관리', '모든 신청', '결재선', '신청서', '워크스페이스 설정', '휴일 관리'])
      expect(textsOf(owner.modal())).toContain(`*${row}*`);
  });

  it('is replaced by what its rows open, so that three modals still fit above', async () => {
    const { owner } = world.people;
    await world.slack.as(owner).dismiss({ all: true });
    await manage(world, world.slack.as(owner), adminAction.openPeople);
    expect(world.slack.as(owner).modal()).toMatchObject({ callbackId: adminCallback.people });
    await world.slack.as(owner).dismiss();
    expect(world.slack.as(owner).modal()).toBeNull();
  });
});
