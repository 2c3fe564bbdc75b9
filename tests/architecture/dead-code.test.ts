// Would the check for dead code, with our settings, find some?
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { checkout } from './source-files.ts';

const planted: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'planted',
    type: 'module',
    imports: { '#domains/*': './src/domains/*' },
    dependencies: { 'decimal.js': '*', kysely: '*' },
  }),
  'src/app/cli.ts': "import { used } from '#domains/ash/rules/rate.ts';\nused();\n",
  'src/domains/ash/rules/rate.ts':
    "import Decimal from 'decimal.js';\nexport const used = () => new Decimal(1);\nexport const forgotten = 1;\n",
  'src/domains/ash/rules/orphan.ts': 'export const nobody = 1;\n',
};

test('a forgotten export, file and package are found', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-dead-code-'));
  try {
    for (const [file, content] of Object.entries(planted)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    copyFileSync(join(checkout, 'knip.json'), join(folder, 'knip.json'));
    const args = [join(checkout, 'node_modules/knip/bin/knip.js'), '--directory', folder, '--no-progress'];
    const failure = await promisify(execFile)(process.execPath, args).then(
      () => undefined,
      (error: { code: number; stdout: string }) => error,
    );
    expect(failure?.code).toBe(1);
    expect(failure?.stdout).toMatch(/Unused files \(1\)\nsrc\/domains\/ash\/rules\/orphan\.ts/);
    expect(failure?.stdout).toMatch(/Unused dependencies \(1\)\nkysely/);
    expect(failure?.stdout).toMatch(/Unused exports \(1\)\nforgotten/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
