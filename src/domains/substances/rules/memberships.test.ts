// Does one substance get the same groups and restrictions as all get at once, and is told why?
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Pack } from '#standards/pack.ts';
import { membersByGroup } from './members-of.ts';
import { memberships } from './memberships.ts';
import { pfasEvidence } from './pfas-structure.ts';
import { groupsPack, isRulePack, rulePackOf } from './rule-pack.ts';

const reference = new URL('../../../../reference/', import.meta.url);
const packs = readdirSync(reference, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(new URL(`${name}/`, reference))
      .filter((file) => file.endsWith('.json'))
      .map((file) => JSON.parse(readFileSync(new URL(`${name}/${file}`, reference), 'utf8')) as Pack),
  )
  .filter(isRulePack);
const groups = packs.filter(({ pack }) => pack === groupsPack).flatMap((pack) => rulePackOf(pack).groups);
const rules = packs.map(rulePackOf).map((pack) => ({
  of: `${pack.pack} ${pack.edition}`,
  restrictions: pack.restrictions,
  pack,
}));
const book = memberships(groups, rules);
/** Every fiftieth of those that are held, and those of which the worked examples speak. */
const held = gunzipSync(readFileSync(new URL('substances/identities-2026-11.tsv.gz', reference)))
  .toString('utf8')
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .filter(([cas = ''], at) => cas !== '' && (at % 50 === 0 || ['7439-92-1', '1317-36-8', '335-67-1'].includes(cas)))
  .map(([cas, , , , formula]) => ({ key: `cas:${cas}`, formula: formula || null, isPfas: null }));
const why = (key: string, formula: string | null, isPfas: boolean | null = null) =>
  Object.fromEntries(book.groupsOf({ key, formula, isPfas }).map(({ group, why: told }) => [group.id, told]));

describe('a substance', () => {
  test('is named by the same restrictions by which verdicts count it', () => {
    const numbers = new Map<string, number>();
    const names: string[] = [];
    const number = (name: string) => {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.push(name) - 1);
      return names.length - 1;
    };
    for (const { key } of held) number(key);
    const formulas = new Map(held.map(({ key, formula }) => [key, formula]));
    const name = (at: number) => names[at] as string;
    const size = names.length;
    const substances = { number, name, size };
    const membersOf = membersByGroup(groups, substances, (key) => {
      const formula = formulas.get(key);
      return formula === undefined ? null : { formula };
    });
    const byVerdicts = new Map<string, string[]>(held.map(({ key }) => [key, []]));
    for (const { of, restrictions, pack } of rules)
      for (const restriction of restrictions)
        for (const { substance } of membersOf(restriction, pack))
          byVerdicts.get(names[substance] as string)?.push(`${of} ${restriction.id}`);
    const told = new Map(
      held.map((one) => [one.key, book.naming(one).map(({ of, restriction }) => `${of} ${restriction.id}`)]),
    );
    for (const [key, those] of told) expect([key, those.toSorted()]).toEqual([key, byVerdicts.get(key)?.toSorted()]);
    expect([...told.values()].flat().length).toBeGreaterThan(1_000);
  });

  test('is a member by list, by an element of its formula, or through a group within', () => {
    const lead = why('cas:1317-36-8', 'OPb');
    expect(lead.lead).toEqual([{ by: 'element', of: 'lead', element: 'Pb' }]);
    expect(lead['packaging-metals']).toEqual(lead.lead);
    const [listed = ''] = groups.find(({ id }) => id === 'lead')?.members ?? [];
    expect(why(listed, null)['packaging-metals']).toEqual([{ by: 'list', of: 'lead' }]);
    // listed nowhere, and of a composition that varies
    expect(why('key:X', 'C18H36O2.xPb').lead).toEqual([{ by: 'element', of: 'lead', element: 'Pb' }]);
    expect(why('key:X', null)).toEqual({});
  });

  test('is not named by what measures an element that its formula does not hold; without a formula it may hold it', () => {
    const [some] = rules.flatMap(({ restrictions }) => restrictions.filter(({ measure }) => measure.of === 'element'));
    if (!some) throw new Error('no restriction measures an element');
    const asLead = { ...some, group: 'listed', members: [], measure: { of: 'element', element: 'Pb' } as const };
    const group = { ...(groups[0] as (typeof groups)[number]), id: 'listed', members: ['key:X'], elements: [] };
    const small = memberships([group], [{ of: 'pack', restrictions: [asLead] }]);
    const named = (formula: string | null) => small.naming({ key: 'key:X', formula, isPfas: null }).length;
    expect([named('CH4'), named('PbO'), named(null), named('C18H36O2.xPb')]).toEqual([0, 1, 1, 1]);
  });

  test('that is a PFAS by structure alone is told so, and is not what a verdict counts', () => {
    const { isPfas } = pfasEvidence('FC(F)(F)C(F)(F)CO');
    expect(isPfas).toBe(true);
    expect(why('key:X', null, isPfas).pfas).toEqual([{ by: 'structure', of: 'pfas' }]);
    const naming = book.naming({ key: 'key:X', formula: null, isPfas });
    expect(naming.length).toBeGreaterThan(0);
    expect(naming.every(({ onlyByStructure }) => onlyByStructure)).toBe(true);
  });
});
