// What a file is, by its bytes; its name says nothing.

const magic: readonly { mediaType: string; bytes: readonly number[]; at?: number }[] = [
  { mediaType: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
  { mediaType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/webp', bytes: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { mediaType: 'image/heic', bytes: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65], at: 4 },
  { mediaType: 'image/gif', bytes: [0x47, 0x49, 0x46, 0x38] },
  { mediaType: 'application/zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { mediaType: 'application/vnd.ms-office', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { mediaType: 'application/rtf', bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66] },
  { mediaType: 'text/x-script', bytes: [0x23, 0x21] },
  // UTF-16 has zeros, but a mark that says what they are.
  { mediaType: 'text/plain', bytes: [0xff, 0xfe] },
  { mediaType: 'text/plain', bytes: [0xfe, 0xff] },
];

/** Markup is told from text by its first sign, so that nothing which a browser would run passes for text. */
function ofText(text: string): string {
  const start = text.replace(/^\ufeff|^ï»¿/, '').trimStart();
  if (!/^<[a-z!?/]/i.test(start)) return 'text/plain';
  if (/<svg[\s>]/i.test(start)) return 'image/svg+xml';
  return /^<\?xml/i.test(start) && !/<html[\s>]/i.test(start) ? 'text/xml' : 'text/html';
}

/**
 * The media type of a file.
 * @param head its first bytes, a few thousand
 * @param tail its last bytes, where a zip lists what it holds; a workbook and a document are told apart by that
 */
export function mediaTypeOf(head: Buffer, tail: Buffer = Buffer.alloc(0)): string {
  const found = magic.find(({ bytes, at = 0 }) => bytes.every((byte, index) => head[at + index] === byte));
  if (found?.mediaType === 'application/zip') {
    const names = head.toString('latin1') + tail.toString('latin1');
    if (names.includes('xl/workbook')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    if (names.includes('word/document'))
      return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    return 'application/zip';
  }
  if (found) return found.mediaType;
  return head.includes(0) ? 'application/octet-stream' : ofText(head.toString('latin1'));
}
