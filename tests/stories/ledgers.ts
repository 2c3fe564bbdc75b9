// The story of what leaves the house: two government ledgers from the rows of a month, and an auditor's sample in one file.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Locator } from 'playwright-core';
import type { ReadLimits } from '#domains/reports/render/printed-file.ts';
import { openZip } from '#domains/reports/render/read-zip.ts';
import { Exact } from '#units/quantity.ts';
import { type Stage, settled, spelled } from './stage.ts';
import type { Story } from './story.ts';

const may = 'scope=site:WX1&period=2024-05';
const seed = 'HB-2024-05';
const sampled = 10;

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
  title: { en: 'What leaves the house: ledgers and an audit', zh: '对外提交：政府台账与抽样审核' },
  intro: {
    en: 'The authority wants its ledgers, the auditor a sample. Both come from the rows that are recorded already: nothing is entered twice.',
    zh: '主管部门要台账，审核人员要样本。两者都直接取自已有记录，无需重复填报。',
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
    {
      title: { en: 'The auditor draws ten loads', zh: '审核人员抽取十条记录' },
      says: {
        en: 'Helen Brandt, the auditor, types a seed that nobody at the factory could know. Ten of the loads behind the figure are drawn; the same seed draws the same ten again.',
        zh: '审核人员海伦·布兰特输入工厂事先无法得知的种子，从指标所依据的记录中抽取十条；同一种子可重新抽出同样的十条。',
      },
      picture: 'audit',
      does: async (stage) => {
        await stage.become('auditor');
        await stage.go(`/waste/audit?${may}`);
        await stage.page.getByRole('textbox', { name: spelled(stage.t('waste.audit.page.seed')) }).fill(seed);
        await settled(stage.page);
        await stage.page.waitForURL(new RegExp(`seed=${seed}`));
        const rows = stage.page.locator('.audit-sample tbody tr');
        await rows.nth(sampled - 1).waitFor();
        if ((await rows.count()) !== sampled) throw new Error(`${await rows.count()} loads are drawn`);
      },
    },
    {
      title: { en: 'Take everything along in one file', zh: '一个文件带走全部资料' },
      says: {
        en: 'The ZIP holds the records, their papers, who did what, when and why, the figures with their formula, and the head of the history’s chain. Every file has its SHA-256 in a list; the auditor checks them without greenfab.',
        zh: 'ZIP包含记录、单据、操作历史（何人、何时、为何）、指标及公式和历史链首。每个文件的SHA-256均列入清单，审核人员无需本系统即可核验。',
      },
      does: async (stage) => {
        const link = stage.page.getByRole('link', { name: spelled(stage.t('waste.audit.page.download')) });
        const path = await downloaded(stage, link, 'audit.zip');
        const zip = openZip(readFileSync(path), { fileBytes: 1e8, inflatedBytes: 1e8 } as ReadLimits);
        const text = (name: string) => Buffer.from(zip.read(name)).toString('utf8');
        const sums = text('SHA256SUMS').trimEnd().split('\n');
        if (sums.length !== zip.names.length - 1) throw new Error('SHA256SUMS does not list every file');
        for (const line of sums) {
          const [hash, name = ''] = line.split('  ');
          const found = createHash('sha256').update(zip.read(name)).digest('hex');
          if (found !== hash) throw new Error(`${name} is not what SHA256SUMS says`);
        }
        const revisions = zip.names.filter((name) => name.startsWith('records/'));
        if (revisions.length < sampled) throw new Error(`${revisions.length} revisions of ${sampled} records`);
        const history = text('history.csv');
        for (const name of revisions)
          if (!history.includes(createHash('sha256').update(zip.read(name)).digest('hex')))
            throw new Error(`the history does not hold the hash of ${name}`);
      },
    },
  ],
};
