// Papers: what is missing is seen, two files are dropped once behind six loads, one is replaced by a newer edition, the list shrinks.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const papers = join(fileURLToPath(new URL('../..', import.meta.url)), 'samples', 'papers');
const february = 'scope=site:CS1&period=2024-02';
const LOADS = 6;
const statement = 'statement-202402-CS1.pdf';
const stamped = 'statement-202402-CS1-stamped.pdf';
const list = 'weighbridge-202402-CS1.csv';

const pdf = (name: string, as: string) => ({
  ...{ name: as, mimeType: 'application/pdf', buffer: readFileSync(join(papers, name)) },
});
const firstLoad = async (stage: Stage) => {
  await stage.page.locator('table.records .row-button').first().click();
  const record = stage.page.getByRole('article');
  await record.waitFor();
  return record;
};

/** How many papers of loads the page says are missing in the month. */
const missing = async (stage: Stage): Promise<number> => {
  await stage.go(`/evidence/missing?${february}`);
  return Number(
    await stage.page.locator('.missing-table tbody tr').first().locator('.missing-cell').first().textContent(),
  );
};

export const evidence: Story = {
  name: 'evidence',
  title: { en: 'Papers behind the records', zh: '记录的佐证材料' },
  intro: {
    en: 'Changsha still lacks papers of February. Two files go behind six loads at once, a stamped copy replaces one of them, and the list of what is missing shrinks.',
    zh: '长沙工厂2月尚缺材料。两个文件一次关联六条记录，盖章版替换其中一份，缺失清单随之减少。',
  },
  steps: [
    {
      title: { en: 'What is missing', zh: '缺什么材料' },
      says: {
        en: 'Under Evidence, “Missing evidence” counts what each factory, kind of record and month still wants. One statement covers the loads of a vendor and month; a load that travels by manifest wants its own. Pressed, the number lists them.',
        zh: '“佐证材料”下的“缺失的佐证材料”按工厂、数据类型、月份统计缺口。一份对账单覆盖同一单位当月各次转移；走联单的转移须各有一份。点击数字列出明细。',
      },
      picture: 'missing',
      does: async (stage) => {
        await stage.become('administrator');
        stage.kept.set('papers missing', String(await missing(stage)));
        await stage.page.locator('.missing-cell').first().click();
        await stage.page.locator('.missing-list li').first().waitFor();
      },
    },
    {
      title: { en: 'Two files behind six loads', zh: '两个文件关联六条记录' },
      says: {
        en: 'From the line of a vendor the list opens on its loads. All are chosen, and two files are dropped once: the statement and the weighbridge’s list. Each is sent once and lies behind all six.',
        zh: '由某家单位的一行打开其转移记录列表，全选后一次拖入两个文件：对账单与磅房清单。每个文件只上传一次，六条记录均已关联。',
      },
      does: async (stage) => {
        const { page } = stage;
        const line = page.locator('.missing-list li', {
          hasText: new RegExp(`records: ${LOADS}(?!\\d)|涉及 ${LOADS} 条记录`),
        });
        await line.getByRole('link', { name: stage.t('evidence.missing.openList') }).click();
        await page.locator('table.records tbody tr').first().waitFor();
        await page.getByRole('checkbox', { name: stage.t('ui.list.selectAll') }).check();
        await stage.button('ui.evidence.addToSelected').click();
        const dialog = page.locator('.ant-modal');
        await dialog.getByRole('combobox', { name: stage.t('ui.evidence.kind') }).click();
        await page
          .locator('.ant-select-item-option', { hasText: stage.t('ui.evidence.kind.vendor_statement') })
          .click();
        await dialog.locator('input[type=file]').setInputFiles([
          pdf('statement-202405-WX1-V01.pdf', statement),
          {
            name: list,
            mimeType: 'text/csv',
            buffer: Buffer.from('Ticket,Net (t)\n240202-001,1.25\n240209-004,2.5\n'),
          },
        ]);
        await dialog.waitFor({ state: 'hidden' });
        const record = await firstLoad(stage);
        for (const name of [statement, list]) await record.locator('.evidence-file', { hasText: name }).waitFor();
        await stage.sees(stage.t('ui.evidence.beside', { count: LOADS - 1 }), record);
      },
    },
    {
      title: { en: 'Seen beside the fields', zh: '与字段并列查看' },
      says: {
        en: 'A paper opens beside the record: pages of a PDF, pictures, the first rows of a sheet; larger, smaller, turned, by keyboard too.',
        zh: '点击材料，即在记录旁打开：PDF 逐页、图片、表格前若干行；可放大、缩小、旋转，键盘亦可操作。',
      },
      does: async (stage) => {
        const { page } = stage;
        const record = page.getByRole('article');
        await record.locator('.evidence-file', { hasText: list }).click();
        await page.locator('.paper-rows', { hasText: '240209-004' }).waitFor();
        await record.locator('.evidence-file', { hasText: statement }).click();
        await page.locator('canvas[data-drawn="1"]').waitFor();
        await stage.button('ui.evidence.turn').click();
        await stage.button('ui.evidence.larger').click();
        await stage.sees('125 %');
      },
    },
    {
      title: { en: 'A newer edition', zh: '上传新版' },
      says: {
        en: 'The vendor sends the stamped copy. It takes the place of the older one behind all six loads; the older one stays readable under “Earlier editions”.',
        zh: '单位寄来盖章版，一次替换六条记录上的旧版；旧版保留在“历史版本”中，仍可查看。',
      },
      does: async (stage) => {
        const { page } = stage;
        const record = page.getByRole('article');
        await stage.button('ui.evidence.replace', {}, record).click();
        const dialog = page.locator('.ant-modal');
        await dialog.locator('input[type=file]').setInputFiles(pdf('statement-202405-WX1-V06.pdf', stamped));
        await stage.button('ui.evidence.replace', {}, dialog).click();
        await stage.sees(stage.t('ui.evidence.replaced', { count: LOADS }));
        await record.locator('.evidence-file', { hasText: stamped }).waitFor();
        await record.locator('.evidence-ended summary').click();
        await record.locator('.evidence-ended .evidence-file', { hasText: statement }).waitFor();
      },
    },
    {
      title: { en: 'The list shrinks', zh: '缺失清单减少' },
      says: {
        en: 'One paper less is missing. Under “Files” each file stands once, with the records that it lies behind; the replaced one is marked.',
        zh: '缺失减少一份。“文件”中每个文件列一次，并列出其关联的记录；被替换的已标明。',
      },
      does: async (stage) => {
        const before = Number(stage.kept.get('papers missing'));
        await eventually(
          'one paper less is missing',
          () => missing(stage),
          (count) => count === before - 1,
        );
        await stage.go('/evidence?scope=site:CS1&standing=ended');
        const row = stage.page.locator('table tbody tr', { hasText: statement });
        await row.waitFor();
        assert.ok((await row.textContent())?.includes(stage.t('evidence.standing.ended')));
      },
    },
  ],
};
