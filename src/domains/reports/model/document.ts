// What does one printed report hold, in one language, before anything decides how it looks?
import type { DrawnChart } from '#units/drawn-chart.ts';

/** The two languages a report is printed in; one document holds one of them. */
export type ReportLanguage = 'en' | 'zh';

/**
 * One printed report in one language, ready for any renderer (page, PDF, DOCX): numbers are placed here, never computed.
 * Whoever builds it has already rounded, translated and linked; every renderer prints the same characters, so that a
 * printed file can be read back and compared figure by figure.
 */
export interface ReportDocument {
  language: ReportLanguage;
  /** The report's own name, without company and period: "Green Manufacturing System Periodic Report". */
  title: string;
  company: string;
  /** The reporting period as a reader says it: "First half of 2024", "2024年上半年". */
  period: string;
  /** What the cover says below the title: prepared by, scope, boundary, date of release. */
  cover: { label: string; value: string }[];
  /** The published edition this is a print of; null is a draft of the living report. */
  edition: ReportEdition | null;
  chapters: Chapter[];
  words: ReportWords;
}

/** What binds a print to the history it was frozen from. */
export interface ReportEdition {
  number: number;
  /** The day or instant of publishing as printed. */
  publishedAt: string;
  /** The day of publishing as an ISO date, which becomes the file's date; not needed where `publishedAt` begins with it. */
  publishedOn?: string;
  /** Heads of the history's blocks at the moment of publishing: a root kept outside binds the owner of the records. */
  historyBlocks: { height: number; root: string }[];
}

/** A numbered part of the report; the number is printed as given ("01"). */
export interface Chapter {
  number: string;
  title: string;
  sections: Section[];
}

/** A part of a chapter; without a title its blocks follow the chapter's heading. */
export interface Section {
  title: string | null;
  blocks: Block[];
}

/** A number as printed. Its link is what lets a reader, or `report verify`, get from paper back to the records. */
export interface PrintedFigure {
  /** Short figure id, capital letters and digits: "F7K2Q". */
  id: string;
  /** Value with its unit exactly as printed: "88.4 %", "1,204.5 t". */
  text: string;
  /** http(s) address that ends in `/f/<id>`. */
  href: string;
  /** True when the value includes what is not yet approved; printed with ◌ after the number, outside the link. */
  provisional: boolean;
  /** What the number is, in words, for the figure register: "Waste conversion rate, group". */
  name?: string;
}

/** A stretch of running text, or a figure set in it. */
export type Inline = { text: string; strong?: boolean } | { figure: PrintedFigure };

/** ● on track, ▲ at risk, ▼ behind, ○ no data, ◌ not yet approved. The word stands in the text: a mark alone says nothing. */
export type StatusMark = '●' | '▲' | '▼' | '○' | '◌';

/** One big figure of a row, or the reason why there is none. */
export interface Callout {
  figure: PrintedFigure | { missing: string };
  label: string;
  note: string | null;
}

/** A column names its unit in its title, so that cells can hold bare numbers. */
export interface TableColumn {
  title: string;
  align: 'left' | 'right';
}

/** Everything that can stand in a section. */
export type Block =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'bullets'; items: Inline[][] }
  | { kind: 'callouts'; items: Callout[] }
  | { kind: 'table'; caption: string; columns: TableColumn[]; rows: Inline[][][]; note: string | null }
  | { kind: 'chart'; title: string; unit: string; source: string; chart: DrawnChart }
  | { kind: 'status'; mark: StatusMark; text: Inline[] }
  | { kind: 'not-recorded'; text: string };

/** One kind of block. */
export type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>;

/** Labels that the renderer itself prints; both languages stand ready in `render/printed-words.ts`. */
export interface ReportWords {
  contents: string;
  /** With `{page}` and `{pages}`. */
  pageOf: string;
  notRecordedYet: string;
  figureRegister: string;
  /** What the register is for and how to use an id, in one or two sentences. */
  figureRegisterNote: string;
  figureId: string;
  figureName: string;
  value: string;
  page: string;
  chapter: string;
  draft: string;
  /** Why a draft must not be quoted, in one sentence. */
  draftNote: string;
  /** With `{number}`. */
  edition: string;
  published: string;
  aboutEdition: string;
  /** What the block heads below it prove, in one sentence. */
  historyNote: string;
  historyBlock: string;
  historyRoot: string;
  /** What ◌ after a number means. */
  provisional: string;
  unit: string;
  source: string;
  target: string;
  asTable: string;
  noValue: string;
}
