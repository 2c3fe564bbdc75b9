// What a cell of a government ledger can be filled from: the closed vocabulary of which a layout's columns are made.

/** What the rows of a sheet are. Layouts name them: add, never rename. */
export const ledgerRowSources = [
  /** each stream that was generated, stored or shipped in the period */
  'streams',
  /** what was generated: into store and stock-take where a storage ledger is kept, each load elsewhere */
  'generated',
  /** each movement into store */
  'stored',
  /** what left a store: loads and on-site treatment of streams whose storage ledger is kept */
  'released',
  /** each treatment on the site itself */
  'on_site',
  /** each load that left */
  'shipped',
  /** each stream in each month: stock, generated, used, disposed of */
  'flow',
  /** each line of a transfer manifest */
  'manifests',
] as const;
/** One kind of rows. */
export type LedgerRowSource = (typeof ledgerRowSources)[number];

/** What a source gives; a column converts masses, dates and codes, and nothing else. */
export type LedgerValueType = 'text' | 'mass' | 'date' | 'month' | 'code' | 'codes' | 'integer';

/** One name of the vocabulary. */
export interface LedgerSource {
  readonly gives: LedgerValueType;
  /** the rows that have it; all when absent */
  readonly rows?: readonly LedgerRowSource[];
  /** the record at which it is mended when it is missing */
  readonly mend?: 'stream' | 'vendor' | 'row';
  /** whether an empty cell is nothing to be told of: it is empty by nature in some rows */
  readonly mayBeEmpty?: true;
}

const dated = ['generated', 'stored', 'released', 'on_site', 'shipped', 'manifests'] as const;
const leaving = ['released', 'shipped', 'manifests'] as const;
const treated = ['generated', 'released', 'on_site', 'shipped'] as const;
const flow = ['flow', 'streams'] as const;

/**
 * Every name that a layout may use. Their words, as the page shows them, are `waste.ledger.source.<name>`.
 * What a province's sheet needs beyond it is added here with its rule and its words, and then serves all layouts.
 */
export const ledgerSources = {
  /** running number of the row, from 1 */
  ordinal: { gives: 'integer' },
  /** the same text in every row: the column's `text` */
  fixed: { gives: 'text' },
  /** symbol of the unit of the sheet's masses: t or kg, in Chinese 吨 or 千克 */
  unit: { gives: 'text' },
  /** a column that the authority asks for and greenfab does not record: empty, and told */
  not_recorded: { gives: 'text' },
  'site.code': { gives: 'text' },
  'site.name': { gives: 'text' },
  /** legal name of the one entity to which the site belongs; empty where several share it */
  'entity.name': { gives: 'text' },
  /** unified social credit code of that entity */
  'entity.creditCode': { gives: 'text' },
  'stream.code': { gives: 'text' },
  /** what the site calls it */
  'stream.name': { gives: 'text' },
  /** eight-digit code of the hazardous waste list, or code of the general waste catalogue */
  'stream.nationalCode': { gives: 'text', mend: 'stream' },
  /** class from the code: HW08 of 900-249-08, SW17 of 900-003-S17 */
  'stream.class': { gives: 'text', mend: 'stream' },
  /** description of the code in the national hazardous waste list */
  'stream.listName': { gives: 'text', mend: 'stream' },
  'stream.ewcCode': { gives: 'text', mend: 'stream' },
  /** T, C, I, R, In */
  'stream.hazardTraits': { gives: 'codes', mend: 'stream' },
  'stream.physicalForm': { gives: 'code', mend: 'stream' },
  'stream.mainComponents': { gives: 'text', mend: 'stream' },
  'stream.generatingProcess': { gives: 'text', mend: 'stream' },
  /** the day on which it left or was moved */
  date: { gives: 'date', rows: dated },
  month: { gives: 'month', rows: [...dated, 'flow'] },
  /** number of the movement or document, as it was recorded */
  number: { gives: 'text', rows: dated },
  /** the mass that counts */
  mass: { gives: 'mass', rows: dated, mend: 'row' },
  /** container as the storage ledger names it */
  container: { gives: 'text', rows: ['generated', 'stored', 'released', 'on_site'], mend: 'row' },
  /** bin or place in the store */
  'bin.code': { gives: 'text', rows: ['generated', 'stored', 'on_site', 'shipped'], mend: 'row' },
  'bin.name': { gives: 'text', rows: ['generated', 'stored', 'on_site', 'shipped'], mend: 'row' },
  /** into store, to a vendor, treated on site, to an own site */
  destination: { gives: 'code', rows: dated },
  /** recorded treatment; the column says by which list it is written */
  treatment: { gives: 'code', rows: treated, mend: 'row' },
  /** use (R, C) or disposal (D), from the treatment's code in the Chinese list */
  direction: { gives: 'code', rows: treated, mend: 'row' },
  'load.documentType': { gives: 'code', rows: ['shipped'] },
  /** number of the transfer manifest; a load without one has none */
  'load.manifestNumber': { gives: 'text', rows: leaving, mend: 'row' },
  'load.plate': { gives: 'text', rows: ['released', 'shipped'], mend: 'row' },
  /** carrier as the manifest names it */
  'load.carrier': { gives: 'text', rows: leaving },
  'load.ownMass': { gives: 'mass', rows: ['shipped', 'manifests'], mayBeEmpty: true },
  'load.receivedMass': { gives: 'mass', rows: ['shipped', 'manifests'], mayBeEmpty: true },
  'load.note': { gives: 'text', rows: ['shipped'], mayBeEmpty: true },
  'manifest.receivedOn': { gives: 'date', rows: leaving },
  'manifest.packages': { gives: 'integer', rows: ['manifests'], mend: 'row' },
  'manifest.outcome': { gives: 'code', rows: ['manifests'], mend: 'row' },
  /** who took it: the vendor, or the own site */
  'receiver.name': { gives: 'text', rows: [...leaving, 'generated'], mend: 'vendor' },
  'receiver.code': { gives: 'text', rows: leaving, mend: 'vendor' },
  'receiver.creditCode': { gives: 'text', rows: leaving, mend: 'vendor' },
  /** licence that held on the day and covers the class of the waste */
  'receiver.licence': { gives: 'text', rows: leaving, mend: 'vendor' },
  /** stock at the beginning and end; empty where no storage ledger is kept, which is told by itself */
  'flow.opening': { gives: 'mass', rows: flow, mayBeEmpty: true },
  'flow.closing': { gives: 'mass', rows: flow, mayBeEmpty: true },
  /** closing less opening: what went into store and stayed there */
  'flow.stockChange': { gives: 'mass', rows: flow, mayBeEmpty: true },
  'flow.generated': { gives: 'mass', rows: flow },
  'flow.usedOnSite': { gives: 'mass', rows: flow, mayBeEmpty: true },
  'flow.disposedOnSite': { gives: 'mass', rows: flow, mayBeEmpty: true },
  'flow.sentForUse': { gives: 'mass', rows: flow, mayBeEmpty: true },
  'flow.sentForDisposal': { gives: 'mass', rows: flow, mayBeEmpty: true },
  'flow.shipped': { gives: 'mass', rows: flow, mayBeEmpty: true },
  /** the treatments that were used for it, each once */
  'flow.usesOnSite': { gives: 'codes', rows: flow, mayBeEmpty: true },
  'flow.disposalsOnSite': { gives: 'codes', rows: flow, mayBeEmpty: true },
  'flow.usesSent': { gives: 'codes', rows: flow, mayBeEmpty: true },
  'flow.disposalsSent': { gives: 'codes', rows: flow, mayBeEmpty: true },
} as const satisfies Readonly<Record<string, LedgerSource>>;

/** One name of the vocabulary. */
export type LedgerSourceId = keyof typeof ledgerSources;

/** Whether text is a name of the vocabulary. */
export const isLedgerSource = (text: string): text is LedgerSourceId => Object.hasOwn(ledgerSources, text);

/** What a name of the vocabulary gives, for any name alike. */
export const ledgerSourceOf = (id: LedgerSourceId): LedgerSource => ledgerSources[id];

/** The code list whose codes a source gives. */
export const codeListOf = (id: LedgerSourceId): 'treatment' | 'plain' =>
  id === 'treatment' || /^flow\.(uses|disposals)/.test(id) ? 'treatment' : 'plain';
