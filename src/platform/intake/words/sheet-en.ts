// What is said in English of sheets that go out and come back.
export const sheetEn = {
  'sheet.readOnly': 'This column is only read: greenfab fills it in, and what is typed here is not taken.',
  'sheet.state': 'Status',

  changed_on_both_sides: 'Changed here meanwhile too: it is “{now}” now. Decide which of the two is to stand.',
  head_differs: 'Another row of the same record says something else here. Make them alike.',
  record_split: 'The rows of this record stand apart. Put them together, one below the other.',
  record_not_here:
    'This row belongs to a record that is not here, or not yours to see. To add it as a new one, copy the cells that you see into a new row.',
  voided_meanwhile: 'This record was voided here meanwhile.',
  key_of_another:
    'A record with this key exists already. If you sorted only some of the columns, take the sheet out again; otherwise check the number.',
  not_yours: 'You may not record here. Leave this row out.',
  read_only_cell: 'This column is only read; what was typed here is not taken.',
  'skipped.emptied': 'Emptied in the sheet; the record stays as it is',

  'ui.returned.about':
    'This sheet went out from here on {at} with {records} {records|record|records}. It is compared cell by cell.',
  'ui.returned.aboutLost':
    'This sheet went out from here. It is compared cell by cell; which records it lacks is not known.',
  'ui.returned.differences': 'What is different',
  'ui.returned.none': 'Nothing is different in these rows.',
  'ui.returned.more': 'The first {count} {count|row is|rows are} listed.',
  'ui.returned.is.here': 'Changed here meanwhile; stays',
  'ui.returned.is.met': 'The record exists already',
  'ui.returned.base': 'went out',
  'ui.returned.sheet': 'your sheet',
  'ui.returned.now': 'here now',
  'ui.returned.by': 'Changed here by {name}, {at}',
  'ui.returned.keepSheet': 'Keep mine: {value}',
  'ui.returned.keepHere': 'Keep theirs: {value}',
  'ui.returned.keptSheet': 'Mine is kept',
  'ui.returned.keptHere': 'Theirs is kept',
  'ui.returned.empty': '(empty)',
  'ui.returned.rowSheet': 'Mine in the whole row',
  'ui.returned.rowHere': 'Theirs in the whole row',
  'ui.returned.allSheet': 'Mine everywhere',
  'ui.returned.allHere': 'Theirs everywhere',
  'ui.returned.all': 'All rows in dispute:',
  'ui.returned.readOnly': 'Only read',
  'ui.returned.missing': '{count} {count|record of the list is|records of the list are} not in the sheet',
  'ui.returned.missingText':
    'They stay as they are. If some of them are to be voided, choose them and say why; it is done with the commit.',
  'ui.returned.missingMore': 'The first {shown} are listed.',
  'ui.returned.voidReason': 'Why they are voided',
  'ui.returned.void': 'Void {count} with the commit',
  'ui.returned.voidNone': 'Void none of them',
  'ui.returned.voiding': '{count} {count|record|records} will be voided with the commit: {reason}',
  'ui.returned.commit': 'Commit: {changed} changed, {new} new, {voided} voided',
  'ui.returned.decideFirst': 'Rows in dispute: {count}. Decide them first, or commit the others without them.',
} as const;
