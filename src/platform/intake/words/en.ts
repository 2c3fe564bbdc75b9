// What intake says in English: what is wrong, and what to do.
import type { IntakeWord } from './keys.ts';

export const en = {
  blank: 'Nothing is recorded here. Enter a value, or “none” if there was none.',
  formula_error: 'The formula here failed ({text}). Mend it in the file, or enter the value.',
  formula_without_value:
    'The file holds a formula here but not its result. Open it in Excel or WPS, save it again, or enter the value.',
  merged_value:
    '“{text}” is merged over several rows, so how much belongs to each is unknown. Unmerge the cells and give each row its own value.',
  unreadable_characters: 'Some characters of “{text}” were lost in the file. Type this cell again.',

  not_a_date: 'This is not a date. Write it like 2024-06-30.',
  impossible_date: 'The calendar has no such day: {text}. Check day and month.',
  ambiguous_date: '{text} may be {first} or {second}. Write it like 2024-06-30.',
  year_missing: '{text} has no year. Write it like 2024-06-30.',
  day_missing: '{text} has no day. Write it like 2024-06-30.',
  date_has_zone: '{text} carries a time zone, so its day at the factory is uncertain. Give the factory’s own date.',
  date_out_of_range: '{text} lies outside {from} to {to}. Check the year.',
  not_a_month: 'This is not a month. Write it like 2024-06.',
  not_a_year: 'This is not a year. Write it like 2024.',

  not_a_number: 'This is not a number. Write digits only, such as 1250.5.',
  ambiguous_number: '{text} may be {first} or {second}. Write it without separators for thousands.',
  not_whole: '{text} is not a whole number.',
  negative: '{text} is less than zero. Check the sign.',
  too_many_digits: '{text} has more than {limit} digits. Check the number.',
  date_in_number: 'Excel has made a date of this number ({text}). Set the cell’s format to number and type it again.',
  percent_not_wanted: '{text} is a percentage; an amount is needed here.',

  unit_missing: '{text} has no unit. Write it behind the number, such as “1250 kg”, or in the column’s heading.',
  unknown_unit: '“{unit}” in {text} is not a unit known here. Use t, kg, g, 斤 or lb.',
  ambiguous_unit: '“{unit}” is 1,000 kg in some countries and 907 kg in others. Write “t” or “short ton”.',
  ambiguous_volume: '“{unit}” means two units far apart. Write which: {first} or {second}.',
  unit_not_accepted: '{text}: the unit {unit} is not accepted here. Use {accepted}.',

  too_long: 'The text is longer than {max} characters. Shorten it.',
  digits_lost:
    'Excel keeps only 15 digits of a number, so the end of {text} is lost. Set the column’s format to text and type it again.',
  not_yes_or_no: 'Answer yes or no here.',
  unknown_code: 'This is not one of the choices. Pick one from the list.',
  unknown_code_near: '“{given}” is not one of the choices. Did you mean “{suggestionEn}”?',
  ambiguous_code: '“{given}” may mean {first} or {second}. Write the code.',

  'note.formula_value': 'Taken from a formula, as it was last computed.',
  'note.from_merged': 'Taken from a cell merged over several rows.',
  'note.serial_date': '{text} was read as Excel’s number for {date}.',
  'note.time_dropped': 'The time {time} is not kept.',
  'note.two_digit_year': '{text} was read as the year {year}.',
  'note.year_from_context': '{text} has no year; {year} was taken.',
  'note.day_dropped': 'Only the month of {text} is kept.',
  'note.decimal_comma': 'The comma was read as a decimal mark: {number}.',
  'note.dots_as_thousands': 'The dots were read as thousands: {number}.',
  'note.ten_thousands': '{text} was read as {number}.',
  'note.unit_from_cell': 'The cell says {unit}, the column {columnUnit}; the cell’s unit was taken.',

  'file.not_a_table': 'This file is not a table. Send it as .xlsx or .csv.',
  'file.not_a_table.old_excel': 'This is a workbook of Excel 97–2003 (.xls). Open it and save it as .xlsx.',
  'file.not_a_table.binary_excel': 'This is a binary workbook (.xlsb). Open it and save it as .xlsx.',
  'file.not_a_table.encrypted':
    'This workbook is locked with a password. Remove the password, save it and send it again.',
  'file.not_a_table.old_office': 'This is an old Office file, but not a workbook. Send the table as .xlsx or .csv.',
  'file.not_a_table.broken_workbook':
    'This workbook is damaged or incomplete. Open it in Excel or WPS, save it again and send that.',
  'file.not_a_table.open_document': 'This is an OpenDocument file. Open it and save it as .xlsx.',
  'file.not_a_table.word': 'This is a Word document. Copy its table into a workbook and send that.',
  'file.not_a_table.slides': 'This is a presentation, not a table.',
  'file.not_a_table.pdf': 'This is a PDF. Add it as evidence; as a table, send .xlsx or .csv.',
  'file.not_a_table.html': 'This is a web page, whatever its name says. Open it in Excel and save it as .xlsx.',
  'file.not_a_table.xml': 'This is XML, not a table. If Excel can open it, save it there as .xlsx.',
  'file.not_a_table.json': 'This is JSON, not a table. Send .xlsx or .csv, or use the API.',
  'file.not_a_table.rtf': 'This is a formatted text document. Copy its table into a workbook and send that.',
  'file.not_a_table.image': 'This is a picture. Add it as evidence; as a table, send .xlsx or .csv.',
  'file.not_a_table.archive': 'This is a packed archive. Unpack it and send the table inside.',
  'file.not_a_table.binary': 'This file holds no readable text. Send the table as .xlsx or .csv.',
  'file.too_large': 'The file is too large. Divide it and send the parts.',
  'file.too_large.file': 'The file is larger than {limit} bytes. Divide it and send the parts.',
  'file.too_large.content': 'Unpacked, the workbook is larger than {limit} bytes. Divide it, or send it as CSV.',
  'file.too_large.rows': 'The table has more than {limit} rows. Divide it and send the parts.',
  'file.too_large.columns': 'Row {row} has more than {limit} columns. Remove what lies to the right of the table.',
  'file.too_large.cell': 'A cell holds more than {limit} characters. Shorten it.',
  'file.too_large.row': 'Row {row} is longer than {limit} characters. Look for a missing line end or quotation mark.',
  'file.too_large.shared_strings':
    'The workbook holds more than {limit} different texts. Divide it, or send it as CSV.',
  'file.too_large.parts':
    'The workbook consists of more than {limit} parts. Copy the table into a new workbook and send that.',
  'file.too_large.time': 'Reading the file took too long and was stopped. Divide it and send the parts.',
  'file.zip_bomb': 'The workbook unpacks to far more than it holds, as no honest table does. Nothing of it was read.',
  'file.unreadable_encoding':
    'The characters of this file cannot be told: it is neither UTF-8 nor UTF-16 nor GB18030. Save it as “CSV UTF-8”, or choose its encoding.',
  'file.unclosed_quote':
    'A quotation mark opened in row {row} is never closed. Close it, or save the table again from Excel.',
  'file.no_such_sheet': 'The workbook has no sheet “{sheet}”. It has: {sheets}.',
  'file.several_lists':
    'Several sheets of this workbook are lists that went out from here: {sheets}. One is read at a time. Keep the one that you changed and delete the others, or send each in a file of its own.',
  'file.empty': 'The file holds no rows. Check that the right sheet was filled in and is not hidden.',
  'file.no_header': 'No row with column headings was found. The file begins with: {headings}.',

  'skipped.blank': 'Blank row',
  'skipped.subtotal': 'Subtotal or total',
  'skipped.repeated_header': 'Headings repeated',
  'skipped.block_title': 'Title of a block of rows',
  'skipped.footer': 'Signature or remark below the table',
  'skipped.left_out': 'Emptied on the page, left out',
} as const satisfies Record<IntakeWord, string>;
