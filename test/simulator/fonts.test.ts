import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../scripts/browser.ts';
import { bundlePage } from '../../scripts/simulator/page/bundle.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);

/** A machine with one Latin font, as servers have: without any Chromium draws nothing at all. */
async function barren(folder: string): Promise<Record<string, string>> {
  const fonts = join(folder, 'fonts');
  const conf = join(folder, 'fonts.conf');
  await mkdir(fonts);
  const [latin, korean, emoji] = await Promise.all([':lang=en', ':lang=ko', ':charset=2705'].map(installed));
  const font = latin?.find(file => file.endsWith('.ttf') && ![...(korean ?? []), ...(emoji ?? [])].includes(file));
  if (font) await copyFile(font, join(fonts, basename(font)));
  const xml = `<fontconfig><dir>${fonts}</dir><cachedir>${join(folder, 'cache')}</cachedir></fontconfig>`;
  await writeFile(conf, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">${xml}`);
  return { FONTCONFIG_FILE: conf };
}

/** Where there is no fontconfig, its settings are not read either. */
async function installed(pattern: string): Promise<string[]> {
  const { stdout } = await run('fc-list', ['-f', '%{file}\n', pattern]).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter(Boolean).sort();
}

/** For each text: whether it has colours, and whether it differs from the box of a character that no font has. */
const LOOK = `(texts => {
  const draw = text => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 48, height: 48 });
    const ink = canvas.getContext('2d');
    ink.font = '32px ' + getComputedStyle(document.body).fontFamily;
    ink.fillText(text, 4, 36);
    return [...ink.getImageData(0, 0, 48, 48).data];
  };
  const box = draw('\\u{10FFFD}').join();
  return texts.map(text => {
    const dots = draw(text);
    const coloured = dots.some((_, i) => i % 4 === 0 && (dots[i] !== dots[i + 1] || dots[i] !== dots[i + 2]));
    return { text, drawn: dots.some(Boolean) && dots.join() !== box, coloured };
  });
})`;

describe('on a machine without Korean fonts and emoji', () => {
  let folder: string;
  let browser: Browser;
  let slack: Simulator;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'daybook-fonts-'));
    slack = await startSimulator({ page: await bundlePage() });
    browser = await launchBrowser(await barren(folder));
  });

  afterAll(async () => {
    await browser?.close();
    await slack?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function look(page: Page, texts: string[]) {
    return (await page.evaluate(`${LOOK}(${JSON.stringify(texts)})`)) as {
      text: string;
      drawn: boolean;
      coloured: boolean;
    }[];
  }

  it('draws Korean, and emoji as characters or codes, in the fonts that the page brings', async () => {
    const { id } = slack.addUser({ name: 'minji', realName: '이민지' });
    const general = slack.addChannel({ name: 'general', members: [id] });
    const emoji = ['✅', '⏳', '⚠️', '🙋', '☕', '📅', '🏝️'];
    const letters = ['휴', '괜', '뷁', 'A', '→', '②', '●'];
    slack.recall({
      channel: general.id,
      user: id,
      at: Date.now(),
      text: `${emoji.join(' ')} *휴가* ${letters.join('')}`,
    });
    slack.recall({
      channel: general.id,
      user: id,
      at: Date.now(),
      text: ':white_check_mark: :hourglass_flowing_sand: :palm_tree: `코드` ▓▓░',
    });
    const page = await browser.newPage();
    await page.goto(`${slack.url}/#as=${id}&at=${general.id}`);
    await page.locator('.message .emoji').first().waitFor();
    const faces = await until(
      async () => {
        const loaded = (await page.evaluate(
          `document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + ' ' + f.weight))`,
        )) as string[];
        return loaded.some(face => face.includes('Emoji')) && loaded;
      },
      { what: 'the fonts of the page' },
    );
    expect(faces).toEqual(expect.arrayContaining(['Pretendard 400', 'Pretendard 700']));
    expect(await look(page, letters)).toEqual(letters.map(text => ({ text, drawn: true, coloured: false })));
    expect(await look(page, emoji)).toEqual(emoji.map(text => ({ text, drawn: true, coloured: true })));
    expect(await page.locator('.message .emoji').allTextContents()).toEqual(['✅', '⏳', '🌴']);
    expect(await page.locator('.shade').allTextContents()).toEqual(['▓▓', '░']);
    await page.close();
  });

  it('does so on Slack’s page of consent, too', async () => {
    const page = await browser.newPage();
    const query = new URLSearchParams({
      client_id: slack.client.id,
      user_scope: 'users.profile:write',
      redirect_uri: `${slack.url}/slack/oauth`,
    });
    await page.goto(`${slack.url}/oauth/v2/authorize?${query}`);
    await page.evaluate('document.fonts.ready');
    expect(await look(page, ['허', '용'])).toEqual(['허', '용'].map(text => ({ text, drawn: true, coloured: false })));
    await page.close();
  });
});
