// Is a result judged at the drainage that the standard allows, and is what is not known said and not guessed?
import { expect, test } from 'vitest';
import { calendarDate, month } from '#period/calendar-date.ts';
import { exact, exactText } from '#units/quantity.ts';
import type { LabResult } from '../model/wastewater.ts';
import type { OutletRow } from '../store/wastewater.ts';
import { type Drainage, withoutThinning } from './thinned.ts';

const day = calendarDate;
const outlet = { id: 'o', siteId: 's', meterId: 'm' } as OutletRow;
const result: LabResult = {
  ...{ parameter: 'cu', unit: 'mg/L', place: 'site_outlet', averaging: 'grab', sampledOn: day('2024-06-10') },
  ...{ comparator: 'equal', value: exact('0.4'), upTo: null },
};
const boards = { en: 'Boards', zh: '线路板' };
const known: Drainage = {
  bases: [{ outletId: 'o', product: boards, unit: 'm2', baseM3PerUnit: '0.78', from: day('2024-01-01'), before: null }],
  outputs: [{ siteId: 's', month: month('2024-06'), product: boards, unit: 'm2', amount: '10000' }],
  volumes: [
    {
      ...{ meterId: 'm', siteId: 's', on: day('2024-06-01'), measuredM3: '15000', interpolatedM3: '600' },
      ...{ estimatedM3: '0', knownSeconds: String(30 * 86_400), atLeast: false },
    },
  ],
};
const asked = (drainage: Drainage, of: LabResult = result) => {
  const { judged, thinned } = withoutThinning(of, outlet, drainage);
  return [judged.value && exactText(judged.value), judged.unit, thinned?.state ?? null];
};

test('15,600 m³ drained where 7,800 are allowed: 0.4 mg/L is judged as 0.8', () => {
  expect(asked(known)).toEqual(['0.8', 'mg/L', 'corrected']);
  expect(withoutThinning(result, outlet, known).thinned).toEqual({
    ...{ state: 'corrected', mgPerL: '0.8', drainedM3: '15600', allowedM3: '7800' },
  });
  expect(asked(known, { ...result, unit: 'ug/L', value: exact('400') })).toEqual(['0.8', 'mg/L', 'corrected']);
});

test('not more drained than allowed, no limit of drainage, no concentration: as it was measured', () => {
  const little = { ...known, outputs: known.outputs.map((one) => ({ ...one, amount: '20000' })) };
  expect(asked(little)).toEqual(['0.4', 'mg/L', null]);
  expect(asked({ ...known, bases: [] })).toEqual(['0.4', 'mg/L', null]);
  expect(asked(known, { ...result, unit: 'pH' })).toEqual(['0.4', 'pH', null]);
  expect(asked(known, { ...result, comparator: 'less' })).toEqual(['0.4', 'mg/L', null]);
});

test('a month without output, without meter, or known in part is not known, and nothing is corrected', () => {
  const half = known.volumes.map((one) => ({ ...one, knownSeconds: String(15 * 86_400) }));
  const least = known.volumes.map((one) => ({ ...one, atLeast: true }));
  for (const less of [{ outputs: [] }, { volumes: [] }, { volumes: half }, { volumes: least }])
    expect(asked({ ...known, ...less })).toEqual(['0.4', 'mg/L', 'not_known']);
});
