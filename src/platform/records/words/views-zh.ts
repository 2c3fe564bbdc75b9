// Chinese words of saved views of lists.
import type { viewsEn } from './views-en.ts';

export const viewsZh: Record<keyof typeof viewsEn, string> = {
  'views.mine': '我的视图',
  'views.shared': '共享视图',
  'views.first': '打开列表时显示',
  'views.who': '谁可以看到',
  'views.onlyMe': '仅自己',
  'views.everybodyAt': '{scope}的所有人员',
  'views.everybody': '集团所有人员',
  'views.replaces': '将替换您的视图“{name}”。',
};
