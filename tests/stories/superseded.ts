// An approval is voided by nothing: it counts until a new revision is approved, and a step is bound to what was seen.
import { correctWeight, loadsOf, meanwhile, shipped } from './by-api.ts';
import { openFound, reviewAndApprove, takeStep } from './one-load.ts';
import { eventually, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const march = 'scope=site:TZ1&period=2024-03';
const inLanguage = (stage: Stage, zh: string, en: string) => (stage.language === 'zh' ? zh : en);
const query = (stage: Stage) => `${march}&q=${encodeURIComponent(stage.kept.get('superseded ticket') ?? '')}`;

/** What the approved figure is, once the ledger has rested. */
const expectShipped = (stage: Stage, basis: 'approved' | 'shown', fits: (value: string) => boolean) =>
  eventually(`shipped mass, ${basis}`, () => meanwhile(stage, 'approver', (ask) => shipped(ask, march, basis)), fits);
const before = (stage: Stage) => stage.kept.get('superseded shipped') ?? '';

/** The administrator corrects the load once more, whoever looks at it. */
const correct = (stage: Stage, by: number, reason: string) =>
  meanwhile(stage, 'administrator', async (ask) => {
    const id = stage.kept.get('superseded id') ?? '';
    const first = Number(stage.kept.get('superseded tonnes'));
    await correctWeight(ask, { id }, String(Math.round((first + by) * 1000) / 1000), reason);
  });

export const superseded: Story = {
  name: 'superseded',
  title: { en: 'Approved stays approved until something newer is', zh: '批准持续有效，直至新版本获批' },
  intro: {
    en: 'A load of March at Taizhou is corrected twice. What was approved goes on counting; nobody approves what he did not see.',
    zh: '泰州工厂3月的一条记录先后更正两次。原批准的数据继续计入；没有人会批准自己未看到的内容。',
  },
  steps: [
    {
      title: { en: 'A correction waits beside what counts', zh: '更正在审，原数据仍计入' },
      says: {
        en: 'Shen Ruochuan corrects an approved weight. On the record Gu Siqi sees that revision 1 still counts, and what would be another. The approved figure stays; the one with what is submitted moves.',
        zh: '沈若川更正一个已批准的重量。顾思漆在记录上看到第1版仍在计入，以及将要改变的内容。已批准的指标不变，含已提交的指标随之变化。',
      },
      picture: 'still-counts',
      does: async (stage) => {
        await stage.become('reviewer');
        await meanwhile(stage, 'administrator', async (ask) => {
          const [load] = await loadsOf(ask, march, 1);
          if (!load) throw new Error('no load in March');
          stage.kept.set('superseded id', load.id);
          stage.kept.set('superseded ticket', load.values['document.number']);
          stage.kept.set('superseded tonnes', load.values.ownMassTonnes.value);
          stage.kept.set('superseded shipped', await shipped(ask, march, 'approved'));
        });
        await correct(stage, -0.5, inLanguage(stage, '磅单抄错', 'The ticket was misread'));
        const record = await openFound(stage, query(stage));
        await stage.sees(stage.t('review.record.stillCounts', { revision: 1 }), record.locator('.still-counts'));
        await record.locator('.still-counts .differences li').first().waitFor();
        await expectShipped(stage, 'shown', (value) => value !== before(stage));
        await expectShipped(stage, 'approved', (value) => value === before(stage));
        await takeStep(stage, record, 'review');
      },
    },
    {
      title: { en: 'Changed while it is looked at: told, not approved', zh: '查看期间又有改动：提示，不予批准' },
      says: {
        en: 'Ye Minglang has the record open when it is corrected once more. She presses “Approve”: it is bound to what she saw, so that nothing is approved. What changed stands on top.',
        zh: '叶明浪打开记录期间，该记录又被更正。她点击“批准”，但批准只对她看到的内容有效，因此未予批准；页面上方列出改动之处。',
      },
      does: async (stage) => {
        await stage.become('approver');
        const record = await openFound(stage, query(stage));
        await correct(stage, -0.7, inLanguage(stage, '再次核对磅单', 'The ticket was read once more'));
        await stage.button('ui.step.approve', {}, record).click();
        await stage.sees(stage.t('review.record.changedTitle'));
        await stage.sees(stage.t('review.record.changedText', { seen: 2, now: 3 }));
        await expectShipped(stage, 'approved', (value) => value === before(stage));
      },
    },
    {
      title: { en: 'Approved, the new revision takes its place', zh: '新版本获批，取代原版本' },
      says: {
        en: 'Reviewed and approved, revision 3 counts. Revision 1 stands in the history as it was approved; no approval was ever taken back.',
        zh: '复核、批准后第3版计入。第1版及其批准保留在历史中，从未被撤销。',
      },
      does: async (stage) => {
        await reviewAndApprove(stage, query(stage));
        await expectShipped(stage, 'approved', (value) => value !== before(stage));
        const record = await openFound(stage, query(stage));
        await record.locator('.still-counts').waitFor({ state: 'detached' });
        await stage.sees(stage.t('review.record.approve'), record.getByLabel(stage.t('review.record.title')));
      },
    },
  ],
};
