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
  period_too_long: '此视图最多显示 {most} 个月，请缩短期间。',
  only_for_estimates: '仅估算记录可填写估算方法。',
  streams_missing: '有 {count} 项应报数据既无记录，也无零申报或估算：{streams}。',
  questions_open: '本月还有 {open} 个问题未说明，每个问题需一句话说明。',
  nothing_to_submit: '本月没有待提交的数据。',
  nothing_to_true_up: '该种类没有可由实际数据替换的估算记录。',
  nil_beside_records: '废弃物种类 {stream} 本月已有记录，不能零申报。',
  estimate_beside_records: '该种类本月已有实际转移记录，无需估算。',
  estimate_not_possible: '该方法缺少所需数据。请选择其他方法，或填写处置单位和处置方式。',
  'waste.page.completeness.title': '数据完整性',
  'waste.page.completeness.factory': '工厂',
  'waste.page.completeness.plan': '应报数据计划',
  'waste.page.completeness.expected': '应报 {count} 项（种类×月）',
  'waste.page.completeness.of': '{stands}/{expected}',
  'waste.page.completeness.and': '，',
  'waste.page.completeness.late': '逾期 {count}',
  'waste.page.completeness.missing': '未报 {count}',
  'waste.page.completeness.estimated': '估算 {count}',
  'waste.page.completeness.nil': '零申报',
  'waste.page.completeness.legend.in': '已报',
  'waste.page.completeness.legend.nil': '零申报',
  'waste.page.completeness.legend.estimated': '估算',
  'waste.page.completeness.legend.missing': '未报（未逾期）',
  'waste.page.completeness.legend.late': '逾期',
  'waste.page.completeness.cell': '{factory}，{month}：{stands}',
  'waste.page.completeness.closed': '，已关账',
  'waste.page.completeness.complete': '{count} 个月完整',
  'waste.page.completeness.toMonthEnd': '打开最近月份',
  'waste.page.completeness.withoutPlan': '未制定应报计划，无从判断缺报。',
  'waste.page.completeness.onlyOpen': '只看有缺报的工厂（{count}）',
  'waste.page.completeness.all': '全部 {count} 家工厂',
  'waste.page.completeness.none.title': '尚无应报数据计划',
  'waste.page.completeness.none.text':
    '计划规定每家工厂报送哪些废弃物、频次和截止日，本页据此判断缺报。可导入计划表，或录入第一条。',
  'waste.page.completeness.method':
    '每格统计当月应报的种类：已报、零申报或估算的数量与应报总数。“发生时”报送的种类不计缺报。截止日按工厂所在国家的工作日顺延；节假日尚未公布的年份只按周末计算。',
  'waste.page.completeness.coverage':
    '应报 {expected} 项（种类×月）：已报 {in}，零申报 {nil}，估算 {estimated}，未报 {missing}',
} satisfies Record<keyof typeof planEn, string>;
