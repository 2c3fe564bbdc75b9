// A customer's list of restricted substances: what it is called, since when it holds, and what it says of each substance.
import type { Denominator } from './restriction.ts';

/** What a customer asks for above its limit. */
export const listDuties = ['prohibited', 'communicate'] as const;
export type ListDuty = (typeof listDuties)[number];

/** Before the code of a list, the name of the pack that it is; no law's begins so. */
export const listPackPrefix = 'customer-';

/** What a list says of one substance. */
export interface ListEntry {
  substance: string;
  /** null where the customer names it by words alone: then nothing is found by it */
  cas: string | null;
  /** mg/kg; null where it is restricted on purpose only */
  limitPpm: string | null;
  per: Denominator;
  duty: ListDuty;
  /** first day, where it is another than that of the list */
  from: string | null;
  note: string | null;
}

/** An edition that was approved, without its rows. */
export interface ListStanding {
  id: string;
  revision: number;
  /** of the revision's content, as the history has it */
  hash: string;
  code: string;
  edition: string;
  customer: string;
  name: string;
  from: string;
  before: string | null;
  markets: readonly string[] | null;
}

export interface CustomerListKept extends ListStanding {
  entries: readonly ListEntry[];
}

/** Who the customer of a pack is, and the record that it stands in. */
export interface CustomerTold {
  name: string;
  record: string;
}

/** A row of a file as it was read. */
export interface ListRowTold extends ListEntry {
  /** as the sheet counts */
  row: number;
}

/** A customer's file as it was read, and what was kept of it. */
export interface CustomerListAnswer {
  fileName: string;
  /** none where something is wrong with the file */
  rows: ListRowTold[];
  /** CAS numbers that a spreadsheet had turned into dates, put right */
  repaired: { row: number; text: string; cas: string }[];
  problems: { row: number; code: string; text: string }[];
  /** the record that holds this list in this edition already: what is kept becomes its next revision */
  held: { id: string; revision: number } | null;
  kept: { id: string; outcome: 'new' | 'changed' | 'same'; state: string } | null;
}
