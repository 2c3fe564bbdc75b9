// Chinese words of what a month needs: states, questions, estimates, and what is refused.
import type { planEn } from './plan-en.ts';

export const planZh = {
  'waste.load.estimateMethod': '估算方法',
  'waste.estimate-method.same_month_last_year': '上年同月按产值折算',
  'waste.estimate-method.mean_of_three_months': '近三个月平均',
  'waste.estimate-method.head_count': '人数 × 系数',
  'waste.estimate-method.bins': '桶数 × 密度',
  'waste.expected-state.in': '已报',
  'waste.expected-state.nil': '零申报',
  'waste.expected-state.estimated': '估算',
  'waste.expected-state.missing': '未报',
  'waste.expected-state.late': '逾期',
  'waste.expected-state.not_due': '无需报送',
  'waste.month-question.change_on_last_month|asks':
    '{stream}：本月 {massTonnes}，上月 {beforeMassTonnes}（{changeShare}）。变化原因是什么？',
  'waste.month-question.change_on_last_year|asks':
    '{stream}：本月 {massTonnes}，上年同月 {beforeMassTonnes}（{changeShare}）。变化原因是什么？',
  'waste.month-question.outlier_per_output|asks':
    '{stream}：本月 {massTonnes}，按此前 {months} 个月的单位产值计应为 {expectedMassTonnes}。原因是什么？',
  'waste.month-question.stream_stopped|asks': '{stream}：此前 {months} 个月平均 {meanMassTonnes}，本月为零。为何中断？',
  'waste.month-question.rounded_weights|asks':
    '{stream}：{loads} 车中有 {rounded} 车的重量为 {stepTonnes} 的整数倍。是否实际过磅？',
  'waste.month-question.licence_not_valid|asks':
    '{stream}：{loads} 车交由{vendor}（{on}），{why}（{code}）。依据是什么？',
  'waste.licence-fault.not_in_force': '当日许可证不在有效期内',
  'waste.licence-fault.code_not_covered': '许可证未覆盖该废物',
  'waste.month.actual-replaces-estimate': '以实际重量替换估算值',
  only_for_estimates: '仅估算记录可填写估算方法。',
  streams_missing: '有 {count} 项应报数据既无记录，也无零申报或估算：{streams}。',
  questions_open: '本月还有 {open} 个问题未说明，每个问题需一句话说明。',
  nothing_to_submit: '本月没有待提交的数据。',
  nothing_to_true_up: '该种类没有可由实际数据替换的估算记录。',
  nil_beside_records: '废弃物种类 {stream} 本月已有记录，不能零申报。',
  estimate_beside_records: '该种类本月已有实际转移记录，无需估算。',
  estimate_not_possible: '该方法缺少所需数据。请选择其他方法，或填写处置单位和处置方式。',
} satisfies Record<keyof typeof planEn, string>;
