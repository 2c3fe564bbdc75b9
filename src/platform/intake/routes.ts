// The endpoints of the import page: a file in, what became of its rows, cells mended, committed as one, undone as one.
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { z } from 'zod';
import { findScope } from '../access/find-scope.ts';
import { GROUP_ID } from '../access/organisation.ts';
import type { Session } from '../access/session.ts';
import { noteFile } from '../evidence/attach.ts';
import { keepUpload } from '../evidence/keep-upload.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import { historySeq } from '../history/entry.ts';
import { type FileAnswer, type Route, route } from '../http/route.ts';
import { isLanguage, type Language, word } from '../i18n/words.ts';
import { askedKind } from '../records/server/asked.ts';
import { maskOf } from '../records/server/masked.ts';
import { ruleNow, rulesOf } from '../records/server/policies.ts';
import { Refused } from '../records/server/refusal.ts';
import { changesOf, decisionShape, decisionsWith, ofDispute, refuseOtherKind } from './decisions.ts';
import type { RowDifference } from './difference.ts';
import { refusedWorkbook } from './export.ts';
import { type ImportRow, shownImport } from './import-view.ts';
import { checkImport, type FileToImport, type IntakeWorld, importFile, newImportId } from './imports.ts';
import { headingsOf, rememberedHeadings } from './remembered-headings.ts';
import { columnsToRead } from './sheet-columns.ts';
import { undoImport } from './undo-import.ts';

/** What the import endpoints need besides. */
export interface ImportsWorld extends IntakeWorld {
  evidence: EvidenceStore;
  maxUploadBytes: number;
}

/** No sheet is wider; a cell beyond would make a row of so many empty ones. */
const LAST_COLUMN = 16_383;
/** Values that hold for every row, written as JSON by field: the vendor and month of a statement say it once. */
const givenBeside = z
  .string()
  .max(2_000)
  .default('{}')
  .transform((text, ctx) => {
    try {
      return z.record(z.string(), z.string().max(200)).parse(JSON.parse(text));
    } catch {
      ctx.addIssue({ code: 'custom', message: 'not an object of texts' });
      return z.NEVER;
    }
  });
const idQuery = z.object({ id: z.uuid(), lang: z.string().optional() });
const languageOf = (lang: string | undefined): Language => (isLanguage(lang) ? lang : 'en');

/** An import is its person's own wherever it lies; a key that holds in a part of the group sees what lies there or came by it. */
const seenBy = ({ key, reach }: Session) =>
  key && key.scopeId !== GROUP_ID
    ? sql<boolean>`(i.key_id = ${key.id} or i.scope_id = any(${[...reach('imports.use')]}::uuid[]))`
    : sql<boolean>`true`;

/** Endpoints of imports. Work in the background is remembered by import, so that two presses do not run it twice. */
export function importRoutes(world: ImportsWorld): Route[] {
  const running = new Map<string, Promise<unknown>>();
  const start = (id: string, work: () => Promise<unknown>) => {
    if (running.has(id)) throw new Refused('import_not_ready');
    const job = work()
      .catch((error: unknown) =>
        process.stderr.write(
          `import ${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
        ),
      )
      .finally(() => running.delete(id));
    running.set(id, job);
  };

  const find = (session: Session, id: string): Promise<ImportRow> =>
    world.db.as(session.actor, async (tx) => {
      const { rows } = await sql<ImportRow>`
        select i.id, i.kind, i.file_name, encode(i.file_sha256, 'hex') as file_sha256, i.scope_id, i.status, i.actor, i.at, i.counts, i.mapping, i.mended, i.returned, i.decided, i.voids, i.guest_link_id, i.progress, a.name_en, a.name_zh
        from intake_import i left join person_attribute a on a.person_id::text = i.actor where i.id = ${id} and ${seenBy(session)}`.execute(
        tx,
      );
      if (!rows[0]) throw new Refused('not_found');
      return rows[0];
    });

  const fileOf = async (session: Session, row: ImportRow): Promise<FileToImport> => {
    const kind = world.kinds.get(row.kind);
    if (!kind || !row.file_sha256) throw new Refused('not_found');
    return {
      importId: row.id,
      kind,
      path: await world.evidence.pathOf(row.file_sha256),
      fileName: row.file_name,
      sha256: row.file_sha256,
      fixed: row.mapping.fixed ?? {},
      chosen: row.mapping.chosen ?? {},
      ...(row.mapping.remembered ? { remembered: row.mapping.remembered } : {}),
      mended: row.mended,
      mask: maskOf(session, kind),
      decided: row.decided,
      ...(row.voids ? { voids: row.voids } : {}),
    };
  };

  return [
    route({
      method: 'POST',
      path: '/api/v1/imports/:kind',
      summary: 'Upload a file to be checked; nothing is recorded before it is committed',
      query: z.object({ kind: z.string(), scope: z.string().optional(), given: givenBeside }),
      may: () => ({ action: 'imports.use' }),
      answer: async ({ session, request }, { kind: kindId, scope, given }) => {
        const kind = askedKind(world.kinds, kindId);
        if (Object.keys(given).some((path) => !kind.flat.has(path))) throw new Refused('not_found');
        const { file, fileName } = await keepUpload(request, world.evidence, world.maxUploadBytes);
        await refuseOtherKind(world.kinds, kind, await world.evidence.pathOf(file.sha256));
        const site = scope ? await world.db.as(session.actor, (tx) => findScope(tx, scope)) : undefined;
        const fixed = {
          ...given,
          ...(kind.owner === 'site' && site?.type === 'site' ? { [kind.site ?? 'site']: site.id } : {}),
        };
        const importId = newImportId();
        const remembered = await world.db.as(session.actor, async (tx) => {
          await noteFile(tx, file, await historySeq(tx));
          await sql`insert into intake_import (id, kind, file_name, file_sha256, scope_id, status, actor, key_id, mapping)
            values (${importId}, ${kind.kind}, ${fileName}, decode(${file.sha256}, 'hex'), ${site?.type === 'site' ? site.id : null}::uuid, 'checking', app_actor(),
              ${session.key?.id ?? null}::uuid, ${JSON.stringify({ fixed, bytesTotal: file.bytes })}::jsonb)`.execute(
            tx,
          );
          const keys = new Set(columnsToRead(world.words, kind).map((column) => column.key));
          const place = headingsOf(kind, site?.type === 'site' ? site.id : null);
          return place === null ? {} : rememberedHeadings(tx, kind, place, keys);
        });
        start(importId, async () =>
          checkImport(world, session.actorFor('records.record'), {
            importId,
            kind,
            path: await world.evidence.pathOf(file.sha256),
            fileName,
            sha256: file.sha256,
            fixed,
            chosen: {},
            remembered,
            mended: {},
            mask: maskOf(session, kind),
          }),
        );
        return { id: importId };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/imports',
      summary: 'The newest imports',
      query: z.object({ lang: z.string().optional() }),
      may: () => ({ action: 'imports.use' }),
      answer: async ({ session }, { lang }) => {
        const rows = await world.db.as(session.actor, (tx) =>
          sql<ImportRow>`select i.id, i.kind, i.file_name, encode(i.file_sha256, 'hex') as file_sha256, i.scope_id, i.status, i.actor, i.at, i.counts, i.mapping, i.mended, i.returned, i.decided, i.voids, i.guest_link_id, i.progress, a.name_en, a.name_zh
            from intake_import i left join person_attribute a on a.person_id::text = i.actor where ${seenBy(session)} order by i.at desc limit 50`.execute(
            tx,
          ),
        );
        return { imports: rows.rows.map((row) => shownImport(world, session, row, languageOf(lang))) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/imports/:id',
      summary: 'One import: its columns, counts and progress',
      query: idQuery,
      may: () => ({ action: 'imports.use' }),
      answer: async ({ session }, { id, lang }) =>
        shownImport(world, session, await find(session, id), languageOf(lang)),
    }),
    route({
      method: 'GET',
      path: '/api/v1/imports/:id/rows',
      summary: 'Rows of an import with what is wrong in which cell',
      query: z.object({
        id: z.uuid(),
        outcome: z.enum(['new', 'changed', 'same', 'bad', 'skipped']).optional(),
        disputed: z.stringbool().optional(),
        limit: z.coerce.number().int().min(1).max(1_000).default(200),
        offset: z.coerce.number().int().min(0).default(0),
        lang: z.string().optional(),
      }),
      may: () => ({ action: 'imports.use' }),
      answer: async ({ session }, { id, outcome, disputed, limit, offset, lang }) => {
        await find(session, id);
        return world.db.as(session.actor, async (tx) => {
          const where = sql`${outcome ? sql`and outcome = ${outcome}` : sql``} ${disputed ? ofDispute : sql``}`;
          const { rows } = await sql<{
            row_number: number;
            outcome: string;
            cells: string[];
            problems: {
              column: number | null;
              field: string | null;
              code: string;
              level: string;
              facts?: Record<string, string | number>;
              suggestion?: string;
            }[];
            difference: RowDifference | null;
          }>`
            select row_number, outcome, cells, problems, difference from intake_row where import_id = ${id} ${where} order by row_number limit ${limit} offset ${offset}`.execute(
            tx,
          );
          const changes = await changesOf(
            tx,
            rows.flatMap((row) => row.difference?.writtenSeq ?? []),
          );
          const total = await sql<{
            n: number;
          }>`select count(*)::int as n from intake_row where import_id = ${id} ${where}`.execute(tx);
          return {
            rows: rows.map((row) => ({
              row: row.row_number,
              cells: row.cells,
              outcome: row.outcome,
              ...(row.difference
                ? { difference: { ...row.difference, changed: changes.get(row.difference.writtenSeq) ?? null } }
                : {}),
              problems: row.problems.map((problem) => ({
                ...problem,
                words: word(world.words, languageOf(lang), problem.code, problem.facts),
              })),
            })),
            count: total.rows[0]?.n ?? 0,
          };
        });
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/imports/:id',
      summary: 'Mend cells, choose columns, decide cells in dispute; the file is checked again',
      query: idQuery,
      body: z.object({
        cells: z
          .array(
            z.object({
              row: z.number().int().min(1).max(100_000_000),
              column: z.number().int().min(0).max(LAST_COLUMN),
              text: z.string().max(2_000),
            }),
          )
          .max(20_000)
          .optional(),
        columns: z.record(z.string().regex(/^\d{1,5}$/), z.string().nullable()).optional(),
        ...decisionShape,
      }),
      may: () => ({ action: 'imports.use' }),
      answer: async ({ session }, { id, lang, body }) => {
        const row = await find(session, id);
        if (row.actor !== session.personId || !['checked', 'refused'].includes(row.status) || running.has(id))
          throw new Refused('import_not_ready');
        const mended: Record<string, Record<string, string>> = structuredClone(row.mended) as never;
        for (const cell of body.cells ?? []) mended[cell.row] = { ...mended[cell.row], [cell.column]: cell.text };
        const chosen = { ...(row.mapping.chosen ?? {}), ...(body.columns ?? {}) };
        const decided = await decisionsWith(world.db, session.actor, row, body);
        const voids = body.voids === undefined ? row.voids : body.voids;
        await world.db.as(session.actor, (tx) =>
          sql`update intake_import set voids = ${voids && JSON.stringify(voids)}::jsonb where id = ${id}`.execute(tx),
        );
        const work = checkImport(world, session.actorFor('records.record'), {
          ...(await fileOf(session, row)),
          mended,
          chosen,
          decided,
        });
        start(id, () => work);
        // A small file answers with its new outcome; a large one is followed by its progress.
        await Promise.race([work, new Promise((done) => setTimeout(done, 1_500))]);
        return shownImport(world, session, await find(session, id), languageOf(lang));
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/imports/:id/commit',
      summary: 'Commit the file as one, or its good rows as one',
      query: idQuery,
      body: z.object({ acceptGood: z.boolean().default(false) }),
      may: () => ({ action: 'imports.use' }),
      answer: async ({ session }, { id, lang, body }) => {
        let row = await find(session, id);
        // A check that has said its outcome may still be on its way out.
        if (row.status === 'checked' && running.has(id)) {
          await running.get(id);
          row = await find(session, id);
        }
        if (row.actor !== session.personId || row.status !== 'checked' || running.has(id))
          throw new Refused('import_not_ready');
        if ((row.counts.bad ?? 0) > 0 && !body.acceptGood)
          throw new Refused('import_has_errors', { bad: row.counts.bad ?? 0 });
        const file = await fileOf(session, row);
        const { policy } = ruleNow(await world.db.as(session.actor, (tx) => rulesOf(tx, file.kind)));
        const work = importFile(world, session.actorFor('records.record'), file, {
          acceptGood: body.acceptGood,
          state: policy === 'none' ? 'approved' : 'draft',
          via: 'import',
        });
        let failure: unknown;
        start(id, () =>
          work.catch((error: unknown) => {
            failure = error;
          }),
        );
        await Promise.race([work.catch(() => undefined), new Promise((done) => setTimeout(done, 1_500))]);
        if (failure) throw failure;
        return shownImport(world, session, await find(session, id), languageOf(lang));
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/imports/:id/undo',
      summary: 'Take an import back as one, while none of its records was submitted or changed',
      query: idQuery,
      may: () => ({ action: 'imports.use' }),
      answer: async ({ session }, { id, lang }) => {
        const row = await find(session, id);
        const kind = world.kinds.get(row.kind);
        if (!kind || row.status !== 'committed' || row.actor !== session.personId)
          throw new Refused('import_cannot_be_undone');
        await world.db.as(session.actorFor('records.record'), (tx) => undoImport(tx, world, kind, row));
        return shownImport(world, session, await find(session, id), languageOf(lang));
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/imports/:id/refused.xlsx',
      summary: 'The rows with errors, each cell with its sentence, to be mended and imported again',
      query: idQuery,
      file: true,
      may: () => ({ action: 'imports.use' }),
      answer: async ({ session }, { id, lang }): Promise<FileAnswer> => {
        const row = await find(session, id);
        const { rows } = await world.db.as(session.actor, (tx) =>
          sql<{
            cells: string[];
            problems: { column: number | null; code: string; facts?: Record<string, string | number> }[];
          }>`
            select cells, problems from intake_row where import_id = ${id} and outcome = 'bad' order by row_number`.execute(
            tx,
          ),
        );
        const headings: string[] = [];
        for (const column of row.mapping.columns ?? []) headings[column.index] = column.heading;
        return {
          fileName: `${row.file_name.replace(/\.\w+$/, '')}-refused.xlsx`,
          mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          body: Readable.from(
            refusedWorkbook(
              world.words,
              languageOf(lang),
              Array.from(headings, (heading) => heading ?? ''),
              rows,
            ),
          ),
        };
      },
    }),
  ];
}
