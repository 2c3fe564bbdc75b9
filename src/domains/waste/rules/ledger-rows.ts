// Which rows does a ledger have: each load, each movement, each stream in each month, as its sheet asks?
import { type CalendarDate, type Month, monthOf } from '#period/calendar-date.ts';
import { partsOf } from '#period/period.ts';
import { type Citation, cite } from '#standards/cite.ts';
import { add, subtract, sum, type Tonnes, tonnes } from '#units/quantity.ts';
import type {
  LedgerFacts,
  LedgerLoad,
  LedgerManifestLine,
  LedgerMovement,
  LedgerState,
  LedgerStream,
} from '../model/ledger-facts.ts';
import type { LedgerSheet, LedgerWaste } from '../model/ledger-layout.ts';
import type { LedgerRowSource } from '../model/ledger-sources.ts';
import type { Treatment } from '../model/treatment.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const ledgerRowsCites: readonly Citation[] = [
  cite('HJ-1259-2022', 'management ledger'),
  cite('CN-GENERAL-LEDGER-2021', 'tables 1 to 3'),
];

/** What happened to one stream in one month or period. Stock is absent where no storage ledger is kept. */
export interface StreamFlow {
  readonly openingMassTonnes?: Tonnes;
  readonly closingMassTonnes?: Tonnes;
  readonly generatedMassTonnes: Tonnes;
  readonly shipped: readonly { readonly treatment: Treatment; readonly massTonnes: Tonnes }[];
  readonly onSite: readonly { readonly treatment: Treatment; readonly massTonnes: Tonnes }[];
}

/** One row, with whatever it is a row of. */
export interface LedgerRow {
  readonly stream: LedgerStream;
  /** the record behind it, to which a gap leads */
  readonly recordId?: string;
  readonly on?: CalendarDate;
  readonly month?: Month;
  readonly massTonnes?: Tonnes;
  readonly state: LedgerState;
  readonly load?: LedgerLoad;
  readonly movement?: LedgerMovement;
  readonly manifest?: LedgerManifestLine;
  readonly flow?: StreamFlow;
}

/** The class of a code: HW08 of 900-249-08, SW17 of 900-003-S17; none of anything else. */
export function wasteClassOf(nationalCode: string | undefined): string | undefined {
  const [, general, hazardous] = /^\d{3}-\d{3}-(?:S(\d{2})|(\d{2}))$/.exec(nationalCode?.trim() ?? '') ?? [];
  return hazardous ? `HW${hazardous}` : general ? `SW${general}` : undefined;
}

/** Classes from here on are municipal, building, farm and other waste: not of industry. */
const firstClassOutsideIndustry = 'SW60';

/** Whether a sheet is about this stream. One without a code is industrial until somebody says otherwise. */
export function isAbout(waste: LedgerWaste, { hazardous, nationalCode }: LedgerStream): boolean {
  if (waste === 'all') return true;
  if (waste === 'hazardous') return hazardous;
  const wasteClass = wasteClassOf(nationalCode);
  const outside = wasteClass?.startsWith('SW') === true && wasteClass >= firstClassOutsideIndustry;
  return !hazardous && (waste === 'general' || !outside);
}

/** Whether the storage ledger of a stream is kept on a day. */
const isKept = (facts: LedgerFacts, streamId: string, on: CalendarDate): boolean => {
  const stock = facts.stocks.get(streamId);
  return stock !== undefined && stock.keptFrom <= on;
};

/**
 * What was generated: where the storage ledger is kept, what went into store and what a stock-take found there or missed;
 * where it is not, what was treated on the site besides the loads, as GRI 306-3 counts it.
 */
const isGenerated = (facts: LedgerFacts, { streamId, on, movement }: LedgerMovement): boolean =>
  isKept(facts, streamId, on) ? movement === 'in' || movement === 'stock_take' : movement === 'on_site';

const loadRow = (stream: LedgerStream, load: LedgerLoad): LedgerRow => ({
  stream,
  recordId: load.id,
  on: load.on,
  ...(load.massTonnes ? { massTonnes: load.massTonnes } : {}),
  state: load.state,
  load,
});
const movementRow = (stream: LedgerStream, movement: LedgerMovement): LedgerRow => ({
  stream,
  recordId: movement.id,
  on: movement.on,
  massTonnes: movement.massTonnes,
  state: movement.state,
  movement,
});

type Makes = (facts: LedgerFacts, about: (streamId: string) => LedgerStream | undefined) => LedgerRow[];
const each = <T extends { readonly streamId: string }>(
  records: readonly T[],
  about: (streamId: string) => LedgerStream | undefined,
  row: (stream: LedgerStream, record: T) => LedgerRow,
  fits: (record: T) => boolean = () => true,
): LedgerRow[] =>
  records.flatMap((record) => {
    const stream = about(record.streamId);
    return stream && fits(record) ? [row(stream, record)] : [];
  });

const makers: Readonly<Record<LedgerRowSource, Makes>> = {
  shipped: ({ loads }, about) => each(loads, about, loadRow),
  stored: ({ movements }, about) => each(movements, about, movementRow, ({ movement }) => movement === 'in'),
  on_site: ({ movements }, about) => each(movements, about, movementRow, ({ movement }) => movement === 'on_site'),
  // Where no ledger is kept, what left or was treated on site is what was generated: nothing else is known.
  generated: (facts, about) => [
    ...each(facts.movements, about, movementRow, (one) => isGenerated(facts, one)),
    ...each(facts.loads, about, loadRow, ({ streamId, on }) => !isKept(facts, streamId, on)),
  ],
  released: (facts, about) => [
    ...each(facts.loads, about, loadRow, ({ streamId, on }) => isKept(facts, streamId, on)),
    ...each(facts.movements, about, movementRow, ({ movement }) => movement === 'on_site'),
  ],
  manifests: ({ manifests }, about) =>
    each(manifests, about, (stream, manifest) => ({
      stream,
      recordId: manifest.id,
      on: manifest.on,
      massTonnes: manifest.receivedMassTonnes ?? manifest.shippedMassTonnes,
      state: manifest.state,
      manifest,
    })),
  streams: (facts, about) => streamsIn(facts, about).map((stream) => flowRow(facts, stream, facts.period)),
  flow: (facts, about) =>
    partsOf(facts.period).flatMap((part) =>
      streamsIn(facts, about).flatMap((stream) => {
        const row = flowRow(facts, stream, part);
        return row.flow && hasFlow(row.flow) ? [{ ...row, month: part.month }] : [];
      }),
    ),
};

/** Streams of which anything is on record in the period, or that lie in store, in order of code. */
function streamsIn(facts: LedgerFacts, about: (streamId: string) => LedgerStream | undefined): LedgerStream[] {
  const ids = new Set([
    ...facts.loads.map(({ streamId }) => streamId),
    ...facts.movements.map(({ streamId }) => streamId),
    ...facts.stocks.keys(),
  ]);
  return [...ids].flatMap((id) => about(id) ?? []).sort((one, other) => (one.code < other.code ? -1 : 1));
}

const hasFlow = ({ openingMassTonnes, closingMassTonnes, generatedMassTonnes, shipped, onSite }: StreamFlow) =>
  shipped.length > 0 ||
  onSite.length > 0 ||
  [openingMassTonnes, closingMassTonnes, generatedMassTonnes].some((mass) => mass && !mass.isZero());

/** What is stronger: a row of several records is only as far as the least of them. */
const states: readonly LedgerState[] = ['draft', 'submitted', 'reviewed', 'approved'];

function flowRow(
  facts: LedgerFacts,
  stream: LedgerStream,
  { from, before }: { readonly from: CalendarDate; readonly before: CalendarDate },
): LedgerRow {
  const within = ({ streamId, on }: { readonly streamId: string; readonly on: CalendarDate }) =>
    streamId === stream.id && on >= from && on < before;
  const [loads, movements] = [facts.loads.filter(within), facts.movements.filter(within)];
  const left = state([...loads, ...movements]);
  const shipped = loads.flatMap(({ treatment, massTonnes }) => (massTonnes ? [{ treatment, massTonnes }] : []));
  const onSite = movements.flatMap(({ movement, treatment, massTonnes }) =>
    movement === 'on_site' && treatment ? [{ treatment, massTonnes }] : [],
  );
  const unkept = loads.filter(({ on }) => !isKept(facts, stream.id, on));
  const generatedMassTonnes = add(massOfAll(movements.filter((one) => isGenerated(facts, one))), massOfAll(unkept));
  const flow = { generatedMassTonnes, shipped, onSite, ...stockAt(facts, stream.id, from, before) };
  return { stream, state: left, massTonnes: generatedMassTonnes, flow };
}

const state = (records: readonly { readonly state: LedgerState }[]): LedgerState =>
  states.find((one) => records.some((record) => record.state === one)) ?? 'approved';

const massOfAll = (records: readonly { readonly massTonnes?: Tonnes }[]): Tonnes =>
  sum(records.flatMap(({ massTonnes }) => massTonnes ?? []));

/** Stock at the beginning and the end of a stretch of the period, where the ledger is kept by then. */
function stockAt(
  facts: LedgerFacts,
  streamId: string,
  from: CalendarDate,
  before: CalendarDate,
): { openingMassTonnes?: Tonnes; closingMassTonnes?: Tonnes } {
  const stock = facts.stocks.get(streamId);
  if (!stock || stock.keptFrom >= before) return {};
  const upTo = (day: CalendarDate) => stockBefore(facts, streamId, day);
  return {
    // A ledger that begins within the stretch has its own opening in it.
    ...(stock.keptFrom < from ? { openingMassTonnes: upTo(from) } : openingWithin(facts, streamId, before)),
    closingMassTonnes: upTo(before),
  };
}

/** The first opening stock, when it was taken within the period; a later one is only its repetition. */
function openingWithin(facts: LedgerFacts, streamId: string, before: CalendarDate): { openingMassTonnes?: Tonnes } {
  const keptFrom = facts.stocks.get(streamId)?.keptFrom;
  const openings = facts.movements.filter(
    (one) => one.streamId === streamId && one.movement === 'opening' && one.on === keptFrom && one.on < before,
  );
  return openings.length > 0 ? { openingMassTonnes: massOfAll(openings) } : {};
}

function stockBefore(facts: LedgerFacts, streamId: string, day: CalendarDate): Tonnes {
  const since = <T extends { readonly streamId: string; readonly on: CalendarDate }>(records: readonly T[]) =>
    records.filter((one) => one.streamId === streamId && one.on < day && isKept(facts, streamId, one.on));
  const movements = since(facts.movements);
  const gone = [...movements.filter(({ movement }) => movement === 'on_site'), ...since(facts.loads)];
  const opening =
    facts.stocks.get(streamId)?.openingMassTonnes ?? openingWithin(facts, streamId, day).openingMassTonnes ?? tonnes(0);
  return subtract(add(opening, massOfAll(movements.filter((one) => isGenerated(facts, one)))), massOfAll(gone));
}

/** The rows of a sheet: by day, then code of the stream, then number; a month's in the order of its streams. */
export function ledgerRows(facts: LedgerFacts, sheet: Pick<LedgerSheet, 'rows' | 'waste'>): LedgerRow[] {
  const rows = makers[sheet.rows](facts, (streamId) => {
    const stream = facts.streams.get(streamId);
    return stream && isAbout(sheet.waste, stream) ? stream : undefined;
  });
  const key = ({ on, month, stream, load, movement, manifest }: LedgerRow) =>
    [on ?? month ?? '', stream.code, load?.documentNumber ?? movement?.number ?? manifest?.number ?? ''].join('\u0001');
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ row }) => row);
}

/** The month of a row. */
export const monthOfRow = ({ month, on }: LedgerRow): Month | undefined => month ?? (on && monthOf(on));
