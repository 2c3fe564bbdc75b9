// The story of an audit: drawn by a seed, asked and answered in place, taken along, checked without greenfab.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ReadLimits } from '#domains/reports/render/printed-file.ts';
import { openZip } from '#domains/reports/render/read-zip.ts';
import { type Stage, settled, spelled } from './stage.ts';
import type { Story } from './story.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../../tools/verify-history.mjs', import.meta.url));
const may = 'scope=site:WX1&period=2024-05';
const seed = 'HB-2024-05';
const sampled = 10;
const question = {
  en: 'The weight is rounded to ten kilograms. Which scale was it?',
  zh: '重量取整到十千克，请问用的是哪台磅？',
} as const;
const answer = {
  en: 'The old scale at gate 2, replaced in June. Its calibration certificate is attached to the manifest.',
  zh: '2号门旧地磅，6月已更换，检定证书附于联单。',
} as const;

/** What the stand-alone script says of an export, and how it ends. */
async function checked(path: string): Promise<{ code: number; said: { ok: boolean; redrawn: number | null } }> {
  const { stdout, code } = await run(process.execPath, [script, path, '--json']).then(
    (one) => ({ ...one, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  );
  return { code, said: JSON.parse(stdout) };
}

/** A box of the page by its label. */
const box = ({ page, t }: Stage, key: string) => page.getByRole('textbox', { name: spelled(t(key)) });

export const auditorsSample: Story = {
  name: 'auditors-sample',
  title: { en: 'An auditor’s sample', zh: '抽样审核' },
  intro: {
    en: 'An auditor draws records by a seed, asks about one of them, gets the answer in place, and takes everything along in one file that is checked without greenfab.',
    zh: '审核人员按种子抽取记录，就其中一条提问并当场得到答复，再将全部资料以一个文件带走，无需本系统即可核验。',
  },
  steps: [
    {
      title: { en: 'Draw ten loads by a seed', zh: '按种子抽取十条记录' },
      says: {
        en: 'Helen Brandt, the auditor, types a seed that nobody at the factory could know. Ten of the loads behind the figure of May are drawn; what was drawn is kept with her name and the time, and the same seed draws the same ten again.',
        zh: '审核人员海伦·布兰特输入工厂事先无法得知的种子，从5月指标所依据的记录中抽取十条；结果连同姓名和时间保存，同一种子可重新抽出同样的十条。',
      },
      picture: 'sample',
      does: async (stage) => {
        const { page, kept } = stage;
        await stage.become('auditor');
        await stage.go(`/audit?${may}`);
        await box(stage, 'audit.draw.seed').fill(seed);
        await stage.button('audit.draw.do').click();
        await page.waitForURL(/\/audit\/[0-9a-f-]{36}/);
        const rows = page.locator('.audit-records tbody tr');
        await rows.nth(sampled - 1).waitFor();
        if ((await rows.count()) !== sampled) throw new Error(`${await rows.count()} loads are drawn`);
        await settled(page);
        kept.set('sample', new URL(page.url()).pathname);
      },
    },
    {
      title: { en: 'Open a record and ask', zh: '打开记录并提问' },
      says: {
        en: 'She opens the first record. Its fields, papers and history stand on one page; below the papers she asks.',
        zh: '打开第一条记录，字段、单据和历史同在一页；在单据下方直接提问。',
      },
      does: async (stage) => {
        const { page, language } = stage;
        await page.locator('.audit-records tbody a').first().click();
        await stage.button('audit.ask').click();
        await box(stage, 'audit.ask.words').fill(question[language]);
        await stage.button('audit.ask.do').click();
        await stage.sees(question[language]);
        await stage.sees(stage.t('audit.state.open'));
      },
    },
    {
      title: { en: 'The factory answers in place', zh: '工厂当场答复' },
      says: {
        en: 'The question stands in He Xiaoman’s inbox. One press opens the record; she answers below the question.',
        zh: '提问出现在何小蔓的待办中，一键打开该记录，直接在提问下方答复。',
      },
      does: async (stage) => {
        const { page, language } = stage;
        await stage.become('recorder');
        await stage.go('/inbox');
        await stage.button('audit.task.answer|do').click();
        await page.waitForURL(/\/records\/waste\.load\//);
        await stage.sees(question[language]);
        await box(stage, 'audit.answer.words').fill(answer[language]);
        await stage.button('audit.answer.do').click();
        await stage.sees(answer[language], page.locator('.thread li').last());
        await stage.sees(stage.t('audit.state.answered'));
        await settled(page);
      },
    },
    {
      title: { en: 'Settle the question', zh: '关闭提问' },
      says: {
        en: 'The auditor reads the answer from her inbox and settles the question. The thread stays with the record.',
        zh: '审核人员从待办中查看答复并关闭提问，全部问答随记录保存。',
      },
      does: async (stage) => {
        await stage.become('auditor');
        await stage.go('/inbox');
        await stage.button('audit.task.read|do').click();
        await stage.button('audit.settle.do').click();
        await stage.sees(stage.t('audit.state.settled'));
      },
    },
    {
      title: { en: 'Take everything along and check it', zh: '带走全部资料并核验' },
      says: {
        en: 'One ZIP holds the records as sheets, papers, manifests, ledgers, questions, the history with its chain, and a script. The script, run on a machine without greenfab, says that all of it holds and that the seed gives these ten records.',
        zh: '一个ZIP包含记录表格、单据、联单、台账、问答、带链的历史以及核验脚本。在没有本系统的电脑上运行脚本，即可确认全部内容完好，且该种子确实抽出这十条记录。',
      },
      does: async (stage) => {
        const { page, folder, kept } = stage;
        await stage.go(kept.get('sample') ?? '/audit');
        const coming = page.waitForEvent('download');
        await page.getByRole('link', { name: spelled(stage.t('audit.sample.download')) }).click();
        const path = join(folder, 'sample.zip');
        await (await coming).saveAs(path);
        await stage.sees(stage.t('history.page.export.done'));
        const { code, said } = await checked(path);
        if (code !== 0 || !said.ok || said.redrawn !== sampled)
          throw new Error(`the script does not say that it holds: ${JSON.stringify(said)}`);
      },
    },
    {
      title: { en: 'One byte altered is found', zh: '改动一个字节即被发现' },
      says: {
        en: 'Whoever alters a single byte of any file afterwards is found out: the script names the file and what does not agree, and ends with 1.',
        zh: '事后改动任何文件的一个字节都会被发现：脚本指出文件和不符之处，并以退出码1结束。',
      },
      does: async ({ folder }) => {
        const zip = openZip(readFileSync(join(folder, 'sample.zip')), {
          fileBytes: 1e8,
          inflatedBytes: 1e8,
        } as ReadLimits);
        const at = join(folder, 'sample');
        for (const name of zip.names) {
          mkdirSync(dirname(join(at, name)), { recursive: true });
          writeFileSync(join(at, name), zip.read(name));
        }
        if ((await checked(at)).code !== 0) throw new Error('the unpacked sample does not hold');
        const altered = join(at, 'revisions.jsonl');
        const bytes = readFileSync(altered);
        const place = bytes.indexOf('"value":"') + '"value":"'.length;
        bytes[place] = bytes[place] === 0x31 ? 0x32 : 0x31;
        writeFileSync(altered, bytes);
        const { code, said } = await checked(at);
        if (code !== 1 || said.ok) throw new Error('an altered mass is not found');
      },
    },
  ],
};
