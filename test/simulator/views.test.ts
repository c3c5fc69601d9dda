import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actions, button, home, input, modal, plain, refusal, section, startWorld, type World } from './receiver.ts';

const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const text = { type: 'plain_text_input', action_id: 'value' };
const type = { type: 'static_select', action_id: 'type', options: [option('annual'), option('sick')] };

let world: World;
beforeEach(async () => {
  world = await startWorld({ answerLimitMs: 1000, triggerMs: 1000 });
  await world.client.views.publish({
    user_id: 'U0MINJI',
    view: home(actions('acts', button('open', '휴가 신청'), button('in', '출근', 'office'))),
  });
});
afterEach(() => world.close());

const minji = () => world.sim.as('U0MINJI');
const presses = () => world.app.ofType('block_actions');
const trigger = async (): Promise<string> => {
  await minji().press('home', 'open');
  return String(presses().at(-1)?.trigger_id);
};
const openModal = async (view = modal('휴가', [input('why', text)])) =>
  (await world.client.views.open({ trigger_id: await trigger(), view })).view;

describe('the Home', () => {
  it('is pressed with the payload that Slack sends', async () => {
    expect(await minji().press('home', 'in')).toMatchObject({ ok: true, status: 200 });
    const view = minji().home();
    expect(presses()[0]).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0MINJI', team_id: world.sim.team.id },
      container: { type: 'view', view_id: view?.id },
      view: { id: view?.id, hash: view?.hash, type: 'home', state: { values: {} }, app_installed_team_id: 'T0ACORN' },
      is_enterprise_install: false,
      actions: [{ type: 'button', action_id: 'in', block_id: 'acts', value: 'office', action_ts: expect.any(String) }],
    });
  });

  it('says what is there when something is not', async () => {
    await expect(minji().press('home', 'out')).rejects.toThrow(
      /the Home has no out.*acts\/open.*"휴가 신청".*acts\/in/,
    );
    await expect(minji().press('modal', 'x')).rejects.toThrow('이민지 has no modal open');
  });

  it('keeps its id and takes a new hash; a stale one is refused', async () => {
    const { client } = world;
    const before = minji().home();
    const publish = (hash: string) => client.views.publish({ user_id: 'U0MINJI', hash, view: home(section('new')) });
    await publish(before?.hash ?? '');
    expect(minji().home()?.id).toBe(before?.id);
    expect(minji().home()?.hash).not.toBe(before?.hash);
    expect(await refusal(publish(before?.hash ?? ''))).toBe('hash_conflict');
    expect(await refusal(client.views.publish({ user_id: 'U0NONE', view: home() }))).toBe('user_not_found');
    const broken = await client.views
      .publish({ user_id: 'U0MINJI', view: home(section('')) })
      .catch((caught: unknown) => caught);
    expect(broken).toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] blocks[0].text.text: empty text [json-pointer:/view]'] },
      },
    });
  });

  it('can be pressed twice at once, with one trigger and one time', async () => {
    await minji().press('home', 'in', { times: 2 });
    const [first, second] = presses();
    expect(second).toEqual(first);
    await Promise.all([minji().press('home', 'in'), minji().press('home', 'in')]);
    expect(new Set(presses().map(press => press.trigger_id)).size).toBe(3);
  });

  it('can be pressed as an old device shows it', async () => {
    const shown = minji().home();
    if (!shown) throw new Error('no Home');
    await world.client.views.publish({ user_id: 'U0MINJI', view: home(actions('acts', button('out', '퇴근'))) });
    await expect(minji().press('home', 'in')).rejects.toThrow('has no in');
    await minji().press('home', 'in', { shown });
    expect(presses()[0]).toMatchObject({ view: { hash: shown.hash }, actions: [{ action_id: 'in' }] });
  });

  it('warns the person when the app does not answer, and only until the next act', async () => {
    world.app.answer = () => null;
    expect(await minji().press('home', 'in')).toMatchObject({ ok: false, status: 0 });
    expect(world.sim.snapshot('U0MINJI').warning).toBe('Daybook did not respond in time.');
    expect(world.app.received).toHaveLength(1);
    world.app.answer = () => [404];
    expect(await minji().press('home', 'in')).toMatchObject({ ok: false, status: 404 });
    world.app.answer = () => [200];
    await minji().press('home', 'in');
    expect(world.sim.snapshot('U0MINJI').warning).toBeNull();
  });
});

describe('triggers', () => {
  it('work once, for a moment, and only where they come from Slack', async () => {
    const { client } = world;
    const view = modal('휴가', [section('x')]);
    const once = await trigger();
    await client.views.open({ trigger_id: once, view });
    expect(await refusal(client.views.open({ trigger_id: once, view }))).toBe('exchanged_trigger_id');
    expect(await refusal(client.views.open({ trigger_id: '1.2.x', view }))).toBe('invalid_trigger_id');
    const late = await trigger();
    const from = Date.now();
    world.sim.faults.delay('views.open', 1100, 1);
    expect(await refusal(client.views.open({ trigger_id: late, view }))).toBe('expired_trigger_id');
    expect(Date.now() - from).toBeGreaterThan(1000);
  });

  it('are not used up by a view that Slack refuses', async () => {
    const { client } = world;
    const id = await trigger();
    const bad = modal('a title that is much too long', [section('x')]);
    expect(await refusal(client.views.open({ trigger_id: id, view: bad }))).toBe('invalid_arguments');
    const good = modal('휴가', [section('x')]);
    expect(await refusal(client.views.open({ trigger_id: id, view: good }))).toBe('accepted');
  });
});

describe('modals', () => {
  it('are filled and sent in the shape of each element', async () => {
    const blocks = [
      input('type', type),
      input('from', { type: 'datepicker', action_id: 'value', initial_date: '2025-11-24' }),
      input('at', { type: 'timepicker', action_id: 'value' }, { optional: true }),
      input('extra', { type: 'checkboxes', action_id: 'value', options: [option('a'), option('b')] }),
      input('who', { type: 'users_select', action_id: 'value' }),
      input('why', text, { optional: true }),
      input('n', { type: 'number_input', action_id: 'value', is_decimal_allowed: false }),
    ];
    await openModal(modal('휴가', blocks, { private_metadata: 'm' }));
    const me = minji();
    await me.fill('type', 'SICK');
    await me.fill('extra', ['b']);
    await me.fill('who', 'U0HANA');
    await me.fill('n', 3);
    await expect(me.fill('type', 'none')).rejects.toThrow('type does not offer "none", but: annual "ANNUAL"');
    await expect(me.fill('nothing', 'x')).rejects.toThrow('has no field nothing');
    expect(await me.submit()).toMatchObject({ ok: true });
    const [sent] = world.app.ofType('view_submission');
    expect(sent).toMatchObject({
      view: {
        callback_id: 'form',
        private_metadata: 'm',
        root_view_id: expect.any(String),
        previous_view_id: null,
        state: {
          values: {
            type: { type: { type: 'static_select', selected_option: { value: 'sick' } } },
            from: { value: { type: 'datepicker', selected_date: '2025-11-24' } },
            at: { value: { type: 'timepicker', selected_time: null } },
            extra: { value: { type: 'checkboxes', selected_options: [{ value: 'b' }] } },
            who: { value: { type: 'users_select', selected_user: 'U0HANA' } },
            why: { value: { type: 'plain_text_input', value: null } },
            n: { value: { type: 'number_input', value: '3' } },
          },
        },
      },
      response_urls: [],
    });
    // An empty answer closes it.
    expect(me.modal()).toBeNull();
  });

  it('are not sent while something required is missing', async () => {
    await openModal();
    expect(await minji().submit()).toMatchObject({ ok: false, error: 'Not filled in: why' });
    expect(minji().modal()?.errors).toHaveProperty('why');
    expect(world.app.ofType('view_submission')).toEqual([]);
  });

  it('show errors beside the fields, and keep what was typed', async () => {
    await openModal();
    await minji().fill('why', '가족 여행');
    world.app.answer = () => [200, { response_action: 'errors', errors: { why: '너무 짧아요', nowhere: 'x' } }];
    const result = await minji().submit();
    expect(result.error).toContain('nowhere');
    expect(minji().warning()).toContain('nowhere');
    expect(minji().modal()).toMatchObject({
      errors: { why: '너무 짧아요' },
      state: { why: { value: { value: '가족 여행' } } },
    });
    world.app.answer = () => [200];
    await minji().submit();
    expect(minji().modal()).toBeNull();
  });

  it('are updated, pushed and cleared by the answer', async () => {
    const { app } = world;
    const first = await openModal();
    await minji().fill('why', 'x');
    app.answer = () => [200, { response_action: 'update', view: modal('둘째', [section('2')]) }];
    expect(await minji().submit()).toMatchObject({ ok: true });
    expect(minji().modal()).toMatchObject({ id: first?.id, title: '둘째' });
    app.answer = () => [200, { response_action: 'push', view: modal('셋째', [section('3')]) }];
    await minji().submit();
    expect(minji().modals()).toHaveLength(2);
    await minji().submit();
    expect(await minji().submit()).toMatchObject({ ok: false, error: expect.stringContaining('three views') });
    expect(minji().modals()).toHaveLength(3);
    app.answer = () => [200, { response_action: 'update', view: modal('', []) }];
    expect(await minji().submit()).toMatchObject({ ok: false, error: expect.stringContaining('title.text: empty') });
    app.answer = () => [200, { response_action: 'clear' }];
    await minji().submit();
    expect(minji().modals()).toEqual([]);
  });

  it('stay open when the app does not take the submission', async () => {
    await openModal();
    await minji().fill('why', 'x');
    world.app.answer = () => [500];
    expect(await minji().submit()).toMatchObject({ ok: false, status: 500 });
    expect(minji().modal()).not.toBeNull();
    expect(world.app.ofType('view_submission')).toHaveLength(1);
  });

  it('can be sent twice at once', async () => {
    await openModal();
    await minji().fill('why', 'x');
    expect(await minji().submit({ times: 2 })).toMatchObject({ ok: true });
    const [first, second] = world.app.ofType('view_submission');
    expect(second).toEqual(first);
  });

  it('can be open on two devices, each with its own', async () => {
    const [phone, desk] = [await openModal(), await openModal(modal('다른 곳', [section('x')]))];
    expect(
      minji()
        .modals()
        .map(({ title }) => title),
    ).toEqual(['휴가', '다른 곳']);
    world.app.answer = () => [200, { response_action: 'clear' }];
    await minji().submit({ view: desk?.id ?? '' });
    expect(
      minji()
        .modals()
        .map(({ id }) => id),
    ).toEqual([phone?.id]);
    await minji().fill('why', 'x');
    await minji().submit({ view: phone?.id ?? '' });
    expect(minji().modals()).toEqual([]);
  });

  it('tell the app when they are closed, if it wants to know', async () => {
    await openModal(modal('휴가', [section('x')], { notify_on_close: true }));
    await minji().dismiss();
    expect(world.app.ofType('view_closed')).toMatchObject([{ is_cleared: false, view: { callback_id: 'form' } }]);
    await openModal();
    await minji().dismiss({ all: true });
    expect(world.app.ofType('view_closed')).toHaveLength(1);
    expect(minji().modals()).toEqual([]);
  });

  it('keep what was typed where block and action stay, and start afresh elsewhere', async () => {
    const { client } = world;
    const date = (initial: string) => ({ type: 'datepicker', action_id: 'value', initial_date: initial });
    const view = await openModal(modal('휴가', [input('from', date('2025-11-24')), input('why', text)]));
    await minji().fill('from', '2025-12-01');
    await minji().fill('why', '여행');
    const next = modal('휴가', [
      input('from', date('2025-11-25')),
      input('why2', { ...text, initial_value: '새로' }),
      input('to', date('2025-11-26')),
    ]);
    await client.views.update({ view_id: view?.id ?? '', hash: view?.hash ?? '', view: next });
    expect(minji().modal()?.state).toEqual({
      from: { value: { type: 'datepicker', selected_date: '2025-12-01' } },
      why2: { value: { type: 'plain_text_input', value: '새로' } },
      to: { value: { type: 'datepicker', selected_date: '2025-11-26' } },
    });
    const stale = { view_id: view?.id ?? '', hash: view?.hash ?? '', view: next };
    expect(await refusal(client.views.update(stale))).toBe('hash_conflict');
    await minji().dismiss();
    expect(await refusal(client.views.update({ view_id: view?.id ?? '', view: next }))).toBe('not_found');
  });

  it('tell the app of a change at once where the input says so', async () => {
    const { client } = world;
    await openModal(modal('휴가', [input('type', type, { dispatch_action: true }), input('why', text)]));
    await minji().fill('why', '여행');
    await minji().fill('type', 'sick');
    const press = presses().at(-1);
    expect(press).toMatchObject({
      actions: [{ type: 'static_select', action_id: 'type', block_id: 'type', selected_option: { value: 'sick' } }],
      view: {
        state: {
          values: { type: { type: { selected_option: { value: 'sick' } } }, why: { value: { value: '여행' } } },
        },
      },
    });
    // From there a second modal goes on top, up to three.
    const push = (id: unknown) => client.views.push({ trigger_id: String(id), view: modal('위', [section('x')]) });
    await push(press?.trigger_id);
    expect(
      minji()
        .modals()
        .map(({ title }) => title),
    ).toEqual(['휴가', '위']);
    await minji().dismiss();
    expect(minji().modal()?.title).toBe('휴가');
  });

  it('push no more than three, and not onto nothing', async () => {
    const { client, app } = world;
    const view = () => modal('위', [actions('a', button('more', '더'))]);
    expect(await refusal(client.views.push({ trigger_id: await trigger(), view: view() }))).toBe('view_not_found');
    await openModal(view());
    const more = async () => {
      await minji().press('modal', 'more');
      return client.views.push({ trigger_id: String(app.ofType('block_actions').at(-1)?.trigger_id), view: view() });
    };
    await more();
    await more();
    expect(await refusal(more())).toBe('push_limit_reached');
    expect(minji().modals()).toHaveLength(3);
  });

  it('have external ids that are theirs alone', async () => {
    const { client } = world;
    const view = modal('휴가', [section('x')], { external_id: 'e1' });
    await openModal(view);
    expect(await refusal(client.views.open({ trigger_id: await trigger(), view }))).toBe('duplicate_external_id');
    await client.views.update({ external_id: 'e1', view: modal('새', [section('y')], { external_id: 'e1' }) });
    expect(minji().modal()?.title).toBe('새');
  });

  it('take files, and give the app all about them', async () => {
    await openModal(modal('증빙', [input('doc', { type: 'file_input', action_id: 'value' })]));
    const file = await minji().upload('진단서.pdf', 'pdf');
    await minji().fill('doc', [file]);
    await minji().submit();
    expect(world.app.ofType('view_submission')).toMatchObject([
      { view: { state: { values: { doc: { value: { files: [{ id: file.id, name: '진단서.pdf', size: 3 }] } } } } } },
    ]);
  });
});

describe('messages', () => {
  it('are pressed with the message and a response URL, and warn on the message', async () => {
    const { client, app } = world;
    const blocks = [section('card'), actions('a', button('approve', '승인', 'r1'))];
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0ADMIN', text: 'card', blocks });
    const admin = world.sim.as('U0ADMIN');
    const [card] = admin.messages('근태-관리');
    if (!card) throw new Error('no card');
    await admin.press(card, 'approve');
    expect(presses()[0]).toMatchObject({
      container: { type: 'message', message_ts: ts, channel_id: 'C0ADMIN', is_ephemeral: false },
      channel: { id: 'C0ADMIN', name: 'privategroup' },
      message: { ts, text: 'card', bot_id: 'B0DAYBOOK' },
      state: { values: {} },
      actions: [{ action_id: 'approve', value: 'r1' }],
    });
    app.answer = () => null;
    await admin.press(card, 'approve');
    expect(admin.messages('근태-관리')[0]?.warning).toBe('Daybook did not respond in time.');
  });

  it('that are ephemeral go without the message', async () => {
    const blocks = [actions('a', { ...button('menu', 'x') })];
    await world.client.chat.postEphemeral({ channel: 'C0GENERAL', user: 'U0MINJI', text: 'psst', blocks });
    const [psst] = minji().ephemerals();
    if (!psst) throw new Error('nothing came');
    await minji().press(psst, 'menu');
    expect(presses()[0]).toMatchObject({ container: { is_ephemeral: true } });
    expect(presses()[0]).not.toHaveProperty('message');
    const other = { as: 'U0HANA', do: 'press', place: psst, blockId: 'a', actionId: 'menu' } as const;
    expect(await world.sim.act(other)).toMatchObject({ ok: false, error: 'There is no such message' });
  });

  it('have selects and menus', async () => {
    const menu = { type: 'overflow', action_id: 'menu', options: [option('one'), option('two')] };
    const blocks = [{ type: 'section', block_id: 's', text: plain('x'), accessory: menu }] as never;
    const { channel = '', ts = '' } = await world.client.chat.postMessage({ channel: 'U0MINJI', text: 'x', blocks });
    await minji().press({ channel, ts }, 'menu', { value: 'two' });
    expect(presses()[0]).toMatchObject({ actions: [{ type: 'overflow', selected_option: { value: 'two' } }] });
  });
});
