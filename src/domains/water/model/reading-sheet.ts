// A file of readings: what its columns hold, and what is told of the file.

/**
 * What a column holds: the meter, the time, what the register showed, what flowed since the reading before (checked and
 * not kept), the readings of the one meter that its heading names, or nothing that is wanted.
 */
export const sheetRoles = ['meter', 'at', 'count', 'difference', 'point', 'ignore'] as const;
/** What a column holds. */
export type SheetRole = (typeof sheetRoles)[number];

/** How a heading and what stands below it agree. */
export const headingStates = ['agrees', 'says_nothing', 'contradicted', 'only_heading', 'unknown'] as const;

/** A column with what its heading says, what its cells say, and what is proposed. */
export interface JudgedColumn {
  readonly heading: string;
  readonly said: SheetRole | null;
  readonly held: SheetRole | null;
  readonly state: (typeof headingStates)[number];
  readonly role: SheetRole;
}

/** Whether the day or the month stands first where the year stands last. */
export type DayOrder = 'dmy' | 'mdy';

/** A row of which there is something to say. */
export interface ToldPlace {
  readonly row: number;
  readonly meter: string;
  readonly fromMs: number | null;
  readonly atMs: number;
  /** what the register did, in counts */
  readonly counts: string | null;
}

/** One thing that there is to say, of how many rows, and of which; the first of them. */
export interface Told {
  readonly code: string;
  readonly rows: number;
  readonly first: readonly ToldPlace[];
}

/** Something that keeps the file from being kept. */
export interface SheetFault {
  /** the heading of its column */
  field: string | null;
  code: string;
  facts?: Record<string, string | number>;
  line?: number;
}

/** What a file holds, and what became of it. */
export interface SheetAnswer {
  site: { id: string; code: string };
  hasHeadings: boolean;
  columns: (JudgedColumn & { examples: string[] })[];
  /** how its times are written where the year stands last; `either` when no time of the file tells */
  order: DayOrder | 'either' | null;
  rows: number;
  readings: number;
  meters: number;
  /** meters of the file of which the factory has none; the first of them */
  unknown: { meters: number; first: string[] };
  usualMinutes: number | null;
  /** milliseconds since 1970; null where nothing could be read */
  fromMs: number | null;
  beforeMs: number | null;
  problems: SheetFault[];
  problemRows: number;
  told: Told[];
  /** what is needed and no column was found for */
  lacks: ('meter' | 'at' | 'count')[];
  /** null while nothing is kept; the file then lies behind each of its meters, where it was given as a paper */
  committed: { kept: number; known: number; metersMade: number } | null;
  file: { sha256: string; fileName: string } | null;
}
