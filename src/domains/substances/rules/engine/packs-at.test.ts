// Packs that are laid out for new substances alone say what they would say laid out for all of them at once.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ItemFact } from '../../model/facts.ts';
import type { Restriction } from '../../model/restriction.ts';
import { newMembersByGroup } from '../members-of.ts';
import { packsFor } from '../world.ts';
import { bomIndex } from './bom-index.ts';
import { ContentIndex } from './content-index.ts';
import { Judged } from './judged.ts';
import type { RulePack } from './packs-at.ts';

const shown = { source: 'test', verified: false };
const restriction = (id: string, members: string[], given: Partial<Restriction>): Restriction => ({
  ...{ id, label: { en: id, zh: id }, clause: 'test', members, per: 'homogeneous_material', measure: { of: 'sum' } },
  ...{ limitPpm: '1000', comparator: 'at_most', duty: 'prohibited', from: null, before: null, ...shown, ...given },
});

test('packs laid out for new substances say what packs laid out for all of them at once do', () => {
  const formulas: Record<string, string | null> = {
    ...{ 'cas:1': 'PbO', 'cas:2': 'C8H18', 'cas:3': 'PbCl2', 'cas:4': 'Br2', 'cas:5': null, 'cas:6': 'CPbBr' },
  };
  const keys = Object.keys(formulas);
  const lead = { id: 'lead', label: { en: 'lead', zh: '铅' }, members: ['cas:5'], elements: ['Pb'], ...shown };
  const none = { id: 'none', label: { en: 'none', zh: '无' }, members: [], elements: ['Br'], ...shown };
  const laid: RulePack = {
    ...{ pack: 'laid', edition: '1', exemptions: [] },
    restrictions: [
      restriction('el', [], { group: 'lead', measure: { of: 'element', element: 'Pb' } }),
      restriction('all', [], { group: 'lead', measure: { of: 'each' }, limitPpm: '500', duty: 'communicate' }),
      restriction('bromine', [], { group: 'none', measure: { of: 'each' }, per: 'product', limitPpm: '700' }),
      restriction('sum', ['cas:2', 'cas:3'], { limitPpm: '900' }),
    ],
  };
  const judging = { groups: [lead, none], compositionOf: (key: string) => ({ formula: formulas[key] ?? null }) };
  const factOf = (id: string, lines: readonly { key: string; ppm: number }[]): ItemFact => {
    const contents = lines.map(({ key, ppm }) => ({ substance: key, lowPpm: ppm, highPpm: ppm }));
    const articles = [{ massMg: null, count: 1, materials: [{ massMg: 1, undisclosedPpm: 0, contents }] }];
    return { id, itemClass: 'component', massMg: null, sources: [{ id: `of ${id}`, maker: id, articles }] };
  };
  const declared = fc.array(fc.record({ key: fc.constantFrom(...keys), ppm: fc.constantFrom(100, 600, 1001, 5000) }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.array(declared, { minLength: 2, maxLength: 5 }), (given) => {
      const facts = given.map((lines, number) => factOf(`item ${number}`, lines));
      const index = new ContentIndex();
      const parts = given.slice(1).map((_, number) => ({ parent: 0, child: number + 1, quantity: 1 }));
      for (const { id } of facts) index.put({ ...factOf(id, []), sources: [] });
      const laidOut = (of: ContentIndex) => packsFor(of, { ...judging, on: '2026-03-01' }, [laid])([laid]);
      const judged = new Judged(index, bomIndex(parts, facts.length), laidOut(index));
      for (const fact of facts) {
        const from = judged.at.memberStart.length - 1;
        for (const { substance } of fact.sources[0]?.articles[0]?.materials[0]?.contents ?? [])
          index.substances.number(substance);
        judged.layOut(newMembersByGroup(judging.groups, index.substances, judging.compositionOf, from));
        judged.put(fact);
      }
      const anew = new ContentIndex();
      for (const fact of facts) anew.put(fact);
      const again = new Judged(anew, bomIndex(parts, facts.length), laidOut(anew));
      expect([...judged.own]).toEqual([...again.own]);
      expect([...judged.rolled]).toEqual([...again.rolled]);
    }),
    { numRuns: 300 },
  );
});
