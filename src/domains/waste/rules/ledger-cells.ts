// What stands in one cell of a ledger: the value of its source, converted as the column says, or nothing and why.
import { Decimal } from 'decimal.js';
import { type CalendarDate, dayOf, type Month, monthNumberOf, yearOf } from '#period/calendar-date.ts';
import type { Pack } from '#standards/pack.ts';
import { tonnesTo } from '#units/mass.ts';
import { Exact, exactText, sum, type Tonnes } from '#units/quantity.ts';
import type { LedgerFacts, LedgerManifestLine, LedgerVendor } from '../model/ledger-facts.ts';
import type { LedgerColumn, LedgerSheet, LedgerUnit } from '../model/ledger-layout.ts';
import { codeListOf, type LedgerSourceId, ledgerSourceOf } from '../model/ledger-sources.ts';
import type { Treatment } from '../model/treatment.ts';
import type { TreatmentCodes } from '../model/treatment-codes.ts';
import { type LedgerRow, monthOfRow, wasteClassOf } from './ledger-rows.ts';
import { licenceCovering } from './licence.ts';

type Bilingual = Pack['title'];
type Language = keyof Bilingual;

/** Besides the facts: code lists, and the language of names. */
export interface CellWorld {
  readonly facts: LedgerFacts;
  readonly treatments: TreatmentCodes;
  /** descriptions of the national hazardous waste list, by code */
  readonly listNames: ReadonlyMap<string, string>;
  readonly language: Language;
}

/** A filled cell; codes that are written in words are put into words by whoever shows them. */
export type FilledCell =
  | { readonly text: string; readonly as?: 'number' | 'date' }
  | { readonly codes: readonly string[]; readonly words: string; readonly join: string };
/** A cell, or null where nothing is known: never a guess. */
export type LedgerCell = FilledCell | null;

type Value =
  | string
  | number
  | Bilingual
  | Tonnes
  | readonly string[]
  | readonly { readonly code: string; readonly in: string }[]
  | undefined;

const vendorOf = ({ load, manifest }: LedgerRow, { facts }: CellWorld): LedgerVendor | undefined =>
  facts.vendors.get(load?.vendorId ?? manifest?.vendorId ?? '');
/** The manifest by whose number a load is documented. */
const manifestOf = ({ load, manifest }: LedgerRow, { facts }: CellWorld): LedgerManifestLine | undefined =>
  manifest ??
  (load?.documentType === 'manifest'
    ? facts.manifests.find(({ number }) => number === load.documentNumber)
    : undefined);

/** The licence that held on the day and names the class or the code. */
function licenceOf(row: LedgerRow, world: CellWorld): string | undefined {
  const { nationalCode } = row.stream;
  const codes = [nationalCode, wasteClassOf(nationalCode)].filter((code) => code !== undefined);
  return row.on && licenceCovering(vendorOf(row, world)?.licences ?? [], codes, row.on)?.number;
}

/** The container of a movement; of a load, those that were booked out of store for the same waste on the same day. */
function containersOf({ movement, load, stream }: LedgerRow, { facts }: CellWorld): string | undefined {
  if (!load) return movement?.container;
  const out = facts.movements.filter(
    (one) => one.movement === 'out' && one.streamId === stream.id && one.on === load.on && one.container !== undefined,
  );
  return out.length > 0 ? out.map(({ container }) => container).join(', ') : undefined;
}

/** Use (R and C codes) or disposal (D), by the first code of the treatment in the Chinese list. */
export const directionOf = (treatment: Treatment, { treatments }: Pick<CellWorld, 'treatments'>) =>
  treatments[treatment].cn[0]?.startsWith('D') ? 'disposal' : 'use';

const treatmentOf = ({ load, movement }: LedgerRow): Treatment | undefined => load?.treatment ?? movement?.treatment;

function destinationOf({ load, movement }: LedgerRow): string | undefined {
  if (load) return load.toSite ? 'own_site' : 'vendor';
  return movement?.movement === 'on_site' ? 'on_site' : movement ? 'store' : undefined;
}

type FlowPart = 'shipped' | 'onSite';
function flowParts(row: LedgerRow, world: CellWorld, part: FlowPart, direction?: string) {
  const parts = row.flow?.[part] ?? [];
  return direction ? parts.filter(({ treatment }) => directionOf(treatment, world) === direction) : parts;
}
/** Nothing went that way is nothing written: a zero would say that somebody looked. */
function flowMass(row: LedgerRow, world: CellWorld, part: FlowPart, direction?: string): Tonnes | undefined {
  const parts = flowParts(row, world, part, direction);
  return parts.length > 0 ? sum(parts.map(({ massTonnes }) => massTonnes)) : undefined;
}
const flowTreatments = (row: LedgerRow, world: CellWorld, part: FlowPart, direction: string) => [
  ...new Set(flowParts(row, world, part, direction).map(({ treatment }) => treatment)),
];

type Reads = (row: LedgerRow, world: CellWorld, at: number) => Value;
const onlyEntity = ({ facts }: CellWorld) => (facts.entities.length === 1 ? facts.entities[0] : undefined);

const reads: Readonly<Record<Exclude<LedgerSourceId, 'fixed' | 'unit'>, Reads>> = {
  ordinal: (_, __, at) => at + 1,
  not_recorded: () => undefined,
  'site.code': (_, { facts }) => facts.site.code,
  'site.name': (_, { facts }) => facts.site.name,
  'entity.name': (_, world) => onlyEntity(world)?.name,
  'entity.creditCode': (_, world) => onlyEntity(world)?.creditCode,
  'stream.code': ({ stream }) => stream.code,
  'stream.name': ({ stream }) => stream.name,
  'stream.nationalCode': ({ stream }) => stream.nationalCode,
  'stream.class': ({ stream }) => wasteClassOf(stream.nationalCode),
  'stream.listName': ({ stream }, { listNames }) => listNames.get(stream.nationalCode ?? ''),
  'stream.ewcCode': ({ stream }) => stream.ewcCode,
  'stream.hazardTraits': ({ stream }) => stream.hazardTraits,
  'stream.physicalForm': ({ stream }) => coded(stream.physicalForm, 'waste.physical-form'),
  'stream.mainComponents': ({ stream }) => stream.mainComponents,
  'stream.generatingProcess': ({ stream }) => stream.generatingProcess,
  date: ({ on }) => on,
  month: monthOfRow,
  number: ({ load, movement, manifest }) => load?.documentNumber ?? movement?.number ?? manifest?.number,
  mass: ({ massTonnes }) => massTonnes,
  container: containersOf,
  'bin.code': ({ load, movement }) => (load ?? movement)?.bin?.code,
  'bin.name': ({ load, movement }) => (load ?? movement)?.bin?.name,
  destination: (row) => coded(destinationOf(row), 'waste.ledger.destination'),
  treatment: (row) => coded(treatmentOf(row), 'waste.treatment'),
  direction: (row, world) => {
    const treatment = treatmentOf(row);
    return coded(treatment && directionOf(treatment, world), 'waste.ledger.direction');
  },
  'load.documentType': ({ load }) => coded(load?.documentType, 'waste.document'),
  'load.manifestNumber': ({ load, manifest }) =>
    manifest?.number ?? (load?.documentType === 'manifest' ? load.documentNumber : undefined),
  'load.plate': ({ load }) => load?.plate,
  'load.carrier': (row, world) => manifestOf(row, world)?.carrier,
  'load.ownMass': ({ load, manifest }) => load?.ownMassTonnes ?? manifest?.shippedMassTonnes,
  'load.receivedMass': ({ load, manifest }) => (load ?? manifest)?.receivedMassTonnes,
  'load.note': ({ load }) => load?.note,
  'manifest.receivedOn': (row, world) => manifestOf(row, world)?.receivedOn,
  'manifest.packages': ({ manifest }) => manifest?.packages,
  'manifest.outcome': ({ manifest }) => coded(manifest?.outcome, 'waste.outcome'),
  'receiver.name': (row, world) => row.load?.toSite ?? vendorOf(row, world)?.name,
  'receiver.code': (row, world) => vendorOf(row, world)?.code,
  'receiver.creditCode': (row, world) => vendorOf(row, world)?.creditCode,
  'receiver.licence': licenceOf,
  'flow.opening': ({ flow }) => flow?.openingMassTonnes,
  'flow.closing': ({ flow }) => flow?.closingMassTonnes,
  'flow.stockChange': ({ flow }) =>
    flow?.openingMassTonnes && flow.closingMassTonnes
      ? (new Exact(flow.closingMassTonnes).minus(flow.openingMassTonnes) as Tonnes)
      : undefined,
  'flow.generated': ({ flow }) => flow?.generatedMassTonnes,
  'flow.usedOnSite': (row, world) => flowMass(row, world, 'onSite', 'use'),
  'flow.disposedOnSite': (row, world) => flowMass(row, world, 'onSite', 'disposal'),
  'flow.sentForUse': (row, world) => flowMass(row, world, 'shipped', 'use'),
  'flow.sentForDisposal': (row, world) => flowMass(row, world, 'shipped', 'disposal'),
  'flow.shipped': (row, world) => flowMass(row, world, 'shipped'),
  'flow.usesOnSite': (row, world) => flowTreatments(row, world, 'onSite', 'use'),
  'flow.disposalsOnSite': (row, world) => flowTreatments(row, world, 'onSite', 'disposal'),
  'flow.usesSent': (row, world) => flowTreatments(row, world, 'shipped', 'use'),
  'flow.disposalsSent': (row, world) => flowTreatments(row, world, 'shipped', 'disposal'),
};

const coded = (code: string | undefined, words: string) => (code === undefined ? undefined : [{ code, in: words }]);

/** How a unit is written in a ledger. */
export const unitSymbols: Readonly<Record<LedgerUnit, Bilingual>> = {
  t: { en: 't', zh: '吨' },
  kg: { en: 'kg', zh: '千克' },
};

const two = (number: number) => String(number).padStart(2, '0');
function written(date: string, format: LedgerColumn['format']): FilledCell {
  if (format === undefined || format === 'YYYY-MM-DD' || format === 'YYYY-MM') return { text: date };
  if (format === 'date') return { text: date, as: 'date' };
  const [year, month] = [yearOf(date as Month), monthNumberOf(date as Month)];
  const day = date.length > 7 ? dayOf(date as CalendarDate) : 0;
  const texts: Record<Exclude<typeof format, 'date' | 'YYYY-MM-DD' | 'YYYY-MM'>, string> = {
    'YYYY/M/D': `${year}/${month}/${day}`,
    YYYY年M月D日: `${year}年${month}月${day}日`,
    YYYYMMDD: `${year}${two(month)}${two(day)}`,
    YYYYMM: `${year}${two(month)}`,
    YYYY年M月: `${year}年${month}月`,
  };
  return { text: texts[format] };
}

/** A mass in the column's unit, rounded once, half-even, where the column says so. */
export function ledgerMass(mass: Tonnes, unit: LedgerUnit, decimals?: number): string {
  const converted = new Exact(tonnesTo(mass, unit));
  return decimals === undefined
    ? exactText(converted)
    : converted.toDecimalPlaces(decimals, Decimal.ROUND_HALF_EVEN).toFixed(decimals);
}

function writtenCodes(codes: readonly string[], words: string, column: LedgerColumn, world: CellWorld): LedgerCell {
  const join = column.join ?? ',';
  const list = column.codes ?? (codeListOf(column.from) === 'treatment' ? 'cn' : 'words');
  if (list === 'words') return codes.length === 0 ? null : { codes, words, join };
  const texts =
    typeof list === 'string'
      ? codes.flatMap((code) => world.treatments[code as Treatment][list][0] ?? [])
      : codes.flatMap((code) => list[code] ?? []);
  // One code that the platform's table does not have makes the cell unknown, not shorter.
  return codes.length === 0 || texts.length < codes.length ? null : { text: [...new Set(texts)].join(join) };
}

/** One cell of a row. */
export function ledgerCell(
  row: LedgerRow,
  column: LedgerColumn,
  sheet: Pick<LedgerSheet, 'unit'>,
  world: CellWorld,
  at: number,
): LedgerCell {
  const unit = column.unit ?? sheet.unit;
  if (column.from === 'unit') return { text: unitSymbols[sheet.unit][world.language] };
  if (column.from === 'fixed') return column.text ? { text: column.text[world.language] } : null;
  const value = reads[column.from](row, world, at);
  if (value === undefined || value === null || value === '') return null;
  const { gives } = ledgerSourceOf(column.from);
  if (gives === 'mass') return { text: ledgerMass(value as Tonnes, unit, column.decimals), as: 'number' };
  if (gives === 'integer') return { text: String(value), as: 'number' };
  if (gives === 'date' || gives === 'month') return written(value as string, column.format);
  if (gives === 'code') {
    const [one] = value as readonly { code: string; in: string }[];
    return one ? writtenCodes([one.code], one.in, column, world) : null;
  }
  if (gives === 'codes') {
    const codes = value as readonly string[];
    // The letters of hazard traits are what a ledger writes; treatments have names and lists.
    if (codeListOf(column.from) !== 'treatment' && column.codes === undefined)
      return codes.length > 0 ? { text: codes.join(column.join ?? ',') } : null;
    return writtenCodes(
      codes,
      codeListOf(column.from) === 'treatment' ? 'waste.treatment' : 'waste.hazard-trait',
      column,
      world,
    );
  }
  return { text: typeof value === 'object' ? (value as Bilingual)[world.language] : String(value) };
}
