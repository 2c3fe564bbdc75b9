// Does a worked example of a rule pack come out as a practitioner expects, when the engine judges it now?
import type { Pack, PackExample } from '#standards/pack.ts';
import type { ItemFact } from '../model/facts.ts';
import type { ItemClass } from '../model/restriction.ts';
import type { SubstanceGroup } from '../model/substance-group.ts';
import type { Verdict } from '../model/verdict.ts';
import { checkItems, type FoundReason } from './check.ts';
import type { Composition } from './members-of.ts';
import { rulePackOf } from './rule-pack.ts';

/** What goes in: an item of materials with their contents, a day, and where it is sold or what equipment it is for. */
export interface ExampleInput {
  item: {
    itemClass: ItemClass;
    materials: {
      name?: string;
      massMg: number;
      contents: { cas: string; ppm: number; exemption?: string; intentional?: boolean }[];
      undisclosedPpm: number;
    }[];
  };
  date: string;
  category?: string;
  market?: string;
}

/** What a practitioner expects: the verdict, and where it matters the restriction that makes it so. */
export interface ExampleExpected {
  verdict: Verdict;
  restriction?: string;
}

export interface WorkedExample {
  input: ExampleInput;
  expected: ExampleExpected;
  verdict: Verdict;
  /** the worst reason; null where there is none */
  reason: FoundReason | null;
  isRight: boolean;
}

/** An example judged by its own pack alone, as any item is. */
export function workExample(
  pack: Pack,
  { input, expected }: PackExample,
  { groups, compositionOf }: { groups: readonly SubstanceGroup[]; compositionOf: (key: string) => Composition | null },
): WorkedExample {
  const given = input as ExampleInput;
  const wanted = expected as ExampleExpected;
  const [found] = checkItems({
    items: [itemOf(given)],
    packs: [rulePackOf(pack)],
    ...{ groups, compositionOf, on: given.date, category: given.category, market: given.market },
  });
  if (!found) throw new TypeError('an item under a pack has a verdict');
  const { verdict } = found;
  const [reason = null] = found.reasons;
  const isRight =
    verdict === wanted.verdict && (wanted.restriction === undefined || wanted.restriction === reason?.restriction);
  return { input: given, expected: wanted, verdict, reason, isRight };
}

function itemOf({ item: { itemClass, materials } }: ExampleInput): ItemFact {
  const massMg = materials.reduce((sum, one) => sum + one.massMg, 0);
  const told = materials.map(({ contents, ...material }) => ({
    ...material,
    contents: contents.map(({ cas, ppm, ...said }) => ({
      ...{ substance: `cas:${cas}`, lowPpm: ppm, highPpm: ppm },
      ...said,
    })),
  }));
  const source = { id: 'example', maker: 'maker', articles: [{ massMg, count: 1, materials: told }] };
  return { id: 'item', itemClass, massMg, sources: [source] };
}
