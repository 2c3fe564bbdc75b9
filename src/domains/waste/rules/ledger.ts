// A whole ledger: its sheets with their cells, whether it adds up to the figures, and what is missing for it.
import type { Pack } from '#standards/pack.ts';
import { add, exactText, subtract, sum, type Tonnes } from '#units/quantity.ts';
import type { LedgerFacts, LedgerStream } from '../model/ledger-facts.ts';
import type { LedgerLayout, LedgerSheet } from '../model/ledger-layout.ts';
import { type LedgerSourceId, ledgerSourceOf } from '../model/ledger-sources.ts';
import { type CellWorld, type LedgerCell, ledgerCell } from './ledger-cells.ts';
import { isAbout, type LedgerRow, ledgerRows } from './ledger-rows.ts';

type Bilingual = Pack['title'];

/** One sheet, filled. */
export interface FilledSheet {
  readonly sheet: LedgerSheet;
  readonly rows: readonly LedgerRow[];
  readonly cells: readonly (readonly LedgerCell[])[];
  /** mass of its rows, unrounded */
  readonly totalMassTonnes: Tonnes;
}

/** The figures of the same site and period, by which a ledger is checked; a figure without data is absent. */
export interface LedgerFigures {
  readonly shipped?: { readonly hazardous: Tonnes; readonly nonHazardous: Tonnes };
  readonly generated?: { readonly hazardous: Tonnes; readonly nonHazardous: Tonnes };
}

/** One sheet beside its figure: what it holds, what its waste classes leave out, and whether both make the figure. */
export interface LedgerCheck {
  readonly sheetId: string;
  readonly against: 'shipped' | 'generated';
  readonly ledgerMassTonnes: string;
  readonly leftOutMassTonnes: string;
  readonly leftOutStreams: readonly string[];
  /** null: the figure has no data */
  readonly figureMassTonnes: string | null;
  readonly agrees: boolean;
}

/** A record at which something is mended. */
export interface LedgerMend {
  readonly kind: string;
  readonly id: string;
  readonly name: Bilingual;
}

/** Something that the ledger needs and the records do not say. */
export type LedgerGap =
  | {
      readonly what: 'cells_empty';
      readonly source: LedgerSourceId;
      readonly heading: Bilingual;
      readonly rows: number;
      readonly of: number;
      readonly mend: readonly LedgerMend[];
    }
  | { readonly what: 'not_recorded'; readonly headings: readonly Bilingual[] }
  | { readonly what: 'storage_not_kept'; readonly streams: readonly LedgerMend[] }
  | { readonly what: 'left_out'; readonly loads: number; readonly movements: number }
  | { readonly what: 'estimates'; readonly loads: number }
  | { readonly what: 'several_entities'; readonly entities: number }
  | { readonly what: 'other_country'; readonly country: string }
  | { readonly what: 'does_not_agree'; readonly sheetId: string };

/** The ledger of one site and period in one layout. */
export interface Ledger {
  readonly sheets: readonly FilledSheet[];
  readonly checks: readonly LedgerCheck[];
  readonly gaps: readonly LedgerGap[];
}

function fill(sheet: LedgerSheet, world: CellWorld): FilledSheet {
  const rows = ledgerRows(world.facts, sheet);
  return {
    sheet,
    rows,
    cells: rows.map((row, at) => sheet.columns.map((column) => ledgerCell(row, column, sheet, world, at))),
    totalMassTonnes: massOf(rows),
  };
}

const massOf = (rows: readonly LedgerRow[]): Tonnes => sum(rows.flatMap(({ massTonnes }) => massTonnes ?? []));

const against: Partial<Record<LedgerSheet['rows'], LedgerCheck['against']>> = {
  shipped: 'shipped',
  generated: 'generated',
  flow: 'generated',
  streams: 'generated',
};

/** A sheet and what its classes leave out make the figure of hazardous or of other waste, to the last digit. */
function check({ sheet, totalMassTonnes }: FilledSheet, facts: LedgerFacts, figures: LedgerFigures): LedgerCheck[] {
  const figure = against[sheet.rows];
  if (!figure) return [];
  const [hazardous, rest] = [sheet.waste === 'hazardous', sheet.waste.startsWith('general')];
  const leftOut = ledgerRows(facts, {
    rows: sheet.rows,
    waste: hazardous ? 'hazardous' : rest ? 'general' : 'all',
  }).filter(({ stream }) => !isAbout(sheet.waste, stream));
  const found = figures[figure];
  const expected =
    found && (hazardous ? found.hazardous : rest ? found.nonHazardous : add(found.hazardous, found.nonHazardous));
  const own = add(totalMassTonnes, massOf(leftOut));
  return [
    {
      sheetId: sheet.id,
      against: figure,
      ledgerMassTonnes: exactText(totalMassTonnes),
      leftOutMassTonnes: exactText(massOf(leftOut)),
      leftOutStreams: [...new Set(leftOut.map(({ stream }) => stream.code))],
      figureMassTonnes: expected ? exactText(expected) : null,
      agrees: expected ? subtract(expected, own).isZero() : own.isZero(),
    },
  ];
}

const mostMends = 20;
const streamMend = ({ id, code, name }: LedgerStream): LedgerMend => ({
  kind: 'waste.stream',
  id,
  name: { en: `${code} ${name.en}`, zh: `${code} ${name.zh}` },
});

function mendOf(source: LedgerSourceId, row: LedgerRow, { facts }: CellWorld): LedgerMend | undefined {
  const { mend } = ledgerSourceOf(source);
  if (mend === 'stream') return streamMend(row.stream);
  if (mend === 'vendor') {
    const vendor = facts.vendors.get(row.load?.vendorId ?? row.manifest?.vendorId ?? '');
    return vendor && { kind: 'suppliers.supplier', id: vendor.id, name: vendor.name };
  }
  if (mend !== 'row' || !row.recordId) return undefined;
  const number = row.load?.documentNumber ?? row.movement?.number ?? row.manifest?.number ?? '';
  const kind = row.load ? 'waste.load' : row.movement ? 'waste.storage-movement' : 'waste.manifest';
  return { kind, id: row.recordId, name: { en: number, zh: number } };
}

/** Each source that is empty somewhere, once for the whole ledger, with the records at which it is mended. */
function emptyCells(sheets: readonly FilledSheet[], world: CellWorld): LedgerGap[] {
  const found = new Map<
    LedgerSourceId,
    { heading: Bilingual; rows: number; of: number; mend: Map<string, LedgerMend> }
  >();
  for (const { sheet, rows, cells } of sheets) {
    for (const [at, { from, heading }] of sheet.columns.entries()) {
      if (from === 'not_recorded' || ledgerSourceOf(from).mayBeEmpty) continue;
      const gap = found.get(from) ?? { heading, rows: 0, of: 0, mend: new Map<string, LedgerMend>() };
      found.set(from, gap);
      gap.of += rows.length;
      for (const [index, row] of rows.entries()) {
        if (cells[index]?.[at]) continue;
        gap.rows += 1;
        const mend = mendOf(from, row, world);
        if (mend && gap.mend.size < mostMends) gap.mend.set(mend.id, mend);
      }
    }
  }
  return [...found].flatMap(([source, { heading, rows, of, mend }]) =>
    rows > 0 ? [{ what: 'cells_empty' as const, source, heading, rows, of, mend: [...mend.values()] }] : [],
  );
}

/** Sheets that only a storage ledger fills. */
const fromStore: readonly LedgerSheet['rows'][] = ['stored', 'released', 'flow', 'on_site'];

function gapsOf(
  layout: LedgerLayout,
  sheets: readonly FilledSheet[],
  checks: readonly LedgerCheck[],
  world: CellWorld,
) {
  const { facts } = world;
  const gaps: LedgerGap[] = [];
  for (const { sheetId } of checks.filter(({ agrees }) => !agrees)) gaps.push({ what: 'does_not_agree', sheetId });
  if (facts.site.country !== 'CN') gaps.push({ what: 'other_country', country: facts.site.country });
  if (facts.leftOut.loads + facts.leftOut.movements > 0) gaps.push({ what: 'left_out', ...facts.leftOut });
  gaps.push(...emptyCells(sheets, world));
  const unkept = streamsWithoutStore(layout, facts);
  if (unkept.length > 0) gaps.push({ what: 'storage_not_kept', streams: unkept.map(streamMend) });
  const isEstimate = ({ documentType }: { documentType: string }) => documentType === 'estimate';
  const estimates = new Set(
    sheets.flatMap(({ rows }) => rows.flatMap(({ load }) => (load && isEstimate(load) ? [load.id] : []))),
  );
  if (estimates.size > 0) gaps.push({ what: 'estimates', loads: estimates.size });
  const asksEntity = layout.sheets.some(({ columns }) => columns.some(({ from }) => from.startsWith('entity.')));
  if (asksEntity && facts.entities.length > 1) gaps.push({ what: 'several_entities', entities: facts.entities.length });
  const headings = new Map(
    layout.sheets.flatMap(({ columns }) =>
      columns.flatMap(({ from, heading }) => (from === 'not_recorded' ? [[heading.zh, heading] as const] : [])),
    ),
  );
  if (headings.size > 0) gaps.push({ what: 'not_recorded', headings: [...headings.values()] });
  return gaps;
}

/** Hazardous waste lies in a store before it leaves; a ledger that asks for it wants its movements. */
function streamsWithoutStore(layout: LedgerLayout, facts: LedgerFacts): LedgerStream[] {
  const wastes = layout.sheets.flatMap(({ rows, waste }) => (fromStore.includes(rows) ? [waste] : []));
  const ids = new Set(facts.loads.map(({ streamId }) => streamId));
  return [...ids]
    .flatMap((id) => (facts.stocks.has(id) ? [] : (facts.streams.get(id) ?? [])))
    .filter((stream) => stream.hazardous && wastes.some((waste) => isAbout(waste, stream)))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}

/** The ledger of one site and period: its rows, how it stands to the figures, and what is missing. */
export function writeLedger(layout: LedgerLayout, world: CellWorld, figures: LedgerFigures): Ledger {
  const sheets = layout.sheets.map((sheet) => fill(sheet, world));
  const checks = sheets.flatMap((sheet) => check(sheet, world.facts, figures));
  return { sheets, checks, gaps: gapsOf(layout, sheets, checks, world) };
}
