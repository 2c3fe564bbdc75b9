// Are the columns of a sheet told by what stands in them, and is said where the headings say something else?
import { describe, expect, test } from 'vitest';
import { judgeColumns } from './sheet-columns.ts';
import { dayOrderOf, sheetTime } from './sheet-time.ts';

const rows = [
  ['m-a', '01/03/2017 00:03:26', '117279', '8'],
  ['m-a', '01/03/2017 01:03:28', '117288', '9'],
  ['m-a', '01/03/2017 02:03:28', '117286', '-2'],
  ['m-a', '01/03/2017 03:03:28', '117290', '4'],
  ['m-b', '01/03/2017 00:01:09', '9', '0'],
  ['m-b', '01/03/2017 01:01:09', '14', '5'],
];
const short = (headings: string[], of = rows) =>
  judgeColumns(headings, of).map(({ role, state }) => `${role} ${state}`);

describe('columns', () => {
  test('without a meaning in their headings are told by what stands in them', () => {
    expect(short(['V1', 'V2', 'V3', 'V4'])).toEqual([
      ...['meter says_nothing', 'at says_nothing', 'count says_nothing', 'difference says_nothing'],
    ]);
  });
  test('with their headings one column off are contradicted', () => {
    expect(short(['time', 'reading', 'difference', 'meter'])).toEqual([
      ...['meter contradicted', 'at contradicted', 'count contradicted', 'difference contradicted'],
    ]);
  });
  test('with right headings, in Chinese, agree', () => {
    expect(short(['水表编号', '抄表时间', '读数', '用水量'])).toEqual([
      ...['meter agrees', 'at agrees', 'count agrees', 'difference agrees'],
    ]);
  });
  test('of a sheet with a column for each meter are the meters that their headings name', () => {
    const wide = rows.slice(0, 4).map(([, at = '', one = '', other = '']) => [at, one, other]);
    expect(short(['Time', 'W-01', 'W-02'], wide)).toEqual(['at agrees', 'point agrees', 'point agrees']);
  });
  test('that were chosen before are what was chosen', () => {
    expect(judgeColumns(['V1', 'V2', 'V3', 'V4'], rows, { 3: 'ignore' })[3]).toMatchObject({
      role: 'ignore',
      held: 'difference',
    });
  });
});

test('a time is read in the order that its column is written in', () => {
  const texts = ['01/03/2017 00:03:26', '13/03/2017 00:03:26'];
  expect([
    dayOrderOf(texts),
    dayOrderOf(['03/13/2017']),
    dayOrderOf(texts.slice(0, 1)),
    dayOrderOf([...texts, '03/13/2017']),
  ]).toEqual([...['dmy', 'mdy', 'either', null]]);
  expect(sheetTime(texts[0] as string, 'dmy')).toEqual({
    day: '2017-03-01',
    minuteOfDay: 3,
    beyondMs: 26_000,
    offsetMinutes: null,
  });
  expect(sheetTime(texts[0] as string, 'mdy')?.day).toBe('2017-01-03');
  expect(sheetTime('2024年5月2日 8:30', undefined)).toMatchObject({ day: '2024-05-02', minuteOfDay: 510 });
  expect(sheetTime('2024-05-02T08:30:00.5+08:00', undefined)).toMatchObject({ beyondMs: 500, offsetMinutes: 480 });
  for (const none of ['117279', '31/02/2017 00:00', '2024-05-02 25:00', '', 'm-a'])
    expect(sheetTime(none, 'dmy')).toBeUndefined();
});
