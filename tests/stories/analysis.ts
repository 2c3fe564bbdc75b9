// The story of an analyst: from the quarter's ranking to the cause, to its loads, to what could be done, and to a plan.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually, type Stage, settled, spelled } from './stage.ts';
import type { Story } from './story.ts';

const quarter = 'period=2024-Q2';

/** The row of a factory in the ranking. */
const rowOf = (stage: Stage, name: { en: string; zh: string }): Locator =>
  stage.page.locator('.cause-table tbody tr').filter({ hasText: name[stage.language] });

const huzhou = { en: 'Huzhou Factory', zh: '湖州工厂' };

/** The number in a text such as "69.9 %". */
const numberIn = (text: string | null) => Number(/[\d.]+/.exec(text ?? '')?.[0]);

/** The slider of one stream in the what-if. */
const sliderOf = (stage: Stage, stream: string): Locator =>
  stage.page.locator('.what-if-row').filter({ hasText: stream }).first();

/** Sets the share that is moved, in percent. */
async function move(row: Locator, percent: string): Promise<void> {
  const input = row.getByRole('spinbutton');
  await input.fill(percent);
  await input.press('Enter');
}

/** What the owner's rate is now, and would be. */
async function ratesShown(stage: Stage): Promise<{ before: number; after: number }> {
  const cells = stage.page.locator('.what-if-rates tbody tr').first().locator('td');
  return { before: numberIn(await cells.nth(0).textContent()), after: numberIn(await cells.nth(1).textContent()) };
}

export const analysis: Story = {
  name: 'analysis',
  title: {
    en: 'Why is a factory behind, and what would help?',
    zh: '工厂为什么落后，怎样才能改善？',
  },
  intro: {
    en: 'Lin Zhiwei, analyst of the group, looks at the second quarter: where the waste went, who is behind and why, what a better treatment would be worth, who has done it before. In the end there is a plan whose effect the loads will show.',
    zh: '集团分析员林知苇查看第二季度：废弃物去了哪里，谁落后、为什么，换一种处置方式能带来多少，谁已经做过。最后形成一个计划，其效果将由转移记录测得。',
  },
  steps: [
    {
      title: { en: 'Where did the waste go?', zh: '废弃物去了哪里？' },
      says: {
        en: '“Analysis” under Waste begins with the flows: composition, stream, treatment, in the order and colours of the hierarchy. The title says the finding. Each flow leads to its loads; “As table” has them all.',
        zh: '“废弃物”下的“分析”首先显示流向：成分、废弃物、处置方式，按层级排序和着色。标题即结论。每条流向都可进入对应的转移记录；“以表格查看”列出全部。',
      },
      picture: 'flows',
      does: async (stage) => {
        await stage.become('analyst');
        await stage.go(`/waste/analysis?scope=group&${quarter}&basis=approved`);
        await stage.page.locator('.chart-place svg').waitFor();
        await stage.button('reports.page.chart.asTable').click();
        const links = stage.page.locator('.flow-table tbody a');
        assert.ok((await links.count()) > 40);
        await stage.button('reports.page.chart.asChart').click();
        await stage.page.locator('.chart-place svg').waitFor();
      },
    },
    {
      title: { en: 'Who is behind, and why', zh: '谁落后，为什么' },
      says: {
        en: 'The ranking names the reason of each factory from its records. Huzhou stands last: its paper sludge goes to landfill, since the licence of the vendor who recycled it ended on 1 August 2023; since May 2024 a cement kiln takes part of it.',
        zh: '排名从记录中给出每家工厂的原因。湖州排在最后：纸浆污泥进了填埋场，因为原利用单位的资质于2023年8月1日到期；2024年5月起部分改送水泥窑。',
      },
      picture: 'ranking',
      does: async (stage) => {
        await stage.go(`/waste/analysis/ranking?scope=group&${quarter}&basis=approved`);
        const row = rowOf(stage, huzhou);
        await row.waitFor();
        const said = (await row.locator('.cause-words').textContent()) ?? '';
        for (const part of ['N12', 'V09', 'V13', 'V14', stage.language === 'zh' ? '2023年8月1日' : '1 August 2023'])
          assert.ok(said.includes(part), `the cause names ${part}: ${said}`);
        const first = await stage.page.locator('.cause-table tbody tr').first().textContent();
        assert.ok(first?.includes(huzhou[stage.language]), 'Huzhou has the lowest rate');
      },
    },
    {
      title: { en: 'The factory taken apart', zh: '逐项拆解' },
      says: {
        en: 'Pressing the name takes the factory apart: what each stream lacks of the target, and what it did to the rate since the quarter before, by its treatment and by its weight. The columns add up to the whole.',
        zh: '点击工厂名称即逐项拆解：每种废弃物距目标的缺口，以及较上季度的变化中处置方式和占比各起了多少作用。各列相加等于总数。',
      },
      picture: 'apart',
      does: async (stage) => {
        await rowOf(stage, huzhou).locator('th button').click();
        const parts = stage.page.locator('section', { has: stage.page.locator('#parts-title') });
        await parts.waitFor();
        const column = async (at: number) =>
          (await parts.locator(`tbody tr td:nth-child(${at})`).allTextContents()).map((text) =>
            Number(text.replace('−', '-').replace('—', '0')),
          );
        const total = numberIn(await parts.locator('tfoot td').nth(2).textContent());
        const added = (await column(4)).reduce((sum, one) => sum + one, 0);
        // Each line is rounded for the page; the exact ones add up without a rest.
        assert.ok(Math.abs(Math.abs(added) - total) < 0.15, `${added} adds up to ${total}`);
      },
    },
    {
      title: { en: 'The loads behind the reason', zh: '原因背后的转移记录' },
      says: {
        en: '“See the loads” lists exactly the loads of that stream to landfill, with their sum.',
        zh: '“查看转移记录”只列出该废弃物填埋的车次及其合计。',
      },
      picture: 'loads',
      does: async (stage) => {
        await stage.page
          .locator('.cause-table')
          .getByRole('link', { name: stage.t('waste.ranking.toLoads') })
          .click();
        await stage.page.waitForURL(/filter\.stream=/);
        const rows = stage.page.locator('table.records tbody tr');
        await rows.first().waitFor();
        await settled(stage.page);
        const landfill = stage.t('waste.treatment.landfill');
        for (const text of await rows.allTextContents()) assert.ok(text.includes(landfill), text);
        assert.equal(await stage.page.locator('.chip-figure .field-error').count(), 0);
      },
    },
    {
      title: { en: 'What if the rest went to a kiln too?', zh: '如果其余的也送水泥窑？' },
      says: {
        en: 'In “What if” she moves the slider of the paper sludge to 100 % and chooses the cement kiln. The rates are worked out at once by the same rules, and the target would be reached. The settings stand in the address: opened again, it shows the same.',
        zh: '在“假设测算”中，她把纸浆污泥的滑块移到100%，改为水泥窑。各项指标按同一规则即时算出，目标可以达到。设置保存在网址中，再次打开仍是同样结果。',
      },
      picture: 'what-if',
      does: async (stage) => {
        await stage.go(`/waste/analysis/what-if?scope=site:HU1&${quarter}&basis=approved`);
        const row = sliderOf(stage, 'N12');
        await move(row, '100');
        await row.getByRole('combobox').click();
        await stage.page
          .locator('.ant-select-item-option')
          .filter({ hasText: stage.t('waste.treatment.cement_kiln_material') })
          .click();
        const reached = await eventually(
          'the target would be reached',
          () => ratesShown(stage),
          ({ after }) => after > 88,
        );
        assert.ok(reached.before < 75);
        await stage.page.reload();
        await stage.page.getByRole('heading', { level: 1 }).waitFor();
        await eventually(
          'the same from the address',
          () => ratesShown(stage),
          ({ before, after }) => before === reached.before && after === reached.after,
        );
      },
    },
    {
      title: { en: 'Who has done it before?', zh: '谁已经做过？' },
      says: {
        en: 'The number of cases beside the stream opens what others did with waste of the same composition, hazard and treatment: what was done, what came of it, and what to look out for.',
        zh: '废弃物旁的案例数可打开成分、危险性和处置方式相同的案例：怎么做的、效果如何、要注意什么。',
      },
      picture: 'cases',
      does: async (stage) => {
        await sliderOf(stage, 'N12').locator('.link-like').click();
        const drawer = stage.page.getByRole('dialog');
        await stage.sees('CASE-06', drawer);
        await stage.page.keyboard.press('Escape');
        await drawer.waitFor({ state: 'hidden' });
        await sliderOf(stage, 'N12').locator('.link-like').click();
        await stage.sees('CASE-02', drawer);
      },
    },
    {
      title: { en: 'A plan of it, for Chongqing', zh: '为重庆制定计划' },
      says: {
        en: 'At Chongqing it is the cutting emulsion. She tries the move there and presses “Make an improvement plan of this”: the form has the factory, stream, treatments and the expected mass already; a case with the same waste and treatment is offered beside it.',
        zh: '重庆的问题是废切削液。她先测算，再点击“据此制定改善计划”：表单已带入工厂、废弃物、处置方式和预计重量，并提示相同情形的案例。',
      },
      picture: 'plan',
      does: async (stage) => {
        await stage.go(`/waste/analysis/what-if?scope=site:CQ1&${quarter}&basis=approved`);
        const row = sliderOf(stage, 'H03');
        await move(row, '80');
        await row.getByRole('combobox').click();
        await stage.page
          .locator('.ant-select-item-option')
          .filter({ hasText: stage.t('waste.treatment.oil_re_refining') })
          .click();
        await row.getByRole('link', { name: stage.t('waste.what-if.plan') }).click();
        const form = stage.page.locator('.record-form');
        await form.locator('.case-suggestions').waitFor();
        await form.locator('#field-code').fill('IMP-CQ1-2024-1');
        await form.locator('#field-title').fill('Cutting emulsion to re-refining');
        await form.locator('input[lang="zh-CN"]').first().fill('废切削液改为再提炼');
        const starts = form.locator('#field-startsOn');
        await starts.fill('2024-07-01');
        await starts.press('Tab');
        await eventually(
          'the stream is named',
          async () =>
            (await form
              .locator('.form-field')
              .filter({ has: stage.page.locator('#field-stream') })
              .textContent()) ?? '',
          (text) => text.includes('H03'),
        );
      },
    },
    {
      title: { en: 'Plans, and what the last one achieved', zh: '计划，以及上一个计划的成效' },
      says: {
        en: 'Saved, the plan stands among those of Chongqing. The plan of 2023 shows its measured effect: all process sludge goes to the kiln, 236.5 t a year, with what that is worth to the factory’s and the group’s rate, and how it is measured.',
        zh: '保存后，该计划与重庆的其他计划并列。2023年的计划已显示实测效果：一般工业污泥全部进入水泥窑，每年236.5 t，以及对工厂和集团转化率的贡献和测量方法。',
      },
      picture: 'plans',
      does: async (stage) => {
        await stage.button('ui.form.save').click();
        await stage.page.locator('.record-standing, article').first().waitFor();
        await stage.go(`/waste/improvements?scope=site:CQ1&${quarter}`);
        const plans = stage.page.locator('.improvement');
        await eventually(
          'two plans',
          () => plans.count(),
          (count) => count === 2,
        );
        const done = plans.filter({ hasText: 'IMP-CQ1-2023-1' });
        await stage.sees('236.5 t', done);
        await done.locator('summary').click();
        await stage.sees(spelled(stage.t('waste.improvements.toLoads')), done);
      },
    },
  ],
};
