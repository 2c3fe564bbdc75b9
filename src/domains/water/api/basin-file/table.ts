// Basins from a CSV or XLSX: values without outlines, found by their ids.
import { openTable } from '#platform/intake/read/open-table.ts';
import { isRefusal, TableRefused } from '#platform/intake/read/refusal.ts';
import { basinColumns } from '../../model/basin-cells.ts';
import { type BasinFault, type BasinFile, BasinFileRefused, type BasinRow } from './basin-row.ts';
import { rowOf } from './row-of.ts';

/** Opens one. @throws BasinFileRefused */
export async function openBasinTable(path: string): Promise<BasinFile> {
  const table = await openTable(path);
  if (isRefusal(table)) throw new BasinFileRefused(table.refused === 'empty' ? 'empty' : 'file_form');
  return {
    form: 'table',
    synthetic: false,
    close: () => table.close(),
    batches: async function* () {
      let columns: ReturnType<typeof basinColumns>;
      let at = new Map<string, number>();
      try {
        for await (const batch of table.batches()) {
          const rows: (BasinRow | BasinFault)[] = [];
          for (const { row, cells } of batch) {
            if (!columns) {
              columns = basinColumns(cells);
              if (!columns) throw new BasinFileRefused('columns_missing');
              at = new Map(cells.map((heading, index) => [heading, index]));
            } else if (cells.some((cell) => cell !== ''))
              rows.push(rowOf(columns, row, (name) => cells[at.get(name) ?? -1], null));
          }
          yield { rows, share: table.bytesRead() / Math.max(1, table.bytesTotal) };
        }
      } catch (error) {
        if (!(error instanceof TableRefused)) throw error;
        throw new BasinFileRefused('file_broken', { why: error.refusal.refused });
      }
    },
  };
}
