// A dispute about weights: two papers of one load differ by 8 %, the month does not close, it is decided, the month closes.
import { openFound, reviewAndApprove } from './one-load.ts';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

const june = 'scope=site:NT1&period=2024-06';
const manifest = '20243206001863';
const load = `${june}&q=${manifest}`;
const openDispute = (stage: Stage) => stage.page.locator('.dispute', { hasText: manifest });

/** Opens the month of loads with disputes, as whoever is signed in. */
async function openWeights(stage: Stage): Promise<void> {
  await stage.go(`/waste/weights?${june}`);
  await stage.page.getByRole('heading', { level: 2 }).first().waitFor();
}

/** Presses "close the month" and says yes; what comes of it, the caller looks at. */
async function closeJune(stage: Stage): Promise<void> {
  const month = stage.language === 'zh' ? '2024年6月' : 'June 2024';
  await stage.button('ui.month.close', { month }).click();
  await stage.button('ui.month.closeNow', {}, stage.page.getByRole('dialog')).click();
}

export const weightDispute: Story = {
  name: 'weight-dispute',
  title: { en: 'Two weights of one load differ', zh: '同一车次两个重量不一致' },
  intro: {
    en: 'At Nantong the receiver weighed 1.38 t where the factory’s own scale said 1.5 t. Which of the two counts is decided before June closes.',
    zh: '南通工厂一车废有机溶剂，出厂磅单1.5吨，接收单位称得1.38吨。6月关账前须裁定以哪个为准。',
  },
  steps: [
    {
      title: { en: 'The receiver’s weight arrives', zh: '登记接收重量' },
      says: {
        en: 'Shen Ruochuan enters the weight of the manifest on the load. While she types, the form says that the two differ by more than the weight policy allows.',
        zh: '沈若川在该转移记录上填写联单上的接收重量。输入时，页面即提示两个重量相差超过计重规则的允差。',
      },
      picture: 'typed',
      does: async (stage) => {
        await stage.become('administrator');
        const record = await openFound(stage, load);
        await stage.button('ui.record.correct', {}, record).click();
        const form = stage.page.locator('.record-form');
        await form.locator('#field-receivedMassTonnes').fill('1.38');
        await stage.sees(stage.t('weights_differ', { earlier: '1.5', later: '1.38', allowed: '0.05' }), form);
        await form
          .getByLabel(stage.t('ui.form.reason'))
          .first()
          .fill(stage.language === 'zh' ? '按联单填写接收重量' : 'Received weight as on the manifest');
        await stage.button('ui.form.saveSubmit', {}, form).click();
        await stage.sees(stage.t('ui.form.savedSubmitted'));
      },
    },
    {
      title: { en: 'The month does not close, and says why', zh: '本月不能关账，并说明原因' },
      says: {
        en: 'She asks to close June at Nantong. It is refused: the weights of one load differ, and nobody has decided which counts.',
        zh: '她对南通工厂6月关账，系统不予受理：有1条转移记录的重量不一致，尚未裁定。',
      },
      picture: 'refused',
      does: async (stage) => {
        await openWeights(stage);
        await closeJune(stage);
        const dialog = stage.page.getByRole('dialog');
        await stage.sees(stage.t('month_not_complete'), dialog);
        await stage.sees(stage.t('weights_undecided', { count: 1 }), dialog);
      },
    },
    {
      title: { en: 'It waits in the inbox, the weights side by side', zh: '待办中的差异，两个重量并列' },
      says: {
        en: 'The inbox of whoever records at the factory names the dispute and leads to it: own and received weight, the difference in tonnes and percent, which counts now and by which policy.',
        zh: '工厂记录员的待办列出该差异并可直接进入：出厂与接收重量并列，差异以吨和百分比显示，并注明现行以哪个计入、依据哪条规则。',
      },
      picture: 'side-by-side',
      does: async (stage) => {
        await stage.go('/inbox');
        const item = stage.page
          .locator('.inbox-item', { hasText: stage.t('waste.weights.task', { count: 1 }) })
          .filter({ hasText: stage.language === 'zh' ? '南通' : 'Nantong' });
        await stage.button('waste.weights.task|do', {}, item).click();
        await openDispute(stage).getByText('−0.120 t (−8.0 %)').waitFor();
        await stage.sees(stage.t('waste.weights.countsNow'), openDispute(stage));
      },
    },
    {
      title: { en: 'The received weight counts, because …', zh: '以接收重量为准，因为……' },
      says: {
        en: 'She chooses the received weight, sees what that does to the factory’s mass, and writes why. The decision becomes a revision of the load and goes to review.',
        zh: '她选择接收重量，看到对工厂总量的影响，并写明理由。该裁定成为转移记录的新版本并提交复核。',
      },
      does: async (stage) => {
        await openDispute(stage)
          .getByRole('radio', { name: new RegExp(stage.t('waste.weights.basis.received')) })
          .check();
        const bar = stage.page.locator('.decision-bar');
        await bar
          .getByLabel(stage.t('waste.weights.because.received'))
          .fill(
            stage.language === 'zh' ? '接收单位地磅在检定有效期内' : 'The receiver’s scale holds a valid verification',
          );
        await stage.button('waste.weights.decide', { count: 1 }, bar).click();
        await stage.sees(stage.t('waste.weights.done', { count: 1 }));
        await stage.page.locator('.decided-weights tr', { hasText: manifest }).waitFor();
      },
    },
    {
      title: { en: 'Reviewed and approved by two others', zh: '由另外两人复核、批准' },
      says: {
        en: 'Gu Siqi reviews and Ye Minglang approves the load with its decision.',
        zh: '顾思漆复核、叶明浪批准该转移记录及其裁定。',
      },
      does: async (stage) => {
        await reviewAndApprove(stage, load);
      },
    },
    {
      title: { en: 'The month closes', zh: '本月关账' },
      says: {
        en: 'Ye Minglang closes June at Nantong. Below stands who decided the dispute, when and why.',
        zh: '叶明浪对南通工厂6月关账。下方列明差异由谁、何时、因何裁定。',
      },
      picture: 'closed',
      does: async (stage) => {
        await openWeights(stage);
        await closeJune(stage);
        await stage.page.locator('.month-closed').waitFor();
        await stage.page.locator('.decided-weights tr', { hasText: manifest }).waitFor();
      },
    },
  ],
};
