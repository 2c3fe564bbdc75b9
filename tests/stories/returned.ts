// Returned, answered, mended, and corrected after closing: only the row in question moves, and nobody is asked twice.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { openFound, reviewAndApprove, takeStep } from './one-load.ts';
import { eventually, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const may = 'scope=site:NT1&period=2024-05';
const tickets = { answered: '240515-003', untouched: '240527-004' } as const;
const paper = Buffer.from('%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n');
const inLanguage = (stage: Stage, zh: string, en: string) => (stage.language === 'zh' ? zh : en);

const wordsOfReviewer = (stage: Stage) =>
  inLanguage(stage, '磅单照片上看不清，净重是否准确？', 'The ticket is hard to read. Is this the net weight?');
const wordsOfApprover = (stage: Stage) =>
  inLanguage(stage, '请在备注中写明车牌。', 'Please give the plate in the note.');
const reply = (stage: Stage) =>
  inLanguage(stage, '净重与磅房存根一致，存根已附。', 'It is the net weight on the weighbridge’s stub, now attached.');
const reason = (stage: Stage) => inLanguage(stage, '按磅房存根核对', 'Checked against the stub');

const query = (ticket: string) => `${may}&q=${ticket}`;
const open = (stage: Stage, ticket: string): Promise<Locator> => openFound(stage, query(ticket));

/** The field on which the page stands ready for typing. */
const focused = (stage: Stage) => stage.page.evaluate(() => document.activeElement?.id ?? '');

async function giveBack(stage: Stage, field: string, words: string): Promise<void> {
  const record = await open(stage, tickets.answered);
  await stage.button('ui.step.return', {}, record).click();
  const dialog = stage.page.locator('.ant-modal');
  await dialog.getByRole('combobox').fill(field);
  await stage.page.locator('.ant-select-item-option', { hasText: new RegExp(`^${field}$`) }).click();
  await dialog.getByRole('textbox').fill(words);
  await stage.button('ui.step.return', {}, dialog).click();
  await stage.sees(stage.t('ui.step.returnDone', { count: 1 }));
}

/** Opens a returned record from the inbox by the words of who returned it. */
async function openFromInbox(stage: Stage, words: string): Promise<void> {
  await stage.go('/inbox');
  await stage.page.locator('.inbox-returned .returned-words', { hasText: words }).click();
  await stage.page.locator('.record-form').waitFor();
}

const fieldName = (stage: Stage, path: string) => stage.t(`waste.load.${path}`).replace(/\s*[（(].*$/, '');

export const returned: Story = {
  name: 'returned',
  title: { en: 'Returned, answered, corrected after closing', zh: '退回、答复与关账后的更正' },
  intro: {
    en: 'A reviewer asks about one weight, an approver about one note. Only that row moves. After May of Nantong is closed, one load is asked to be corrected.',
    zh: '复核人询问一个重量，批准人询问一条备注，只有该行往返，其余不动。南通5月关账后，再申请更正一条记录。',
  },
  steps: [
    {
      title: { en: 'Two corrections are submitted', zh: '提交两条更正' },
      says: {
        en: 'Shen Ruochuan corrects two loads of May at Nantong and submits them.',
        zh: '沈若川更正南通工厂5月的两条转移记录并提交。',
      },
      does: async (stage) => {
        await stage.become('administrator');
        for (const ticket of Object.values(tickets)) {
          const record = await open(stage, ticket);
          await stage.button('ui.record.correct', {}, record).click();
          const form = stage.page.locator('.record-form');
          const mass = form.locator('#field-ownMassTonnes');
          await mass.fill(`${await mass.inputValue()}5`);
          await form.getByLabel(stage.t('ui.form.reason')).first().fill(reason(stage));
          await stage.button('ui.form.saveSubmit', {}, form).click();
          await stage.sees(stage.t('ui.form.savedSubmitted'));
        }
      },
    },
    {
      title: { en: 'One row is returned, its field named', zh: '退回一行，指明字段' },
      says: {
        en: 'Gu Siqi returns one of them: she names the field and asks her question.',
        zh: '顾思漆退回其中一条：指明字段并提出疑问。',
      },
      does: async (stage) => {
        await stage.become('reviewer');
        await giveBack(stage, fieldName(stage, 'ownMassTonnes'), wordsOfReviewer(stage));
        await stage.page.locator('.record-standing', { hasText: stage.t('state.returned') }).waitFor();
      },
    },
    {
      title: { en: 'The inbox says it in her words, and opens on the field', zh: '待办按原话列出，打开即定位到字段' },
      says: {
        en: 'In the inbox stand the row, the field and the reviewer’s words. Pressed, the record opens with the cursor in that field.',
        zh: '待办中列出该行、字段和复核人的原话。点击后记录打开，光标已在该字段。',
      },
      picture: 'on-the-field',
      does: async (stage) => {
        await stage.become('administrator');
        await openFromInbox(stage, wordsOfReviewer(stage));
        await eventually(
          'the field that was named has the focus',
          () => focused(stage),
          (id) => id === 'field-ownMassTonnes',
        );
        await stage.sees(wordsOfReviewer(stage), stage.page.locator('.field-note'));
      },
    },
    {
      title: { en: 'It is correct, because …', zh: '数据无误，因为……' },
      says: {
        en: 'The weight is right. She attaches the stub and answers; that row alone goes back. When it was submitted and when it was returned both show: the reviewer’s days are not the factory’s.',
        zh: '重量无误。她附上存根并答复，只有该行送回复核。提交与退回时间并列显示：复核人的时间不计入工厂。',
      },
      does: async (stage) => {
        await stage.button('ui.form.cancel').click();
        const record = stage.page.getByRole('article');
        await stage.button('ui.evidence.add', {}, record).click();
        await record.locator('input[type=file]').setInputFiles({
          ...{ name: 'stub-240515-003.pdf', mimeType: 'application/pdf', buffer: paper },
        });
        await record.locator('.evidence-file', { hasText: 'stub-240515-003.pdf' }).waitFor();
        await stage.button('ui.return.isCorrect', {}, record).click();
        await record.locator('.return-reply textarea').fill(reply(stage));
        await stage.button('ui.return.send', {}, record).click();
        await stage.sees(stage.t('ui.step.submitDone', { count: 1 }));
        await stage.page.locator('.record-standing', { hasText: stage.t('state.submitted') }).waitFor();
      },
    },
    {
      title: { en: 'The reviewer sees question and answer', zh: '复核人看到问题与答复' },
      says: {
        en: 'Gu Siqi sees her words and the answer on top of the record, and passes it.',
        zh: '顾思漆在记录上方看到自己的问题与答复，复核通过。',
      },
      picture: 'question-and-answer',
      does: async (stage) => {
        await stage.become('reviewer');
        const record = await open(stage, tickets.answered);
        await stage.sees(reply(stage), record.getByRole('note'));
        await takeStep(stage, record, 'review');
      },
    },
    {
      title: {
        en: 'The approver wants the plate; the reason is not asked again',
        zh: '批准人要求补充车牌，原因不必再填',
      },
      says: {
        en: 'Ye Minglang returns it for its note. Shen Ruochuan adds the plate; the reason of her correction stands already. Gu Siqi passes it again.',
        zh: '叶明浪因备注退回。沈若川补上车牌，更正原因已自动带出。顾思漆再次复核通过。',
      },
      does: async (stage) => {
        await stage.become('approver');
        await giveBack(stage, fieldName(stage, 'note'), wordsOfApprover(stage));
        await stage.become('administrator');
        await openFromInbox(stage, wordsOfApprover(stage));
        const form = stage.page.locator('.record-form');
        assert.equal(await form.getByLabel(stage.t('ui.form.reason')).first().inputValue(), reason(stage));
        await form.locator('#field-note').fill(inLanguage(stage, '车牌 苏F-1234X', 'Plate SU-F 1234X'));
        await stage.button('ui.form.saveSubmit', {}, form).click();
        await stage.sees(stage.t('ui.form.savedSubmitted'));
        await stage.become('reviewer');
        await takeStep(stage, await open(stage, tickets.answered), 'review');
      },
    },
    {
      title: { en: 'Approved, and May closes', zh: '批准，5月关账' },
      says: {
        en: 'The other load was never touched by any of it: it is reviewed and approved once. Ye Minglang closes May of Nantong.',
        zh: '另一条记录未受任何影响，一次复核、批准即可。叶明浪对南通工厂5月关账。',
      },
      does: async (stage) => {
        await takeStep(stage, await open(stage, tickets.untouched), 'review');
        await stage.become('approver');
        for (const ticket of Object.values(tickets)) await takeStep(stage, await open(stage, ticket), 'approve');
        await stage.go(`/waste/weights?${may}`);
        const month = inLanguage(stage, '2024年5月', 'May 2024');
        await stage.button('ui.month.close', { month }).click();
        await stage.button('ui.month.closeNow', {}, stage.page.getByRole('dialog')).click();
        await stage.page.locator('.month-closed').waitFor();
      },
    },
    {
      title: {
        en: 'Ask to correct: old, new and effect before it is sent',
        zh: '申请更正：提交前看到原值、新值与影响',
      },
      says: {
        en: 'The month is closed, so a correction is asked for. Before it is sent, old and new stand beside each other, with what becomes of the figures of the factory and of the group.',
        zh: '本月已关账，更正须申请。提交前，原值与新值并列，并显示工厂与集团指标将如何变化。',
      },
      picture: 'effect',
      does: async (stage) => {
        await stage.become('administrator');
        const record = await open(stage, tickets.untouched);
        await stage.button('ui.record.askToCorrect', {}, record).click();
        const form = stage.page.locator('.record-form');
        await form.locator('#field-ownMassTonnes').fill('0.5');
        const effect = form.locator('.correction-effect');
        await effect
          .locator('tbody tr', { hasText: stage.t('waste.conversion-rate') })
          .nth(1)
          .waitFor();
        for (const scope of [inLanguage(stage, '南通工厂', 'Nantong Factory'), inLanguage(stage, '集团', 'Group')])
          await effect.locator('tbody tr', { hasText: scope }).first().waitFor();
        await effect.scrollIntoViewIfNeeded();
      },
    },
    {
      title: { en: 'It is sent with its reason', zh: '写明理由后提交' },
      says: {
        en: 'She gives the reason and sends it for review, as a restatement.',
        zh: '她写明理由，作为重述提交复核。',
      },
      does: async (stage) => {
        const form = stage.page.locator('.record-form');
        const again = inLanguage(stage, '复磅：原读数含托盘', 'Weighed again: the first reading held the pallets');
        await form.getByLabel(stage.t('ui.form.reason')).first().fill(again);
        await stage.button('ui.form.saveSubmit', {}, form).click();
        await stage.sees(stage.t('ui.form.savedSubmitted'));
      },
    },
    {
      title: { en: 'Decided once, by two others', zh: '由另外两人裁定一次' },
      says: {
        en: 'Gu Siqi and Ye Minglang see old, new and reason, and pass it. The month stays closed.',
        zh: '顾思漆与叶明浪看到原值、新值与理由，逐级通过。该月仍为已关账。',
      },
      does: async (stage) => {
        await reviewAndApprove(stage, query(tickets.untouched));
        await stage.go(`/waste/weights?${may}`);
        await stage.page.locator('.month-closed').waitFor();
      },
    },
  ],
};
