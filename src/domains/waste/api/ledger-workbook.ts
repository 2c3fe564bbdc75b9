// A ledger as the workbook that goes to an authority: its sheets as the layout says, and a last one about itself.
import { Readable } from 'node:stream';
import { labelPeriod } from '#period/label.ts';
import { printPeriod } from '#period/period.ts';
import type { FileAnswer } from '#platform/http/route.ts';
import { type Dictionary, word } from '#platform/i18n/words.ts';
import {
  type CellToWrite,
  type ColumnToWrite,
  type SheetToWrite,
  workbookBytes,
} from '#platform/intake/read/write-workbook.ts';
import type { LedgerColumn } from '../model/ledger-layout.ts';
import { ledgerSourceOf } from '../model/ledger-sources.ts';
import type { FilledSheet } from '../rules/ledger.ts';
import type { LedgerCell } from '../rules/ledger-cells.ts';
import { cellText, checkSentence, gapSentence } from './ledger-words.ts';
import type { ReadLedger } from './read-ledger.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Names are wide, masses and dates are not. */
const widthOf = ({ from }: LedgerColumn): number =>
  /name|listName|mainComponents|generatingProcess|carrier|note/i.test(from) ? 28 : from === 'ordinal' ? 6 : 16;

function columnToWrite(column: LedgerColumn, language: 'en' | 'zh'): ColumnToWrite {
  const { gives } = ledgerSourceOf(column.from);
  const isDate = gives === 'date' && column.format === 'date';
  return {
    heading: column.heading[language],
    width: widthOf(column),
    as: gives === 'mass' || gives === 'integer' ? 'number' : isDate ? 'date' : 'text',
  };
}

function* rowsOf(
  { rows, cells }: FilledSheet,
  write: (cell: LedgerCell) => CellToWrite,
  state: ((state: string) => string) | undefined,
): Generator<CellToWrite[]> {
  for (const [at, row] of rows.entries()) yield [...(cells[at] ?? []).map(write), ...(state ? [state(row.state)] : [])];
}

/** The ledger as sheets; with what is submitted, a last column says how far each row is. */
export function ledgerSheets({ layout, site, question, ledger }: ReadLedger, words: Dictionary): SheetToWrite[] {
  const { language, basis } = question;
  const say = (key: string, facts?: Record<string, string | number>) => word(words, language, key, facts);
  const write = (cell: LedgerCell): CellToWrite => {
    if (cell === null) return null;
    const text = cellText(cell, words, language);
    return 'text' in cell && cell.as ? { text, as: cell.as } : text;
  };
  const state = basis === 'shown' ? (of: string) => say(`waste.ledger.state.${of}`) : undefined;
  const sheets = ledger.sheets.map(
    (filled): SheetToWrite => ({
      name: filled.sheet.title[language],
      columns: [
        ...filled.sheet.columns.map((column) => columnToWrite(column, language)),
        ...(state ? [{ heading: say('waste.ledger.state') }] : []),
      ],
      rows: rowsOf(filled, write, state),
    }),
  );
  const title = (id: string) => ledger.sheets.find(({ sheet }) => sheet.id === id)?.sheet.title[language] ?? id;
  const about: [string, string][] = [
    [say('waste.ledger.about.layout'), layout.title[language]],
    [say('waste.ledger.about.edition'), `${layout.edition} · ${layout.asOf}`],
    [say('waste.ledger.about.source'), layout.source],
    [say('waste.ledger.about.verified'), say(layout.verified ? 'waste.ledger.verified' : 'waste.ledger.unverified')],
    ...(layout.note ? [[say('waste.ledger.about.note'), layout.note[language]] as [string, string]] : []),
    [say('waste.ledger.about.site'), `${site.code} ${site.name[language]}`],
    [say('waste.ledger.about.period'), labelPeriod(question.period, language)],
    [say('waste.ledger.about.basis'), say(`waste.ledger.basis.${basis}`)],
    ...ledger.checks.map((check): [string, string] => [title(check.sheetId), checkSentence(check, words, language)]),
    ...ledger.gaps.map((gap): [string, string] => [
      say('waste.ledger.about.missing'),
      gapSentence(gap, words, language, title),
    ]),
  ];
  return [
    ...sheets,
    {
      name: say('waste.ledger.about'),
      columns: [
        { heading: say('waste.ledger.about.what'), width: 28 },
        { heading: say('waste.ledger.about.says'), width: 100 },
      ],
      rows: about,
    },
  ];
}

/** What the file is called: layout, site, period. */
export const ledgerFileName = ({ layout, site, question }: ReadLedger): string =>
  `${layout.title[question.language].replace(/[\\/:*?"<>|]/g, ' ')} ${site.code} ${printPeriod(question.period)}.xlsx`;

/** The ledger as a file that is written while it is sent. */
export const ledgerFile = (read: ReadLedger, words: Dictionary): FileAnswer => ({
  fileName: ledgerFileName(read),
  mediaType: XLSX,
  body: Readable.from(workbookBytes(ledgerSheets(read, words))),
});
