import { describe, expect, test } from 'vitest';
import packJson from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import { compositions } from './composition.ts';
import { isTreatment, readTreatmentTable, treatments } from './treatment.ts';

const table = readTreatmentTable(packJson);

/** The pack with the columns of one treatment changed, or the row taken out. */
const packWith = (id: string, change: object | undefined) => ({
  ...packJson,
  rows: packJson.rows.flatMap((row) => (row.id !== id ? [row] : change ? [{ ...row, ...change }] : [])),
});

describe('stored codes', () => {
  test('codes are stored in records: they are added, never renamed', () => {
    expect(treatments).toEqual([
      'reuse',
      'recycle_metal',
      'recycle_organic',
      'recycle_inorganic',
      'solvent_recovery',
      'acid_base_regeneration',
      'oil_re_refining',
      'catalyst_recovery',
      'composting',
      'cement_kiln_material',
      'incineration_with_energy',
      'pretreatment_then_disposal',
      'incineration_no_energy',
      'landfill',
    ]);
    expect(compositions).toEqual([
      'metal',
      'plastic',
      'paper',
      'wood',
      'glass',
      'rubber',
      'textile',
      'organic',
      'electronic',
      'battery',
      'chemical',
      'oil',
      'sludge',
      'construction',
      'mixed',
      'other',
    ]);
  });

  test('source reduction is never on a load', () => {
    expect(isTreatment('source_reduction')).toBe(false);
    expect(isTreatment('landfill')).toBe(true);
  });
});

describe('how the standards count', () => {
  test('energy recovery is diverted for UL 2799 and disposal for GRI 306', () => {
    expect(table.of.incineration_with_energy).toEqual({
      ul2799: 'diverted_thermal',
      ul2799Line: 'thermal',
      gri306: 'incineration_with_energy',
      gri306Side: 'disposed',
    });
  });

  test.each([
    ['recycle_metal', 'non_thermal', 'recycling'],
    ['reuse', 'non_thermal', 'reuse'],
    ['cement_kiln_material', 'non_thermal', 'other_recovery'],
    ['landfill', 'landfill', 'landfill'],
    ['incineration_no_energy', 'incineration', 'incineration_no_energy'],
    ['pretreatment_then_disposal', 'other_disposal', 'other_disposal'],
  ] as const)('%s goes to %s and %s', (treatment, ul2799Line, gri306) => {
    expect(table.of[treatment]).toMatchObject({ ul2799Line, gri306 });
  });

  test('every treatment has a name in both languages, its codes, and no claim to be verified', () => {
    for (const row of packJson.rows) {
      expect(row.label.en).toMatch(/[a-z]/);
      expect(row.label.zh).toMatch(/\p{Script=Han}/u);
      expect(row.verified).toBe(false);
      if (row.id !== 'source_reduction') expect(row.basel.length).toBeGreaterThan(0);
    }
  });
});

describe('a faulty pack is a surprise', () => {
  test.each([
    ['another pack', { ...packJson, pack: 'ewc' }, 'Not a waste-treatments pack'],
    ['no pack at all', {}, 'Not a waste-treatments pack'],
    ['a treatment left out', packWith('landfill', undefined), 'no row for "landfill"'],
    ['a treatment nobody records', packWith('landfill', { id: 'burying' }), '"burying" is not recorded'],
    ['a line against its column', packWith('landfill', { ul2799: 'diverted' }), 'contradict'],
    ['a category of the other side', packWith('landfill', { gri306Side: 'diverted' }), 'contradict'],
    ['an unknown side', packWith('landfill', { gri306Side: 'both' }), 'contradict'],
    ['an unknown line', packWith('landfill', { ul2799Line: 'tip' }), 'contradict'],
  ])('%s', (_what, json, message) => {
    expect(() => readTreatmentTable(json)).toThrow(message);
  });
});
