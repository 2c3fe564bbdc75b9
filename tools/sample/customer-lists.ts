// What invented customers restrict beyond the law: their files as they sent them, each with columns of its own, and what each is called.
import { csvBytes, type Table } from './csv.ts';

interface ListFile {
  file: string;
  code: string;
  edition: string;
  customer: string;
  name: string;
  from: string;
  markets: string;
  sheet: Table;
}

const lists: readonly ListFile[] = [
  {
    ...{
      file: 'northlight-rsl-2025.csv',
      code: 'northlight-rsl',
      edition: '2025.1',
      customer: 'Northlight Electronics',
    },
    ...{ name: 'Northlight restricted substances', from: '2025-01-01', markets: 'EU;US' },
    sheet: {
      heading: ['Substance name', 'CAS No.', 'Limit', 'Basis', 'Restriction type', 'Remarks'],
      rows: [
        ['Lead', '7439-92-1', '0.1 %', 'Homogeneous material', 'Prohibited', 'Exemptions of the law are not granted'],
        ['Mercury', '7439-97-6', 'prohibited', '', 'Prohibited', ''],
        ['Antimony trioxide', '1309-64-4', '1000 ppm', 'Homogeneous material', 'Prohibited', 'From flame retardants'],
        ['Tetrabromobisphenol A', '79-94-7', '900 ppm', 'Homogeneous material', 'Declare', ''],
        ['Bis(2-ethylhexyl) phthalate', '117-81-7', '500 ppm', 'Homogeneous material', 'Prohibited', ''],
        ['Diisononyl phthalate', '28553-12-0', '0.1 %', 'Article', 'Declare', ''],
        ['Nickel', '7440-02-0', '0.1 %', 'Article', 'Declare', 'In parts that are touched for long'],
        ['Perfluorooctanoic acid', '335-67-1', '25 ppb', 'Homogeneous material', 'Prohibited', ''],
        ['Ozone-depleting substances of any kind', '', 'prohibited', '', 'Prohibited', ''],
      ],
    },
  },
  {
    ...{ file: 'haichuan-gsl-3.csv', code: 'haichuan-gsl', edition: '3', customer: '海川汽车' },
    ...{ name: '海川汽车禁用与申报物质清单', from: '2024-07-01', markets: '' },
    sheet: {
      heading: ['管控要求', '物质名称', 'CAS号', '限值', '单位', '计算基准', '备注'],
      rows: [
        ['禁用', '铅', '7439-92-1', '1000', 'ppm', '均质材料', ''],
        ['禁用', '镉', '7440-43-9', '100', 'ppm', '均质材料', ''],
        ['禁用', '三氧化铬', '1333-82-0', '1000', 'ppm', '均质材料', '表面处理'],
        ['禁用', '短链氯化石蜡', '85535-84-8', '0.1', '%', '均质材料', ''],
        ['申报', '十溴二苯乙烷', '84852-53-9', '0.1', '%', '均质材料', ''],
        ['申报', '镍', '7440-02-0', '0.1', '%', '物品', '内饰件'],
        ['申报', '四溴双酚A', '79-94-7', '0.1', '%', '均质材料', ''],
      ],
    },
  },
];

/** The files of customers. */
export const customerListFiles = (): Map<string, Uint8Array> =>
  new Map(lists.map(({ file, sheet }) => [`customer-lists/${file}`, csvBytes(sheet)]));

/** What each file is called, whose it is, and since when it holds. */
export const customerListTables: Record<string, Table> = {
  'customer-lists.csv': {
    heading: ['File', 'Short name', 'Edition', 'Customer', 'Name of the list', 'In force from', 'Markets'],
    rows: lists.map((of) => [of.file, of.code, of.edition, of.customer, of.name, of.from, of.markets]),
  },
};
