import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctionAction, correctionInput as field } from '../../blocks/correction-ids.ts';
import { monthAction } from '../../blocks/month-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { defined } from '../../src/shared/defined.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { seoulDay } from '../worktime/facts.ts';

describe('a month of attendance', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const shown = (who: Who): string => {
    const modal = as(who).modal();
    expect(breaches('modal', { ...modal, type: 'modal' }).filter(b => /block|text|option|value/.test(b))).toEqual([]);
    return textsOf(modal);
  };

  beforeAll(async () => {
    world = await startWorld({ at: '2026-11-26T19:00:00+09:00' });
    const { db } = world.database;
    const record = async (who: Who, days: ReturnType<typeof seoulDay>[], note?: string) => {
      const [team, user] = [world.slack.team.id, world.people[who]];
      const docs = days.map(d => ({
        ...{ _id: `${team}:${user}:${d.date}`, team, user, ...d, effects: [], version: 1 },
        spans: d.spans.map(s => ({ ...s, place: 'office', ...(note ? { note } : {}) })),
        history: [{ at: d.spans[0]?.in ?? 0, by: user, what: 'check-in', key: `k:${d.date}`, place: 'office' }],
      }));
      await db.collection<{ _id: string }>('workdays').insertMany(docs);
    };
    for (const who of ['minji', 'hana', 'manager', 'owner'] as const) await as(who).openHome();
    await world.quiet();
    // Five long days and a short one: 5 × 10 h is ten over the week's forty, one with a recorded break of two hours.
    await record('minji', [
      ...['02', '03', '04', '05', '06'].map(d => seoulDay(`2026-11-${d}`, ['09:00-20:00'])),
      seoulDay('2026-11-09', ['09:00-18:30 12:00-14:00']),
      seoulDay('2026-11-10', ['22:00-06:00']),
      seoulDay('2026-11-11', ['09:00-'], { open: false, unfinished: true }),
    ]);
    await record('hana', [seoulDay('2026-11-02', ['09:00-18:30'])], '=1+1');
    await db
      .collection<{ _id: string }>('people')
      .updateOne({ _id: `${world.slack.team.id}:${world.people.hana}` }, { $set: { manager: world.people.lucas } });
  });
  afterAll(() => world.close());

  const openMonth = async (who: Who): Promise<string> => {
    await as(who)
      .dismiss({ all: true })
      .catch(() => undefined);
    await as(who).openHome();
    await as(who).press('home', monthAction.open);
    await world.quiet();
    return shown(who);
  };

  it('shows days, flags and totals, and turns its pages', async () => {
    const text = await openMonth('minji');
    expect(text).toContain('2026년 11월');
    // 5 × 10 h, 7 h 30 min, and 7 h 30 min in the night.
    expect(text).toContain('*근무*\n65시간 / 168시간');
    expect(text).toContain('*연장근무*\n10시간');
    expect(text).toContain('*야간 (22:00–06:00)*\n7시간 30분');
    expect(text).toContain('*11월 2일(월)*  09:00–20:00  *10시간* / 8시간');
    expect(text).toContain('*11월 10일(화)*  22:00–다음 날 06:00  *7시간 30분* / 8시간');
    expect(text).toContain(':grey_question: 퇴근 누락 (계산 안 됨)');
    await as('minji').press('modal', monthAction.next);
    await world.quiet();
    expect(shown('minji')).toContain('2026년 12월');
    await as('minji').press('modal', monthAction.previous);
    await as('minji').press('modal', monthAction.previous);
    await world.quiet();
    expect(shown('minji')).toContain('2026년 10월');
    expect(textsOf(as('minji').modal())).not.toContain('팀 근무 기록');
  });

  it('leads to a day: what is recorded, how it is counted, and the correction', async () => {
    await openMonth('minji');
    await as('minji').press('modal', monthAction.day, { buttonValue: '2026-11-09' });
    await world.quiet();
    const text = shown('minji');
    expect(text).toContain('*09:00–18:30* · 사무실 · 휴게 12:00–14:00');
    expect(text).toContain('09:00–18:30 = 9시간 30분');
    expect(text).toContain('기록된 휴게 2시간 제외');
    expect(text).toContain('9시간 이상은 휴게 1시간 공제: 기록된 휴게로 충족');
    expect(text).toContain('*근무 7시간 30분* (휴게 2시간)');
    expect(text).toContain('야간(22:00–06:00) 0분');
    expect(text).toContain('11월 9일 09:00 · 이민지 · 출근 · 사무실');
    await as('minji').press('modal', correctionAction.open);
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('09:00–18:30');
  });

  const files = (who: Who) =>
    as(who)
      .messages('app')
      .flatMap(m => m.files ?? []);
  const read = async (url: string): Promise<string[][]> => {
    const bytes = Buffer.from(await (await fetch(new URL(url, world.slack.url))).arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    return parse(bytes, { bom: true });
  };

  it('comes as a file once, however often the press is delivered, and adds up to what is shown', async () => {
    await openMonth('minji');
    await as('minji').press('modal', monthAction.csv, { times: 3 });
    await world.quiet();
    expect(shown('minji')).toContain('파일을 보내 드립니다');
    expect(files('minji')).toHaveLength(1);
    const [file] = files('minji');
    expect(file?.name).toBe('근무기록-2026-11.csv');
    const rows = await read(file?.url ?? '');
    const [columns = [], ...rest] = rows;
    const at = (name: string): number => columns.indexOf(name);
    const total = rest.at(-1) ?? [];
    const days = rest.slice(0, -1);
    expect(days).toHaveLength(30);
    expect(total[0]).toBe('합계');
    for (const [i, name] of columns.entries())
      if (name.endsWith('(분)'))
        expect([name, total[i]]).toEqual([name, String(days.reduce((n, d) => n + Number(d[i]), 0))]);
    expect(total[at('근무(분)')]).toBe(String(65 * 60));
    expect(total[at('연장근무(분)')]).toBe('600');
    expect(total[at('야간(분)')]).toBe('450');
  });

  it('is found again after a lost answer, and not sent twice', async () => {
    await openMonth('minji');
    const before = files('minji').length;
    world.slack.faults.loseAnswer('files.completeUploadExternal');
    await as('minji').press('modal', monthAction.csv);
    await world.quiet();
    expect(files('minji')).toHaveLength(before + 1);
    await world.jump('2026-11-26T19:05:00+09:00');
    expect(files('minji')).toHaveLength(before + 1);
    const owing = await world.database.db.collection('received').countDocuments({ 'effects.kind': 'month-csv' });
    expect(owing).toBe(0);
    // It was not completed once more, but looked for.
    const completed = world.slack.calls.filter(c => c.method === 'files.completeUploadExternal');
    expect(completed).toHaveLength(2);
  });

  it('comes on a later try where Slack refused the upload', async () => {
    await openMonth('minji');
    const before = files('minji').length;
    world.slack.faults.fail('files.getUploadURLExternal', 'internal_error');
    await as('minji').press('modal', monthAction.csv);
    await world.quiet();
    expect(files('minji')).toHaveLength(before);
    await world.jump('2026-11-26T19:10:00+09:00');
    expect(files('minji')).toHaveLength(before + 1);
  });

  it('is seen by the manager of the team, and nobody else’s', async () => {
    const text = await openMonth('lucas');
    expect(text).toContain('November 2026');
    await as('lucas').press('modal', monthAction.people);
    await world.quiet();
    const list = shown('lucas');
    expect(list).toContain('2 people');
    expect(list).not.toContain('이민지');
    await as('lucas').press('modal', monthAction.chart);
    await world.quiet();
    expect(shown('lucas')).toContain('You will receive the file');
    const charted = as('lucas').messages('app').at(-1);
    expect(charted?.files?.map(f => f.name)).toEqual(['month-2026-11.png']);
    expect(charted?.text).toMatch(/^Hours worked against plan, November 2026 \(hours\)\n/);
    // The same figures as in the list, of the same two people.
    expect(charted?.text).toContain('박하나: Worked 8.5 · Planned 168');
    expect(charted?.text.split('\n')).toHaveLength(3);
    await as('lucas').press('modal', monthAction.person, { buttonValue: world.people.hana });
    await world.quiet();
    expect(shown('lucas')).toContain('8 h 30 m of 168 h');
    await as('lucas').press('modal', monthAction.day, { buttonValue: '2026-11-02' });
    await world.quiet();
    expect(textsOf(as('lucas').modal())).not.toContain('Correct');
    await as('lucas').dismiss();
    await as('lucas').press('modal', monthAction.csv);
    await world.quiet();
    const rows = await read(files('lucas').at(-1)?.url ?? '');
    // What somebody typed does not become a formula.
    expect(rows.find(r => r[0] === '2026-11-02')?.at(-1)).toBe("'=1+1");
    await as('lucas').press('modal', monthAction.back);
    await world.quiet();
    expect(shown('lucas')).toContain('2 people');
  });

  it('is everybody’s for HR, with a search and those to be checked', async () => {
    await openMonth('owner');
    await as('owner').press('modal', monthAction.people);
    await world.quiet();
    expect(shown('owner')).toContain('이민지');
    await as('owner').fill(monthAction.filter, 'look');
    await world.quiet();
    expect(shown('owner')).toMatch(/이민지.*65/);
    await as('owner').fill(monthAction.query, '하나');
    await world.quiet();
    expect(shown('owner')).not.toContain('이민지');
    await as('owner').submit();
    await world.quiet();
    expect(shown('owner')).not.toContain('이민지');
  });

  it('is drawn again, with its day, beneath the correction that is made there', async () => {
    await openMonth('owner');
    const pressed = async (id: string, value?: string): Promise<void> => {
      await as('owner').press('modal', id, defined({ buttonValue: value }));
      await world.quiet();
    };
    await pressed(monthAction.people);
    await pressed(monthAction.person, world.people.minji);
    await pressed(monthAction.day, '2026-11-09');
    await pressed(correctionAction.open);
    await as('owner').fill(field.in(0, '2026-11-09'), '08:30');
    await world.quiet();
    await as('owner').fill(field.reason, '출입 기록');
    await as('owner').submit();
    await world.quiet();
    const [month = '', day = '', ...rest] = as('owner').modals().map(textsOf);
    expect(rest).toHaveLength(1);
    // Ten hours there less two of break; half an hour more than before.
    expect(month).toContain('*11월 9일(월)*  08:30–18:30  *8시간* / 8시간');
    expect(month).toContain('65시간 30분');
    expect(day).toContain('*08:30–18:30*');
    expect(day).toContain('출입 기록');
  });

  it('is refused to whoever forges a payload, and nothing is sent', async () => {
    const { minji } = world.people;
    const month = '2026-11';
    const list = { month, query: '', filter: 'all', page: 1 };
    const forged = async (who: Who, actionId: string, value: string, metadata: object): Promise<string> => {
      await openMonth(who);
      const from = world.slack.calls.length;
      const open = as(who).modal();
      await world.slack.deliver(
        {
          ...{ type: 'block_actions', team: { id: world.slack.team.id }, api_app_id: world.slack.app.id },
          trigger_id: `forged.${from}`,
          user: { id: world.people[who], team_id: world.slack.team.id },
          view: {
            ...{
              id: open?.id,
              hash: open?.hash,
              type: 'modal',
              callback_id: 'month',
              blocks: [],
              state: { values: {} },
            },
            private_metadata: JSON.stringify(metadata),
          },
          actions: [{ type: 'button', block_id: 'b', action_id: actionId, action_ts: `9.${from}`, value }],
        },
        { kind: 'interaction' },
      );
      await world.quiet();
      return JSON.stringify(world.slack.calls.slice(from).map(c => c.args));
    };
    const [before, own] = [files('seoyeon').length, files('lucas').length];
    for (const [id, value, metadata] of [
      [monthAction.previous, '2026-10', { user: minji, month }],
      [monthAction.day, '2026-11-02', { user: minji, month }],
      [monthAction.csv, '', { user: minji, month }],
      [monthAction.open, `${minji}|${month}`, {}],
      [monthAction.person, minji, list],
      [monthAction.people, '', { user: minji, month }],
      [monthAction.back, '', { user: minji, month, list }],
      [monthAction.filter, 'look', list],
    ] as const)
      for (const who of ['seoyeon', 'lucas'] as const) {
        // The list is a manager's own, with nobody but the team.
        const sent = await forged(who, id, value, metadata);
        expect([id, who, /이민지|Minji|20:00|10시간|11월 2일/.test(sent)]).toEqual([id, who, false]);
        const refused =
          who === 'seoyeon' || !([monthAction.people, monthAction.back, monthAction.filter] as string[]).includes(id);
        expect([id, who, sent.includes('views') || sent.includes('forged')]).toEqual([id, who, refused]);
      }
    expect([files('seoyeon').length, files('lucas').length]).toEqual([before, own]);
  });
});
