// The last part of the story: published, corrected after the month was closed, restated, published again, verified.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alterDigit } from '#domains/reports/render/alter-digit.test-fixture.ts';
import { openLoad } from './import-steps.ts';
import { eventually, type Stage } from './stage.ts';
import type { Step } from './story.ts';

const ofHalf = '/?scope=group&period=2024-H1&basis=approved';

/** Publishes the half-year from the living report and stands on the new edition's page. */
async function publish(stage: Stage, number: number): Promise<void> {
  await stage.go(ofHalf);
  await stage.button('reports.page.publish').click();
  const dialog = stage.page.getByRole('dialog');
  await stage.button('reports.page.publish.do', { number }, dialog).click();
  await stage.page.waitForURL(/\/editions\/[^/?]+/);
  await stage.page
    .getByRole('heading', { level: 1, name: stage.t('reports.page.editionNumber', { number }) })
    .waitFor();
  stage.kept.set(`edition ${number}`, new URL(stage.page.url()).pathname);
}

/** Downloads a file of the edition that is open. */
async function download(stage: Stage, format: 'pdf' | 'docx', language: 'en' | 'zh'): Promise<string> {
  const name = `${stage.t(`reports.page.download.${format}`)}, ${stage.t(`reports.page.language.${language}`)}`;
  const link = stage.page.getByRole('link', { name });
  if (!(await link.isVisible()))
    await stage.button('reports.page.downloads', {}, stage.page.locator('.page-actions')).click();
  const [file] = await Promise.all([stage.page.waitForEvent('download'), link.click()]);
  const path = join(stage.folder, `${language}.${format}`);
  await file.saveAs(path);
  return path;
}

/** Drops a file on the page that verifies, and waits for what it says. */
async function verify(stage: Stage, path: string, said: 'same' | 'different', count = 0): Promise<void> {
  await stage.go('/verify');
  await stage.page.locator('input[type=file]').setInputFiles(path);
  const verdict = stage.page.locator('.verdict h2');
  await verdict.waitFor();
  assert.equal(
    (await verdict.textContent())?.replace(/^[●▼]\s*/, ''),
    stage.t(`reports.page.verify.${said}`, { count }),
  );
}

export const reportSteps: readonly Step[] = [
  {
    title: { en: 'Publish the half-year', zh: '发布半年报' },
    says: {
      en: 'The group administrator publishes 2024-H1. An edition freezes text, figures, rules, standards and the history behind them; it never changes again.',
      zh: '集团管理员发布2024年上半年报告。版次冻结正文、指标、规则、标准版本及其背后的历史，此后不再改变。',
    },
    picture: 'edition',
    does: async (stage) => {
      await stage.become('administrator');
      await publish(stage, 1);
    },
  },
  {
    title: { en: 'The month is closed, and a correction is a restatement', zh: '关账后的更正即为重述' },
    says: {
      en: 'June of Wuxi is closed. A plain correction is refused from then on. He Xiaoman restates the load of 25 t as 15 t, with the reason that counts: the ticket was weighed with the lorry’s trailer.',
      zh: '无锡6月已关账，此后普通更正不予受理。何小蔓以重述方式将25吨更正为15吨，并写明原因：过磅时含挂车。',
    },
    picture: 'restating',
    does: async (stage) => {
      await stage.become('approver');
      await closeJune(stage);
      await stage.become('recorder');
      await openLoad(stage, '240628-041');
      await stage.button('ui.record.askToCorrect').click();
      const form = stage.page.locator('.record-form');
      const mass = form.getByLabel(stage.t('waste.load.ownMassTonnes').replace(/\s*[（(].*$/, '')).first();
      await mass.fill('15');
      await form.getByLabel(stage.t('ui.form.reason')).first().fill(reason(stage));
      await stage.button('ui.form.saveSubmit', {}, form).click();
      await stage.sees(stage.t('ui.form.savedSubmitted'));
      await stage.page.locator('.record-standing', { hasText: stage.t('ui.state.restatement') }).waitFor();
    },
  },
  {
    title: { en: 'The restatement is reviewed and approved', zh: '重述经复核、批准' },
    says: {
      en: 'It takes the same two steps by two other accounts. Until then the old value counts.',
      zh: '重述同样由另外两人复核、批准；批准之前，仍以原值计入。',
    },
    does: async (stage) => {
      for (const [person, step] of [
        ['reviewer', 'review'],
        ['approver', 'approve'],
      ] as const) {
        await stage.become(person);
        await openLoad(stage, '240628-041');
        await stage.button(`ui.step.${step}`).click();
        await stage.sees(stage.t(`ui.step.${step}Done`, { count: 1 }));
      }
      await stage.page.locator('.record-standing', { hasText: stage.t('state.approved') }).waitFor();
    },
  },
  {
    title: { en: 'The edition shows what was restated since', zh: '版次页显示此后的重述' },
    says: {
      en: 'Edition 1 stays as it was published, and says what has been restated since, why, and by whom.',
      zh: '第1版保持发布时的原样，并列出此后的重述：改了什么、为什么、由谁。',
    },
    picture: 'restated-since',
    does: async (stage) => {
      await stage.become('administrator');
      await eventually(
        'edition 1 names the restatement',
        async () => {
          await stage.go(stage.kept.get('edition 1') ?? '/editions');
          await stage.page.locator('.report-main').waitFor();
          return stage.page.getByText(reason(stage)).count();
        },
        (count) => count > 0,
      );
      await stage.sees(stage.t('reports.page.restatedCount', { count: 1 }));
    },
  },
  {
    title: { en: 'Publish again, and download it', zh: '再次发布并下载' },
    says: {
      en: 'Edition 2 holds the corrected value. Each edition downloads as PDF and Word, in English and Chinese.',
      zh: '第2版采用更正后的数值。每一版均可下载中英文PDF和Word文件。',
    },
    picture: 'download',
    does: async (stage) => {
      await publish(stage, 2);
      for (const language of ['en', 'zh'] as const) {
        for (const [format, head] of [
          ['pdf', '%PDF-'],
          ['docx', 'PK'],
        ] as const) {
          const bytes = await readFile(await download(stage, format, language));
          assert.equal(bytes.subarray(0, head.length).toString('latin1'), head);
        }
      }
    },
  },
  {
    title: { en: 'Verify a copy', zh: '核验副本' },
    says: {
      en: 'Under Report, Verify a copy: every figure in the PDF is compared with the edition and recomputed. The copies agree, in either language, as PDF and as Word.',
      zh: '在“报告”下进入“核验报告”：PDF中的每个数字都与版次比对并重新计算。中英文PDF和Word副本均与发布一致。',
    },
    picture: 'verified',
    does: async (stage) => {
      for (const name of ['zh.docx', 'zh.pdf', 'en.docx', 'en.pdf'])
        await verify(stage, join(stage.folder, name), 'same');
    },
  },
  {
    title: { en: 'An altered digit is caught', zh: '改动一个数字即被发现' },
    says: {
      en: 'Somebody changes one digit of one figure in the PDF. The page names the figure, what the file says, and what was published.',
      zh: '有人改动了PDF中某个指标的一位数字。核验页指出是哪个指标、文件中写的是什么、发布的是什么。',
    },
    picture: 'altered',
    does: async (stage) => {
      const { id, printed } = await printedRate(stage);
      const forgery = await alterDigit(await readFile(join(stage.folder, 'en.pdf')), id, printed);
      const path = join(stage.folder, 'altered.pdf');
      await writeFile(path, forgery.bytes);
      await verify(stage, path, 'different', 1);
      const row = stage.page.getByRole('row').filter({ hasText: id });
      await stage.sees(stage.t('reports.page.verify.kind.altered'), row);
      const said = (await row.textContent())?.replace(/\s/g, '') ?? '';
      assert.ok(said.includes(forgery.text.replace(/\s/g, '')), said);
      assert.ok(said.includes(printed.replace(/\s/g, '')), said);
    },
  },
];

const reason = (stage: Stage) =>
  stage.language === 'zh' ? '过磅时含挂车，按复磅单更正' : 'Weighed with the trailer; corrected by the second weighing';

/** Closes June of Wuxi for waste loads, as the account that is signed in. */
async function closeJune(stage: Stage): Promise<void> {
  const status = await stage.page.evaluate(async () => {
    const organisation = await (await fetch('/api/v1/organisation')).json();
    const site = organisation.nodes.find(
      (node: { type: string; code: string }) => node.type === 'site' && node.code === 'WX1',
    );
    const answer = await fetch('/api/v1/periods/close', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'waste.load', scopeId: site.id, month: '2024-06' }),
    });
    return answer.status;
  });
  assert.equal(status, 200);
}

/** A figure of edition 2 as the English copy prints it. */
async function printedRate(stage: Stage): Promise<{ id: string; printed: string }> {
  const path = stage.kept.get('edition 2') ?? '';
  return stage.page.evaluate(async (id) => {
    const answer = await (await fetch(`/api/v1/editions/${id}?lang=en`)).json();
    const figure = answer.figures.find(
      (one: { kpi: string; printed: unknown }) =>
        one.kpi === 'waste.conversion-rate' && /\d\s?%/.test(JSON.stringify(one.printed)),
    );
    const printed = typeof figure.printed === 'string' ? figure.printed : figure.printed.en;
    return { id: figure.id as string, printed: printed as string };
  }, path.split('/').at(-1) ?? '');
}
