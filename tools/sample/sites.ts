// Where the invented company works: six regions, thirty-six sites, what each makes and how far its waste routes are.

import type { Day } from './day.ts';

export type RegionCode = 'EC' | 'SC' | 'CW' | 'NC' | 'VN' | 'EA';
export type Country = 'CN' | 'VN' | 'MX' | 'CZ';
/** What a site makes decides what it throws away. */
export type Making = 'connector' | 'assembly' | 'metal' | 'circuit' | 'cable' | 'pulp' | 'optics';
/** When a site found better routes: before 2022, during 2022, into 2023, or later still. */
type Pace = 'leader' | 'early' | 'middle' | 'late';

export interface Site {
  code: string;
  en: string;
  zh: string;
  region: RegionCode;
  country: Country;
  cityEn: string;
  cityZh: string;
  /** Province and city digits of a transfer manifest's number. */
  manifestPrefix: string;
  timeZone: string;
  startedOn: Day;
  /** First day of the boundary that counts the site, when it came to the group later than 2021. */
  joinedOn?: Day;
  /** First day whose loads are recorded; earlier years are carried in. */
  recordsFrom: Day;
  making: Making;
  /** 1 is about 1,000 t of waste and 4,000 people. */
  size: number;
  pace: Pace;
}

export const regions: readonly { code: RegionCode; en: string; zh: string }[] = [
  { code: 'EC', en: 'East China', zh: '华东' },
  { code: 'SC', en: 'South China', zh: '华南' },
  { code: 'CW', en: 'Central & West China', zh: '中西部' },
  { code: 'NC', en: 'North China', zh: '华北' },
  { code: 'VN', en: 'Vietnam', zh: '越南' },
  { code: 'EA', en: 'Europe & Americas', zh: '欧美' },
];

const timeZones: Readonly<Record<Country, string>> = {
  CN: 'Asia/Shanghai',
  VN: 'Asia/Ho_Chi_Minh',
  MX: 'America/Mexico_City',
  CZ: 'Europe/Prague',
};

type Row = [code: string, city: string, zh: string, manifest: string, started: Day, Making, size: number, Pace];

const chinese = (region: RegionCode, rows: readonly Row[]) => placed(region, 'CN', rows);

function placed(region: RegionCode, country: Country, rows: readonly Row[]): Site[] {
  return rows.map(([code, cityEn, cityZh, manifestPrefix, startedOn, making, size, pace]) => {
    const numbered = rows.filter((row) => row[1] === cityEn).length > 1;
    const which = code.endsWith('2') ? 2 : 1;
    return {
      code,
      en: numbered ? `${cityEn} No. ${which} Factory` : `${cityEn} Factory`,
      zh: numbered ? `${cityZh}${which === 2 ? '二' : '一'}厂` : `${cityZh}工厂`,
      region,
      country,
      cityEn,
      cityZh,
      manifestPrefix,
      timeZone: timeZones[country],
      startedOn,
      recordsFrom: startedOn > '2022-01-01' ? startedOn : '2022-01-01',
      making,
      size,
      pace,
    };
  });
}

/** Came with its purchase: the years before are known only as yearly totals. */
function joined(site: Site, joinedOn: Day, recordsFrom: Day): Site {
  return { ...site, joinedOn, recordsFrom };
}

function withJoiners(all: Site[]): Site[] {
  return all.map((site) => {
    if (site.code === 'CS1') return joined(site, '2023-07-01', '2024-01-01');
    if (site.code === 'YT1') return joined(site, '2024-01-01', '2024-01-01');
    if (site.code === 'HN1') return joined(site, '2023-07-01', '2023-07-01');
    return site;
  });
}

export const sites: readonly Site[] = withJoiners([
  ...chinese('EC', [
    ['SZ1', 'Suzhou', '苏州', '3205', '2006-05-18', 'connector', 2.2, 'leader'],
    ['SZ2', 'Suzhou', '苏州', '3205', '2012-09-03', 'assembly', 1.6, 'early'],
    ['TC1', 'Taicang', '太仓', '3205', '2014-03-10', 'metal', 1.3, 'early'],
    ['WX1', 'Wuxi', '无锡', '3202', '2010-11-01', 'circuit', 1.4, 'middle'],
    ['CZ1', 'Changzhou', '常州', '3204', '2013-06-17', 'metal', 1.5, 'middle'],
    ['NT1', 'Nantong', '南通', '3206', '2016-04-11', 'cable', 1.0, 'middle'],
    ['TZ1', 'Taizhou', '泰州', '3212', '2018-02-26', 'connector', 0.8, 'middle'],
    ['NB1', 'Ningbo', '宁波', '3302', '2011-08-15', 'cable', 1.1, 'middle'],
    ['HU1', 'Huzhou', '湖州', '3305', '2015-10-12', 'pulp', 1.0, 'early'],
    ['JX1', 'Jiaxing', '嘉兴', '3304', '2014-07-21', 'assembly', 1.8, 'middle'],
    ['SH1', 'Shanghai', '上海', '3101', '2009-03-02', 'assembly', 0.6, 'leader'],
    ['HF1', 'Hefei', '合肥', '3401', '2019-05-06', 'assembly', 1.4, 'late'],
    ['WU1', 'Wuhu', '芜湖', '3402', '2017-12-04', 'cable', 0.9, 'late'],
  ]),
  ...chinese('SC', [
    ['DG1', 'Dongguan', '东莞', '4419', '2005-04-08', 'connector', 2.0, 'leader'],
    ['DG2', 'Dongguan', '东莞', '4419', '2011-05-23', 'metal', 1.3, 'early'],
    ['SN1', 'Shenzhen', '深圳', '4403', '2004-10-18', 'assembly', 0.9, 'leader'],
    ['HZ1', 'Huizhou', '惠州', '4413', '2013-01-07', 'assembly', 1.5, 'early'],
    ['HZ2', 'Huizhou', '惠州', '4413', '2018-06-11', 'metal', 1.1, 'middle'],
    ['ZS1', 'Zhongshan', '中山', '4420', '2012-04-16', 'cable', 0.9, 'middle'],
    ['ZH1', 'Zhuhai', '珠海', '4404', '2013-09-09', 'circuit', 1.2, 'middle'],
    ['FS1', 'Foshan', '佛山', '4406', '2015-03-16', 'metal', 1.1, 'middle'],
    ['QY1', 'Qingyuan', '清远', '4418', '2017-05-08', 'connector', 1.3, 'middle'],
  ]),
  ...chinese('CW', [
    ['WN1', 'Wuhan', '武汉', '4201', '2016-08-22', 'optics', 1.0, 'middle'],
    ['NC1', 'Nanchang', '南昌', '3601', '2014-11-10', 'assembly', 1.6, 'late'],
    ['CS1', 'Changsha', '长沙', '4301', '2017-09-01', 'connector', 0.7, 'middle'],
    ['CD1', 'Chengdu', '成都', '5101', '2013-04-15', 'assembly', 1.4, 'early'],
    ['CQ1', 'Chongqing', '重庆', '5001', '2014-06-09', 'metal', 1.3, 'middle'],
    ['XA1', "Xi'an", '西安', '6101', '2018-10-15', 'circuit', 0.9, 'late'],
  ]),
  ...chinese('NC', [
    ['TJ1', 'Tianjin', '天津', '1201', '2010-06-07', 'cable', 0.9, 'middle'],
    ['YT1', 'Yantai', '烟台', '3706', '2015-06-01', 'metal', 0.7, 'middle'],
  ]),
  ...placed('VN', 'VN', [
    ['BN1', 'Bac Ninh', '北宁', '0084', '2016-02-29', 'connector', 1.7, 'middle'],
    ['HP1', 'Hai Phong', '海防', '0084', '2019-09-16', 'assembly', 1.4, 'late'],
    ['TN1', 'Thai Nguyen', '太原（越南）', '0084', '2022-04-01', 'assembly', 0.9, 'late'],
    ['HN1', 'Ha Nam', '河南（越南）', '0084', '2023-07-01', 'cable', 0.8, 'early'],
  ]),
  ...placed('EA', 'MX', [['QR1', 'Querétaro', '克雷塔罗', '0052', '2017-01-16', 'cable', 0.8, 'late']]),
  ...placed('EA', 'CZ', [['BR1', 'Brno', '布尔诺', '0042', '2015-08-03', 'cable', 0.5, 'leader']]),
]);

const byCode = new Map(sites.map((site) => [site.code, site]));

/** @throws when there is no such site. */
export function siteOf(code: string): Site {
  const site = byCode.get(code);
  if (!site) throw new Error(`no site ${code}`);
  return site;
}
