// What a file of basins gives, whatever its form: rows with ids, outline and cells; and why a file or a row is refused.
import type { Cells } from '../../model/basin-cells.ts';
import type { Polygons } from '../../rules/outline.ts';

/** What is wrong: a code whose words are `water.basins.fault.…`, where, and facts. */
export interface BasinFault {
  code: BasinFaultCode;
  /** counted from 1 within the file's rows; null for the file as a whole */
  row: number | null;
  facts?: Record<string, string | number>;
}

/** Codes are added, never renamed. */
export const basinFaultCodes = [
  'file_form',
  'file_broken',
  'columns_missing',
  'id_missing',
  'id_twice',
  'crs',
  'coordinates_outside',
  'not_a_polygon',
  'ring_too_short',
  'ring_open',
  'broken',
  'number',
  'score_outside',
  'category_outside',
  'row_too_long',
  'too_many',
  'empty',
] as const;
/** One of them. */
export type BasinFaultCode = (typeof basinFaultCodes)[number];

/** One area with its values as the file has them. */
export interface BasinRow {
  row: number;
  id: string;
  pfafId: string | null;
  gid1: string | null;
  name: string | null;
  polygons: Polygons | null;
  /** by indicator; null where the row holds no baseline */
  indicators: Record<string, Cells> | null;
  /** by scenario, year and indicator, such as `bau50_ws`; null where the row holds none */
  futures: Record<string, Cells> | null;
}

/** The forms that are read. */
export type BasinForm = 'geopackage' | 'geojson' | 'table';

/** An opened file. */
export interface BasinFile {
  form: BasinForm;
  /** it says of itself that it is made up */
  synthetic: boolean;
  /** rows or faults, in the order of the file, in batches; `share` is how much of the file was read, 0 to 1 */
  batches(): AsyncIterable<{ rows: readonly (BasinRow | BasinFault)[]; share: number }>;
  close(): void | Promise<void>;
}

/** A fault that concerns the whole file ends the reading of it. */
export class BasinFileRefused extends Error {
  readonly fault: BasinFault;
  constructor(code: BasinFaultCode, facts?: Record<string, string | number>, row: number | null = null) {
    super(code);
    this.fault = { code, row, ...(facts ? { facts } : {}) };
  }
}

/** Whether a row was refused. */
export const isFault = (one: BasinRow | BasinFault): one is BasinFault => 'code' in one;
