// Chinese words of targets.
import type { en } from './en.ts';

export const zh = {
  'targets.target': '目标',
  'targets.target|many': '目标',
  'targets.target.code': '编码',
  'targets.target.title': '标题',
  'targets.target.measure': '类型',
  'targets.target.kpi': '指标',
  'targets.target.baseYear': '基准年',
  'targets.target.owner': '责任岗位',
  'targets.target.step': '分年目标值',
  'targets.target.step.year': '年份',
  'targets.target.step.value': '目标值',
  'targets.measure.quantitative': '定量',
  'targets.measure.qualitative': '定性',
  'targets.status.on_track': '正常',
  'targets.status.at_risk': '有风险',
  'targets.status.behind': '落后',
  'targets.status.no_data': '无数据',
  goal_with_steps: '定性目标不设分年目标值。',
} as const satisfies Record<keyof typeof en, string>;
