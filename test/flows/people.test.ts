import { type CellValue, writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction, adminCallback, adminInput } from '../../blocks/administration-ids.ts';
import { action } from '../../blocks/ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { teamIdFrom } from '../../src/people/organisation/rules.ts';
import { organisationStore } from '../../src/people/organisation/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { blockOf, loggedIn, manage, sendFacts } from '../support/manage.ts';
import { storeTeams } from '../support/teams.ts';

describe('people', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await storeTeams(world.database.db, world.slack.team.id, [{ id: 't-design', name: '디자인' }]);
    for (const user of [world.people.owner, world.people.manager, world.people.minji, world.people.lucas])
      await world.slack.as(user).openHome();
  });
  afterAll(() => world.close());

  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const stored = async (who: Who) =>
    world.database.db
      .collection<Record<string, unknown> & { _id: string }>('people')
      .findOne({ _id: `${world.slack.team.id}:${world.people[who]}` });
  const sound = (who: Who) =>
    expect(breaches('modal', { ...as(who).modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual(
      [],
    );

  async function openList(who: Who): Promise<void> {
    await as(who)
      .dismiss({ all: true })
      .catch(() => undefined);
    await manage(world, as(who), adminAction.openPeople);
    await world.quiet();
  }
  async function open(who: Who, about: Who): Promise<void> {
    await openList(who);
    await as(who).press('modal', adminAction.openPerson, { buttonValue: world.people[about] });
    await world.quiet();
    await as(who).press('modal', adminAction.editPerson);
    await world.quiet();
  }
  async function importFile(who: Who, body: string | Uint8Array): Promise<void> {
    await openList(who);
    await as(who).press('modal', adminAction.openImport);
    await world.quiet();
    const file = await as(who).upload('people.csv', body);
    await as(who).fill(adminInput.file, { id: file.id });
    await as(who).submit();
    await world.quiet();
  }

  /** Its name, and the first sheet; `null` where nothing is. */
  async function lastFile(who: Who): Promise<[string | undefined, CellValue[][] | undefined]> {
    const file = as(who)
      .messages('app')
      .flatMap(m => m.files ?? [])
      .at(-1);
    const response = await fetch(new URL(file?.url ?? '', world.slack.url));
    const [sheet] = await readSheets(Buffer.from(await response.arrayBuffer()));
    return [file?.name, sheet?.data as CellValue[][] | undefined];
  }

  it('are listed, searched and filtered, for administrators only', async () => {
    expect(textsOf(as('minji').home())).not.toContain('구성원');
    await openList('manager');
    const manager = as('manager');
    sound('manager');
    expect(textsOf(manager.modal())).toContain('8명');
    expect(textsOf(manager.modal())).toContain('*이민지*\n직원\n_미입력: 입사일, 상급자_');
    // At the top of the company nobody has a manager.
    expect(textsOf(manager.modal())).toMatch(/\*\n소유자\n_미입력: 입사일_/);
    await manager.fill(adminAction.peopleQuery, 'lucas@');
    await world.quiet();
    expect(textsOf(manager.modal())).toContain('1명');
    expect(textsOf(manager.modal())).toContain('Lucas Moreau');
    // Two changes quicker than the list is drawn: it shows both, whichever was handled first.
    await manager.fill(adminAction.peopleQuery, '');
    await manager.fill(adminAction.peopleFilter, 'left');
    await world.quiet();
    expect(textsOf(manager.modal())).toContain('검색 결과가 없습니다');
    await manager.fill(adminAction.peopleFilter, 'incomplete');
    await manager.fill(adminAction.peopleQuery, 'lucas@');
    await world.quiet();
    expect(textsOf(manager.modal())).toContain('1명');
    expect(textsOf(manager.modal())).toContain('Lucas Moreau');
  });

  it('have facts that an administrator changes, with every error beside its field', async () => {
    const manager = as('manager');
    await open('manager', 'minji');
    sound('manager');
    await manager.fill(adminInput.hiredOn, '2029-01-01');
    await manager.fill(adminInput.manager, world.people.minji);
    await manager.submit();
    expect(manager.modal()?.errors).toMatchObject({
      hiredOn: '1년보다 먼 날짜입니다.',
      manager: '본인을 상급자로 정할 수 없습니다.',
    });
    expect(await stored('minji')).not.toHaveProperty('hiredOn');
    await manager.fill(adminInput.hiredOn, '2024-03-02');
    await manager.fill(adminInput.manager, world.people.lucas);
    await manager.fill(adminInput.teamId, 't-design');
    await manager.submit();
    await world.quiet();
    // What leave it gives stands there before it is saved; a version that came meanwhile is shown again.
    expect(manager.modal()?.callbackId).toBe(adminCallback.personCheck);
    expect(textsOf(manager.modal())).toMatch(
      /\*이민지\*\n• 입사일 – → 2024-03-02[\s\S]*오늘 연차 잔여가 달라지는[\s\S]*0일 → 15일/,
    );
    sound('manager');
    expect(await stored('minji')).not.toHaveProperty('hiredOn');
    const people = world.database.db.collection<{ _id: string }>('people');
    const _id = `${world.slack.team.id}:${world.people.minji}`;
    await people.updateOne({ _id }, { $set: { factsVersion: 4 } });
    await manager.submit();
    await world.quiet();
    expect(textsOf(manager.modal())).toContain('그사이 다른 사람이 변경하여');
    await people.updateOne({ _id }, { $unset: { factsVersion: 1 } });
    await manager.submit();
    await world.quiet();
    await manager.submit({ times: 2 });
    await world.quiet();
    expect(await stored('minji')).toMatchObject({
      ...{ hiredOn: '2024-03-02', manager: world.people.lucas, teamId: 't-design', factsVersion: 1 },
    });
    // The window beneath shows it at once, and so does the list beneath that.
    expect(textsOf(manager.modal())).toMatch(
      /김수빈 · 입사일 – → 2024-03-02 · 팀 – → 디자인 · 상급자 – → Lucas Moreau/,
    );
    await manager.dismiss();
    expect(textsOf(manager.modal())).toContain('*이민지*\n직원 · 디자인 · 입사 2024-03-02 · 상급자 Lucas Moreau');
  });

  it('have terms of their own from a day on, as they are said', async () => {
    const manager = as('manager');
    await open('manager', 'minji');
    await manager.fill(adminInput.hours, '8시');
    await manager.fill(adminInput.schedule, '월수금 15시간');
    await manager.fill(adminInput.lastDay, '2020-01-01');
    await manager.submit();
    expect(manager.modal()?.errors).toEqual({
      hours: '시각 하나는 22:00, 시간대는 08:00-11:00처럼 입력해 주세요.',
      schedule: '월수금 5시간처럼 요일과 시간을 입력해 주세요. 요일은 한 번씩, 하루 1~12시간입니다.',
      lastDay: '퇴사일은 입사일보다 빠를 수 없습니다.',
    });
    await manager.fill(adminInput.arrangement, 'fixed');
    await manager.fill(adminInput.hours, '22:00');
    await manager.fill(adminInput.schedule, '월수금 5시간');
    await manager.fill(adminInput.lastDay, '2026-12-31');
    await sendFacts(world, manager);
    expect(await stored('minji')).toMatchObject({
      lastDay: '2026-12-31',
      terms: [{ from: '0001-01-01', arrangement: 'fixed', hours: '22:00', schedule: 'mon 5:00, wed 5:00, fri 5:00' }],
    });
    expect(textsOf(manager.modal())).toContain('*퇴사일* 2026-12-31');
    await open('manager', 'minji');
    sound('manager');
    expect(textsOf(manager.modal())).toContain('근무 요일 – → 월·수·금 5시간');
    await manager.fill(adminInput.schedule, '월~목 6시간 30분');
    await manager.fill(adminInput.termsFrom, '2026-12-01');
    await manager.fill(adminInput.lastDay, null as never);
    await sendFacts(world, manager);
    expect((await stored('minji'))?.terms).toHaveLength(2);
    await open('manager', 'minji');
    expect(textsOf(manager.modal())).toMatch(
      /근무 요일 월·수·금 5시간 → 월·화·수·목 6시간 30분 · 근무제 적용일 – → 2026-12-01/,
    );
  });

  it('cannot be each other’s managers in a circle', async () => {
    const manager = as('manager');
    await open('manager', 'lucas');
    await manager.fill(adminInput.manager, world.people.minji);
    await manager.submit();
    expect(manager.modal()?.errors.manager).toContain('보고 라인이 순환됩니다');
    expect(await stored('lucas')).not.toHaveProperty('manager');
  });

  it('get a role, and with it its Home; an owner only from an owner', async () => {
    await open('manager', 'lucas');
    await expect(as('manager').fill(adminInput.role, 'owner')).rejects.toThrow('does not offer');
    expect(JSON.stringify(as('lucas').home())).not.toContain(manageAction.open);
    await as('manager').fill(adminInput.role, 'hr');
    await as('manager').submit();
    await world.quiet();
    expect(JSON.stringify(as('lucas').home())).toContain(manageAction.open);
    await open('lucas', 'owner');
    expect(textsOf(as('lucas').modal())).toContain('Only an owner can change an owner’s role.');
  });

  it('a role that was taken away takes its buttons’ power with it', async () => {
    await as('lucas').press('home', manageAction.open);
    await world.quiet();
    const shown = as('lucas').modal();
    if (!shown) throw new Error('Lucas has no hub');
    await open('owner', 'lucas');
    await as('owner').fill(adminInput.role, 'employee');
    await as('owner').submit();
    await world.quiet();
    await as('lucas').dismiss({ all: true });
    for (const id of [adminAction.openPeople, adminAction.openPolicy, action.postSummary]) {
      const blockId = blockOf(shown, id);
      await as('lucas').press('home', id, { shown, blockId });
      await world.quiet();
      expect(textsOf(as('lucas').modal())).toContain('Only HR administrators can do that.');
      await as('lucas').dismiss();
    }
    expect(as('owner').messages(world.adminChannel)).toEqual([]);
  });

  it('are imported only when every line is good, unless bad lines are left out', async () => {
    const manager = as('manager');
    const csv = [
      '이메일,입사일,사번,팀,상급자',
      'hana@acorn.example,2023-05-08,D-1,디자인,',
      'nobody@acorn.example,2023-05-08,,,',
    ];
    await importFile('manager', [...csv, 'woojin@acorn.example,언젠가,D-2,개발,박하나'].join('\n'));
    sound('manager');
    const check = textsOf(manager.modal());
    expect(check.match(/오류가 있는 줄\*?$/gm)).toHaveLength(1);
    expect(check).toContain('변경 *1* · 그대로 *0* · 오류 *2*');
    expect(check).toContain('3번째 줄 · 이메일 “nobody');
    expect(check).toContain('이 워크스페이스에 없는 구성원입니다');
    expect(check).toContain('4번째 줄 · 입사일 “언젠가”: 날짜가 아닙니다');
    expect(check).toMatch(/연차 잔여가 달라지는 구성원 1명\*\n박하나: 0일 → \d/);
    await manager.submit();
    expect(manager.modal()?.errors.skipBad).toContain('파일을 수정하거나');
    expect(await stored('hana')).not.toHaveProperty('hiredOn');
    await manager.fill(adminInput.skipBad, ['yes']);
    await manager.submit({ times: 2 });
    await world.quiet();
    expect(textsOf(manager.modal())).toContain('1명의 정보를 변경했습니다');
    expect(await stored('hana')).toMatchObject({ hiredOn: '2023-05-08', employeeNo: 'D-1', factsVersion: 1 });
    expect(await stored('woojin')).not.toHaveProperty('hiredOn');
    await manager.dismiss();
    expect(textsOf(manager.modal())).toContain('*박하나*\n직원 · 디자인 · 사번 D-1 · 입사 2023-05-08');
  });

  it('come back as a workbook: the lines with errors, which is mended and imported, and everybody', async () => {
    const manager = as('manager');
    const rows = [
      ['이메일', '입사일', '연봉', '사번'],
      ['lucas@acorn.example', '2021-02-01', '1', 'D-7'],
      ['nobody@acorn.example', '2021-02-02', '2', 'D-8'],
      ['emily@acorn.example', '언젠가', '3', 'D-9'],
    ];
    await importFile('manager', await writeXlsx({ sheets: [{ name: '명단', rows }] }));
    expect(textsOf(manager.modal())).toContain('변경 *1* · 그대로 *0* · 오류 *2*');
    await manager.press('modal', adminAction.unreadLines, { times: 2 });
    await world.quiet();
    const [name, sheet] = await lastFile('manager');
    expect(name).toBe('구성원-오류.xlsx');
    expect(sheet).toEqual([
      [...(rows[0] ?? []), '오류'],
      [...(rows[2] ?? []), '이메일: 이 워크스페이스에 없는 구성원입니다.'],
      [...(rows[3] ?? []), expect.stringMatching(/^입사일: 날짜가 아닙니다/)],
    ]);
    const mended = (sheet ?? []).map(r => r.map(c => (c === '언젠가' ? new Date('2021-02-03') : c)));
    await importFile('manager', await writeXlsx({ sheets: [{ name: 'a', rows: [mended[0] ?? [], mended[2] ?? []] }] }));
    // A column of theirs is named as ignored, Daybook's own is not.
    expect(textsOf(manager.modal())).toMatch(/: 연봉$/m);
    await manager.submit();
    await world.quiet();
    expect(await stored('emily')).toMatchObject({ hiredOn: '2021-02-03', employeeNo: 'D-9' });

    await openList('manager');
    await manager.press('modal', adminAction.openImport);
    await world.quiet();
    await manager.press('modal', adminAction.exportPeople);
    await world.quiet();
    const [all, everybody = []] = await lastFile('manager');
    expect(all).toBe('구성원-2026-11-24.xlsx');
    expect(everybody).toHaveLength(9);
    expect(everybody.find(r => r.includes('emily@acorn.example'))).toContain('D-9');
  });

  it('whose file is somebody else’s or gone are told, and get nothing', async () => {
    const manager = as('manager');
    const file = await as('minji').upload('people.csv', '이메일,팀\nhana@acorn.example,훔친 팀\n');
    await importFile('manager', '이메일,입사일\nnobody@acorn.example,2021-02-01\n');
    const before = manager.messages('app').length;
    const shown = JSON.parse(JSON.stringify(manager.modal()).replace(/"value":"F\w+"/, `"value":"${file.id}"`));
    await manager.press('modal', adminAction.unreadLines, { shown });
    await world.quiet();
    const [told, ...more] = manager.messages('app').slice(before);
    expect([textsOf(told) || told?.text, more]).toEqual([expect.stringContaining('다른 사람이 올린 파일입니다'), []]);
  });

  it('are read as Korean Excel saves them, and only what was shown is imported', async () => {
    const manager = as('manager');
    await importFile('manager', iconv.encode('이름,팀,입사일\r\n정우진,뷁팀,2022. 1. 3.\r\n', 'cp949'));
    expect(textsOf(manager.modal())).toContain('2번째 줄 · *정우진* · 입사일 – → 2022-01-03 · 팀 – → 뷁팀');
    expect(textsOf(manager.modal())).toContain('새 팀 1개: 뷁팀');
    await world.database.db
      .collection<{ _id: string }>('people')
      .updateOne({ _id: `${world.slack.team.id}:${world.people.woojin}` }, { $set: { teamId: 't-design' } });
    await manager.submit();
    await world.quiet();
    expect(textsOf(manager.modal())).toContain('그사이 다른 사람이 변경하여');
    expect(await stored('woojin')).not.toHaveProperty('hiredOn');
    await manager.submit();
    await world.quiet();
    expect(await stored('woojin')).toMatchObject({ hiredOn: '2022-01-03', teamId: teamIdFrom('>뷁팀') });
    const { teams } = await organisationStore(world.database.db).get(world.slack.team.id);
    expect(teams.map(t => t.name).sort()).toEqual(['디자인', '뷁팀']);
  });

  it('in a file of another kind, or of somebody else, are refused with the reason', async () => {
    const manager = as('manager');
    await importFile('manager', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2]));
    expect(textsOf(manager.modal())).toContain('.xlsx나 CSV로 저장한 뒤');
    const file = await as('minji').upload('people.csv', '이메일,팀\nhana@acorn.example,훔친 팀\n');
    await openList('manager');
    await manager.press('modal', adminAction.openImport);
    await world.quiet();
    await manager.fill(adminInput.file, { id: file.id });
    await manager.submit();
    await world.quiet();
    expect(textsOf(manager.modal())).toContain('다른 사람이 올린 파일입니다');
    world.slack.faults.fail('files.info', 'missing_scope');
    await importFile('manager', '이메일,팀\nhana@acorn.example,팀\n');
    expect(textsOf(manager.modal())).toContain('파일을 읽을 수 없습니다');
  });

  it('are not for others to change, whatever they forge', async () => {
    const people = world.database.db.collection('people');
    const before = await people.find({}, { projection: { factsHistory: 1, role: 1, factsVersion: 1 } }).toArray();
    const forged = async (callbackId: string, metadata: object, values: object, user: string = world.people.minji) =>
      JSON.stringify(
        await world.slack.deliver(
          {
            type: 'view_submission',
            team: { id: world.slack.team.id },
            user: { id: user },
            trigger_id: 'forged',
            view: {
              ...{ id: 'VF', hash: 'h', type: 'modal', blocks: [], callback_id: callbackId },
              ...{ private_metadata: JSON.stringify(metadata), state: { values } },
            },
          },
          { kind: 'interaction' },
        ),
      );
    const role = { role: { value: { selected_option: { value: 'owner' } } } };
    const about = (user: string) => ({ user, shown: {}, withRole: true });
    expect(await forged(adminCallback.person, about(world.people.minji), role)).toContain('인사 관리자만');
    // An HR administrator neither makes themselves an owner nor reaches another workspace.
    expect(await forged(adminCallback.person, about(world.people.manager), role, world.people.manager)).toContain(
      '소유자만',
    );
    expect(await forged(adminCallback.person, about('U0ELSEWHERE'), role, world.people.owner)).toContain(
      '이 워크스페이스에 없는',
    );
    expect(await forged(adminCallback.person, { user: 5 }, role)).toContain('이 워크스페이스에 없는');
    const file = { file: { value: { files: [{ id: 'F0' }] } } };
    expect(await forged(adminCallback.importFile, {}, file)).toContain('인사 관리자만');
    expect(await forged(adminCallback.importCheck, { file: 'F0', digest: '' }, {})).toContain('인사 관리자만');
    expect(await forged(adminCallback.people, {}, {})).toContain('인사 관리자만');
    await world.quiet();
    const after = await people.find({}, { projection: { factsHistory: 1, role: 1, factsVersion: 1 } }).toArray();
    expect(after).toEqual(before);
  });

  it('who left keep their history and can do nothing', async () => {
    await world.slack.updateUser(world.people.minji, { deleted: true });
    await world.quiet();
    const minji = as('minji');
    await minji.press('home', action.checkIn);
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('이 워크스페이스의 구성원만');
    expect(await world.database.db.collection('workdays').countDocuments({ user: world.people.minji })).toBe(0);
    await open('owner', 'manager');
    await as('owner')
      .press('modal', adminInput.manager)
      .catch(() => undefined);
    await openList('owner');
    await as('owner').fill(adminAction.peopleFilter, 'left');
    await world.quiet();
    await as('owner').press('modal', adminAction.openPerson);
    await world.quiet();
    expect(textsOf(as('owner').modal())).toMatch(/퇴사자이거나[\s\S]*입사일 – → 2024-03-02/);
  });

  it('stood in the log, each by its press', async () => {
    expect(await loggedIn(world)).toEqual(expect.arrayContaining(['people.import', 'people.facts']));
  });
});
