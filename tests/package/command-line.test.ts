// Do the commands of the packed program, beside its server with the sample company, answer as they promise: one document
// on stdout with --json, words on stderr; exit 0 done, 1 the answer is no, 2 wrong use?
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { layCompany } from '../stories/sample-company.ts';
import { type SampleServer, serveSample } from '../stories/serve-sample.ts';
import { commandIn, runIn } from './unpack.ts';

const company = inject('sampleCompany');
const folder = mkdtempSync(join(tmpdir(), 'greenfab-command-'));
const ledger = join(company.packed, 'node_modules/greenfab/samples/exercises/month-end-2024-06-with-mistakes.xlsx');
let server: SampleServer;
beforeAll(async () => {
  const program = commandIn(company.packed);
  server = await serveSample({ program, prepare: (dataFolder) => layCompany(company, 'PGlite', dataFolder) });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command beside the server. @returns its exit code, and the one document that it printed */
async function ask(...args: string[]) {
  const { code, stdout, stderr } = await runIn(company.packed, ...args, '--data', server.dataFolder, '--json');
  return { code, stderr, document: stdout === '' ? undefined : JSON.parse(stdout) };
}
const groupRate = ['figure', 'waste.conversion-rate', '--scope', 'group', '--period', '2024-H1'];

test('the server gives out the pages, and asks who is there before it answers', async () => {
  const page = await fetch(server.url, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('<div id="root">');
  expect((await fetch(`${server.url}/api/v1/me`)).status).toBe(401);
});

describe('a figure', () => {
  test('comes with inputs, coverage and a link', async () => {
    const { code, document } = await ask(...groupRate);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      kpi: 'waste.conversion-rate',
      period: '2024-H1',
      basis: 'approved',
      unit: 'share',
    });
    expect(Number(document.value)).toBeCloseTo(0.88, 1);
    expect(document.link).toContain(document.id);
  });

  test('of a year without records has no value, and the answer is no', async () => {
    const { code, document } = await ask('figure', 'waste.conversion-rate', '--scope', 'group', '--period', '2019');
    expect(code).toBe(1);
    expect(document).toMatchObject({ value: null, noData: 'no_loads_in_period' });
  });
});

describe('a ledger with mistakes', () => {
  test('is checked and refused as a whole, and nothing has changed', async () => {
    const before = await ask(...groupRate, '--basis', 'shown');
    for (const flags of [['--dry-run'], []]) {
      const { code, document } = await ask('import', 'waste.load', ledger, '--as', 'submitted', ...flags);
      expect(code).toBe(1);
      expect(document.counts.bad).toBeGreaterThan(0);
      expect(document.refusedRows[0].problems[0].words).not.toBe('');
    }
    expect((await ask(...groupRate, '--basis', 'shown')).document.value).toBe(before.document.value);
  });

  test('leaves its good rows where asked, and returns the bad as a workbook', async () => {
    const before = await ask(...groupRate, '--basis', 'shown');
    const refused = join(folder, 'refused.xlsx');
    const flags = ['--as', 'submitted', '--accept-good', '--refused', refused];
    const { code, document } = await ask('import', 'waste.load', ledger, ...flags);
    expect(code).toBe(1);
    expect(document.status).toBe('committed');
    expect(document.counts.new).toBeGreaterThan(0);
    expect(readFileSync(refused).subarray(0, 2).toString()).toBe('PK');
    expect((await ask(...groupRate, '--basis', 'shown')).document.value).not.toBe(before.document.value);
  });
});

describe('a report', () => {
  const printed = (format: string) => join(folder, `report.${format}`);

  test('is published, printed as it was frozen, and agrees with its figures and its records', async () => {
    const published = await ask('report', 'publish', '--period', '2024-H1');
    expect(published.code).toBe(0);
    for (const format of ['pdf', 'docx', 'html']) {
      const flags = ['--period', '2024-H1', '--lang', 'zh', '--format', format, '--out', printed(format)];
      const built = await ask('report', 'build', ...flags, '--edition', published.document.id);
      expect(built).toMatchObject({ code: 0, document: { format, edition: published.document.number } });
      expect(existsSync(printed(format))).toBe(true);
      const verified = await ask('report', 'verify', printed(format), '--level', format === 'pdf' ? '2' : '1');
      expect(verified).toMatchObject({ code: 0, document: { ok: true } });
    }
  });

  test('with another number printed does not', async () => {
    const html = readFileSync(printed('html'), 'utf8');
    const altered = html.replace(
      /(\/f\/[^>]*>[^<\d]*)(\d)/,
      (_, before: string, digit: string) => before + ((Number(digit) + 1) % 10),
    );
    expect(altered).not.toBe(html);
    writeFileSync(printed('html'), altered);
    expect(await ask('report', 'verify', printed('html'))).toMatchObject({ code: 1, document: { ok: false } });
  });
});

test('the history holds', async () => {
  expect(await ask('history', 'verify')).toMatchObject({ code: 0, document: { ok: true, discrepancies: [] } });
});

describe('wrong use', () => {
  test.each([
    ['a KPI that there is not', ['explain', 'waste.nothing'], 'unknown_kpi'],
    ['a period that there is not', ['figure', 'waste.conversion-rate', '--period', '2024-H3'], 'wrong_period'],
    [
      'a scope that there is not',
      ['figure', 'waste.conversion-rate', '--scope', 'site:NONE', '--period', '2024'],
      'unknown_scope',
    ],
    ['a kind that there is not', ['import', 'waste.nothing', 'loads.csv'], 'unknown_kind'],
  ])('%s is told in words and in the document', async (_, args, refused) => {
    const { code, document, stderr } = await ask(...args);
    expect({ code, refused: document.refused }).toEqual({ code: 2, refused });
    expect(stderr).toContain(document.words);
  });

  test.each([
    ['a file that is not there', ['import', 'waste.load', 'nowhere.csv'], 'nowhere.csv'],
    ['a flag that the command does not have', ['explain', 'waste.conversion-rate', '--scope', 'group'], '--scope'],
    ['an argument too many', ['history', 'verify', 'everything'], 'greenfab history verify'],
    ['a value that the flag does not take', ['bench', 'import', '--rows', 'many'], 'greenfab bench'],
    ['a command that there is not', ['report', 'burn'], 'greenfab report build'],
  ])('%s: what was wrong, and nothing on stdout', async (_, args, words) => {
    const { code, document, stderr } = await ask(...args);
    expect({ code, document }).toEqual({ code: 2, document: undefined });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });
});

describe('people', () => {
  test('a person is made, granted a role, listed and switched off', async () => {
    const made = await ask('person', 'add', 'wang.fang', '--name-en', 'Wang Fang', '--name-zh', '王芳');
    expect(made.code).toBe(0);
    const granted = await ask('grant', 'wang.fang', 'site_recorder', 'site:WX1', '--from', '2024-01-01');
    expect(granted).toMatchObject({ code: 0, document: { personId: made.document.personId, role: 'site_recorder' } });
    const { document } = await ask('person', 'list');
    const wang = document.people.find(({ userName }: { userName: string }) => userName === 'wang.fang');
    expect(wang).toMatchObject({ active: true, grants: [{ role: 'site_recorder', from: '2024-01-01', before: null }] });
    expect((await ask('person', 'deactivate', 'wang.fang')).document).toMatchObject({ active: false });
  });

  test('a role that is none is wrong use; a supplier’s role at a factory, and a name that is taken, are refused', async () => {
    expect((await ask('grant', 'he.xiaoman', 'king', 'group')).code).toBe(2);
    expect(await ask('grant', 'he.xiaoman', 'supplier', 'site:WX1')).toMatchObject({
      ...{ code: 1, document: { refused: 'role_not_at_scope' } },
    });
    expect(await ask('person', 'add', 'he.xiaoman', '--name-en', 'He', '--name-zh', '何')).toMatchObject({
      ...{ code: 1, document: { refused: 'already_exists' } },
    });
  });
});
