// What can be read back from a printed report, and why can a file not be read?

/** One figure found in a file: its id from the link, and the characters printed under the link. */
export interface FigureAsPrinted {
  id: string;
  /** Normalised by `normalisePrinted`; empty when nothing is printed under the link. */
  text: string;
  /** Where a reader finds it: "p. 7" in a PDF, the heading above it in DOCX and HTML. */
  where: string;
}

/** What a printed report says: every figure as often as it is printed, in the order of reading, and all its text, normalised. */
export interface PrintedFile {
  figures: FigureAsPrinted[];
  text: string;
}

/** Why a file cannot be read; a closed list, the words stand in the dictionaries of whoever shows it. */
export type UnreadableReason =
  | 'not_a_pdf'
  | 'not_a_docx'
  | 'not_html'
  | 'encrypted'
  | 'damaged'
  | 'too_large'
  | 'too_many_pages'
  | 'inflates_too_far'
  | 'took_too_long';

/** The file is not what it says, or it asks for more than a report ever needs. */
export interface Unreadable {
  unreadable: UnreadableReason;
}

/** No report needs more than this; a file beyond it is refused before it can hurt. */
export interface ReadLimits {
  /** Bytes of the file. */
  fileBytes: number;
  /** Bytes after decompression, over all parts. */
  inflatedBytes: number;
  pages: number;
  /** Characters that are read out of it, and figures: whoever compares them does so on the thread that answers everybody. */
  characters: number;
  figures: number;
  /** Milliseconds of work. */
  milliseconds: number;
}

/** Generous for a report of 300 pages, far from what a small server notices. */
export const readLimits: ReadLimits = {
  fileBytes: 64 * 1024 * 1024,
  inflatedBytes: 256 * 1024 * 1024,
  pages: 1000,
  characters: 2_000_000,
  figures: 50_000,
  milliseconds: 30_000,
};

/** Thrown inside the readers, turned into `Unreadable` at their door. */
export class UnreadableFile extends Error {
  readonly reason: UnreadableReason;
  constructor(reason: UnreadableReason) {
    super(reason);
    this.reason = reason;
  }
}

/** What was read, unless it is more than any report says. */
export const within = (read: PrintedFile | Unreadable, limits: ReadLimits): PrintedFile | Unreadable =>
  'text' in read && (read.text.length > limits.characters || read.figures.length > limits.figures)
    ? { unreadable: 'too_large' }
    : read;
