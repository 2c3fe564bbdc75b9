// The waste bay: a label is printed, its code opened on a phone, two entries taken down without network, sent once with it.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from 'playwright-core';
import { readCode } from './read-code.ts';
import { eventually, laptop, phone, type Stage, settled } from './stage.ts';
import type { Step, Story } from './story.ts';

/** The bin of the story, at Hai Phong. */
const BIN = 'H01-1';
/** After the code is read: digits, photo, what is done, keep. */
const MOST_TAPS = 8;

/** Takes one entry down as a gloved thumb does, and counts. */
async function takeDown(
  stage: Stage,
  said: { digits: string; action: 'load' | 'in'; plate?: string },
): Promise<number> {
  const { page } = stage;
  let taps = 0;
  const tap = async (target: Locator) => {
    await target.click();
    taps += 1;
  };
  for (const digit of said.digits)
    await tap(page.locator('.bay-keys').getByRole('button', { name: digit, exact: true }));
  const buffer = await page.screenshot({ type: 'jpeg', clip: { x: 0, y: 0, width: 200, height: 150 } });
  await page.locator('.phone-photo input').setInputFiles({ name: 'scale.jpg', mimeType: 'image/jpeg', buffer });
  taps += 1;
  await page.locator('.phone-photo img').waitFor();
  await tap(stage.button(`waste.page.bay.action.${said.action}`));
  if (said.plate) await page.getByLabel(stage.t('waste.page.bay.plate')).fill(said.plate);
  await tap(stage.button('ui.phone.keep'));
  await stage.sees(stage.t('ui.phone.kept'));
  return taps;
}

const entries = (stage: Stage, state: string) => stage.page.locator(`.phone-entry[data-state="${state}"]`);
const counts = (stage: Stage, state: string, count: number) =>
  eventually(
    `${count} entries ${state}`,
    () => entries(stage, state).count(),
    (found) => found === count,
  );

/** Lets the server record the first entry and the phone not hear of it: it has to send it again. */
const loseOneAnswer = (stage: Stage) =>
  stage.page.evaluate(() => {
    const ask = window.fetch;
    let isLost = false;
    window.fetch = async (...asked) => {
      const answer = await ask(...asked);
      if (isLost || asked[1]?.method !== 'PUT') return answer;
      isLost = true;
      throw new TypeError('the network broke off');
    };
  });

/** Today's month in Hai Phong, where the drum stands. */
const monthThere = () =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date()).slice(0, 7);

interface ListAnswer {
  count: number;
  records: { id: string; state: string; values: Record<string, unknown> }[];
}

/** The newest records of a kind from this bin, as the server has them. */
const recorded = (stage: Stage, kind: string): Promise<ListAnswer> =>
  stage.page.evaluate(
    async ([of, bin]) => (await (await fetch(`/api/v1/records/${of}?filter.bin=${bin}&limit=10`)).json()) as ListAnswer,
    [kind, stage.kept.get('bay bin') ?? ''] as const,
  );

const label: Step = {
  title: { en: 'The office prints a label', zh: '办公室打印标签' },
  says: {
    en: 'Tran Thu An prints the labels of Hai Phong: code, stream, hazard in both languages, and a QR code that leads to the bin.',
    zh: '陈秋安打印海防工厂的容器标签：编码、废弃物种类、双语危险标识，以及指向该容器的二维码。',
  },
  picture: 'label',
  does: async (stage) => {
    await stage.go('/records/waste.bin');
    await stage.become('bayRecorder');
    await stage.go('/waste/bins/labels?scope=site:HP1');
    const one = stage.page.locator('.print-label').filter({ has: stage.page.getByText(BIN, { exact: true }) });
    const link = await readCode(one.locator('svg'));
    assert.match(link, new RegExp(`^${stage.server.url}/bay/[0-9a-f-]{36}$`));
    stage.kept.set('bay link', link);
    stage.kept.set('bay bin', link.slice(-36));
  },
};

const open: Step = {
  title: { en: 'A phone reads it at the bay', zh: '现场用手机扫码' },
  says: {
    en: 'The code opens the bin on the phone: stream, vendor and treatment are known; below stand what lies in the store and its oldest drum. From now on the page stands on the phone.',
    zh: '扫码后手机显示该容器：废弃物种类、处置单位和处置方式均已带出，并显示库存和最早入库的桶。此后页面可离线使用。',
  },
  picture: 'bin',
  does: async (stage) => {
    await stage.page.setViewportSize(phone);
    await stage.go(stage.kept.get('bay link') ?? '');
    const card = stage.page.locator('.bay-bin-card');
    await card.getByRole('heading', { name: new RegExp(`^${BIN}`) }).waitFor();
    await card.getByText(/^H01-\d{6}-\d+$/).waitFor();
    await eventually(
      'the page stands on the phone',
      () =>
        stage.page.evaluate(async () =>
          Boolean((await navigator.serviceWorker.ready).active && navigator.serviceWorker.controller),
        ),
      (is) => is,
    );
  },
};

const offline: Step = {
  title: { en: 'Two entries without network', zh: '无网络登记两笔' },
  says: {
    en: 'The network is gone. A drum goes into the store: three digits, a photo of the scale, “Into store”, “Keep”. Then a load leaves: the vendor stands as last time, the plate is typed. Each takes at most eight taps and is kept on the phone with its photo and the phone’s time.',
    zh: '网络中断。一桶入库：输入三位数字、拍磅秤、点“入库”、点“保存”。接着一车出厂：处置单位沿用上次，输入车牌。每笔不超过八次点击，连同照片和手机时间保存在手机上。',
  },
  picture: 'kept',
  does: async (stage) => {
    const { page } = stage;
    await page.context().setOffline(true);
    await stage.sees(stage.t('ui.phone.offline'));
    const taps = [
      await takeDown(stage, { digits: '186', action: 'in' }),
      await takeDown(stage, { digits: '925', action: 'load', plate: '15C-238.41' }),
    ];
    assert.ok(Math.max(...taps) <= MOST_TAPS, `taps: ${taps.join(', ')}`);
    await counts(stage, 'waiting', 2);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    );
  },
};

const reload: Step = {
  title: { en: 'The phone is switched off and on', zh: '手机重启后记录仍在' },
  says: {
    en: 'The page is opened anew without network: it comes up, and both entries are still there.',
    zh: '在无网络时重新打开页面：页面正常显示，两笔记录仍在。',
  },
  does: async (stage) => {
    await stage.page.reload();
    await stage.page.getByRole('heading', { level: 1, name: stage.t('waste.page.bay.title') }).waitFor();
    await counts(stage, 'waiting', 2);
    await stage.page
      .locator('.bay-bin-card')
      .getByText(/^H01-\d{6}-/)
      .waitFor();
  },
};

const online: Step = {
  title: { en: 'The network returns', zh: '网络恢复' },
  says: {
    en: 'Both are sent by themselves with their photos, and recorded once, even where the network breaks off before the answer. Stock and oldest drum follow.',
    zh: '两笔连同照片自动发送；即使中途断网重发，也只记一次。库存和最早入库的桶随之更新。',
  },
  picture: 'sent',
  does: async (stage) => {
    const { page } = stage;
    await loseOneAnswer(stage);
    await page.context().setOffline(false);
    await stage.sees(stage.t('ui.phone.keptSent'));
    await counts(stage, 'sent', 2);
    // Opened again, nothing is sent a second time.
    await page.reload();
    await counts(stage, 'sent', 2);
    const [loads, movements] = [await recorded(stage, 'waste.load'), await recorded(stage, 'waste.storage-movement')];
    assert.deepEqual([loads.count, movements.count], [1, 1]);
    const [load] = loads.records;
    assert.equal(load?.state, 'draft');
    assert.equal(load?.values.plate, '15C-238.41');
    assert.equal(load?.values['document.type'], 'template_row');
    assert.match(String(load?.values.takenAt), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/);
    stage.kept.set('bay load', load?.id ?? '');
    stage.kept.set('bay number', String(load?.values['document.number']));
    await settled(page);
  },
};

const refused: Step = {
  title: { en: 'A slip is refused in words, and mended', zh: '输错被退回，更正后再发' },
  says: {
    en: 'A weight of 70 t is refused: the entry stays on the phone with the reason. It is shown to nobody else who signs in here, and signing out asks first. Mended to 700 kg, it is sent under the same id.',
    zh: '误输为70 t，系统说明原因，记录留在手机上；换人登录看不到，退出登录前会提醒。改为700 kg后以同一编号发送。',
  },
  picture: 'refused',
  does: async (stage) => {
    const { page } = stage;
    await takeDown(stage, { digits: '70000', action: 'load' });
    await counts(stage, 'refused', 1);
    await stage.sees(stage.t('mass_above_limit', { given: '70', limit: '60' }), entries(stage, 'refused'));
    await stage.go('/inbox');
    await page.locator('.user-button').click();
    await page.locator('.user-menu').getByText(stage.t('ui.user.signOut'), { exact: true }).click();
    const dialog = page.getByRole('dialog');
    await stage.sees(stage.t('ui.offline.unsent.title', { count: 1 }), dialog);
    await stage.button('ui.offline.unsent.stay', {}, dialog).click();
    await stage.become('administrator');
    await stage.go('/bay');
    await stage.sees(stage.t('ui.phone.keptNone'));
    assert.equal(await page.locator('.phone-entry').count(), 0);
    await stage.go('/inbox');
    await stage.become('bayRecorder');
    await stage.go(stage.kept.get('bay link') ?? '');
    await stage.button('ui.phone.mend').click();
    await page.locator('.phone-mend input').first().fill('700');
    await stage.button('ui.phone.mended').click();
    await counts(stage, 'sent', 3);
  },
};

const office: Step = {
  title: { en: 'The office finds drafts', zh: '办公室看到草稿' },
  says: {
    en: 'At the desk the load of today stands among the drafts of the month, numbered by day and short id, with the photo as evidence. The office matches it to its paper and submits it.',
    zh: '办公室可在当月草稿中看到今天这车，编号由日期和短编号组成，照片为佐证材料。办公室核对单据后提交。',
  },
  picture: 'office',
  does: async (stage) => {
    await stage.page.setViewportSize(laptop);
    await stage.go(`/records/waste.load?scope=site:HP1&period=${monthThere()}&states=draft`);
    await stage.page
      .locator('table.records tr', { hasText: stage.kept.get('bay number') ?? '' })
      .locator('.row-button')
      .click();
    const record = stage.page.getByRole('article');
    await record.locator('.evidence-file', { hasText: 'scale.jpg' }).waitFor();
    await stage.sees('15C-238.41', record);
  },
};

const ledger: Step = {
  title: { en: 'The storage ledger shows it', zh: '贮存台账同步更新' },
  says: {
    en: 'The storage ledger of the month books the drum that came in and the load that left, with what lies there now and how long the oldest drum has stood. What is not approved yet carries its mark.',
    zh: '当月贮存台账记下入库的一桶和出厂的一车，显示现有库存和最早一桶的贮存天数；未批准的部分带有标记。',
  },
  picture: 'ledger',
  does: async (stage) => {
    await stage.go(`/waste/storage?scope=site:HP1&period=${monthThere()}`);
    const row = stage.page.locator('.storage-table tr', { hasText: 'H01' });
    await row.getByText('0.186', { exact: true }).first().waitFor();
    await row.getByText('1.625', { exact: true }).waitFor();
    await row.locator('.storage-mark').waitFor();
  },
};

export const bay: Story = {
  name: 'bay',
  title: { en: 'At the waste bay, without network', zh: '废弃物现场登记，无网络也可用' },
  intro: {
    en: 'Tran Thu An keeps the waste bay of Hai Phong. She has a phone, gloves, and no network between the drums.',
    zh: '陈秋安负责海防工厂的废弃物收集点：一部手机、一副手套，库房里没有网络。',
  },
  steps: [label, open, offline, reload, online, refused, office, ledger],
};
