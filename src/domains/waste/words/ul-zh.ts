// Chinese words of where the rate stands, and of readiness for UL 2799.
import type { ulEn } from './ul-en.ts';

export const ulZh = {
  'waste.rate.toDate': '累计（{period}）：',
  'waste.rate.targets': '目标与预测',
} as const satisfies Record<keyof typeof ulEn, string>;
