// A target against a base year: what "+20 %" amounts to by each definition, said while it is written, and where it stands once kept.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually, type Stage, settled } from './stage.ts';
import type { Story } from './story.ts';

const code = 'T-WATER-25';
const title = { en: 'A fifth more of each cubic metre by 2025', zh: '2025年单位取水产出提升五分之一' };

/** Chooses a code of a field in the form. */
async function choose(stage: Stage, field: string, word: string): Promise<void> {
  await stage.page.locator(`.record-form #field-${field}`).click();
  await stage.page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: stage.t(word) })
    .first()
    .click();
}

/** Types a year; the picker takes it as it is written. */
async function typeYear(input: Locator, year: string): Promise<void> {
  await input.fill(year);
  await input.press('Enter');
}

const amountOf = (stage: Stage) => stage.page.locator('.target-amount');
/** A number as it is printed: "4,858.26 CNY/m³". */
const numberIn = (printed: string) => Number(/[\d,]+(\.\d+)?/.exec(printed)?.[0].replaceAll(',', '') ?? Number.NaN);

export const waterTarget: Story = {
  name: 'water-target',
  title: { en: 'A target of a fifth more against a base year', zh: '较基准年提升20%的目标' },
  intro: {
    en: 'The yearbook promises to use withdrawn water 20 % better than in 2021. Shen Ruochuan sets it as a target and wants to know what it asks for.',
    zh: '年报承诺取水利用率较2021年提升20%。沈若川据此设定目标，并想知道它意味着什么。',
  },
  steps: [
    {
      title: { en: 'By the wrong definition there is no base', zh: '定义不符则没有基准值' },
      says: {
        en: 'From the targets she begins a new one: withdrawn water utilisation, steps as a change of the base value, base year 2021. By the reuse rate the base is not known, since the figures are worked out by another definition; the form says so before anything is kept.',
        zh: '她从目标页面新建目标：取水利用率，分年目标值为相对变化，基准年2021年。若按重复利用率，因现有数据按另一定义计算，基准值未知；保存之前表单即予说明。',
      },
      does: async (stage) => {
        const { page } = stage;
        await stage.become('administrator');
        await stage.go('/targets?scope=group&period=2024-H1&basis=approved');
        await page.getByRole('link', { name: stage.t('reports.page.targets.edit') }).click();
        await page.getByRole('heading', { level: 1, name: stage.t('targets.target|many') }).waitFor();
        await page
          .getByRole('link', { name: stage.t('ui.list.new', { kind: stage.t('targets.target').toLowerCase() }) })
          .click();
        const form = page.locator('.record-form');
        await form.locator('#field-code').fill(code);
        for (const language of ['en', 'zh'] as const)
          await form
            .getByLabel(`${stage.t('targets.target.title')} (${stage.t(`ui.language.${language}`)})`)
            .fill(title[language]);
        await choose(stage, 'measure', 'targets.measure.quantitative');
        await form.locator('#field-kpi').fill('water.utilisation');
        await choose(stage, 'stepsAre', 'targets.stepsAre.relative');
        await typeYear(form.locator('#field-baseYear'), '2021');
        await choose(stage, 'definition', 'water.utilisation.reuse_rate');
        await stage.sees(
          stage.t('targets.amount.noBase', { year: '2021', why: stage.t('targets.amount.otherDefinition') }),
          amountOf(stage),
        );
      },
    },
    {
      title: { en: 'What 20 % more amounts to', zh: '提升20%意味着什么' },
      says: {
        en: 'By output for each cubic metre, which the company has chosen, the base of 2021 stands there and what 2025 is to reach, in CNY/m³. The same is 16.7 % less water for each unit of output, and that is said as well.',
        zh: '改为企业选定的单位取水产出后，表单列出2021年基准值和2025年应达到的数值，单位为元/m³，并说明这相当于单位产出取水量下降16.7%。',
      },
      does: async (stage) => {
        const form = stage.page.locator('.record-form');
        await choose(stage, 'definition', 'water.utilisation.output_per_withdrawal');
        await stage.button('ui.form.lineAdd', {}, form).click();
        await typeYear(form.locator('#line-1-year'), '2025');
        await form.locator('#line-1-value').fill('0.2');
        const amount = amountOf(stage);
        const row = amount.locator('tbody tr', { hasText: '2025' });
        const unit = stage.language === 'zh' ? '元/m³' : 'CNY/m³';
        await stage.sees(unit, row);
        const base = numberIn((await amount.getByRole('button').first().textContent()) ?? '');
        const aimedAt = numberIn((await row.locator('td').last().textContent()) ?? '');
        // Both are printed to the whole yuan.
        assert.ok(Math.abs(aimedAt - base * 1.2) < 1.2, `${aimedAt} is not a fifth more than ${base}`);
        const change = stage.language === 'zh' ? '−16.7%' : '−16.7 %';
        await stage.sees(stage.t('targets.amount.same_as_inverse', { year: '2025', change }), amount);
        await stage.button('ui.form.save', {}, form).click();
        await stage.sees(stage.t('ui.form.saved'));
      },
    },
    {
      title: { en: 'Where it stands', zh: '目标进展' },
      says: {
        en: 'No step holds for 2024 yet, and the target says so rather than judging by 2025. Asked for 2025, it is told with its base and that nothing of that year is recorded. The report names it with its steps.',
        zh: '2024年尚无适用的分年目标值，页面如实说明，不以2025年目标值判定。报告中列出该目标及其分年目标值。',
      },
      does: async (stage) => {
        await stage.go('/targets?scope=group&period=2024-H1&basis=approved');
        const card = stage.page.locator('section.target').filter({ hasText: title[stage.language] });
        await card.waitFor();
        await stage.sees(stage.t('targets.progress.no_target_for_year', { year: 2024 }), card);
        assert.equal(
          await card
            .locator('.target-facts')
            .getByText(/CNY|元/)
            .count(),
          2,
          'the base and this year',
        );
        await eventually(
          'the report names the target',
          async () => {
            await stage.go('/?scope=group&period=2024-H1');
            await settled(stage.page);
            return stage.page.locator('tr', { hasText: title[stage.language] }).count();
          },
          (count) => count > 0,
        );
      },
    },
  ],
};
