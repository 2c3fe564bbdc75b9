// The first part of the story: the first link, the recorder's ledger with its mistakes, mended and submitted.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rateOf } from './figures-on-pages.ts';
import { openFound } from './one-load.ts';
import { eventually, type Stage } from './stage.ts';
import type { Step } from './story.ts';

const exercises = fileURLToPath(new URL('../../samples/exercises', import.meta.url));

/** Columns of the ledger, counted from its first. */
const ledger = { departedOn: 2, stream: 3, mass: 5, vendor: 10 } as const;

const cell = (stage: Stage, row: number, column: number) => stage.page.locator(`[data-cell="${row}:${column}"]`);

/** The counts over the sheet, such as the rows with errors. */
const counted = (stage: Stage, outcome: string) =>
  eventually(
    `rows of outcome ${outcome}`,
    async () => {
      const label = await stage.page
        .locator('.ant-segmented-item', { hasText: stage.t(`ui.import.count.${outcome}`) })
        .first()
        .textContent();
      return label?.replace(/\D/g, '') ?? '';
    },
    (text) => text !== '',
  ).then(Number);

const expectCount = (stage: Stage, outcome: string, count: number) =>
  eventually(
    `${count} rows of outcome ${outcome}`,
    () => counted(stage, outcome),
    (now) => now === count,
  );

/** Types into a cell as one does in a sheet, and waits until it has been checked again. */
async function type(stage: Stage, row: number, column: number, text: string): Promise<void> {
  // By keyboard: rows move up when the one above is mended, and a press could land on its neighbour.
  await cell(stage, row, column).press('Enter');
  const input = stage.page.locator('.cell-input');
  await input.fill(text);
  await input.press('Enter');
}

export const importSteps: readonly Step[] = [
  {
    title: { en: 'Press the first link', zh: '点击首次登录链接' },
    says: {
      en: 'The first start prints a link that signs in once, as group administrator. It opens the living report of the sample company.',
      zh: '首次启动时，终端会打印一个一次性登录链接，点击后以集团管理员身份登录，并打开样例企业的实时报告。',
    },
    picture: 'first-link',
    does: async (stage) => {
      await stage.page.goto(stage.server.firstLink);
      await stage.page.getByRole('heading', { level: 1 }).waitFor();
      assert.equal(new URL(stage.page.url()).pathname, '/');
      await stage.button('ui.user.label', { name: stage.language === 'zh' ? '沈若川' : 'Shen Ruochuan' }).waitFor();
    },
  },
  {
    title: { en: 'See where Wuxi stands', zh: '查看无锡工厂的现状' },
    says: {
      en: 'Choose the factory Wuxi (WX1) and June 2024 on top; the waste dashboard shows a conversion rate of 88.8 %.',
      zh: '在顶部选择无锡工厂（WX1）和2024年6月，废弃物看板显示转化率为88.8 %。',
    },
    picture: 'before',
    does: async (stage) => {
      await stage.go('/waste?scope=site:WX1&period=2024-06&basis=approved');
      await rateOf(stage, '88.8');
    },
  },
  {
    title: { en: 'Become the recorder', zh: '切换为记录员' },
    says: {
      en: 'The user menu offers the sample’s other accounts. He Xiaoman records the waste loads of Wuxi and of no other factory.',
      zh: '在用户菜单中可切换到样例的其他账号。何小蔓是无锡工厂的记录员，只能登记本厂数据。',
    },
    does: async (stage) => {
      await stage.become('recorder');
    },
  },
  {
    title: { en: 'Drop the ledger', zh: '上传台账' },
    says: {
      en: 'Under Waste, Import: drop `samples/exercises/month-end-2024-06-with-mistakes.xlsx` as it is. Its title rows, subtotals, hidden sheet and units are understood; 29 rows are right, 6 have errors, each marked in its cell with a sentence beside it. Nothing is recorded yet.',
      zh: '在“废弃物”下点击“导入”，直接上传 `samples/exercises/month-end-2024-06-with-mistakes.xlsx`。标题行、小计行、隐藏工作表和各种单位均可识别；29行无误，6行有错，错误标在单元格内，右侧逐条说明。此时尚未写入任何数据。',
    },
    picture: 'errors',
    does: async (stage) => {
      await stage.go('/import/waste.load?scope=site:WX1&period=2024-06');
      await stage.page
        .locator('input[type=file]')
        .setInputFiles(join(exercises, 'month-end-2024-06-with-mistakes.xlsx'));
      await expectCount(stage, 'bad', 6);
      await expectCount(stage, 'new', 29);
      for (const [row, column] of [
        [4, ledger.departedOn],
        [7, ledger.mass],
        [11, ledger.vendor],
        [12, ledger.stream],
        [25, ledger.mass],
      ] as const) {
        assert.equal(await cell(stage, row, column).getAttribute('aria-invalid'), 'true', `row ${row}`);
      }
      stage.kept.set('import', new URL(stage.page.url()).pathname);
    },
  },
  {
    title: { en: 'Mend the cells', zh: '在页面上更正' },
    says: {
      en: 'Type over what is wrong, as in a sheet: the year of row 4, the weight of row 7 (1460 kg by its ticket), the vendor of row 11 (V06), the stream of row 12, the 250 t of row 25 that are 25 t by the ticket. Each cell is checked again at once.',
      zh: '像在Excel里一样直接修改：第4行的年份、第7行的重量（磅单为1460公斤）、第11行的处置单位（V06）、第12行的废弃物名称、第25行的250吨（磅单为25吨）。改完即重新检查。',
    },
    does: async (stage) => {
      await type(stage, 4, ledger.departedOn, '2024.6.15');
      await expectCount(stage, 'bad', 5);
      await type(stage, 7, ledger.mass, '1460');
      await expectCount(stage, 'bad', 4);
      await type(stage, 11, ledger.vendor, 'V06');
      await expectCount(stage, 'bad', 3);
      await type(stage, 12, ledger.stream, '废铝');
      await expectCount(stage, 'bad', 2);
      await type(stage, 25, ledger.mass, '25吨');
      await expectCount(stage, 'bad', 1);
    },
  },
  {
    title: { en: 'Leave the repeated row out', zh: '去掉重复行' },
    says: {
      en: 'Row 29 repeats the ticket of row 26. Press it in the list on the right, then “Leave row 29 out”. Nothing is left to mend.',
      zh: '第29行与第26行的磅单重复。在右侧列表中点击该行，再点“不导入第 29 行”，全部错误即处理完毕。',
    },
    picture: 'mended',
    does: async (stage) => {
      const problems = stage.page.getByRole('region', { name: stage.t('ui.import.problems') });
      const ofRow = problems.locator('.problem-go', { hasText: stage.t('ui.import.atRow', { row: 29 }) });
      await ofRow.first().click();
      await stage.button('ui.import.leaveRowOut', { row: 29 }, problems).click();
      await expectCount(stage, 'bad', 0);
      await expectCount(stage, 'new', 34);
    },
  },
  {
    title: { en: 'Commit 34 records', zh: '写入34条记录' },
    says: {
      en: '“Commit 34 records” writes them all or none. They are drafts: they count in no figure yet, and the whole import can be undone as one.',
      zh: '点击“写入 34 条记录”，一次写入，要么全部成功，要么一条不写。此时均为草稿，不计入任何指标，也可整批撤销。',
    },
    picture: 'committed',
    does: async (stage) => {
      await stage.button('ui.import.commit', { count: 34 }).click();
      await stage.button('ui.step.submit').waitFor();
      await stage.sees(stage.t('ui.import.recordedOpen', { new: 34, changed: 0, open: 34 }));
    },
  },
  {
    title: { en: 'Attach the weigh ticket', zh: '附上磅单' },
    says: {
      en: 'Open the load of 25 t (document 240628-041) and attach its ticket, `samples/exercises/weigh-ticket-240628-041.pdf`.',
      zh: '打开25吨的那条记录（单据编号240628-041），附上磅单 `samples/exercises/weigh-ticket-240628-041.pdf`。',
    },
    does: async (stage) => {
      await openLoad(stage, '240628-041');
      const record = stage.page.getByRole('article');
      await record.getByRole('button', { name: stage.t('ui.evidence.add') }).click();
      await stage.page
        .locator('.record-section input[type=file]')
        .setInputFiles(join(exercises, 'weigh-ticket-240628-041.pdf'));
      await record.locator('.evidence-name', { hasText: 'weigh-ticket-240628-041.pdf' }).waitFor();
    },
  },
  {
    title: { en: 'Submit for review', zh: '提交审核' },
    says: {
      en: 'On the page of the import, “Submit for review” sends all 34 records on.',
      zh: '回到导入页面，点击“提交审核”，34条记录一并送审。',
    },
    does: async (stage) => {
      await stage.go(stage.kept.get('import') ?? '/imports');
      await stage.button('ui.step.submit').click();
      await stage.sees(stage.t('ui.step.submitDone', { count: 34 }));
    },
  },
  {
    title: { en: 'The figure with what is submitted moves', zh: '“含已提交”的指标随之变化' },
    says: {
      en: 'The dashboard’s switch says which records count. “With what is submitted” shows 89.3 % and wears ◌, not yet approved; “Approved” still shows 88.8 %.',
      zh: '看板上的开关决定哪些记录计入：选“含已提交”，显示89.3 %，并带有◌（尚未批准）；选“已批准”，仍为88.8 %。',
    },
    picture: 'with-submitted',
    does: async (stage) => {
      await stage.go('/waste?scope=site:WX1&period=2024-06&basis=approved');
      await rateOf(stage, '88.8', { provisional: false });
      await stage.page.getByText(stage.t('ui.basis.shown'), { exact: true }).click();
      await rateOf(stage, '89.3', { provisional: true });
    },
  },
];

/** Opens a waste load of Wuxi by its document's number, as a page of its own. */
export async function openLoad(stage: Stage, documentNumber: string): Promise<void> {
  await openFound(stage, `scope=site:WX1&period=2024-06&q=${documentNumber}`);
  await stage.page.getByRole('link', { name: stage.t('ui.record.asPage') }).click();
  await stage.page.waitForURL(/\/records\/waste\.load\/[0-9a-f-]{36}/);
  stage.kept.set('load', new URL(stage.page.url()).pathname);
  await stage.page.getByRole('article').waitFor();
}
