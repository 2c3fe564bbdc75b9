// A result above its limit: seen with the limit that decided, opened as a case, worked through step by step, closed by two others.
import type { Locator } from 'playwright-core';
import { takeStep } from './one-load.ts';
import { eventually, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const query = 'scope=site:TC1&period=2024';
const number = 'TC1-2024-05-14-nh3n';
const inLanguage = (stage: Stage, zh: string, en: string) => (stage.language === 'zh' ? zh : en);

/** The board of exceedances on the page of waste water. */
const exceedances = (stage: Stage): Locator =>
  stage.page.locator('.board', { hasText: stage.t('water.wastewater.exceedances') });

async function openCase(stage: Stage): Promise<Locator> {
  await stage.go(`/water/wastewater?${query}`);
  await exceedances(stage).getByRole('link', { name: number }).click();
  const steps = stage.page.locator('.case-steps');
  await steps.waitFor();
  return steps;
}

/** Writes one step down below the record. */
async function writeStep(stage: Stage, step: string, day: string, hour: string, by: string): Promise<void> {
  const steps = stage.page.locator('.case-steps');
  const name = stage.t(`water.case-step.${step}`);
  await stage.button('water.case.addStep', { step: name }, steps).click();
  const form = steps.getByRole('form', { name });
  await form.getByLabel(stage.t('water.exceedance-case.step.takenOn')).fill(day);
  await form.getByLabel(stage.t('water.exceedance-case.step.takenAt')).fill(hour);
  await form.getByLabel(stage.t('water.exceedance-case.step.by')).fill(by);
  await stage.button('water.case.keepStep', {}, form).click();
  await form.waitFor({ state: 'detached' });
}

const steps = [
  ['verified', '2024-05-20', '09:40'],
  ['notified', '2024-05-20', '10:15'],
  ['contained', '2024-05-20', '13:30'],
  ['retested', '2024-06-04', '09:00'],
  ['cause_found', '2024-06-06', '16:20'],
] as const;

export const exceedance: Story = {
  name: 'exceedance',
  title: { en: 'A result above its limit, to its closing', zh: '超标结果：从立案到结案' },
  intro: {
    en: 'A laboratory found 31.5 mg/L of ammonia nitrogen at the outlet of Taicang, where the permit allows 25. A later sample was within. That closes nothing: the case is verified, notified, contained, retested, its cause found, and closed by two others.',
    zh: '太仓工厂总排口的第三方检测结果为氨氮31.5 mg/L，许可证限值为25。后续样品合格，但不等于结案：须经核实、通知、控制、复测、查明原因，并由两级审批结案。',
  },
  steps: [
    {
      title: { en: 'The result, its strictest limit, and the clause', zh: '结果、最严限值及其条款' },
      says: {
        en: 'The standard would allow 45 mg/L; the permit allows 25, and it decides. That a later sample was within stands beside it.',
        zh: '国家标准限值为45 mg/L，许可证为25，以许可证判定。后续样品合格的日期并列显示。',
      },
      picture: 'above-the-limit',
      does: async (stage) => {
        await stage.become('administrator');
        await stage.go(`/water/wastewater?${query}`);
        const board = exceedances(stage);
        await stage.sees(/31\.5/, board);
        await stage.sees('SAMPLE-TC1-001P', board);
        await stage.sees(stage.t('water.wastewater.case.none'), board);
      },
    },
    {
      title: { en: 'A case is opened', zh: '立案' },
      says: {
        en: 'Shen Ruochuan presses “Open a case”: factory, report and parameter stand there already. It stays a draft while it is worked on.',
        zh: '沈若川点击“立案处置”，工厂、报告和项目已自动带出。处置期间保持草稿状态。',
      },
      does: async (stage) => {
        await exceedances(stage)
          .getByRole('link', { name: stage.t('water.wastewater.case.openOne') })
          .click();
        const form = stage.page.locator('.record-form');
        await form.waitFor();
        await eventually(
          'the number is filled in',
          () => form.locator('#field-number').inputValue(),
          (value) => value === number,
        );
        await form.locator('#field-reportDue').getByText(stage.t('ui.value.no')).click();
        await stage.button('ui.form.saveDraft', {}, form).click();
        await stage.page.locator('.case-steps').waitFor();
      },
    },
    {
      title: { en: 'Step by step, by whom and when', zh: '逐步处置，记录岗位与时间' },
      says: {
        en: 'Each step is written down with its day, hour and role. The report of the retest shows below, with its verdict.',
        zh: '每一步记录日期、时刻和岗位，下方列出复测报告及其判定。',
      },
      picture: 'steps',
      does: async (stage) => {
        const by = inLanguage(stage, '环保主管', 'EHS manager');
        for (const [step, day, hour] of steps) await writeStep(stage, step, day, hour, by);
        await stage.sees(/ZC240604-TC1-1/, stage.page.locator('.wastewater'));
      },
    },
    {
      title: { en: 'Closing is asked for', zh: '申请结案' },
      says: {
        en: 'Cause, retest and the day of closing are given; only with all of them the case can be submitted as closed.',
        zh: '填写原因、复测报告和结案日期；缺一不可，方能提交结案。',
      },
      does: async (stage) => {
        await stage.button('ui.record.correct').click();
        const form = stage.page.locator('.record-form');
        const choose = async (field: string, typed: string) => {
          await form.locator(`#field-${field}`).fill(typed);
          await stage.page
            .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: typed })
            .first()
            .click();
        };
        await choose('cause', stage.t('water.exceedance-cause.overload'));
        await choose('retest', 'ZC240604-TC1-1');
        await form.locator('#field-closedOn').fill('2024-06-11');
        // Enter would send the form.
        await form.locator('#field-closedOn').press('Tab');
        const reason = form.getByLabel(stage.t('ui.form.reason')).first();
        if ((await reason.count()) > 0) await reason.fill(inLanguage(stage, '申请结案', 'To be closed'));
        await stage.button('ui.form.saveSubmit', {}, form).click();
        await stage.sees(stage.t('ui.form.savedSubmitted'));
      },
    },
    {
      title: { en: 'Two others agree, and it is closed', zh: '两级审批，结案' },
      says: {
        en: 'Gu Siqi reviews and Ye Minglang approves. Now the page says that the case is closed; the result itself stays where it was.',
        zh: '顾思漆复核、叶明浪批准。页面显示已结案，超标结果本身仍然保留。',
      },
      does: async (stage) => {
        for (const [person, step] of [
          ['reviewer', 'review'],
          ['approver', 'approve'],
        ] as const) {
          await stage.become(person);
          await openCase(stage);
          await takeStep(stage, stage.page.getByRole('article'), step);
        }
        await stage.go(`/water/wastewater?${query}`);
        const board = exceedances(stage);
        await stage.sees(/31\.5/, board);
        await stage.sees(
          stage.t('water.wastewater.case.closed', { on: inLanguage(stage, '2024年6月11日', '11 June 2024') }),
          board,
        );
      },
    },
  ],
};
