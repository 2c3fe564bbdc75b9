// A reclassification that would raise a rate: its effect stands before the approver, who returns it.
import assert from 'node:assert/strict';
import { axeFindings } from './accessibility.ts';
import { eventually, laptop, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const list = '/records/waste.stream?q=N11&scope=group&period=2024-H1';

/** Opens the process sludge on a page of its own. */
async function openSludge(stage: Stage): Promise<void> {
  await stage.go(list);
  const row = stage.page.locator('table.records .row-button').first();
  await row.waitFor();
  await row.click();
  const id = await eventually(
    'the record in the address',
    async () => /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(stage.page.url())?.[0] ?? '',
    (found) => found !== '',
  );
  await stage.go(`/records/waste.stream/${id}?scope=group&period=2024-H1`);
  await stage.page.getByRole('article').first().waitFor();
}

const rateOfGroup = async (stage: Stage): Promise<string> => {
  await stage.go('/waste?scope=group&period=2024-H1&basis=approved');
  const figure = stage.page.locator('.key-figure .figure-key').nth(2);
  await figure.waitFor();
  return (await figure.textContent()) ?? '';
};

export const reclassification: Story = {
  name: 'reclassification',
  title: { en: 'A reclassification that would raise the rate', zh: '会抬高转化率的重新归类' },
  intro: {
    en: 'Process sludge goes to landfill at several factories. Left out of the scope of UL 2799, it would weigh on no rate. What a change of this kind does stands before the approver.',
    zh: '多家工厂的一般工业污泥送去填埋。若将其移出 UL 2799 范围，填埋转移率便会上升。此类变更的影响在批准之前即可看到。',
  },
  steps: [
    {
      title: { en: 'A stream is taken out of scope', zh: '申请将一类废弃物移出范围' },
      says: {
        en: 'Lin Zhiwei of the centre corrects the stream: out of the scope of UL 2799, with a reason, and submits it. Until it is approved nothing of it counts.',
        zh: '中心分析员林知苇更正该废弃物种类：不纳入 UL 2799 范围，写明原因并提交。批准之前不影响任何指标。',
      },
      does: async (stage) => {
        await stage.become('analyst');
        stage.kept.set('UL before', await rateOfGroup(stage));
        await openSludge(stage);
        await stage.button('ui.record.correct', {}, stage.page.getByRole('article').first()).click();
        const form = stage.page.locator('.record-form');
        await form
          .getByLabel(stage.t('waste.stream.inUlScope'))
          .first()
          .getByText(stage.t('ui.value.no'), { exact: true })
          .click();
        await form
          .getByLabel(stage.t('ui.form.reason'))
          .first()
          .fill(stage.language === 'zh' ? '拟作为副产品管理' : 'To be handled as a by-product');
        await stage.button('ui.form.saveSubmit', {}, form).click();
        await stage.sees(stage.t('ui.form.savedSubmitted'));
      },
    },
    {
      title: { en: 'The approver sees what it would do', zh: '批准人先看到影响' },
      says: {
        en: 'Shen Ruochuan opens it. Below the record stands, in one sentence and a table, by how much the rates of the group and of the factories would move.',
        zh: '沈若川打开该记录。下方以一句话和一张表说明集团及各工厂的比率将变动多少。',
      },
      picture: 'effect',
      does: async (stage) => {
        await stage.become('administrator');
        await openSludge(stage);
        const { pathname, search } = new URL(stage.page.url());
        assert.deepEqual(await axeFindings([stage], `${pathname}${search}`), []);
        await stage.page.setViewportSize(laptop);
        await stage.page.emulateMedia({ colorScheme: 'light' });
        const panel = stage.page.locator('.stream-effect');
        await panel.waitFor();
        await stage.sees(/▲/, panel);
        await panel.scrollIntoViewIfNeeded();
      },
    },
    {
      title: { en: 'It is returned, and no figure has moved', zh: '退回，指标未变' },
      says: {
        en: 'She returns it: a by-product needs its buyer and its standard. The rate of the group is what it was.',
        zh: '她将其退回：作为副产品须有购买方与产品标准。集团的比率与之前一致。',
      },
      does: async (stage) => {
        await stage.button('ui.step.return', {}, stage.page.getByRole('article').first()).click();
        const dialog = stage.page.getByRole('dialog');
        await dialog
          .getByRole('textbox')
          .first()
          .fill(stage.language === 'zh' ? '请提供购买方与产品标准。' : 'Name the buyer and the product standard.');
        await stage.button('ui.step.return', {}, dialog).click();
        await stage.sees(stage.t('ui.step.returnDone', { count: 1 }));
        const now = await rateOfGroup(stage);
        const before = stage.kept.get('UL before');
        if (now !== before) throw new Error(`the rate was ${before} and is ${now}`);
      },
    },
  ],
};
