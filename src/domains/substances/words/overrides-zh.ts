// Words of decisions beside verdicts, in Chinese.
import type { overridesEn } from './overrides-en.ts';

export const overridesZh: Record<keyof typeof overridesEn, string> = {
  'substances.override': '另行决定',
  'substances.override|many': '另行决定',
  'substances.override.item': '物料',
  'substances.override.pack': '规则包',
  'substances.override.verdict': '决定时的判定',
  'substances.override.basis': '判定依据',
  'substances.override.edition': '规则版本',
  'substances.override.decision': '决定',
  'substances.override.reason': '理由',
  'substances.override.from': '起始日期',
  'substances.override.until': '截止日期',
  'substances.override-decision.accepted': '仍予接受',
  'substances.override-decision.blocked': '仍予禁用',
  'substances.override.approvedBy': '批准人',
  'substances.override.decide': '另行决定',
  'substances.override.record': '登记，待提交审核',
  'substances.override.says':
    '判定本身不变，包含该物料的上级判定也不变。决定只在本物料与判定并列显示，到期或物料、零部件有任何变动即失效。',
  'substances.override.count': '本规则包下有{count}项物料另行决定',
  'substances.override.standing.holds': '有效至{until}',
  'substances.override.standing.not_approved': '尚未批准，未生效',
  'substances.override.standing.not_yet': '自{from}起生效',
  'substances.override.standing.ended': '已失效：{until}后到期',
  'substances.override.standing.not_found': '未生效：该物料在本规则包下没有判定',
  'substances.override.standing.other_edition': '已失效：针对“{about}”作出，现为“{now}”',
  'substances.override.standing.other_verdict': '已失效：针对“{about}”作出，现为“{now}”',
  'substances.override.standing.changed': '已失效：其后{item}有新的记录',
  override_too_long: '决定最长有效{days}天，到期须重新决定。',
  override_says_nothing: '判定已是如此，无需另行决定。',
};
