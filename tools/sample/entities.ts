// Which legal entity stands behind which site, with what share and from when: fifty-two entities over thirty-six sites.

import { fictionalCreditCode } from './credit-code.ts';
import type { Day } from './day.ts';
import { type Country, type Site, siteOf, sites } from './sites.ts';

interface Entity {
  code: string;
  shortEn: string;
  shortZh: string;
  legalEn: string;
  legalZh: string;
  creditCode: string;
  country: Country;
}

interface Membership {
  site: string;
  entity: string;
  /** Thousandths; the shares of a site add to 1000 on every day. */
  share: number;
  from: Day;
  before: Day | '';
}

const businesses = {
  precision: ['Precision', '精密', 'Precision Industry', '精密工业'],
  connect: ['Connect', '连接', 'Connect Technology', '连接技术'],
  acoustics: ['Acoustics', '声学', 'Acoustics', '声学科技'],
  tooling: ['Tooling', '模具', 'Tooling', '精密模具'],
  electronics: ['Electronics', '电子', 'Electronics', '电子科技'],
  wireless: ['Wireless', '无线', 'Wireless Technology', '无线技术'],
  metal: ['Metal', '金属', 'Metal Components', '金属制品'],
  circuits: ['Circuits', '电路', 'Flexible Circuits', '柔性电路'],
  thermal: ['Thermal', '热管理', 'Thermal Management', '热管理科技'],
  cable: ['Cable', '线缆', 'Cable Systems', '线缆系统'],
  plastics: ['Plastics', '塑胶', 'Plastic Components', '塑胶制品'],
  auto: ['Auto Electronics', '车电', 'Automotive Electronics', '汽车电子'],
  autoParts: ['Auto Parts', '汽配', 'Automotive Parts', '汽车零部件'],
  packaging: ['Packaging', '包装', 'Moulded Packaging', '环保包装'],
  modules: ['Modules', '模组', 'Module Technology', '模组科技'],
  power: ['Power', '电源', 'Power Supply', '电源技术'],
  technology: ['Technology', '技术', 'Precision Technology', '精密技术'],
  optics: ['Optics', '光学', 'Optical Components', '光学元件'],
} as const;

type Business = keyof typeof businesses;

/** Home site and business; the order gives E01 to E52. */
const list: readonly (readonly [site: string, ...Business[]])[] = [
  ['SZ1', 'precision', 'connect', 'acoustics', 'tooling'],
  ['SZ2', 'electronics', 'wireless'],
  ['TC1', 'metal'],
  ['WX1', 'circuits'],
  ['CZ1', 'metal', 'thermal', 'tooling'],
  ['NT1', 'cable'],
  ['TZ1', 'plastics'],
  ['NB1', 'auto', 'cable'],
  ['HU1', 'packaging'],
  ['JX1', 'electronics', 'modules', 'power'],
  ['SH1', 'technology', 'electronics'],
  ['HF1', 'electronics'],
  ['WU1', 'autoParts', 'auto'],
  ['DG1', 'precision', 'connect', 'metal'],
  ['SN1', 'electronics'],
  ['HZ1', 'acoustics', 'metal'],
  ['ZS1', 'power'],
  ['ZH1', 'circuits'],
  ['FS1', 'metal'],
  ['QY1', 'plastics'],
  ['WN1', 'optics'],
  ['NC1', 'acoustics', 'electronics', 'modules'],
  ['CS1', 'plastics'],
  ['CD1', 'electronics', 'wireless'],
  ['CQ1', 'metal'],
  ['XA1', 'circuits'],
  ['TJ1', 'auto'],
  ['YT1', 'metal'],
  ['BN1', 'connect', 'electronics'],
  ['HP1', 'electronics'],
  ['TN1', 'acoustics'],
  ['HN1', 'cable'],
  ['QR1', 'auto'],
  ['BR1', 'auto'],
];

function legalNames(site: Site, business: Business): [en: string, zh: string] {
  const [, , en, zh] = businesses[business];
  if (site.country === 'MX')
    return [`Meridian ${en} ${site.cityEn}, S. de R.L. de C.V.`, `子午${zh}（墨西哥）有限公司`];
  if (site.country === 'CZ') return [`Meridian ${en} ${site.cityEn} s.r.o.`, `子午${zh}（捷克）有限公司`];
  if (site.country === 'VN') {
    const place = site.cityZh.replace('（越南）', '');
    return [`Meridian ${en} Vietnam (${site.cityEn}) Co., Ltd.`, `子午${zh}（越南${place}）有限公司`];
  }
  return [`Meridian ${en} (${site.cityEn}) Co., Ltd.`, `子午${zh}（${site.cityZh}）有限公司`];
}

export const entities: readonly Entity[] = list
  .flatMap(([code, ...of]) => of.map((business) => ({ site: siteOf(code), business })))
  .map(({ site, business }, at) => {
    const [legalEn, legalZh] = legalNames(site, business);
    const [shortEn, shortZh] = businesses[business];
    return {
      code: `E${String(at + 1).padStart(2, '0')}`,
      shortEn: `${site.cityEn} ${shortEn}`,
      shortZh: `${site.cityZh.replace('（越南）', '')}${shortZh}`,
      legalEn,
      legalZh,
      creditCode: site.country === 'CN' ? fictionalCreditCode(at + 1) : '',
      country: site.country,
    };
  });

/** Who sits at a campus, in thousandths; from the first day of the site unless a later day is named. */
type Stage = { from?: Day; shares: Readonly<Record<string, number>> };

const campuses: Readonly<Record<string, readonly Stage[]>> = {
  SZ1: [{ shares: { E01: 400, E02: 300, E03: 200, E04: 100 } }],
  SZ2: [{ shares: { E05: 650, E06: 350 } }],
  CZ1: [{ shares: { E09: 550, E10: 300, E11: 150 } }],
  NB1: [{ shares: { E14: 600, E15: 400 } }],
  // a production hall changed hands in the middle of May 2023
  JX1: [{ shares: { E17: 500, E18: 300, E19: 200 } }, { from: '2023-05-16', shares: { E17: 450, E18: 250, E19: 300 } }],
  SH1: [{ shares: { E20: 700, E21: 300 } }],
  // the older company was merged into the younger one
  WU1: [{ shares: { E23: 1000 } }, { from: '2023-04-01', shares: { E24: 1000 } }],
  DG1: [{ shares: { E25: 500, E26: 350, E27: 150 } }],
  DG2: [{ shares: { E27: 1000 } }],
  HZ1: [{ shares: { E29: 750, E30: 250 } }],
  HZ2: [{ shares: { E30: 1000 } }],
  NC1: [{ shares: { E36: 450, E37: 350, E38: 200 } }],
  CD1: [{ shares: { E40: 600, E41: 400 } }],
  // the second company began in March 2023
  BN1: [{ shares: { E46: 1000 } }, { from: '2023-03-01', shares: { E46: 700, E47: 300 } }],
};

function homeOf(site: Site): Stage[] {
  const before = list
    .slice(
      0,
      list.findIndex(([code]) => code === site.code),
    )
    .reduce((n, [, ...of]) => n + of.length, 0);
  const entity = entities[before];
  if (!entity) throw new Error(`no entity for ${site.code}`);
  return [{ shares: { [entity.code]: 1000 } }];
}

export const memberships: readonly Membership[] = sites.flatMap((site) => {
  const stages = campuses[site.code] ?? homeOf(site);
  return stages.flatMap((stage, at) =>
    Object.entries(stage.shares).map(([entity, share]) => ({
      site: site.code,
      entity,
      share,
      from: stage.from ?? site.startedOn,
      before: stages[at + 1]?.from ?? ('' as const),
    })),
  );
});
