// From a supplier's file to the verdict of a product, where the substance is, and what a draft list would change.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const cable = join(fileURLToPath(new URL('../../samples/exercises/', import.meta.url)), 'M13-cable.xml');
const harness = 'HARN-110';

/** Opens an item from the list by its number. */
async function openItem(stage: Stage, number: string): Promise<void> {
  await stage.go(`/substances/items?text=${number}&pack=rohs-eu`);
  await stage.page.locator('.items-page').getByRole('link', { name: number, exact: true }).click();
  await stage.page.getByRole('heading', { level: 1, name: new RegExp(`^${number} `) }).waitFor();
}

/** The row of a pack among the verdicts of the open item. */
const verdictRow = (stage: Stage, pack: RegExp) =>
  stage.page.locator('.items-page section').first().locator('tbody tr').filter({ hasText: pack });

/** Waits until the open item stands so under RoHS: it is judged behind the server, and the page asks until it is. */
const stands = (stage: Stage, item: string, word: string) =>
  eventually(
    `${item} under RoHS: ${word}`,
    async () => {
      await openItem(stage, item);
      return (await verdictRow(stage, /RoHS/).first().textContent()) ?? '';
    },
    (text) => text.includes(stage.t(word)),
  );

export const declarationStory: Story = {
  name: 'declaration',
  title: { en: 'From a supplier’s file to the verdict of a product', zh: '从供应商声明文件到产品判定' },
  intro: {
    en: 'A door harness is made of wires, and the wires of a cable, of which its supplier has declared nothing. His file has come, in the format of IEC 62474. Lin Zhiwei takes it in.',
    zh: '车门线束由导线组成，导线所用的线缆尚无供应商声明。供应商发来了IEC 62474格式的文件，由林知苇接收。',
  },
  steps: [
    {
      title: { en: 'The product is unknown, and why', zh: '产品判定未知及其原因' },
      says: {
        en: 'Under RoHS the harness is unknown: of its cable nothing is declared. Its verdicts stand by rule pack; below is what it is made of, with the way to that part open.',
        zh: '线束在RoHS下判定未知：线缆尚无声明。页面按规则包列出判定，下方为组成，并展开到该零部件的路径。',
      },
      does: async (stage) => {
        await stage.become('analyst');
        await stands(stage, harness, 'substances.verdict.unknown');
        await stage.sees(stage.t('substances.check.nothing_declared', { item: 'CABLE-05' }));
      },
    },
    {
      title: { en: 'The file is looked at before it is kept', zh: '保存之前先查看文件' },
      says: {
        en: 'Dropped, the file is read whole: what is wrong stands at its line, and each product of it is one of our parts by its number. Then it is kept, and waits for somebody else’s approval; until then it counts for nothing.',
        zh: '拖入后文件被完整读取：错误按行列出，各产品按料号对应我方料号。保存后等待他人批准，批准之前不计入判定。',
      },
      does: async (stage) => {
        await stage.go('/substances/declarations');
        await stage.page.locator('input[type=file]').setInputFiles(cable);
        await stage.sees('ML-FLRY-05');
        await stage.button('substances.take.keep').click();
        await stage.sees(stage.t('substances.take.toReview'));
      },
    },
    {
      title: { en: 'Somebody else approves it', zh: '由他人批准' },
      says: {
        en: 'Ye Minglang finds it in the records with the file behind it, and approves it.',
        zh: '叶明浪在记录中查看声明及其原文件，并予以批准。',
      },
      does: async (stage) => {
        await stage.become('approver');
        await stage.go('/records/substances.declaration?states=submitted');
        await stage.page.locator('table.records .row-button').first().click();
        const record = stage.page.getByRole('article');
        await stage.button('ui.step.approve', {}, record).click();
        await stage.page.locator('.record-standing', { hasText: stage.t('state.approved') }).waitFor();
      },
    },
    {
      title: { en: 'The product fails, and why', zh: '产品不符合及其原因' },
      says: {
        en: 'A moment later cable and harness are judged: 280,000 mg/kg of DEHP in its insulation, of 1,000 allowed in a homogeneous material. The reason names clause, material, amount, limit and the declaration.',
        zh: '线缆与线束随即重新判定：绝缘层含DEHP 280,000 mg/kg，均质材料限值为1,000 mg/kg。依据列出条款、材料、含量、限值及声明文件。',
      },
      does: async (stage) => {
        await stage.become('analyst');
        await stands(stage, harness, 'substances.verdict.does_not_comply');
        await stands(stage, 'CABLE-05', 'substances.verdict.does_not_comply');
        await verdictRow(stage, /RoHS/).first().getByRole('link').click();
        await stage.sees('PVC insulation');
        await stage.sees('ML-2026-09');
      },
    },
    {
      title: { en: 'Where else it is', zh: '还用在哪里' },
      says: {
        en: 'Pressed, the substance tells every part that declares it, how much, who says so, and the ways up to what is sold.',
        zh: '点击物质，可见所有声明含有它的零部件、含量、声明方，以及到成品的路径。',
      },
      does: async (stage) => {
        await stage.page
          .getByRole('link', { name: /117-81-7/ })
          .first()
          .click();
        await stage.sees('ML-SL3');
        await stage.sees('ML-FLRY-05');
        await stage.sees(harness);
      },
    },
    {
      title: { en: 'A draft list, before it is in force', zh: '清单草案生效之前' },
      says: {
        en: 'Zinc stearate, of which the file told too, stands for a substance that might come onto a list of candidates. The products that would have to be communicated are named with their parts, and the suppliers that would have to be asked because they have not disclosed everything.',
        zh: '以文件中同样声明的硬脂酸锌代表可能列入候选清单的物质。页面列出须传达信息的产品及其零部件，以及因未完全披露而须询问的供应商。',
      },
      does: async (stage) => {
        await stage.go('/substances/impact');
        await stage.page.getByLabel(stage.t('substances.impact.substances')).fill('557-05-1');
        await stage.button('substances.impact.look').click();
        const changed = stage.page.locator('tr', { hasText: harness });
        await stage.sees(stage.t('substances.verdict.must_be_communicated'), changed);
        await stage.sees(stage.t('substances.impact.whom'));
      },
    },
  ],
};
