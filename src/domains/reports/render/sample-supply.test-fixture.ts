// What does the sample report say of substances, of the supply chain, of what comes next, and factory by factory?
import type { Chapter } from '../model/document.ts';
import { certificatesDue } from './sample-environment.test-fixture.ts';
import { sites, type Voice } from './sample-voice.test-fixture.ts';

/** Chapters 04 to 06. */
export function supplyChapters(voice: Voice): Chapter[] {
  const { say, printed, fig, plain, strong, p, quarters, chart } = voice;
  const certificates = certificatesDue(voice);
  return [
    {
      number: '04',
      title: say('Substances and chemicals', '有害物质与化学品'),
      sections: [
        {
          title: say('Restricted substances', '限用物质'),
          blocks: [
            {
              kind: 'callouts',
              items: [
                {
                  figure: printed(say('18', '18 项'), say('Regulation updates evaluated', '已评估的法规更新')),
                  label: say('Regulation updates evaluated', '已评估的法规更新'),
                  note: null,
                },
                {
                  figure: printed('98.7 %', say('Items with a valid declaration', '持有有效材料声明的物料')),
                  label: say('Items with a valid declaration', '持有有效材料声明的物料'),
                  note: say('Of items bought in the period', '占本期采购物料'),
                },
                {
                  figure: printed(say('3', '3 项'), say('Exemptions that expire within a year', '一年内到期的豁免')),
                  label: say('Exemptions that expire within a year', '一年内到期的豁免'),
                  note: null,
                },
              ],
            },
            p(
              plain(
                say(
                  'A declaration counts from the day it is approved until its revision is superseded. Fluorine is tested on every coated part; ',
                  '材料声明自批准之日起生效，至被新版本取代为止。所有带涂层零件均检测氟含量；',
                ),
              ),
              fig(
                say('2 of 412 reports', '412 份报告中的 2 份'),
                say('Test reports above the fluorine threshold', '氟含量超过阈值的检测报告'),
              ),
              plain(say(' were above the threshold and led to a substitution.', '超过阈值，已启动替代。')),
            ),
          ],
        },
        {
          title: say('Cleaner chemicals', '更清洁的化学品'),
          blocks: [
            chart(
              say('Cleaning agents are the largest source of VOCs, and falling', '清洗剂是最大的 VOCs 来源，正在下降'),
              't',
              say('chemicals bought, safety data sheets', '化学品采购量，安全技术说明书'),
              {
                shape: 'bars',
                labels: [
                  say('Cleaning agents', '清洗剂'),
                  say('Inks', '油墨'),
                  say('Paints', '涂料'),
                  say('Adhesives', '胶粘剂'),
                  say('Other', '其他'),
                ],
                decimals: 1,
                target: null,
                series: [{ name: 'VOCs', values: [41.2, 18.7, 12.9, 6.3, 2.1] }],
              },
            ),
            p(
              plain(say('Emissions of VOCs from bought chemicals were ', '外购化学品的 VOCs 含量合计 ')),
              fig('81.2 t', say('VOCs in chemicals bought', '外购化学品 VOCs 含量')),
              plain(say(', equal to ', '，折合 ')),
              fig('203.4 t CO₂e', say('VOCs as carbon dioxide equivalent', 'VOCs 折合二氧化碳当量')),
              plain(
                say(
                  ' at the factors of the inventory. Water-based cleaning replaced solvents on two lines.',
                  '（按清单所用因子）。两条产线已改用水基清洗剂。',
                ),
              ),
            ),
          ],
        },
      ],
    },
    {
      number: '05',
      title: say('Factories and supply chain', '绿色工厂与供应链'),
      sections: [
        {
          title: say('Green factories', '绿色工厂'),
          blocks: [
            p(
              fig(
                say('10 subsidiaries', '10 家子公司'),
                say('Applications for green factory titles', '绿色工厂称号申报'),
              ),
              plain(say(' apply for a national or provincial title this year; ', '本年度申报国家级或省级绿色工厂；')),
              fig(say('7 applications', '7 份申请'), say('Applications submitted', '已提交的申请')),
              plain(say(' were submitted by the end of June.', '已于6月底前提交。')),
            ),
            certificates,
          ],
        },
        {
          title: say('Suppliers', '供应商'),
          blocks: [
            p(
              plain(
                say(
                  'Records of authorities about suppliers are fetched daily. A supplier answers within ten days with a plan; ',
                  '每日获取供应商环境监管记录。供应商须在十日内提交整改计划；',
                ),
              ),
              fig('93.3 %', say('Corrective plans on time', '按期提交的整改计划')),
              plain(say(' of the plans came on time, and ', '的计划按期提交，')),
              fig(say('14 records', '14 条记录'), say('Violation records removed', '已撤除的违规记录')),
              plain(say(' were removed by the platform.', '已由平台撤除。')),
            ),
            chart(
              say('Disclosure of pollutants is two thirds of the way to its goal', '污染物披露已完成目标的三分之二'),
              say('suppliers and subsidiaries', '家（供应商及子公司）'),
              say('disclosures seen on the platform', '平台已公示的披露'),
              {
                shape: 'bars',
                labels: quarters.slice(2),
                decimals: 0,
                target: { name: say('Goal', '目标'), value: 200 },
                series: [{ name: 'PRTR', values: [22, 61, 104, 133] }],
              },
            ),
          ],
        },
      ],
    },
    {
      number: '06',
      title: say('What comes next', '下一步'),
      sections: [
        {
          title: null,
          blocks: [
            p(
              plain(
                say(
                  'Each commitment below has an owner and a day. The next edition lists what became of it.',
                  '以下每项承诺均有责任岗位和期限，下一版报告将列明其结果。',
                ),
              ),
            ),
            {
              kind: 'bullets',
              items: [
                [
                  strong('2024-09-30 '),
                  plain(say('Stewardship audits at four factories.', '完成四家工厂的可持续水管理审核。')),
                ],
                [
                  strong('2024-10-15 '),
                  plain(
                    say('Special training for the waste posts of all factories.', '完成各工厂废弃物岗位专项培训。'),
                  ),
                ],
                [
                  strong('2024-12-31 '),
                  plain(
                    say('Closing of all 31 chemical disclosures; ', '完成全部31家子公司化学品信息披露结案，目前尚余 '),
                  ),
                  fig(say('9 open', '9 家'), say('Chemical disclosures open', '未结案的化学品信息披露')),
                  plain(say(' today.', '。')),
                ],
              ],
            },
          ],
        },
      ],
    },
  ];
}

/** Chapter 07: the length of a real report comes from its factories. */
export function factoryChapter(voice: Voice): Chapter {
  const { say, fig, plain, p, months, chart } = voice;
  return {
    number: '07',
    title: say('Factory by factory', '各工厂情况'),
    sections: sites.map(([en, chinese], at) => {
      const site = say(en, chinese);
      const mass = 92.6 + at * 88.4;
      return {
        title: site,
        blocks: [
          p(
            plain(say(`${site} shipped `, `${site}本期出厂废弃物 `)),
            fig(`${mass.toFixed(1)} t`, say(`Waste shipped, ${site}`, `废弃物出厂量，${site}`), at === 10),
            plain(say(' in the half-year and drew ', '，取水 ')),
            fig(`${84 + at},${210 + at * 31} m³`, say(`Withdrawal, ${site}`, `取水量，${site}`)),
            plain(
              say(
                ' of water. Its weigh tickets, statements and manifests are complete for five of six months; the sixth is being matched with the vendor. Training reached ',
                '。磅单、对账单和转移联单六个月中有五个月齐全，其余一个月正与处置单位核对。培训覆盖 ',
              ),
            ),
            fig(say(`${40 + at} people`, `${40 + at} 人`), say(`People trained, ${site}`, `培训人数，${site}`)),
            plain(
              say(
                ' in waste sorting and the safe storage of hazardous waste.',
                '，内容为废弃物分类及危险废物安全贮存。',
              ),
            ),
          ),
          {
            kind: 'table',
            caption: say('Streams with the largest mass', '质量最大的废弃物种类'),
            columns: [
              { title: say('Stream', '废弃物种类'), align: 'left' },
              { title: say('Treatment', '利用处置方式'), align: 'left' },
              { title: say('Vendor', '处置单位'), align: 'left' },
              { title: say('Mass (t)', '质量（t）'), align: 'right' },
              { title: say('Share (%)', '占比（%）'), align: 'right' },
            ],
            rows: [
              [
                say('Aluminium chips and offcuts, degreased', '脱脂铝屑及边角料'),
                say('Recycling', '再生利用'),
                say('Delta Metals', '三角洲金属'),
              ],
              [
                say('Cardboard and paper trays', '纸板及纸托盘'),
                say('Recycling', '再生利用'),
                say('Harbour Paper', '海港纸业'),
              ],
              [
                say('Mixed plastics with metal inserts from moulding', '注塑产生的含金属嵌件混合塑料'),
                say('Energy recovery', '能量回收'),
                say('Riverside Cement', '江畔水泥'),
              ],
              [say('Kitchen and canteen waste', '餐厨垃圾'), say('Composting', '堆肥'), say('Green Fields', '绿野')],
            ].map((words, row) => [
              ...words.map((word) => [plain(word)]),
              [
                fig(
                  (mass * ([0.46, 0.27, 0.15, 0.08][row] ?? 0)).toFixed(1),
                  say(`${words[0]}, ${site}`, `${words[0]}，${site}`),
                ),
              ],
              [plain(['46.0', '27.0', '15.0', '8.0'][row] ?? '')],
            ]),
            note: null,
          },
          ...(at % 3 === 0
            ? [
                chart(
                  say(`Waste from ${site} per month`, `${site}月度废弃物出厂量`),
                  't',
                  say('approved waste loads', '已批准的废弃物转移记录'),
                  {
                    shape: 'bars',
                    labels: months,
                    decimals: 1,
                    target: null,
                    series: [
                      {
                        name: say('Shipped', '出厂量'),
                        values: [0.16, 0.13, 0.18, 0.17, 0.19, 0.17].map((share) => mass * share),
                      },
                    ],
                  },
                ),
              ]
            : []),
        ],
      };
    }),
  };
}
