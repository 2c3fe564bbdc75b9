// 废弃物指标的构成用语：由证明、范围与贮存台账决定计入内容之后。
import type { figuresEn } from './figures-en.ts';

export const figuresZh: Record<keyof typeof figuresEn, string> = {
  'waste.vendor-proof.residueTreatment': '残余物去向',
  'figure.input.grossMassTonnes': '按毛重计入的再生利用量（无利用率证明）',
  'figure.input.grossShare': '按毛重计入的占比',
  'figure.input.unprovedEnergyRecoveryMassTonnes': '无有效证明的能量回收量（按无能量回收焚烧计）',
  'figure.input.ofLedgerMassTonnes': '按贮存台账的产生量',
  'figure.input.asShippedMassTonnes': '未建贮存台账部分的转移量',
  'figure.dimension.inUl2799Scope.true': '纳入 UL 2799 范围',
  'figure.dimension.inUl2799Scope.false': '不在 UL 2799 范围内',
  'figure.dimension.inOwnerScope.true': '计入企业转化率',
  'figure.dimension.inOwnerScope.false': '不计入企业转化率',
  'figure.dimension.inGri306Scope.true': '属 GRI 306 废弃物',
  'figure.dimension.inGri306Scope.false': '不属 GRI 306 废弃物',
  'figure.dimension.proved.true': '处置方式已证明',
  'figure.dimension.proved.false': '处置方式未证明',
  'figure.dimension.yieldShare': '利用率 {printed}',
  'figure.dimension.ledgerKept.true': '已建贮存台账',
  'figure.dimension.ledgerKept.false': '未建贮存台账',
  'figure.dimension.toSite.inside': '转移至自有工厂',
};
