// What do cells of somebody's sheet mean whatever their column: where they stand, totals, nothing, numbers with commas.

/** One row of a sheet as it was read, with its number in the file, from 1. */
export interface SheetRow {
  row: number;
  cells: readonly string[];
}

const totalWords =
  /^(sub|grand)?[\s-]*totals?\s*[:：]?$|^(sum|合计|小计|总计|共计|合計|小計|総計|总和|总重量?)\s*[:：]?$|^total\s+(mass|weight|of)\b/i;
export const isTotal = (cell: string) => totalWords.test(cell.trim().normalize('NFKC'));

/** Column letters as a spreadsheet shows them: 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

export const isNothing = /^(-|–|—|\/|n\.?\/?[ad]\.?|无|なし)$/i;

/** `1,250.5` and `1,250` have thousands apart, `0,35` a decimal comma. */
export const withPoint = (number: string): string =>
  /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(number)
    ? number.replaceAll(',', '')
    : number.replace(/^(\d+),(\d+)$/, '$1.$2');
