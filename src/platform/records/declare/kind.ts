// How a kind of record is declared: one object from which input checks, API, list, form, sheet, intake and history follow.

/** What a field holds. Decimals travel as exact strings, calendar dates as `YYYY-MM-DD`, references as record ids. */
export type FieldType =
  | { type: 'date' }
  | { type: 'month' } // kept as its first day
  | { type: 'year' } // kept as its first day
  | { type: 'text'; max: number; pattern?: RegExp; prose?: boolean; figure?: boolean }
  | { type: 'integer'; min?: number; max?: number }
  | { type: 'decimal'; min?: string; max?: string; above?: string }
  | { type: 'quantity'; unit: string; enteredIn: readonly string[]; above?: string; basis?: boolean }
  | { type: 'code'; codes: readonly string[]; words: string }
  | { type: 'codes'; codes: readonly string[] | null; words: string }
  | { type: 'flag' }
  | { type: 'ref'; to: string; calledBy?: readonly string[] }
  | { type: 'local'; max: number };

export type Field = FieldType & {
  required: boolean;
  since?: number;
  was?: string;
  requiredFrom?: number;
  /** shown only to who may read masked fields there; what is derived from it is a figure and shows */
  masked?: true;
};

const field = <T extends FieldType>(type: T): T & { required: true } => ({ ...type, required: true });

/** A calendar date in the zone of the record's site. */
export const date = () => field({ type: 'date' });
/** A calendar month, typed `2024-06`. */
export const month = () => field({ type: 'month' });
/** A calendar year, typed `2024`. */
export const year = () => field({ type: 'year' });
/**
 * Text of at most `max` characters: NFKC-normalised and trimmed, or, as `prose`, left with its own punctuation. A `figure`
 * is a number as somebody wrote it, with its sign for less or more: left as it is too, and a zero in a sheet is a value.
 */
export const text = (options: { max: number; pattern?: RegExp; prose?: boolean; figure?: boolean } = { max: 200 }) =>
  field({ type: 'text', ...options });
/** Text in English and Chinese; one may stand for the other when it is missing. */
export const localText = (options: { max: number } = { max: 200 }) => field({ type: 'local', ...options });
export const integer = (options: { min?: number; max?: number } = {}) => field({ type: 'integer', ...options });
/** An exact decimal without a unit, such as a share. */
export const decimal = (options: { min?: string; max?: string; above?: string } = {}) =>
  field({ type: 'decimal', ...options });
/** An exact decimal in `unit`; what was typed, in which of `enteredIn`, is kept beside it, and its basis when asked. */
export const quantity = (unit: string, options: { enteredIn: readonly string[]; above?: string; basis?: boolean }) =>
  field({ type: 'quantity', unit, ...options });
/** One of a closed list of stored codes, called in words by `words.code`. */
export const code = (list: readonly string[], words: string) => field({ type: 'code', codes: list, words });
/** Several of a list of stored codes (an open list when `null`). */
export const codes = (list: readonly string[] | null, words: string) => field({ type: 'codes', codes: list, words });
/** Yes or no. */
export const flag = () => field({ type: 'flag' });
/** Another record, by id; in sheets by one of the fields that it is called by. */
export const ref = (to: string) => field({ type: 'ref', to });
export const optional = <T extends Field>(of: T): T & { required: false } => ({ ...of, required: false });
/** A field that not everybody who reads the record may see, such as revenue. */
export const masked = <T extends Field>(of: T): T & { masked: true } => ({ ...of, masked: true });
/** Fields that belong together, written `document.number`. */
export const fields = <T extends Record<string, Field>>(group: T): { group: T } => ({ group });

type Declared = Record<string, Field | { group: Record<string, Field> }>;

/** Field values by path (`document.number`); an absent value is null. */
export type Values = Record<string, FieldValue>;
export type FieldValue = string | number | boolean | null | string[] | LocalText | Entered;
/** Text in two languages; either may be null, not both. */
export interface LocalText {
  en: string | null;
  zh: string | null;
}
/** On what a quantity can rest. */
export const bases = ['weighed', 'metered', 'invoice', 'calculated', 'estimated'] as const;
/** A quantity with what was typed. */
export interface Entered {
  /** exact decimal in the field's unit */
  value: string;
  entered: string | null;
  basis?: string | null;
}

/** What a check found wrong: a code with facts, said in words elsewhere. */
export interface Problem {
  field: string | null;
  code: string;
  facts?: Record<string, string | number>;
  /** a warning lets the record pass */
  level: 'error' | 'warning';
  line?: number;
}

/** What a check may know beside the record: the day, and declared fields of the records it refers to. */
export interface CheckContext {
  /** today in the zone of the record's site */
  today: string;
  refs: References;
  /** the same of each line, in their order */
  lineRefs: readonly References[];
  /** settable limits, by name */
  limits: Readonly<Record<string, string>>;
  /** records that count now, of every kind that the record's kind consults */
  consulted: Readonly<Record<string, readonly Referred[]>>;
}

/** What the references of a record or of one of its lines point to, by field. */
export type References = Readonly<Record<string, Referred | undefined>>;

/** What is known of a record that a field refers to. */
export interface Referred {
  values: Values;
  lines: readonly Values[];
}

/** A pure check over a record's values; browser, API and sheet run the same one. */
export type Check = (
  values: Values,
  lines: readonly Values[],
  context: CheckContext,
) => Problem | readonly Problem[] | undefined;

export interface Lines {
  /** name of the child, such as `line`; its table is the parent's with this name behind it */
  name: string;
  fields: Record<string, Field>;
  /**
   * A sheet may give each line a column of its own instead of a row: the heading is a code of the field `by`, the cell
   * the field `value`, and the unit in the heading the code field `unit`, or `unitOf` for headings that state none.
   */
  across?: { by: string; value: string; unit: string; unitOf: Readonly<Record<string, string>> };
  /** the kind had none at first: a record without lines keeps the hash that it had then */
  addedLater?: true;
}

/** Records told by one of their codes. */
export interface PapersWhen {
  field: string;
  is: readonly string[];
}

/** Which papers are asked for, and what stands for them. */
export interface Papers {
  /** names the vendor whose paper of a month covers the records of that month */
  vendor?: string;
  /** other records whose file stands for one record, or for all of a vendor and month: their fields and ours that are equal */
  through?: readonly {
    kind: string;
    covers: 'record' | 'vendor-month';
    same: Readonly<Record<string, string>>;
    sameMonth?: true;
  }[];
  /** these need a paper each, whatever covers their month */
  each?: PapersWhen;
  /** of these none is asked */
  never?: PapersWhen;
}

/** What the author of a kind declares; everything ordinary follows from it. */
export interface KindDeclaration {
  /** `domain.noun` */
  kind: string;
  version: number;
  /** whose records these are: a site's, or the group's */
  owner: 'site' | 'group';
  /** the field that names the owning site (owner `site`) */
  site?: string;
  /** the field whose date decides the period */
  effective?: string;
  /** fields by which people and sheets call a record: the first is its short name */
  calledBy: readonly string[];
  fields: Declared;
  lines?: Lines;
  derived?: { fields: Record<string, Field>; from: (values: Values, context: CheckContext) => Values };
  check?: readonly Check[];
  sameWhen: readonly string[];
  /**
   * There are so many that search finds them by the beginning of this number alone, through an index that begins with the
   * site and it; records of any other kind are found by any part of what they say.
   */
  foundByNumber?: string;
  /** a second record with these alike is told, never merged */
  nearWhen?: readonly string[];
  /** fields of referred records that checks, derivations and figures read; of what a line refers to by `line/field` */
  looksUp?: Readonly<Record<string, readonly string[]>>;
  /** short dated lists of the group that checks and derivations read, such as a policy; no field refers to them */
  consults?: readonly string[];
  review: 'none' | 'one-step' | 'two-step';
  evidence: 'none' | 'every-record' | 'per-vendor-month' | 'sample';
  /** how that is met, where a file of the record's own is not the only way */
  papers?: Papers;
  /** fields shown in a list before the reader chooses, and the three of a card */
  list: readonly string[];
  /** it is worked out of records and kept, and nobody records one: the page on which it is read */
  readOn?: string;
  /** for one site and year, these records and those of another kind never count together */
  notTogetherWith?: string;
  /** the record is a node or an edge of the organisation */
  node?: {
    /** a supplier stands beside the organisation: nothing lies above or below it */
    type: 'region' | 'entity' | 'site' | 'supplier';
    name: string;
    timeZone?: string;
    from?: string;
    before?: string;
    parent?: string;
  };
  edge?: { parent: string; child: string; share: string; from: string; before: string };
}

/** A declared kind with its fields flattened to paths, in declared order. */
export interface RecordKind extends KindDeclaration {
  table: string;
  flat: ReadonlyMap<string, Field>;
  all: ReadonlyMap<string, Field>;
  /** fields that are shown only to who may read masked ones; usually none */
  maskedPaths: readonly string[];
}

/**
 * Declares a record kind. Everything ordinary follows from it; the table is written by hand in `migrations/` and a test
 * holds the two equal.
 * @throws when the declaration contradicts itself (a key names no field)
 */
export function recordKind(declaration: KindDeclaration): RecordKind {
  const flat = new Map<string, Field>();
  for (const [name, declared] of Object.entries(declaration.fields)) {
    if ('group' in declared) {
      for (const [inner, innerField] of Object.entries(declared.group)) flat.set(`${name}.${inner}`, innerField);
    } else flat.set(name, declared);
  }
  const all = new Map([...flat, ...Object.entries(declaration.derived?.fields ?? {})]);
  const known = (path: string) => all.has(path) || all.has(path.replace(/\.(en|zh)$/, ''));
  const { name: child, fields: lines = {} } = declaration.lines ?? {};
  const ofLines = new Set(Object.keys(lines).map((path) => `${child}/${path}`));
  const named = [
    ...declaration.sameWhen,
    ...declaration.list,
    ...declaration.calledBy,
    ...(declaration.nearWhen ?? []),
    ...(declaration.foundByNumber ? [declaration.foundByNumber] : []),
    ...Object.keys(declaration.looksUp ?? {}).filter((path) => !ofLines.has(path)),
    ...[declaration.papers?.each?.field ?? [], declaration.papers?.never?.field ?? []].flat(),
    ...(declaration.effective ? [declaration.effective] : []),
  ];
  for (const path of named) {
    if (!known(path)) throw new Error(`${declaration.kind}: no field "${path}"`);
  }
  refuseTellingMasks(declaration, all);
  const maskedPaths = [...flat].flatMap(([path, of]) => (of.masked ? [path] : []));
  if (declaration.owner === 'site') {
    const site = declaration.site ?? 'site';
    const owning = flat.get(site);
    if (owning?.type !== 'ref') throw new Error(`${declaration.kind}: the owner is a site, but no field refers to one`);
    return { ...declaration, site, table: tableOf(declaration.kind), flat, all, maskedPaths };
  }
  return { ...declaration, table: tableOf(declaration.kind), flat, all, maskedPaths };
}

/** By what records are called, found or compared, everybody who sees them learns it: nothing of that can be masked. */
function refuseTellingMasks(declaration: KindDeclaration, all: ReadonlyMap<string, Field>): void {
  const { calledBy, sameWhen, nearWhen = [], effective, site = 'site', foundByNumber, derived, lines } = declaration;
  const telling = [...calledBy, ...sameWhen, ...nearWhen, site, ...[effective ?? [], foundByNumber ?? []].flat()];
  const beside = { ...derived?.fields, ...lines?.fields };
  const wrong =
    telling.find((path) => all.get(path)?.masked) ??
    [...all].find(([, of]) => of.masked && of.required)?.[0] ??
    Object.entries(beside).find(([, of]) => of.masked)?.[0];
  if (wrong) throw new Error(`${declaration.kind}: "${wrong}" cannot be masked`);
}

/** `waste.carried-total` is kept in `waste_carried_total`. */
export const tableOf = (kind: string) => kind.replace(/[.-]/g, '_');

/** `ownMassTonnes` is kept in `own_mass_tonnes`; a reference or a calendar field says what it is (`site_id`, `month_on`). */
export function columnOf(path: string, of: Field): string {
  const snake = path.replace(/\./g, '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (of.type === 'ref') return `${snake}_id`;
  if (of.type === 'month' || of.type === 'year') return `${snake}_on`;
  if (of.type === 'date' && !snake.endsWith('_on')) return `${snake}_on`;
  return snake;
}

/** One column of a record table: its name, its SQL type, and how a value becomes its text. */
export interface Column {
  name: string;
  sqlType: 'date' | 'text' | 'integer' | 'numeric' | 'boolean' | 'uuid' | 'text[]';
  path: string;
  /** the part of the value that lies in this column */
  part: 'value' | 'en' | 'zh' | 'entered' | 'basis';
}

const sqlTypes = {
  date: 'date',
  month: 'date',
  year: 'date',
  text: 'text',
  integer: 'integer',
  decimal: 'numeric',
  quantity: 'numeric',
  code: 'text',
  codes: 'text[]',
  flag: 'boolean',
  ref: 'uuid',
  local: 'text',
} as const;

/** The columns of a set of fields, in declared order. */
export function columnsOf(of: ReadonlyMap<string, Field>): Column[] {
  const columns: Column[] = [];
  for (const [path, declared] of of) {
    const name = columnOf(path, declared);
    const sqlType = sqlTypes[declared.type];
    if (declared.type === 'local') {
      columns.push(
        { name: `${name}_en`, sqlType, path, part: 'en' },
        { name: `${name}_zh`, sqlType, path, part: 'zh' },
      );
      continue;
    }
    columns.push({ name, sqlType, path, part: 'value' });
    if (declared.type !== 'quantity') continue;
    if (declared.enteredIn.length > 0)
      columns.push({ name: `${name}_entered`, sqlType: 'text', path, part: 'entered' });
    if (declared.basis) columns.push({ name: `${name}_basis`, sqlType: 'text', path, part: 'basis' });
  }
  return columns;
}

/** Where the names lie by which people call a record, as text that can be searched; those in two languages lie in two. */
export const namingColumns = (kind: RecordKind): string[] =>
  kind.calledBy.flatMap((path) => {
    const of = kind.all.get(path);
    const isText = of?.type === 'text' || of?.type === 'local';
    return isText ? columnsOf(new Map([[path, of]])).map(({ name }) => name) : [];
  });
