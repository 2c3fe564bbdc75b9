// A hand-over: somebody leaves a factory; posts, streams and what he left open are the next one's, in one recorded step.
import { openFound } from './one-load.ts';
import { people, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const ticket = '240402-004';
const april = 'scope=site:HZ1&period=2024-04';
const inLanguage = (stage: Stage, zh: string, en: string) => (stage.language === 'zh' ? zh : en);
const why = (stage: Stage) => inLanguage(stage, '罗静仪调往合肥工厂', 'Luo Jingyi moves to the Hefei factory');
const factory = (stage: Stage) => inLanguage(stage, '惠州一厂', 'Huizhou No. 1 Factory');

/** Chooses somebody in a list of people by his user name. */
async function choose(stage: Stage, label: string, userName: string): Promise<void> {
  const input = stage.page.locator('.hand-over-form').getByLabel(label, { exact: true });
  await input.click();
  await input.fill(userName);
  await stage.page.locator('.ant-select-item-option', { hasText: userName }).first().click();
}

export const handOverStory: Story = {
  name: 'hand-over',
  title: { en: 'Somebody leaves: the work is handed over', zh: '人员调离：一次性交接工作' },
  intro: {
    en: 'Luo Jingyi, waste recorder of Huizhou No. 1, moves to another factory. Deng Haoran of Huizhou No. 2 takes over her post, the streams that it answers for, and what she left open.',
    zh: '惠州一厂的废弃物填报人罗静仪调往其他工厂，由惠州二厂的邓昊冉接手她的岗位、负责的废弃物种类和未完成的工作。',
  },
  steps: [
    {
      title: { en: 'A draft is left open', zh: '留下一条草稿' },
      says: {
        en: 'Luo Jingyi has begun to correct a load of April and has not submitted it.',
        zh: '罗静仪开始更正4月的一条转移记录，尚未提交。',
      },
      does: async (stage) => {
        await stage.become('leaver');
        const record = await openFound(stage, `${april}&q=${ticket}`);
        await stage.button('ui.record.correct', {}, record).click();
        const form = stage.page.locator('.record-form');
        const mass = form.locator('#field-ownMassTonnes');
        await mass.fill(`${await mass.inputValue()}5`);
        await form
          .getByLabel(stage.t('ui.form.reason'))
          .first()
          .fill(inLanguage(stage, '核对磅单', 'Checked the ticket'));
        await stage.button('ui.form.saveDraft', {}, form).click();
        await stage.sees(stage.t('ui.form.saved'));
      },
    },
    {
      title: { en: 'What moves is seen before it moves', zh: '交接前先看清移交内容' },
      says: {
        en: 'On the person’s page the administrator presses “Hand over” and chooses who takes over. Beside the form stands what would move: the draft, the post, and the streams that it answers for.',
        zh: '管理员在人员页面点击“办理交接”，选定接手人。表单旁列出将要移交的内容：草稿、岗位及其负责的废弃物种类。',
      },
      picture: 'what-moves',
      does: async (stage) => {
        await stage.become('administrator');
        await stage.go('/settings/people');
        await stage.page.getByRole('link', { name: people.leaver[stage.language] }).click();
        await stage.page.getByRole('heading', { level: 1, name: people.leaver[stage.language] }).waitFor();
        const actions = stage.page.locator('.page-actions');
        await actions.getByRole('link', { name: stage.t('people.handOver') }).click();
        await stage.page.getByRole('heading', { level: 1, name: stage.t('handOver.title') }).waitFor();
        await choose(stage, stage.t('handOver.to'), 'deng.haoran');
        const moves = stage.page.locator('.hand-over-moves');
        await moves
          .getByText(stage.t('handOver.draft', { count: 1 }))
          .first()
          .waitFor();
        await moves.getByText(inLanguage(stage, '废钢铁', 'Steel scrap')).waitFor();
      },
    },
    {
      title: { en: 'One step, with its reason', zh: '写明原因，一步完成' },
      says: {
        en: 'She gives the reason and hands over. It stands on the page of both people and once in the history.',
        zh: '写明原因后确认交接。双方的人员页面均有记载，历史中记一条。',
      },
      does: async (stage) => {
        const form = stage.page.locator('.hand-over-form');
        await form.getByLabel(stage.t('handOver.reason')).fill(why(stage));
        await stage.button('handOver.do', {}, form).click();
        await stage.sees(stage.t('handOver.done', { name: people.heir[stage.language] }));
        await stage.page.locator('.timeline', { hasText: why(stage) }).waitFor();
      },
    },
    {
      title: { en: 'It stands in the other’s inbox', zh: '工作出现在接手人的待办中' },
      says: {
        en: 'Deng Haoran finds the draft in his inbox, marked as handed over to him, and may submit it.',
        zh: '邓昊冉的待办中出现该草稿，并注明由交接而来，他可以提交。',
      },
      does: async (stage) => {
        await stage.become('heir');
        await stage.go('/inbox');
        const badge = stage.page.locator('.inbox-handed', { hasText: stage.t('inbox.handedOver', { count: 1 }) });
        const item = stage.page.locator('.inbox-item', { hasText: factory(stage) }).filter({ has: badge });
        await item.waitFor();
        await stage.button('ui.step.submit', {}, item).click();
        await stage.sees(stage.t('ui.step.submitDone', { count: 1 }));
      },
    },
    {
      title: { en: 'Who left sees nothing of it any more', zh: '离任者不再看到' },
      says: {
        en: 'Luo Jingyi’s role came with the post. Until she has another, her account shows nothing.',
        zh: '罗静仪的角色随岗位而来。在有新的岗位之前，她的账号看不到任何内容。',
      },
      does: async (stage) => {
        await stage.become('leaver');
        await stage.go('/');
        await stage.sees(stage.t('home.nothing'));
        await stage.become('administrator');
      },
    },
  ],
};
