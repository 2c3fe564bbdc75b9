// One row of a file, whatever its form: ids, cells and outline, or what is wrong with it.
import { type BasinColumns, readCells } from '../../model/basin-cells.ts';
import { type OutlineFault, outlineFault, type Polygons } from '../../rules/outline.ts';
import type { BasinFault, BasinRow } from './basin-row.ts';

const textOf = (value: unknown): string | null => {
  const text = value === null || value === undefined ? '' : String(value).trim();
  return text === '' || text === '-9999' ? null : text.slice(0, 200);
};

/** Makes a row of its values by heading. */
export function rowOf(
  columns: BasinColumns,
  row: number,
  cellOf: (heading: string) => unknown,
  outline: Polygons | { fault: OutlineFault } | null,
): BasinRow | BasinFault {
  const id = textOf(cellOf(columns.id));
  if (id === null) return { code: 'id_missing', row, facts: { column: columns.id } };
  if (outline !== null && 'fault' in outline) return { code: outline.fault, row, facts: { id } };
  const fault = outline === null ? undefined : outlineFault(outline);
  if (fault) return { code: fault, row, facts: { id } };
  const indicators = readCells(columns.indicators, cellOf);
  const futures = readCells(columns.futures, cellOf);
  for (const read of [indicators, futures])
    if (read && 'code' in read && typeof read.code === 'string') {
      const { code, column, given } = read as Exclude<ReturnType<typeof readCells>, null> & Record<string, string>;
      return { code: code as BasinFault['code'], row, facts: { column: column ?? '', given: given ?? '', id } };
    }
  const optional = (heading: string | null) => (heading === null ? null : textOf(cellOf(heading)));
  return {
    row,
    id,
    pfafId: optional(columns.pfafId),
    gid1: optional(columns.gid1),
    name: optional(columns.name),
    polygons: outline as Polygons | null,
    indicators: indicators as BasinRow['indicators'],
    futures: futures as BasinRow['futures'],
  };
}
