import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction, adminCallback } from '../../blocks/administration-ids.ts';
import { jobAction, manageAction } from '../../blocks/manage-ids.ts';
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

  it('shows the jobs with their last run, and one is run again by HR alone', async () => {
    const { owner, minji } = world.people;
    const hr = world.slack.as(owner);
    await world.app.tick();
    await manage(world, hr, jobAction.open);
    expect(textsOf(hr.modal())).toContain('*하루 요약*\n마지막 실행 기록: 11월 24일');
    const shown = hr.modal();
    if (!shown) throw new Error('no jobs');
    await hr.press('modal', jobAction.run, { buttonValue: 'reports' });
    await world.quiet();
    const log = world.database.db.collection('log');
    expect(await log.countDocuments({ what: 'jobs.run', by: owner, 'now.job': 'reports' })).toBe(1);
    await world.slack.as(minji).press('home', jobAction.run, { shown, buttonValue: 'reports' });
    await world.quiet();
    expect(textsOf(world.slack.as(minji).modal())).toContain('인사 관리자만');
    expect(await log.countDocuments({ what: 'jobs.run' })).toBe(1);
  });
});
