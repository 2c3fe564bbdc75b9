// How a government ledger or a province's sheet looks, read from its pack: sheets, rows, and where each cell comes from.
import { checkPack, type Pack, type PackRow } from '#standards/pack.ts';
import {
  codeListOf,
  isLedgerSource,
  type LedgerRowSource,
  type LedgerSourceId,
  ledgerRowSources,
  ledgerSourceOf,
} from './ledger-sources.ts';

/** The pack in whose folder every layout is an edition. */
export const ledgerPack = 'ledger-layouts';

/** Which waste a sheet is about; `general_industrial` leaves out the classes S60 and above: municipal, building, farm. */
export const ledgerWastes = ['hazardous', 'general_industrial', 'general', 'all'] as const;
/** One of them. */
export type LedgerWaste = (typeof ledgerWastes)[number];

/** Units in which a sheet can want its masses. */
export const ledgerUnits = ['t', 'kg'] as const;
/** One of them. */
export type LedgerUnit = (typeof ledgerUnits)[number];

/** How a day is written; `date` is a date of the spreadsheet itself. */
export const ledgerDateFormats = ['date', 'YYYY-MM-DD', 'YYYY/M/D', 'YYYY年M月D日', 'YYYYMMDD'] as const;
/** How a month is written. */
export const ledgerMonthFormats = ['YYYY-MM', 'YYYYMM', 'YYYY年M月'] as const;
/** By which list a treatment is written: the Chinese ledger's, Basel's, or its name in the reader's language. */
export const ledgerCodeLists = ['cn', 'basel', 'words'] as const;

type Bilingual = Pack['title'];

/** One column: its heading and how its cells are filled. */
export interface LedgerColumn {
  readonly heading: Bilingual;
  readonly from: LedgerSourceId;
  /** of a mass; the sheet's when absent */
  readonly unit?: LedgerUnit;
  /** decimals to which a mass is rounded, half-even; exact when absent */
  readonly decimals?: number;
  /** how a day or a month is written */
  readonly format?: (typeof ledgerDateFormats)[number] | (typeof ledgerMonthFormats)[number];
  /** by which list a code is written, or the platform's own code for each of ours */
  readonly codes?: (typeof ledgerCodeLists)[number] | Readonly<Record<string, string>>;
  /** between several codes in one cell */
  readonly join?: string;
  /** of `fixed` */
  readonly text?: Bilingual;
}

/** One sheet. */
export interface LedgerSheet {
  readonly id: string;
  readonly title: Bilingual;
  readonly rows: LedgerRowSource;
  readonly waste: LedgerWaste;
  readonly unit: LedgerUnit;
  readonly columns: readonly LedgerColumn[];
  readonly note?: Bilingual;
}

/** A layout: one edition of the pack. */
export interface LedgerLayout {
  readonly edition: string;
  readonly title: Bilingual;
  readonly source: string;
  readonly asOf: string;
  readonly effectiveFrom: string | null;
  readonly effectiveTo?: string;
  readonly verified: boolean;
  readonly note?: Bilingual;
  readonly sheets: readonly LedgerSheet[];
}

/** A layout that cannot be used, with every fault and the sheet and column at which it lies. */
export class FaultyLayout extends Error {}

const isBilingual = (value: unknown): value is Bilingual => {
  const { en, zh } = (value ?? {}) as Partial<Bilingual>;
  return typeof en === 'string' && en.trim() !== '' && typeof zh === 'string' && zh.trim() !== '';
};
const isOneOf = (list: readonly string[], value: unknown): boolean => list.includes(value as string);

function* columnFaults(column: Record<string, unknown>, rows: unknown): Generator<string> {
  const { heading, from, unit, decimals, format, codes, join, text, ...unknown } = column;
  for (const key of Object.keys(unknown)) yield `"${key}" is no property of a column`;
  if (!isBilingual(heading)) yield 'its heading is not in both languages';
  if (typeof from !== 'string' || !isLedgerSource(from)) {
    yield `"${from}" is no name of the vocabulary (src/domains/waste/model/ledger-sources.ts)`;
    return;
  }
  const { gives, rows: offered } = ledgerSourceOf(from);
  if (offered && !isOneOf(offered, rows)) yield `rows of "${rows}" have no "${from}"`;
  if (unit !== undefined && (gives !== 'mass' || !isOneOf(ledgerUnits, unit))) yield `no unit "${unit}" of "${from}"`;
  const isCount = Number.isInteger(decimals) && (decimals as number) >= 0 && (decimals as number) <= 6;
  if (decimals !== undefined && (gives !== 'mass' || !isCount)) yield `no decimals "${decimals}" of "${from}"`;
  const formats = gives === 'date' ? ledgerDateFormats : gives === 'month' ? ledgerMonthFormats : [];
  if (format !== undefined && !isOneOf(formats, format)) yield `"${from}" is not written as "${format}"`;
  const isCode = gives === 'code' || gives === 'codes';
  if (join !== undefined && (gives !== 'codes' || typeof join !== 'string')) yield `"${from}" is not joined`;
  if (codes !== undefined) yield* codeFaults(from, codes, isCode);
  if ((from === 'fixed') !== (text !== undefined)) yield 'text is for "fixed" columns, and they need it';
  else if (text !== undefined && !isBilingual(text)) yield 'its text is not in both languages';
}

function* codeFaults(from: LedgerSourceId, codes: unknown, isCode: boolean): Generator<string> {
  if (!isCode) yield `"${from}" gives no codes`;
  else if (typeof codes === 'string') {
    if (!isOneOf(ledgerCodeLists, codes)) yield `no code list "${codes}"`;
    else if (codes !== 'words' && codeListOf(from) !== 'treatment') yield `"${from}" is in no list "${codes}"`;
  } else {
    const given = codes && typeof codes === 'object' && !Array.isArray(codes) ? Object.values(codes) : [null];
    if (given.some((one) => typeof one !== 'string')) yield 'its codes are no table of texts';
  }
}

function* sheetFaults(row: PackRow): Generator<string> {
  const { id, title, rows, waste, unit, columns, note, ...unknown } = row;
  for (const key of Object.keys(unknown)) yield `sheet "${id}": "${key}" is no property of a sheet`;
  if (!isBilingual(title)) yield `sheet "${id}": its title is not in both languages`;
  if (note !== undefined && !isBilingual(note)) yield `sheet "${id}": its note is not in both languages`;
  if (!isOneOf(ledgerRowSources, rows)) yield `sheet "${id}": no rows "${rows}"`;
  if (!isOneOf(ledgerWastes, waste)) yield `sheet "${id}": no waste "${waste}"`;
  if (!isOneOf(ledgerUnits, unit)) yield `sheet "${id}": no unit "${unit}"`;
  if (!Array.isArray(columns) || columns.length === 0) {
    yield `sheet "${id}": it has no columns`;
    return;
  }
  for (const [at, column] of columns.entries()) {
    const named = (column as { heading?: { zh?: string } } | null)?.heading?.zh;
    for (const fault of columnFaults((column ?? {}) as Record<string, unknown>, rows))
      yield `sheet "${id}", column ${at + 1}${named ? ` (${named})` : ''}: ${fault}`;
  }
}

/**
 * Reads one edition of the pack `ledger-layouts`.
 *
 * @throws FaultyLayout naming edition, sheet and column of everything that is wrong: a layout is data that somebody
 * wrote by hand, and he is told all of it at once
 */
export function readLedgerLayout(json: unknown): LedgerLayout {
  const checked = checkPack(json);
  if (!('pack' in checked)) {
    const faults = checked.problems.map(({ path, code }) => `${path}: ${code}`);
    throw new FaultyLayout(`${ledgerPack}: ${faults.join('; ')}`);
  }
  const { pack } = checked;
  if (pack.pack !== ledgerPack) throw new FaultyLayout(`"${pack.pack}" is no pack of ledger layouts`);
  const faults = pack.rows.flatMap((row) => [...sheetFaults(row)]);
  if (faults.length > 0) throw new FaultyLayout(`${ledgerPack}/${pack.edition}: ${faults.join('; ')}`);
  return {
    edition: pack.edition,
    title: pack.title,
    source: pack.source,
    asOf: pack.asOf,
    effectiveFrom: pack.effectiveFrom,
    ...(pack.effectiveTo ? { effectiveTo: pack.effectiveTo } : {}),
    verified: pack.verified,
    ...(pack.note ? { note: pack.note } : {}),
    sheets: pack.rows as unknown as readonly LedgerSheet[],
  };
}
