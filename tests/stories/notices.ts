// Told at once: a load comes back, the bell of its recorder says so, one press opens the field, and a mail with the same link
// has arrived.
import assert from 'node:assert/strict';
import { openFound } from './one-load.ts';
import { eventually, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const february = 'scope=site:WX1&period=2024-02';
const address = 'he.xiaoman@example.org';
const inLanguage = (stage: Stage, zh: string, en: string) => (stage.language === 'zh' ? zh : en);
const question = (stage: Stage) => inLanguage(stage, '该车次是否含包装重量？', 'Does this load include its packaging?');

/** The mail about what was returned, once it has arrived. */
const returnedMail = (stage: Stage) =>
  eventually(
    'a mail says what was returned',
    async () => stage.server.mails.find(({ text }) => text?.includes(question(stage))),
    (mail) => mail !== undefined,
  );

export const notices: Story = {
  name: 'notices',
  title: { en: 'Told at once, and one press from the task', zh: '及时通知，一键直达' },
  intro: {
    en: 'He Xiaoman of Wuxi wants to be told by mail too. A load of hers is returned: the bell says so, one press opens the field in question, and the mail opens the same.',
    zh: '无锡工厂的何小蔓希望同时收到邮件。她的一条记录被退回：铃铛提示，一键打开被问的字段，邮件中的链接亦然。',
  },
  steps: [
    {
      title: { en: 'She says where her mail goes', zh: '填写邮箱' },
      says: {
        en: 'Under “How I am told” she gives her address and has no quiet hours. What leaves at once, gathered or not at all is chosen message by message.',
        zh: '在“通知接收方式”中填写邮箱，取消免打扰时段。哪些立即发送、哪些汇总、哪些不发，可逐项选择。',
      },
      does: async (stage) => {
        await stage.become('recorder');
        await stage.go('/account/notices');
        await stage.page.getByLabel(stage.t('notices.account.mail')).fill(address);
        await stage.button('notices.account.mailSave').click();
        await stage.sees(stage.t('notices.account.saved'));
        await stage.page.getByLabel(stage.t('notices.account.quietFrom')).click();
        // From 21:00 the list goes round to its first entry: never.
        for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await stage.page.keyboard.press(key);
        await stage.page.getByLabel(stage.t('notices.account.quietTo')).waitFor({ state: 'detached' });
        const kept = stage.page.waitForResponse(
          (answer) => answer.request().method() === 'PUT' && answer.url().includes('/account/notices'),
        );
        await stage.button('notices.account.save').click();
        assert.equal((await kept).status(), 200);
      },
    },
    {
      title: { en: 'A correction is submitted and comes back', zh: '提交更正，随后被退回' },
      says: {
        en: 'She corrects a load of February and submits it. Gu Siqi returns it with a question about its weight.',
        zh: '她更正2月的一条转移记录并提交。顾思漆就重量提出疑问并退回。',
      },
      does: async (stage) => {
        const record = await openFound(stage, february);
        stage.kept.set('returned load', new URL(stage.page.url()).pathname);
        await stage.button('ui.record.correct', {}, record).click();
        const form = stage.page.locator('.record-form');
        const mass = form.locator('#field-ownMassTonnes');
        await mass.fill(`${await mass.inputValue()}1`);
        const why = inLanguage(stage, '核对磅单', 'Checked the ticket');
        await form.getByLabel(stage.t('ui.form.reason')).first().fill(why);
        await stage.button('ui.form.saveSubmit', {}, form).click();
        await stage.sees(stage.t('ui.form.savedSubmitted'));
        await stage.become('reviewer');
        const seen = await openFound(stage, `${february}&states=submitted`);
        await stage.button('ui.step.return', {}, seen).click();
        const dialog = stage.page.locator('.ant-modal');
        const field = stage.t('waste.load.ownMassTonnes').replace(/\s*[（(].*$/, '');
        await dialog.getByRole('combobox').fill(field);
        await stage.page.locator('.ant-select-item-option', { hasText: new RegExp(`^${field}$`) }).click();
        await dialog.getByRole('textbox').fill(question(stage));
        await stage.button('ui.step.return', {}, dialog).click();
        await stage.sees(stage.t('ui.step.returnDone', { count: 1 }));
      },
    },
    {
      title: { en: 'The bell says so', zh: '铃铛提示' },
      says: {
        en: 'The bell counts what is unread. Pressed, it lists what was told: the factory, the record, and the reviewer’s words.',
        zh: '铃铛显示未读数量。点开即列出通知：工厂、记录和复核人的原话。',
      },
      picture: 'list',
      does: async (stage) => {
        await stage.become('recorder');
        await stage.page.locator('.bell-count').waitFor();
        await stage.page.locator('.bell').click();
        await stage.page.locator('.notices .notice-new', { hasText: question(stage) }).waitFor();
      },
    },
    {
      title: { en: 'One press opens the field', zh: '一键打开被问的字段' },
      says: {
        en: 'Pressed, it opens the record with the cursor in the field that was named.',
        zh: '点击通知，记录打开，光标已在被指明的字段。',
      },
      does: async (stage) => {
        await stage.page.locator('.notices a', { hasText: question(stage) }).click();
        await stage.page.locator('.record-form').waitFor();
        await eventually(
          'the field that was named has the focus',
          () => stage.page.evaluate(() => document.activeElement?.id ?? ''),
          (id) => id === 'field-ownMassTonnes',
        );
      },
    },
    {
      title: { en: 'The mail opens the same', zh: '邮件直达同一处' },
      says: {
        en: 'In her mail stands the same sentence with one link: it opens the same field.',
        zh: '她收到的邮件中是同一句话和一个链接，点开即到同一字段。',
      },
      does: async (stage) => {
        const mail = await returnedMail(stage);
        assert.equal((Array.isArray(mail?.to) ? mail.to[0] : mail?.to)?.text, address);
        const link = /https?:\/\/\S+\/records\/waste\.load\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
        assert.equal(new URL(link).origin, new URL(stage.server.url).origin);
        await stage.go(link);
        await stage.sees(question(stage), stage.page.locator('.field-note'));
      },
    },
  ],
};
