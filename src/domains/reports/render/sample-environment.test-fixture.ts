// What does the sample report say of the whole and of waste?
import type { Block, Chapter } from '../model/document.ts';
import { sites, type Voice } from './sample-voice.test-fixture.ts';

/** The certificates that fall due, a table of words alone. */
export function certificatesDue({ say, plain }: Voice): Block {
  return {
    kind: 'table',
    caption: say('Validations and certificates due in 2024', '2024年到期的验证与认证'),
    columns: [
      { title: say('Subsidiary', '子公司'), align: 'left' },
      { title: say('Scheme', '体系'), align: 'left' },
      { title: say('Level', '等级'), align: 'left' },
      { title: say('Valid until', '有效期至'), align: 'left' },
      { title: say('Next step', '下一步'), align: 'left' },
    ],
    rows: sites
      .slice(0, 9)
      .map(([en, chinese], at) => [
        [plain(say(`Example Precision (${en})`, `示例精密（${chinese}）有限公司`))],
        [plain(at % 3 === 2 ? 'AWS 2.0' : 'UL 2799')],
        [plain(say(['Gold', 'Platinum', 'Core'][at % 3] ?? '', ['黄金级', '铂金级', '核心级'][at % 3] ?? ''))],
        [plain(`2024-${String(3 + at).padStart(2, '0')}-28`)],
        [
          plain(
            say(
              at % 2
                ? 'Records for the revalidation are being collected by the environment post'
                : 'On-site visit agreed with the certifier',
              at % 2 ? '由环境岗位收集再验证所需记录' : '已与认证机构约定现场审核',
            ),
          ),
        ],
      ]),
    note: null,
  };
}

/** Chapters 01 and 02. */
export function environmentChapters(voice: Voice): Chapter[] {
  const { say, printed, fig, plain, strong, p, months, quarters, chart, siteRows } = voice;
  const certificates = certificatesDue(voice);
  const conversion = printed('88.4 %', say('Waste conversion rate, group', '废弃物转化率，集团'));
  const waterSaved = printed('17.2 %', say('Rise in withdrawn-water utilisation since 2021', '取水利用率较2021年提升'));

  const wasteTable: Block = {
    kind: 'table',
    caption: say('Waste that left each factory, and how much of it was converted', '各工厂废弃物出厂量及转化率'),
    columns: [
      { title: say('Factory', '工厂'), align: 'left' },
      { title: say('Shipped (t)', '出厂量（t）'), align: 'right' },
      { title: say('Landfill (t)', '填埋量（t）'), align: 'right' },
      { title: say('Conversion rate (%)', '转化率（%）'), align: 'right' },
      { title: say('Against 88 % for 2024', '对照2024年目标 88%'), align: 'left' },
    ],
    rows: siteRows((at) => {
      const [en, chinese, mass] = sites[at] ?? ['', '', ''];
      const site = say(en, chinese);
      if (at === 9) return [[plain('—')], [plain('—')], [plain('—')], [plain(say('○ no data', '○ 无数据'))]];
      const rate = (91.6 - at * 0.7).toFixed(1);
      return [
        [fig(mass, say(`Waste shipped, ${site}`, `废弃物出厂量，${site}`), at === 10)],
        [fig((12.4 + at * 3.1).toFixed(1), say(`Waste to landfill, ${site}`, `填埋量，${site}`))],
        [fig(rate, say(`Waste conversion rate, ${site}`, `废弃物转化率，${site}`), at === 10)],
        [
          plain(
            Number(rate) >= 88
              ? say('● on track', '● 正常')
              : Number(rate) >= 86
                ? say('▲ at risk', '▲ 有风险')
                : say('▼ behind', '▼ 滞后'),
          ),
        ],
      ];
    }),
    note: say(
      'Yichang reported nothing in the period; a factory without records has no rate, and is not counted as zero.',
      '宜昌工厂本期未填报；无记录的工厂不计算转化率，也不按零计。',
    ),
  };

  return [
    {
      number: '01',
      title: say('Where we stand', '本期概览'),
      sections: [
        {
          title: null,
          blocks: [
            p(
              plain(say('In the first half of 2024 the group converted ', '2024年上半年，集团将出厂废弃物的 ')),
              { figure: conversion },
              plain(
                say(
                  ' of the waste that left its factories, against a target of 88 % for the whole year. Water drawn from rivers, wells and the public supply was used better than in 2021: the utilisation rate rose by ',
                  ' 转化为资源，全年目标为 88%。取水利用率较2021年提升 ',
                ),
              ),
              { figure: waterSaved },
              plain(say(', with one year and a half left to reach 20 %. ', '，距2025年提升20%的目标尚有一年半时间。')),
              strong(
                say(
                  'Eleven of twelve factories have closed both quarters.',
                  '十二家工厂中已有十一家完成两个季度的关账。',
                ),
              ),
            ),
            {
              kind: 'callouts',
              items: [
                {
                  figure: conversion,
                  label: say('Waste conversion rate', '废弃物转化率'),
                  note: say('Target 88 % by 2024; 86.9 % a year ago', '2024年目标 88%；上年同期 86.9%'),
                },
                {
                  figure: waterSaved,
                  label: say('Rise in withdrawn-water utilisation since 2021', '取水利用率较2021年提升'),
                  note: say('Target 20 % by 2025', '2025年目标 20%'),
                },
                {
                  figure: printed(
                    say('9,979.3 t', '9,979.3 t'),
                    say('Waste shipped, group', '废弃物出厂量，集团'),
                    true,
                  ),
                  label: say('Waste that left the factories', '废弃物出厂量'),
                  note: null,
                },
                {
                  figure: { missing: say('The first stewardship audit is in September', '首次审核安排在9月') },
                  label: say('Factories with a stewardship certificate', '已获可持续水管理认证的工厂'),
                  note: null,
                },
              ],
            },
            {
              kind: 'status',
              mark: '●',
              text: [
                strong(say('On track. ', '正常。')),
                plain(say('Waste conversion: ', '废弃物转化率：')),
                fig('+0.4 %', say('Waste conversion rate less target', '废弃物转化率与目标之差')),
                plain(say(' above the step for 2024.', '，高于2024年阶段目标。')),
              ],
            },
            {
              kind: 'status',
              mark: '▲',
              text: [
                strong(say('At risk. ', '有风险。')),
                plain(say('Water: the forecast for 2025 is ', '水资源：2025年预测值为 ')),
                fig('19.1 %', say('Withdrawn-water utilisation, forecast 2025', '取水利用率，2025年预测')),
                plain(say(', just short of 20 %.', '，略低于 20%。')),
              ],
            },
            {
              kind: 'status',
              mark: '▼',
              text: [
                strong(say('Behind. ', '滞后。')),
                plain(say('Chemical disclosure: ', '化学品信息披露：')),
                fig(say('22 subsidiaries', '22 家子公司'), say('Chemical disclosures closed', '化学品信息披露已结案')),
                plain(say(' of 31 have closed their yearly round.', '已结案，共31家。')),
              ],
            },
            {
              kind: 'status',
              mark: '◌',
              text: [
                strong(say('Not yet approved. ', '尚未批准。')),
                plain(
                  say(
                    'The June loads of Bắc Ninh wait for their second reviewer.',
                    '北宁工厂6月的转移记录待二级复核。',
                  ),
                ),
              ],
            },
          ],
        },
        {
          title: say('How to read this report', '阅读说明'),
          blocks: [
            p(
              plain(
                say(
                  'Every number is worked out from approved records by a rule that names its standard and edition. A number is a link: it leads to the rule in words, to its inputs, to the records and to the weigh tickets, statements and manifests behind them. Where a record is missing, the report says so and leaves the number out.',
                  '报告中的每个数字均由已批准的记录按规则计算得出，规则注明所引用的标准及版本。点击数字即可查看文字说明的计算公式、输入数据、记录以及相应的磅单、对账单和转移联单。缺少记录之处，报告如实说明，不以零代替。',
                ),
              ),
            ),
            {
              kind: 'bullets',
              items: [
                [
                  strong(say('Group', '集团')),
                  plain(
                    say(
                      ' means the reporting boundary of 2024: twelve factories of nine subsidiaries.',
                      '指2024年报告边界，即九家子公司的十二家工厂。',
                    ),
                  ),
                ],
                [
                  strong(say('Period', '报告期')),
                  plain(
                    say(
                      ' means 1 January to 30 June 2024, by the calendar of each factory.',
                      '指2024年1月1日至6月30日，以各工厂所在时区的日期为准。',
                    ),
                  ),
                ],
                [
                  strong(say('Rates', '比率')),
                  plain(
                    say(
                      ' add the records first and divide afterwards; they are never averages of averages.',
                      '先汇总记录再计算，不对各工厂比率取平均。',
                    ),
                  ),
                ],
              ],
            },
          ],
        },
      ],
    },
    {
      number: '02',
      title: say('Waste', '废弃物'),
      sections: [
        {
          title: say('Zero waste to landfill', '废弃物零填埋'),
          blocks: [
            p(
              plain(
                say(
                  'Loads are weighed at the gate, matched with the vendor’s statement every month and given the treatment that the contract proves. The group shipped ',
                  '废弃物出厂时称重，按月与处置单位对账，并依据合同确认其利用处置方式。本期集团出厂废弃物 ',
                ),
              ),
              fig('9,979.3 t', say('Waste shipped, group', '废弃物出厂量，集团'), true),
              plain(say(' in the half-year; ', '，其中')),
              fig('1,157.6 t', say('Waste to disposal, group', '进入处置的废弃物，集团')),
              plain(say(' of it went to incineration without energy or to landfill.', '进入无能量回收的焚烧或填埋。')),
            ),
            chart(
              say('Conversion has passed 88 % since the spring, for the first time', '自春季起转化率首次超过 88%'),
              '%',
              say('approved waste loads, 11 of 12 factories', '已批准的废弃物转移记录（12家工厂中的11家）'),
              {
                shape: 'lines',
                labels: quarters,
                decimals: 1,
                target: { name: say('Target 2024', '2024年目标'), value: 88 },
                series: [
                  { name: say('Group', '集团'), values: [85.1, 85.6, 86.4, 87.0, 87.9, 88.8] },
                  { name: say('East China', '华东'), values: [86.9, 87.2, 87.8, 88.1, 89.0, 90.3] },
                  { name: say('Vietnam', '越南'), values: [81.7, 82.4, null, null, 84.2, 85.5] },
                ],
              },
            ),
            wasteTable,
            chart(
              say(
                'Recycling carries three quarters of the mass; landfill is down to four per cent',
                '再生利用占四分之三，填埋降至 4%',
              ),
              't',
              say('approved waste loads by treatment', '已批准的废弃物转移记录，按利用处置方式'),
              {
                shape: 'stacked_bars',
                labels: months,
                decimals: 0,
                target: null,
                series: [
                  { name: say('Reuse', '再使用'), tone: 'reuse', values: [120, 98, 133, 141, 150, 146] },
                  {
                    name: say('Recycling', '再生利用'),
                    tone: 'recycling',
                    values: [1210, 1015, 1302, 1288, 1340, 1295],
                  },
                  {
                    name: say('Energy recovery', '能量回收'),
                    tone: 'energy_recovery',
                    values: [160, 141, 172, 150, 149, 138],
                  },
                  {
                    name: say('Incineration and landfill', '焚烧与填埋'),
                    tone: 'disposal',
                    values: [210, 188, 204, 190, 181, 164],
                  },
                ],
              },
            ),
          ],
        },
        {
          title: say('Laggards and what they do', '落后工厂及其措施'),
          blocks: [
            chart(
              say('Four factories are below the step for 2024', '四家工厂低于2024年阶段目标'),
              '%',
              say('approved waste loads, January to June 2024', '已批准的废弃物转移记录，2024年1—6月'),
              {
                shape: 'bars',
                labels: sites.map(([en, chinese]) => say(en, chinese)),
                decimals: 1,
                target: { name: say('Target 2024', '2024年目标'), value: 88 },
                series: [
                  {
                    name: say('Conversion rate', '转化率'),
                    values: sites.map((_, at) => (at === 9 ? null : 91.6 - at * 0.7)),
                  },
                ],
              },
            ),
            p(
              plain(
                say(
                  'The two Vietnamese factories send mixed plastics to a cement kiln for want of a recycler within two hundred kilometres. A contract with a recycler in Hải Phòng starts in October; it would lift Bắc Ninh to ',
                  '两家越南工厂因两百公里内没有再生利用企业，将混合塑料送往水泥窑协同处置。与海防一家再生利用企业的合同将于10月生效，预计北宁工厂转化率将升至 ',
                ),
              ),
              fig('89.7 %', say('Conversion rate with the new contract, Bắc Ninh', '新合同后的转化率，北宁工厂')),
              plain(say(' on this year’s masses.', '（按本年度质量测算）。')),
            ),
            {
              kind: 'bullets',
              items: [
                [
                  plain(
                    say(
                      'Zhongshan separates coated and bare trays from July; ',
                      '中山工厂自7月起将带涂层托盘与裸托盘分开收集，',
                    ),
                  ),
                  fig('38.2 t', say('Trays separated, Zhongshan', '分类托盘，中山工厂')),
                  plain(say(' a year change their treatment.', '的年处置去向将随之改变。')),
                ],
                [
                  plain(
                    say(
                      'Wuhu dries its sludge before shipping; the mass falls by ',
                      '芜湖工厂在出厂前对污泥进行干化，质量减少 ',
                    ),
                  ),
                  fig('41.5 %', say('Mass lost by drying, Wuhu', '干化减量，芜湖工厂')),
                  plain(say('.', '。')),
                ],
              ],
            },
            certificates,
          ],
        },
      ],
    },
  ];
}
