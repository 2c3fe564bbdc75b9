// What a paper may be, and which files are taken for it; the browser and the server read the same list.

/** What a paper is, as it was said when it was attached. */
export const evidenceKinds = [
  'weigh_ticket',
  'manifest',
  'vendor_statement',
  'licence',
  'report',
  'photo',
  'other',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

const pdf = 'application/pdf';
const images = ['image/jpeg', 'image/png', 'image/webp', 'image/heic'] as const;
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const document = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const oldOffice = 'application/vnd.ms-office';
const text = 'text/plain';

const stamped: readonly string[] = [pdf, ...images];
const written: readonly string[] = [pdf, ...images, workbook, document, oldOffice, text];

/** Media types that are taken for each kind of paper, by content. Nothing that a browser would run is among them. */
export const acceptedFor: Readonly<Record<EvidenceKind, readonly string[]>> = {
  weigh_ticket: stamped,
  manifest: stamped,
  licence: stamped,
  photo: images,
  vendor_statement: written,
  report: written,
  other: written,
};

/** What a format is called, alike in both languages. */
const formats: Readonly<Record<string, string>> = {
  [pdf]: 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
  'image/heic': 'HEIC',
  'image/gif': 'GIF',
  'image/svg+xml': 'SVG',
  [workbook]: 'XLSX',
  [document]: 'DOCX',
  [oldOffice]: 'XLS, DOC',
  [text]: 'CSV, TXT',
  'text/html': 'HTML',
  'text/xml': 'XML',
  'text/x-script': 'script',
  'application/zip': 'ZIP',
};

/** The short name of a media type; undefined where it is not known. */
export const formatOf = (mediaType: string): string | undefined => formats[mediaType];

/** What a choice of files offers for a kind of paper. */
export const acceptAttribute = (kind: EvidenceKind): string =>
  [
    ...acceptedFor[kind],
    ...(acceptedFor[kind].includes(text) ? ['.csv', '.txt'] : []),
    ...(acceptedFor[kind].includes(oldOffice) ? ['.xls', '.doc'] : []),
  ].join(',');

/** Media types that a browser may show in place; anything else is only ever downloaded. */
export const shownInPlace: ReadonlySet<string> = new Set([pdf, 'image/png', 'image/jpeg', 'image/webp']);

/** Media types whose first rows or lines are read and told as text. */
export const toldAsText: ReadonlySet<string> = new Set([workbook, text]);

/** What a scanner made of a file. */
export type ScanState = 'not-scanned' | 'scanning' | 'clean' | 'infected';
