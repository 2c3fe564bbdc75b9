// A closed month is opened again with a reason, put right, and closed; its past stays readable.
import type { Locator } from 'playwright-core';
import { meanwhile } from './by-api.ts';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

const month = '2023-05';
const scope = 'site:HF1';
const kind = 'factories.activity';
const inLanguage = (stage: Stage, zh: string, en: string) => (stage.language === 'zh' ? zh : en);
const reason = (stage: Stage) =>
  inLanguage(
    stage,
    '工时统计口径有误，需重新核算',
    'Hours were counted by another rule and have to be worked out again',
  );

/** Opens the month beside the grid of its factory. */
async function openMonth(stage: Stage): Promise<Locator> {
  await stage.go(`/periods?scope=${scope}&period=2023`);
  const name = new RegExp(`^${stage.t(`${kind}|many`)}.*${inLanguage(stage, '2023年5月', 'May 2023')}`);
  await stage.page.getByRole('button', { name }).click();
  const beside = stage.page.locator('.closing-month');
  await beside.waitFor();
  return beside;
}

async function close(stage: Stage): Promise<void> {
  const beside = await openMonth(stage);
  await stage.button('review.closing.close', {}, beside).click();
  await stage.sees(stage.t('review.closing.done'));
}

const openRecord = async (stage: Stage): Promise<Locator> => {
  await stage.go(`/records/${kind}?scope=${scope}&period=${month}`);
  await stage.page.locator('table.records .row-button').first().click();
  const record = stage.page.getByRole('article');
  await record.waitFor();
  return record;
};

export const reopenedPeriod: Story = {
  name: 'reopened-period',
  title: { en: 'A closed month, opened again', zh: '重新打开已关账的月份' },
  intro: {
    en: 'May 2023 of Hefei is closed. Something was wrong in it, and no published edition covers it: it is opened with a reason, corrected, and closed again.',
    zh: '合肥工厂2023年5月已关账，但其中有误，且没有已发布的报告覆盖该月：说明原因后重新打开，更正后再次关账。',
  },
  steps: [
    {
      title: { en: 'The month is closed', zh: '本月关账' },
      says: {
        en: 'On the page of closed months Ye Minglang presses May of Hefei and closes it. Who and when stand beside it.',
        zh: '叶明浪在关账页点开合肥工厂5月并关账，旁边显示关账人和时间。',
      },
      does: async (stage) => {
        await stage.become('approver');
        await close(stage);
        await stage.page.locator('.closing-month .timeline li').first().waitFor();
      },
    },
    {
      title: { en: 'Closed, it can only be asked to be corrected', zh: '关账后只能申请更正' },
      says: {
        en: 'Shen Ruochuan opens the record of the month: instead of “Correct” stands “Ask to correct”.',
        zh: '沈若川打开该月记录，“更正”已变为“申请更正”。',
      },
      does: async (stage) => {
        await stage.become('administrator');
        const record = await openRecord(stage);
        await stage.button('ui.record.askToCorrect', {}, record).waitFor();
      },
    },
    {
      title: { en: 'Opened again, with a reason', zh: '说明原因，重新打开' },
      says: {
        en: 'Ye Minglang says why and opens it again.',
        zh: '叶明浪写明原因并重新打开。',
      },
      picture: 'opened-again',
      does: async (stage) => {
        await stage.become('approver');
        const beside = await openMonth(stage);
        await beside.getByRole('textbox').fill(reason(stage));
        await stage.button('review.closing.reopen', {}, beside).click();
        await stage.sees(stage.t('review.closing.reopenDone'));
        await stage.sees(reason(stage), beside);
      },
    },
    {
      title: { en: 'Corrected as usual, and closed again', zh: '照常更正，再次关账' },
      says: {
        en: 'The record is corrected and approved as any other. Then the month is closed again; that it was open, by whom and why, stays readable.',
        zh: '记录照常更正并获批准，随后再次关账；何人、因何重新打开，均可查阅。',
      },
      does: async (stage) => {
        await stage.become('administrator');
        const record = await openRecord(stage);
        await stage.button('ui.record.correct', {}, record).click();
        const form = stage.page.locator('.record-form');
        const heads = form.locator('#field-headCount');
        await heads.fill(String(Number(await heads.inputValue()) + 1));
        await form.getByLabel(stage.t('ui.form.reason')).first().fill(reason(stage));
        await stage.button('ui.form.saveSubmit', {}, form).click();
        await stage.sees(stage.t('ui.form.savedSubmitted'));
        await meanwhile(stage, 'approver', (ask) =>
          ask('POST', `/records/${kind}/steps/approve`, { where: { month, state: 'submitted' } }),
        );
        await stage.become('approver');
        await close(stage);
        const lines = stage.page.locator('.closing-month .timeline li');
        await lines.nth(2).waitFor();
        await stage.sees(reason(stage), stage.page.locator('.closing-month'));
      },
    },
  ],
};
