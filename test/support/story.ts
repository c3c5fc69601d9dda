import type { Browser, Locator, Page } from 'playwright-core';
import { afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../../scripts/browser.ts';
import { bundlePage } from '../../scripts/simulator/page/bundle.ts';
import { type Language, words } from '../../src/i18n/index.ts';
import { startWorld, type World } from './daybook.ts';
import { isLong } from './runs.ts';

/** Each step's longest wait; the machine may be small and busy. */
export const PATIENCE = 20_000;
/** Names of the people of the workspace as the page shows them; `admin` and `owner` are administrators. */
export const NAMES = {
  minji: '이민지',
  hana: '박하나',
  woojin: '정우진',
  admin: '김수빈',
  owner: '최도현',
  seoyeon: '한서연',
} as const;

/** The languages that a story is told in: one on a push, both at night; of the stories some are told in each. */
export const languages = (first: Language): Language[] => (isLong ? ['ko', 'en'] : [first]);

/** Six megabytes of fonts are decoded anew for each window; what is told by texts needs none. */
export const withoutFonts = (page: Awaited<ReturnType<typeof bundlePage>>): typeof page => ({
  ...page,
  files: { ...page.files, '/fonts.css': { type: 'text/css', body: '' } },
});

type WorldOptions = NonNullable<Parameters<typeof startWorld>[0]>;

export interface Stage {
  /** A workspace of its own with the stand-in's page, closed after the test; `everybody`: their Slack speaks the language, too. */
  open(language: Language, o?: WorldOptions & { everybody?: boolean }): Promise<World>;
  /** A browser window at the page, as `user`; errors of the page fail the test when it ends. */
  visit(user: string, o?: { width?: number }): Promise<Visitor>;
}

let started: Promise<[Browser, Awaited<ReturnType<typeof bundlePage>>]> | undefined;

/** The browser and the page, the same for every file of a worker. Playwright ends the browser with its process. */
export function browserAndPage(): NonNullable<typeof started> {
  started ??= Promise.all([launchBrowser(), bundlePage()]);
  return started;
}

/** What stories told by clicking need: a workspace and windows for each test. Call it at the top of a file. */
export function storyStage(): Stage {
  let browser: Browser | undefined;
  let bundled: Awaited<ReturnType<typeof bundlePage>> | undefined;
  let world: World | undefined;
  let language: Language = 'ko';
  let troubles: string[] = [];

  beforeAll(async () => {
    [browser, bundled] = await browserAndPage();
  }, 120_000);
  afterEach(async () => {
    const seen = troubles;
    troubles = [];
    for (const context of browser?.contexts() ?? []) await context.close();
    await world?.close();
    world = undefined;
    expect(seen).toEqual([]);
  }, 120_000);
  return {
    open: async (spoken, { everybody, ...o } = {}) => {
      if (!bundled) throw new Error('A story begins within a test');
      language = spoken;
      const opened = await startWorld({
        ...o,
        language,
        before: slack => {
          if (everybody) for (const user of slack.users.values()) user.locale = locale(language);
          o.before?.(slack);
        },
      });
      opened.slack.setPage(withoutFonts(bundled));
      opened.slack.clock.onJump(() => opened.app.tick());
      world = opened;
      return opened;
    },
    visit: async (user, o = {}) => {
      if (!browser || !world) throw new Error('A workspace is opened first');
      const viewport = { width: o.width ?? 1280, height: 900 };
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce', locale: locale(language) });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      page.on('pageerror', error => troubles.push(String(error)));
      await page.goto(`${world.slack.url}/#as=${user}&at=home`);
      await page.locator('.home-view .block').first().waitFor();
      await world.quiet();
      return visitor(page, world, language);
    },
  };
}

/** A text of the words as it is read on the page: without mrkdwn's stars and an emoji before it. */
const plain = (text: string): string => text.replaceAll('*', '').replace(/^:\w+: /, '');

const locale = (language: Language): string => (language === 'ko' ? 'ko-KR' : 'en-US');

export type Visitor = ReturnType<typeof visitor>;

/** One person at the page, by what is seen and clicked. */
function visitor(page: Page, world: World, language: Language) {
  const w = words(language);
  const home = page.locator('.home-view');
  const log = page.getByRole('log');
  const dialog = (name: string): Locator => page.getByRole('dialog', { name, exact: true });
  const block = (within: Locator, text: string | RegExp): Locator =>
    within.locator('.block').filter({ hasText: text }).first();
  const button = (within: Locator, name: string): Locator => within.getByRole('button', { name, exact: true });
  const click = (within: Locator, name: string): Promise<void> => button(within, name).click();
  const tab = async (n: 0 | 1): Promise<void> => {
    const own = page.getByRole('tab').nth(n);
    if (!(await own.isVisible())) await page.locator('[data-app]').click();
    await own.click();
  };
  const gone = async (name: string): Promise<void> => {
    await dialog(name).waitFor({ state: 'detached' });
    await world.quiet();
  };
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
  /** Opens a row of the Manage hub by its label. */
  const manages = async (label: string): Promise<void> => {
    await click(home, w.manage.title);
    await button(dialog(w.manage.title), label).last().click();
  };
  const become = async (name: string): Promise<void> => {
    await page.locator('button.person').click();
    await page.getByRole('option', { name, exact: true }).click();
    await page.locator('button.person').filter({ hasText: name }).waitFor();
  };
  /** Opens Home; what opening it draws anew stands before anything is pressed. */
  const openHome = async (): Promise<void> => {
    await tab(1);
    await tab(0);
    await page.locator('.home[aria-busy="false"] .home-view .block').first().waitFor();
    await world.quiet();
  };
  return {
    page,
    w,
    home,
    log,
    dialog,
    block,
    button,
    click,
    /** Presses what opens a window, and waits for the window. */
    async opens(within: Locator, name: string, title: string): Promise<Locator> {
      await click(within, name);
      await dialog(title).waitFor();
      await world.quiet();
      return dialog(title);
    },
    become,
    manages,
    openHome,
    /** Acts as somebody, from their Home on. */
    async be(name: string): Promise<void> {
      await become(name);
      await openHome();
    },
    /** Waits until texts of the words are seen. */
    async shows(within: Locator, ...texts: string[]): Promise<void> {
      for (const text of texts) await within.getByText(plain(text)).first().waitFor();
    },
    async openMessages(): Promise<Locator> {
      await tab(1);
      return log;
    },
    openRoom: (channel: string): Promise<void> => page.locator(`.room[data-channel="${channel}"]`).click(),
    /** Chooses from the ⋯ menu in `within`, by the id of its action. */
    async menu(within: Locator, actionId: string, item: string): Promise<void> {
      await fromList(
        within.locator(`button.overflow[data-action-id="${actionId}"]`).first(),
        page.getByRole('menuitem', { name: item, exact: true }),
      );
    },
    /** Chooses from the list of a field; `option` is part of its text. */
    async choose(within: Locator, label: string, option: string): Promise<void> {
      await fromList(
        button(within, label),
        page.getByRole('listbox').getByRole('option').filter({ hasText: option }).first(),
      );
    },
    /** Chooses a day from the calendar of a field, leafing on to its month. */
    async pick(within: Locator, label: string, date: string): Promise<void> {
      const field = within.getByLabel(label, { exact: true });
      const day = page.locator(`td[data-day="${date}"]:not(.rdp-outside) button`);
      const chosen = within.locator(`button[data-value="${date}"][aria-label="${label}"]:not([aria-busy="true"])`);
      await world.quiet();
      for (let tries = 0; tries < 4 && (await chosen.count()) === 0; tries++) {
        if ((await field.getAttribute('aria-expanded')) !== 'true') await field.click();
        // As a list, it closes when its form is drawn again just then.
        const leaf = async (): Promise<void> => {
          await page.locator('.rdp-month').waitFor({ timeout: PATIENCE / 5 });
          for (let months = 0; months < 14 && (await day.count()) === 0; months++)
            await page.locator('.rdp-button_next').click({ timeout: PATIENCE / 5 });
          await day.click({ timeout: PATIENCE / 5 });
          await chosen.waitFor({ timeout: PATIENCE / 5 });
        };
        await leaf().catch(() => undefined);
      }
      await chosen.waitFor();
      await world.quiet();
    },
    submit: (name: string): Promise<void> => dialog(name).locator('.dialog-foot .primary').click(),
    /** Submits a window that closes then, and lets everything arrive. */
    async send(name: string): Promise<void> {
      await dialog(name).locator('.dialog-foot .primary').click();
      await gone(name);
    },
    /** Presses a button that asks first, and says yes. */
    async sure(within: Locator, name: string, title: string): Promise<void> {
      await button(within, name).first().click();
      await dialog(title).locator('.dialog-foot .btn').last().click();
      await gone(title);
    },
    /** Closes the window that is in front. */
    async closeOne(name: string): Promise<void> {
      await dialog(name).locator('.dialog-head .icon-button').click();
      await gone(name);
    },
    /** Closes every window that is open. */
    async closeAll(): Promise<void> {
      const all = page.getByRole('dialog').locator('.dialog-head .link');
      const one = page.getByRole('dialog').locator('.dialog-head .icon-button');
      await ((await all.count()) > 0 ? all.first() : one).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
    /** Moves the workspace's clock by the clock at the top of the page; `to` is local time, `2026-12-10T10:01`. */
    async moveClock(to: string): Promise<void> {
      await page.locator('[data-clock]').click();
      await page.locator('.clock-panel input[type="datetime-local"]').fill(to);
      await page.locator('.clock-panel .custom button').click();
      await page.locator('.clock-panel').waitFor({ state: 'detached' });
      await page.locator(`[data-clock^="${to.slice(0, 13)}"]`).waitFor();
      await world.quiet();
    },
  };
}
