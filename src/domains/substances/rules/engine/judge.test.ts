// Verdicts, by examples that can be checked by hand (standards.md §3, practice 24–28).
import { describe, expect, test } from 'vitest';
import type { ArticleFact, ContentFact, ItemFact, SourceFact } from '../../model/facts.ts';
import type { Exemption, Restriction } from '../../model/restriction.ts';
import { bomIndex } from './bom-index.ts';
import { ContentIndex } from './content-index.ts';
import { Judge } from './judge.ts';
import { Judged } from './judged.ts';
import { dayNumber, type MembersOf, PENDING, packsAt, type RulePack } from './packs-at.ts';
import { basisOf, verdictOf } from './verdict-code.ts';

const restriction = (given: Partial<Restriction> & Pick<Restriction, 'id' | 'limitPpm'>): Restriction => ({
  label: { en: given.id, zh: given.id },
  clause: 'test',
  per: 'homogeneous_material',
  measure: { of: 'sum' },
  comparator: 'at_most',
  duty: 'prohibited',
  from: null,
  before: null,
  source: 'test',
  verified: false,
  ...given,
});

const lead = restriction({ id: 'Pb', limitPpm: '1000', measure: { of: 'element', element: 'Pb' } });
const cadmium = restriction({ id: 'Cd', limitPpm: '100', measure: { of: 'element', element: 'Cd' } });
const dehp = restriction({ id: 'DEHP', limitPpm: '1000', members: ['cas:117-81-7'] });
const rohs: RulePack = {
  pack: 'rohs',
  edition: '2015',
  restrictions: [lead, cadmium, dehp],
  exemptions: [
    {
      code: '6(c)',
      label: { en: 'copper alloy with up to 4 % lead', zh: '铅含量不超过4%的铜合金' },
      of: ['Pb'],
      limitPpm: '40000',
      until: { all: '2026-07-21' },
      renewalPending: false,
      source: 'test',
      verified: false,
    },
  ],
};
const hexane = restriction({
  id: 'n-hexane',
  limitPpm: '1000',
  per: 'article',
  duty: 'communicate',
  members: ['cas:110-54-3'],
  measure: { of: 'each' },
  from: '2026-02-04',
});
const leadSvhc = restriction({
  id: 'lead',
  limitPpm: '1000',
  per: 'article',
  duty: 'communicate',
  members: ['cas:7439-92-1'],
  measure: { of: 'each' },
  from: '2018-06-27',
});
const candidateList: RulePack = { pack: 'svhc', edition: '2026-02', restrictions: [leadSvhc, hexane], exemptions: [] };

/** Lead counts whole, lead oxide by 0.9283 of its mass, a lead compound of unknown formula by nothing to all. */
const factors: Record<string, Record<string, [number, number]>> = {
  Pb: { 'cas:7439-92-1': [1, 1], 'cas:1317-36-8': [0.9283, 0.9283], 'own:lead-pigment': [0, 1] },
  Cd: { 'cas:7440-43-9': [1, 1] },
};

function judged(item: Partial<ItemFact>, packs: readonly RulePack[] = [rohs], on = '2026-03-01') {
  const index = new ContentIndex();
  const number = index.put({ id: 'item', itemClass: 'component', massMg: null, sources: [], ...item });
  const membersOf: MembersOf = (of) =>
    of.measure.of === 'element'
      ? Object.entries(factors[of.id] ?? {}).map(([name, [factorLow, factorHigh]]) => ({
          substance: index.substances.number(name),
          factorLow,
          factorHigh,
        }))
      : (of.members ?? []).map((name) => ({ substance: index.substances.number(name), factorLow: 1, factorHigh: 1 }));
  // members are numbered first, so that as many are known as there are
  for (const pack of packs) for (const one of pack.restrictions) [...membersOf(one, pack)].length;
  const at = packsAt(packs, membersOf, { day: dayNumber(on), substances: index.substances.size });
  const { codes, reasons } = new Judge(index, at).explain(number);
  const all = new Judged(index, bomIndex([], index.items.size), at);
  // whoever asks for one and whoever computes all must be told the same
  expect([...all.own]).toEqual([...codes]);
  return { verdicts: [...codes].map(verdictOf), bases: [...codes].map(basisOf), reasons };
}

const content = (substance: string, ppm: number, more: Partial<ContentFact> = {}): ContentFact => ({
  substance,
  lowPpm: ppm,
  highPpm: ppm,
  ...more,
});
const article = (contents: ContentFact[], undisclosedPpm = 0, massMg: number | null = 100): ArticleFact => ({
  massMg,
  count: 1,
  materials: [{ massMg, contents, undisclosedPpm }],
});
const source = (...articles: ArticleFact[]): SourceFact => ({ id: 'declaration', maker: 'maker', articles });
const copper = 'cas:7440-50-8';

describe('homogeneous material', () => {
  test('0.1 % lead in solder is at the limit and complies, 0.11 % does not', () => {
    expect(judged({ sources: [source(article([content('cas:7439-92-1', 1000)]))] }).verdicts).toEqual(['complies']);
    expect(judged({ sources: [source(article([content('cas:7439-92-1', 1100)]))] }).verdicts).toEqual([
      'does_not_comply',
    ]);
  });

  test('0.1, 873.7 and 126.2 mg/kg are the limit exactly, whatever a binary sum makes of them', () => {
    expect(0.1 + 873.7 + 126.2).toBeGreaterThan(1000);
    const parts = [0.1, 873.7, 126.2].map((ppm) => content('cas:7439-92-1', ppm));
    expect(judged({ sources: [source(article(parts))] }).verdicts).toEqual(['complies']);
  });

  test('1,050 mg/kg of lead oxide are 975 of lead: complies; 1,100 are 1,021: does not', () => {
    expect(judged({ sources: [source(article([content('cas:1317-36-8', 1050)]))] }).verdicts).toEqual(['complies']);
    expect(judged({ sources: [source(article([content('cas:1317-36-8', 1100)]))] }).verdicts).toEqual([
      'does_not_comply',
    ]);
  });

  test('a lead compound of unknown formula is unknown, not zero', () => {
    expect(judged({ sources: [source(article([content('own:lead-pigment', 2000)]))] }).verdicts).toEqual(['unknown']);
    expect(judged({ sources: [source(article([content('own:lead-pigment', 900)]))] }).verdicts).toEqual(['complies']);
  });

  test('a share of which nobody says what it is may hold more than the limit', () => {
    expect(judged({ sources: [source(article([content(copper, 990_000)], 10_000))] }).verdicts).toEqual(['unknown']);
    expect(judged({ sources: [source(article([content(copper, 999_950)], 50))] }).verdicts).toEqual(['complies']);
  });

  test('what was found in no more than 2 to 8 mg/kg complies, in 50 to 150 of cadmium it is unknown', () => {
    const found = (lowPpm: number, highPpm: number) =>
      judged({ sources: [source(article([content('cas:7440-43-9', 0, { lowPpm, highPpm })]))] }).verdicts;
    expect(found(2, 8)).toEqual(['complies']);
    expect(found(50, 150)).toEqual(['unknown']);
    expect(found(120, 150)).toEqual(['does_not_comply']);
  });
});

describe('declared of a part as a whole', () => {
  const loose = (ppm: number): ArticleFact => ({
    massMg: 100,
    count: 1,
    materials: [],
    loose: { contents: [content('cas:7439-92-1', ppm), content(copper, 1_000_000 - ppm)], undisclosedPpm: 0 },
  });

  test('an average over the limit proves failure, below it proves nothing', () => {
    expect(judged({ sources: [source(loose(1500))] }).verdicts).toEqual(['does_not_comply']);
    expect(judged({ sources: [source(loose(500))] }).verdicts).toEqual(['unknown']);
  });

  test('where it holds none at all and everything is named, no material of it can', () => {
    expect(judged({ sources: [source(loose(0))] }).verdicts).toEqual(['complies']);
  });
});

describe('exemptions', () => {
  const brass = (ppm: number, exemption = '6 (C)') =>
    source(article([content('cas:7439-92-1', ppm, { exemption }), content(copper, 1_000_000 - ppm)]));

  test('3.5 % lead in a copper alloy under 6(c) complies by exemption until its last day', () => {
    const { verdicts, reasons } = judged({ sources: [brass(35_000)] });
    expect(verdicts).toEqual(['complies_by_exemption']);
    expect(reasons[0]).toMatchObject({ untilDay: dayNumber('2026-07-21'), lowPpm: 35_000 });
  });

  test('after its last day it does not, nor above the limit of the exemption, nor under one that is not there', () => {
    expect(judged({ sources: [brass(35_000)] }, [rohs], '2026-07-22').verdicts).toEqual(['does_not_comply']);
    const over = judged({ sources: [brass(45_000)] });
    expect([over.verdicts, over.reasons[0]?.exemptionFails]).toEqual([['does_not_comply'], 'over_its_limit']);
    const none = judged({ sources: [brass(35_000, '9(x)')] });
    expect([none.verdicts, none.reasons[0]?.exemptionFails]).toEqual([['does_not_comply'], 'unknown_exemption']);
  });

  const ending = (more: Partial<Exemption>): RulePack => ({
    ...rohs,
    exemptions: rohs.exemptions.map((one) => ({ ...one, ...more })),
  });

  test('for whom no category is known the exemption ends where it ends first', () => {
    const byCategory = ending({ until: { '8': '2027-07-21', '1': '2026-07-21' } });
    const { verdicts, reasons } = judged({ sources: [brass(35_000)] }, [byCategory]);
    expect([verdicts, reasons[0]?.untilDay]).toEqual([['complies_by_exemption'], dayNumber('2026-07-21')]);
    expect(judged({ sources: [brass(35_000)] }, [byCategory], '2026-07-22').verdicts).toEqual(['does_not_comply']);
  });

  test('an item of a category keeps the exemption as long as that category does; one that the text does not know, as long as the first', () => {
    const byCategory = ending({ until: { '8': '2027-07-21', '1': '2026-07-21' } });
    const on = (category: string) => judged({ sources: [brass(35_000)], category }, [byCategory], '2026-07-22');
    expect([on('8').verdicts, on('8').reasons[0]?.untilDay]).toEqual([
      ['complies_by_exemption'],
      dayNumber('2027-07-21'),
    ]);
    expect([on('1').verdicts, on('1').reasons[0]?.exemptionFails]).toEqual([['does_not_comply'], 'expired']);
    expect(on('12').verdicts).toEqual(['does_not_comply']);
    const open = ending({ until: { '8': null, '1': '2026-07-21' } });
    const openFor8 = judged({ sources: [brass(35_000)], category: ' 8 ' }, [open], '2040-01-01');
    expect(openFor8.verdicts).toEqual(['complies_by_exemption']);
  });

  test('while a renewal is asked for it holds after its last day, and it is said that this is why', () => {
    const asked = ending({ renewalPending: true });
    const { verdicts, reasons } = judged({ sources: [brass(35_000)] }, [asked], '2026-07-22');
    expect([verdicts, reasons[0]?.untilDay]).toEqual([['complies_by_exemption'], PENDING]);
  });
});

describe('substances of very high concern', () => {
  test('counted by article: a 2 mg wire with 0.2 % in a part of 100 mg has to be communicated', () => {
    const wire = article([content('cas:110-54-3', 2000), content(copper, 998_000)], 0, 2);
    const body = article([content(copper, 1_000_000)], 0, 98);
    expect(judged({ sources: [source(wire, body)] }, [candidateList]).verdicts).toEqual(['must_be_communicated']);
  });

  test('materials of one article count by their mass: 0.2 % in a half of it is 0.1 % and no more', () => {
    const halves = (ppm: number): ArticleFact => ({
      massMg: 100,
      count: 1,
      materials: [
        { massMg: 50, contents: [content('cas:110-54-3', ppm), content(copper, 1_000_000 - ppm)], undisclosedPpm: 0 },
        { massMg: 50, contents: [content(copper, 1_000_000)], undisclosedPpm: 0 },
      ],
    });
    expect(judged({ sources: [source(halves(2000))] }, [candidateList]).verdicts).toEqual(['complies']);
    expect(judged({ sources: [source(halves(2010))] }, [candidateList]).verdicts).toEqual(['must_be_communicated']);
  });

  test('before its inclusion it is on no list', () => {
    const held = source(article([content('cas:110-54-3', 5000), content(copper, 995_000)]));
    expect(judged({ sources: [held] }, [candidateList], '2026-02-03').verdicts).toEqual(['complies']);
    expect(judged({ sources: [held] }, [candidateList], '2026-02-04').verdicts).toEqual(['must_be_communicated']);
  });
});

describe('statements', () => {
  const said = (listDay: string, more: object = {}): SourceFact => ({
    ...source(),
    statements: [{ pack: 'svhc', listDay: dayNumber(listDay), above: false, ...more }],
  });

  test("a supplier's word is a statement, never a computed pass", () => {
    const { verdicts, bases } = judged({ sources: [said('2026-02-10')] }, [candidateList]);
    expect([verdicts, bases]).toEqual([['complies'], ['stated']]);
  });

  test('under a list that restricts only what is added on purpose, who names nothing is unknown, and a word is stated', () => {
    const onPurpose: RulePack = {
      ...{ pack: 'oils', edition: '1', exemptions: [] },
      restrictions: [restriction({ id: 'oil', members: ['cas:110-54-3'], limitPpm: null, intentional: true })],
    };
    const word = (above: boolean): SourceFact => ({
      ...source(),
      statements: [{ pack: 'oils', listDay: dayNumber('2026-01-01'), above, ...(above ? { restriction: 'oil' } : {}) }],
    });
    const on = (...sources: SourceFact[]) => judged({ sources }, [onPurpose]);
    expect(on(source()).verdicts).toEqual(['unknown']);
    expect(on(word(false))).toMatchObject({ verdicts: ['complies'], bases: ['stated'] });
    expect(on(word(true)).verdicts).toEqual(['does_not_comply']);
    expect(on(source(article([content(copper, 1_000_000)]))).verdicts).toEqual(['complies']);
    const added = source(article([content('cas:110-54-3', 5, { intentional: true }), content(copper, 999_995)]));
    expect(on(added).verdicts).toEqual(['does_not_comply']);
  });

  test('a word that something is over a limit that has to be communicated is disputed beside a declaration that shows none', () => {
    const declared = source(article([content(copper, 1_000_000)]));
    const above = { pack: 'svhc', listDay: dayNumber('2026-02-10'), above: true, restriction: 'n-hexane', by: 'paper' };
    expect(judged({ sources: [{ ...declared, statements: [above] }] }, [candidateList]).verdicts).toEqual(['disputed']);
  });

  test('made against a list that did not know n-hexane it is out of date; of another pack it says nothing', () => {
    expect(judged({ sources: [said('2025-11-05')] }, [candidateList]).verdicts).toEqual(['out_of_date']);
    expect(judged({ sources: [said('2026-02-10')] }, [rohs, candidateList]).verdicts).toEqual(['unknown', 'complies']);
  });

  test('a full declaration is judged anew and not asked for again', () => {
    const full: SourceFact = { ...said('2018-06-27'), articles: [article([content(copper, 1_000_000)])] };
    const { verdicts, bases } = judged({ sources: [full] }, [candidateList]);
    expect([verdicts, bases]).toEqual([['complies'], ['computed']]);
  });

  test('his word does not outweigh what his own materials prove', () => {
    const proves: SourceFact = { ...said('2026-02-10'), articles: [article([content('cas:110-54-3', 5000)])] };
    expect(judged({ sources: [proves] }, [candidateList]).verdicts).toEqual(['must_be_communicated']);
  });

  test('who says that he is over a limit is believed', () => {
    const above = said('2026-02-10', { above: true, restriction: 'lead' });
    expect(judged({ sources: [above] }, [candidateList]).verdicts).toEqual(['unknown']);
    const both: SourceFact = {
      ...above,
      statements: [...(above.statements ?? []), ...(said('2026-02-10').statements ?? [])],
    };
    expect(judged({ sources: [both] }, [candidateList]).verdicts).toEqual(['must_be_communicated']);
  });
});

describe('tests', () => {
  const tested = (lowPpm: number, highPpm: number, inconclusive = false): SourceFact => ({
    ...source(article([content(copper, 900_000)], 100_000)),
    tests: [{ analyte: 'element:Pb', lowPpm, highPpm, inconclusive }],
  });
  const onlyLead: RulePack = { ...rohs, restrictions: [lead] };

  test('not found above 5 mg/kg covers what nobody named, for its analyte alone', () => {
    const { verdicts, bases } = judged({ sources: [tested(0, 5)] }, [onlyLead, rohs]);
    expect([verdicts, bases]).toEqual([
      ['complies', 'unknown'],
      ['tested', 'none'],
    ]);
  });

  test('found above the limit does not comply; left open by screening it is on hold', () => {
    expect(judged({ sources: [tested(1200, 1300)] }, [onlyLead]).verdicts).toEqual(['does_not_comply']);
    expect(judged({ sources: [tested(600, 1400, true)] }, [onlyLead]).verdicts).toEqual(['on_hold']);
  });

  test('a screening leaves open only what lies between: 600 to 900 is under 1,000 and over 500', () => {
    const low = restriction({ ...lead, id: 'low', limitPpm: '500' });
    expect(
      judged({ sources: [tested(600, 900, true)] }, [onlyLead, { ...onlyLead, restrictions: [low] }]).verdicts,
    ).toEqual(['complies', 'does_not_comply']);
  });

  test('of an element in some of its compounds speaks only who looked for these; of purpose nobody', () => {
    const hexavalent = restriction({
      ...lead,
      id: 'Cr6',
      group: 'chromium-vi',
      measure: { of: 'element', element: 'Cr' },
    });
    const onPurpose = restriction({ ...lead, id: 'added', limitPpm: null, intentional: true });
    const pack = (of: Restriction): RulePack => ({ ...rohs, restrictions: [of] });
    const found: SourceFact = {
      ...tested(5, 5),
      tests: [
        { analyte: 'group:chromium-vi', lowPpm: 0, highPpm: 2, inconclusive: false },
        { analyte: 'element:Pb', lowPpm: 5, highPpm: 5, inconclusive: false },
      ],
    };
    const { bases, reasons } = judged({ sources: [found] }, [pack(hexavalent), pack(onPurpose)]);
    expect(bases).toEqual(['tested', 'computed']);
    expect(reasons.map(({ restriction: of, tests }) => [of.of.id, tests.length])).toEqual([['Cr6', 1]]);
  });

  test('a report that comes later may name what nobody looked for before', () => {
    const index = new ContentIndex();
    const untested = { ...tested(0, 5), tests: [] };
    const fact = (of: SourceFact): ItemFact => ({ id: 'item', itemClass: 'component', massMg: null, sources: [of] });
    index.put(fact(untested));
    const at = packsAt([onlyLead], () => [], { day: dayNumber('2026-03-01'), substances: index.substances.size });
    const all = new Judged(index, bomIndex([], index.items.size), at);
    expect(verdictOf(all.own[0] as number)).toBe('unknown');
    all.put(fact(tested(0, 5)));
    expect(verdictOf(all.own[0] as number)).toBe('complies');
  });

  test('a full declaration without lead and a laboratory that found it cannot both be true', () => {
    const contradicted: SourceFact = { ...tested(1200, 1300), articles: [article([content(copper, 1_000_000)])] };
    expect(judged({ sources: [contradicted] }, [onlyLead]).verdicts).toEqual(['disputed']);
  });
});

describe('sources of one item', () => {
  const without = source(article([content(copper, 1_000_000)]));
  const withLead = source(article([content('cas:7439-92-1', 5000)]));

  test('of three of one part it makes no difference which comes first: one that passes against any that fails is disputed', () => {
    const said = {
      ...source(),
      id: 'word',
      statements: [{ pack: 'rohs', listDay: dayNumber('2026-01-01'), above: false }],
    };
    const failing = { ...withLead, id: 'other' };
    for (const sources of [
      [without, withLead, failing],
      [withLead, failing, without],
      [failing, without, withLead],
      [said, withLead, without],
      [without, said, withLead],
      [withLead, said, without],
    ])
      expect(judged({ sources }).verdicts).toEqual(['disputed']);
    expect(judged({ sources: [said, without] })).toMatchObject({ verdicts: ['complies'], bases: ['computed'] });
    expect(judged({ sources: [without, said] })).toMatchObject({ verdicts: ['complies'], bases: ['computed'] });
    expect(judged({ sources: [said, withLead] }).verdicts).toEqual(['does_not_comply']);
  });

  test('two declarations of one part that disagree are disputed', () => {
    expect(judged({ sources: [without, { ...withLead, id: 'other' }] }).verdicts).toEqual(['disputed']);
  });

  test('of two makers whose parts may both be used, the worse counts', () => {
    expect(judged({ sources: [without, { ...withLead, maker: 'second' }] }).verdicts).toEqual(['does_not_comply']);
  });

  test('of whom nobody declared anything it is unknown; a pack about other classes is not about it', () => {
    expect(judged({ sources: [] }).verdicts).toEqual(['unknown']);
    const packaging: RulePack = { ...rohs, restrictions: [{ ...lead, classes: ['packaging'] }] };
    expect(judged({ sources: [withLead] }, [packaging]).verdicts).toEqual(['not_applicable']);
  });
});
