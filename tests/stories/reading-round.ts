// The round of readings by hand: three meters read on a phone without network; one number is refused once it is sent, and
// corrected; a fourth meter is replaced, and the replacement is sent once.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { eventually, laptop, phone, type Stage } from './stage.ts';
import type { Story } from './story.ts';

/** Meters of Hai Phong that are read by hand. */
const codes = ['W-22', 'R-01', 'D-01'] as const;
/** The one that is replaced, what it showed last, and the new one. */
const replaced = { code: 'W-03', last: 2_010_000, end: 2_010_004, serial: 'HP-D-2026-17' } as const;
const MINUTE_MS = 60_000;

interface ListAnswer {
  count: number;
  records: { values: { meter: string; count: string } }[];
}

const entries = (stage: Stage, state: string) => stage.page.locator(`.phone-entry[data-state="${state}"]`);
const counts = (stage: Stage, state: string, count: number) =>
  eventually(
    `${count} entries ${state}`,
    () => entries(stage, state).count(),
    (found) => found === count,
  );

/** What the office kept of a meter meanwhile. */
async function keep(stage: Stage, readings: readonly { code: string; agoMs: number; count: number }[]): Promise<void> {
  const answer = await stage.page.request.post('/api/v1/water/readings', {
    headers: { origin: stage.server.url },
    data: {
      readings: readings.map(({ code, agoMs, count }) => ({
        ...{ meter: `HP1/${code}`, at: new Date(Date.now() - agoMs).toISOString(), count },
      })),
    },
  });
  assert.equal(answer.status(), 200, await answer.text());
}

const choose = (stage: Stage, code: string) =>
  stage.page.locator('.round-meter', { has: stage.page.getByText(code, { exact: true }) }).click();
const type = (stage: Stage, count: string) =>
  stage.page.getByLabel(stage.t('water.round.reading'), { exact: true }).fill(count);
const known = (code: string) => 2_000_000 + codes.indexOf(code as (typeof codes)[number]) * 1_000;

async function read(stage: Stage, code: string, count: string): Promise<void> {
  await choose(stage, code);
  await type(stage, count);
  await stage.button('ui.phone.keep').click();
}

export const readingRound: Story = {
  name: 'reading-round',
  title: { en: 'Reading meters without network', zh: '无网络抄表巡检' },
  intro: {
    en: 'Tran Thu An reads the meters of Hai Phong that send nothing themselves. There is no network in the pump rooms.',
    zh: '陈秋安抄读海防工厂不能远传的水表，泵房内没有网络。',
  },
  steps: [
    {
      title: { en: 'The round on the phone', zh: '手机上的巡检路线' },
      says: {
        en: 'The meters stand in walking order, each with its last reading and what is to be expected today. From now on the page stands on the phone.',
        zh: '水表按巡检顺序排列，显示上次读数和今天的预计范围。此后页面可离线使用。',
      },
      picture: 'round',
      does: async (stage) => {
        await stage.go('/inbox');
        await stage.become('bayRecorder');
        await keep(stage, [
          ...codes.map((code) => ({ code, agoMs: 2 * MINUTE_MS, count: known(code) })),
          { code: replaced.code, agoMs: 2 * MINUTE_MS, count: replaced.last },
        ]);
        await stage.page.setViewportSize(phone);
        await stage.go('/water/round');
        for (const code of codes)
          await stage.sees(String(known(code)), stage.page.locator('.round-meters > li', { hasText: code }));
        await eventually(
          'the page stands on the phone',
          () =>
            stage.page.evaluate(async () =>
              Boolean((await navigator.serviceWorker.ready).active && navigator.serviceWorker.controller),
            ),
          (is) => is,
        );
      },
    },
    {
      title: { en: 'Three readings without network', zh: '无网络抄读三块表' },
      says: {
        en: 'A number lower than the last is asked about at once, before the meter. It was mistyped, and is corrected. All three stay on the phone, also when it is switched off and on.',
        zh: '低于上次的读数当场询问：输错了，随即更正。三个读数都存在手机上，重启后仍在。',
      },
      picture: 'kept',
      does: async (stage) => {
        const { page } = stage;
        // The office reads the last meter too, and the phone does not hear of it any more.
        await page.context().setOffline(true);
        await stage.sees(stage.t('ui.phone.offline'));
        await keep(stage, [{ code: 'D-01', agoMs: MINUTE_MS / 2, count: known('D-01') + 500_000 }]);
        await read(stage, 'W-22', String(known('W-22') - 1));
        await stage.sees(stage.t('water.hand-question.lower_than_last'));
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
        assert.deepEqual(
          violations.map(({ id }) => id),
          [],
        );
        await stage.button('water.round.correct').click();
        await type(stage, String(known('W-22') + 1));
        const buffer = await page.screenshot({ type: 'jpeg', clip: { x: 0, y: 0, width: 200, height: 150 } });
        await page
          .locator('.phone-photo input')
          .setInputFiles({ name: 'register.jpg', mimeType: 'image/jpeg', buffer });
        await page.locator('.phone-photo img').waitFor();
        await stage.button('ui.phone.keep').click();
        await stage.sees(stage.t('ui.phone.kept'));
        await read(stage, 'R-01', String(known('R-01') + 1));
        await read(stage, 'D-01', `${known('D-01') + 1},5`);
        await counts(stage, 'waiting', 3);
        await page.reload();
        await counts(stage, 'waiting', 3);
      },
    },
    {
      title: { en: 'One is refused, and corrected', zh: '一个被退回，更正后发送' },
      says: {
        en: 'The network returns. Two are sent; the third is below what the office read a minute before, and is refused in words. Looked at again, it was another digit: corrected, it is sent. Each lies once with all other readings; the photo stands on the page of its meter.',
        zh: '网络恢复，两个已发送；第三个低于办公室一分钟前的读数，被退回并说明原因。复核后更正发送。每个读数只记一次，照片显示在水表页面上。',
      },
      does: async (stage) => {
        const { page } = stage;
        await page.context().setOffline(false);
        await counts(stage, 'refused', 1);
        await counts(stage, 'sent', 2);
        await stage.sees(
          stage.t('hand_reading_lower_than_last', {
            ...{ given: `${known('D-01') + 1}.5`, last: String(known('D-01') + 500_000) },
          }),
          entries(stage, 'refused'),
        );
        await stage.button('ui.phone.mend').click();
        await page
          .locator('.phone-mend input')
          .first()
          .fill(String(known('D-01') + 500_001));
        await stage.button('ui.phone.mended').click();
        await counts(stage, 'sent', 3);
        const answer = await page.request.get('/api/v1/records/water.hand-reading?scope=site:HP1&limit=10');
        const { count, records } = (await answer.json()) as ListAnswer;
        assert.equal(count, 3);
        // The photo stands on the page of its meter.
        await page.setViewportSize(laptop);
        const first = records.find(({ values }) => Number(values.count) === known('W-22') + 1);
        await stage.go(`/water/meters/${first?.values.meter}`);
        await page.locator('.meter-photos a[href*="register.jpg"] img').waitFor();
      },
    },
    {
      title: { en: 'A meter is replaced', zh: '更换水表' },
      says: {
        en: 'Without network again, the meter of the dormitories is replaced: what the old one showed at its end, the number of the new one and what it begins with. It stays on the phone through a restart, and is sent once. From then on the new register counts.',
        zh: '再次没有网络时，宿舍水表被更换：填写旧表止码、新表表号和起码。该记录在手机重启后仍在，联网后只发送一次，此后按新表计数。',
      },
      does: async (stage) => {
        const { page } = stage;
        await page.setViewportSize(phone);
        await stage.go('/water/round');
        await stage.sees(
          String(replaced.last),
          page.locator('.round-meters > li', { hasText: stage.language === 'zh' ? '宿舍与食堂' : 'Dormitories' }),
        );
        const sentBefore = await entries(stage, 'sent').count();
        await page.context().setOffline(true);
        await stage.sees(stage.t('ui.phone.offline'));
        await choose(stage, replaced.code);
        await stage.button('water.round.replaced').click();
        const fill = (key: string, text: string) => page.getByLabel(stage.t(key), { exact: true }).fill(text);
        // One digit short: an old register that shows less than it did is asked about.
        await fill('water.replace.end', String(replaced.end).slice(0, -1));
        await stage.sees(stage.t('water.replace.lower'));
        await fill('water.replace.end', String(replaced.end));
        await fill('water.replace.serial', replaced.serial);
        await stage.button('ui.phone.keep').click();
        await counts(stage, 'waiting', 1);
        await page.reload();
        await counts(stage, 'waiting', 1);
        await page.context().setOffline(false);
        await counts(stage, 'waiting', 0);
        await counts(stage, 'sent', sentBefore + 1);
        const answer = await page.request.get(`/api/v1/records/water.meter-span?scope=site:HP1&q=${replaced.serial}`);
        const { count, records } = (await answer.json()) as {
          count: number;
          records: { values: Record<string, unknown> }[];
        };
        assert.equal(count, 1);
        const { cause, serial, endCountBefore, startCount } = records[0]?.values ?? {};
        assert.deepEqual(
          { cause, serial, endCountBefore, startCount },
          { cause: 'replaced', serial: replaced.serial, endCountBefore: String(replaced.end), startCount: '0' },
        );
        await page.setViewportSize(laptop);
      },
    },
  ],
};
