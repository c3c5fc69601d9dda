import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { action } from '../blocks/ids.ts';
import { bundlePage } from '../scripts/simulator/page/bundle.ts';
import { REQUESTS } from '../src/approvals/store.ts';
import { type Language, words } from '../src/i18n/index.ts';
import { launchBrowser } from './support/browser.ts';
import { startWorld, type World } from './support/daybook.ts';

/** Each step's longest wait; the machine may be small and busy. */
const PATIENCE = 20_000;
const NAMES = { admin: '김수빈', owner: '최도현', asker: '이민지', lead: '정우진', delegate: '박하나' };
/** What people write, in their language. */
const WRITTEN = {
  ko: {
    form: '장비 구매',
    item: '품목',
    laptop: '노트북',
    sum: '금액',
    back: '견적서를 붙여 주세요',
    fine: '꼭 필요합니다',
    end: '사지 않기로 함',
  },
  en: {
    form: 'Equipment',
    item: 'Item',
    laptop: 'Laptop',
    sum: 'Sum',
    back: 'Please add a quote',
    fine: 'We need it',
    end: 'Not needed',
  },
};

let world: World | undefined;
let browser: Browser;
let bundled: Awaited<ReturnType<typeof bundlePage>>;

beforeAll(async () => {
  [browser, bundled] = await Promise.all([launchBrowser(), bundlePage()]);
}, 120_000);

afterEach(async () => {
  await world?.close();
  world = undefined;
});

afterAll(() => browser?.close());

/** A workspace that nobody has set up, in which everybody speaks one language. */
async function emptyWorkspace(language: Language): Promise<World> {
  world = await startWorld({
    language,
    env: { DAYBOOK_ADMIN_CHANNEL: '' },
    before: slack => {
      for (const user of slack.users.values()) user.locale = language === 'ko' ? 'ko-KR' : 'en-US';
    },
  });
  world.slack.setPage(bundled);
  return world;
}

/** One person at the page, by what is seen and clicked. */
function visitor(page: Page) {
  const home = page.locator('.home-view');
  const dialog = (name: string): Locator => page.getByRole('dialog', { name, exact: true });
  const click = (within: Locator, name: string): Promise<void> =>
    within.getByRole('button', { name, exact: true }).click();
  /** A list closes when what it stands in is drawn again just then: whoever sees that opens it once more. */
  const fromList = async (opener: Locator, item: Locator): Promise<void> => {
    for (let tries = 0; tries < 4; tries++) {
      if ((await opener.getAttribute('aria-expanded')) !== 'true') await opener.click();
      const picked = await item.click({ timeout: PATIENCE / 5 }).then(
        () => true,
        () => false,
      );
      if (picked) return;
    }
    await item.click();
  };
  return {
    home,
    dialog,
    click,
    async become(name: string): Promise<void> {
      await page.locator('button.person').click();
      await page.getByRole('option', { name, exact: true }).click();
      await page.locator('button.person').filter({ hasText: name }).waitFor();
    },
    async openHome(): Promise<void> {
      await page.locator('[data-app]').click();
      await page.getByRole('tab').first().click();
      await home.locator('.block').first().waitFor();
    },
    async openMessages(): Promise<Locator> {
      await page.locator('[data-app]').click();
      await page.getByRole('tab').nth(1).click();
      return page.getByRole('log');
    },
    /** Chooses from the ⋯ menu in `within`. */
    async menu(within: Locator, actionId: string, item: string): Promise<void> {
      await fromList(
        within.locator(`button.overflow[data-action-id="${actionId}"]`),
        page.getByRole('menuitem', { name: item, exact: true }),
      );
    },
    async choose(within: Locator, label: string, option: string): Promise<void> {
      await fromList(
        within.getByRole('button', { name: label, exact: true }),
        page.getByRole('listbox').getByRole('option').filter({ hasText: option }).first(),
      );
    },
    async submit(name: string): Promise<void> {
      await dialog(name).locator('.dialog-foot .primary').click();
    },
    /** Closes every window that is open. */
    async closeAll(): Promise<void> {
      const all = page.getByRole('dialog').locator('.dialog-head .link');
      await ((await all.count()) > 0 ? all : page.getByRole('dialog').locator('.dialog-head .icon-button')).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
    /** Presses a button that asks first, and says yes. */
    async sure(within: Locator, name: string, title: string): Promise<void> {
      await click(within, name);
      await dialog(title).locator('.dialog-foot .btn').last().click();
      await dialog(title).waitFor({ state: 'detached' });
    },
  };
}

it.each(['ko', 'en'] as const)(
  'a new administrator’s first purchase, by clicking (%s)',
  async language => {
    const { slack, people, database, adminChannel } = await emptyWorkspace(language);
    const w = words(language);
    const written = WRITTEN[language];
    const troubles: string[] = [];
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: language === 'ko' ? 'ko-KR' : 'en-US',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on('pageerror', error => troubles.push(String(error)));
    const me = visitor(page);
    const { home, dialog } = me;
    const mine = (): Locator => home.locator('.block').filter({ hasText: `${written.form} ` });
    const more = w.approvals.more as Record<string, string>;
    const item = (name: string): string => more[name] ?? '';

    // She sets Daybook up with five answers, and imports what Slack does not know of the people.
    await page.goto(`${slack.url}/#as=${people.manager}&at=home`);
    await me.click(home, w.policy.setUpOpen);
    await me.choose(dialog(w.policy.setUpTitle), w.policy.fields.administrators ?? '', '근태-관리');
    await me.submit(w.policy.setUpTitle);
    await me.click(dialog(w.policy.setUpTitle), w.people.importOpen);
    const importing = dialog(w.people.importTitle);
    const csv = [
      'email,hire date,number,team,manager',
      'minji@acorn.example,2021-01-04,A-1,Platform,woojin@acorn.example',
      'woojin@acorn.example,2019-06-15,A-2,Platform,',
    ].join('\n');
    await importing
      .locator('input[type=file]')
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await importing.getByText('people.csv').waitFor();
    await me.submit(w.people.importTitle);
    await importing.getByText('2021-01-04').waitFor();
    await me.submit(w.people.importTitle);
    await importing.getByText(w.people.importDone(2).replace(/^:.*: /, '')).waitFor();
    await me.closeAll();
    await home.getByRole('button', { name: w.policy.setUpOpen, exact: true }).waitFor({ state: 'detached' });

    // A form with two fields.
    await me.menu(home, action.adminMenu, w.forms.manage);
    await me.click(dialog(w.forms.manageTitle), w.forms.create);
    await dialog(w.forms.nameTitle).getByLabel(w.forms.name).fill(written.form);
    await me.submit(w.forms.nameTitle);
    const editor = dialog(w.forms.manageTitle);
    for (const [label, type] of [
      [written.item, 'text'],
      [written.sum, 'money'],
    ] as const) {
      await me.click(editor, w.forms.addField);
      const field = dialog(w.forms.fieldTitle);
      if (type !== 'text') await me.choose(field, w.forms.type, w.forms.types[type] ?? '');
      await field.getByLabel(w.forms.label, { exact: true }).fill(label);
      await me.submit(w.forms.fieldTitle);
      await field.waitFor({ state: 'detached' });
      await editor.getByText(label, { exact: true }).waitFor();
    }
    await me.click(editor, w.forms.offer);
    await me
      .click(editor, w.forms.archive)
      .then(() => dialog(w.forms.archiveConfirm.title).locator('.btn').first().click());
    await me.closeAll();

    // Two steps: the requester's manager, then one person.
    await me.menu(home, action.adminMenu, w.routes.title);
    await me.click(dialog(w.routes.title), w.routes.add);
    const rule = dialog(w.routes.add);
    await me.choose(rule, w.routes.kind, written.form);
    await me.choose(rule, w.routes.step(1), w.routes.approvers.manager ?? '');
    await me.click(rule, w.routes.addStep);
    await me.choose(rule, w.routes.step(2), w.routes.approvers.people ?? '');
    await me.choose(rule, w.routes.people, NAMES.owner);
    await page.keyboard.press('Escape');
    await me.submit(w.routes.add);
    await dialog(w.routes.title).getByText(NAMES.owner).waitFor();
    await me.closeAll();

    // The request: its way is seen before it is sent.
    await me.become(NAMES.asker);
    await me.openHome();
    await me.click(home, w.forms.other);
    await me.click(dialog(w.forms.choose).locator('.block').filter({ hasText: written.form }), w.forms.write);
    const form = dialog(written.form);
    await form.getByText(`${NAMES.lead} → ${NAMES.owner}`).waitFor();
    await form.getByLabel(written.item, { exact: true }).fill(written.laptop);
    await form.getByLabel(written.sum, { exact: true }).fill('2,400,000');
    await me.submit(written.form);
    await form.waitFor({ state: 'detached' });
    await home.getByText(w.home.requestWaiting).waitFor();

    // Her manager names a delegate, who decides for him.
    await me.become(NAMES.lead);
    await me.openHome();
    await me.click(home, w.delegation.open);
    await me.choose(dialog(w.delegation.title), w.delegation.to, NAMES.delegate);
    await me.submit(w.delegation.title);
    await dialog(w.delegation.title).getByText(NAMES.delegate).waitFor();
    await me.closeAll();
    /** The first step, by the delegate on Home; then the second one asks the owner. */
    const delegateApproves = async (title: string): Promise<void> => {
      await me.become(NAMES.delegate);
      await me.openHome();
      await me.sure(home, w.approvals.approve, title);
      await home.getByRole('button', { name: w.approvals.approve, exact: true }).waitFor({ state: 'detached' });
    };
    await me.become(NAMES.delegate);
    await (await me.openMessages()).getByText(w.approvals.askFor(NAMES.lead)).first().waitFor();
    await delegateApproves(w.approvals.approveConfirm.title);

    // The owner sends it back from the card in the channel; she changes it and sends it again.
    await me.become(NAMES.owner);
    await page.locator(`.room[data-channel="${adminChannel}"]`).click();
    const card = page.locator('.message').filter({ hasText: written.laptop });
    await card.getByText(w.approvals.actingFor(NAMES.delegate, NAMES.lead)).waitFor();
    await me.menu(card, action.more, item('send-back'));
    const sendBack = w.approvals.reasonTitles['send-back'] ?? '';
    await dialog(sendBack).getByRole('textbox').fill(written.back);
    await me.submit(sendBack);
    await card.getByText(written.back).waitFor();
    await me.become(NAMES.asker);
    const log = await me.openMessages();
    await log.getByText(written.back).waitFor();
    await me.click(log, item('edit'));
    await form.getByLabel(written.sum, { exact: true }).fill('2,100,000');
    await me.submit(written.form);
    await form.waitFor({ state: 'detached' });

    // Once more through both steps, the second one with a comment.
    await delegateApproves(w.approvals.approveConfirm.title);
    await me.become(NAMES.owner);
    await page.locator(`.room[data-channel="${adminChannel}"]`).click();
    await me.menu(card, action.more, item('comment'));
    const approving = w.approvals.reasonTitles.approve ?? '';
    await dialog(approving).getByRole('textbox').fill(written.fine);
    await me.submit(approving);
    await card.getByText(written.fine).waitFor();
    await card.getByRole('button', { name: w.approvals.reject, exact: true }).waitFor({ state: 'detached' });

    // She asks to cancel it; that takes the same way, and until then the approval stands.
    await me.become(NAMES.asker);
    await me.openHome();
    await me.menu(mine(), action.mine, item('cancel'));
    const cancelling = w.approvals.reasonTitles['ask-cancel'] ?? '';
    await dialog(cancelling).getByRole('textbox').fill(written.end);
    await me.submit(cancelling);
    await home.getByText(w.home.cancelWaiting).waitFor();
    expect(await database.db.collection(REQUESTS).findOne({})).toMatchObject({ purpose: 'cancel', state: 'waiting' });
    await delegateApproves(w.approvals.cancelConfirm.title);
    await me.become(NAMES.owner);
    await page.locator(`.room[data-channel="${adminChannel}"]`).click();
    await me.sure(card, w.approvals.approve, w.approvals.cancelConfirm.title);
    await card.getByText(w.approvals.cancelled(NAMES.owner, '').replace(/^:.*: | · $/g, '')).waitFor();

    // The whole trail, and the administrator's list.
    await me.become(NAMES.admin);
    await me.openHome();
    await me.click(home, w.search.open);
    const list = dialog(w.search.title);
    await list.locator('.block').filter({ hasText: NAMES.asker }).first().waitFor();
    await me.menu(list, action.mine, item('history'));
    const history = dialog(w.approvals.historyTitle);
    await history.getByText(written.end).waitFor();
    const trail = (await history.textContent()) ?? '';
    expect(trail).toContain(w.approvals.actingFor(NAMES.delegate, NAMES.lead));
    expect(trail).toContain(written.back);
    const stored = await database.db.collection(REQUESTS).findOne({});
    expect(stored?.history.map((h: { what: string; by: string; for?: string }) => [h.what, h.by, h.for])).toEqual([
      ['sent', people.minji, undefined],
      ['endorsed', people.hana, people.woojin],
      ['sent-back', people.owner, undefined],
      ['resent', people.minji, undefined],
      ['endorsed', people.hana, people.woojin],
      ['approved', people.owner, undefined],
      ['cancel-asked', people.minji, undefined],
      ['endorsed', people.hana, people.woojin],
      ['cancelled', people.owner, undefined],
    ]);
    expect(troubles).toEqual([]);
    await context.close();
  },
  240_000,
);
