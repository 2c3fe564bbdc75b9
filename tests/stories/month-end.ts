// W1: a recorder closes her month in ten minutes, on one screen, from her own ledger to the government's; every press and every typing is counted.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { eventually, type Stage, settled } from './stage.ts';
import type { Step, Story } from './story.ts';

const exercises = fileURLToPath(new URL('../../samples/exercises', import.meta.url));
const MOST_INTERACTIONS = 25;
const july = 'scope=site:WX1&period=2024-07';

/** What the recorder did to the page, one line each: a press of a key or the pointer, a text typed, files dropped. */
const done = (stage: Stage): string[] => JSON.parse(stage.kept.get('month-end') ?? '[]') as string[];
function note(stage: Stage, what: string): void {
  stage.kept.set('month-end', JSON.stringify([...done(stage), what]));
}
async function press(stage: Stage, key: string): Promise<void> {
  note(stage, `press ${key}`);
  await stage.page.keyboard.press(key);
}
async function click(stage: Stage, what: string, target: Locator): Promise<void> {
  note(stage, `click ${what}`);
  await target.click();
}
async function typeText(stage: Stage, text: string): Promise<void> {
  note(stage, `type ${text}`);
  await stage.page.keyboard.type(text);
}
/** Files dropped together are one movement of the hand. */
async function drop(stage: Stage, label: string, ...files: string[]): Promise<void> {
  note(stage, `drop ${files.join(', ')}`);
  await stage.page
    .getByRole('region', { name: stage.t(label), exact: true })
    .locator('input[type=file]')
    .setInputFiles(files.map((file) => join(exercises, file)));
}

/** A step of the month by its heading. */
const part = (stage: Stage, key: string) =>
  stage.page.locator('.month-step', { has: stage.page.getByRole('heading', { name: stage.t(key) }) });
const standing = (stage: Stage) => stage.page.locator('.month-standing-words');
const toMend = (stage: Stage, bad: number) =>
  eventually(
    `${bad} cells to mend`,
    () => stage.page.locator('.sheet [aria-invalid="true"]').count(),
    (count) => count === bad,
  );
/** The cell in which the cursor stands by itself. */
const focusedCell = (stage: Stage) =>
  eventually(
    'the cursor stands in a wrong cell',
    () => stage.page.locator('.sheet [aria-invalid="true"]:focus').count(),
    (count) => count === 1,
  );

/** June as the first story leaves it: its second half brought in, reviewed and approved, through the same endpoints. */
async function completeJune(stage: Stage): Promise<void> {
  const { page } = stage;
  const ask = async (method: string, path: string, options: object = {}) => {
    const answer = await page.request.fetch(`/api/v1${path}`, {
      method,
      headers: { origin: stage.server.url },
      ...options,
    });
    assert.ok(answer.ok(), `${method} ${path}: ${await answer.text()}`);
    return (await answer.json()) as { id: string; status: string; counts?: { bad: number } };
  };
  await stage.become('recorder');
  const file = join(exercises, 'month-end-2024-06-with-mistakes.xlsx');
  const { id } = await ask('POST', '/imports/waste.load?scope=site:WX1', {
    multipart: {
      file: {
        name: 'june.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: readFileSync(file),
      },
    },
  });
  const checked = () =>
    eventually(
      'the ledger of June is checked',
      () => ask('GET', `/imports/${id}`),
      ({ status }) => status === 'checked',
    );
  await checked();
  const cells = [
    [4, 2, '2024.6.15'],
    [7, 5, '1460'],
    [11, 10, 'V06'],
    [12, 3, '废铝'],
    [25, 5, '25吨'],
    ...Array.from({ length: 12 }, (_, column) => [29, column, ''] as const),
  ].map(([row, column, text]) => ({ row, column, text }));
  await ask('PATCH', `/imports/${id}`, { data: { cells } });
  assert.equal((await checked()).counts?.bad, 0);
  await ask('POST', `/imports/${id}/commit`, { data: {} });
  const site = (
    (await page.request.get('/api/v1/organisation').then((answer) => answer.json())) as {
      nodes: { id: string; code: string }[];
    }
  ).nodes.find(({ code }) => code === 'WX1');
  const where = { scopeId: site?.id, month: '2024-06' };
  await ask('POST', '/records/waste.load/steps/submit', { data: { where } });
  await stage.become('reviewer');
  await ask('POST', '/records/waste.load/steps/review', { data: { where } });
  await stage.become('approver');
  await ask('POST', '/records/waste.load/steps/approve', { data: { where } });
}

const steps: readonly Step[] = [
  {
    title: { en: 'July waits in the inbox', zh: '待办里有7月月结' },
    says: {
      en: 'June is complete and approved. He Xiaoman’s inbox says what July lacks and by when it is due; one press opens the month.',
      zh: '6月已全部批准。何小蔓的待办写明7月还缺什么、何时截止，点一下即可打开。',
    },
    does: async (stage) => {
      await completeJune(stage);
      await stage.become('recorder');
      await stage.go('/inbox');
      await stage.button('waste.month-end.task|do').waitFor();
    },
  },
  {
    title: { en: 'The month on one screen', zh: '一屏看清全月' },
    says: {
      en: 'How many streams are expected, how many are in, and which are missing. Every action has its key beside it.',
      zh: '应报多少、已报多少、还缺哪些，一目了然；每个操作旁都标有快捷键。',
    },
    does: async (stage) => {
      await click(stage, 'the month in the inbox', stage.button('waste.month-end.task|do'));
      await standing(stage).waitFor();
      assert.match(
        stage.page.url(),
        /waste\/month-end\?.*scope=site:WX1.*period=2024-07|period=2024-07.*scope=site:WX1/,
      );
      await settled(stage.page);
    },
  },
  {
    title: { en: 'Drop your own ledger', zh: '拖入自己的台账' },
    says: {
      en: 'She drops `samples/exercises/month-end-2024-07-with-mistakes.xlsx` as she keeps it. The sheet opens in place with three errors in their cells; the cursor stands in the first.',
      zh: '直接拖入 `samples/exercises/month-end-2024-07-with-mistakes.xlsx`。表格就地展开，三处错误标在单元格内，光标停在第一处。',
    },
    picture: 'errors',
    does: async (stage) => {
      await drop(stage, 'waste.month-end.dropLedger', 'month-end-2024-07-with-mistakes.xlsx');
      await toMend(stage, 3);
      await focusedCell(stage);
    },
  },
  {
    title: { en: 'Say once what “对方磅” is', zh: '说明一次“对方磅”' },
    says: {
      en: 'One heading is hers alone: “对方磅”, the receiver’s scale. She chooses the field in the column’s head; next month the same ledger maps itself.',
      zh: '有一个表头只有她自己这样写：“对方磅”。在列头选择对应字段，下月同样的台账便会自动对应。',
    },
    does: async (stage) => {
      const { page } = stage;
      const head = page.getByRole('combobox', { name: stage.t('ui.import.columnIs', { heading: '对方磅(公斤)' }) });
      await click(stage, 'the head of 对方磅', head);
      await click(
        stage,
        'received weight',
        page
          .locator('.ant-select-dropdown:visible .ant-select-item-option', {
            hasText: stage.t('waste.load.receivedMassTonnes'),
          })
          .first(),
      );
      await head
        .locator('xpath=ancestor::th')
        .filter({ hasText: stage.t('waste.load.receivedMassTonnes') })
        .waitFor();
      await settled(page);
    },
  },
  {
    title: { en: 'Mend three cells', zh: '更正三处' },
    says: {
      en: 'For the name with a slip the system offers the right one. The other two are typed over; the cursor goes on to the next error by itself.',
      zh: '写错的名称，系统给出正确写法，点一下即可；其余两处直接改写，光标会自动跳到下一处。',
    },
    does: async (stage) => {
      const { page } = stage;
      const problems = page.getByRole('region', { name: stage.t('ui.import.problems') });
      await click(stage, 'the suggestion', problems.getByRole('button', { name: /废塑料/ }).last());
      await toMend(stage, 2);
      await focusedCell(stage);
      await typeText(stage, '2660');
      await press(stage, 'Enter');
      await toMend(stage, 1);
      await focusedCell(stage);
      await typeText(stage, '2480');
      await press(stage, 'Enter');
      await toMend(stage, 0);
      await eventually(
        'the button that writes waits under the finger',
        () => page.locator('.month-ledger-head button:focus').count(),
        (count) => count === 1,
      );
    },
  },
  {
    title: { en: 'Write it', zh: '写入' },
    says: {
      en: 'One key writes every row, all or none, as drafts. Of what is expected two streams are still missing.',
      zh: '按一个键整表写入，要么全部成功，要么一条不写，均为草稿。应报清单中还缺两种。',
    },
    picture: 'in',
    does: async (stage) => {
      await press(stage, 'w');
      await eventually(
        'two streams are missing',
        () => standing(stage).textContent(),
        (text) => /\D2\D*$/.test(text ?? ''),
      );
      await settled(stage.page);
    },
  },
  {
    title: { en: 'None this month, for the rest', zh: '其余“本月无”' },
    says: {
      en: 'Release paper and wiping cloths left nothing in July: one key signs both as none. An estimate would be offered beside them.',
      zh: '废离型纸和废无尘布7月没有产生：按一个键一并零申报；旁边也可选择估算。',
    },
    does: async (stage) => {
      await press(stage, 'n');
      await eventually(
        'nothing is missing',
        () => stage.page.locator('.month-missing li').count(),
        (count) => count === 0,
      );
    },
  },
  {
    title: { en: 'Drop the vendors’ statements', zh: '拖入处置单位对账单' },
    says: {
      en: 'Three files at once: two sheets are read, matched to the loads they cover and compared by total; the third is paper, and she types the one number that it states.',
      zh: '三个文件一次拖入：两份表格自动读取、对应到各条记录并比对合计；第三份是纸质扫描件，只需填写一个数字。',
    },
    does: async (stage) => {
      await drop(
        stage,
        'waste.month-end.dropStatements',
        'statement-202407-V12.csv',
        'statement-202407-V10.csv',
        'statement-202407-V11.pdf',
      );
      const paper = stage.page.getByRole('form', { name: 'statement-202407-V11.pdf' });
      await paper.getByRole('textbox').first().waitFor();
      await settled(stage.page);
      await eventually(
        'the cursor waits for the number',
        () => paper.locator('input:focus').count(),
        (count) => count === 1,
      );
      await typeText(stage, '1.28');
      await press(stage, 'Enter');
      await paper.waitFor({ state: 'hidden' });
      await eventually(
        'three statements stand beside their loads',
        () => part(stage, 'waste.month-end.statements').locator('.month-statement-head').count(),
        (count) => count === 3,
      );
      await settled(stage.page);
    },
  },
  {
    title: { en: 'Answer what stands out', zh: '说明差异' },
    says: {
      en: 'At most three questions, one line each. The answers travel with the month and are not asked again.',
      zh: '最多三个问题，每个一句话；说明随数据一并流转，不再重复询问。',
    },
    does: async (stage) => {
      const questions = part(stage, 'waste.month-end.questions');
      const open = () => questions.locator('input').count();
      const before = await open();
      assert.ok(before >= 1 && before <= 3, `${before} questions`);
      const words =
        stage.language === 'zh'
          ? ['6月含旧产线机架拆除', '污水站7月清池一次', '吸塑盘换型，旧盘集中报废']
          : [
              'June had the racks of the old line',
              'The sludge tank was emptied in July',
              'Old trays scrapped as the new type came',
            ];
      await press(stage, 'q');
      for (let at = 0; at < before; at++) {
        await typeText(stage, words[at] ?? '');
        await press(stage, 'Enter');
        await eventually(`${before - at - 1} questions are open`, open, (count) => count === before - at - 1);
        await eventually(
          'the cursor stands in the next question',
          () => questions.locator('input:focus').count(),
          (count) => count === Math.min(1, before - at - 1),
        );
      }
    },
  },
  {
    title: { en: 'The new rate and what moved it', zh: '最新转化率及其原因' },
    says: {
      en: 'At the side stands July’s rate with all of it, against June’s, and what moved it, stream by stream; the parts add up to the change.',
      zh: '右侧是含全部记录的7月转化率、与6月的差异，以及各类废弃物各自的影响，相加即为总变化。',
    },
    does: async (stage) => {
      const panel = stage.page.getByRole('region', { name: stage.t('waste.month-end.rate') });
      await panel.locator('.month-moves li').first().waitFor();
      assert.match((await panel.locator('.month-rate strong').textContent()) ?? '', /^\d\d\.\d ?%$/);
      assert.match((await panel.locator('.month-rate-words').textContent()) ?? '', /2024/);
    },
  },
  {
    title: { en: 'Submit; the receipt says when', zh: '提交，回执写明时间' },
    says: {
      en: 'One key submits everything of July to the reviewer. The receipt has the time, what went, and the hash over all of it.',
      zh: '按一个键，7月全部数据提交复核。回执写明时间、内容以及对全部内容计算的哈希。',
    },
    picture: 'receipt',
    does: async (stage) => {
      await press(stage, 's');
      await stage.page.locator('.month-receipt').waitFor();
      await settled(stage.page);
    },
  },
  {
    title: { en: 'Take the government ledgers', zh: '下载政府台账' },
    says: {
      en: 'From the same rows: the hazardous waste ledger of HJ 1259, the 2021 general waste ledger, the provincial platform’s sheet. Nothing is typed twice.',
      zh: '由同一批记录生成：HJ 1259危险废物台账、2021年一般工业固废台账和省级平台申报表，无需重复填写。',
    },
    does: async (stage) => {
      const downloads = stage.page.locator('.month-download');
      const count = await downloads.count();
      assert.ok(count >= 3, `${count} ledgers`);
      for (let at = 0; at < 3; at++) {
        const [file] = await Promise.all([
          stage.page.waitForEvent('download'),
          click(stage, `ledger ${at + 1}`, downloads.nth(at)),
        ]);
        assert.equal(await file.failure(), null);
      }
    },
  },
  {
    title: { en: 'At most 25 interactions', zh: '不超过25次操作' },
    says: {
      en: 'From the inbox to the ledgers: presses, texts and files dropped are counted by this story, and are at most 25.',
      zh: '从待办到台账下载：点击、按键、输入和拖放均计入，不超过25次。',
    },
    does: async (stage) => {
      const all = done(stage);
      assert.ok(all.length <= MOST_INTERACTIONS, `${all.length} interactions:\n${all.join('\n')}`);
    },
  },
  {
    title: { en: 'Reviewed and approved', zh: '复核与批准' },
    says: {
      en: 'Gu Siqi passes the review, Ye Minglang approves; July of Wuxi counts.',
      zh: '顾思漆复核通过，叶明浪批准，无锡工厂7月数据正式计入。',
    },
    does: async (stage) => {
      // One who reviews may approve too: each takes only the steps that are his here.
      const julyTo = async (step: 'review' | 'approve') => {
        await stage.go('/inbox');
        await settled(stage.page);
        return stage.page
          .locator('.inbox-item')
          .filter({ hasText: stage.language === 'zh' ? '无锡' : 'Wuxi' })
          .filter({ hasText: stage.language === 'zh' ? '2024年7月' : 'July 2024' })
          .filter({ has: stage.button(`ui.step.${step}`) });
      };
      for (const [person, step] of [
        ['reviewer', 'review'],
        ['approver', 'approve'],
      ] as const) {
        await stage.become(person);
        await eventually(
          `nothing of July waits for the ${person}`,
          async () => {
            const items = await julyTo(step);
            for (let left = await items.count(); left > 0; left--) {
              await stage.button(`ui.step.${step}`, {}, items.first()).click();
              await items.nth(left - 1).waitFor({ state: 'detached' });
            }
            return (await julyTo(step)).count();
          },
          (count) => count === 0,
        );
      }
      await stage.go(`/records/waste.load?${july}&states=approved`);
      await stage.page.locator('table.records .row-button').first().waitFor();
    },
  },
];

/** A month in ten minutes. */
export const monthEnd: Story = {
  name: 'month-end',
  title: { en: 'Month-end in ten minutes', zh: '十分钟月结' },
  intro: {
    en: 'July 2024 at the factory Wuxi: the recorder’s own ledger, what vendors state, what is missing and what stands out, the new rate, the submission and the government’s ledgers, on one screen and in at most 25 interactions.',
    zh: '无锡工厂2024年7月：自己的台账、处置单位对账单、缺什么、有何异常、最新转化率、提交与政府台账，全部在一个页面完成，不超过25次操作。',
  },
  steps,
};
