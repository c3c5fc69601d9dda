import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { adminAction } from '../../blocks/administration-ids.ts';
import { action, input } from '../../blocks/ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { monthAction } from '../../blocks/month-ids.ts';
import { createLog } from '../../src/shared/log.ts';
import { launchBrowser } from '../browser.ts';
import { startDemo } from './stage.ts';

const FOLDER = 'docs/images';
const MOST_BYTES = 250_000;
const MORNING = '2026-11-24T09:31:02+09:00';
const MARGIN = 24;
/** Of a modal's picture: a longer one goes on below it. */
const MOST_HEIGHT = 680;

type Demo = Awaited<ReturnType<typeof startDemo>>;

const SCENES = {
  ko: { locale: 'ko-KR', reason: '겨울 휴가' },
  en: { locale: 'en-US', reason: 'Winter holiday' },
} as const;
type Language = keyof typeof SCENES;

/** Makes the pictures of the README and the guides (`npx tsx scripts/demo/screenshots.ts`): the same Tuesday in both languages. */
async function screenshots(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const browser = await launchBrowser();
  try {
    for (const language of ['ko', 'en'] as const) {
      const dataDir = await mkdtemp(join(tmpdir(), 'daybook-pictures-'));
      const demo = await startDemo({ port: 0, dataDir, at: Date.parse(MORNING), language, log: createLog('warn') });
      try {
        await day(demo, browser, language);
      } finally {
        await demo.stop();
        await rm(dataDir, { recursive: true, force: true });
      }
    }
  } finally {
    await browser.close();
  }
}

async function day(demo: Demo, browser: Browser, language: Language): Promise<void> {
  const { slack, seeded, app } = demo;
  const { locale, reason } = SCENES[language];
  const { minji: user, manager } = seeded.people;
  const quiet = async (): Promise<void> => {
    await slack.settled();
    await app.idle();
  };
  const jump = async (time: string): Promise<void> => {
    await slack.clock.jump(Date.parse(`2026-11-24T${time}:02+09:00`));
    await quiet();
  };
  const me = slack.as(user);
  const administrator = slack.as(manager);
  /** one after the other, each with all that it sets off */
  const did = async (...deeds: (() => Promise<unknown>)[]): Promise<void> => {
    for (const deed of deeds) {
      await deed();
      await quiet();
    }
  };
  const page = await open(browser, { width: 1120, height: 1500 }, locale);
  const homeOf = (whose: string): string => `${slack.url}/#as=${whose}&at=home`;
  const home = homeOf(user);
  const channel = `${slack.url}/#as=${manager}&at=${seeded.adminChannel}`;
  const modal = async (name: string, whose: string = user): Promise<void> => {
    await show(page, homeOf(whose), '.modal');
    const box = await boxOf(page.locator('.modal'));
    await pictureOf(name, { ...box, height: Math.min(box.height, MOST_HEIGHT) });
  };
  const pictureOf = (name: string, area: Area): Promise<void> => picture(page, `${name}-${language}.png`, area);

  for (const id of Object.values(seeded.people)) await slack.updateUser(id, { locale });
  await did(
    // A workspace with a month of history was set up long ago.
    () => administrator.openHome(),
    () => administrator.press('home', adminAction.openSetUp),
    () => administrator.submit(),
    () => administrator.dismiss({ all: true }),
    () => me.openHome(),
    () => me.press('home', action.checkIn),
  );
  await modal('check-in');
  await did(
    () => me.submit(),
    () => me.press('home', action.openLeave),
    () => me.fill(input.from, '2026-12-24'),
    () => me.fill(action.leaveTo, '2026-12-28'),
    () => me.fill(input.reason, reason),
  );
  await modal('leave');
  await did(() => me.submit());

  await jump('14:32');
  await show(page, home, '.home-view');
  await pictureOf('home', await pane(page, '.home-view .block'));
  await show(page, channel, '.message');
  const cards = page.locator('.message').filter({ hasText: reason });
  await pictureOf('card', await around(cards.last(), 540));
  await show(page, homeOf(manager), '.home-view');
  await pictureOf('home-admin', await pane(page, '.home-view .block'));
  await did(() => administrator.press('home', manageAction.open));
  await modal('manage', manager);
  await did(
    () => administrator.dismiss({ all: true }),
    () => administrator.command(`/daybook who ${slack.users.get(seeded.people.woojin)?.realName}`),
  );
  await modal('person', manager);
  await did(() => administrator.dismiss({ all: true }));
  await did(() => me.press('home', action.openStatement));
  await modal('statement');
  await did(() => me.dismiss({ all: true }));

  await jump('18:04');
  await did(() => me.press('home', action.checkOut));
  await jump('18:40');
  await show(page, channel, '.message');
  await pictureOf('summary', await around(page.locator('.message').last(), 640));
  await did(() => me.press('home', monthAction.open));
  await modal('records');
  await page.context().close();
}

async function open(browser: Browser, viewport: { width: number; height: number }, locale: string): Promise<Page> {
  const context = await browser.newContext({ viewport, locale, deviceScaleFactor: 2 });
  return context.newPage();
}

/** Loads an address; ends once it is drawn and everything has arrived. */
async function show(page: Page, address: string, wanted: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(address);
  await page.locator(wanted).first().waitFor();
  await page.locator('.progress').waitFor({ state: 'detached' });
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement.blur()');
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
