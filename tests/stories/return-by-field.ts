// A month goes to review; one row comes back by its field. The rest is approved meanwhile and stays so.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { correctWeight, loadsOf, meanwhile } from './by-api.ts';
import { openFound } from './one-load.ts';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

const april = 'scope=site:CZ1&period=2024-04';
const inLanguage = (stage: Stage, zh: string, en: string) => (stage.language === 'zh' ? zh : en);
const ticket = (stage: Stage) => encodeURIComponent(stage.kept.get('by field ticket') ?? '');
const words = (stage: Stage) =>
  inLanguage(stage, '请核对净重，磅单为毛重。', 'Please check the net weight: the ticket shows the gross one.');

/** What waits in the inbox for a step at Changzhou in April. */
async function itemOf(stage: Stage, step: 'review' | 'approve' | 'fix'): Promise<Locator> {
  await stage.go('/inbox');
  const item = stage.page
    .locator('.inbox-item')
    .filter({ hasText: inLanguage(stage, '常州工厂', 'Changzhou Factory') })
    .filter({ has: stage.button(step === 'fix' ? 'ui.inbox.fixNow' : `ui.step.${step}`) })
    .first();
  await item.waitFor();
  return item;
}

/** Chooses an item and takes the next step, by keyboard alone. */
async function passByKeys(stage: Stage, step: 'review' | 'approve', count: number): Promise<void> {
  const item = await itemOf(stage, step);
  await item.locator('.inbox-what').focus();
  await stage.page.keyboard.press('x');
  await stage.sees(stage.t('review.inbox.chosen', { count: 1 }));
  await stage.page.keyboard.press('e');
  await stage.sees(stage.t(`ui.step.${step}Done`, { count }));
}

/** How many loads of the three stand in a state. */
const inState = (stage: Stage, state: string) =>
  meanwhile(stage, 'administrator', async (ask) => {
    const { count }: { count: number } = await ask('GET', `/records/waste.load?${april}&states=${state}&limit=1`);
    return count;
  });

export const returnByField: Story = {
  name: 'return-by-field',
  title: { en: 'One row comes back, the month does not', zh: '退回一行，不退整月' },
  intro: {
    en: 'Three corrected loads of April wait at Changzhou. One is returned for one field; the other two are approved with the keyboard while it is mended.',
    zh: '常州工厂4月有三条更正待审。一条因一个字段被退回，其余两条在其修改期间用键盘完成复核与批准。',
  },
  steps: [
    {
      title: { en: 'One of three is returned, by its field', zh: '三条中退回一条，指明字段' },
      says: {
        en: 'Gu Siqi returns one load, names the field and says what to check.',
        zh: '顾思漆退回其中一条，指明字段并写明需核对之处。',
      },
      does: async (stage) => {
        await stage.become('reviewer');
        const loads = await meanwhile(stage, 'administrator', async (ask) => {
          const found = await loadsOf(ask, april, 3);
          for (const load of found)
            await correctWeight(
              ask,
              load,
              String(Math.round((Number(load.values.ownMassTonnes.value) - 0.1) * 1000) / 1000),
              inLanguage(stage, '按磅房存根更正', 'As on the stub'),
            );
          return found;
        });
        assert.equal(loads.length, 3);
        stage.kept.set('by field approved', String(await inState(stage, 'approved')));
        stage.kept.set('by field ticket', loads[0]?.values['document.number'] ?? '');
        const record = await openFound(stage, `${april}&q=${ticket(stage)}`);
        await stage.button('ui.step.return', {}, record).click();
        const dialog = stage.page.locator('.ant-modal');
        const field = stage.t('waste.load.ownMassTonnes').replace(/\s*[（(].*$/, '');
        await dialog.getByRole('combobox').fill(field);
        await stage.page.locator('.ant-select-item-option', { hasText: new RegExp(`^${field}$`) }).click();
        await dialog.getByRole('textbox').fill(words(stage));
        await stage.button('ui.step.return', {}, dialog).click();
        await stage.sees(stage.t('ui.step.returnDone', { count: 1 }));
      },
    },
    {
      title: { en: 'The other two are passed with the keyboard', zh: '其余两条用键盘完成审核' },
      says: {
        en: 'In the inbox x chooses and e takes the next step: Gu Siqi passes two, Ye Minglang approves them. They count; the returned one does not wait in their way.',
        zh: '在待办中按 x 选择、按 e 执行下一步：顾思漆复核两条，叶明浪批准，即计入指标，不受被退回记录的影响。',
      },
      picture: 'inbox',
      does: async (stage) => {
        await stage.become('reviewer');
        await passByKeys(stage, 'review', 2);
        await stage.become('approver');
        await passByKeys(stage, 'approve', 2);
      },
    },
    {
      title: { en: 'Only that row is mended and goes back', zh: '只修改并重新提交这一行' },
      says: {
        en: 'From the inbox the row opens on its field. Shen Ruochuan mends it and submits it; the rest of April stays approved.',
        zh: '从待办打开即定位到该字段。沈若川修改后提交，4月其余记录保持已批准。',
      },
      does: async (stage) => {
        await stage.become('administrator');
        const item = await itemOf(stage, 'fix');
        await item.locator('.returned-words', { hasText: words(stage) }).click();
        const form = stage.page.locator('.record-form');
        await form.waitFor();
        const mass = form.locator('#field-ownMassTonnes');
        await mass.fill(`${await mass.inputValue()}1`);
        await stage.button('ui.form.saveSubmit', {}, form).click();
        await stage.sees(stage.t('ui.form.savedSubmitted'));
        const approved = Number(stage.kept.get('by field approved'));
        assert.deepEqual(
          [await inState(stage, 'approved'), await inState(stage, 'submitted'), await inState(stage, 'returned')],
          [approved + 2, 1, 0],
        );
      },
    },
    {
      title: { en: 'It follows the others', zh: '该行随后获批' },
      says: {
        en: 'Reviewed and approved by the same two, April is complete.',
        zh: '由同样两人复核、批准，4月全部办结。',
      },
      does: async (stage) => {
        await stage.become('reviewer');
        await passByKeys(stage, 'review', 1);
        await stage.become('approver');
        await passByKeys(stage, 'approve', 1);
        assert.equal(await inState(stage, 'submitted'), 0);
      },
    },
  ],
};
