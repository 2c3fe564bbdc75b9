// A sample as one archive: an index to open first, the records as sheets and JSON, papers, history, and the script that checks it.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { parsePeriod, printPeriod } from '#period/period.ts';
import { titleKey } from '#units/title-key.ts';
import type { FoundScope } from '../access/find-scope.ts';
import type { Actor } from '../db/database.ts';
import type { ExportProgress } from '../history/export.ts';
import { exportParts, safeName, withHashes } from '../history/export.ts';
import { entryTable, type HistoryFileWorld, headNow, readMe } from '../history/export-file.ts';
import { chunksOf, selectRecords } from '../history/select.ts';
import type { FileAnswer } from '../http/route.ts';
import { languages, word } from '../i18n/words.ts';
import { exportRows } from '../intake/export.ts';
import { csvBytes } from '../intake/read/write-csv.ts';
import { type PartToWrite, zipBytes } from '../intake/read/zip-writer.ts';
import { unitOfFigure } from '../kpi/declare.ts';
import { explainKpi } from '../kpi/explain.ts';
import type { Figure } from '../kpi/ledger.ts';
import { askedKind } from '../records/server/asked.ts';
import { nameOf } from '../records/server/names.ts';
import { listRevisions, type RecordRead } from '../records/server/read.ts';
import { timelineOf } from '../records/server/timeline.ts';
import { readSampleHow, type SampleHow } from './how.ts';
import { auditIndex, type IndexedRecord } from './index-page.ts';
import { listQuestions } from './questions.ts';
import { type KeptSample, populationOf, quantityOf, relatedOf, type SampleWorld } from './sample.ts';

/** What an archive needs of the installation. */
export interface AuditWorld extends SampleWorld, HistoryFileWorld {
  /** how others reach this installation */
  url: string;
}

/** A sample with the scope that it was drawn for. */
export interface AuditFileAsked {
  actor: Actor;
  sample: KeptSample;
  scope: FoundScope;
  progress?: (progress: ExportProgress) => void;
}

interface ReadRecord extends IndexedRecord {
  revisions: readonly RecordRead[];
  timeline: Awaited<ReturnType<typeof timelineOf>>;
}

/** Records with all that happened to them; a sample is small, so they are held. */
async function readRecords(
  world: AuditWorld,
  actor: Actor,
  wanted: readonly { kind: string; id: string; revision?: number; quantity?: string | null }[],
): Promise<ReadRecord[]> {
  const read: ReadRecord[] = [];
  for (const chunk of chunksOf(wanted, 50)) {
    read.push(
      ...(await world.db.as(actor, async (tx) => {
        const found: ReadRecord[] = [];
        for (const { kind: id, id: recordId, revision, quantity } of chunk) {
          const kind = askedKind(world.kinds, id);
          const revisions = await listRevisions(tx, kind, recordId);
          const record = revisions.find((one) => one.revision === revision) ?? revisions.at(-1);
          if (!record) continue;
          const timeline = await timelineOf(tx, kind, revisions);
          const { rows } = await sql<{
            code: string;
          }>`select code from scope_node where id = ${timeline.scopeId}`.execute(tx);
          found.push({
            ...{ kind, record, revisions, timeline, quantity: quantity ?? null, name: nameOf(kind, record.values) },
            ...{ site: rows[0]?.code ?? '', papers: timeline.evidence },
          });
        }
        return found;
      })),
    );
  }
  return read;
}

const columns = [
  'kind',
  'record',
  'revision',
  'action',
  'at',
  'who_en',
  'who_zh',
  'via',
  'reason',
  'hash',
  'seq',
  'block',
];

/** What happened to each record, as a table. */
function* historyRows(
  world: AuditWorld,
  records: readonly ReadRecord[],
  head: { height: number; beforeSeq: number } | undefined,
) {
  const both = (key: string) => languages.map((one) => word(world.words, one, key)).join(' ');
  yield columns.map((key) => both(`history.column.${key}`));
  const sealed = (seq: number) => (head && seq < head.beforeSeq ? String(head.height) : '');
  for (const { kind, name, timeline } of records) {
    const of = [both(kind.kind), name.code || name.en];
    for (const { revision, entry, hash, voided, writtenSeq } of timeline.revisions)
      yield [
        ...[...of, String(revision), both(`action.${voided ? 'void' : (entry?.action ?? 'record')}`)],
        ...[entry?.at.toISOString() ?? '', entry?.actorName.en ?? '', entry?.actorName.zh ?? '', entry?.via ?? ''],
        ...[entry?.reason ?? '', hash, String(entry?.seq ?? writtenSeq), sealed(entry?.seq ?? writtenSeq)],
      ];
    for (const { revision, step, at, actorName, words, seq } of timeline.events)
      yield [
        ...[...of, String(revision), both(`action.${step}`)],
        ...[at.toISOString(), actorName.en, actorName.zh, ''],
        ...[words ? JSON.stringify(words) : '', '', String(seq), sealed(seq)],
      ];
  }
}

function* figureRows(world: AuditWorld, figures: readonly Figure[]) {
  const headings = ['figure', 'value', 'unit', 'formula_en', 'formula_zh', 'inputs', 'coverage', 'figureId', 'link'];
  yield headings.map((key) => languages.map((one) => word(world.words, one, `audit.column.${key}`)).join(' '));
  for (const { id, key, parameters, result } of figures) {
    const kpi = world.kpis.get(key.kpi);
    const { computed, coverage } = result;
    yield [
      languages.map((one) => word(world.words, one, titleKey(key.kpi, parameters))).join(' '),
      'value' in computed ? computed.value : `— ${computed.noData}`,
      kpi ? unitOfFigure(kpi, computed) : '',
      ...languages.map((one) => (kpi ? explainKpi(kpi, world.words, one).formula : '')),
      JSON.stringify(computed.inputs ?? {}),
      `${coverage.sitesIn} / ${coverage.sitesExpected}`,
      ...[id, `${world.url}/f/${id}`],
    ];
  }
}

async function figuresOf(world: AuditWorld, { actor, sample, scope }: AuditFileAsked): Promise<Figure[]> {
  const kpis = world.contributions.flatMap(({ kind, figures }) => (sample.kinds.includes(kind) ? (figures ?? []) : []));
  const asked = kpis.map((kpi) => ({ kpi, scopeId: scope.id, period: sample.period, basis: 'approved' as const }));
  return (await world.figures.ask(asked, actor)).flatMap((figure) => figure ?? []);
}

/** The ids that were drawn from, by kind; undefined when they are no longer those of then, as after a change of the organisation. */
async function populationStill(world: AuditWorld, asked: AuditFileAsked, how: SampleHow) {
  const { actor, sample, scope } = asked;
  const period = parsePeriod(sample.period);
  const pages = (kind: string) =>
    populationOf(world, actor, askedKind(world.kinds, kind), { scope, period, how }, sample.asOf);
  for (const { kind, digest: drawnFrom } of sample.populations) {
    const digest = createHash('sha256');
    for await (const page of pages(kind)) for (const { id } of page) digest.update(`${id}\n`);
    if (digest.digest('hex') !== drawnFrom) return undefined;
  }
  return async function* (): AsyncGenerator<string> {
    for (const { kind } of sample.populations)
      for await (const page of pages(kind))
        yield page.map(({ id, quantity }) => `${JSON.stringify({ kind, id, quantity })}\n`).join('');
  };
}

/** The archive of a sample; it is written while it is sent. */
export async function auditFile(world: AuditWorld, asked: AuditFileAsked): Promise<FileAnswer> {
  const { actor, sample, scope, progress } = asked;
  const how = readSampleHow(sample.how) as SampleHow;
  const head = await headNow(world);
  const related = await relatedOf(world.db, actor, world, sample.records);
  const records = await readRecords(world, actor, sample.records);
  const beside = await readRecords(world, actor, related);
  const figures = await figuresOf(world, asked);
  const questions = await world.db.as(actor, (tx) => listQuestions(tx, { sampleId: sample.id }));
  const population = await populationStill(world, asked, how);
  const all = [...records, ...beside];
  const ids = new Map(
    [...Map.groupBy(all, ({ kind }) => kind.kind)].map(([kind, of]) => [kind, of.map(({ record }) => record.id)]),
  );
  const selection = await selectRecords(world.db, actor, { kinds: world.kinds, ids, head });
  const told = {
    ...{ id: sample.id, seq: sample.seq, asOf: sample.asOf, at: sample.at, by: sample.actorName, scope: scope.code },
    ...{ period: sample.period, kinds: sample.kinds, how, written: sample.how, note: sample.note },
    ...{ populations: sample.populations, records: sample.records },
  };
  async function* parts(): AsyncGenerator<PartToWrite> {
    yield readMe(world.words);
    yield {
      name: 'index.html',
      text: [auditIndex(world, { sample, scope, how, records, beside, related, figures, questions, head })],
    };
    for (const [id, of] of ids) {
      const kind = askedKind(world.kinds, id);
      const drawn = sql<boolean>`t.id = any(${`{${of.join(',')}}`}::uuid[])`;
      const question = { which: 'latest' as const, filters: [], also: drawn, limit: 1_000, offset: 0, sums: [] };
      for (const language of languages) {
        const { body } = await exportRows(world, actor, { kind, question, list: '', format: 'xlsx', language });
        yield { name: `records/${safeName(id)}.${language}.xlsx`, text: body as Readable };
      }
    }
    const shown = all.map(({ kind, record }) => ({
      ...{ kind: kind.kind, id: record.id, revision: record.revision, state: record.state, hash: record.hash },
      ...{ values: record.values, lines: record.lines },
    }));
    yield { name: 'records/records.json', text: [`${JSON.stringify(shown, null, 1)}\n`] };
    yield { name: 'history.csv', text: csvBytes(historyRows(world, all, head)) };
    yield { name: 'entries.csv', text: entryTable(world, selection.entries) };
    if (figures.length > 0) yield { name: 'figures.csv', text: csvBytes(figureRows(world, figures)) };
    yield { name: 'questions.json', text: [`${JSON.stringify(questions, null, 1)}\n`] };
    yield { name: 'sample.json', text: [`${JSON.stringify(told, null, 1)}\n`] };
    if (population) yield { name: 'population.jsonl', text: population() };
    const siteIds = [...new Set(sample.records.flatMap(({ scopeId }) => scopeId ?? []))];
    for (const { kind, parts: more } of world.contributions)
      if (more && sample.kinds.includes(kind))
        yield* more({ actor, scope, period: parsePeriod(sample.period), siteIds });
    const about = {
      ...{ scope: { type: scope.type, code: scope.code, name: scope.name }, period: sample.period, by: 'sample' },
      ...{ sample: sample.id, madeAt: new Date().toISOString(), madeBy: actor.id },
    };
    yield* exportParts(world, { actor, selection, head, about, ...(progress ? { progress } : {}) });
  }
  const name = `${word(world.words, 'en', 'audit.file')} ${scope.code} ${printPeriod(parsePeriod(sample.period))} ${sample.how}`;
  return {
    fileName: `${safeName(name)}.zip`,
    mediaType: 'application/zip',
    body: Readable.from(zipBytes(withHashes(parts()))),
  };
}

/** By which quantity each kind of a sample is listed. */
export const quantitiesOf = (world: SampleWorld, sample: Pick<KeptSample, 'kinds' | 'how'>): Record<string, string> =>
  Object.fromEntries(
    sample.kinds.flatMap((kind) => {
      const field = quantityOf(world, kind, readSampleHow(sample.how) as SampleHow);
      return field ? [[kind, field]] : [];
    }),
  );
