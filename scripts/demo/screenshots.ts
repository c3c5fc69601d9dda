import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { adminAction } from '../../blocks/administration-ids.ts';
import { action, input } from '../../blocks/ids.ts';
import { createLog } from '../../src/shared/log.ts';
import { launchBrowser } from '../browser.ts';
import { startDemo } from './stage.ts';

const FOLDER = 'docs/images';
const MOST_BYTES = 250_000;
const MORNING = '2026-11-24T09:31:02+09:00';
const MARGIN = 24;

type Demo = Awaited<ReturnType<typeof startDemo>>;

/** Makes the README's pictures anew (`npx tsx scripts/demo/screenshots.ts`): always the same Tuesday, told from the same clicks. */
async function screenshots(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const dataDir = await mkdtemp(join(tmpdir(), 'daybook-pictures-'));
  const at = Date.parse(MORNING);
  const [demo, browser] = await Promise.all([
    startDemo({ port: 0, dataDir, at, language: 'ko', log: createLog('warn') }),
    launchBrowser(),
  ]);
  try {
    await day(demo, browser);
  } finally {
    await browser.close();
    await demo.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function day(demo: Demo, browser: Browser): Promise<void> {
  const { slack, seeded, app } = demo;
  const { minji, manager, hana } = seeded.people;
  const quiet = async (): Promise<void> => {
    await slack.settled();
    await app.idle();
  };
  const jump = async (time: string): Promise<void> => {
    await slack.clock.jump(Date.parse(`2026-11-24T${time}:02+09:00`));
    await quiet();
  };
  const me = slack.as(minji);
  const administrator = slack.as(manager);
  /** one after the other, each with all that it sets off */
  const did = async (...deeds: (() => Promise<unknown>)[]): Promise<void> => {
    for (const deed of deeds) {
      await deed();
      await quiet();
    }
  };
  await did(
    () => me.openHome(),
    () => me.press('home', action.checkIn),
    () => me.submit(),
    () => me.press('home', action.openLeave),
    () => me.fill(input.from, '2026-12-24'),
    () => me.fill(action.leaveTo, '2026-12-28'),
    () => me.fill(input.reason, '겨울 휴가'),
    () => me.submit(),
    // A workspace with a month of history was set up long ago.
    () => administrator.openHome(),
    () => administrator.press('home', adminAction.openSetUp),
    () => administrator.submit(),
    () => administrator.dismiss({ all: true }),
  );

  await jump('14:32');
  const wide = await open(browser, { width: 1120, height: 1500 });
  await show(wide, `${slack.url}/#as=${minji}&at=home`, '.home-view');
  await picture(wide, 'home-ko.png', await pane(wide, '.home-view .block'));
  await show(wide, `${slack.url}/#as=${manager}&at=${seeded.adminChannel}`, '.message');
  const cards = wide.locator('.message').filter({ hasText: slack.users.get(hana)?.realName ?? '' });
  await picture(wide, 'card-ko.png', await around(cards.last(), 540));
  const phone = await open(browser, { width: 390, height: 844 });
  await show(phone, `${slack.url}/#as=${minji}&at=home`, '.home-view');
  await picture(phone, 'phone-ko.png', { x: 0, y: 0, width: 390, height: 844 });

  await did(() => slack.updateUser(manager, { locale: 'en-US' }));
  await show(wide, `${slack.url}/#as=${manager}&at=home`, '.home-view');
  await picture(wide, 'home-admin-en.png', await pane(wide, '.home-view .block'));
  await slack.updateUser(manager, { locale: 'ko-KR' });

  await jump('18:04');
  await did(() => me.press('home', action.checkOut));
  await jump('18:30');
  await show(wide, `${slack.url}/#as=${manager}&at=${seeded.adminChannel}`, '.message');
  await picture(wide, 'summary-ko.png', await around(wide.locator('.message').last(), 640));
}

async function open(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'ko-KR', deviceScaleFactor: 2 });
  return context.newPage();
}

/** A new look at an address, once it is drawn and everything has arrived. */
async function show(page: Page, address: string, wanted: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(address);
  await page.locator(wanted).first().waitFor();
  await page.locator('.progress').waitFor({ state: 'detached' });
  await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready');
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The pane on the right down to the last of its blocks. */
async function pane(page: Page, blocks: string): Promise<Area> {
  const whole = await boxOf(page.locator('main.pane'));
  const last = await boxOf(page.locator(blocks).last());
  return { ...whole, height: Math.min(whole.height, last.y + last.height + MARGIN - whole.y) };
}

async function around(message: Locator, width: number): Promise<Area> {
  await message.scrollIntoViewIfNeeded();
  const box = await boxOf(message);
  return { ...box, width: Math.min(width, box.width) };
}

async function boxOf(element: Locator): Promise<Area> {
  const box = await element.boundingBox();
  if (!box) throw new Error(`${element} is not shown`);
  return box;
}

async function picture(page: Page, name: string, clip: Area): Promise<void> {
  const path = join(FOLDER, name);
  await page.screenshot({ path, clip, animations: 'disabled' });
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes: crop it`);
  process.stdout.write(
    `${path}  ${Math.round(clip.width)}×${Math.round(clip.height)}  ${Math.round(size / 1024)} KB\n`,
  );
}

await screenshots();
