import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { REQUESTS } from '../src/approvals/store.ts';
import { WORKDAYS } from '../src/attendance/store.ts';
import { NAMES, storyStage } from './support/story.ts';

const stage = storyStage();

const block = (within: Locator, id: string): Locator => within.locator(`[data-block-id="${id}"]`);

it('a working day by clicking: check in, ask for leave, approve, hear of it, read the summary', async () => {
  const world = await stage.open('ko', { at: '2026-11-24T09:00:00+09:00' });
  const { people, adminChannel, database } = world;
  const me = await stage.visit(people.minji);
  const { page, home, dialog } = me;
  const button = (name: string): Locator => me.button(home, name);

  // In the morning she opens Home and checks in from home.
  await home.getByText('아직 출근 전').waitFor();
  await button('출근').click();
  await dialog('출근').getByLabel('재택').check();
  await dialog('출근').getByRole('button', { name: '출근', exact: true }).click();
  await dialog('출근').waitFor({ state: 'detached' });
  await home.getByText('근무 중').waitFor();
  await button('퇴근').waitFor();
  expect(await home.textContent()).toContain('09:00부터 · 재택');

  // She asks for a Friday and a Monday; the form counts as she goes.
  await button('휴가 신청').click();
  const form = dialog('휴가 신청');
  await block(form, 'takes').getByText('1일').waitFor();
  await me.pick(form, '시작일', '2026-11-27');
  await form.locator('button[data-value="2026-11-27"][aria-label="종료일"]').waitFor();
  await me.pick(form, '종료일', '2026-11-30');
  await block(form, 'takes').getByText('2일', { exact: true }).waitFor();
  expect(await block(form, 'takes').textContent()).toContain('주말 2일');
  await form.getByLabel('사유').fill('가족 여행');
  await me.send('휴가 신청');
  await home.getByText('승인 대기').waitFor();

  // An administrator approves on the card in the channel.
  await me.become(NAMES.admin);
  await me.openRoom(adminChannel);
  const card = page.locator('.message').filter({ hasText: '이민지 님의 연차 신청' });
  await card.getByText('가족 여행').waitFor();
  await card.getByRole('button', { name: '승인', exact: true }).click();
  await card.getByText('김수빈 님이 승인').waitFor();
  expect(await card.getByRole('button', { name: '반려', exact: true }).count()).toBe(0);

  // She hears by direct message, and her Home says the same.
  await me.become(NAMES.minji);
  await (await me.openMessages()).getByText('신청이 승인되었습니다').waitFor();
  await me.openHome();
  await home.getByText('김수빈 님이 승인').waitFor();

  // In the evening the summary arrives in the channel.
  await me.become(NAMES.admin);
  await me.openRoom(adminChannel);
  await page.locator('[data-clock]').click();
  await page.getByRole('button', { name: '18:30', exact: true }).click();
  const summary = page.locator('.message').filter({ hasText: '11월 24일 화요일 요약' });
  await summary.waitFor();
  const text = (await summary.textContent()) ?? '';
  expect(text).toContain('출근 1 · 근무 중 1 · 미출근 7');
  expect(text).toContain('이민지 (09:00부터)');

  // Who was there, for how long and where, stands in its thread.
  await summary.locator('.thread-link').click();
  const present = page.locator('.thread .message').filter({ hasText: '이민지' }).filter({ hasNotText: '요약' });
  await present.waitFor();
  const there = (await present.textContent()) ?? '';
  expect(there).toContain('8시간 30분');
  expect(there).toContain('재택');

  // Everything is in the database.
  const day = await database.db.collection(WORKDAYS).findOne({ user: people.minji });
  expect(day).toMatchObject({ date: '2026-11-24', open: true, spans: [{ place: 'home' }] });
  const request = await database.db.collection(REQUESTS).findOne({ user: people.minji });
  expect(request).toMatchObject({
    state: 'approved',
    form: { type: 'annual', from: '2026-11-27', to: '2026-11-30', reason: '가족 여행' },
  });
  expect(request?.history.map((step: { what: string; by: string }) => [step.what, step.by])).toEqual([
    ['sent', people.minji],
    ['approved', people.manager],
  ]);
}, 120_000);
