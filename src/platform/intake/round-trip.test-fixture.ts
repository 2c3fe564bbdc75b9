// What tests of a sheet that goes out and comes back share: a small company, its loads, and another program that saves the sheet.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { kinds, words } from '#app/wiring.ts';
import { kindOf, openSmallCompany, type SmallCompany, untilFinal } from '../../../tests/small-company.ts';
import type { Actor } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { listBehind } from '../records/server/list-question.ts';
import type { RowDifference } from './difference.ts';
import { exportRows } from './export.ts';
import { checkImport, type FileToImport, type IntakeWorld, importFile } from './imports.ts';
import { fixtureFolder } from './read/fixture-files.ts';

const noFigures = { behindFigure: async () => undefined };
/** The kind that goes out. */
export const load = kindOf('waste.load');

/** A file to import, of loads unless a test says otherwise. */
export const fileOf = (path: string, more: Partial<FileToImport> = {}): FileToImport => ({
  ...{ importId: uuidv7(), kind: load, path, fileName: 'loads.xlsx', sha256: null, fixed: {}, chosen: {}, mended: {} },
  ...more,
});

/** The row in which this ticket stands. */
export function rowOf(sheet: ExcelJS.Worksheet, ticket: string): ExcelJS.Row {
  let found: ExcelJS.Row | undefined;
  sheet.eachRow((row) => {
    if ((row.values as unknown[]).includes(ticket)) found = row;
  });
  if (!found) throw new Error(`no row ${ticket}`);
  return found;
}

/** What somebody does to a sheet in another program; `column` finds a heading. */
export type Change = (sheet: ExcelJS.Worksheet, column: (heading: string) => number, book: ExcelJS.Workbook) => void;

interface Told {
  row_number: number;
  outcome: string;
  problems: { column: number | null; code: string }[];
  difference: RowDifference | null;
}

/** Opens the company before all tests of a file, makes it as it was before each, and closes it; its values are there in tests. */
export function roundTrips() {
  const fixture = fixtureFolder();
  let opened: SmallCompany | undefined;
  let world: IntakeWorld;
  let files = 0;
  beforeAll(async () => {
    opened = await openSmallCompany();
    world = {
      ...opened.intake,
      listBehind: (tx, kind, address, mask) => listBehind(noFigures, tx, mask, kind, address),
    };
  });
  beforeEach(() => opened?.rewind());
  afterAll(() => opened?.close());

  const here = (): SmallCompany => {
    if (!opened) throw new Error('not open yet');
    return opened;
  };
  return {
    get company(): SmallCompany {
      return here();
    },
    get people(): SmallCompany['people'] {
      return here().people;
    },
    get world(): IntakeWorld {
      return world;
    },
    fixture,
    /** The list as a workbook on disk. */
    exported: async (
      actor: Actor,
      list = '',
      kind: RecordKind = load,
      language: 'en' | 'zh' = 'en',
    ): Promise<string> => {
      const { db } = here();
      // Which rows a sheet has no more is told of what was final when it went out; tests beside this one hold that back.
      await untilFinal(here());
      const question = await db.as(actor, (tx) => listBehind(noFigures, tx, undefined, kind, list));
      if (!question) throw new Error(`no list ${list}`);
      const { body } = await exportRows({ db, kinds, words }, actor, {
        ...{ kind, question, list: list === '' ? 'scope=group' : list, format: 'xlsx', language },
      });
      const path = fixture(`out-${++files}.xlsx`, '');
      await pipeline(body as NodeJS.ReadableStream, createWriteStream(path));
      return path;
    },
    /** Opens a workbook with another program's library, changes its first sheet, and saves it anew. */
    edited: async (path: string, change: Change): Promise<string> => {
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(path);
      const sheet = book.worksheets[0] as ExcelJS.Worksheet;
      const column = (heading: string) => {
        const at = (sheet.getRow(1).values as string[]).indexOf(heading);
        if (at < 0) throw new Error(`no ${heading} among ${String(sheet.getRow(1).values)}`);
        return at;
      };
      change(sheet, column, book);
      const saved = fixture(`back-${++files}.xlsx`, '');
      await book.xlsx.writeFile(saved);
      return saved;
    },
    check: async (file: FileToImport, actor: Actor = here().people.suzhou) => {
      const report = await checkImport(world, actor, file);
      const rows = await here().all(
        sql<Told>`select row_number, outcome, problems, difference from intake_row where import_id = ${file.importId} order by row_number`,
      );
      return { ...report, rows };
    },
    commit: (file: FileToImport, actor: Actor = here().people.suzhou, acceptGood = false) =>
      importFile(world, actor, file, { acceptGood, state: 'draft', via: 'import' }),
    /** A load of Suzhou in May 2024 that counts. */
    approved: (ticket: string, tonnes: string, site = here().id.SZ as string) =>
      here().loadAt('approved', { site, on: '2024-05-02', tonnes, ticket }),
    /** Corrects a load as somebody does on its page. */
    correctedHere: async (id: string, more: Record<string, unknown>, actor: Actor = here().people.suzhou) => {
      const { values, revision } = await here().newest('waste.load', id);
      const typed = Object.fromEntries([...load.flat.keys()].map((path) => [path, values[path] ?? null]));
      await here().record(actor, 'waste.load', [{ id, values: { ...typed, ...more }, basedOn: revision }]);
    },
    massOf: async (id: string) => (await here().newest('waste.load', id)).values.ownMassTonnes,
  };
}
