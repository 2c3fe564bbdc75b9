// The second part of the story: returned once, mended, reviewed by one account and approved by another; what lies behind.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { openFirstRate, rateOf } from './figures-on-pages.ts';
import { openLoad } from './import-steps.ts';
import { eventually, type Stage } from './stage.ts';
import type { Step } from './story.ts';

/** What waits for this account in Wuxi in June, where something does. */
async function inboxItem(stage: Stage): Promise<Locator> {
  await stage.go('/inbox');
  const item = stage.page
    .locator('.inbox-item')
    .filter({ hasText: stage.language === 'zh' ? '无锡' : 'Wuxi' })
    .first();
  await item.waitFor();
  return item;
}

/** How many loads of June stand in a state: those of the sample are approved, so that the others are the ledger's. */
async function expectInState(stage: Stage, state: string, count: number): Promise<void> {
  await stage.go(`/records/waste.load?scope=site:WX1&period=2024-06&states=${state}`);
  const found = stage.page.getByText(stage.t('ui.list.count', { count }), { exact: true });
  await (count === 0 ? stage.page.locator('.teach') : found).first().waitFor();
}

export const reviewSteps: readonly Step[] = [
  {
    title: { en: 'A reviewer returns one load with words', zh: '复核人退回一条并说明原因' },
    says: {
      en: 'Gu Siqi reviews the factories of East China. She opens the load of 25 t and returns it: the note should name what was weighed.',
      zh: '顾思漆负责华东大区的复核。她打开25吨的那条记录，退回并写明：请在备注中写明磅单对应的机架编号。',
    },
    picture: 'returned',
    does: async (stage) => {
      await stage.become('reviewer');
      await openLoad(stage, '240628-041');
      await stage.button('ui.step.return').click();
      const dialog = stage.page.getByRole('dialog');
      await dialog
        .getByRole('textbox')
        .fill(
          stage.language === 'zh'
            ? '请在备注中写明磅单对应的机架编号。'
            : 'Please name the racks on the ticket in the note.',
        );
      await stage.button('ui.step.return', {}, dialog).click();
      await stage.sees(stage.t('ui.step.returnDone', { count: 1 }));
      await stage.page.locator('.record-standing', { hasText: stage.t('state.returned') }).waitFor();
    },
  },
  {
    title: { en: 'It comes back to the recorder', zh: '退回的记录回到记录员' },
    says: {
      en: 'It waits in the inbox of He Xiaoman; opened, it shows the reviewer’s words.',
      zh: '该记录回到何小蔓的待办；打开后可见退回意见。',
    },
    picture: 'mend-returned',
    does: async (stage) => {
      await stage.become('recorder');
      await inboxItem(stage);
    },
  },
  {
    title: { en: 'She mends it and submits it again', zh: '更正后重新提交' },
    says: {
      en: 'She corrects the note, gives a reason, and submits that one record again; the other 33 stay where they are.',
      zh: '她更正备注、填写原因后只重新提交这一条，其余33条不受影响。',
    },
    does: async (stage) => {
      const item = await inboxItem(stage);
      await stage.button('ui.inbox.fixNow', {}, item).click();
      await stage.page.locator('table.records .row-button').first().click();
      const record = stage.page.getByRole('article');
      await record.getByRole('note').waitFor();
      await stage.button('ui.record.correct', {}, record).click();
      const form = stage.page.locator('.record-form');
      await form
        .getByLabel(stage.t('waste.load.note'))
        .first()
        .fill(stage.language === 'zh' ? '旧产线机架拆除，机架 R1–R6' : 'Racks R1 to R6 of the old line');
      await form
        .getByLabel(stage.t('ui.form.reason'))
        .first()
        .fill(stage.language === 'zh' ? '按退回意见补充' : 'As the reviewer asked');
      await stage.button('ui.form.saveSubmit', {}, form).click();
      await stage.sees(stage.t('ui.form.savedSubmitted'));
      await expectInState(stage, 'returned', 0);
      await expectInState(stage, 'submitted', 34);
    },
  },
  {
    title: { en: 'They wait for the reviewer', zh: '等待复核' },
    says: {
      en: 'In the inbox of Gu Siqi the 34 loads of Wuxi wait as one item.',
      zh: '顾思漆的待办中，无锡6月的34条合为一项。',
    },
    picture: 'inbox',
    does: async (stage) => {
      await stage.become('reviewer');
      await inboxItem(stage);
    },
  },
  {
    title: { en: 'One account reviews', zh: '一人复核' },
    says: {
      en: '“Pass the review” passes exactly what she has seen.',
      zh: '点击“复核通过”，通过的正是她所看到的内容。',
    },
    does: async (stage) => {
      const item = await inboxItem(stage);
      await stage.button('ui.step.review', {}, item).click();
      await stage.sees(stage.t('ui.step.reviewDone', { count: 34 }));
      await expectInState(stage, 'reviewed', 34);
    },
  },
  {
    title: { en: 'Another approves, and the approved figure moves', zh: '另一人批准，已批准的指标随之变化' },
    says: {
      en: 'Ye Minglang approves. Within moments the approved rate of Wuxi is 89.3 %, without a mark.',
      zh: '叶明浪批准后，无锡已批准的转化率随即变为89.3 %，不再带标记。',
    },
    picture: 'approved',
    does: async (stage) => {
      await stage.become('approver');
      const item = await inboxItem(stage);
      await stage.button('ui.step.approve', {}, item).click();
      await stage.sees(stage.t('ui.step.approveDone', { count: 34 }));
      await eventually(
        'the approved rate follows',
        async () => {
          await stage.go('/waste?scope=site:WX1&period=2024-06&basis=approved');
          return (await openFirstRate(stage, false)).replace(/\s/g, '');
        },
        (text) => text === '89.3%',
      );
    },
  },
  {
    title: { en: 'Where does the figure come from?', zh: '这个数从哪里来？' },
    says: {
      en: 'Press the rate. At the side stand its formula in words, its inputs, how much of it is approved, its records and papers, and the standard with its edition.',
      zh: '点击该数字，右侧显示文字公式、计算输入、已批准比例、背后的记录与单据，以及所依据的标准和版本。',
    },
    picture: 'provenance',
    does: async (stage) => {
      await stage.go('/waste?scope=site:WX1&period=2024-06&basis=approved');
      await rateOf(stage, '89.3', { provisional: false });
      await openFirstRate(stage, true);
      const panel = stage.page.getByRole('complementary', { name: stage.t('reports.page.why.title') });
      for (const part of ['formula', 'inputs', 'coverage', 'records', 'papers', 'standards'])
        await panel.getByRole('heading', { name: stage.t(`reports.page.why.${part}`), exact: true }).waitFor();
      await stage.sees('weigh-ticket-240628-041.pdf', panel);
      assert.ok((await panel.locator('.why-inputs > div').count()) >= 2);
    },
  },
  {
    title: { en: 'Its loads, and the paper behind one', zh: '背后的转移记录与单据' },
    says: {
      en: 'The panel leads to the loads behind the figure; their number and sum equal the figure’s. One of them is the load of 25 t, and its ticket opens beside it.',
      zh: '由面板可进入该指标背后的转移记录，条数与合计与指标一致。打开其中25吨的一条，磅单就在旁边。',
    },
    picture: 'loads-behind',
    does: async (stage) => {
      await stage.page.locator('.why-records').first().click();
      await stage.page.waitForURL(/figure=/);
      await stage.page.locator('.chip-figure .chip-note').waitFor();
      assert.equal(await stage.page.locator('.chip-figure .chip-note.field-error').count(), 0);
      await stage.page.locator('table.records tr', { hasText: '240628-041' }).locator('.row-button').click();
      const record = stage.page.getByRole('article');
      await record.locator('.evidence-file', { hasText: 'weigh-ticket-240628-041.pdf' }).click();
      const paper = stage.page.locator('.evidence-preview');
      const link = paper.getByRole('link', { name: stage.t('ui.evidence.open') });
      const address = await link.getAttribute('href');
      const file = await stage.page.evaluate(async (href) => {
        const answer = await fetch(href);
        return { type: answer.headers.get('content-type'), head: (await answer.text()).slice(0, 5) };
      }, address ?? '');
      assert.deepEqual(file, { type: 'application/pdf', head: '%PDF-' });
    },
  },
];
