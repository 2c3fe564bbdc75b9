// Water risk of a factory whose place nobody had told: a pin of a Chinese map, near the border of two basins.
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

const wuhu = 'scope=site:WU1&period=2024-06';
/** On its own numbers this pin lies in the eastern basin; moved onto WGS-84 it lies in the western one. */
const pin = { longitude: '118.178', latitude: '31.352', datum: 'GCJ-02' };
const [western, eastern] = ['SYN-50', 'SYN-56'];

/** Chooses a datum in the form of a factory. */
async function chooseDatum(stage: Stage): Promise<void> {
  await stage.page.locator('.record-form').getByLabel(stage.t('factories.site.datum')).first().click();
  await stage.page
    .locator('.ant-select-dropdown:visible .ant-select-item-option', {
      hasText: stage.t(`factories.datum.${pin.datum}`),
    })
    .click();
}

export const waterRisk: Story = {
  name: 'water-risk',
  title: { en: 'Water risk of a factory near the border of two basins', zh: '流域边界附近工厂的水风险' },
  intro: {
    en: 'Of 36 factories one has no coordinates, so its water risk is unknown. Its pin is taken from a Chinese map, which is some hundred metres off, and a border of two basins runs just there. The basins of the sample are made up, and the pages say so.',
    zh: '36家工厂中有1家没有坐标，其水风险未知。坐标取自国内地图，偏差数百米，而流域边界恰在附近。示例中的流域为虚构，页面均有注明。',
  },
  steps: [
    {
      title: { en: 'What the centre sees', zh: '可持续发展中心所见' },
      says: {
        en: 'The page shows every factory on the map with its level, beside it the list: basin, overall risk, water stress, the assessment of the year and the control plans. The factory at Wuhu has no coordinates and is said to be unknown, not low.',
        zh: '页面在地图上以等级标示各工厂，并列出流域、总体风险、水压力、当年评估与管控计划。芜湖工厂没有坐标，显示为未知，而非低风险。',
      },
      picture: 'overview',
      does: async (stage) => {
        await stage.become('administrator');
        await stage.go('/water/risk?scope=group&period=2024');
        await stage.sees(stage.t('water.risk.synthetic'));
        await stage.sees(stage.t('water.risk.because.no_place'));
        await stage.sees(stage.t('water.risk.kpi.assessed.basis', { part: 35, of: 36, approved: 35 }));
      },
    },
    {
      title: { en: 'The pin, with its datum', zh: '填写坐标及坐标系' },
      says: {
        en: 'She enters longitude and latitude as the Chinese map shows them, and that they stand on GCJ-02. Without the datum the form does not take them.',
        zh: '她按国内地图填写经纬度，并注明坐标系为GCJ-02。未注明坐标系则不予保存。',
      },
      does: async (stage) => {
        await stage.go('/records/factories.site?q=WU1');
        await stage.page.locator('table.records .row-button').first().click();
        const record = stage.page.getByRole('article');
        await stage.button('ui.record.correct', {}, record).click();
        const form = stage.page.locator('.record-form');
        await form.locator('#field-longitude').fill(pin.longitude);
        await form.locator('#field-latitude').fill(pin.latitude);
        await form
          .getByLabel(stage.t('ui.form.reason'))
          .first()
          .fill(stage.language === 'zh' ? '补充坐标' : 'Coordinates added');
        await stage.button('ui.form.save', {}, form).click();
        await stage.sees(stage.t('place_not_whole'), form);
        await chooseDatum(stage);
        await stage.button('ui.form.save', {}, form).click();
        await stage.sees(stage.t('ui.form.saved'));
      },
    },
    {
      title: { en: 'In which basin, and how near to another', zh: '位于哪个流域，距另一流域多远' },
      says: {
        en: 'The pin is moved onto WGS-84 before it is looked up, which puts it into the western basin. The border is nearer than the pin can be trusted, so the other basin is named.',
        zh: '坐标先换算至WGS-84再查找，因此位于西侧流域。边界距离小于坐标可信范围，故同时列出另一流域。',
      },
      does: async (stage) => {
        await stage.go(`/water/risk?${wuhu}`);
        await stage.sees(stage.t('water.risk.place.told', pin));
        await stage.sees(western);
        await stage.sees(new RegExp(eastern));
      },
    },
    {
      title: { en: 'Assessed and submitted', zh: '评估并提交' },
      says: {
        en: 'One press writes down the 13 values with the weights that were used, and submits them for review. What a later edition says changes nothing of it.',
        zh: '一键记录13项数值及所用权重，并提交复核。后续数据版本不改变本次评估。',
      },
      does: async (stage) => {
        await stage.button('water.risk.assess', { count: 1, year: 2024 }).click();
        await stage.sees(stage.t('water.risk.assessed.one', { done: 1, same: 0, left: 0 }));
        await stage.go('/water/risk?scope=group&period=2024');
        await stage.sees(stage.t('water.risk.kpi.assessed.basis', { part: 36, of: 36, approved: 35 }));
      },
    },
  ],
};
