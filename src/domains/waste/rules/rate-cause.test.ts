import { describe, expect, test } from 'vitest';
import { calendarDate, month } from '#period/calendar-date.ts';
import { parsePeriod } from '#period/period.ts';
import { exactText, share, tonnes } from '#units/quantity.ts';
import pack from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import type { FlowMonth, FlowRow } from '../model/flow.ts';
import { readTreatmentTable, type Treatment } from '../model/treatment.ts';
import { defaultConversionDefinition } from './conversion-rate.ts';
import { lossHistory, lossOfStream, type VendorPaper } from './rate-cause.ts';

const counting = { definition: defaultConversionDefinition, table: readTreatmentTable(pack) };
const target = share('0.88');
const row = (streamId: string, treatment: Treatment, mass: string, vendorId = 'V1'): FlowRow => ({
  ...{ streamId, treatment, vendorId, hazardous: false, inUlScope: true, composition: 'other' },
  massTonnes: tonnes(mass),
});
const went = (of: string, treatment: Treatment, mass: string, vendorId = 'V9'): FlowMonth => ({
  ...{ month: month(of), treatment, vendorId },
  massTonnes: tonnes(mass),
});

describe('what is lost', () => {
  test('42 t of sludge to landfill outweigh 12 t of refuse: 42 of 200 t are 21 points', () => {
    const loss = lossOfStream(
      [
        row('METAL', 'recycle_metal', '146'),
        row('SLUDGE', 'landfill', '30', 'V14'),
        row('SLUDGE', 'landfill', '12', 'V15'),
        row('REFUSE', 'landfill', '12'),
      ],
      counting,
      target,
    );
    expect(loss).toMatchObject({ streamId: 'SLUDGE', treatment: 'landfill', vendorId: 'V14', vendorsCount: 2 });
    expect(loss && [exactText(loss.lostMassTonnes), exactText(loss.lostShare)]).toEqual(['42', '0.21']);
  });

  test('a large stream of which little is lost is not the reason: 90 of 100 t recycled is above the target', () => {
    const loss = lossOfStream(
      [row('METAL', 'recycle_metal', '90'), row('METAL', 'landfill', '10'), row('REFUSE', 'landfill', '5')],
      counting,
      target,
    );
    expect(loss).toMatchObject({ streamId: 'REFUSE' });
  });

  test('where all is converted nothing is lost', () => {
    expect(lossOfStream([row('METAL', 'recycle_metal', '90')], counting, target)).toBeUndefined();
  });
});

describe('since when, and after what', () => {
  const quarter = parsePeriod('2024-Q2');
  const licence: VendorPaper = {
    ...{ vendorId: 'V13', what: 'licence', treatment: null, codes: ['900-099-S07'] },
    before: calendarDate('2023-08-01'),
  };
  const told = (months: readonly FlowMonth[], papers: readonly VendorPaper[] = []) =>
    lossHistory({ treatment: 'landfill' }, months, quarter, papers, { codes: ['900-099-S07'], counting });
  const sludge = [
    went('2023-06', 'cement_kiln_material', '14', 'V13'),
    went('2023-07', 'cement_kiln_material', '13', 'V13'),
    went('2023-08', 'landfill', '14'),
    went('2024-04', 'landfill', '14'),
    went('2024-05', 'landfill', '14'),
    went('2024-06', 'landfill', '14'),
  ];

  test('until July 2023 it went to the kiln of V13, whose licence ended on 2023-08-01', () => {
    expect(told(sludge, [licence])).toEqual({
      since: '2023-08',
      isNew: false,
      before: {
        ...{ treatment: 'cement_kiln_material', vendorId: 'V13', last: '2023-07' },
        ended: { what: 'licence', on: '2023-08-01' },
      },
      meanwhile: null,
    });
  });

  test('a licence that was renewed, another code’s, and another vendor’s are no reason', () => {
    const renewed = { ...licence, before: calendarDate('2028-08-01') };
    const otherCode = { ...licence, codes: ['HW17'] };
    const otherVendor = { ...licence, vendorId: 'V12' };
    for (const papers of [[licence, renewed], [otherCode], [otherVendor]])
      expect(told(sludge, papers).before).toMatchObject({ vendorId: 'V13', ended: null });
  });

  test('since May a part goes to a kiln again, and the rest does not yet', () => {
    expect(told([...sludge, went('2024-05', 'cement_kiln_material', '5', 'V14')], [licence]).meanwhile).toEqual({
      ...{ treatment: 'cement_kiln_material', vendorId: 'V14', since: '2024-05', isWhole: false },
    });
  });

  test('from June on all of it is composted: what was lost is lost no more', () => {
    const months = [
      went('2023-12', 'landfill', '9'),
      went('2024-04', 'landfill', '9'),
      went('2024-05', 'landfill', '9'),
      went('2024-06', 'composting', '9', 'V55'),
    ];
    expect(told(months)).toEqual({
      since: '2023-12',
      isNew: false,
      before: null,
      meanwhile: { treatment: 'composting', vendorId: 'V55', since: '2024-06', isWhole: true },
    });
  });

  test('a stream without loads before the period is new', () => {
    expect(told([went('2024-05', 'landfill', '9')])).toMatchObject({ isNew: true, since: '2024-05', before: null });
  });
});
