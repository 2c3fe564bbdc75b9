// The words, figures and factories of the sample report, in either language; all numbers are invented.
import type { DrawnChart } from '#units/drawn-chart.ts';
import type { Block, Inline, PrintedFigure, ReportLanguage } from '../model/document.ts';

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Figure ids as the ledger gives them: five capital letters and digits, spread out but always the same. */
function idOf(at: number): string {
  let rest = (at * 7_919_777 + 104_729) % 32 ** 5;
  let id = '';
  for (let place = 0; place < 5; place++) {
    id += alphabet[rest % 32];
    rest = Math.floor(rest / 32);
  }
  return id;
}

/** Name in English, name in Chinese, mass shipped in tonnes. */
export const sites: [string, string, string][] = [
  ['Jiaxing 1', '嘉兴一厂', '1,204.5'],
  ['Jiaxing 2', '嘉兴二厂', '986.2'],
  ['Wuxi', '无锡工厂', '742.8'],
  ['Foshan 1', '佛山一厂', '1,611.0'],
  ['Foshan 2', '佛山二厂', '588.4'],
  ['Ganzhou', '赣州工厂', '431.7'],
  ['Nantong', '南通工厂', '1,020.9'],
  ['Wuhu', '芜湖工厂', '377.3'],
  ['Zhongshan', '中山工厂', '654.1'],
  ['Yichang', '宜昌工厂', '92.6'],
  ['Bắc Ninh', '北宁工厂（越南）', '803.8'],
  ['Thái Bình', '太平工厂（越南）', '466.0'],
];

/** Says things in one language and gives every figure the same id in both, as long as they are named in the same order. */
export function voiceIn(language: ReportLanguage) {
  const zh = language === 'zh';
  const say = (en: string, chinese: string): string => (zh ? chinese : en);
  let count = 0;
  const printed = (text: string, name: string, provisional = false): PrintedFigure => {
    const id = idOf(count++);
    return { id, text, href: `https://greenfab.example.org/f/${id}`, provisional, name };
  };
  const fig = (text: string, name: string, provisional = false): Inline => ({
    figure: printed(text, name, provisional),
  });
  const plain = (text: string): Inline => ({ text });
  const strong = (text: string): Inline => ({ text, strong: true });
  const p = (...inlines: Inline[]): Block => ({ kind: 'paragraph', inlines });
  const months = zh ? ['1月', '2月', '3月', '4月', '5月', '6月'] : ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'];
  const quarters = ['2023-Q1', '2023-Q2', '2023-Q3', '2023-Q4', '2024-Q1', '2024-Q2'];
  const chart = (title: string, unit: string, source: string, drawn: DrawnChart): Block => ({
    kind: 'chart',
    title,
    unit,
    source,
    chart: drawn,
  });

  const siteRows = (column: (at: number) => Inline[][]): Inline[][][] =>
    sites.map(([en, chinese], at) => [[plain(say(en, chinese))], ...column(at)]);
  return { say, printed, fig, plain, strong, p, months, quarters, chart, siteRows };
}

/** One language's way of saying things. */
export type Voice = ReturnType<typeof voiceIn>;
