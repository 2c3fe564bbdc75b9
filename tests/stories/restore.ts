// A backup taken while everybody works, restored on an empty machine: the same figure stands there, and the history holds.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { emptyDatabase } from './sample-company.ts';
import { serveSample } from './serve-sample.ts';
import { openStage, type Stage, settled } from './stage.ts';
import type { Story } from './story.ts';

const cli = fileURLToPath(new URL('../../src/app/cli.ts', import.meta.url));

/** The waste conversion rate of the group, as the dashboard says it. */
async function rateOf(stage: Stage): Promise<string> {
  await stage.go('/waste?scope=group&period=2024-H1&basis=approved');
  const figure = stage.page.locator('.key-figure .figure-key').first();
  await figure.waitFor();
  return (await figure.textContent()) ?? '';
}

export const restore: Story = {
  name: 'restore',
  title: { en: 'A backup, and a restore on an empty machine', zh: '备份与在空机器上恢复' },
  intro: {
    en: 'Shen Ruochuan takes a backup while the factories go on recording. On an empty machine one command restores it and proves that it holds.',
    zh: '沈若川在各工厂照常记录时进行备份。在空机器上，一条命令即可恢复并证明数据完整。',
  },
  steps: [
    {
      title: { en: 'Take a backup', zh: '进行备份' },
      says: {
        en: 'Settings, Backup, “Take a backup”: a bar shows how far it is. It holds everything of one moment.',
        zh: '在“设置—备份”中按“立即备份”，进度条显示进展。备份包含某一时刻的全部内容。',
      },
      does: async (stage) => {
        await stage.become('administrator');
        stage.kept.set('rate', await rateOf(stage));
        await stage.go('/settings/backup');
        await stage.button('backup.take').click();
        await stage.page.getByRole('link', { name: stage.t('backup.download') }).waitFor({ timeout: 180_000 });
        await settled(stage.page);
      },
      picture: 'taken',
    },
    {
      title: { en: 'Download it', zh: '下载备份' },
      says: {
        en: 'The file is downloaded and kept in a safe place. The history tells who did.',
        zh: '下载文件并妥善保管。历史中会记录由谁下载。',
      },
      does: async (stage) => {
        const coming = stage.page.waitForEvent('download');
        await stage.page.getByRole('link', { name: stage.t('backup.download') }).click();
        const download = await coming;
        const path = join(stage.folder, 'downloaded.greenfab-backup');
        await download.saveAs(path);
        stage.kept.set('backup', path);
      },
    },
    {
      title: { en: 'Restore it elsewhere', zh: '在别处恢复' },
      says: {
        en: '`greenfab restore FILE --data FOLDER` fills an empty installation, verifies the history, checks every file and works out every figure again. Served, it shows the same rate.',
        zh: '`greenfab restore FILE --data FOLDER` 恢复到空系统，校验历史、检查每个文件并重新计算全部指标。启动后显示相同的转化率。',
      },
      does: async (stage) => {
        const backup = stage.kept.get('backup') as string;
        const { NODE_OPTIONS: _, ...env } = process.env;
        // From a database on a server into another one, and from the embedded database into another one.
        const from = stage.server.databaseUrl;
        const databaseUrl = from === '' ? '' : await emptyDatabase(from);
        const server = await serveSample({
          databaseUrl,
          prepare: (dataFolder) => {
            const said = execFileSync(
              process.execPath,
              ['--no-warnings', cli, 'restore', backup, '--data', dataFolder, '--json'],
              { env: { ...env, DATABASE_URL: databaseUrl }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
            );
            expect(JSON.parse(said)).toMatchObject({
              ...{ ok: true, history: { ok: true, unsealed: 0 }, figures: { unequal: [] } },
            });
          },
        });
        const browser = stage.page.context().browser();
        if (!browser) throw new Error('no browser');
        const elsewhere = await openStage(browser, server, stage.language);
        try {
          await elsewhere.page.goto(server.firstLink);
          await elsewhere.page.getByRole('heading', { level: 1 }).waitFor();
          expect(await rateOf(elsewhere)).toBe(stage.kept.get('rate'));
        } finally {
          await elsewhere.close();
          await server.stop();
        }
      },
    },
  ],
};
