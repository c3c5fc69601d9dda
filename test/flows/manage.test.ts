import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction, adminCallback } from '../../blocks/administration-ids.ts';
import { jobAction, manageAction } from '../../blocks/manage-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { words } from '../../src/i18n/index.ts';
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
    // What a row opens is called as the row is, and is no refusal.
    const rows = owner.modal()?.blocks as { text?: { text: string }; accessory?: Record<string, unknown> }[];
    const named = rows.flatMap(({ text, accessory }) => {
      const name = /^\*(.+)\*/.exec(text?.text ?? '')?.[1];
      return name && accessory && !accessory.confirm ? [{ name, id: String(accessory.action_id) }] : [];
    });
    expect(named.length).toBeGreaterThan(20);
    for (const { name, id } of named) {
      await owner.dismiss({ all: true });
      await manage(world, owner, id);
      expect(owner.modal()?.title).toBe(name);
    }
  });

  it('is replaced by what its rows open, so that three modals still fit above', async () => {
    const { owner } = world.people;
    await world.slack.as(owner).dismiss({ all: true });
    await manage(world, world.slack.as(owner), adminAction.openPeople);
    expect(world.slack.as(owner).modal()).toMatchObject({ callbackId: adminCallback.people });
    await world.slack.as(owner).dismiss();
    expect(world.slack.as(owner).modal()).toBeNull();
  });

  it('gives a manager what concerns a team, and an employee nothing by a forged press', async () => {
    const { owner, minji } = world.people;
    const lead = world.slack.as(world.people.hana);
    const people = world.database.db.collection<{ _id: string }>('people');
    await people.updateOne({ _id: `${world.slack.team.id}:${minji}` }, { $set: { manager: world.people.hana } });
    await lead.openHome();
    await lead.press('home', manageAction.open);
    await world.quiet();
    expect(textsOf(lead.modal())).toContain('*구성원별 근무 기록*');
    for (const row of ['구성원', '결재선', '워크스페이스 설정', '변경 이력', '자동 작업'])
      expect(textsOf(lead.modal())).not.toContain(`*${row}*`);
    // Every row that they see opens; of HR's rows that they do not see none does, by a forged press.
    const rowsOf = (hub: ReturnType<typeof lead.modal>) =>
      ((hub?.blocks ?? []) as { block_id?: string; accessory?: { action_id?: string } }[]).flatMap(b =>
        b.accessory?.action_id ? [{ blockId: b.block_id ?? '', id: b.accessory.action_id }] : [],
      );
    const own = rowsOf(lead.modal());
    expect(own.length).toBeGreaterThan(3);
    for (const { id } of own) {
      await lead.dismiss({ all: true });
      await manage(world, lead, id);
      expect([id, textsOf(lead.modal()).match(/관리자만|소유자만/)]).toEqual([id, null]);
    }
    await lead.dismiss({ all: true });
    const hr = world.slack.as(owner);
    await hr.press('home', manageAction.open);
    await world.quiet();
    const hub = hr.modal();
    if (!hub) throw new Error('no hub');
    const closed = rowsOf(hub).filter(r => !own.some(o => o.id === r.id));
    expect(closed.length).toBeGreaterThan(10);
    const log = world.database.db.collection('log');
    const before = await log.countDocuments();
    for (const { blockId, id } of closed) {
      await lead.press('home', id, { shown: hub, blockId });
      await world.quiet();
      expect([id, textsOf(lead.modal())]).toEqual([id, expect.stringMatching(/관리자만|소유자만|팀의/)]);
      await lead.dismiss({ all: true });
    }
    expect(await log.countDocuments()).toBe(before);
    await hr.dismiss({ all: true });
    const other = world.slack.as(minji);
    const shown = world.slack.as(owner).home();
    if (!shown) throw new Error('no Home');
    expect(JSON.stringify(other.home())).not.toContain(manageAction.open);
    await other.press('home', manageAction.open, { shown });
    await world.quiet();
    for (const row of ['구성원', '구성원별 근무 기록', '워크스페이스 설정'])
      expect(textsOf(other.modal())).not.toContain(`*${row}*`);
    await other.dismiss({ all: true });
  });

  it('shows why a job fails and which is late; two processes keep one record of it', async () => {
    const hr = world.slack.as(world.people.owner);
    const runs = world.database.db.collection<{ _id: string }>('jobRuns');
    const _id = world.slack.team.id;
    const at = world.slack.clock.now();
    const other = await world.another();
    await Promise.all([world.app.tick(), other.tick()]);
    expect(await runs.countDocuments()).toBe(1);
    await runs.updateOne(
      { _id },
      { $set: { 'jobs.reports': { at, failing: { since: at, error: 'slack' }, failedAt: at } } },
    );
    await manage(world, hr, jobAction.open);
    expect(textsOf(hr.modal())).toContain('Slack이 요청을 받아들이지 않았거나 응답하지 않았습니다.');
    await runs.updateOne({ _id }, { $set: { 'jobs.reports': { at: at - 71 * 60_000 } } });
    await hr.dismiss({ all: true });
    await manage(world, hr, jobAction.open);
    expect(textsOf(hr.modal())).toContain(':warning: *하루 요약*');
    await hr.dismiss({ all: true });
  });

  it('shows a job that really fails with its reason, the others go on, and it is run again once that is mended', async () => {
    const hr = world.slack.as(world.people.owner);
    const { db } = world.database;
    const broken = { _id: 'broken', team: world.slack.team.id, state: 'waiting' };
    await db.collection<{ _id: string }>('requests').insertOne(broken);
    await world.app.tick();
    const doc = await db.collection('jobRuns').findOne();
    const failing = Object.entries<{ failing?: { error: string } }>(doc?.jobs).filter(([, run]) => run.failing);
    expect(failing.map(([job, run]) => [job, run.failing?.error])).toContainEqual(['approvals', 'unexpected']);
    expect(failing.map(([job]) => job)).not.toContain('reports');
    await db.collection<{ _id: string }>('requests').deleteOne({ _id: 'broken' });
    await hr.press('home', manageAction.open);
    await world.quiet();
    expect(textsOf(hr.modal())).toMatch(/실패했거나 늦은 자동 작업 [1-9]개/);
    await hr.dismiss({ all: true });
    await manage(world, hr, jobAction.open);
    const name = words('ko').jobs.names.approvals;
    expect(textsOf(hr.modal()).indexOf(':x:')).toBeLessThan(textsOf(hr.modal()).indexOf(':white_check_mark:'));
    expect(textsOf(hr.modal())).toContain(`:x: *${name}*`);
    for (const [job] of failing) {
      await hr.press('modal', jobAction.run, { buttonValue: job });
      await world.quiet();
    }
    expect(textsOf(hr.modal())).toContain(`:white_check_mark: *${name}*`);
    expect(textsOf(hr.modal())).not.toContain(':x:');
    expect(await db.collection('log').countDocuments({ what: 'jobs.run', 'now.job': 'approvals' })).toBe(1);
    await hr.dismiss({ all: true });
    await db.collection('log').deleteMany({ what: 'jobs.run' });
  });

  it('shows the jobs with their last run, and one is run again by HR alone', async () => {
    const { owner, minji } = world.people;
    const hr = world.slack.as(owner);
    await world.app.tick();
    await manage(world, hr, jobAction.open);
    expect(textsOf(hr.modal())).toContain('*하루 요약*\n11월 24일');
    const shown = hr.modal();
    if (!shown) throw new Error('no jobs');
    const runs = world.database.db.collection('jobRuns');
    await runs.updateOne({}, { $set: { 'jobs.reports.at': 1 } });
    await hr.press('modal', jobAction.run, { buttonValue: 'reports' });
    await world.quiet();
    // Noted within the hour, and noted again for whoever waits for it.
    expect((await runs.findOne())?.jobs.reports.at).toBeGreaterThan(1);
    const log = world.database.db.collection('log');
    expect(await log.countDocuments({ what: 'jobs.run', by: owner, 'now.job': 'reports' })).toBe(1);
    await world.slack.as(minji).press('home', jobAction.run, { shown, buttonValue: 'reports' });
    await world.quiet();
    expect(textsOf(world.slack.as(minji).modal())).toContain('인사 관리자만');
    expect(await log.countDocuments({ what: 'jobs.run' })).toBe(1);
  });
});
