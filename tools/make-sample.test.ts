// Is the sample company sound: complete, consistent, invented, the same on every run, and does its waste rate tell the intended story?

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleFiles, sampleWaste } from './sample/build.ts';
import { countingKg } from './sample/loads.ts';

const folder = fileURLToPath(new URL('../samples/', import.meta.url));
const sample = sampleWaste();
let files: Map<string, Uint8Array>;

beforeAll(async () => {
  files = await sampleFiles(sample);
});

const textOf = (path: string) => new TextDecoder().decode(files.get(path));

type Row = Readonly<Record<string, string>>;

const cellsOf = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (cell) => cell[1]?.replaceAll('""', '"') ?? cell[2] ?? '',
  );

const parsed = new Map<string, Row[]>();

function rowsOf(path: string): Row[] {
  const known = parsed.get(path);
  if (known) return known;
  const [head = '', ...lines] = textOf(path).trimEnd().split('\r\n');
  const heading = cellsOf(head);
  const rows = lines.map((line) => Object.fromEntries(cellsOf(line).map((cell, at) => [heading[at] ?? '', cell])));
  parsed.set(path, rows);
  return rows;
}

const column = (path: string, name: string) => rowsOf(path).map((row) => row[name] ?? '');
const known = (path: string, name = 'Code') => new Set(column(path, name));
const loadRows = () => ['loads-2022.csv', 'loads-2023.csv', 'loads-2024-h1.csv'].flatMap(rowsOf);
const repeated = (keys: readonly string[]) => keys.filter((key, at) => keys.indexOf(key) !== at);

function expectUnique(keys: readonly string[]): void {
  expect(new Set(keys).size).toBe(keys.length);
}

/** Whole kilograms, so that sums are exact. */
const kilograms = (tonnes: string | undefined) => Math.round(Number(tonnes) * 1000);
const notConverted = ['landfill', 'incineration_no_energy', 'pretreatment_then_disposal'];

/** The rate a reader gets from the files alone: loads of the period and carried-in years. */
function rateFromFiles(period: string): number {
  const masses = [
    ...loadRows()
      .filter((row) => row['Departed on']?.startsWith(period))
      .map((row) => [row.Treatment, kilograms(row['Received weight (t)'] || row['Own weight (t)'])] as const),
    ...rowsOf('carried-in.csv')
      .filter((row) => row.Year === period)
      .map((row) => [row.Treatment, kilograms(row['Mass (t)'])] as const),
  ];
  const total = masses.reduce((sum, [, kg]) => sum + kg, 0);
  const lost = masses.reduce((sum, [treatment, kg]) => sum + (notConverted.includes(treatment ?? '') ? kg : 0), 0);
  return ((total - lost) / total) * 100;
}

describe('always the same', () => {
  test('a second run gives the same bytes, workbooks and papers included', async () => {
    const again = await sampleFiles(sampleWaste());
    expect([...again.keys()]).toEqual([...files.keys()]);
    const differing = [...files].filter(
      ([path, bytes]) => !Buffer.from(bytes).equals(again.get(path) ?? new Uint8Array()),
    );
    expect(differing.map(([path]) => path)).toEqual([]);
  });

  test('the folder holds what the tool makes: run `npx node tools/make-sample.ts` after a change', () => {
    const onDisk = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = onDisk.map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'));
    expect(paths.sort()).toEqual([...files.keys()].sort());
    const stale = [...files].filter(
      ([path, bytes]) => /\.(csv|md)$/.test(path) && !readFileSync(join(folder, path)).equals(bytes),
    );
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  test('every CSV opens in Excel with its Chinese: byte-order mark, under 2 MB', () => {
    for (const [path, bytes] of files) {
      if (!path.endsWith('.csv')) continue;
      expect([...bytes.slice(0, 3)], path).toEqual([0xef, 0xbb, 0xbf]);
      expect(bytes.length, path).toBeLessThan(2_000_000);
    }
  });
});

describe('complete', () => {
  test('36 factories, 52 legal entities, about 60 vendors, about 40,000 loads', () => {
    expect(rowsOf('sites.csv')).toHaveLength(36);
    expect(rowsOf('entities.csv')).toHaveLength(52);
    const vendors = rowsOf('suppliers.csv').filter((row) => row.Roles?.split(';').includes('waste_vendor'));
    expect(vendors.length).toBeGreaterThanOrEqual(55);
    expect(vendors.length).toBeLessThanOrEqual(65);
    expect(loadRows().length).toBeGreaterThan(39_000);
    expect(loadRows().length).toBeLessThan(41_500);
  });

  test('China, Vietnam and elsewhere', () => {
    expect(known('sites.csv', 'Country')).toEqual(new Set(['CN', 'VN', 'MX', 'CZ']));
  });

  test('the target steps are 85.5, 88 and 90 %', () => {
    const steps = rowsOf('target-steps.csv').filter((row) => row.Target === 'T-WASTE');
    expect(steps.map((row) => [row.Year, row.Value])).toEqual([
      ['2023', '0.855'],
      ['2024', '0.88'],
      ['2025', '0.9'],
    ]);
  });

  test('no text stands in one language only', () => {
    for (const path of [...files.keys()].filter((name) => name.endsWith('.csv') && !name.startsWith('exercises'))) {
      for (const row of rowsOf(path)) {
        for (const [heading, text] of Object.entries(row)) {
          if (!heading.endsWith('(English)')) continue;
          const chinese = row[heading.replace('(English)', '(Chinese)')];
          expect(chinese === '', `${path}: ${text}`).toBe(text === '');
        }
      }
    }
  });
});

describe('consistent', () => {
  test('codes and names are unique, so that a row may be called by any of them', () => {
    for (const path of ['regions.csv', 'sites.csv', 'suppliers.csv', 'streams.csv']) {
      for (const name of ['Code', 'Name (English)', 'Name (Chinese)'])
        expect(repeated(column(path, name)), path).toEqual([]);
    }
    for (const name of [
      'Code',
      'Short name (English)',
      'Short name (Chinese)',
      'Legal name (English)',
      'Legal name (Chinese)',
    ]) {
      expect(repeated(column('entities.csv', name))).toEqual([]);
    }
    expectUnique(column('people.csv', 'User name'));
    expectUnique(rowsOf('activity.csv').map((row) => `${row.Factory} ${row.Month} ${row['Product family (English)']}`));
    expectUnique(rowsOf('supplier-licences.csv').map((row) => `${row.Supplier} ${row.Line}`));
    expectUnique(rowsOf('boundary.csv').map((row) => `${row.Boundary} ${row.Factory}`));
  });

  test('factory, vendor, document type, number and line make a load unique', () => {
    const keys = loadRows().map((row) =>
      [row.Factory, row.Vendor, row['Document type'], row['Document number'], row['Document line']].join('|'),
    );
    expectUnique(keys);
  });

  test('every reference finds its record', () => {
    const references: readonly (readonly [file: string, column: string, to: string, key?: string])[] = [
      ['sites.csv', 'Region', 'regions.csv'],
      ['memberships.csv', 'Factory', 'sites.csv'],
      ['memberships.csv', 'Subsidiary', 'entities.csv'],
      ['boundary.csv', 'Factory', 'sites.csv'],
      ['supplier-licences.csv', 'Supplier', 'suppliers.csv'],
      ['carried-in.csv', 'Factory', 'sites.csv'],
      ['activity.csv', 'Factory', 'sites.csv'],
      ['manifests.csv', 'Factory', 'sites.csv'],
      ['manifests.csv', 'Vendor', 'suppliers.csv'],
      ['manifest-lines.csv', 'Manifest', 'manifests.csv', 'Number'],
      ['manifest-lines.csv', 'Waste stream', 'streams.csv'],
      ['target-steps.csv', 'Target', 'targets.csv'],
      ['vendor-proofs.csv', 'Vendor', 'suppliers.csv'],
      ['bins.csv', 'Factory', 'sites.csv'],
      ['bins.csv', 'Waste stream', 'streams.csv'],
      ['bins.csv', 'Usual vendor', 'suppliers.csv'],
      ['storage-movements.csv', 'Factory', 'sites.csv'],
      ['storage-movements.csv', 'Waste stream', 'streams.csv'],
      ...['loads-2022.csv', 'loads-2023.csv', 'loads-2024-h1.csv'].flatMap(
        (file) =>
          [
            [file, 'Factory', 'sites.csv'],
            [file, 'Waste stream', 'streams.csv'],
            [file, 'Vendor', 'suppliers.csv'],
          ] as const,
      ),
    ];
    for (const [file, name, to, key] of references) {
      const lost = [...known(file, name)].filter((code) => !known(to, key).has(code));
      expect(lost, `${file}, ${name}`).toEqual([]);
    }
  });

  test('the shares of a factory add to 1 on every day from its first', () => {
    for (const site of rowsOf('sites.csv')) {
      const stakes = rowsOf('memberships.csv').filter((row) => row.Factory === site.Code);
      const first = site['Started on'] ?? '';
      const turns = new Set([first, ...stakes.flatMap((row) => [row.From ?? '', row.Before ?? ''])].filter(Boolean));
      for (const day of turns) {
        const onDay = stakes.filter(
          (row) => (row.From ?? '') <= day && (row.Before === '' || day < (row.Before ?? '')),
        );
        const sum = onDay.reduce((total, row) => total + Math.round(Number(row.Share) * 1000), 0);
        expect(sum, `${site.Code} on ${day}`).toBe(1000);
        expectUnique(onDay.map((row) => row.Subsidiary ?? ''));
      }
    }
  });

  test('every entity has a factory at some time; two of them have two; one campus changes its shares in mid-month of 2023', () => {
    const rows = rowsOf('memberships.csv');
    expect(known('memberships.csv', 'Subsidiary').size).toBe(52);
    const sitesOf = (entity: string) =>
      new Set(rows.filter((row) => row.Subsidiary === entity).map((row) => row.Factory));
    expect([...known('entities.csv')].filter((entity) => sitesOf(entity).size === 2)).toEqual(['E27', 'E30']);
    expect(rows.filter((row) => row.Factory === 'JX1' && row.From === '2023-05-16')).toHaveLength(3);
  });

  test('the boundary of 2024 is that of 2023 and Yantai', () => {
    const of = (boundary: string) =>
      rowsOf('boundary.csv').flatMap((row) => (row.Boundary === boundary ? [row.Factory ?? ''] : []));
    expect(of('B2023')).toHaveLength(35);
    expect(of('B2024').filter((site) => !of('B2023').includes(site))).toEqual(['YT1']);
    expect(of('B2024')).toHaveLength(36);
  });

  test('no factory has both loads and a carried-in total for one year', () => {
    const withLoads = new Set(loadRows().map((row) => `${row.Factory} ${row['Departed on']?.slice(0, 4)}`));
    const carried = new Set(rowsOf('carried-in.csv').map((row) => `${row.Factory} ${row.Year}`));
    expect([...carried].filter((siteYear) => withLoads.has(siteYear))).toEqual([]);
    const later = [...carried].filter((siteYear) => !siteYear.endsWith('2021'));
    expect(later.sort()).toEqual(['CS1 2022', 'CS1 2023', 'YT1 2022', 'YT1 2023']);
  });

  test('every factory that stood in 2021 has its 2021 carried in', () => {
    const stood = rowsOf('sites.csv').flatMap((row) =>
      (row['Started on'] ?? '') < '2021-01-01' ? [row.Code ?? ''] : [],
    );
    expect(new Set(rowsOf('carried-in.csv').flatMap((row) => (row.Year === '2021' ? [row.Factory] : [])))).toEqual(
      new Set(stood),
    );
  });

  test('a load is heavier than nothing and lighter than 60 t, and leaves a factory that has started, by June 2024', () => {
    const started = new Map(rowsOf('sites.csv').map((row) => [row.Code, row['Started on'] ?? '']));
    const wrong = loadRows().filter((row) => {
      const kg = kilograms(row['Own weight (t)']);
      const day = row['Departed on'] ?? '';
      return (
        !(kg > 0 && kg < 60_000) || day < (started.get(row.Factory) ?? '') || day >= '2024-07-01' || day < '2022-01-01'
      );
    });
    expect(wrong).toEqual([]);
  });

  test('hazardous waste travels on a manifest of 14 digits with a received weight, and nothing else does', () => {
    const hazardous = new Set(rowsOf('streams.csv').flatMap((row) => (row.Hazardous === 'yes' ? [row.Code] : [])));
    const wrong = loadRows().filter((row) => {
      const onManifest = row['Document type'] === 'manifest' && /^20\d{12}$/.test(row['Document number'] ?? '');
      return hazardous.has(row['Waste stream']) !== onManifest || onManifest !== (row['Received weight (t)'] !== '');
    });
    expect(wrong).toEqual([]);
  });

  test('who takes hazardous waste may take it on that day', () => {
    const codes = new Map(rowsOf('streams.csv').map((row) => [row.Code, row['National code'] ?? '']));
    const licences = Map.groupBy(rowsOf('supplier-licences.csv'), (row) => row.Supplier);
    const unlicensed = loadRows().filter((row) => {
      if (row['Document type'] !== 'manifest') return false;
      const code = codes.get(row['Waste stream']) ?? '';
      const day = row['Departed on'] ?? '';
      return !licences.get(row.Vendor)?.some((licence) => {
        const permitted = licence['Permitted codes']?.split(';') ?? [];
        const valid = (licence.From ?? '') <= day && day < (licence.Before ?? '');
        return valid && (permitted.includes(code) || permitted.includes(`HW${code.slice(-2)}`));
      });
    });
    expect(unlicensed).toEqual([]);
  });

  test('two differences of June 2024 are open, a few older ones are settled', () => {
    const off = loadRows().filter((row) => {
      const own = kilograms(row['Own weight (t)']);
      const difference = Math.abs(own - kilograms(row['Received weight (t)'] || row['Own weight (t)']));
      return difference > Math.max(own * 0.03, 50);
    });
    expect(off.length).toBeGreaterThan(8);
    expect(off.length).toBeLessThan(40);
    expect(off.filter((row) => (row['Departed on'] ?? '') >= '2024-06').length).toBe(2);
    expect(off.filter((row) => row.Note === '')).toEqual([]);
  });

  test('the manifests agree with the loads, line by line', () => {
    const loads = new Map(
      rowsOf('loads-2024-h1.csv').map((row) => [`${row['Document number']} ${row['Document line']}`, row]),
    );
    const lines = rowsOf('manifest-lines.csv');
    expect(lines.length).toBeGreaterThan(15);
    for (const line of lines) {
      const load = loads.get(`${line.Manifest} ${line.Line}`);
      expect(load).toMatchObject({
        'Waste stream': line['Waste stream'],
        'Own weight (t)': line['Shipped mass (t)'],
        'Received weight (t)': line['Received mass (t)'],
      });
    }
    const quarter = [...loads.values()].filter(
      (row) => row.Factory === 'SZ1' && row['Document type'] === 'manifest' && (row['Departed on'] ?? '') >= '2024-04',
    );
    expect(lines).toHaveLength(quarter.length);
  });

  test('the storage ledger ships what the loads ship, drum by drum, and ends with stock', () => {
    const rows = rowsOf('storage-movements.csv');
    const streams = new Set(rows.map((row) => `${row.Factory} ${row['Waste stream']}`));
    expect(streams.size).toBeGreaterThan(14);
    const total = (key: string, movement: string) =>
      rows
        .filter((row) => `${row.Factory} ${row['Waste stream']}` === key && row.Movement === movement)
        .filter((row) => (row.Date ?? '') >= '2024-01-01')
        .reduce((sum, row) => sum + kilograms(row['Mass (t)']), 0);
    for (const key of streams) {
      const loads = rowsOf('loads-2024-h1.csv')
        .filter((row) => `${row.Factory} ${row['Waste stream']}` === key)
        .reduce((sum, row) => sum + kilograms(row['Received weight (t)'] || row['Own weight (t)']), 0);
      expect(Math.abs(total(key, 'out') - loads) / loads, key).toBeLessThan(0.02);
      const closing = total(key, 'opening') + total(key, 'in') + total(key, 'stock_take') - loads;
      expect(closing, key).toBeGreaterThanOrEqual(0);
      expect(closing, key).toBeLessThan(loads);
    }
    expectUnique(rows.map((row) => `${row.Factory} ${row['Ledger number']}`));
    expectUnique(rowsOf('bins.csv').map((row) => `${row.Factory} ${row.Code}`));
  });

  test('no store ever holds less than nothing, nor when the loads of the exercise have left it', () => {
    const left = [
      ...rowsOf('loads-2024-h1.csv').map((row) => ({
        key: `${row.Factory} ${row['Waste stream']}`,
        on: row['Departed on'] ?? '',
        kg: kilograms(row['Received weight (t)'] || row['Own weight (t)']),
      })),
      ...sample.exercise.mended.map((load) => ({
        key: `${load.site.code} ${load.stream.code}`,
        on: load.departedOn,
        kg: countingKg(load),
      })),
    ];
    const came = rowsOf('storage-movements.csv')
      .filter((row) => row.Movement !== 'out' && (row.Date ?? '') >= '2024-01-01')
      .map((row) => ({
        key: `${row.Factory} ${row['Waste stream']}`,
        on: row.Date ?? '',
        kg: kilograms(row['Mass (t)']),
      }));
    const kept = new Set(came.map(({ key }) => key));
    for (const { key, on } of left.filter((load) => kept.has(load.key))) {
      const until = (all: typeof left) =>
        all.reduce((sum, one) => (one.key === key && one.on <= on ? sum + one.kg : sum), 0);
      expect(until(came) - until(left), `${key} on ${on}`).toBeGreaterThanOrEqual(0);
    }
  });

  test('a paper belongs to loads of one vendor', () => {
    for (const paper of rowsOf('evidence.csv')) {
      expect([...files.keys()]).toContain(paper.File);
      const loads = loadRows().filter(
        (row) => row.Factory === paper.Factory && row['Document number'] === paper['Document number'],
      );
      expect(new Set(loads.map((row) => row.Vendor)).size, paper.File).toBe(1);
      expect(new Set(loads.map((row) => row['Document type']))).toEqual(new Set([paper.Kind]));
    }
  });
});

describe('the story of the waste conversion rate', () => {
  test('about 80 % in 2021, 83 % in 2022, on target in 2023 and at the half-year', () => {
    expect(rateFromFiles('2021')).toBeGreaterThan(78.5);
    expect(rateFromFiles('2021')).toBeLessThan(81);
    expect(rateFromFiles('2022')).toBeGreaterThan(82.5);
    expect(rateFromFiles('2022')).toBeLessThan(83.5);
    expect(rateFromFiles('2023')).toBeGreaterThan(85.3);
    expect(rateFromFiles('2023')).toBeLessThan(85.7);
    expect(rateFromFiles('2024')).toBeGreaterThan(87.7);
    expect(rateFromFiles('2024')).toBeLessThan(88.3);
  });

  const treatmentsOf = (site: string, stream: string, from: string, before: string) =>
    new Set(
      loadRows()
        .filter((row) => row.Factory === site && row['Waste stream'] === stream)
        .filter((row) => (row['Departed on'] ?? '') >= from && (row['Departed on'] ?? '') < before)
        .map((row) => row.Treatment),
    );

  test('Huzhou landfills its paper sludge from the day the vendor’s licence ended', () => {
    expect(treatmentsOf('HU1', 'N12', '2022-01-01', '2023-08-01')).toEqual(new Set(['recycle_organic']));
    expect(treatmentsOf('HU1', 'N12', '2023-08-01', '2024-05-20')).toEqual(new Set(['landfill']));
    const licences = rowsOf('supplier-licences.csv');
    const ended = [...known('supplier-licences.csv', 'Supplier')].filter((vendor) =>
      licences.every((licence) => licence.Supplier !== vendor || (licence.Before ?? '') < '2024-07-01'),
    );
    expect(ended).toEqual(['V13']);
    expect(licences.find((licence) => licence.Supplier === 'V13')?.Before).toBe('2023-08-01');
    const taken = loadRows().filter((row) => row.Vendor === 'V13' && (row['Departed on'] ?? '') >= '2023-08-01');
    expect(taken).toEqual([]);
  });

  test('Hai Phong composts from March 2024, Chongqing sends sludge to the kiln from October 2023, Qingyuan burns', () => {
    expect(treatmentsOf('HP1', 'N13', '2022-01-01', '2024-03-01')).toEqual(new Set(['landfill']));
    expect(treatmentsOf('HP1', 'N13', '2024-03-01', '2024-07-01')).toEqual(new Set(['composting']));
    expect(treatmentsOf('CQ1', 'N11', '2022-01-01', '2023-10-01')).toEqual(new Set(['landfill']));
    expect(treatmentsOf('CQ1', 'N11', '2023-10-01', '2024-07-01')).toEqual(new Set(['cement_kiln_material']));
    expect(treatmentsOf('QY1', 'N07', '2022-01-01', '2024-07-01')).toEqual(new Set(['incineration_no_energy']));
  });

  test('less leaves in the month of Spring Festival than in the months around it', () => {
    const mass = (month: string) =>
      loadRows().reduce(
        (sum, row) => sum + (row['Departed on']?.startsWith(month) ? kilograms(row['Own weight (t)']) : 0),
        0,
      );
    expect(mass('2024-02')).toBeLessThan(mass('2024-01') * 0.8);
    expect(mass('2024-02')).toBeLessThan(mass('2024-03') * 0.8);
  });
});

describe('invented', () => {
  test('every entity carries the invented name, every credit code and licence says that it is false', () => {
    for (const row of rowsOf('entities.csv')) {
      expect(row['Legal name (English)']).toMatch(/^Meridian /);
      expect(row['Legal name (Chinese)']).toMatch(/^子午/);
      expect(row['Credit code'] !== '').toBe(row.Country === 'CN');
    }
    const codes = [...column('entities.csv', 'Credit code'), ...column('suppliers.csv', 'Credit code')].filter(Boolean);
    expectUnique(codes);
    for (const code of codes) expect(code).toMatch(/^91990000FAKE\d{4}/);
    for (const number of column('supplier-licences.csv', 'Licence number')) expect(number).toContain('SAMPLE');
  });
});
