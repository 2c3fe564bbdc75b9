// Chinese words of suppliers.
import type { en } from './en.ts';

export const zh = {
  'suppliers.supplier': '供应商',
  'suppliers.supplier|many': '供应商',
  'suppliers.supplier.code': '编码',
  'suppliers.supplier.name': '名称',
  'suppliers.supplier.creditCode': '统一社会信用代码',
  'suppliers.supplier.country': '国家/地区',
  'suppliers.supplier.roles': '角色',
  'suppliers.supplier.licence': '许可证',
  'suppliers.supplier.licence.number': '许可证编号',
  'suppliers.supplier.licence.permittedCodes': '许可类别',
  'suppliers.supplier.licence.from': '起始日期',
  'suppliers.supplier.licence.before': '截止日期（不含）',
  'suppliers.role.waste_vendor': '废弃物处置单位',
  'suppliers.role.carrier': '运输单位',
  'suppliers.role.material': '物料供应商',
  'suppliers.role.chemical': '化学品供应商',
  'suppliers.role.service': '服务商',
} as const satisfies Record<keyof typeof en, string>;
