// Loads the sample company into an empty database: the same files that people can open, through the same intake.
import { createReadStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type RawBuilder, sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import { grantRole, makeAccount } from '#platform/access/accounts.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { holdPost, makePost, setDuties } from '#platform/access/posts.ts';
import type { Role } from '#platform/access/roles.ts';
import { systemActor, type Tx } from '#platform/db/database.ts';
import { tend } from '#platform/db/tend.ts';
import { attachEvidence } from '#platform/evidence/attach.ts';
import type { Language } from '#platform/i18n/words.ts';
import { importFile, newImportId } from '#platform/intake/imports.ts';
import { openTable } from '#platform/intake/read/open-table.ts';
import { isRefusal } from '#platform/intake/read/refusal.ts';
import { csvLine } from '#platform/intake/read/write-csv.ts';
import { keepSetting } from '#platform/records/server/kept-settings.ts';
import type { Installation } from './installation.ts';
import { takeSampleLists } from './sample-customer-lists.ts';
import { takeSampleDeclarations } from './sample-declarations.ts';
import { reviewThePast } from './sample-review.ts';
import { recordSampleMeters } from './sample-water/load.ts';
import { assessSampleRisk } from './sample-water-risk.ts';
import { kinds } from './wiring.ts';

/** A file of records of one kind; lines of a record lie in a second file, joined by its key. */
interface SampleFile {
  kind: string;
  file: string;
  lines?: { file: string; key: string; of: string };
}
/** The files in the order in which they refer to each other, and where among them the invented meters come. */
const files: readonly (SampleFile | 'meters' | 'declarations' | 'customer lists')[] = [
  { kind: 'factories.region', file: 'regions.csv' },
  { kind: 'factories.entity', file: 'entities.csv' },
  { kind: 'factories.site', file: 'sites.csv' },
  { kind: 'factories.membership', file: 'memberships.csv' },
  { kind: 'factories.boundary', file: 'boundary.csv' },
  {
    kind: 'suppliers.supplier',
    file: 'suppliers.csv',
    lines: { file: 'supplier-licences.csv', key: 'Supplier', of: 'Code' },
  },
  { kind: 'waste.stream', file: 'streams.csv' },
  { kind: 'waste.case', file: 'cases.csv' },
  {
    kind: 'waste.improvement',
    file: 'improvements.csv',
    lines: { file: 'improvement-actions.csv', key: 'Plan', of: 'Code' },
  },
  {
    kind: 'water.control-plan',
    file: 'water-control-plans.csv',
    lines: { file: 'water-control-measures.csv', key: 'Plan', of: 'Code' },
  },
  { kind: 'waste.vendor-proof', file: 'vendor-proofs.csv' },
  { kind: 'water.utilisation-definition', file: 'utilisation-definitions.csv' },
  { kind: 'water.carried-total', file: 'water-carried-in.csv' },
  { kind: 'targets.target', file: 'targets.csv', lines: { file: 'target-steps.csv', key: 'Target', of: 'Code' } },
  { kind: 'reports.statement', file: 'statements.csv' },
  { kind: 'policies.document', file: 'policies.csv' },
  'meters',
  {
    kind: 'water.saving-project',
    file: 'water-savings.csv',
    lines: { file: 'water-saving-meters.csv', key: 'Project', of: 'Code' },
  },
  { kind: 'water.roll-out', file: 'water-roll-out.csv' },
  { kind: 'water.supplier-management', file: 'water-suppliers.csv' },
  { kind: 'substances.item', file: 'items.csv' },
  { kind: 'substances.maker-part', file: 'maker-parts.csv' },
  { kind: 'substances.bom', file: 'boms.csv', lines: { file: 'bom-parts.csv', key: 'Parent', of: 'Item' } },
  {
    kind: 'substances.grade-requirement',
    file: 'grade-requirements.csv',
    lines: { file: 'grade-analytes.csv', key: 'Grade', of: 'Control grade' },
  },
  { kind: 'substances.stock', file: 'stock.csv' },
  { kind: 'substances.customer-product', file: 'customer-products.csv' },
  'declarations',
  { kind: 'substances.certificate', file: 'certificates.csv' },
  'customer lists',
  {
    kind: 'substances.test-report',
    file: 'test-reports.csv',
    lines: { file: 'test-results.csv', key: 'Report', of: 'Report number' },
  },
  { kind: 'waste.carried-total', file: 'carried-in.csv' },
  { kind: 'factories.activity', file: 'activity.csv' },
  {
    kind: 'waste.manifest',
    file: 'manifests.csv',
    lines: { file: 'manifest-lines.csv', key: 'Manifest', of: 'Number' },
  },
  { kind: 'waste.load', file: 'loads-2022.csv' },
  { kind: 'waste.load', file: 'loads-2023.csv' },
  { kind: 'waste.load', file: 'loads-2024-h1.csv' },
  { kind: 'waste.load', file: 'weight-decisions.csv' },
  { kind: 'waste.bin', file: 'bins.csv' },
  { kind: 'waste.storage-movement', file: 'storage-movements.csv' },
  { kind: 'water.outlet', file: 'outlets.csv' },
  { kind: 'water.limit', file: 'discharge-limits.csv' },
  { kind: 'water.monitoring-item', file: 'monitoring-items.csv' },
  {
    kind: 'water.lab-report',
    file: 'lab-reports.csv',
    lines: { file: 'lab-results.csv', key: 'Report', of: 'Report number' },
  },
  { kind: 'water.test-exemption', file: 'test-exemptions.csv' },
  {
    kind: 'water.exceedance-case',
    file: 'exceedance-cases.csv',
    lines: { file: 'exceedance-case-steps.csv', key: 'Case', of: 'Case number' },
  },
  { kind: 'waste.expected-data', file: 'expected-data.csv' },
  { kind: 'waste.nil-return', file: 'nil-returns.csv' },
  { kind: 'waste.explanation', file: 'explanations.csv' },
  {
    kind: 'waste.statement',
    file: 'vendor-statements.csv',
    lines: { file: 'vendor-statement-lines.csv', key: 'Statement', of: 'Number' },
  },
];

/** A file of the sample does not load: ours to mend. */
export class FaultySample extends Error {}

async function rowsOf(path: string): Promise<{ heading: string[]; rows: string[][] }> {
  const table = await openTable(path);
  if (isRefusal(table)) throw new FaultySample(`${basename(path)}: ${table.refused}`);
  const rows: string[][] = [];
  for await (const batch of table.batches()) for (const row of batch) rows.push(row.cells);
  await table.close();
  return { heading: rows[0] ?? [], rows: rows.slice(1) };
}

/** Heads and lines side by side in one sheet, the head repeated on each of its lines: the form that intake takes. */
async function joined(
  folder: string,
  file: string,
  lines: { file: string; key: string; of: string },
  into: string,
): Promise<string> {
  const head = await rowsOf(join(folder, file));
  const line = await rowsOf(join(folder, lines.file));
  const [headKey, lineKey] = [head.heading.indexOf(lines.of), line.heading.indexOf(lines.key)];
  const rest = (cells: readonly string[]) =>
    cells.filter((_, index) => index !== lineKey && line.heading[index] !== 'Line');
  const text = [csvLine([...head.heading, ...rest(line.heading)])];
  for (const row of head.rows) {
    const own = line.rows.filter((cells) => cells[lineKey] === row[headKey]);
    const full = [...row, ...Array<string>(head.heading.length - row.length).fill('')];
    if (own.length === 0) text.push(csvLine(full));
    for (const cells of own) text.push(csvLine([...full, ...rest(cells)]));
  }
  const path = join(into, file);
  writeFileSync(path, text.join(''));
  return path;
}

/** Whether the database holds no organisation yet. */
export async function isEmpty(installation: Installation): Promise<boolean> {
  return installation.db.as(systemActor('operator'), async (tx) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from scope_node where type = 'site'`.execute(
      tx,
    );
    return rows[0]?.n === 0;
  });
}

/**
 * Loads everything as approved: the sample says of itself that it is invented, and that others approved it.
 * @throws FaultySample when a file has an error; nothing is left half loaded that a second start would not see
 */
export async function loadSample(
  installation: Installation,
  tell: (line: string) => void,
  options: { withoutLoads?: boolean } = {},
): Promise<void> {
  const folder = join(installation.settings.home, 'samples');
  const scratch = mkdtempSync(join(tmpdir(), 'greenfab-sample-'));
  const operator = systemActor('operator');
  try {
    for (const one of files) {
      const started = Date.now();
      if (one === 'meters') {
        const meters = await recordSampleMeters(installation.db);
        tell(`${meters} invented water meters in ${((Date.now() - started) / 1000).toFixed(1)} s`);
        continue;
      }
      if (one === 'declarations') {
        const taken = await takeSampleDeclarations(installation, join(folder, 'declarations'));
        tell(`${taken} declarations of suppliers in ${((Date.now() - started) / 1000).toFixed(1)} s`);
        continue;
      }
      if (one === 'customer lists') {
        const { rows } = await rowsOf(join(folder, 'customer-lists.csv'));
        const taken = await takeSampleLists(installation, join(folder, 'customer-lists'), rows);
        tell(`${taken} lists of customers in ${((Date.now() - started) / 1000).toFixed(1)} s`);
        continue;
      }
      const { kind: id, file, lines } = one;
      if (options.withoutLoads && id === 'waste.load') continue;
      const kind = kinds.get(id);
      if (!kind) throw new FaultySample(`${file}: no kind ${id}`);
      const path = lines ? await joined(folder, file, lines, scratch) : join(folder, file);
      const kept = await installation.evidence.keep(createReadStream(path), 64 * 1024 * 1024);
      const report = await importFile(
        installation.intake,
        operator,
        { importId: newImportId(), kind, path, fileName: file, sha256: kept.sha256, fixed: {}, chosen: {}, mended: {} },
        {
          acceptGood: false,
          state: 'approved',
          via: 'system',
          reason: 'sample company',
          onBadRow: (row) => tell(`${file} row ${row.row}: ${JSON.stringify(row.problems)}`),
        },
      );
      if (report.status !== 'committed' || report.counts.bad > 0) {
        throw new FaultySample(
          `${file}: ${JSON.stringify(report.refusal ?? report.counts)} missing ${report.missing.join(', ')}`,
        );
      }
      tell(
        `${file}: ${report.counts.new.toLocaleString('en')} records in ${((Date.now() - started) / 1000).toFixed(1)} s`,
      );
    }
    await tend(installation.db);
    if (!options.withoutLoads) await attachPapers(installation, folder);
    if (!options.withoutLoads) {
      const basins = 'made-up-basins.geojson';
      const state = await assessSampleRisk(installation, join(folder, basins));
      if (state !== 'ready') throw new FaultySample(`${basins}: ${state}`);
    }
    await makePeople(installation, folder);
    await makePosts(installation, folder);
    await nameTheCompany(installation);
    if (options.withoutLoads) return;
    await reviewThePast(installation);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The records that each paper belongs to: of loads by factory and document number, of statements by their number. */
const papers = [
  {
    file: 'evidence.csv',
    kind: 'waste.load',
    belongsTo: (at: (name: string) => string) => sql<{ id: string; site_id: string }>`
      select l.id, l.site_id from waste_load l join scope_node n on n.id = l.site_id
      where l.latest and n.code = ${at('Factory')} and l.document_number = ${at('Document number')}`,
  },
  {
    file: 'statement-evidence.csv',
    kind: 'waste.statement',
    belongsTo: (at: (name: string) => string) => sql<{ id: string; site_id: string }>`
      select id, site_id from waste_statement where latest and number = ${at('Statement')}`,
  },
] as const;

async function attachPapers(installation: Installation, folder: string): Promise<void> {
  for (const { file: list, kind, belongsTo } of papers) {
    const { heading, rows } = await rowsOf(join(folder, list));
    for (const row of rows) {
      const at = (name: string) => row[heading.indexOf(name)] ?? '';
      const path = join(folder, at('File'));
      if (!existsSync(path)) throw new FaultySample(`${path} is missing`);
      const file = await installation.evidence.keep(createReadStream(path), 64 * 1024 * 1024);
      await installation.db.as(systemActor('operator'), async (tx) => {
        for (const record of (await belongsTo(at).execute(tx)).rows) {
          await attachEvidence(tx, {
            file,
            fileName: basename(path),
            evidenceKind: at('Kind') || 'vendor_statement',
            kind,
            recordId: record.id,
            scopeId: record.site_id,
            effectiveOn: at('Effective on') || null,
            via: 'system',
          });
        }
      });
    }
  }
}

/** Ids of all scopes by type and code, as the sample's files write them. */
async function scopesByKey(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await sql<{
    id: string;
    key: string;
  }>`select id, type || ':' || code as key from scope_node`.execute(tx);
  return new Map(rows.map((node) => [node.key, node.id]));
}

async function makePeople(installation: Installation, folder: string): Promise<void> {
  const { heading, rows } = await rowsOf(join(folder, 'people.csv'));
  const at = (row: string[], name: string) => row[heading.indexOf(name)] ?? '';
  const scopes = await installation.db.as(systemActor('operator'), scopesByKey);
  for (const row of rows) {
    const personId = await makeAccount(installation.db, {
      userName: at(row, 'User name'),
      nameEn: at(row, 'Name (English)'),
      nameZh: at(row, 'Name (Chinese)'),
      language: at(row, 'Language') as Language,
      sample: true,
    });
    const scope = at(row, 'Scope');
    if (scope === '') continue;
    const scopeId = scope === 'group' ? GROUP_ID : scopes.get(scope);
    if (!scopeId) throw new FaultySample(`people.csv: no scope ${scope}`);
    await grantRole(installation.db, {
      personId,
      role: at(row, 'Role') as Role,
      scopeId,
      from: '2020-01-01' as CalendarDate,
    });
  }
}

async function makePosts(installation: Installation, folder: string): Promise<void> {
  const { heading, rows } = await rowsOf(join(folder, 'posts.csv'));
  await installation.db.as(systemActor('operator'), async (tx) => {
    const scopes = await scopesByKey(tx);
    const idsBy = async (query: RawBuilder<{ id: string; key: string }>) =>
      new Map((await query.execute(tx)).rows.map(({ id, key }) => [key, id]));
    const people = await idsBy(sql`select id, user_name as key from person`);
    const streams = await idsBy(sql`select id, code as key from waste_stream where latest`);
    for (const row of rows) {
      const at = (name: string) => row[heading.indexOf(name)] ?? '';
      const [scopeId, role] = [scopes.get(at('Scope')), at('Role') as Role];
      if (!scopeId) throw new FaultySample(`posts.csv: no scope ${at('Scope')}`);
      const name = { en: at('Name (English)'), zh: at('Name (Chinese)') };
      const postId = await makePost(tx, { code: at('Code'), name, scopeId, role }, 'system');
      const personId = people.get(at('Holder'));
      if (personId) await holdPost(tx, { postId, personId, from: at('From') }, 'system');
      const duties = at('Answers for')
        .split(';')
        .flatMap((code) => streams.get(code) ?? [])
        .map((recordId) => ({ kind: 'waste.stream', recordId }));
      if (duties.length > 0) await setDuties(tx, kinds, postId, duties, 'system');
    }
  });
}

/** Who reports, and who prepared it: what the cover of a report says. */
async function nameTheCompany(installation: Installation): Promise<void> {
  await installation.db.as(systemActor('operator'), async (tx) => {
    await keepSetting(tx, 'report.company', { en: 'Meridian Precision', zh: '子午精密' }, 'system', 'sample company');
    await keepSetting(
      tx,
      'report.preparer',
      { en: 'Sustainability Centre', zh: '可持续发展中心' },
      'system',
      'sample company',
    );
  });
}
