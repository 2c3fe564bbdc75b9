// Chinese words of the GRI 306 tables as a workbook.
import type { griEn } from './gri-en.ts';

export const griZh = {
  'waste.gri.download': '下载表格',
  'waste.gri.unit': '文件单位',
  'waste.gri.unit.t': 't',
  'waste.gri.unit.kg': 'kg',
  'waste.gri.unit.short_ton': '短吨',
  'waste.gri.unit.lb': '磅',
  'waste.gri.composition': '成分',
  'waste.gri.hazard': '废弃物',
  'waste.gri.operation': '处置操作',
  'waste.gri.hazardous': '危险废物',
  'waste.gri.nonHazardous': '非危险废物',
  'waste.gri.onSite': '场内',
  'waste.gri.offSite': '场外',
  'waste.gri.total': '合计',
} as const satisfies Record<keyof typeof griEn, string>;
