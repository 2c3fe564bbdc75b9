// What does the sample report say of water?
import type { Block, Chapter } from '../model/document.ts';
import { sites, type Voice } from './sample-voice.test-fixture.ts';

/** Chapter 03. */
export function waterChapter(voice: Voice): Chapter {
  const { say, fig, plain, strong, p, months, chart, siteRows } = voice;
  const waterTable: Block = {
    kind: 'table',
    caption: say('Water balance by factory', '各工厂水量平衡'),
    columns: [
      { title: say('Factory', '工厂'), align: 'left' },
      { title: say('Withdrawal (m³)', '取水量（m³）'), align: 'right' },
      { title: say('Discharge (m³)', '排水量（m³）'), align: 'right' },
      { title: say('Consumption (m³)', '耗水量（m³）'), align: 'right' },
      { title: say('Reclaimed and used again (m³)', '回用水量（m³）'), align: 'right' },
    ],
    rows: siteRows((at) => {
      const site = say(sites[at]?.[0] ?? '', sites[at]?.[1] ?? '');
      const grouped = (value: number): string => new Intl.NumberFormat('en').format(value);
      return [
        [fig(grouped(84_210 + at * 5_431), say(`Withdrawal, ${site}`, `取水量，${site}`))],
        [fig(grouped(60_118 + at * 4_001), say(`Discharge, ${site}`, `排水量，${site}`))],
        [fig(grouped(24_092 + at * 1_430), say(`Consumption, ${site}`, `耗水量，${site}`))],
        [fig(grouped(9_870 + at * 777), say(`Reclaimed water used again, ${site}`, `回用水量，${site}`))],
      ];
    }),
    note: say(
      'Consumption is withdrawal less discharge; it contains losses and the change in what is stored.',
      '耗水量为取水量减去排水量，含损失量及贮存变化量。',
    ),
  };

  return {
    number: '03',
    title: say('Water', '水资源'),
    sections: [
      {
        title: say('Withdrawal, discharge and what is used again', '取水、排水与回用'),
        blocks: [
          p(
            plain(say('The factories drew ', '各工厂本期取水 ')),
            fig(say('1,368,966 m³', '1,368,966 m³'), say('Withdrawal, group', '取水量，集团')),
            plain(say(' and discharged ', '，排水 ')),
            fig('985,482 m³', say('Discharge, group', '排水量，集团')),
            plain(say('. Per unit of output value, withdrawal fell to ', '。单位产值取水量降至 ')),
            fig(say('0.41 m³ per 10,000 CNY', '0.41 m³/万元'), say('Withdrawal per output value', '单位产值取水量')),
            plain(say('.', '。')),
          ),
          waterTable,
          chart(
            say('Withdrawal falls while output grows', '产量增长，取水量下降'),
            say('thousand m³', '千 m³'),
            say('water meters, approved readings', '水表，已批准的读数'),
            {
              shape: 'bars',
              labels: months,
              decimals: 0,
              target: null,
              series: [
                { name: '2023', values: [251, 219, 262, 258, 266, 271] },
                { name: '2024', values: [239, 201, null, 233, 236, 240] },
              ],
            },
          ),
        ],
      },
      {
        title: say('Basin risk and certification', '流域风险与认证'),
        blocks: [
          p(
            plain(
              say(
                'Each factory’s basin was looked up once a year. Three lie where stress is high, and carry the stricter plan: meters on every cooling loop, a leak survey every quarter, and reclaimed water before fresh.',
                '每家工厂每年查询一次所在流域的水风险。三家工厂位于高压力流域，执行更严格的方案：每个冷却回路安装水表，每季度检漏，优先使用回用水。',
              ),
            ),
          ),
          {
            kind: 'not-recorded',
            text: say(
              'Results of the stewardship audits, due in September 2024.',
              '可持续水管理认证审核结果，预计2024年9月取得。',
            ),
          },
          {
            kind: 'status',
            mark: '○',
            text: [
              strong(say('No data. ', '无数据。')),
              plain(
                say(
                  'Yichang has no meter on its well; one is ordered for August.',
                  '宜昌工厂自备井尚未安装水表，已订购，预计8月到货。',
                ),
              ),
            ],
          },
        ],
      },
    ],
  };
}
