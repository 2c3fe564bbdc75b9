// Every role signs in: the first page that it finds, something that it may, and what it is told where it may not.
import type { Person, Stage } from './stage.ts';
import type { Step, Story } from './story.ts';

interface Visit {
  person: Person;
  title: Step['title'];
  says: Step['says'];
  /** a page that is open to the role, and a word key that stands on it */
  may: readonly [path: string, key: string];
  /** a page that is not */
  mayNot: string;
}

const report = ['/', 'ui.place.report'] as const;
const activity = '/records/factories.activity?scope=site:WX1&period=2024-05';

async function sees(stage: Stage, [path, key]: Visit['may']): Promise<void> {
  await stage.go(path);
  await stage.sees(stage.t(key), stage.page.locator('main'));
}

const visits: readonly Visit[] = [
  {
    person: 'analyst',
    title: { en: 'The centre’s analyst', zh: '中心分析员' },
    says: {
      en: 'Finds the living report and keeps the group’s lists. Who has an account is not hers to see.',
      zh: '首页为实时报告，可维护集团公共数据；无权查看账号。',
    },
    may: ['/records/waste.stream', 'waste.stream|many'],
    mayNot: '/settings/people',
  },
  {
    person: 'reviewer',
    title: { en: 'A reviewer', zh: '复核人' },
    says: { en: 'Works from the inbox and imports nothing.', zh: '以待办为主，不导入数据。' },
    may: ['/inbox', 'ui.place.inbox'],
    mayNot: '/imports',
  },
  {
    person: 'manager',
    title: { en: 'A factory’s manager', zh: '工厂负责人' },
    says: {
      en: 'Sees everything of her factory, its output value too, and gives out no posts.',
      zh: '可查看本厂全部数据（包括产值），不能安排岗位。',
    },
    may: [activity, 'factories.activity.outputValueCny'],
    mayNot: '/settings/posts',
  },
  {
    person: 'recorder',
    title: { en: 'A factory’s recorder', zh: '工厂填报人' },
    says: {
      en: 'Records for the same factory; output value and revenue are hidden, in the list and in its sum.',
      zh: '为同一工厂填报；产值与营业收入在清单及合计中均显示为“隐藏”。',
    },
    may: [activity, 'masked.hidden'],
    mayNot: '/settings/hand-over',
  },
  {
    person: 'engineer',
    title: { en: 'A green-product engineer', zh: '绿色产品工程师' },
    says: { en: 'Reads suppliers and streams, and imports nothing.', zh: '可查看供应商与废弃物种类，不导入数据。' },
    may: ['/records/suppliers.supplier', 'suppliers.supplier|many'],
    mayNot: '/imports',
  },
  {
    person: 'buyer',
    title: { en: 'A buyer', zh: '采购员' },
    says: { en: 'Reads suppliers; an auditor’s sample is not hers.', zh: '可查看供应商，不能抽取审计样本。' },
    may: ['/records/suppliers.supplier', 'suppliers.supplier|many'],
    mayNot: '/settings/people',
  },
  {
    person: 'supplier',
    title: { en: 'A supplier', zh: '供应商' },
    says: {
      en: 'Finds the record of the own company and nothing else: no figure, no target, no other supplier.',
      zh: '首页即贵公司档案，此外别无内容：没有指标、目标，也看不到其他供应商。',
    },
    may: ['/', 'home.own'],
    mayNot: '/targets',
  },
  {
    person: 'auditor',
    title: { en: 'An auditor', zh: '审计员' },
    says: {
      en: 'Reads everything with its history, and changes nothing.',
      zh: '可查看全部数据及其历史，不作任何更改。',
    },
    may: [activity, 'factories.activity.outputValueCny'],
    mayNot: '/imports',
  },
  {
    person: 'board',
    title: { en: 'A reader on the board', zh: '董事会读者' },
    says: { en: 'Reads the report; the records behind it are not hers.', zh: '可阅读报告，看不到其背后的记录。' },
    may: report,
    mayNot: '/records/waste.load',
  },
];

const stepOf = ({ person, title, says, may, mayNot }: Visit): Step => ({
  ...{ title, says },
  does: async (stage) => {
    await stage.become(person);
    await stage.go('/');
    await sees(stage, may);
    await stage.go(mayNot);
    await stage.sees(stage.t('ui.page.forbidden.title'), stage.page.locator('main'));
  },
});

export const rolesStory: Story = {
  name: 'roles',
  title: { en: 'Ten roles, ten views', zh: '十种角色，各见其所' },
  intro: {
    en: 'What somebody may do is one table: it is what the program asks, what this page shows, and what the [manual prints](access.en.md). Each role is tried here.',
    zh: '谁能做什么只有一张表：系统据此判断，页面据此显示，[手册](access.zh.md)据此印出。下面逐一试用各种角色。',
  },
  steps: [
    {
      title: { en: 'The table of roles and rights', zh: '角色与权限表' },
      says: {
        en: 'Under Settings stands who may do what; one’s own roles are marked. The administrator may do all of it.',
        zh: '“设置”中列有各角色的权限，本人的角色已标出。管理员可执行全部操作。',
      },
      picture: 'access',
      does: async (stage) => {
        await stage.become('administrator');
        await stage.go('/settings/access');
        await stage.page.locator('.access-mine-word').first().waitFor();
      },
    },
    ...visits.map(stepOf),
  ],
};
