import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldBlock, formAction, formCallback, formInput } from '../../blocks/form-ids.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import type { FormDoc } from '../../src/forms/store.ts';
import { createLog } from '../../src/shared/log.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { loggedIn, manage } from '../support/manage.ts';

describe('requests beside leave', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
    for (const user of [world.people.minji, world.people.manager, world.people.owner])
      await world.slack.as(user).openHome();
    await world.quiet();
  });
  afterEach(() => world.close());

  const minji = () => world.slack.as(world.people.minji);
  const owner = () => world.slack.as(world.people.owner);
  const requests = () => world.database.db.collection<RequestDoc>('requests').find({}).toArray();
  const forms = () => world.database.db.collection<FormDoc>('forms').find({}).toArray();
  const request = async (): Promise<RequestDoc> => {
    const [found] = await requests();
    if (!found) throw new Error('no request');
    return found;
  };
  const card = () => {
    const message = owner()
      .messages(world.adminChannel)
      .find(m => m.blocks !== undefined);
    if (!message) throw new Error('no card');
    return message;
  };
  const at = () => ({ channel: world.adminChannel, ts: card().ts });

  async function openForm(id: string, who = minji()): Promise<void> {
    await who.press('home', formAction.choose);
    await world.quiet();
    await who.press('modal', formAction.write, { buttonValue: id });
    await world.quiet();
  }
  const fill = (id: string, value: unknown, part?: 'from' | 'to') => minji().fill(fieldBlock(id, part), value);

  it('lists what Daybook brings; a purchase is asked for, decided, and shows the same to all', async () => {
    await minji().press('home', formAction.choose);
    await world.quiet();
    const offered = textsOf(minji().modal());
    for (const name of ['연장근무', '출장', '지출', '구매']) expect(offered).toContain(name);
    await minji().press('modal', formAction.write, { buttonValue: 'purchase' });
    await world.quiet();
    expect(textsOf(minji().modal())).toContain('승인자: 관리자');
    await fill('item', '모니터 *27인치* <!channel>');
    await fill('amount', '1,200,000원');
    await fill('vendor', '하이마트');
    await fill('reason', '재택용');
    await minji().submit({ times: 3 });
    await world.quiet();
    expect(minji().modals()).toEqual([]);
    expect(await requests()).toHaveLength(1);
    expect(await request()).toMatchObject({ kind: 'form:purchase', state: 'waiting', period: { from: '2026-11-24' } });
    const shown = textsOf(card());
    for (const text of ['requests Purchase', '₩1,200,000', 'Vendor: 하이마트', 'Reason: 재택용'])
      expect(shown).toContain(text);
    expect(shown).toContain('Item: 모니터 *27인치* <!channel>');
    expect(shown).not.toContain('away then');
    await owner().press(at(), action.approve);
    await world.quiet();
    expect(await request()).toMatchObject({ state: 'approved' });
    expect(textsOf(minji().messages('app').at(-1))).toContain('구매 11월 24일(화) 신청 · 1,200,000원');
    // A purchase is never over: it can be cancelled months later.
    await world.jump('2027-02-01T09:00:00+09:00');
    await minji().openHome();
    await minji()
      .press('home', action.openList, { buttonValue: 'mine' })
      .catch(() => undefined);
    await world.quiet();
    const id = (await request())._id;
    await minji().press(minji().modal() ? 'modal' : 'home', action.mine, { value: `cancel|${id}:1:0` });
    await world.quiet();
    expect(minji().modal()?.callbackId).toBe(callback.decide);
  });

  it('keeps what was typed when something is wrong, and says it beside the field', async () => {
    await openForm('expense');
    await fill('amount', '백만원');
    await fill('date', '2026-11-20');
    await fill('reason', '팀 회식');
    await minji().submit();
    expect(minji().modal()?.errors).toEqual({ 'field.amount': '금액이 아닙니다. 1,200,000처럼 숫자로 입력해 주세요.' });
    await fill('amount', '１２０,０００');
    const file = await minji().upload('영수증 & 내역.pdf', 'x');
    await fill('receipt', [file]);
    await minji().submit();
    await world.quiet();
    const stored = await request();
    expect(stored.form.answers).toMatchObject([
      { field: 'amount', value: 120_000 },
      { field: 'date', value: '2026-11-20' },
      { field: 'reason', value: '팀 회식' },
      { field: 'receipt', value: [{ id: file.id, name: '영수증 & 내역.pdf' }] },
    ]);
    expect(textsOf(card())).toMatch(/Receipt: <http[^|]+\|영수증 &amp; 내역\.pdf>/);
    expect(textsOf(card())).toContain('Fri 20 Nov');
  });

  it('comes back, opens filled, is sent again changed, and keeps its file', async () => {
    await openForm('expense');
    await fill('amount', '50000');
    await fill('date', '2026-11-20');
    await fill('reason', '택시');
    await fill('receipt', [await minji().upload('a.pdf', 'x')]);
    await minji().submit();
    await world.quiet();
    const { _id } = await request();
    await owner().press(at(), action.more, { value: `send-back|${_id}:1:0` });
    await world.quiet();
    await owner().fill(input.reason, '금액을 확인해 주세요');
    await owner().submit();
    await world.quiet();
    await minji().press('home', action.edit);
    await world.quiet();
    const modal = minji().modal();
    expect(modal?.callbackId).toBe(formCallback.request);
    expect(modal?.state['field.amount']).toEqual({ value: { type: 'plain_text_input', value: '50,000' } });
    expect(JSON.stringify(modal?.blocks)).toContain('지금 첨부: a.pdf');
    await fill('amount', '48000');
    await minji().submit({ times: 2 });
    await world.quiet();
    const again = await request();
    expect(await requests()).toHaveLength(1);
    expect(again).toMatchObject({ state: 'waiting', round: 2 });
    expect(again.history.map(h => h.what)).toEqual(['sent', 'sent-back', 'resent']);
    expect(JSON.stringify(again.form)).toContain('a.pdf');
    expect(textsOf(card())).toContain('₩48,000');
    await owner().press(at(), action.approve);
    await world.quiet();
    expect(await request()).toMatchObject({ state: 'approved' });
  });

  it('shows another way before it is sent by it', async () => {
    const rule = {
      kind: 'form:purchase',
      when: [{ fact: 'amount', over: 1_000_000 }],
      steps: [{ approvers: [{ who: 'person', user: world.people.manager }], need: 'any', direct: true }],
    };
    await world.database.db
      .collection('routes')
      .insertOne({ _id: world.app.team as never, team: world.app.team, version: 1, rules: [rule], history: [] });
    await openForm('purchase');
    await fill('item', '서버');
    await fill('amount', '5000000');
    await fill('reason', '증설');
    await minji().submit();
    await world.quiet();
    expect(await requests()).toEqual([]);
    expect(textsOf(minji().modal())).toMatch(/입력한 내용에 따른 결재선: /);
    expect(minji().modal()?.state['field.item']).toEqual({ value: { type: 'plain_text_input', value: '서버' } });
    await minji().submit({ times: 2 });
    await world.quiet();
    expect(await requests()).toHaveLength(1);
    expect((await request()).steps[0]?.seats[0]?.rule).toEqual({ who: 'person', user: world.people.manager });
  });

  async function define(): Promise<string> {
    await manage(world, owner(), formAction.manage);
    await world.quiet();
    await owner().press('modal', formAction.create);
    await world.quiet();
    await owner().fill(formInput.name, '노트북 구매');
    await owner().submit({ times: 2 });
    await world.quiet();
    const field = async (type: string, label: string, choices?: string): Promise<void> => {
      await owner().press('modal', formAction.addField);
      await world.quiet();
      await owner().fill(formAction.fieldType, type);
      await world.quiet();
      await owner().fill(formInput.label, label);
      if (choices) await owner().fill(formInput.choices, choices);
      await owner().submit();
      await world.quiet();
    };
    await field('choice', '기종', '맥북\n그램\n씽크패드');
    await field('money', '가격');
    await field('person', '쓸 사람');
    await field('times', '받을 시간');
    return (await forms())[0]?.id ?? '';
  }

  it('is defined by an administrator without code, changed, requested, and archived', async () => {
    const id = await define();
    let form = (await forms())[0];
    expect(form).toMatchObject({ name: '노트북 구매', state: 'draft', version: 5 });
    expect(await loggedIn(world)).toContain('requests.form');
    expect(form?.fields.map(f => [f.id, f.type])).toEqual([
      ['f1', 'choice'],
      ['f2', 'money'],
      ['f3', 'person'],
      ['f4', 'times'],
    ]);
    await minji().press('home', formAction.choose);
    await world.quiet();
    expect(textsOf(minji().modal())).not.toContain('노트북 구매');
    await minji().dismiss({ all: true });

    await owner().press('modal', formAction.fieldMenu, {
      value: `up|${id}|f2`,
      blockId: blockOf(`up|${id}|f2`),
    });
    await world.quiet();
    await owner().press('modal', formAction.fieldMenu, {
      value: `remove|${id}|f4`,
      blockId: blockOf(`remove|${id}|f4`),
    });
    await world.quiet();
    await owner().submit();
    await world.quiet();
    await owner().press('modal', formAction.fieldMenu, { value: `edit|${id}|f1`, blockId: blockOf(`edit|${id}|f1`) });
    await world.quiet();
    await owner().fill(formInput.choices, '맥북\n갤럭시북\n그램');
    await owner().fill(formInput.help, '하나만');
    await owner().submit({ times: 2 });
    await world.quiet();
    await owner().press('modal', formAction.offer);
    await world.quiet();
    expect(textsOf(owner().modal())).toContain('사용 중');
    expect(textsOf(owner().modals()[0])).toContain('항목 3개 · 사용 중');
    form = (await forms())[0];
    expect(form?.history.map(h => [h.what, h.by])).toEqual(
      ['created', ...Array(4).fill('field-added'), 'field-moved', 'field-removed', 'field-changed', 'offered'].map(
        what => [what, world.people.owner],
      ),
    );
    expect(form?.fields.map(f => f.id)).toEqual(['f2', 'f1', 'f3']);
    expect(form?.fields[1]?.choices).toEqual([
      { id: 'c1', label: '맥북' },
      { id: 'c4', label: '갤럭시북' },
      { id: 'c2', label: '그램' },
    ]);

    await openForm(id);
    await fill('f2', '2,400,000');
    await fill('f1', 'c2');
    await world.quiet();
    await fill('f3', world.people.manager);
    await minji().submit();
    await world.quiet();
    const shown = textsOf(card());
    for (const text of ['requests 노트북 구매', '₩2,400,000', '기종: 그램', '쓸 사람: ']) expect(shown).toContain(text);

    await owner().dismiss({ all: true });
    await manage(world, owner(), action.openRoutes);
    await world.quiet();
    await owner().press('modal', action.addRoute);
    await world.quiet();
    expect(textsOf(owner().modal())).toContain('노트북 구매');
    await owner().dismiss({ all: true });
    await manage(world, owner(), formAction.manage);
    await world.quiet();
    await owner().press('modal', formAction.open, { buttonValue: id });
    await world.quiet();

    // What was asked stays as it was asked, whatever becomes of the form.
    await owner().press('modal', formAction.rename);
    await world.quiet();
    await owner().fill(formInput.name, '장비');
    await owner().submit();
    await world.quiet();
    await owner().press('modal', formAction.archive);
    await world.quiet();
    expect(textsOf(owner().modal())).toContain('보관');
    await owner().press(at(), action.approve);
    await world.quiet();
    expect(textsOf(card())).toContain('requests 노트북 구매');
    expect(textsOf(minji().messages('app').at(-1))).toContain('노트북 구매');
    await minji().press('home', formAction.choose);
    await world.quiet();
    expect(textsOf(minji().modal())).not.toContain('장비');
  });

  /** The block of a field's menu that offers this. */
  function blockOf(value: string): string {
    const blocks = (owner().modal()?.blocks ?? []) as { block_id: string }[];
    const found = blocks.find(b => JSON.stringify(b).includes(`"${value}"`));
    if (!found) throw new Error(`no menu offers ${value}`);
    return found.block_id;
  }

  it('a form that changes while it is filled in shows its new fields and keeps what was typed', async () => {
    await openForm('purchase');
    await fill('item', '의자');
    await fill('amount', '300000');
    await fill('reason', '허리');
    await manage(world, owner(), formAction.manage);
    await world.quiet();
    await owner().press('modal', formAction.open, { buttonValue: 'purchase' });
    await world.quiet();
    await owner().press('modal', formAction.addField);
    await world.quiet();
    await owner().fill(formInput.label, '색');
    await owner().submit();
    await world.quiet();
    await minji().submit();
    await world.quiet();
    expect(await requests()).toEqual([]);
    expect(textsOf(minji().modal())).toContain('관리자가 신청서를 변경했습니다');
    expect(minji().modal()?.state['field.item']).toEqual({ value: { type: 'plain_text_input', value: '의자' } });
    await fill('f1', '검정');
    await minji().submit();
    await world.quiet();
    expect(textsOf(card())).toContain('색: 검정');
    // What is in both languages stays so where nobody changed it.
    expect((await forms())[0]?.name).toEqual({ ko: '구매', en: 'Purchase' });
  });

  it('refuses whoever may not define forms, forms that are not offered, and other people’s requests', async () => {
    const id = await define();
    await owner().dismiss({ all: true });
    const before = JSON.stringify(await forms());
    let n = 0;
    const press = (actionId: string, value: string) =>
      world.slack.deliver(
        {
          type: 'block_actions',
          team: { id: world.slack.team.id },
          user: { id: world.people.minji },
          trigger_id: `forged.${n}`,
          actions: [{ type: 'button', action_id: actionId, block_id: 'b', action_ts: `1.${n++}`, value }],
          view: { id: 'VF', hash: 'h', type: 'home', callback_id: 'home', private_metadata: '', blocks: [], state: {} },
        },
        { kind: 'interaction' },
      );
    const submit = async (who: string, callbackId: string, metadata: string, values: object) => {
      const view = { id: `VF${n}`, hash: 'h', type: 'modal', callback_id: callbackId, private_metadata: metadata };
      const answer = await world.slack.deliver(
        {
          type: 'view_submission',
          team: { id: world.slack.team.id },
          user: { id: who },
          trigger_id: `forged.${n++}`,
          view: { ...view, blocks: [], state: { values } },
        },
        { kind: 'interaction' },
      );
      await world.quiet();
      return JSON.stringify(answer);
    };
    await press(formAction.offer, id);
    await press(formAction.archive, 'purchase');
    await press(formAction.manage, '');
    await press(formAction.fieldMenu, `up|${id}|f2`);
    await press(formAction.fieldMenu, `remove|${id}|f2`);
    await world.quiet();
    const name = { [formInput.name]: { value: { value: '내 마음대로' } } };
    for (const [callbackId, metadata, values] of [
      [formCallback.name, '{}', name],
      [formCallback.name, JSON.stringify({ form: id }), name],
      [formCallback.remove, JSON.stringify({ form: id, field: 'f1' }), {}],
      [formCallback.field, JSON.stringify({ form: id }), { [formInput.label]: { value: { value: 'x' } } }],
    ] as const)
      expect(await submit(world.people.minji, callbackId, metadata, values)).toContain('관리자만');
    expect(JSON.stringify(await forms())).toBe(before);

    // A changed private_metadata: another person's request, an unknown form.
    await openForm('purchase');
    await fill('item', '책상');
    await fill('amount', '1');
    await fill('reason', '필요');
    await minji().submit();
    await world.quiet();
    const { _id } = await request();
    await owner().press(at(), action.more, { value: `send-back|${_id}:1:0` });
    await world.quiet();
    await owner().fill(input.reason, '다시');
    await owner().submit();
    await world.quiet();
    const values = {
      [fieldBlock('item')]: { value: { value: '남의 것' } },
      [fieldBlock('amount')]: { value: { value: '1' } },
      [fieldBlock('reason')]: { value: { value: 'x' } },
    };
    for (const metadata of [
      JSON.stringify({ form: 'purchase', version: 0, again: _id, route: '' }),
      JSON.stringify({ form: 'nothing', version: 0, route: '' }),
      JSON.stringify({ form: id, version: 5, route: '' }),
    ])
      expect(await submit(world.people.lucas, formCallback.request, metadata, values)).toMatch(
        /someone else’s request|no longer available/,
      );
    expect(await submit(world.people.lucas, formCallback.request, 'nonsense', values)).toContain(
      'This does not exist in this workspace',
    );
    await press(action.edit, _id);
    expect(await requests()).toHaveLength(1);
    expect(await request()).toMatchObject({ state: 'sent-back', user: world.people.minji });
  });
});

it('a form with a field of a kind that only a newer version knows is filled in as text, and logged', async () => {
  const lines: string[] = [];
  const log = createLog('warn', { destination: { write: line => lines.push(line) } });
  const world = await startWorld({ log });
  try {
    const field = { id: 'f1', type: 'map', label: 'Where', required: true, zoom: 7 };
    await world.database.db.collection<FormDoc>('forms').insertOne({
      _id: `${world.slack.team.id}:visit`,
      team: world.slack.team.id,
      id: 'visit',
      name: 'Visit',
      fields: [field],
      state: 'offered',
      next: 2,
      version: 1,
      history: [],
      effects: [],
    });
    const lucas = world.slack.as(world.people.lucas);
    await lucas.openHome();
    await world.quiet();
    await lucas.press('home', formAction.choose);
    await world.quiet();
    await lucas.press('modal', formAction.write, { buttonValue: 'visit' });
    await world.quiet();
    await lucas.fill(fieldBlock('f1'), 'Busan harbour');
    await lucas.submit();
    await world.quiet();
    const request = await world.database.db.collection<RequestDoc>('requests').findOne({});
    expect(request?.form.answers).toEqual([{ field: 'f1', label: 'Where', type: 'text', value: 'Busan harbour' }]);
    expect(lines.map(line => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: 'warn', form: 'visit', types: ['map'] }),
    );
    expect((await world.database.db.collection<FormDoc>('forms').findOne({}))?.fields).toEqual([field]);
  } finally {
    await world.close();
  }
});
