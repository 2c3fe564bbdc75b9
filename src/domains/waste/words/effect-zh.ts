// Chinese words of what a reclassification would do.
import type { effectEn } from './effect-en.ts';

export const effectZh = {
  'waste.stream-effect.title': '若批准此变更',
  'waste.stream-effect.raise': '若批准，集团{period}的{kpi}将由 {before} 升至 {after}（{change}）。',
  'waste.stream-effect.lower': '若批准，集团{period}的{kpi}将由 {before} 降至 {after}（{change}）。',
  'waste.stream-effect.same': '若批准，集团{period}的{kpi}仍为 {before}。',
  'waste.stream-effect.noData': '集团在该期间无此比率，无法说明影响。',
  'waste.stream-effect.nonThermal': 'UL 2799（不含能量回收）',
  'waste.stream-effect.figure': '指标',
  'waste.stream-effect.before': '当前',
  'waste.stream-effect.after': '批准后',
  'waste.stream-effect.change': '变化',
  'waste.stream-effect.more': '另有 {count} 家工厂的此类废弃物较少。',
} satisfies Record<keyof typeof effectEn, string>;
