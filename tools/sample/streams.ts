// What leaves the factories: the waste streams with their national codes, and what the default rate calls not converted.

import type { Treatment } from '#domains/waste/model/treatment.ts';

export type Composition =
  | 'metal'
  | 'plastic'
  | 'paper'
  | 'wood'
  | 'glass'
  | 'organic'
  | 'chemical'
  | 'electronic'
  | 'construction'
  | 'textile'
  | 'mixed'
  | 'other';

export interface Stream {
  code: string;
  en: string;
  zh: string;
  hazardous: boolean;
  /** National hazardous waste list (2021 edition checked), or the 2024 solid waste catalogue (not verified). */
  nationalCode: string;
  composition: Composition;
  /** Why UL 2799 leaves it out; absent when it is in scope. */
  outOfScope?: readonly [en: string, zh: string];
}

const general = (code: string, en: string, zh: string, nationalCode: string, composition: Composition): Stream => ({
  code,
  en,
  zh,
  hazardous: false,
  nationalCode,
  composition,
});
const hazardous = (code: string, en: string, zh: string, nationalCode: string, composition: Composition): Stream => ({
  ...general(code, en, zh, nationalCode, composition),
  hazardous: true,
});

export const streams: readonly Stream[] = [
  general('N01', 'Steel scrap', '废钢铁', '900-001-S17', 'metal'),
  general('N02', 'Aluminium scrap', '废铝', '900-002-S17', 'metal'),
  general('N03', 'Copper scrap', '废铜', '900-002-S17', 'metal'),
  general('N04', 'Plastic runners and rejects', '废塑料（水口料）', '900-003-S17', 'plastic'),
  general('N05', 'Plastic film and blister trays', '废薄膜、吸塑盘', '900-003-S17', 'plastic'),
  general('N06', 'Cardboard and paper', '废纸箱、废纸', '900-005-S17', 'paper'),
  general('N07', 'Mixed packaging', '混合包装废料', '900-099-S59', 'mixed'),
  general('N08', 'Wooden pallets', '废木托盘', '900-009-S17', 'wood'),
  general('N09', 'Glass scrap', '废玻璃', '900-004-S17', 'glass'),
  general('N10', 'Release paper', '废离型纸', '900-099-S59', 'paper'),
  general('N11', 'Process sludge (not hazardous)', '一般工业污泥', '900-099-S07', 'other'),
  general('N12', 'Paper sludge', '纸浆污泥', '900-099-S07', 'organic'),
  general('N13', 'Kitchen waste', '厨余垃圾', '900-002-S61', 'organic'),
  general('N14', 'Domestic waste', '生活垃圾', '900-099-S64', 'mixed'),
  general('N15', 'Cable and assembly rejects', '废线材及报废半成品', '900-008-S17', 'electronic'),
  {
    ...general('N16', 'Construction and renovation rubble', '装修拆除垃圾', '900-001-S73', 'construction'),
    outOfScope: ['One-off renovation work, not from production', '一次性装修拆除产生，与生产无关'],
  },
  general('N17', 'Wiping cloths and work clothes (clean)', '废无尘布、旧工服', '900-007-S17', 'textile'),
  hazardous('H01', 'Spent organic solvents', '废有机溶剂', '900-402-06', 'chemical'),
  hazardous('H02', 'Waste hydraulic oil', '废液压油', '900-218-08', 'chemical'),
  hazardous('H03', 'Spent cutting emulsion', '废切削液', '900-006-09', 'chemical'),
  {
    ...hazardous('H04', 'Paint and ink residues', '废油漆渣、油墨渣', '900-252-12', 'chemical'),
    outOfScope: ['The discharge permit requires incineration', '排污许可证要求焚烧处置'],
  },
  hazardous('H05', 'Waste adhesives', '废胶粘剂', '900-014-13', 'chemical'),
  hazardous('H06', 'Surface treatment sludge', '表面处理污泥', '336-064-17', 'other'),
  hazardous('H07', 'Spent copper etchant', '废蚀铜液', '398-004-22', 'chemical'),
  hazardous('H08', 'Spent acid', '废酸', '900-300-34', 'chemical'),
  hazardous('H09', 'Spent activated carbon', '废活性炭', '900-039-49', 'chemical'),
  hazardous('H10', 'Contaminated containers and wipes', '沾染性废包装、废抹布', '900-041-49', 'mixed'),
  hazardous('H11', 'Waste circuit boards', '废电路板', '900-045-49', 'electronic'),
  {
    ...hazardous('H12', 'Laboratory waste', '实验室废物', '900-047-49', 'chemical'),
    outOfScope: ['The law requires its destruction', '法规要求销毁处置'],
  },
];

const byCode = new Map(streams.map((stream) => [stream.code, stream]));

/** @throws when there is no such stream. */
export function streamOf(code: string): Stream {
  const stream = byCode.get(code);
  if (!stream) throw new Error(`no waste stream ${code}`);
  return stream;
}

/** What the owner's default waste conversion rate does not count as converted. */
export const notConverted: ReadonlySet<Treatment> = new Set([
  'landfill',
  'incineration_no_energy',
  'pretreatment_then_disposal',
]);
