import { describe, expect, test } from 'vitest';
import { exactText, type Tonnes, tonnes } from '#units/quantity.ts';
import treatmentsJson from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import type { Composition } from '../model/composition.ts';
import type { WasteMassRow } from '../model/masses.ts';
import { readTreatmentTable, type Treatment } from '../model/treatment.ts';
import { generatedMass } from './generated-mass.ts';
import { gri306Disposed } from './gri306-disposed.ts';
import { gri306Diverted } from './gri306-diverted.ts';
import { gri306Generated } from './gri306-generated.ts';

const table = readTreatmentTable(treatmentsJson);

const load = (treatment: Treatment, mass: number, more: Partial<WasteMassRow> = {}): WasteMassRow => ({
  treatment,
  hazardous: false,
  inUlScope: true,
  composition: 'mixed',
  massTonnes: tonnes(mass),
  ...more,
});

const hazardous = { hazardous: true };
const onSite = { onSite: true };

/** Lines with mass, as a table that can be read: "hazardous recycling off site: 4". */
const printed = (lines: readonly { hazardous: boolean; category: string; onSite: boolean; massTonnes: Tonnes }[]) =>
  lines
    .filter(({ massTonnes }) => !massTonnes.isZero())
    .map(
      (line) =>
        `${line.hazardous ? 'hazardous' : 'general'} ${line.category} ${line.onSite ? 'on' : 'off'} site: ${exactText(line.massTonnes)}`,
    );

const given = <Outcome extends object>(outcome: Outcome): Exclude<Outcome, { noData: string }> => {
  if ('noData' in outcome) throw new Error(String(outcome.noData));
  return outcome as Exclude<Outcome, { noData: string }>;
};

/** One factory's half-year: 100 t. */
const halfYear = [
  load('reuse', 10),
  load('recycle_metal', 40),
  load('recycle_organic', 15),
  load('cement_kiln_material', 5),
  load('solvent_recovery', 4, { ...hazardous, ...onSite }),
  load('acid_base_regeneration', 6, hazardous),
  load('incineration_with_energy', 8),
  load('incineration_with_energy', 2, hazardous),
  load('incineration_no_energy', 3, hazardous),
  load('landfill', 5),
  load('pretreatment_then_disposal', 2, hazardous),
];

describe('GRI 306-4, diverted from disposal', () => {
  test('80 t of 100 t: energy recovery is not in it', () => {
    const diverted = given(gri306Diverted(halfYear, table));
    expect(exactText(diverted.value)).toBe('80');
    expect(printed(diverted.lines)).toEqual([
      'hazardous recycling on site: 4',
      'hazardous recycling off site: 6',
      'general reuse off site: 10',
      'general recycling off site: 55',
      'general other_recovery off site: 5',
    ]);
    expect(diverted.inputs).toMatchObject({
      hazardousMassTonnes: tonnes(10),
      nonHazardousMassTonnes: tonnes(70),
      onSiteMassTonnes: tonnes(4),
      offSiteMassTonnes: tonnes(76),
    });
    expect(diverted.lines).toHaveLength(12);
  });

  test('pallets returned and reused on site are preparation for reuse, on site', () => {
    expect(printed(given(gri306Diverted([load('reuse', 3, onSite)], table)).lines)).toEqual([
      'general reuse on site: 3',
    ]);
  });

  test('12 t burned for energy only: nothing was diverted, and that is an honest zero', () => {
    expect(exactText(given(gri306Diverted([load('incineration_with_energy', 12)], table)).value)).toBe('0');
  });

  test('no loads is no figure', () => {
    expect(gri306Diverted([], table)).toEqual({ noData: 'no_loads_in_period' });
  });
});

describe('GRI 306-5, directed to disposal', () => {
  test('20 t of 100 t, with 10 t of energy recovery', () => {
    const disposed = given(gri306Disposed(halfYear, table));
    expect(exactText(disposed.value)).toBe('20');
    expect(printed(disposed.lines)).toEqual([
      'hazardous incineration_with_energy off site: 2',
      'hazardous incineration_no_energy off site: 3',
      'hazardous other_disposal off site: 2',
      'general incineration_with_energy off site: 8',
      'general landfill off site: 5',
    ]);
    expect(disposed.inputs).toMatchObject({ hazardousMassTonnes: tonnes(7), nonHazardousMassTonnes: tonnes(13) });
    expect(disposed.lines).toHaveLength(16);
  });

  test('an incinerator of the factory itself is disposal on site', () => {
    const disposed = given(gri306Disposed([load('incineration_no_energy', 7, { ...hazardous, ...onSite })], table));
    expect(printed(disposed.lines)).toEqual(['hazardous incineration_no_energy on site: 7']);
  });

  test('a factory that recycles everything disposes of nothing: zero, since it recorded', () => {
    expect(exactText(given(gri306Disposed([load('recycle_metal', 9)], table)).value)).toBe('0');
    expect(gri306Disposed([], table)).toEqual({ noData: 'no_loads_in_period' });
  });
});

describe('the worked examples of the pack of treatments', () => {
  test.each(treatmentsJson.examples.map((example) => [example.id, example] as const))(
    '%s',
    (_id, { input, expected }) => {
      const rows = Object.entries(input).map(([treatment, mass]) => load(treatment as Treatment, Number(mass)));
      expect(exactText(given(gri306Diverted(rows, table)).value)).toBe(expected.gri306Diverted);
      expect(exactText(given(gri306Disposed(rows, table)).value)).toBe(expected.gri306Disposed);
    },
  );
});

describe('GRI 306-3, generated', () => {
  const generated = (composition: Composition, mass: number, isHazardous = false) => ({
    composition,
    hazardous: isHazardous,
    massTonnes: tonnes(mass),
  });

  test('by composition, in the order of the list, only what occurs', () => {
    const outcome = given(
      gri306Generated([
        generated('plastic', 20),
        generated('metal', 50),
        generated('metal', 5, true),
        generated('chemical', 12, true),
        generated('metal', 3),
      ]),
    );
    expect(exactText(outcome.value)).toBe('90');
    expect(outcome.lines).toEqual([
      {
        composition: 'metal',
        hazardousMassTonnes: tonnes(5),
        nonHazardousMassTonnes: tonnes(53),
        massTonnes: tonnes(58),
      },
      {
        composition: 'plastic',
        hazardousMassTonnes: tonnes(0),
        nonHazardousMassTonnes: tonnes(20),
        massTonnes: tonnes(20),
      },
      {
        composition: 'chemical',
        hazardousMassTonnes: tonnes(12),
        nonHazardousMassTonnes: tonnes(0),
        massTonnes: tonnes(12),
      },
    ]);
  });

  test('17 t of 90 t is hazardous', () => {
    expect(gri306Generated([generated('paper', 73), generated('oil', 17, true)])).toMatchObject({
      value: tonnes(90),
      inputs: { hazardousMassTonnes: tonnes(17), nonHazardousMassTonnes: tonnes(73) },
    });
  });

  test('nothing recorded is no figure; a recorded nothing is zero', () => {
    expect(gri306Generated([])).toEqual({ noData: 'nothing_generated_recorded' });
    expect(gri306Generated([generated('wood', 0)])).toMatchObject({ value: tonnes(0) });
  });
});

describe('from the storage ledger to what was generated', () => {
  const ledger = (out: number, treatedOnSite: number, opening?: number, closing?: number) => ({
    outMassTonnes: tonnes(out),
    treatedOnSiteMassTonnes: tonnes(treatedOnSite),
    openingMassTonnes: opening === undefined ? undefined : tonnes(opening),
    closingMassTonnes: closing === undefined ? undefined : tonnes(closing),
  });

  test('20 t out, 3 t distilled on site, stock from 2 t to 6 t: 27 t generated', () => {
    expect(generatedMass(ledger(20, 3, 2, 6))).toMatchObject({
      value: tonnes(27),
      inputs: { stockChangeMassTonnes: tonnes(4) },
    });
  });

  test('old stock shipped out was generated before: 20 t out, stock from 15 t to 1 t is 6 t', () => {
    expect(generatedMass(ledger(20, 0, 15, 1))).toMatchObject({ value: tonnes(6) });
  });

  test('stock that nobody counted is not zero', () => {
    expect(generatedMass(ledger(20, 0, undefined, 1))).toEqual({ noData: 'opening_stock_missing' });
    expect(generatedMass(ledger(20, 0, 1))).toEqual({ noData: 'closing_stock_missing' });
  });

  test('10 t gone from stock and only 4 t out does not balance', () => {
    expect(generatedMass(ledger(4, 0, 12, 2))).toEqual({ noData: 'stock_does_not_balance' });
    expect(generatedMass(ledger(10, 0, 12, 2))).toMatchObject({ value: tonnes(0) });
  });
});
