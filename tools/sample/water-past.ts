// What each factory took in 2021, before its meters were read: yearly totals from a signed paper, all of it town water. From
// these and the output of that year comes the base of the water target.
import type { Table } from './csv.ts';

/** Cubic metres of town water in 2021 by factory: about a tenth more than its meters tell of 2022. */
const taken2021M3: Readonly<Record<string, number>> = {
  BN1: 187_240,
  BR1: 50_470,
  CD1: 58_050,
  CQ1: 46_680,
  CS1: 102_320,
  CZ1: 103_450,
  DG1: 41_450,
  DG2: 179_450,
  FS1: 76_780,
  HF1: 137_110,
  HP1: 40_780,
  HU1: 156_160,
  HZ1: 112_280,
  HZ2: 73_170,
  JX1: 65_520,
  NB1: 138_680,
  NC1: 75_790,
  NT1: 89_890,
  QR1: 99_690,
  QY1: 96_900,
  SH1: 72_670,
  SN1: 175_380,
  SZ1: 41_730,
  SZ2: 41_720,
  TC1: 38_800,
  TJ1: 50_140,
  TZ1: 132_030,
  WN1: 169_370,
  WU1: 79_480,
  WX1: 67_470,
  XA1: 79_550,
  YT1: 41_580,
  ZH1: 44_770,
  ZS1: 140_160,
};

/** Sites that were bought bring the seller's books; all others have a signed yearly summary. */
const sourceOf = (site: string) =>
  site === 'CS1' || site === 'YT1'
    ? `Books handed over at purchase 收购移交台账 HO-${site}-2021`
    : `Signed yearly water summary 年度用水汇总表（签字版） EHS-W-${site}-2021`;

export const waterCarriedIn: Table = {
  heading: ['Factory', 'Year', 'Item', 'Source', 'Water quality', 'Volume (m³)', 'Source document'],
  rows: Object.entries(taken2021M3).map(([site, volume]) => [
    ...[site, '2021', 'withdrawal', 'municipal', 'fresh', String(volume), sourceOf(site)],
  ]),
};

/** What the company means by withdrawn water utilisation; it has no default, and is printed wherever the figure is. */
export const utilisationDefinitions: Table = {
  heading: ['From', 'Definition', 'Output is', 'The target means', 'Base year', 'Increase aimed at (share)', 'Reason'],
  rows: [
    [
      ...['2021-01-01', 'output_per_withdrawal', 'output_value', 'relative', '2021', '0.2'],
      'Every factory has told its output value since 2021, and none its repeated use of that year. 各工厂自2021年起均有产值记录，而当年均无重复利用水量记录。',
    ],
  ],
};
