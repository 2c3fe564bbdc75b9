// A month of water from a bill that ends on the 24th: estimated behind it, trued up by the next one, and told by its figure.
import { openFound, takeStep } from './one-load.ts';
import { eventually, type Stage, settled } from './stage.ts';
import type { Story } from './story.ts';

const where = 'scope=site:WX1&period=2020-04';

const idOfWuxi = (stage: Stage): Promise<string> =>
  stage.page.evaluate(async () => {
    const response = await fetch('/api/v1/records/factories.site?filter.code=WX1');
    const { records } = (await response.json()) as { records: { id: string }[] };
    return records[0]?.id ?? '';
  });

/** Records a bill with its form and has it approved. */
async function bill(stage: Stage, number: string, from: string, through: string, volume: string): Promise<void> {
  await stage.become('administrator');
  const said = {
    ...{ 'with.site': await idOfWuxi(stage), 'with.account': '0288-1', 'with.number': number },
    ...{ 'with.flow': 'withdrawal', 'with.source': 'municipal', 'with.from': from, 'with.through': through },
  };
  await stage.go(`/records/water.bill/new?scope=site:WX1&period=2020&${new URLSearchParams(said)}`);
  const form = stage.page.locator('.record-form');
  await form.locator('#field-volumeM3').fill(volume);
  await stage.button('ui.form.saveSubmit', {}, form).click();
  await stage.sees(stage.t('ui.form.savedSubmitted'));
  await stage.become('approver');
  await takeStep(stage, await openFound(stage, `scope=site:WX1&period=2020&q=${number}`, 'water.bill'), 'approve');
}

/** What the balance says of the withdrawal of April. */
async function expectApril(stage: Stage, ...texts: readonly string[]): Promise<void> {
  await eventually(
    texts.join(', '),
    async () => {
      await stage.go(`/water/balance?${where}`);
      const row = stage.page.locator('.numbers-table tbody tr').filter({ hasText: stage.t('water.source.municipal') });
      await settled(stage.page);
      return (await row.allTextContents()).join('\n');
    },
    (row) => texts.every((text) => row.includes(text)),
  );
}

export const waterMonth: Story = {
  name: 'water-month',
  title: { en: 'A month of water from a bill that ends on the 24th', zh: '账单止于24日的月度水量' },
  intro: {
    en: 'The water works bill Wuxi from the 25th to the 24th. April is wanted before the next bill comes.',
    zh: '自来水公司按25日至次月24日向无锡工厂出账，而4月水量须在下一张账单之前报出。',
  },
  steps: [
    {
      title: { en: 'The days behind the bill are estimated', zh: '账单之后的天数先估算' },
      says: {
        en: 'Shen Ruochuan records the bill of 310 m³ to 24 April, Ye Minglang approves it. April shows 240 m³ billed and 60 m³ estimated, and the bill that they rest on.',
        zh: '沈若川登记截至4月24日的310 m³账单，叶明浪批准。4月显示账单240 m³、估算60 m³，并列出所依据的账单。',
      },
      does: async (stage) => {
        await bill(stage, '2020-04', '2020-03-25', '2020-04-24', '310');
        await expectApril(
          stage,
          '300',
          `${stage.t('water.basis.billed')} 240`,
          `${stage.t('water.basis.estimated')} 60`,
        );
      },
    },
    {
      title: { en: 'The next bill trues it up', zh: '下一张账单到达后修正' },
      says: {
        en: 'The bill to 24 May holds 600 m³. April is 360 m³ now, all of it billed; what it showed before stands below.',
        zh: '截至5月24日的账单为600 m³。4月修正为360 m³，全部为账单；原先展示的数值列在下方。',
      },
      picture: 'trued-up',
      does: async (stage) => {
        await bill(stage, '2020-05', '2020-04-25', '2020-05-24', '600');
        await expectApril(stage, '360', stage.t('water.basis.billed'));
        const item = stage.page.locator('.balance-list li').first();
        await stage.sees(/300/, item);
        await stage.sees(/360/, item);
      },
    },
    {
      title: { en: 'The figure follows', zh: '指标随之更新' },
      says: {
        en: 'Below, the figure of withdrawal prints 0.360 ML, a number that leads to its volumes.',
        zh: '下方取水指标显示0.360 ML，点击可追溯至各水量。',
      },
      does: async (stage) => {
        await eventually(
          '0.360 ML among the figures',
          async () => {
            await stage.go(`/water/balance?${where}`);
            await settled(stage.page);
            return stage.page.locator('.balance-rates').getByText('0.360 ML').count();
          },
          (count) => count > 0,
        );
      },
    },
  ],
};
