import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { promotionAction, promotionInput } from '../../blocks/promotion-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { noticesIn } from '../support/ledgers.ts';
import { manage } from '../support/manage.ts';

describe('use promotion, from the first day of the window to the evidence', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ at: '2026-09-14T10:00:00+09:00' });
    // All three have days until 14 March 2027; Emily's lapse at another time.
    const hired = { hana: '2024-03-15', minji: '2025-03-15', lucas: '2023-03-15', emily: '2025-06-01' };
    for (const [who, hiredOn] of Object.entries(hired))
      await world.database.db
        .collection<{ _id: string }>('people')
        .updateOne({ _id: `${world.slack.team.id}:${world.people[who as Who]}` }, { $set: { hiredOn } });
    for (const who of ['hana', 'minji', 'lucas', 'owner', 'manager'] as const) await as(who).openHome();
    await world.jump('2026-09-14T10:01:00+09:00');
  });
  afterAll(() => world.close());

  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const docs = () => noticesIn(world.database.db);
  const docOf = async (who: Who) => {
    const doc = (await docs()).find(d => d.user === world.people[who]);
    if (!doc) throw new Error(`no notice for ${who}`);
    return doc;
  };
  const leavesOf = async (who: Who) => {
    const found = await world.database.db
      .collection('requests')
      .find({ user: world.people[who] })
      .sort({ seq: 1 })
      .toArray();
    return found.map(r => [r.state, r.period.from, r.period.to, r.form.type] as const);
  };
  const within = (modal: ReturnType<ReturnType<typeof as>['modal']>) =>
    expect(breaches('modal', { ...modal, type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);
  const last = (who: Who) => {
    const message = as(who).messages('app').at(-1);
    if (!message) throw new Error(`no message for ${who}`);
    return message;
  };
  const review = async (who: Who, tab?: string): Promise<string> => {
    await as(who)
      .dismiss({ all: true })
      .catch(() => undefined);
    await as(who).openHome();
    await manage(world, as(who), promotionAction.open);
    if (tab) await as(who).press('modal', promotionAction.tab, { value: tab });
    await world.quiet();
    within(as(who).modal());
    return textsOf(as(who).modal());
  };
  it('prepares nothing before the window, and each notice once on its first day', async () => {
    expect(await docs()).toEqual([]);
    const other = await world.another();
    await world.slack.clock.jump(Date.parse('2026-09-15T09:00:30+09:00'));
    await Promise.all([world.app.tick(), other.tick()]);
    await world.quiet();
    const prepared = await docs();
    expect(prepared.map(d => [d.user, d.state, d.left / UNITS_PER_DAY]).sort()).toEqual(
      [
        [world.people.hana, 'prepared', 15],
        [world.people.lucas, 'prepared', 16],
        [world.people.minji, 'prepared', 15],
      ].sort(),
    );
    expect(as('hana').messages('app')).toEqual([]);
    const prepares = as('owner')
      .messages('app')
      .filter(m => textsOf(m).includes('통지 준비 완료'));
    expect(prepares).toHaveLength(1);
    expect(textsOf(prepares[0])).toContain('통지 준비 완료: *3명*. *2026년 9월 24일(목)까지*');
    await as('owner').openHome();
    await as('owner').press('home', manageAction.open);
    await world.quiet();
    expect(textsOf(as('owner').modal())).toContain('*보낼 연차 사용 촉진 통지 3건*');
  });

  it('lets an administrator leave somebody out, and nobody else in', async () => {
    expect(await review('owner')).toContain('박하나');
    await as('owner').press('modal', promotionAction.exclude, { buttonValue: (await docOf('lucas')).id });
    await world.quiet();
    await as('owner').fill(promotionInput.reason, '휴직 예정');
    await as('owner').submit();
    await world.quiet();
    expect(textsOf(as('owner').modal())).not.toContain('Lucas');
    expect((await docOf('lucas')).state).toBe('excluded');
    expect(await review('owner', 'excluded')).toContain('제외 사유: 휴직 예정');
    const forged = {
      ...{ type: 'block_actions', team: { id: world.slack.team.id }, api_app_id: world.slack.app.id },
      user: { id: world.people.hana, team_id: world.slack.team.id },
      trigger_id: 'forged.1',
      actions: [{ type: 'button', action_id: promotionAction.send, block_id: 'b', action_ts: '1.1', value: '' }],
      view: {
        id: 'V1',
        hash: 'h',
        type: 'modal',
        callback_id: 'x',
        blocks: [],
        state: { values: {} },
        private_metadata: '',
      },
    };
    await world.slack.deliver(forged, { kind: 'interaction' });
    await world.quiet();
    expect((await docOf('hana')).state).toBe('prepared');
  });

  it('sends with one press, however often it is pressed: each person one message', async () => {
    await review('owner');
    await as('owner').press('modal', promotionAction.send, { times: 50 });
    await review('manager');
    await world.quiet();
    for (const who of ['hana', 'minji'] as const) {
      expect(as(who).messages('app')).toHaveLength(1);
      expect(breaches('message', last(who))).toEqual([]);
      const { state, history, delivered, answerBy } = await docOf(who);
      expect([state, history.map(h => h.what), answerBy]).toEqual(['sent', ['prepared', 'sent'], undefined]);
      expect(delivered?.ts).toBe(last(who).ts);
    }
    expect(as('lucas').messages('app')).toEqual([]);
    expect(textsOf(last('hana'))).toContain('연차가 *15일* 남아 있습니다. *2027년 3월 14일(일)*');
    // The ten days run from receipt: no date is named yet.
    expect(textsOf(last('hana'))).toContain('확인 버튼을 누른 날부터 *10일 안에*');
    expect(textsOf(as('hana').home())).toContain('연차 사용 촉진 안내');
  });

  it('keeps when it was read, once, in the message or on Home', async () => {
    await world.jump('2026-09-16T09:30:00+09:00');
    const { channel, ts } = { channel: 'app', ts: last('hana').ts };
    await as('hana').press({ channel, ts }, promotionAction.seen, { times: 50 });
    await as('minji').openHome();
    await as('minji').press('home', promotionAction.seenOnHome);
    await world.quiet();
    const seen = async (who: Who) => (await docOf(who)).history.filter(h => h.what === 'seen').map(h => h.where);
    expect([await seen('hana'), await seen('minji')]).toEqual([['dm'], ['home']]);
    expect((await docOf('hana')).answerBy).toBe('2026-09-26');
    expect(textsOf(last('hana'))).toContain('*2026년 9월 26일(토)까지*');
    expect(textsOf(last('hana'))).toMatch(/9월 16일 09:3\d 확인함/);
    expect(JSON.stringify(last('minji').blocks)).not.toContain(promotionAction.seen);
    expect(textsOf(as('minji').home())).toContain('날짜를 정하지 않은 연차 *15일*');
  });

  it('takes dates that the person names as requests of leave', async () => {
    const hana = as('hana');
    await hana.press({ channel: 'app', ts: last('hana').ts }, promotionAction.openName);
    await world.quiet();
    within(hana.modal());
    await hana.fill(promotionInput.date(0), '2026-10-03');
    await hana.fill(promotionInput.date(1), '2026-10-14');
    await hana.fill(promotionInput.date(2), '2026-10-14');
    await hana.submit();
    await world.quiet();
    expect(hana.modal()?.errors).toEqual({
      [promotionInput.date(0)]: '근무일이 아닙니다.',
      [promotionInput.date(2)]: '같은 날짜를 두 번 선택했습니다.',
    });
    await hana.fill(promotionInput.date(0), '2026-10-08');
    await hana.fill(promotionInput.date(2), '2026-10-07');
    await hana.press('modal', promotionAction.moreDates);
    await world.quiet();
    await hana.submit({ times: 3 });
    await world.quiet();
    expect(await leavesOf('hana')).toEqual([
      ['waiting', '2026-10-07', '2026-10-08', 'annual'],
      ['waiting', '2026-10-14', '2026-10-14', 'annual'],
    ]);
    const answered = (await docOf('hana')).history.filter(h => h.what === 'answered');
    expect(answered.map(h => h.dates)).toEqual([['2026-10-07', '2026-10-08', '2026-10-14']]);
    expect(textsOf(last('hana'))).toContain('직접 정한 날짜: 2026년 10월 7일(수), 10월 8일(목), 10월 14일(수)');
    expect(textsOf(last('hana'))).toContain('날짜를 정하지 않은 연차: *12일*');
  });

  it('lists who has not answered with the employer’s last day, and not before ten days have passed', async () => {
    expect(await review('owner', 'designate')).toContain('해당하는 사람이 없습니다.');
    await world.jump('2026-09-27T09:01:00+09:00');
    expect(textsOf(last('owner'))).toContain(
      '남은 연차의 날짜를 모두 정하지 않은 사람: *2명*. *2027년 1월 14일(목)까지*',
    );
    const text = await review('owner', 'designate');
    expect(text).toContain('*이민지* · 15일 · 2027년 3월 14일(일)까지');
    expect(text).toContain('*박하나* · 12일');
    expect(text).toContain('*2027년 1월 14일(목)까지* 지정');
    await as('hana').openHome();
    expect(textsOf(as('hana').home())).not.toContain('날짜를 정하지 않은 연차');
  });

  it('counts what was given back since, and designates only what is left', async () => {
    await as('owner').dismiss({ all: true });
    const [request] = await world.database.db
      .collection<{ _id: string; period: { from: string } }>('requests')
      .find({ user: world.people.hana, 'period.from': '2026-10-14' })
      .toArray();
    await as('hana')
      .dismiss({ all: true })
      .catch(() => undefined);
    await as('hana').openHome();
    await as('hana').press('home', action.withdraw, { buttonValue: request?._id ?? '' });
    await world.quiet();
    await world.jump('2027-01-07T09:01:00+09:00');
    expect(textsOf(last('owner'))).toContain('2027년 1월 14일(목)');
    expect(await review('owner', 'designate')).toContain('*박하나* · 13일');
    await as('owner').press('modal', promotionAction.openDesignate, { buttonValue: (await docOf('hana')).id });
    await world.quiet();
    within(as('owner').modal());
    expect(textsOf(as('owner').modal())).toContain('*13일*');
    await as('owner').submit({ times: 50 });
    await world.quiet();
    const approved = (await leavesOf('hana')).filter(([state]) => state === 'approved');
    // The last thirteen working days before 14 March; 1 March is a holiday.
    expect(approved).toEqual([['approved', '2027-02-23', '2027-03-12', 'annual']]);
    const { history, left } = await docOf('hana');
    expect([history.filter(h => h.what === 'designated').length, left]).toEqual([1, 0]);
    const told = as('hana')
      .messages('app')
      .filter(m => m.text.includes('지정했습니다'));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain('최도현');
    const leave = await world.database.db
      .collection('requests')
      .findOne({ user: world.people.hana, state: 'approved' });
    expect(leave?.history.map((h: { what: string; by: string }) => [h.what, h.by])).toEqual([
      ['sent', world.people.owner],
      ['approved', world.people.owner],
    ]);
    expect(JSON.stringify(leave?.history)).toContain('근로기준법 제61조 제1항 제2호');
    expect(await review('owner', 'designate')).not.toContain('박하나');
  });

  it('does not designate once the last day has passed', async () => {
    await world.jump('2027-01-15T09:01:00+09:00');
    expect(await review('owner', 'designate')).toContain('지정 기한 2027년 1월 14일(목) 지남');
    expect(JSON.stringify(as('owner').modal()?.blocks)).not.toContain(promotionAction.openDesignate);
  });

  it('comes out as one file for the whole company, which opens in a spreadsheet', async () => {
    await as('owner').press('modal', promotionAction.evidence, { times: 50 });
    await world.quiet();
    const files = as('owner')
      .messages('app')
      .flatMap(m => m.files ?? []);
    expect(files).toHaveLength(1);
    const body = Buffer.from(await (await fetch(world.slack.url + files[0]?.url)).arrayBuffer());
    expect([...body.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = body.toString('utf8').slice(1).trim().split('\r\n');
    expect(lines).toHaveLength(4);
    const hana = lines.find(l => l.includes('박하나')) ?? '';
    for (const part of [
      // The clock goes on while the test runs.
      '2026-09-15 09:0',
      '+09:00',
      '2026-09-16 09:3',
      '최도현',
      '2026-10-07; 2026-10-08',
      '2027-01-14',
    ])
      expect(hana).toContain(part);
    expect(hana).toContain(`ts ${(await docOf('hana')).delivered?.ts}`);
    expect(lines.find(l => l.includes('Lucas'))).toContain('휴직 예정');
  });

  it('comes once where Slack’s answer is lost', async () => {
    const files = () =>
      as('owner')
        .messages('app')
        .flatMap(m => m.files ?? []);
    const owing = () => world.database.db.collection('runs').countDocuments({ 'effects.kind': 'promotion-evidence' });
    world.slack.faults.loseAnswer('files.completeUploadExternal');
    await as('owner').press('modal', promotionAction.evidence);
    await world.quiet();
    expect([files().length, await owing()]).toEqual([2, 1]);
    await world.jump('2027-01-15T09:10:00+09:00');
    expect([files().length, await owing()]).toEqual([2, 0]);
    // One that never left is sent anew.
    world.slack.faults.fail('files.getUploadURLExternal', 'internal_error');
    await as('owner').press('modal', promotionAction.evidence);
    await world.quiet();
    expect(files()).toHaveLength(2);
    await world.jump('2027-01-15T09:20:00+09:00');
    expect([files().length, await owing()]).toEqual([3, 0]);
  });

  it('has its own confirmation of designated dates, and refuses work on them once', async () => {
    const hana = as('hana');
    const message = hana.messages('app').find(m => m.text.includes('지정했습니다'));
    await hana.openHome();
    expect(textsOf(hana.home())).toContain('회사가 연차 사용 시기를 지정했습니다');
    await hana.press({ channel: 'app', ts: message?.ts ?? '' }, promotionAction.seenDates, { times: 3 });
    await world.quiet();
    const kept = async () => (await docOf('hana')).history.map(h => h.what);
    expect((await kept()).filter(what => what === 'seen-dates')).toHaveLength(1);
    expect(textsOf(hana.home())).not.toContain('지정했습니다');

    await world.database.db.collection('people').updateMany({}, { $set: { quickIn: true } });
    await world.jump('2027-02-24T09:01:00+09:00');
    await hana.openHome();
    await hana.press('home', action.checkIn);
    await world.quiet();
    expect(textsOf(last('hana'))).toContain('노무수령 거부');
    await hana.press('home', action.checkOut);
    await world.quiet();
    await hana.press('home', action.checkIn);
    await world.quiet();
    const refused = (await docOf('hana')).history.filter(h => h.what === 'work-refused');
    expect(refused.map(h => h.dates)).toEqual([['2027-02-24']]);
    expect(hana.messages('app').filter(m => m.text.includes('노무수령 거부'))).toHaveLength(1);
  });

  it('is destroyed three years after the days lapsed', async () => {
    await world.jump('2030-03-14T09:01:00+09:00');
    expect((await docs()).filter(d => d.usableUntil === '2027-03-14')).toHaveLength(3);
    await world.jump('2030-03-15T09:01:00+09:00');
    expect((await docs()).filter(d => d.usableUntil === '2027-03-14')).toEqual([]);
  });
});
