// Chinese words of the month-end page.
import type { monthEn } from './month-en.ts';

export const monthZh = {
  'waste.month-rate.none': '{month}尚无可计入的记录。',
  'waste.month-rate.first': '{month}转化率为{rate}，{last}无转化率可比。',
  'waste.month-rate.same': '{month}转化率为{rate}，与{last}持平。',
  'waste.month-rate.rose': '{month}转化率为{rate}，较{last}上升{change}。主要影响：{streams}。',
  'waste.month-rate.fell': '{month}转化率为{rate}，较{last}下降{change}。主要影响：{streams}。',
  'waste.month-rate.stream': '{stream}{share}',
} satisfies Record<keyof typeof monthEn, string>;
