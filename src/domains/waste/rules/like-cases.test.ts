import { expect, test } from 'vitest';
import { likeCases } from './like-cases.ts';

test('sludge that goes to landfill finds the sludge cases, the own one first; hazardous sludge is another matter', () => {
  const sludge = { composition: 'sludge', hazardous: false, fromTreatment: 'landfill' } as const;
  const cases = [
    { ...sludge, name: 'burnt by a peer', source: 'peer', toTreatment: 'incineration_with_energy' },
    { ...sludge, name: 'to the kiln by a peer', source: 'peer', toTreatment: 'cement_kiln_material' },
    { ...sludge, name: 'our own', source: 'own', toTreatment: 'incineration_with_energy' },
    { ...sludge, name: 'hazardous', source: 'own', toTreatment: 'reuse', hazardous: true },
    { ...sludge, name: 'paper', source: 'own', toTreatment: 'reuse', composition: 'paper' },
    { ...sludge, name: 'burnt before', source: 'own', toTreatment: 'reuse', fromTreatment: 'incineration_no_energy' },
  ] as const;
  const found = likeCases(cases, { composition: 'sludge', hazardous: false, treatment: 'landfill' });
  expect(found.map(({ name }) => name)).toEqual(['our own', 'to the kiln by a peer', 'burnt by a peer']);
});
