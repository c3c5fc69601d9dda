import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { target } from '../../scripts/simulator/page/chrome/target.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { browserAndPage } from '../support/story.ts';
import { everyInput, showcase } from './kitchen.ts';

let slack: Simulator;
let page: Page;
let close: () => Promise<void>;

beforeAll(async () => {
  const [browser, files] = await browserAndPage();
  slack = await startSimulator({ page: files });
  const people = ['이민지', '김수빈', '박하나', '정우진', '최도현', '한서연', '강바다', 'Emily'].map(realName =>
    slack.addUser({ name: realName, realName }),
  );
  const fields = (everyInput('') as { blocks: { type: string; block_id: string }[] }).blocks;
  const wanted = fields.filter(b => ['multi', 'time'].includes(b.block_id));
  const answer = await fetch(`${slack.apiUrl}views.publish`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ user_id: people[0]?.id, view: { type: 'home', blocks: [...showcase(), ...wanted] } }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    locale: 'ko-KR',
  });
  page = await context.newPage();
  close = () => context.close();
  await page.goto(`${slack.url}/#as=${people[0]?.id}&at=home`);
  await page.locator('.home-view').waitFor();
});

afterAll(async () => {
  await close?.();
  await slack?.close();
});

const opener = (id: string): Locator => page.locator(`button[data-action-id="${id}"]`);
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const focused = (): Promise<string> =>
  page.evaluate(
    '(e => e.dataset.actionId || e.dataset.value || e.dataset.name || e.getAttribute("role") || e.className)(document.activeElement)',
  );
const active = (): Promise<string> => page.locator('.option.active').innerText();

describe('by keyboard alone', () => {
  it('opens a list, moves by arrows, ends and letters, chooses, and comes back', async () => {
    await opener('plan').focus();
    await press('ArrowDown');
    await page.getByRole('listbox').waitFor();
    expect(await focused()).toBe('listbox');
    expect(await active()).toContain('연차');
    await press('End');
    expect(await active()).toContain('오후 반차');
    await press('ArrowDown');
    expect(await active()).toContain('연차');
    await press('ArrowDown');
    expect(await active()).toContain('오전 반차');
    await press('Enter');
    expect(await focused()).toBe('plan');
    expect(await opener('plan').getAttribute('aria-expanded')).toBe('false');
  });

  it('searches a long list and leaves it by Escape and by Tab', async () => {
    await opener('who').focus();
    await press('Enter');
    await page.getByRole('combobox', { name: '검색' }).waitFor();
    await page.keyboard.type('박하');
    expect(await active()).toContain('박하나');
    await press('Escape');
    expect(await focused()).toBe('who');
    await press('Space');
    await page.getByRole('listbox').waitFor();
    await press('Tab');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    expect(await focused()).toBe('day');
  });

  it('moves into a calendar, over its days, and back with the day', async () => {
    await opener('day').focus();
    await press('Enter');
    await page.getByRole('grid').waitFor();
    const from = await page.evaluate('document.activeElement.closest("td").dataset.day');
    await press('ArrowDown', 'ArrowRight', 'Escape');
    expect(await focused()).toBe('day');
    await press('Enter', 'ArrowRight');
    const day = String(await page.evaluate('document.activeElement.closest("td").dataset.day'));
    expect(Date.parse(day) - Date.parse(String(from))).toBe(86_400_000);
    await press('Enter');
    await page.getByRole('grid').waitFor({ state: 'detached' });
    expect(await focused()).toBe('day');
  });

  it('walks round a menu and closes it', async () => {
    await opener('more').focus();
    await press('Space');
    expect(await focused()).toBe('see');
    await press('ArrowUp');
    expect(await focused()).toBe('history');
    await press('Home');
    expect(await focused()).toBe('see');
    await press('End');
    expect(await focused()).toBe('history');
    await press('Escape');
    expect(await focused()).toBe('more');
    expect(await page.getByRole('menu').count()).toBe(0);
  });

  it('takes a time by arrows, and several of a list by Space', async () => {
    const time = page.locator('input.time').first();
    await time.focus();
    const value = (await time.getAttribute('data-value')) || '09:00';
    await press('ArrowDown', 'ArrowDown', 'Enter');
    expect(await time.getAttribute('data-value')).not.toBe(value);
    expect(await time.getAttribute('data-value')).toMatch(/^\d\d:(00|30)$/);
    const days = page.locator('[data-block-id="multi"] button.select-button');
    await days.focus();
    await press('Enter', 'Space', 'ArrowDown', 'Space', 'Escape');
    expect(await page.locator('[data-block-id="multi"] .chip').count()).toBe(2);
  });

  it('switches the person', async () => {
    await page.locator('button.person').focus();
    await press('ArrowDown');
    expect(await focused()).toBe('이민지');
    await page.keyboard.type('em');
    expect(await focused()).toBe('Emily');
    await press('ArrowUp', 'ArrowDown', 'Enter');
    await page.locator('button.person').filter({ hasText: 'Emily' }).waitFor();
    expect(await page.locator('button.person').getAttribute('aria-expanded')).toBe('false');
  });

  it('breaks Korean between words', async () => {
    expect(await page.evaluate('getComputedStyle(document.body).wordBreak')).toBe('keep-all');
  });
});

describe('a key in a list', () => {
  let clock = Date.now();

  it.each([
    ['가', ['다', '가나', '가라'], 0, 1],
    ['b', ['a', 'b', 'bc'], 1, 2],
    ['End', ['a', 'b', 'c'], 0, 2],
    ['ArrowUp', ['a', 'b'], 0, 1],
    ['ArrowDown', [], -1, -1],
    ['x', ['a'], 0, -1],
    ['Enter', ['E'], 0, -1],
  ])('%s goes to the right of %j', (key, names, at, wanted) => {
    // What was typed seconds ago is forgotten.
    clock += 10_000;
    expect(target(key, at, names, clock)).toBe(wanted);
  });
});
