// A story: where a target stands and what holds it back, and what a validator of UL 2799 would miss at the factory behind it.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually, type Stage, settled } from './stage.ts';
import type { Story } from './story.ts';

const targetTitle = { en: 'Raise the waste conversion rate of Huzhou', zh: '提高湖州工厂废弃物转化率' };
const manifests = { en: 'Manifests of hazardous waste', zh: '危险废物转移联单' };

const cardOf = (stage: Stage): Locator =>
  stage.page.locator('section.target').filter({ hasText: targetTitle[stage.language] });

/** Points as they are printed, in hundredths, so that they add without a fraction. */
const hundredths = (printed: string) => Math.round(Number(printed.replace('−', '-').replace('+', '')) * 100);

export const readiness: Story = {
  name: 'readiness',
  title: { en: 'Where a target stands, and what a validator would miss', zh: '目标进展与验证准备' },
  intro: {
    en: 'Shen Ruochuan administers the group. At mid-year she looks at the target of Huzhou, finds what holds it back, and then what a validator of UL 2799 would ask that factory for.',
    zh: '沈若川负责集团管理。年中她查看湖州工厂的目标，找出拉低的原因，再看UL 2799验证机构会向该工厂索取哪些材料。',
  },
  steps: [
    {
      title: { en: 'A target in four views', zh: '目标的当期、累计、同比、环比' },
      says: {
        en: 'Each target shows this period, the year to date, last year and the period before, with the change to this period. Beside them stand the forecasts of the year by three methods; the status goes by the first.',
        zh: '每个目标列出当期、累计、同比、环比及当期变动，旁边是按三种方法所作的全年预测，状态按第一种判定。',
      },
      picture: 'target-views',
      does: async (stage) => {
        await stage.become('administrator');
        await stage.go('/targets?scope=group&period=2024-H1&basis=approved');
        const card = cardOf(stage);
        await card.waitFor();
        for (const view of ['period', 'toDate', 'lastYear', 'lastPeriod']) {
          const row = card.getByRole('row', { name: stage.t(`targets.page.view.${view}`) });
          assert.match((await row.getByRole('button').textContent()) ?? '', /^\d+\.\d ?%$/, view);
        }
        await card.getByText(stage.t('targets.status.behind'), { exact: true }).waitFor();
        const forecasts = card.getByRole('table', { name: stage.t('targets.page.forecasts', { year: 2024 }) });
        assert.equal(await forecasts.locator('tbody tr').count(), 3);
        await card.scrollIntoViewIfNeeded();
        await settled(stage.page);
      },
    },
    {
      title: { en: 'What the gap is made of', zh: '差距由什么构成' },
      says: {
        en: 'Opened by stream, the gap is told in points and tonnes: what each stream costs or saves against the target. The lines add up to the gap.',
        zh: '按废弃物种类展开，差距以百分点和吨数列示：每种废弃物相对目标拉低或抬高多少，各行之和即为差距。',
      },
      picture: 'target-reasons',
      does: async (stage) => {
        const card = cardOf(stage);
        await card.locator('summary').click();
        await card.getByText(stage.t('targets.page.by.stream'), { exact: true }).first().click();
        const table = card.locator('.target-reasons table');
        await table.waitFor();
        const cells = async (of: string) =>
          (await table.locator(`${of} tr td:nth-child(2)`).allTextContents()).map(hundredths);
        const [lines, [gap = 0]] = [await cells('tbody'), await cells('tfoot')];
        assert.ok(gap < 0 && lines.length > 1, `a gap of ${gap} hundredths in ${lines.length} lines`);
        const sum = lines.reduce((all, one) => all + one, 0);
        // Each line is rounded by itself.
        assert.ok(Math.abs(sum - gap) <= lines.length, `${sum} is not ${gap}`);
        await card.locator('.target-reasons').scrollIntoViewIfNeeded();
        await settled(stage.page);
      },
    },
    {
      title: { en: 'Twelve months and readiness for the validator', zh: '滚动12个月与验证准备情况' },
      says: {
        en: 'From the factory’s dashboard a link leads to its twelve months: both readings of the rate, what may be claimed, and each thing that a validator asks for with how much of it is on record. What has no records here says so.',
        zh: '由工厂看板进入滚动12个月页面：两种口径的转化率、可对外声明的内容，以及验证机构索取的每项材料已有多少；本系统暂无的记录如实注明。',
      },
      picture: 'ul2799-readiness',
      does: async (stage) => {
        await stage.go('/waste?scope=site:HU1&period=2024-H1&basis=approved');
        await stage.page.getByRole('link', { name: stage.t('waste.ul.link') }).click();
        await stage.page.getByRole('heading', { level: 1, name: stage.t('waste.ul.title') }).waitFor();
        const items = stage.page.locator('.ul-items tbody tr');
        await eventually(
          'the items of the list',
          () => items.count(),
          (count) => count > 10,
        );
        assert.equal(await stage.page.locator('.ul-months tbody tr').count(), 12);
        assert.equal(await items.filter({ hasText: stage.t('waste.ul.state.not_recorded') }).count(), 3);
        await settled(stage.page);
      },
    },
    {
      title: { en: 'One gap, and the records behind it', zh: '从一项缺口到对应记录' },
      says: {
        en: 'The manifests of hazardous waste are not all on record. Pressing what is missing opens the list of just those loads.',
        zh: '危险废物转移联单尚未齐备。点击所缺内容，即打开对应的那些转移记录。',
      },
      picture: 'ul2799-gap',
      does: async (stage) => {
        const item = stage.page.locator('.ul-items tbody tr').filter({ hasText: manifests[stage.language] });
        const gap = item.getByRole('link').first();
        const loads = Number(/\d+/.exec((await gap.textContent()) ?? '')?.[0] ?? Number.NaN);
        await gap.click();
        await stage.page.getByRole('heading', { level: 1, name: stage.t('waste.load|many') }).waitFor();
        await stage.page
          .getByText(stage.t('ui.list.count', { count: loads }), { exact: true })
          .first()
          .waitFor();
        await settled(stage.page);
      },
    },
  ],
};
