// What a file is, by its first bytes and never by its name.

/** What a refused file looks like, so that the sentence can say what to do with it. */
export const fileKinds = [
  'old_excel',
  'binary_excel',
  'encrypted',
  'old_office',
  'broken_workbook',
  'open_document',
  'word',
  'slides',
  'pdf',
  'html',
  'xml',
  'json',
  'rtf',
  'image',
  'archive',
  'binary',
] as const;

export type FileKind = (typeof fileKinds)[number];

const startsWith = (bytes: Buffer, ...start: number[]) => start.every((byte, at) => bytes[at] === byte);
const startsWithText = (bytes: Buffer, text: string) => bytes.subarray(0, text.length).toString('latin1') === text;

/** Files of a known kind that holds no table. Checked in this order. */
const signatures: readonly (readonly [FileKind, (bytes: Buffer) => boolean])[] = [
  ['pdf', (bytes) => startsWithText(bytes, '%PDF')],
  ['rtf', (bytes) => startsWithText(bytes, '{\\rtf')],
  ['image', (bytes) => startsWith(bytes, 0xff, 0xd8, 0xff) || startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)],
  [
    'image',
    (bytes) => startsWithText(bytes, 'GIF8') || startsWithText(bytes, 'II*\0') || startsWithText(bytes, 'MM\0*'),
  ],
  [
    'archive',
    (bytes) => startsWith(bytes, 0x1f, 0x8b) || startsWithText(bytes, '7z\xbc\xaf') || startsWithText(bytes, 'Rar!'),
  ],
];

/** Whether the file is a ZIP archive, as every workbook of Excel since 2007 is. */
export const isZip = (bytes: Buffer) =>
  startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06);

/** Whether the file is an OLE container: Excel before 2007, or any Office file behind a password. */
export const isOleContainer = (bytes: Buffer) => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** Tells old workbooks from encrypted ones by the stream names in the container's directory. */
export function oleKind(bytes: Buffer): FileKind {
  if (bytes.includes(utf16('EncryptedPackage'))) return 'encrypted';
  return bytes.includes(utf16('Workbook')) || bytes.includes(utf16('Book')) ? 'old_excel' : 'old_office';
}

/** The kind of a file that is neither archive nor container, when its first bytes give it away. */
export function signatureOf(bytes: Buffer): FileKind | undefined {
  return signatures.find(([, matches]) => matches(bytes))?.[0];
}

/** The kind of a text that is markup or data, not a table. */
export function markupOf(text: string): FileKind | undefined {
  const start = text.slice(0, 2000).trimStart();
  if (/^<(!doctype\s+html|html|head|body|table|meta|style|script)[\s>]/i.test(start)) return 'html';
  if (/^<\?xml/i.test(start)) return /<html[\s>]/i.test(start) ? 'html' : 'xml';
  if (/^(\{\s*("[^"]*"\s*:|\})|\[\s*[[{])/.test(start)) return 'json';
  return undefined;
}

/** Whether single-byte or UTF-8 bytes are no text at all. One stray control character in a thousand bytes is let pass. */
export function isBinary(sample: Buffer): boolean {
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (isControl(byte)) controls += 1;
  }
  return controls > 1 + sample.length / 1000;
}

/** The same question for text that was decoded from UTF-16, where zero bytes are ordinary. */
export function isBinaryText(text: string): boolean {
  let controls = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd || code === 0xffff || isControl(code)) controls += 1;
  }
  return controls > 1 + text.length / 100;
}

/** Control characters that no text file holds; tab, line ends, form feed and the old end-of-file mark are left out. */
function isControl(code: number): boolean {
  return (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 26) || code === 127;
}
