// A table as people open it: UTF-8 with a byte-order mark (Excel then shows Chinese), a heading row, CRLF.

/** Rows under a heading; a cell that is absent is empty, never zero. */
export interface Table {
  heading: readonly string[];
  rows: readonly (readonly string[])[];
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The bytes of the CSV file. @throws when a row is not as wide as its heading. */
export function csvBytes({ heading, rows }: Table): Uint8Array {
  for (const row of rows) {
    if (row.length !== heading.length) throw new Error(`${row.length} cells under ${heading.length} headings: ${row}`);
  }
  const text = [heading, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
  return new TextEncoder().encode(`\uFEFF${text}`);
}

/** Kilograms as tonnes in plain decimals: 4320 is `4.32`. */
export function tonnesText(kilograms: number): string {
  const digits = String(kilograms).padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/, '');
}
