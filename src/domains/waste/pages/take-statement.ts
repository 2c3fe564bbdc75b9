// A vendor's statement becomes a record: a sheet by its lines, and the file lies behind it as its evidence.
import { v7 as uuidv7 } from 'uuid';
import type { ImportAnswer } from '#platform/records/web/import-answers.ts';
import { getJson, sendJson, uploadFile } from '#platform/ui/api.ts';

const kind = 'waste.statement';
const PAUSE_MS = 150;

/** Whose statement of which month it is. */
export interface StatementOf {
  site: string;
  month: string;
  /** known from the file's name or chosen; a sheet may say it itself */
  vendorId: string | undefined;
  number: string;
}

/** Sheets that are read by their lines; anything else is attached as it is, its lines typed. */
export const isSheet = (file: File): boolean => /\.(xlsx|csv|tsv|txt)$/i.test(file.name);

/** The number that a file carries in its name: the name without its ending and the word for what it is. */
export const numberFrom = (fileName: string): string =>
  fileName
    .replace(/\.\w+$/, '')
    .replace(/^(statement|对账单)[-_ ]*/i, '')
    .slice(0, 60);

const attach = (file: File, recordId: string, onProgress: (share: number) => void) =>
  uploadFile('/evidence', file, { kind, record: recordId, evidenceKind: 'vendor_statement' }, onProgress);

/** An import once it has done what it was at. */
async function afterWork(importId: string, work: ImportAnswer['status']): Promise<ImportAnswer> {
  for (;;) {
    const answer = await getJson<ImportAnswer>(`/imports/${importId}`);
    if (answer.status !== work) return answer;
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

/**
 * Reads a sheet's lines, writes them when all are right, and attaches the sheet. What the sheet does not say itself is
 * given beside it.
 * @returns what stands in the way: nobody knows the vendor, or cells are to be mended in the import
 */
export async function takeSheet(
  file: File,
  of: StatementOf,
  onProgress: (share: number) => void,
): Promise<{ toMend: string } | { unknown: 'vendor' } | { recordId: string }> {
  const given = JSON.stringify({
    ...(of.vendorId ? { vendor: of.vendorId } : {}),
    ...{ month: `${of.month}-01`, number: of.number },
  });
  const { id } = await uploadFile<{ id: string }>(`/imports/${kind}`, file, { scope: of.site, given }, onProgress);
  const answer = await afterWork(id, 'checking');
  if (!of.vendorId && answer.missing.includes('vendor')) return { unknown: 'vendor' };
  if (answer.status !== 'checked' || (answer.counts?.bad ?? 1) > 0) return { toMend: id };
  return { recordId: await commitSheet(id, file, onProgress) };
}

/** Writes a sheet that has been mended, and attaches it. @returns the record's id */
export async function commitSheet(importId: string, file: File, onProgress: (share: number) => void): Promise<string> {
  await sendJson('POST', `/imports/${importId}/commit`, { acceptGood: false });
  // The server answers a long one before it is done.
  await afterWork(importId, 'committing');
  const { records } = await getJson<{ records: { id: string }[] }>(`/records/${kind}`, {
    import: importId,
    which: 'latest',
    limit: 1,
  });
  const recordId = records[0]?.id ?? '';
  await attach(file, recordId, onProgress);
  return recordId;
}

/** One line of a statement as it was typed. */
export interface TypedLine {
  streamId: string;
  massTonnes: string;
}

/** Records a statement whose lines were typed, and attaches the paper. @returns the record's id */
export async function takePaper(
  file: File,
  of: StatementOf & { siteId: string; vendorId: string },
  lines: readonly TypedLine[],
  onProgress: (share: number) => void,
): Promise<string> {
  const recordId = uuidv7();
  await sendJson('PUT', `/records/${kind}/${recordId}`, {
    values: { site: of.siteId, vendor: of.vendorId, month: `${of.month}-01`, number: of.number },
    // How many loads the vendor counted was not asked: our own number is not its statement.
    lines: lines.map(({ streamId, massTonnes }) => ({
      stream: streamId,
      massTonnes: { value: massTonnes, entered: null },
    })),
  });
  await attach(file, recordId, onProgress);
  return recordId;
}
