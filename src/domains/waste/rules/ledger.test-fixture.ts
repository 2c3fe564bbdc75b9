// A site with two streams and a few records, small enough to write its ledgers by hand.

import type { CalendarDate } from '#period/calendar-date.ts';
import { parsePeriod } from '#period/period.ts';
import { tonnes } from '#units/quantity.ts';
import pack from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import type { LedgerFacts, LedgerLoad, LedgerMovement, LedgerStream, LedgerVendor } from '../model/ledger-facts.ts';
import { type LedgerSheet, readLedgerLayout } from '../model/ledger-layout.ts';
import { readTreatmentCodes } from '../model/treatment-codes.ts';
import type { CellWorld } from './ledger-cells.ts';

export const day = (text: string) => text as CalendarDate;
const named = (en: string, zh: string) => ({ en, zh });

export const oil: LedgerStream = {
  ...{ id: 'oil', code: 'H02', name: named('Waste hydraulic oil', '废液压油'), hazardous: true },
  ...{ nationalCode: '900-249-08', hazardTraits: ['T', 'I'], physicalForm: 'liquid' },
};
export const film: LedgerStream = {
  ...{ id: 'film', code: 'N05', name: named('Plastic film', '废薄膜'), hazardous: false, nationalCode: '900-003-S17' },
};
export const kitchen: LedgerStream = {
  ...{ id: 'kitchen', code: 'N13', name: named('Kitchen waste', '厨余垃圾'), hazardous: false },
  nationalCode: '900-002-S61',
};
export const refiner: LedgerVendor = {
  ...{ id: 'v1', code: 'V1', name: named('Refiner', '再生油公司'), creditCode: '91990000FAKE10000M' },
  licences: [
    { number: 'L-OLD', permittedCodes: ['HW08'], from: day('2019-01-01'), before: day('2024-05-10') },
    { number: 'L-NEW', permittedCodes: ['900-249-08'], from: day('2024-05-10') },
  ],
};

let made = 0;
export const load = (said: Partial<LedgerLoad> & { on: CalendarDate }): LedgerLoad => ({
  ...{ id: `load-${++made}`, streamId: 'oil', treatment: 'oil_re_refining', massTonnes: tonnes('0.6255') },
  ...{ documentType: 'manifest', documentNumber: '20243202002841', vendorId: 'v1', state: 'approved' },
  ...said,
});
export const movement = (said: Partial<LedgerMovement> & { on: CalendarDate }): LedgerMovement => ({
  ...{ id: `movement-${++made}`, streamId: 'oil', movement: 'in', massTonnes: tonnes('0.2') },
  ...{ number: `M-${made}`, state: 'approved' },
  ...said,
});

export const facts = (said: Partial<LedgerFacts> = {}): LedgerFacts => ({
  site: { code: 'WX1', name: named('Wuxi Factory', '无锡工厂'), country: 'CN' },
  entities: [{ name: named('Wuxi Ltd.', '无锡有限公司'), creditCode: '91990000FAKE000138' }],
  period: parsePeriod('2024-05'),
  streams: new Map([oil, film, kitchen].map((stream) => [stream.id, stream])),
  vendors: new Map([[refiner.id, refiner]]),
  ...{ loads: [], movements: [], manifests: [], stocks: new Map(), leftOut: { loads: 0, movements: 0 } },
  ...said,
});

export const world = (said: Partial<LedgerFacts> = {}, language: 'en' | 'zh' = 'zh'): CellWorld => ({
  facts: facts(said),
  treatments: readTreatmentCodes(pack),
  listNames: new Map([['900-249-08', '其他废矿物油']]),
  language,
});

/** A sheet as far as a test says it. */
export type SheetSaid = Partial<Omit<LedgerSheet, 'columns'>> & { columns: readonly object[] };

/** A layout of one sheet, read as one from a file is. */
export const layoutOf = (sheet: SheetSaid) =>
  readLedgerLayout({
    ...{ pack: 'ledger-layouts', edition: 'test', title: named('Test', '测试'), source: 'a test', licence: 'none' },
    ...{ asOf: '2026', effectiveFrom: null, verified: false },
    rows: [
      {
        ...{ id: 'one', title: named('One', '一'), rows: 'shipped', waste: 'hazardous', unit: 't' },
        ...sheet,
        columns: sheet.columns.map((column) => ({ ...{ heading: named('Column', '栏') }, ...column })),
      },
    ],
  });
