import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { action } from '../blocks/ids.ts';
import { REQUESTS } from '../src/approvals/store.ts';
import { words } from '../src/i18n/index.ts';
import { languages, NAMES, storyStage } from './support/story.ts';

const stage = storyStage();
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

it.each(languages('ko'))(
  'a new administrator’s first purchase, by clicking (%s)',
  async language => {
    const { people, database, adminChannel } = await stage.open(language, {
      everybody: true,
      env: { DAYBOOK_ADMIN_CHANNEL: '' },
    });
    const w = words(language);
    const written = WRITTEN[language];
    const me = await stage.visit(people.manager);
    const { page, home, dialog } = me;
    const mine = (): Locator => home.locator('.block').filter({ hasText: `${written.form} ` });
    const more = w.approvals.more as Record<string, string>;
    const item = (name: string): string => more[name] ?? '';

    // She sets Daybook up with five answers, and imports what Slack does not know of the people.
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
    await me.manages(w.forms.manage);
    await me.click(dialog(w.forms.manage), w.forms.create);
    await dialog(w.forms.nameTitle).getByLabel(w.forms.name).fill(written.form);
    await me.submit(w.forms.nameTitle);
    const editor = dialog(w.forms.manage);
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
    await me.manages(w.routes.title);
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
    await me.be(NAMES.minji);
    await me.click(home, w.forms.other);
    await me.click(dialog(w.forms.choose).locator('.block').filter({ hasText: written.form }), w.forms.write);
    const form = dialog(written.form);
    await form.getByText(`${NAMES.woojin} → ${NAMES.owner}`).waitFor();
    await form.getByLabel(written.item, { exact: true }).fill(written.laptop);
    await form.getByLabel(written.sum, { exact: true }).fill('2,400,000');
    await me.submit(written.form);
    await form.waitFor({ state: 'detached' });
    await home.getByText(w.home.requestWaiting).waitFor();

    // Her manager names a delegate, who decides for him.
    await me.be(NAMES.woojin);
    await me.manages(w.delegation.open);
    await me.choose(dialog(w.delegation.title), w.delegation.to, NAMES.hana);
    await me.submit(w.delegation.title);
    await dialog(w.delegation.title).getByText(NAMES.hana).waitFor();
    await me.closeAll();
    /** The first step, by the delegate on Home; then the second one asks the owner. */
    const delegateApproves = async (title: string): Promise<void> => {
      await me.be(NAMES.hana);
      await me.sure(home, w.approvals.approve, title);
      await home.getByRole('button', { name: w.approvals.approve, exact: true }).waitFor({ state: 'detached' });
    };
    await me.become(NAMES.hana);
    await (await me.openMessages()).getByText(w.approvals.askFor(NAMES.woojin)).first().waitFor();
    await delegateApproves(w.approvals.approveConfirm.title);

    // The owner sends it back from the card in the channel; she changes it and sends it again.
    await me.become(NAMES.owner);
    await me.openRoom(adminChannel);
    const card = page.locator('.message').filter({ hasText: written.laptop });
    await card.getByText(w.approvals.actingFor(NAMES.hana, NAMES.woojin)).waitFor();
    await me.menu(card, action.more, item('send-back'));
    const sendBack = w.approvals.reasonTitles['send-back'] ?? '';
    await dialog(sendBack).getByRole('textbox').fill(written.back);
    await me.submit(sendBack);
    await card.getByText(written.back).waitFor();
    await me.become(NAMES.minji);
    const log = await me.openMessages();
    await log.getByText(written.back).waitFor();
    await me.click(log, item('edit'));
    await form.getByLabel(written.sum, { exact: true }).fill('2,100,000');
    await me.submit(written.form);
    await form.waitFor({ state: 'detached' });

    // Once more through both steps, the second one with a comment.
    await delegateApproves(w.approvals.approveConfirm.title);
    await me.become(NAMES.owner);
    await me.openRoom(adminChannel);
    await me.menu(card, action.more, item('comment'));
    const approving = w.approvals.reasonTitles.approve ?? '';
    await dialog(approving).getByRole('textbox').fill(written.fine);
    await me.submit(approving);
    await card.getByText(written.fine).waitFor();
    await card.getByRole('button', { name: w.approvals.reject, exact: true }).waitFor({ state: 'detached' });

    // She asks to cancel it; that takes the same way, and until then the approval stands.
    await me.be(NAMES.minji);
    await me.menu(mine(), action.mine, item('cancel'));
    const cancelling = w.approvals.reasonTitles['ask-cancel'] ?? '';
    await dialog(cancelling).getByRole('textbox').fill(written.end);
    await me.submit(cancelling);
    await home.getByText(w.home.cancelWaiting).waitFor();
    expect(await database.db.collection(REQUESTS).findOne({})).toMatchObject({ purpose: 'cancel', state: 'waiting' });
    await delegateApproves(w.approvals.cancelConfirm.title);
    await me.become(NAMES.owner);
    await me.openRoom(adminChannel);
    await me.click(card, w.approvals.approve);
    await card.getByText(w.approvals.cancelled(NAMES.owner, '').replace(/^:.*: | · $/g, '')).waitFor();

    // The whole trail, and the administrator's list.
    await me.be(NAMES.admin);
    await me.manages(w.search.open);
    const list = dialog(w.search.title);
    await me.menu(list.locator('.block').filter({ hasText: NAMES.minji }).first(), action.more, item('history'));
    const history = dialog(w.approvals.historyTitle);
    await history.getByText(written.end).waitFor();
    const trail = (await history.textContent()) ?? '';
    expect(trail).toContain(w.approvals.actingFor(NAMES.hana, NAMES.woojin));
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
  },
  240_000,
);
