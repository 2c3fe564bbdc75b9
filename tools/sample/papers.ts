// The papers behind a few loads, as PDF: a weighbridge ticket, a vendor's monthly statement, a transfer manifest; each marked as a sample.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { tonnesText } from './csv.ts';
import { countingKg, type Load } from './loads.ts';

/** What the one page template shows: title, pairs of facts, a table, lines below it. Every text is in both languages already. */
interface Paper {
  title: string;
  number: string;
  facts: readonly (readonly [label: string, text: string])[];
  heading: readonly string[];
  rows: readonly (readonly string[])[];
  below: readonly string[];
}

const template = `
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title + " " + paper.number, author: "Meridian Precision (sample)", date: none)
#set page(
  paper: "a5", flipped: true, margin: (x: 14mm, y: 12mm),
  background: rotate(-24deg, text(size: 64pt, weight: "bold", fill: rgb("#e9eef0"))[SAMPLE 样例]),
  footer: text(size: 7pt, fill: rgb("#5b6b73"))[SAMPLE. Invented company, invented vendor, invented load. 样例：企业、处置单位和数据均为虚构。],
)
#set text(font: "Noto Sans SC", size: 8.5pt, lang: "zh")
#align(center)[#text(size: 14pt, weight: "bold", paper.title)]
#align(right)[No. 编号：#paper.number]
#v(2pt)
#grid(columns: (1fr, 1fr), row-gutter: 6pt, column-gutter: 10pt,
  ..paper.facts.map(fact => [#text(fill: rgb("#5b6b73"), fact.at(0)) #h(3pt) #fact.at(1)]))
#v(4pt)
#table(columns: paper.heading.len(), inset: 4pt, stroke: 0.4pt + rgb("#9aa7ad"),
  align: (column, row) => if row == 0 { center } else { left },
  ..paper.heading.map(text => strong(text)), ..paper.rows.flatten())
#for line in paper.below [#line \\ ]
`;

const fontFile = (style: string) =>
  readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${style}.ttf`));

/** One compiler for all papers: loading the fonts takes longer than the page. */
export function paperPress(): (paper: Paper) => Uint8Array {
  const compiler = NodeCompiler.create({
    fontArgs: [{ fontBlobs: [fontFile('400Regular/NotoSansSC_400Regular'), fontFile('700Bold/NotoSansSC_700Bold')] }],
  });
  return (paper) =>
    new Uint8Array(compiler.pdf({ mainFileContent: template, inputs: { paper: JSON.stringify(paper) } }));
}

const both = (load: { en: string; zh: string }) => `${load.zh} ${load.en}`;
const kg = (kilograms: number) => `${kilograms.toLocaleString('en-US')} kg`;

/** A ticket of the site's own weighbridge; the tare is what a lorry of that size weighs. */
export function weighTicket(load: Load): Paper {
  const tare = load.ownKg > 12_000 ? 14_860 : 6_420;
  return {
    title: '过磅单 Weighbridge ticket',
    number: load.documentNumber,
    facts: [
      ['工厂 Factory', `${both(load.site)} (${load.site.code})`],
      ['出厂日期 Departed on', load.departedOn],
      ['处置单位 Vendor', load.vendor.zh],
      ['', load.vendor.en],
      ['车牌 Plate', '样A·00000'],
      ['司磅员 Weighed by', '何小蔓 He Xiaoman'],
    ],
    heading: ['行 Line', '废弃物 Waste stream', '毛重 Gross', '皮重 Tare', '净重 Net'],
    rows: [[String(load.documentLine), both(load.stream), kg(load.ownKg + tare), kg(tare), kg(load.ownKg)]],
    below: [load.note === '' ? '' : `备注 Note：${load.note}`],
  };
}

/** The vendor's account of a month, line by line, with the total that must agree with the loads. */
export function vendorStatement(loads: readonly Load[], number = loads[0]?.documentNumber ?? ''): Paper {
  const [first] = loads;
  if (!first) throw new Error('a statement without loads');
  const total = loads.reduce((sum, load) => sum + countingKg(load), 0);
  return {
    title: '月度对账单 Monthly vendor statement',
    number,
    facts: [
      ['处置单位 Vendor', first.vendor.zh],
      ['', first.vendor.en],
      ['工厂 Factory', `${both(first.site)} (${first.site.code})`],
      ['月份 Month', first.departedOn.slice(0, 7)],
    ],
    heading: ['行 Line', '日期 Date', '废弃物 Waste stream', '重量 Mass (t)'],
    rows: [
      ...loads.map((load, at) => [String(at + 1), load.departedOn, both(load.stream), tonnesText(countingKg(load))]),
      ['', '', '合计 Total', tonnesText(total)],
    ],
    below: ['双方盖章 Stamped by both sides：（样章 sample stamp）'],
  };
}

const outcomeWords: Readonly<Record<string, string>> = { accept: '接受 accepted', partial: '部分接受 in part' };

/** A transfer manifest with its lines: shipped and received mass, and what the receiver decided. */
export function transferManifest(loads: readonly Load[], head: readonly string[], lines: readonly string[][]): Paper {
  const [first] = loads;
  const [, number = '', , carrierEn = '', carrierZh = '', handedOver = '', received = ''] = head;
  if (!first) throw new Error('a manifest without loads');
  return {
    title: '危险废物转移联单 Hazardous waste transfer manifest',
    number,
    facts: [
      ['移出单位 Shipper', `${both(first.site)} (${first.site.code})`],
      ['移交日期 Handed over on', handedOver],
      ['承运单位 Carrier', carrierZh],
      ['', carrierEn],
      ['接受单位 Receiver', first.vendor.zh],
      ['', first.vendor.en],
      ['接受日期 Received on', received],
    ],
    heading: [
      '行 Line',
      '废物名称 Waste',
      '代码 Code',
      '件数 Packages',
      '移出 Shipped (t)',
      '接受 Received (t)',
      '结果 Outcome',
    ],
    rows: loads.map((load, at) => {
      const line = lines[at] ?? [];
      const [, , , , packages = '', shipped = '', taken = '', outcome = ''] = line;
      return [
        String(load.documentLine),
        both(load.stream),
        load.stream.nationalCode,
        packages,
        shipped,
        taken,
        outcomeWords[outcome] ?? outcome,
      ];
    }),
    below: [],
  };
}
