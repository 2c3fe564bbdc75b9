// Who takes the waste: invented vendors by region and trade, their licences with dates, and a few suppliers of material.

import { fictionalCreditCode } from './credit-code.ts';
import type { Day } from './day.ts';
import type { Country, RegionCode } from './sites.ts';

/** What a vendor can take; a route names the trade, the region gives the vendor. */
export type Trade =
  | 'metal'
  | 'paper'
  | 'wood'
  | 'mineral'
  | 'ewaste'
  | 'landfill'
  | 'wte'
  | 'compost'
  | 'pulp'
  | 'kiln'
  | 'hw_resource'
  | 'hw_metal'
  | 'hw_treat';

/** Vendors serve one cluster of sites; the two overseas sites of one region have nothing in common. */
export type Cluster = Exclude<RegionCode, 'EA'> | 'MX' | 'CZ';

export interface Vendor {
  code: string;
  en: string;
  zh: string;
  creditCode: string;
  country: Country;
  cityEn: string;
  cluster: Cluster;
  trades: readonly Trade[];
  /** First day of service, when later than the start of records. */
  from?: Day;
  /** First day without service: the licence was not renewed. */
  before?: Day;
}

export interface Licence {
  vendor: string;
  line: number;
  number: string;
  permitted: readonly string[];
  from: Day;
  before: Day;
}

const tradeNames: Readonly<Record<Trade, readonly [en: string, zh: string]>> = {
  metal: ['Metal Recycling', '金属再生'],
  paper: ['Paper & Plastics Recycling', '纸塑再生'],
  wood: ['Pallet & Wood Recovery', '木业循环'],
  mineral: ['Mineral Recovery', '矿物再生'],
  ewaste: ['Electronics Dismantling', '电子拆解'],
  landfill: ['Sanitation Services', '环境卫生服务'],
  wte: ['Energy from Waste', '环保能源'],
  compost: ['Organic Fertiliser', '有机肥料'],
  pulp: ['Fibre Recovery', '纤维利用'],
  kiln: ['Building Materials', '建材'],
  hw_resource: ['Resource Recovery', '资源循环'],
  hw_metal: ['Metal Resources', '金属资源'],
  hw_treat: ['Environmental Treatment', '环境处置'],
};

type Row = [cluster: Cluster, cityEn: string, cityZh: string, brandEn: string, brandZh: string, ...trades: Trade[]];

/** Brand words that mean nothing and, as far as we could see, belong to nobody. */
const chineseRows: readonly Row[] = [
  ['EC', 'Suzhou', '苏州', 'Yanxi', '砚溪', 'metal'],
  ['EC', 'Ningbo', '宁波', 'Xiuchuan', '岫川', 'metal'],
  ['EC', 'Hefei', '合肥', 'Jiyuan', '霁原', 'metal'],
  ['EC', 'Suzhou', '苏州', 'Yilan', '漪岚', 'paper'],
  ['EC', 'Jiaxing', '嘉兴', 'Suiye', '穗野', 'paper'],
  ['EC', 'Wuhu', '芜湖', 'Tangchuan', '棠川', 'paper'],
  ['EC', 'Taizhou', '泰州', 'Suolin', '桫林', 'wood'],
  ['EC', 'Changzhou', '常州', 'Libo', '璃泊', 'mineral'],
  ['EC', 'Suzhou', '苏州', 'Liaozhou', '蓼洲', 'landfill'],
  ['EC', 'Wuxi', '无锡', 'Yaowan', '曜湾', 'wte'],
  ['EC', 'Ningbo', '宁波', 'Juxi', '炬汐', 'wte'],
  ['EC', 'Nantong', '南通', 'Taipu', '苔圃', 'compost'],
  ['EC', 'Huzhou', '湖州', 'Chuxian', '楮弦', 'pulp'],
  ['EC', 'Changzhou', '常州', 'Panyao', '磐垚', 'kiln'],
  ['EC', 'Nantong', '南通', 'Lingquan', '泠泉', 'hw_resource'],
  ['EC', 'Suzhou', '苏州', 'Liuxi', '鎏析', 'hw_metal'],
  ['EC', 'Suzhou', '苏州', 'Chengyan', '澄炎', 'hw_treat'],
  ['EC', 'Ningbo', '宁波', 'Yujing', '屿净', 'hw_treat'],
  ['EC', 'Wuxi', '无锡', 'Lengwu', '棱梧', 'ewaste'],
  ['SC', 'Dongguan', '东莞', 'Shuoqiao', '朔桥', 'metal'],
  ['SC', 'Foshan', '佛山', "Ju'an", '榉岸', 'metal'],
  ['SC', 'Dongguan', '东莞', 'Tanzhou', '檀舟', 'paper'],
  ['SC', 'Huizhou', '惠州', 'Muwen', '沐纹', 'paper'],
  ['SC', 'Zhongshan', '中山', 'Tongbo', '桐驳', 'wood'],
  ['SC', 'Foshan', '佛山', 'Liming', '砺茗', 'mineral'],
  ['SC', 'Qingyuan', '清远', 'Jiting', '荠汀', 'landfill'],
  ['SC', 'Shenzhen', '深圳', 'Yanyu', '焰屿', 'wte'],
  ['SC', 'Zhuhai', '珠海', 'Shuohai', '烁海', 'wte'],
  ['SC', 'Huizhou', '惠州', 'Juetang', '蕨塘', 'compost'],
  ['SC', 'Qingyuan', '清远', 'Yanting', '岩汀', 'kiln'],
  ['SC', 'Dongguan', '东莞', 'Jianchu', '涧初', 'hw_resource'],
  ['SC', 'Huizhou', '惠州', 'Junyu', '钧榆', 'hw_metal'],
  ['SC', 'Shenzhen', '深圳', 'Zhanlu', '湛炉', 'hw_treat'],
  ['SC', 'Dongguan', '东莞', 'Tingsuo', '汀梭', 'ewaste'],
  ['CW', 'Wuhan', '武汉', 'Junling', '钧岭', 'metal'],
  ['CW', 'Chengdu', '成都', 'Nandu', '楠渡', 'metal'],
  ['CW', 'Wuhan', '武汉', 'Jianhu', '笺湖', 'paper'],
  ['CW', 'Chongqing', '重庆', 'Ruoshan', '箬山', 'paper'],
  ['CW', 'Nanchang', '南昌', 'Zhangbu', '樟埠', 'wood', 'mineral'],
  ['CW', "Xi'an", '西安', 'Yuanqing', '塬清', 'landfill'],
  ['CW', 'Chongqing', '重庆', 'Xinling', '炘岭', 'wte'],
  ['CW', 'Changsha', '长沙', 'Mutian', '苜田', 'compost'],
  ['CW', 'Chongqing', '重庆', 'Qiluan', '砌峦', 'kiln'],
  ['CW', 'Nanchang', '南昌', 'Sujing', '溯净', 'hw_resource', 'hw_metal'],
  ['CW', 'Wuhan', '武汉', 'Beiqing', '焙清', 'hw_treat', 'ewaste'],
  ['NC', 'Tianjin', '天津', 'Zhenghai', '钲海', 'metal'],
  ['NC', 'Yantai', '烟台', 'Jianyu', '笺屿', 'paper', 'wood', 'mineral'],
  ['NC', 'Tianjin', '天津', 'Jilan', '蓟岚', 'wte', 'kiln'],
  ['NC', 'Yantai', '烟台', 'Zhiting', '芷汀', 'landfill', 'compost'],
  ['NC', 'Tianjin', '天津', 'Boyan', '渤砚', 'hw_treat', 'hw_resource', 'hw_metal', 'ewaste'],
];

type Abroad = Omit<Vendor, 'code' | 'creditCode'>;

const abroad: readonly Abroad[] = [
  ['VN', 'Bac Ninh', 'Khe Lam Gio Recycling JSC', '岚溪风再生股份公司', ['metal', 'ewaste', 'mineral']],
  ['VN', 'Hai Phong', 'Ben Suong Moc Recovery JSC', '霜木津回收股份公司', ['metal', 'paper', 'wood', 'mineral']],
  ['VN', 'Hai Phong', 'Dong Lang Chieu Sanitation Co., Ltd.', '晚静野环境卫生有限公司', ['landfill']],
  ['VN', 'Bac Ninh', 'Lua Tre Nui Energy JSC', '竹山火能源股份公司', ['wte', 'kiln']],
  ['VN', 'Hai Phong', 'Dat Am Uom Compost JSC', '暖壤堆肥股份公司', ['compost']],
  ['VN', 'Ha Nam', 'Nui Bac Suong Environment JSC', '霜银山环境股份公司', ['hw_treat', 'hw_resource', 'hw_metal']],
  [
    'MX',
    'Querétaro',
    'Reciclados Llano Alto S.A. de C.V.',
    '高原再生公司（墨西哥）',
    ['metal', 'paper', 'wood', 'mineral', 'ewaste'],
  ],
  ['MX', 'Querétaro', 'Servicios Cerro Quieto S.A. de C.V.', '静山市政服务公司（墨西哥）', ['landfill']],
  [
    'MX',
    'Querétaro',
    'Ambiental Arroyo Manso S.A. de C.V.',
    '缓溪环境公司（墨西哥）',
    ['hw_treat', 'hw_resource', 'hw_metal'],
  ],
  [
    'CZ',
    'Brno',
    'Modrolipí Recyklace s.r.o.',
    '蓝椴再生公司（捷克）',
    ['metal', 'paper', 'wood', 'mineral', 'ewaste', 'compost'],
  ],
  ['CZ', 'Brno', 'Tichokopec Energie a.s.', '静丘能源公司（捷克）', ['wte', 'landfill', 'kiln']],
  ['CZ', 'Brno', 'Zelenobrodí Odpady s.r.o.', '绿津废弃物公司（捷克）', ['hw_treat', 'hw_resource', 'hw_metal']],
].map(([cluster, cityEn, en, zh, trades]) => ({
  cluster: cluster as Cluster,
  country: cluster as Country,
  cityEn: cityEn as string,
  en: en as string,
  zh: zh as string,
  trades: trades as Trade[],
}));

const code = (at: number) => `V${String(at + 1).padStart(2, '0')}`;

export const vendors: readonly Vendor[] = [
  ...chineseRows.map(([cluster, cityEn, cityZh, brandEn, brandZh, ...trades], at): Vendor => {
    const [tradeEn, tradeZh] = tradeNames[trades[0] ?? 'metal'];
    return {
      code: code(at),
      en: `${brandEn} ${tradeEn} (${cityEn}) Co., Ltd.`,
      zh: `${cityZh}${brandZh}${tradeZh}有限公司`,
      creditCode: fictionalCreditCode(1000 + at),
      country: 'CN',
      cityEn,
      cluster,
      trades,
      ...(brandZh === '楮弦' && { before: '2023-08-01' }),
    };
  }),
  ...abroad.map(
    (vendor, at): Vendor => ({
      ...vendor,
      code: code(chineseRows.length + at),
      creditCode: '',
      ...(vendor.en.startsWith('Dat Am Uom') && { from: '2024-03-01' }),
    }),
  ),
];

/** Suppliers of material, so that the role is seen to be only one of several. */
export const materialSuppliers: readonly {
  code: string;
  en: string;
  zh: string;
  creditCode: string;
  country: Country;
  roles: string;
}[] = [
  ['Langhe Resin (Dongguan) Co., Ltd.', '东莞琅禾树脂有限公司'],
  ['Yunting Copper Foil (Wuxi) Co., Ltd.', '无锡筠汀铜箔有限公司'],
  ['Weixu Cleaning Agents (Suzhou) Co., Ltd.', '苏州葳絮清洗剂有限公司'],
  ['Qishan Adhesives (Huizhou) Co., Ltd.', '惠州蕲杉胶粘剂有限公司'],
  ['Lumian Packaging (Jiaxing) Co., Ltd.', '嘉兴麓棉包装有限公司'],
  ['Hezhou Aluminium Profiles (Foshan) Co., Ltd.', '佛山禾舟铝型材有限公司'],
  ['Qingwan Laminates (Suzhou) Co., Ltd.', '苏州磬湾覆铜板有限公司'],
  ['Lanpu Plating Chemicals (Huizhou) Co., Ltd.', '惠州岚璞电镀化学品有限公司', 'chemical'],
  ['Shuwen Glass (Wuhu) Co., Ltd.', '芜湖澍纹玻璃有限公司'],
  ['Tiaoxi Printing Inks (Huzhou) Co., Ltd.', '湖州苕粼油墨有限公司', 'chemical'],
  ['Duanyu Steel Parts (Wuxi) Co., Ltd.', '无锡锻屿钢件有限公司'],
  ['Chanye Solvents (Nantong) Co., Ltd.', '南通蝉野溶剂有限公司', 'chemical'],
  ['Mianlu Cables (Dongguan) Co., Ltd.', '东莞绵鹭线缆有限公司'],
  ['Zhemo Magnet Wire (Tianjin) Co., Ltd.', '天津柘墨漆包线有限公司'],
  ['Songtai Moulded Pulp (Jiaxing) Co., Ltd.', '嘉兴淞苔纸浆模塑有限公司'],
  ['Helan Acids & Alkalis (Chongqing) Co., Ltd.', '重庆荷阑酸碱有限公司', 'material;chemical'],
  ['Yuheng Fasteners (Wuhan) Co., Ltd.', '武汉瑀蘅紧固件有限公司'],
  ['Cangwu Rubber Seals (Qingyuan) Co., Ltd.', '清远苍坞橡胶密封件有限公司'],
  ['Bihe Coatings (Foshan) Co., Ltd.', '佛山碧禾滨涂料有限公司', 'chemical'],
  ['Zhuoyan Ceramic Parts (Changsha) Co., Ltd.', '长沙琢砚陶瓷件有限公司'],
].map(([en, zh, roles = 'material'], at) => ({
  code: `M${String(at + 1).padStart(2, '0')}`,
  en: en as string,
  zh: zh as string,
  creditCode: fictionalCreditCode(2000 + at),
  country: 'CN' as const,
  roles,
}));

const permittedBy: Readonly<Partial<Record<Trade, readonly string[]>>> = {
  hw_resource: ['HW06', 'HW08', 'HW09', '900-041-49'],
  hw_metal: ['HW17', 'HW22', 'HW34', '900-045-49'],
  hw_treat: ['HW06', 'HW08', 'HW09', 'HW12', 'HW13', 'HW17', 'HW22', 'HW34', 'HW35', 'HW49'],
  ewaste: ['900-045-49'],
  pulp: ['900-099-S07'],
  kiln: ['900-099-S07'],
};

/** Renewed without a gap in the records' time, but for the one vendor that lost its licence. */
export const licences: readonly Licence[] = vendors.flatMap((vendor, at) => {
  const permitted = [...new Set(vendor.trades.flatMap((trade) => permittedBy[trade] ?? []))].sort();
  if (permitted.length === 0) return [];
  const number = (line: number) => `${vendor.country}-SAMPLE-${String(at + 1).padStart(3, '0')}-${line}`;
  if (vendor.before) {
    return [{ vendor: vendor.code, line: 1, number: number(1), permitted, from: '2020-08-01', before: vendor.before }];
  }
  const month = String((at % 12) + 1).padStart(2, '0');
  const renewed = `2023-${month}-01`;
  return [
    { vendor: vendor.code, line: 1, number: number(1), permitted, from: `2018-${month}-01`, before: renewed },
    { vendor: vendor.code, line: 2, number: number(2), permitted, from: renewed, before: `2028-${month}-01` },
  ];
});

const byCode = new Map(vendors.map((vendor) => [vendor.code, vendor]));

/** @throws when there is no such vendor. */
export function vendorOf(vendorCode: string): Vendor {
  const vendor = byCode.get(vendorCode);
  if (!vendor) throw new Error(`no vendor ${vendorCode}`);
  return vendor;
}
