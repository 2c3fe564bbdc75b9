// The story of what leaves the house: two government ledgers from the rows of a month.
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Locator } from 'playwright-core';
import { Exact } from '#units/quantity.ts';
import { type Stage, settled } from './stage.ts';
import type { Story } from './story.ts';

const may = 'scope=site:WX1&period=2024-05';

/** Presses a link and keeps the file that comes. @returns its path */
async function downloaded({ page, folder }: Stage, link: Locator, name: string): Promise<string> {
  const coming = page.waitForEvent('download');
  await link.click();
  const path = join(folder, name);
  await (await coming).saveAs(path);
  return path;
}

/** The mass in a column of a Chinese ledger, and how many rows it has. */
async function massIn(path: string, sheetName: string, heading: string): Promise<{ rows: number; mass: string }> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const sheet = workbook.getWorksheet(sheetName);
  if (!sheet) throw new Error(`no sheet ${sheetName} in ${workbook.worksheets.map(({ name }) => name).join(', ')}`);
  const headings = sheet.getRow(1).values as string[];
  const column = headings.indexOf(heading);
  if (column < 0) throw new Error(`no column ${heading} in ${headings.join(', ')}`);
  let mass = new Exact(0);
  for (let row = 2; row <= sheet.rowCount; row += 1) mass = mass.plus(sheet.getCell(row, column).text || '0');
  return { rows: sheet.rowCount - 1, mass: mass.toFixed() };
}

/** What the figure of shipped mass says of the month: hazardous, and the rest. */
async function shippedIn({ page }: Stage): Promise<Record<'hazardousMassTonnes' | 'nonHazardousMassTonnes', string>> {
  const answer = await page.request.get(`/api/v1/figures?kpi=waste.shipped-mass&${may}`);
  const { figures } = (await answer.json()) as { figures: { inputs: Awaited<ReturnType<typeof shippedIn>> }[] };
  if (!figures[0]) throw new Error('no figure of the month');
  return figures[0].inputs;
}

function expectSame(what: string, found: string, expected: string): void {
  if (!new Exact(found).eq(expected)) throw new Error(`${what}: ${found} where the figure says ${expected}`);
}

const layoutTitles = {
  hazardous: { en: 'Hazardous waste management ledger (HJ 1259-2022)', zh: '危险废物管理台账（HJ 1259-2022）' },
  general: { en: 'General industrial solid waste ledger (2021 guide)', zh: '一般工业固体废物管理台账（2021年指南）' },
} as const;
const downloadOf = (stage: Stage, layout: keyof typeof layoutTitles) =>
  stage.page.getByRole('link', {
    name: stage.t('waste.ledger.page.download.label', { layout: layoutTitles[layout][stage.language] }),
  });

export const ledgers: Story = {
  name: 'ledgers',
  title: { en: 'What leaves the house: government ledgers', zh: '对外提交：政府台账' },
  intro: {
    en: 'The authority wants its ledgers. They come from the rows that are recorded already: nothing is entered twice.',
    zh: '主管部门要求的台账直接取自已有记录，无需重复填报。',
  },
  steps: [
    {
      title: { en: 'See what the ledgers still lack', zh: '查看台账缺项' },
      says: {
        en: 'He Xiaoman opens the government ledgers of Wuxi for May. Each layout says where it comes from and that nobody has verified it yet; below stands what is missing, with the records at which it is mended, and the first rows of each sheet.',
        zh: '何小蔓打开无锡工厂5月的政府台账。每份台账均注明来源及“未核实”；下方列出缺项及可补充的记录，并显示各工作表的前几行。',
      },
      picture: 'ledgers',
      does: async (stage) => {
        await stage.become('recorder');
        await stage.go(`/waste/ledgers?${may}`);
        await downloadOf(stage, 'hazardous').waitFor();
        await stage.page.getByRole('heading', { name: stage.t('waste.ledger.page.missing') }).waitFor();
        await stage.sees(stage.t('waste.ledger.page.unverified'));
        await settled(stage.page);
      },
    },
    {
      title: { en: 'Download the hazardous waste ledger', zh: '下载危险废物台账' },
      says: {
        en: 'One press gives the workbook in Chinese, as the authority reads it. Its rows add up to the figure of the month to the last digit.',
        zh: '一键下载中文工作簿，格式符合主管部门习惯，各行合计与当月指标完全一致。',
      },
      does: async (stage) => {
        const path = await downloaded(stage, downloadOf(stage, 'hazardous'), 'hazardous.xlsx');
        const sent = await massIn(path, '委托外单位利用处置环节记录表', '委托利用/处置量');
        if (sent.rows === 0) throw new Error('the ledger has no rows');
        expectSame('hazardous waste sent out', sent.mass, (await shippedIn(stage)).hazardousMassTonnes);
      },
    },
    {
      title: { en: 'Download the ledger of general waste', zh: '下载一般工业固体废物台账' },
      says: {
        en: 'Kitchen and domestic waste are no industrial waste: the ledger leaves them out and says how much that is, so that both together make the figure.',
        zh: '厨余垃圾和生活垃圾不属于工业固体废物，台账不列入，并注明未列入的数量，两者之和与指标一致。',
      },
      does: async (stage) => {
        await stage.page
          .getByRole('button', { name: new RegExp(`^${layoutTitles.general[stage.language].slice(0, 8)}`) })
          .click();
        await stage.sees(stage.t('waste.ledger.page.agrees'));
        const path = await downloaded(stage, downloadOf(stage, 'general'), 'general.xlsx');
        const left = await massIn(path, '附表3 出厂环节记录表', '出厂数量（吨）');
        const { checks } = (await (
          await stage.page.request.get(`/api/v1/waste/ledgers/cn-general-2021/gaps?site=site:WX1&period=2024-05`)
        ).json()) as { checks: { sheetId: string; leftOutMassTonnes: string }[] };
        const rest = checks.find(({ sheetId }) => sheetId === 'left')?.leftOutMassTonnes ?? '0';
        if (new Exact(rest).isZero()) throw new Error('nothing is left out, though the kitchen is no industry');
        expectSame(
          'general waste sent out, with what is left out',
          new Exact(left.mass).plus(rest).toFixed(),
          (await shippedIn(stage)).nonHazardousMassTonnes,
        );
      },
    },
  ],
};
