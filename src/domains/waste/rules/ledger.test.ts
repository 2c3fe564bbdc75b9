import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePeriod } from '#period/period.ts';
import { add, exactText, sum, tonnes } from '#units/quantity.ts';
import type { LedgerFacts } from '../model/ledger-facts.ts';
import { treatments } from '../model/treatment.ts';
import {
  day,
  facts,
  film,
  kitchen,
  layoutOf,
  load,
  movement,
  oil,
  type SheetSaid,
  world,
} from './ledger.test-fixture.ts';
import { writeLedger } from './ledger.ts';
import { ledgerMass } from './ledger-cells.ts';
import { isAbout, ledgerRows, wasteClassOf } from './ledger-rows.ts';

/** What stands in the cells of the first sheet. */
function cells(sheet: SheetSaid, said: Partial<LedgerFacts>, lang?: 'en') {
  const [filled] = writeLedger(layoutOf(sheet), world(said, lang), {}).sheets;
  return filled?.cells.map((row) =>
    row.map((cell) => (cell === null ? null : 'text' in cell ? cell.text : cell.codes)),
  );
}
const from = (...sources: string[]) => sources.map((one) => ({ from: one }));

describe('worked by hand: conversions of a cell', () => {
  test.each([
    ['900-249-08', 'HW08'],
    ['336-064-17', 'HW17'],
    ['900-003-S17', 'SW17'],
    ['900-041', undefined],
    ['A1181', undefined],
    [undefined, undefined],
  ])('the class of %s is %s', (code, wasteClass) => {
    expect(wasteClassOf(code)).toBe(wasteClass);
  });

  test('0.6255 t is 625.5 公斤, rounded half-even where the column says so', () => {
    expect(ledgerMass(tonnes('0.6255'), 'kg')).toBe('625.5');
    expect(ledgerMass(tonnes('0.6255'), 'kg', 0)).toBe('626');
    expect(ledgerMass(tonnes('0.6245'), 'kg', 0)).toBe('624');
    expect(ledgerMass(tonnes('0.6255'), 't')).toBe('0.6255');
    expect(ledgerMass(tonnes('1'), 't', 3)).toBe('1.000');
  });

  test('oil re-refining is R9, metal R4, a cement kiln C1, landfill D1 here and D1 by Basel', () => {
    const loads = (['oil_re_refining', 'recycle_metal', 'cement_kiln_material', 'landfill'] as const).map(
      (treatment, at) => load({ on: day(`2024-05-0${at + 1}`), treatment }),
    );
    const columns = [{ from: 'treatment', codes: 'cn' }, { from: 'treatment', codes: 'basel' }, { from: 'direction' }];
    expect(cells({ columns }, { loads })).toEqual([
      ['R9', 'R9', ['use']],
      ['R4', 'R4', ['use']],
      ['C1', 'R5', ['use']],
      ['D1', 'D1', ['disposal']],
    ]);
  });

  test('a province writes its own codes, and a code that it lacks is empty', () => {
    const loads = [load({ on: day('2024-05-01') }), load({ on: day('2024-05-02'), treatment: 'landfill' })];
    const columns = [{ from: 'treatment', codes: { oil_re_refining: '09-再生' } }];
    expect(cells({ columns }, { loads })).toEqual([['09-再生'], [null]]);
  });

  test('traits, form, name of the list, unit and dates', () => {
    const columns = [
      ...from('ordinal', 'stream.hazardTraits', 'stream.class', 'stream.listName', 'unit'),
      { from: 'stream.hazardTraits', join: '/' },
      { from: 'stream.physicalForm', codes: { liquid: '液态' } },
      ...['date', 'YYYY/M/D', 'YYYY年M月D日', 'YYYYMMDD'].map((format) => ({ from: 'date', format })),
      { from: 'month', format: 'YYYYMM' },
      { from: 'fixed', text: { en: 'road', zh: '公路' } },
    ];
    expect(cells({ columns }, { loads: [load({ on: day('2024-05-04') })] })).toEqual([
      [
        '1',
        'T,I',
        'HW08',
        '其他废矿物油',
        '吨',
        'T/I',
        '液态',
        '2024-05-04',
        '2024/5/4',
        '2024年5月4日',
        '20240504',
        '202405',
        '公路',
      ],
    ]);
    expect(cells({ columns: from('unit'), unit: 'kg' }, { loads: [load({ on: day('2024-05-04') })] }, 'en')).toEqual([
      ['kg'],
    ]);
  });

  test('the licence is the one that held on the day and covers class or code', () => {
    const loads = [load({ on: day('2024-05-09') }), load({ on: day('2024-05-10') })];
    expect(cells({ columns: from('receiver.licence') }, { loads })).toEqual([['L-OLD'], ['L-NEW']]);
  });

  test('carrier and day of receipt come from the manifest of the same number', () => {
    const manifest = {
      ...{ id: 'm', number: '20243202002841', on: day('2024-05-04'), receivedOn: day('2024-05-05'), vendorId: 'v1' },
      ...{
        carrier: { en: 'Carrier', zh: '承运' },
        streamId: 'oil',
        shippedMassTonnes: tonnes(1),
        state: 'approved' as const,
      },
    };
    const columns = from('load.manifestNumber', 'load.carrier', 'manifest.receivedOn');
    const loads = [
      load({ on: day('2024-05-04') }),
      load({ on: day('2024-05-06'), documentType: 'weigh_ticket', documentNumber: '240506-001' }),
    ];
    expect(cells({ columns }, { loads, manifests: [manifest] })).toEqual([
      ['20243202002841', '承运', '2024-05-05'],
      [null, null, null],
    ]);
  });

  test('what nobody recorded is empty: weight, plate, a column of the authority, one company of several', () => {
    const { massTonnes: _, ...unweighed } = load({ on: day('2024-05-04') });
    const columns = from('mass', 'load.plate', 'not_recorded', 'entity.name');
    const entities = [...facts().entities, { name: { en: 'Other', zh: '其他' } }];
    expect(cells({ columns }, { loads: [unweighed], entities })).toEqual([[null, null, null, null]]);
  });
});

describe('worked by hand: rows', () => {
  const kept = new Map([['oil', { streamId: 'oil', keptFrom: day('2024-04-01'), openingMassTonnes: tonnes('0.5') }]]);

  test('industrial waste leaves out what is municipal, and keeps what has no code', () => {
    const { nationalCode: _, ...uncoded } = film;
    expect([oil, film, kitchen, uncoded].map((one) => isAbout('general_industrial', one))).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect([oil, film, kitchen].map((one) => isAbout('general', one))).toEqual([false, true, true]);
    expect([oil, film].map((one) => isAbout('hazardous', one))).toEqual([true, false]);
  });

  test('stock: 0.5 + 0.4 in − 0.6255 shipped − 0.1 treated − 0.05 counted less = 0.1245', () => {
    const said = {
      stocks: kept,
      loads: [load({ on: day('2024-05-20') })],
      movements: [
        movement({ on: day('2024-05-03'), massTonnes: tonnes('0.4') }),
        movement({ on: day('2024-05-20'), movement: 'out', massTonnes: tonnes('0.6'), container: 'D-7' }),
        movement({
          on: day('2024-05-21'),
          movement: 'on_site',
          treatment: 'oil_re_refining',
          massTonnes: tonnes('0.1'),
        }),
        movement({ on: day('2024-05-31'), movement: 'stock_take', massTonnes: tonnes('-0.05') }),
      ],
    };
    const columns = from(
      'flow.opening',
      'flow.generated',
      'flow.usedOnSite',
      'flow.sentForUse',
      'flow.disposedOnSite',
      'flow.closing',
      'flow.stockChange',
    );
    expect(cells({ rows: 'flow', columns }, said)).toEqual([
      ['0.5', '0.35', '0.1', '0.6255', null, '0.1245', '-0.3755'],
    ]);
    expect(cells({ rows: 'released', columns: from('mass', 'container', 'destination') }, said)).toEqual([
      ['0.6255', 'D-7', ['vendor']],
      ['0.1', null, ['on_site']],
    ]);
    expect(cells({ rows: 'stored', columns: from('mass') }, said)).toEqual([['0.4']]);
  });

  test('a ledger that begins within the month has its own opening; before it, what left was generated', () => {
    const said = {
      stocks: new Map([['oil', { streamId: 'oil', keptFrom: day('2024-05-10') }]]),
      loads: [load({ on: day('2024-05-04') }), load({ on: day('2024-05-20'), massTonnes: tonnes('0.3') })],
      movements: [
        movement({ on: day('2024-05-10'), movement: 'opening', massTonnes: tonnes('1') }),
        movement({ on: day('2024-05-12'), massTonnes: tonnes('0.2') }),
      ],
    };
    const columns = from('flow.opening', 'flow.generated', 'flow.sentForUse', 'flow.closing');
    expect(cells({ rows: 'flow', columns }, said)).toEqual([['1', '0.8255', '0.9255', '0.9']]);
    expect(cells({ rows: 'generated', columns: from('mass') }, said)).toEqual([['0.6255'], ['0.2']]);
  });

  test('without a ledger 0.1 t treated on site was generated beside the 0.6255 t that left, as GRI 306-3 counts it', () => {
    const treated = { movement: 'on_site', treatment: 'oil_re_refining', massTonnes: tonnes('0.1') } as const;
    const said = {
      loads: [load({ on: day('2024-05-04') })],
      movements: [movement({ on: day('2024-05-21'), ...treated })],
    };
    expect(cells({ rows: 'generated', columns: from('mass', 'destination') }, said)).toEqual([
      ['0.6255', ['vendor']],
      ['0.1', ['on_site']],
    ]);
    expect(cells({ rows: 'flow', columns: from('flow.generated', 'flow.usedOnSite') }, said)).toEqual([
      ['0.7255', '0.1'],
    ]);
  });

  test('each month has its rows, and a stream in which nothing happened has none', () => {
    const said = {
      period: parsePeriod('2024-Q2'),
      loads: [load({ on: day('2024-04-04') }), load({ on: day('2024-06-04') })],
    };
    expect(
      cells({ rows: 'flow', columns: [{ from: 'month', format: 'YYYY年M月' }, { from: 'flow.opening' }] }, said),
    ).toEqual([
      ['2024年4月', null],
      ['2024年6月', null],
    ]);
    expect(cells({ rows: 'streams', columns: from('stream.code', 'flow.generated') }, said)).toEqual([
      ['H02', '1.251'],
    ]);
  });
});

describe('against the figures', () => {
  const loads = [
    load({ on: day('2024-05-01') }),
    load({ on: day('2024-05-02'), streamId: 'film', treatment: 'recycle_organic', massTonnes: tonnes('2.25') }),
    load({ on: day('2024-05-03'), streamId: 'kitchen', treatment: 'composting', massTonnes: tonnes('0.75') }),
  ];
  const figures = { shipped: { hazardous: tonnes('0.6255'), nonHazardous: tonnes('3') } };

  test('what a sheet holds and what its classes leave out make the figure', () => {
    const industrial = layoutOf({ waste: 'general_industrial', columns: from('mass') });
    expect(writeLedger(industrial, world({ loads }), figures).checks).toEqual([
      {
        ...{ sheetId: 'one', against: 'shipped', ledgerMassTonnes: '2.25', leftOutMassTonnes: '0.75' },
        ...{ leftOutStreams: ['N13'], figureMassTonnes: '3', agrees: true },
      },
    ]);
  });

  test('a ledger that does not add up says so first', () => {
    const hazardous = layoutOf({ columns: from('mass') });
    const { checks, gaps } = writeLedger(hazardous, world({ loads: loads.slice(1) }), figures);
    expect(checks[0]).toMatchObject({ ledgerMassTonnes: '0', figureMassTonnes: '0.6255', agrees: false });
    expect(gaps[0]).toEqual({ what: 'does_not_agree', sheetId: 'one' });
  });

  test('no figure and no rows agree; rows without a figure do not', () => {
    const hazardous = layoutOf({ columns: from('mass') });
    expect(writeLedger(hazardous, world(), {}).checks[0]?.agrees).toBe(true);
    expect(writeLedger(hazardous, world({ loads }), {}).checks[0]?.agrees).toBe(false);
  });

  test('whatever loads there are, shipped and generated without a store are their sum, sheet by sheet', () => {
    const anyLoad = fc.record({
      streamId: fc.constantFrom('oil', 'film', 'kitchen'),
      treatment: fc.constantFrom(...treatments),
      kilograms: fc.integer({ min: 1, max: 50_000 }),
      date: fc.integer({ min: 1, max: 31 }),
    });
    fc.assert(
      fc.property(fc.array(anyLoad, { maxLength: 30 }), (said) => {
        const made = said.map(({ kilograms, date, ...rest }) =>
          load({
            ...rest,
            on: day(`2024-05-${String(date).padStart(2, '0')}`),
            massTonnes: tonnes(kilograms).div(1000) as never,
          }),
        );
        const all = facts({ loads: made });
        const expected = exactText(sum(made.map(({ massTonnes }) => massTonnes ?? tonnes(0))));
        for (const rows of ['shipped', 'generated', 'flow', 'streams'] as const) {
          const parts = (['hazardous', 'general'] as const).map((waste) =>
            sum(ledgerRows(all, { rows, waste }).map(({ massTonnes }) => massTonnes ?? tonnes(0))),
          );
          expect(exactText(add(parts[0]!, parts[1]!))).toBe(expected);
        }
      }),
    );
  });
});

describe('what is missing', () => {
  test('each empty source once, with the records at which it is mended', () => {
    const { nationalCode: _, ...uncoded } = oil;
    const said = {
      streams: new Map([['oil', uncoded]]),
      loads: [load({ on: day('2024-05-01') }), load({ on: day('2024-05-02'), plate: '苏B12345' })],
    };
    const layout = layoutOf({ columns: from('stream.nationalCode', 'load.plate', 'load.note', 'not_recorded') });
    const { gaps } = writeLedger(layout, world(said), {
      shipped: { hazardous: tonnes('1.251'), nonHazardous: tonnes(0) },
    });
    expect(gaps).toMatchObject([
      {
        what: 'cells_empty',
        source: 'stream.nationalCode',
        rows: 2,
        of: 2,
        mend: [{ kind: 'waste.stream', id: 'oil' }],
      },
      { what: 'cells_empty', source: 'load.plate', rows: 1, of: 2, mend: [{ kind: 'waste.load' }] },
      { what: 'not_recorded', headings: [{ zh: '栏' }] },
    ]);
  });

  test('no storage ledger, estimates, drafts, several companies, another country', () => {
    const said = {
      site: { code: 'HP1', name: { en: 'Hai Phong', zh: '海防' }, country: 'VN' },
      entities: [...facts().entities, ...facts().entities],
      leftOut: { loads: 2, movements: 1 },
      loads: [load({ on: day('2024-05-01'), documentType: 'estimate' })],
    };
    const layout = layoutOf({ rows: 'released', columns: from('entity.name') });
    expect(writeLedger(layout, world(said), {}).gaps).toMatchObject([
      { what: 'other_country', country: 'VN' },
      { what: 'left_out', loads: 2, movements: 1 },
      { what: 'storage_not_kept', streams: [{ id: 'oil' }] },
      { what: 'several_entities', entities: 2 },
    ]);
    const shipped = layoutOf({ columns: from('mass') });
    expect(writeLedger(shipped, world(said), {}).gaps).toContainEqual({ what: 'estimates', loads: 1 });
  });
});
