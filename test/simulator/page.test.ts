import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SimUser } from '../../scripts/simulator/protocol.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { browserAndPage, PATIENCE, withoutFonts } from '../support/story.ts';
import { until } from '../support/until.ts';
import { everyInput, HOSTILE, showcase } from './kitchen.ts';

const WIDE = { width: 1280, height: 850 };
const PHONE = { width: 390, height: 844 };

type Values = Record<string, Record<string, Record<string, unknown>>>;

/** An app that shows everything the page can draw and keeps what reached it. */
class Echo {
  readonly presses: string[] = [];
  readonly submissions: Values[] = [];
  opened = 0;
  private readonly app: App;
  private server: Server | undefined;

  constructor(slack: Simulator) {
    this.app = new App({
      token: slack.token,
      signingSecret: slack.signingSecret,
      clientOptions: { slackApiUrl: slack.apiUrl },
      logLevel: LogLevel.ERROR,
    });
    this.app.event('app_home_opened', async ({ event }) => {
      this.opened += 1;
      if (event.tab === 'home') await this.publish(event.user, '첫 화면');
    });
    this.app.action('withdraw', async ({ ack, body }) => {
      await ack();
      this.presses.push('withdraw');
      await this.publish(body.user.id, '회수했습니다');
    });
    this.app.action('open', async ({ ack, body, client }) => {
      await ack();
      if ('trigger_id' in body)
        await client.views.open({ trigger_id: body.trigger_id, view: everyInput('2일') as never });
    });
    // Never acknowledged: Slack shows that the app did not answer.
    this.app.action('break', async () => undefined);
    this.app.action('x', async ({ ack, body, action, client }) => {
      await ack();
      if (!('view' in body) || !body.view || action.type !== 'static_select') return;
      this.presses.push(`type ${action.selected_option.value}`);
      await client.views.update({
        view_id: body.view.id,
        hash: body.view.hash,
        view: everyInput(`${action.selected_option.text.text}: 반나절`) as never,
      });
    });
    this.app.view('every', async ({ ack, view }) => {
      const values = view.state.values as unknown as Values;
      this.submissions.push(values);
      if (this.submissions.length === 1) {
        await ack({ response_action: 'errors', errors: { first: '12월 3일(목) 연차와 겹칩니다' } });
      } else await ack();
    });
    this.app.command('/daybook', async ({ ack, command }) => {
      await ack({ text: `들었습니다: ${command.text}` });
    });
    this.app.shortcut('open-by-bolt', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: everyInput('지름길') as never });
    });
    this.app.message(async ({ message, say }) => {
      if (!('text' in message) || !message.text) return;
      await say({
        text: '그대로',
        blocks: [{ type: 'section', block_id: 'echo', text: { type: 'plain_text', text: message.text } }],
      });
    });
  }

  async publish(user: string, title: string): Promise<void> {
    const head = { type: 'section', block_id: 'title', text: { type: 'plain_text', text: title } };
    const view = { type: 'home', blocks: [head, ...showcase()] };
    await this.app.client.views.publish({ user_id: user, view: view as never });
  }

  async start(): Promise<string> {
    this.server = (await this.app.start({ port: 0, host: '127.0.0.1' })) as Server;
    return this.address();
  }

  address(): string {
    const { port } = (this.server as Server).address() as AddressInfo;
    return `http://127.0.0.1:${port}/slack/events`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await this.app.stop();
  }
}

let browser: Browser;
let slack: Simulator;
let echo: Echo;
let person: SimUser;
let context: BrowserContext | undefined;
let troubles: string[] = [];

beforeAll(async () => {
  [browser] = await browserAndPage();
  slack = await startSimulator({ zone: 'Asia/Seoul' });
  const people = ['이민지', '김관리', '박하나'].map(realName => slack.addUser({ name: realName, realName }));
  slack.addUser({ name: 'emily', realName: 'Emily Carter', zone: 'America/New_York', locale: 'en-US' });
  slack.addShortcut({ callbackId: 'open-by-bolt', name: '지름길 열기', description: '양식을 엽니다' });
  slack.addChannel({ name: 'general', members: [...slack.users.keys()] });
  person = slack.snapshot(people[0]?.id ?? '').me;
  echo = new Echo(slack);
  slack.connect(await echo.start());
});

afterAll(async () => {
  await echo?.stop();
  await slack?.close();
});

beforeEach(() => {
  troubles = [];
  echo.presses.length = 0;
  echo.submissions.length = 0;
});

afterEach(async () => {
  await context?.close();
  context = undefined;
  const top = slack.snapshot(person.id).modals.at(-1);
  if (top) await slack.act({ as: person.id, do: 'close', view: top.id, all: true });
});

async function open(at: string, viewport = WIDE): Promise<Page> {
  const [, files] = await browserAndPage();
  // What sticks out is measured in the fonts that people see.
  slack.setPage(viewport === PHONE ? files : withoutFonts(files));
  context = await browser.newContext({
    viewport,
    reducedMotion: 'reduce',
    locale: 'ko-KR',
    hasTouch: viewport === PHONE,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', error => troubles.push(String(error)));
  await page.goto(`${slack.url}/#as=${person.id}&at=${at}`);
  return page;
}

const inBlock = (page: Page | Locator, id: string): Locator => page.locator(`[data-block-id="${id}"]`);

async function choose(page: Page, block: string, option: string): Promise<void> {
  const button = inBlock(page, block).locator('.select-button');
  await button.click();
  await page.getByRole('listbox').getByRole('option', { name: option }).first().click();
}

/** Nothing sticks out to the right, of the window or of what scrolls in it. */
async function expectNoOverflow(page: Page): Promise<void> {
  const wide = await page.evaluate(`[document.documentElement, ...document.querySelectorAll('.scroll, .dialog-body')]
    .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.className || box.tagName)`);
  expect(wide).toEqual([]);
}

describe('the page', () => {
  it('draws a Home and shows what people typed as they typed it', async () => {
    const page = await open('home');
    await inBlock(page, 'title').getByText('첫 화면').waitFor();
    expect(await inBlock(page, 'hostile-plain').textContent()).toBe(HOSTILE);
    const mrkdwn = inBlock(page, 'hostile-mrkdwn');
    expect(await mrkdwn.textContent()).toBe(HOSTILE.replace('*bold*', 'bold'));
    expect(await mrkdwn.locator('.mention, script').count()).toBe(0);
    expect(await inBlock(page, 'ctx').textContent()).toContain('*글자* 그대로');
    expect(await inBlock(page, 'table').getByRole('row').count()).toBe(3);
    expect(await page.locator('.unsupported').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.lang')).toBe(person.locale);
    expect(troubles).toEqual([]);
  });

  it('asks before a press that wants it, and redraws without a reload', async () => {
    const page = await open('home');
    await page.getByRole('button', { name: '회수' }).click();
    const dialog = page.getByRole('dialog', { name: '회수할까요?' });
    await dialog.getByRole('button', { name: '그대로 두기' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '회수' }).click();
    await dialog.getByRole('button', { name: '회수하기' }).click();
    await inBlock(page, 'title').getByText('회수했습니다').waitFor();
    expect(echo.presses).toEqual(['withdraw']);
    await echo.publish(person.id, '다른 곳에서 바뀜');
    await inBlock(page, 'title').getByText('다른 곳에서 바뀜').waitFor();
    expect(troubles).toEqual([]);
  });

  it('turns a button while it waits and says beside it that the app did not answer', async () => {
    const page = await open('home');
    const button = page.getByRole('button', { name: '휴게 시작' });
    await button.click();
    await page.locator('[data-action-id="break"][aria-busy="true"]').waitFor();
    await page.locator('.element[data-action-id="break"]').getByRole('alert').waitFor();
    expect(await button.getAttribute('aria-busy')).toBe('false');
  });

  it('fills every input, shows errors beside fields, and sends what Slack would', async () => {
    const page = await open('home');
    await page.getByRole('button', { name: '휴가 신청' }).click();
    const dialog = page.getByRole('dialog', { name: '휴가 신청' });
    await dialog.getByRole('button', { name: '신청하기' }).click();
    await inBlock(dialog, 'reason').getByRole('alert').waitFor();
    expect(echo.submissions).toEqual([]);

    await dialog.getByLabel('사유').fill(HOSTILE);
    await choose(page, 'type', '오전 반차');
    await inBlock(dialog, 'alert').getByText('오전 반차: 반나절').waitFor();
    expect(await dialog.getByLabel('사유').inputValue()).toBe(HOSTILE);

    await choose(page, 'groups', '집');
    await dialog.getByLabel('시작일').click();
    await page.getByRole('gridcell').getByText('4', { exact: true }).click();
    await dialog.getByLabel('시각', { exact: true }).fill('930');
    await dialog.getByLabel('일시', { exact: true }).click();
    await page.getByRole('gridcell').getByText('15', { exact: true }).click();
    const day = await dialog.getByLabel('일시', { exact: true }).getAttribute('data-value');
    await dialog.getByLabel(/^일시 ·/).fill('18:05');
    await dialog.getByLabel('시간', { exact: true }).fill('7.5');
    await dialog.getByLabel('이메일').fill('a@b.example');
    await inBlock(dialog, 'multi').locator('.select-button').click();
    await page.getByRole('option', { name: '월' }).click();
    await page.getByRole('option', { name: '수' }).click();
    await page.keyboard.press('Escape');
    await dialog.waitFor();
    await choose(page, 'user', person.realName);
    await choose(page, 'users', person.realName);
    await page.keyboard.press('Escape');
    await inBlock(dialog, 'channel').locator('.select-button').click();
    await page.getByRole('option').first().click();
    await inBlock(dialog, 'conversation').locator('.select-button').click();
    await page.getByRole('option').first().click();
    await inBlock(dialog, 'radio').getByLabel('오후 반차').check();
    await inBlock(dialog, 'boxes').getByLabel('인수인계함').check();
    await inBlock(dialog, 'boxes').getByLabel('연락 가능').check();
    await inBlock(dialog, 'file')
      .locator('input[type=file]')
      .setInputFiles({ name: '증빙.txt', mimeType: 'text/plain', buffer: Buffer.from('증빙') });
    await inBlock(dialog, 'file').getByText('증빙.txt').waitFor();

    await dialog.getByRole('button', { name: '신청하기' }).click();
    await inBlock(dialog, 'first').getByText('12월 3일(목) 연차와 겹칩니다').waitFor();
    expect(await dialog.getByRole('alert').count()).toBe(1);
    await dialog.getByRole('button', { name: '신청하기' }).click();
    await dialog.waitFor({ state: 'detached' });

    const values = echo.submissions.at(-1) as Values;
    const at = (block: string): Record<string, unknown> => values[block]?.x ?? {};
    expect(at('reason')).toMatchObject({ type: 'plain_text_input', value: HOSTILE });
    expect(at('type')).toMatchObject({ type: 'static_select', selected_option: { value: 'am' } });
    expect(at('groups')).toMatchObject({ selected_option: { value: 'home' } });
    expect(at('first')).toMatchObject({ type: 'datepicker', selected_date: '2026-12-04' });
    expect(at('time')).toMatchObject({ type: 'timepicker', selected_time: '09:30' });
    expect(at('moment').selected_date_time).toBe(Date.parse(`${day}T18:05:00+09:00`) / 1000);
    expect(at('short')).toMatchObject({ value: null });
    expect(at('number')).toMatchObject({ type: 'number_input', value: '7.5' });
    expect(at('email')).toMatchObject({ type: 'email_text_input', value: 'a@b.example' });
    expect(at('multi').selected_options).toMatchObject([{ value: 'mon' }, { value: 'wed' }]);
    expect(at('user')).toMatchObject({ type: 'users_select', selected_user: person.id });
    expect(at('users')).toMatchObject({ selected_users: [person.id] });
    expect(at('channel').selected_channel).toMatch(/^C/);
    expect(at('conversation').selected_conversation).toMatch(/^[CGD]/);
    expect(at('radio')).toMatchObject({ selected_option: { value: 'pm' } });
    expect(at('boxes').selected_options).toMatchObject([{ value: 'handed' }, { value: 'reach' }]);
    expect(at('file').files).toMatchObject([{ name: '증빙.txt' }]);
    expect(troubles).toEqual([]);
  });

  it('closes a modal with Esc and gives the focus back', async () => {
    const page = await open('home');
    const opener = page.getByRole('button', { name: '휴가 신청' });
    await opener.click();
    const dialog = page.getByRole('dialog', { name: '휴가 신청' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await until(() => opener.evaluate('document.activeElement?.dataset.actionId === "open"'), { what: 'focus back' });
  });

  it('fills an open Home again once the app is back', async () => {
    const page = await open('home');
    await inBlock(page, 'title').waitFor();
    const before = echo.opened;
    const url = echo.address();
    slack.connect(null);
    await page.locator('.banner').filter({ hasText: '연결되어 있지 않습니다' }).waitFor();
    slack.connect(url);
    await until(() => echo.opened > before, { what: 'the Home to be opened again' });
  });

  it('fills an open Home again after a restart of the server, by itself', async () => {
    const files = withoutFonts((await browserAndPage())[1]);
    const begin = async (port: number): Promise<Simulator> => {
      const server = await startSimulator({ port, page: files });
      server.addUser({ id: person.id, realName: person.realName });
      server.connect(echo.address());
      return server;
    };
    const first = await begin(0);
    const page = await open('home');
    await page.goto(`${first.url}/#as=${person.id}&at=home`);
    await page.locator('button.person').waitFor();
    await first.close();
    await page.locator('.banner').first().waitFor();
    const before = echo.opened;
    const second = await begin(Number(new URL(first.url).port));
    await until(() => echo.opened > before, { what: 'the Home to be opened again' });
    await page.locator('.banner').waitFor({ state: 'detached' });
    await second.close();
  });

  it('shows that the clock moves, and what it did', async () => {
    const page = await open('home');
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>(resolve => {
      arrive = resolve;
    });
    const end = slack.clock.onJump(() => arrived);
    await page.locator('[data-clock]').click();
    await page.getByRole('button', { name: '+1시간' }).click();
    await page.locator('.moving').getByText('시각을 옮기는 중').waitFor();
    expect(await page.locator('[data-clock]').getAttribute('aria-busy')).toBe('true');
    arrive();
    await page.locator('.clock-report').getByText('그동안 Daybook이 보낸 메시지: 없음').waitFor();
    expect(await page.locator('.clock-panel').count()).toBe(0);
    end();
  });

  it('sends a message as Slack would and shows the answer live', async () => {
    const page = await open('messages');
    await page.getByRole('textbox').fill(HOSTILE);
    await page.getByRole('textbox').press('Enter');
    const answer = inBlock(page, 'echo').last();
    await answer.waitFor();
    expect(await answer.textContent()).toBe(HOSTILE);
    expect(await page.locator('.mention.broadcast').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('turns names into mentions and a line with a slash into a command', async () => {
    const general = [...slack.channels.values()].find(channel => channel.name === 'general')?.id ?? '';
    const hana = [...slack.users.values()].find(user => user.realName === '박하나')?.id ?? '';
    const page = await open(general);
    const box = page.getByRole('textbox');
    await box.fill('@Daybook 출근 @박하나 a@b.example @아무나');
    await box.press('Enter');
    await page.locator('.mention').getByText('@박하나').waitFor();
    const said = slack.snapshot(person.id).messages[general]?.map(message => message.text);
    expect(said).toContain(`<@${slack.app.botUser}> 출근 <@${hana}> a@b.example @아무나`);
    await box.fill('/daybook 휴가 7/1');
    await box.press('Enter');
    const answer = page.locator('.ephemeral');
    await answer.getByText('들었습니다: 휴가 7/1').waitFor();
    await answer.getByText('나에게만 표시').waitFor();
    expect(troubles).toEqual([]);
  });

  it('offers the app’s shortcuts beside the message box, and shows what people’s statuses say', async () => {
    const page = await open('messages');
    await page.locator('.bolt').click();
    await page.getByRole('menuitem', { name: /지름길 열기/ }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await slack.act({ as: person.id, do: 'status', text: '재택근무 중', emoji: ':coffee:' });
    await page.locator('.person-switch .status[title="재택근무 중"]').waitFor();
    await slack.act({ as: person.id, do: 'status', text: '', emoji: '' });
    await page.locator('.person-switch .status').waitFor({ state: 'detached' });
  });

  it('switches the person and keeps the place in the address', async () => {
    const page = await open('home');
    await page.getByRole('button', { name: /나로 활동/ }).click();
    const other = page.getByRole('option').filter({ hasNotText: person.realName }).first();
    const id = await other.getAttribute('data-user');
    await other.click();
    await page.locator(`.person[data-user="${id}"]`).waitFor();
    expect(new URL(page.url()).hash).toContain(`as=${id}`);
    await page.reload();
    await page.locator(`.person[data-user="${id}"]`).waitFor();
    await inBlock(page, 'title').waitFor();
  });

  it('fits a phone: one pane at a time, nothing sticks out, buttons for fingers', async () => {
    const page = await open('home', PHONE);
    await inBlock(page, 'acts').waitFor();
    await expectNoOverflow(page);
    const heights = await page
      .locator('.home-view .btn')
      .evaluateAll(all => all.map(one => (one as unknown as { offsetHeight: number }).offsetHeight));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await page.getByRole('button', { name: '휴가 신청' }).click();
    await page.getByRole('dialog').waitFor();
    await expectNoOverflow(page);
    await page.getByLabel('시작일').click();
    await page.getByRole('grid').waitFor();
    await expectNoOverflow(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '뒤로' }).click();
    await page.locator('.room[data-channel]').first().click();
    await page.getByRole('log').waitFor();
    await expectNoOverflow(page);
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(troubles).toEqual([]);
  });
});
