// An audit as one archive: an index to open first, records and history as tables, every revision and paper with its hash.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { printPeriod } from '#period/period.ts';
import type { Actor } from '#platform/db/database.ts';
import type { FileAnswer } from '#platform/http/route.ts';
import { type Language, languages, word } from '#platform/i18n/words.ts';
import { exportRows } from '#platform/intake/export.ts';
import { csvBytes } from '#platform/intake/read/write-csv.ts';
import { type PartToWrite, zipBytes } from '#platform/intake/read/zip-writer.ts';
import { explainKpi } from '#platform/kpi/explain.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { askedKind } from '#platform/records/server/asked.ts';
import { canonicalContent } from '#platform/records/server/content.ts';
import { listRevisions, type RecordRead } from '#platform/records/server/read.ts';
import { timelineOf } from '#platform/records/server/timeline.ts';
import { exactText } from '#units/quantity.ts';
import { printSampleHow } from '../rules/audit-sample.ts';
import type { AuditedLoad } from '../store/audit.ts';
import { auditIndex, type IndexedPaper } from './audit-index.ts';
import type { Audit, AuditWorld } from './read-audit.ts';

/** What happened to one record: its revisions and the steps of its review. */
interface AuditedHistory {
  load: AuditedLoad;
  revisions: readonly RecordRead[];
  timeline: Awaited<ReturnType<typeof timelineOf>>;
}

/** Letters, digits and what names of documents are made of; anything else could mean a folder. */
const safe = (name: string) => name.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 80);
/** Weighbridges reuse numbers: factory and the end of the id tell two documents of one number apart. */
const revisionFile = ({ site, document, id }: AuditedLoad, revision: number) =>
  `records/${safe(site.code)}-${safe(document.number)}-${document.line}-${id.slice(-6)}.r${revision}.json`;

/** Each paper once, under a name that people can read and its SHA-256 tells apart. */
function papersOf(world: AuditWorld, audit: Audit): Promise<IndexedPaper[]> {
  return Promise.all(
    audit.papers.map(async (paper) => ({
      ...paper,
      path:
        !paper.withheld && (await world.evidence.has(paper.sha256))
          ? `files/${paper.sha256.slice(0, 12)}-${safe(paper.evidenceKind)}-${safe(paper.fileName)}`
          : null,
    })),
  );
}

/** A table with its headings in both languages. */
function table(
  world: AuditWorld,
  headings: readonly string[],
  rows: Iterable<readonly (string | number | null)[]>,
): AsyncIterable<Buffer> {
  const titles = headings.map((key) =>
    languages.map((one) => word(world.words, one, `waste.audit.column.${key}`)).join(' '),
  );
  const texts = [...rows].map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  return csvBytes([titles, ...texts]);
}

const recordsCsv = (world: AuditWorld, { sample }: Audit, papers: readonly IndexedPaper[]) =>
  table(
    world,
    ['document', 'line', 'site', 'date', 'stream', 'treatment', 'vendor', 'mass', 'papers', 'id'],
    sample.map((load) => [
      load.document.number,
      load.document.line,
      load.site.code,
      load.departedOn,
      `${load.stream.code} ${load.stream.name.en} ${load.stream.name.zh}`,
      load.treatment,
      `${load.vendor.name.en} ${load.vendor.name.zh}`,
      exactText(load.massTonnes),
      papers.flatMap(({ loadId, path, sha256 }) => (loadId === load.id ? [path ?? sha256] : [])).join('\n'),
      load.id,
    ]),
  );

function* historyRows({ load, timeline }: AuditedHistory, head: Audit['head']): Generator<(string | number | null)[]> {
  const sealed = (seq: number | undefined) => (head && seq !== undefined && seq < head.beforeSeq ? head.height : null);
  for (const { revision, entry, hash, voided, state, writtenSeq } of timeline.revisions)
    yield [
      ...[load.document.number, load.document.line, revision, voided ? 'void' : (entry?.action ?? 'record')],
      ...[
        entry?.at.toISOString() ?? null,
        entry?.actorName.en ?? null,
        entry?.actorName.zh ?? null,
        entry?.via ?? null,
      ],
      ...[entry?.reason ?? null, state, hash, entry?.seq ?? writtenSeq, sealed(entry?.seq ?? writtenSeq)],
    ];
  for (const { revision, step, at, actorName, words, seq } of timeline.events)
    yield [
      ...[load.document.number, load.document.line, revision, step],
      ...[at.toISOString(), actorName.en, actorName.zh, null],
      ...[words ? JSON.stringify(words) : null, null, null, seq, sealed(seq)],
    ];
}

function figuresCsv(world: AuditWorld, { figures }: Audit) {
  const rows = figures.map((figure) => {
    const kpi = world.kpis.get(figure.key.kpi);
    const { computed, coverage } = figure.result;
    const said = (language: Language) => (kpi ? explainKpi(kpi, world.words, language) : undefined);
    const [en, zh] = [said('en'), said('zh')];
    return [
      ...[en?.title ?? figure.key.kpi, zh?.title ?? null],
      ...[
        'value' in computed ? computed.value : null,
        'noData' in computed ? computed.noData : null,
        kpi?.unit ?? null,
      ],
      ...[en?.formula ?? null, zh?.formula ?? null, en?.cites.map(({ printed }) => printed).join('; ') ?? null],
      ...[JSON.stringify(computed.inputs ?? {}), `${coverage.sitesIn} / ${coverage.sitesExpected}`],
      ...[figure.id, `${world.url}/f/${figure.id}`],
    ];
  });
  const headings = ['figure_en', 'figure_zh', 'value', 'noData', 'unit', 'formula_en', 'formula_zh', 'cites', 'inputs'];
  return table(world, [...headings, 'coverage', 'figureId', 'link'], rows);
}

/** The canonical content of every revision: its SHA-256 is the hash in the history. */
function* revisionParts(kind: RecordKind, histories: readonly AuditedHistory[]): Generator<PartToWrite> {
  for (const { load, revisions } of histories)
    for (const { revision, values, lines, voided } of revisions)
      yield { name: revisionFile(load, revision), text: [canonicalContent(kind, values, lines, voided)] };
}

/** Parts one after another, each hashed as it is written; the list of hashes comes last. */
async function* withHashes(parts: AsyncIterable<PartToWrite>): AsyncGenerator<PartToWrite> {
  const sums: string[] = [];
  for await (const { name, text } of parts) {
    const digest = createHash('sha256');
    yield {
      name,
      text: (async function* () {
        for await (const chunk of text) {
          digest.update(chunk);
          yield chunk;
        }
      })(),
    };
    sums.push(`${digest.digest('hex')}  ${name}\n`);
  }
  yield { name: 'SHA256SUMS', text: sums };
}

/** Everything that is read under the auditor's rights before the first byte leaves. */
async function readHistories(
  world: AuditWorld,
  actor: Actor,
  kind: RecordKind,
  audit: Audit,
): Promise<AuditedHistory[]> {
  return world.db.as(actor, async (tx) => {
    const histories: AuditedHistory[] = [];
    for (const load of audit.sample) {
      const revisions = await listRevisions(tx, kind, load.id);
      histories.push({ load, revisions, timeline: await timelineOf(tx, kind, revisions) });
    }
    return histories;
  });
}

/** The archive of an audit; files are read from the store while it is sent. */
export async function auditFile(world: AuditWorld, actor: Actor, audit: Audit): Promise<FileAnswer> {
  const kind = askedKind(world.kinds, 'waste.load');
  const histories = await readHistories(world, actor, kind, audit);
  const papers = await papersOf(world, audit);
  const ids = audit.sample.map(({ id }) => id);
  const sampled = {
    ...{ which: 'counting' as const, filters: [], limit: 1_000, offset: 0, sums: [] },
    also: sql<boolean>`t.id = any(${`{${ids.join(',')}}`}::uuid[])`,
  };
  const sheets: { name: string; body: FileAnswer['body'] }[] = [];
  for (const language of languages) {
    const { body } = await exportRows(world, actor, { kind, question: sampled, list: '', format: 'xlsx', language });
    sheets.push({ name: `records.${language}.xlsx`, body });
  }
  async function* parts(): AsyncGenerator<PartToWrite> {
    yield { name: 'index.html', text: [auditIndex(world, audit, papers)] };
    for (const { name, body } of sheets) yield { name, text: body as Readable };
    yield { name: 'records.csv', text: recordsCsv(world, audit, papers) };
    const history = histories.flatMap((one) => [...historyRows(one, audit.head)]);
    const columns = [
      'document',
      'line',
      'revision',
      'step',
      'at',
      'who_en',
      'who_zh',
      'via',
      'why',
      'state',
      'hash',
      'seq',
    ];
    yield { name: 'history.csv', text: table(world, [...columns, 'sealed'], history) };
    yield { name: 'figures.csv', text: figuresCsv(world, audit) };
    yield* revisionParts(kind, histories);
    const written = new Set<string>();
    for (const { path, sha256 } of papers) {
      if (path === null || written.has(path)) continue;
      written.add(path);
      yield { name: path, text: world.evidence.read(sha256) as unknown as AsyncIterable<Uint8Array> };
    }
  }
  const { scope, question } = audit;
  const name = `${word(world.words, 'en', 'waste.audit.file')} ${scope.code} ${printPeriod(question.period)} ${printSampleHow(question.how)}`;
  return {
    fileName: `${safe(name)}.zip`,
    mediaType: 'application/zip',
    body: Readable.from(zipBytes(withHashes(parts()))),
  };
}
