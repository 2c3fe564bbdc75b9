// A leak is heard of in the morning: what a logger sent overnight rings the bell, its picture is looked at, and it is closed with
// its cause; the leaks and the reset that hide in the sample stand in the list.
import assert from 'node:assert/strict';
import { hidden } from '#app/sample-water/readings.ts';
import { eventually, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const HOUR_MS = 3_600_000;
const DAYS = 60;
const AT = 'HP1/W-14';
/** Hai Phong is seven hours ahead. */
const AHEAD_MS = 7 * HOUR_MS;
const inLanguage = (stage: Stage, zh: string, en: string) => (stage.language === 'zh' ? zh : en);

/** The last six o'clock in the morning there. */
const morning = () =>
  Math.floor((Date.now() + AHEAD_MS - 6 * HOUR_MS) / (24 * HOUR_MS)) * 24 * HOUR_MS + 6 * HOUR_MS - AHEAD_MS;

/** Two months of hours up to this morning; since yesterday at midnight 4 m³/h more. */
function readings(): { meter: string; at: string; count: string }[] {
  const last = morning();
  const burst = last - 30 * HOUR_MS;
  const sent = [];
  let count = 5_000_000;
  for (let at = last - DAYS * 24 * HOUR_MS, index = 0; at <= last; at += HOUR_MS, index += 1) {
    sent.push({ meter: AT, at: new Date(at).toISOString(), count: String(count) });
    const isDay = ((at + AHEAD_MS) / HOUR_MS) % 24 >= 7;
    count += (isDay ? 300 : 120) + ((index * 37) % 11) + (at >= burst ? 400 : 0);
  }
  return sent;
}

const cleaningLine = (stage: Stage) => inLanguage(stage, '冷却塔', 'Cooling towers');

export const leak: Story = {
  name: 'leak',
  title: { en: 'A leak is heard of in the morning', zh: '漏水，当天早上就知道' },
  intro: {
    en: 'A pipe at the cooling towers of Hai Phong bursts. The next morning the bell of the factory says so; its picture is looked at, and the finding is closed with its cause.',
    zh: '海防工厂冷却塔管道破裂。次日早上铃铛提示，查看图形，查明原因后关闭。',
  },
  steps: [
    {
      title: { en: 'What the logger sent overnight', zh: '夜间上报的读数' },
      says: {
        en: 'The data logger sends the readings of each hour. Once the night is over, every meter is looked at.',
        zh: '采集器逐小时上报读数。夜间结束后，系统检查每块水表。',
      },
      does: async (stage) => {
        await stage.become('bayRecorder');
        const answer = await stage.page.request.post('/api/v1/water/readings', {
          headers: { origin: stage.server.url },
          data: { readings: readings() },
        });
        assert.equal(answer.status(), 200, await answer.text());
      },
    },
    {
      title: { en: 'The bell says so', zh: '铃铛提示' },
      says: {
        en: 'The bell of Tran Thu An names the factory, the meter and what is unusual.',
        zh: '陈秋安的铃铛指明工厂、水表和异常。',
      },
      does: async (stage) => {
        await eventually(
          'the bell says that a meter is unusual',
          async () => (await stage.page.request.get('/api/v1/notices')).text(),
          (text) => text.includes('W-14'),
        );
        await stage.go('/notices');
        await stage.page.locator('a', { hasText: 'W-14' }).first().waitFor();
      },
    },
    {
      title: { en: 'The picture', zh: '查看图形' },
      says: {
        en: 'Pressed, it opens the finding: what was measured, what is usual, what lies above it, hatched, and how much water that is so far and in a year.',
        zh: '点击后打开该项异常：实测、平常值、以斜线标出的高出部分，以及至今和每年的水量。',
      },
      picture: 'picture',
      does: async (stage) => {
        await stage.page.locator('a', { hasText: 'W-14' }).first().click();
        await stage.page.getByRole('heading', { level: 1 }).waitFor();
        await stage.sees(cleaningLine(stage));
        await stage.page.locator('.chart-drawing').waitFor();
        await stage.sees(stage.t('water.findings.state.open'));
        await stage.sees(/\d+ m³/, stage.page.locator('.finding-table'));
      },
    },
    {
      title: { en: 'Closed with its cause', zh: '填写原因并关闭' },
      says: {
        en: 'She has looked: a flange leaks. She chooses the cause, writes what was done, and closes the finding. Its picture stays with the answer.',
        zh: '她到现场查看：法兰漏水。选择原因、填写措施并关闭。图形与处置记录一并保留。',
      },
      picture: 'closed',
      does: async (stage) => {
        const done = inLanguage(stage, '已更换法兰垫片', 'Gasket of the flange replaced');
        await stage.page.getByRole('combobox', { name: stage.t('water.finding-answer.cause'), exact: true }).click();
        await stage.page
          .locator('.ant-select-item-option', { hasText: stage.t('water.finding-cause.pipe_leak') })
          .click();
        await stage.page.getByLabel(stage.t('water.finding-answer.whatWasDone')).fill(done);
        await stage.button('water.findings.close.send').click();
        await stage.sees(stage.t('water.findings.state.answered'));
        await stage.sees(done);
      },
    },
    {
      title: { en: 'All factories', zh: '全部工厂' },
      says: {
        en: 'In the group the list holds what is open first: a burst at Hai Phong, a leak in the dormitories of Suzhou No. 2, and a register at Dongguan No. 1 that was set to zero and that nobody recorded. The readings of the sample company are invented.',
        zh: '集团列表中待处置的在前：海防管道破裂、苏州二厂宿舍漏水，以及东莞一厂未登记的表盘清零。样例公司的读数均为虚构。',
      },
      picture: 'list',
      does: async (stage) => {
        await stage.become('administrator');
        await stage.go('/water/findings?scope=group');
        const card = (text: string, kind: string) =>
          stage.page
            .locator('.finding-card', { hasText: text })
            .filter({ hasText: stage.t(`water.finding-kind.${kind}`) });
        await card(hidden.burst.meter, 'night_flow').first().waitFor();
        await card(hidden.leak.meter, 'night_flow').first().waitFor();
        await card(hidden.reset.meter, 'register').first().waitFor();
        await card('W-14', 'all_hours')
          .filter({ hasText: stage.t('water.finding-cause.pipe_leak') })
          .waitFor();
      },
    },
  ],
};
