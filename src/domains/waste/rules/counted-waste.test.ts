// What counts, and as what: examples that can be checked by hand.
import { describe, expect, test } from 'vitest';
import { exactText, share, tonnes } from '#units/quantity.ts';
import levelsJson from '../../../../reference/ul2799-levels/2026-11.json' with { type: 'json' };
import treatmentsJson from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import { massOf } from '../model/masses.ts';
import type { ShippedWaste, StoredWaste } from '../model/recorded-waste.ts';
import { readTreatmentTable } from '../model/treatment.ts';
import { readUl2799Levels } from '../model/ul2799-levels.ts';
import { conversionRate, defaultConversionDefinition } from './conversion-rate.ts';
import {
  generatedMasses,
  rowsDirected,
  rowsGenerated,
  rowsOfRate,
  rowsShipped,
  unprovedMasses,
} from './counted-waste.ts';
import { gri306Disposed } from './gri306-disposed.ts';
import { gri306Diverted } from './gri306-diverted.ts';
import { gri306Generated } from './gri306-generated.ts';
import { ul2799DiversionRate } from './ul2799-diversion-rate.ts';

const table = readTreatmentTable(treatmentsJson);
const levels = readUl2799Levels(levelsJson);
const everyStandard = { owner: true, ul2799: true, gri306: true };

const shipped = (
  treatment: ShippedWaste['treatment'],
  mass: number,
  more: Partial<ShippedWaste> = {},
): ShippedWaste => ({
  ...{ treatment, hazardous: false, composition: 'mixed', massTonnes: tonnes(mass), countedBy: everyStandard },
  ...{ proved: true, yieldShare: null, residueTreatment: null, ledgerKept: false, transferInside: false },
  ...more,
});
const stored = (
  movement: StoredWaste['movement'],
  mass: number | string,
  more: Partial<StoredWaste> = {},
): StoredWaste => ({
  ...{ movement, treatment: null, hazardous: true, composition: 'chemical', massTonnes: tonnes(mass) },
  ...{ countedByGri306: true, ledgerKept: true },
  ...more,
});

const ownerRate = (recorded: readonly ShippedWaste[]) => {
  const rate = conversionRate(rowsOfRate(recorded, 'owner', table), defaultConversionDefinition, table);
  return 'noData' in rate ? rate.noData : exactText(rate.value);
};
const ul = (recorded: readonly ShippedWaste[]) => {
  const rate = ul2799DiversionRate(rowsOfRate(recorded, 'ul2799', table), { table, levels, twelveMonths: true });
  if ('noData' in rate) throw new Error(rate.noData);
  return rate;
};
const masses = (outcome: { value: Parameters<typeof exactText>[0] } | { noData: string }) =>
  'noData' in outcome ? outcome.noData : exactText(outcome.value);

describe('proof of treatment', () => {
  test('80 t recycled, 15 t burned for energy, 5 t landfilled: 95 %, and 80 % where the plant has no valid document', () => {
    const with_ = (proved: boolean) => [
      shipped('recycle_metal', 80),
      shipped('incineration_with_energy', 15, { proved }),
      shipped('landfill', 5),
    ];
    expect([ownerRate(with_(true)), ownerRate(with_(false))]).toEqual(['0.95', '0.8']);
    expect([exactText(ul(with_(true)).value), exactText(ul(with_(false)).value)]).toEqual(['0.95', '0.8']);
    expect(ul(with_(false)).inputs).toMatchObject({
      incinerationMassTonnes: tonnes(15),
      energyRecoveryMassTonnes: tonnes(0),
    });
    const unproved = unprovedMasses(rowsOfRate(with_(false), 'owner', table));
    expect(exactText(unproved.unprovedEnergyRecoveryMassTonnes)).toBe('15');
  });

  test('UL a with a letter of the plant is Gold; when the letter has expired its 3 t are incinerated: 95 %, Gold still', () => {
    const year = (proved: boolean) => [
      shipped('recycle_metal', 95),
      shipped('incineration_with_energy', 3, { proved }),
      shipped('landfill', 2),
    ];
    expect([exactText(ul(year(true)).value), exactText(ul(year(false)).value)]).toEqual(['0.98', '0.95']);
    expect(ul(year(true)).level).toMatchObject({ byTotal: 'gold' });
    expect(ul(year(false)).level).toMatchObject({ byTotal: 'gold' });
  });

  test('UL c without the letter: 90 t of 100 t, and Silver in both readings', () => {
    const { level } = ul([shipped('recycle_metal', 90), shipped('incineration_with_energy', 10, { proved: false })]);
    expect(level).toEqual({ byTotal: 'silver', byNonThermal: 'silver', ambiguous: false });
  });

  test('GRI 306-5 names it by the same document; both are disposal', () => {
    const lines = (proved: boolean) => {
      const side = gri306Disposed(rowsDirected([shipped('incineration_with_energy', 4, { proved })], [], table), table);
      if ('noData' in side) throw new Error(side.noData);
      return side.lines.filter(({ massTonnes }) => !massTonnes.isZero()).map(({ category }) => category);
    };
    expect([lines(true), lines(false)]).toEqual([['incineration_with_energy'], ['incineration_no_energy']]);
  });
});

describe('yield of the recycler', () => {
  const yielding = { yieldShare: share('0.9'), residueTreatment: 'landfill' } as const;

  test('50 t at a yield of 90 % are 45 t of product and 5 t of landfill: of 100 t, with 50 t reused, 95 %', () => {
    const rate = ul([shipped('recycle_organic', 50, yielding), shipped('reuse', 50)]);
    expect(exactText(rate.value)).toBe('0.95');
    expect(exactText(rate.inputs.landfillMassTonnes)).toBe('5');
  });

  test('without a yield it is gross, and marked: 60 t of 100 t', () => {
    const rows = rowsOfRate(
      [shipped('recycle_organic', 60), shipped('recycle_metal', 20, yielding), shipped('reuse', 20)],
      'owner',
      table,
    );
    const { grossMassTonnes, grossShare } = unprovedMasses(rows);
    expect([exactText(grossMassTonnes), exactText(grossShare)]).toEqual(['60', '0.6']);
  });

  test('a yield whose document is not valid on the day says nothing', () => {
    const [row] = rowsOfRate([shipped('recycle_metal', 10, { ...yielding, proved: false })], 'owner', table);
    expect(row).toMatchObject({ gross: true, massTonnes: tonnes(10) });
  });

  test('a residue of which the plant says nothing is disposed of, nobody knows how', () => {
    const rate = ul([shipped('recycle_metal', 10, { yieldShare: share('0.8') })]);
    expect(exactText(rate.inputs.otherDisposalMassTonnes)).toBe('2');
  });

  test('GRI 306-4 counts what was sent, residue included', () => {
    expect(masses(gri306Diverted(rowsDirected([shipped('recycle_metal', 10, yielding)], [], table), table))).toBe('10');
  });
});

describe('inclusion by standard', () => {
  const trays = shipped('reuse', 30, { countedBy: { owner: false, ul2799: true, gri306: false } });
  const rest = [shipped('recycle_metal', 50), shipped('landfill', 20)];

  test('30 t of returnable trays left out by the owner and GRI 306: 50 of 70 t; UL 2799 still counts them, 80 of 100 t', () => {
    expect(ownerRate([trays, ...rest])).toMatch(/^0\.714285/);
    expect(exactText(ul([trays, ...rest]).value)).toBe('0.8');
    expect(masses(gri306Diverted(rowsDirected([trays, ...rest], [], table), table))).toBe('50');
    expect(masses(gri306Generated(rowsGenerated([trays, ...rest], [])))).toBe('70');
    expect(exactText(massOf(rowsShipped([trays, ...rest])))).toBe('100');
  });
});

describe('a transfer to an own factory', () => {
  test('10 t of 40 t go to a factory of the scope: 30 t count, and all 40 t at the factory that sent them', () => {
    const at = (transferInside: boolean) => [
      shipped('recycle_metal', 10, { transferInside }),
      shipped('recycle_metal', 15),
      shipped('landfill', 15),
    ];
    expect([ownerRate(at(true)), ownerRate(at(false))]).toEqual(['0.5', '0.625']);
    expect(exactText(massOf(rowsShipped(at(true))))).toBe('30');
    expect(masses(gri306Generated(rowsGenerated(at(true), [])))).toBe('30');
  });

  test('both keep a ledger: 10 t generated at one, booked in again at the other, are 10 t of the group', () => {
    const rows = rowsGenerated(
      [shipped('recycle_metal', 10, { ledgerKept: true, transferInside: true })],
      [stored('in', 10), stored('in', 10)],
    );
    expect(exactText(massOf(rows))).toBe('10');
  });
});

describe('generated', () => {
  test('3 t came into store, 40 kg were found missing, 4 t left: 2.96 t, and what left without a ledger besides', () => {
    const rows = rowsGenerated(
      [shipped('incineration_no_energy', 4, { ledgerKept: true }), shipped('recycle_metal', 20)],
      [
        stored('opening', 2),
        stored('in', 3),
        stored('out', 4),
        stored('on_site', '0.5'),
        stored('stock_take', '-0.04'),
      ],
    );
    expect(exactText(massOf(rows))).toBe('22.96');
    const { ofLedgerMassTonnes, asShippedMassTonnes } = generatedMasses(rows);
    expect([exactText(ofLedgerMassTonnes), exactText(asShippedMassTonnes)]).toEqual(['2.96', '20']);
  });

  test('before an opening stock was counted, what was treated on site was generated too', () => {
    const before = { ledgerKept: false } as const;
    const rows = rowsGenerated([], [stored('in', 3, before), stored('on_site', 2, before)]);
    expect(exactText(massOf(rows))).toBe('2');
  });

  test('0.5 t recovered on site stand in GRI 306-4 as on site, beside 4 t off site', () => {
    const rows = rowsDirected(
      [shipped('recycle_metal', 4)],
      [stored('on_site', '0.5', { treatment: 'solvent_recovery' }), stored('in', 9)],
      table,
    );
    const diverted = gri306Diverted(rows, table);
    if ('noData' in diverted) throw new Error(diverted.noData);
    expect(diverted.inputs).toMatchObject({ onSiteMassTonnes: tonnes('0.5'), offSiteMassTonnes: tonnes(4) });
  });
});
