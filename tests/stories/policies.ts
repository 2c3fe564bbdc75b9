// A commitment is approved, published in two languages and acknowledged; its next edition says what changed and asks again.
import { v7 as uuidv7 } from 'uuid';
import { type Ask, meanwhile } from './by-api.ts';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

const title = { en: 'Rain and drains', zh: '雨水与排水' };
const texts = [
  { en: 'Rain stays out of the drains of the halls.', zh: '雨水不得进入车间排水系统。' },
  { en: 'Every drain has its sign.', zh: '每个排水口均有标识。' },
];

interface Recorded {
  record: { id: string; revision: number; hash: string };
}

/** Records an edition as the analyst; a reviewer of the group reviews it and the administrator approves it. */
async function publish(stage: Stage, edition: 1 | 2): Promise<void> {
  const text = texts.slice(0, edition);
  const joined = (language: 'en' | 'zh') => text.map((one) => one[language]).join('\n\n');
  const values = {
    ...{ code: 'RAIN-01', edition, documentKind: 'policy', title, text: { en: joined('en'), zh: joined('zh') } },
    changes: edition === 1 ? null : { en: 'Signs at the drains.', zh: '增加排水口标识要求。' },
    ...{ effectiveOn: edition === 1 ? '2026-01-01' : '2026-02-01', owner: { en: 'Environment', zh: '环保部' } },
    ...{ audience: ['green_product_engineer'], acknowledgeDays: 30, sdgs: ['6.3'] },
  };
  const seen = async (ask: Ask, id: string) => {
    const { record }: Recorded = await ask('GET', `/records/policies.document/${id}`);
    return { records: [{ id, revision: record.revision, hash: record.hash }] };
  };
  const id = await meanwhile(stage, 'analyst', async (ask) => {
    const made = uuidv7();
    await ask('PUT', `/records/policies.document/${made}`, { values });
    await ask('POST', '/records/policies.document/steps/submit', await seen(ask, made));
    return made;
  });
  for (const [person, step] of [
    ['approver', 'review'],
    ['administrator', 'approve'],
  ] as const)
    await meanwhile(stage, person, async (ask) =>
      ask('POST', `/records/policies.document/steps/${step}`, await seen(ask, id)),
    );
}

const row = (stage: Stage) => stage.page.locator('.policy-row', { hasText: title[stage.language] });
/** From the list to the edition that is in force. */
async function open(stage: Stage): Promise<void> {
  await stage.go('/policies');
  await row(stage).getByRole('link').click();
  await stage.page.getByRole('heading', { level: 1, name: title[stage.language] }).waitFor();
}
const acknowledge = async (stage: Stage) => {
  await stage.button('policies.acknowledge').click();
  await stage.page.locator('.page-subtitle .status-on_track').waitFor();
};

export const policies: Story = {
  name: 'policies',
  title: { en: 'A policy is published and acknowledged', zh: '制度文件的发布与签阅' },
  intro: {
    en: 'What is approved in two steps stands in both languages for everybody with an account. Whom it asks acknowledges it; its next edition asks again.',
    zh: '经两级审批的文件以中英文向所有账号发布。须签阅人员进行签阅；新版次须重新签阅。',
  },
  steps: [
    {
      title: { en: 'Approved, it waits for those whom it asks', zh: '获批后即待签阅' },
      says: {
        en: 'Lin Zhiwei records a policy, Ye Minglang reviews it and Shen Ruochuan approves it. It stands in Song Zhiyao’s inbox; she reads it in both languages, side by side, and acknowledges it.',
        zh: '林知苇录入一份制度文件，叶明浪复核、沈若川批准。文件出现在宋知遥的待办中；她对照阅读中英文正文并签阅。',
      },
      does: async (stage) => {
        await stage.become('engineer');
        await publish(stage, 1);
        await stage.go('/inbox');
        await stage.page
          .locator('.inbox-item')
          .getByRole('button', { name: stage.t('policies.task.acknowledge|do') })
          .first()
          .click();
        await stage.page.getByRole('heading', { level: 1, name: stage.t('policies.title') }).waitFor();
        await open(stage);
        await stage.page.getByText(stage.t('policies.language.both'), { exact: true }).click();
        await stage.sees(texts[0]?.zh ?? '');
        await stage.sees(texts[0]?.en ?? '');
        await acknowledge(stage);
      },
    },
    {
      title: { en: 'The next edition asks again', zh: '新版次重新签阅' },
      says: {
        en: 'Edition 2 adds a sentence. Song Zhiyao sees what changed, paragraph by paragraph; the first edition stays readable and says that it is superseded.',
        zh: '第2版增加一条。宋知遥逐段查看修订内容；第1版仍可阅读，并注明已被替代。',
      },
      does: async (stage) => {
        await publish(stage, 2);
        await open(stage);
        await stage.button('policies.acknowledge').waitFor();
        await stage.button('policies.difference.show', { edition: 1 }).click();
        await stage.sees(texts[1]?.[stage.language] ?? '', stage.page.locator('.policy-added'));
        await acknowledge(stage);
        await stage.page.getByRole('link', { name: stage.t('policies.edition', { edition: 1 }), exact: true }).click();
        await stage.sees(stage.t('policies.notInForce', { edition: 2 }));
      },
    },
    {
      title: { en: 'Who publishes sees who has read it', zh: '发布人查看签阅情况' },
      says: {
        en: 'Lin Zhiwei sees who has acknowledged the edition, when and in which language, and reminds the others.',
        zh: '林知苇查看谁已签阅、何时签阅、以何种语言阅读，并可提醒其他人员。',
      },
      does: async (stage) => {
        await stage.become('analyst');
        await open(stage);
        await stage.sees(stage.t('policies.counts', { done: 1, asked: 1 }));
        await stage.sees(stage.t('policies.people.state.acknowledged'), stage.page.locator('.numbers-table'));
      },
    },
  ],
};
