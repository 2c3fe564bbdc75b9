// Verdicts at the size of a real company: every item under every pack from the index in memory, against DuckDB joining the same lines
// with the same restrictions; then what a change, a draft list and a question for a substance cost.
import type { DuckDBConnection } from '@duckdb/node-api';
import { type BomEdge, bomIndex } from '#domains/substances/rules/engine/bom-index.ts';
import { ContentIndex } from '#domains/substances/rules/engine/content-index.ts';
import { impact } from '#domains/substances/rules/engine/impact.ts';
import { judgeAll } from '#domains/substances/rules/engine/judge-all.ts';
import { Judged } from '#domains/substances/rules/engine/judged.ts';
import { dayNumber, type PacksAt, packsAt, type RulePack } from '#domains/substances/rules/engine/packs-at.ts';
import { verdictOf } from '#domains/substances/rules/engine/verdict-code.ts';
import { pathsUp, whereUsed } from '#domains/substances/rules/engine/where-used.ts';

const PACKS = 30;
const RESTRICTIONS = 20;
const MEMBERS = 3;
const SUBSTANCES = 100_000;
/** substances that any pack names: the first of all, in 3 of 100 lines */
const RESTRICTED = 600;
const LINES = 30;
const LINES_OF_MATERIAL = 6;
/** by level, from parts up to products: eight levels */
const LEVELS = [0.5, 0.2, 0.12, 0.08, 0.05, 0.03, 0.015, 0.005];
const CHILDREN = 6;
const MOST_IN_BOM = 470_000;
const PATHS_SHOWN = 1_000;

/** The substance of line i, its mg/kg, and nothing else: the same in both, whoever computes it. */
const lineSql = `
  select (i // ${LINES})::integer as item, (i // ${LINES_OF_MATERIAL})::integer as material,
    (case when hash(i) % 100 < 3 then hash(i + 7) % ${RESTRICTED} else ${RESTRICTED} + hash(i + 9) % ${SUBSTANCES - RESTRICTED} end)::integer as substance,
    (hash(i + 3) % 1100)::double as ppm`;

const timed = async <T>(work: () => Promise<T> | T): Promise<{ milliseconds: number; result: T }> => {
  const from = performance.now();
  const result = await work();
  return { milliseconds: Number((performance.now() - from).toFixed(1)), result };
};

const memberSubstance = (restriction: number, member: number) => (restriction + member * 7) % RESTRICTED;

function packsOf(members: (restriction: number) => number[]): {
  packs: RulePack[];
  held: (index: ContentIndex) => PacksAt;
} {
  const packs = Array.from(
    { length: PACKS },
    (_, pack): RulePack => ({
      pack: `pack ${pack}`,
      edition: '1',
      exemptions: [],
      restrictions: Array.from({ length: RESTRICTIONS }, (_restriction, number) => ({
        id: String(pack * RESTRICTIONS + number),
        label: { en: '', zh: '' },
        clause: '',
        per: 'homogeneous_material',
        measure: { of: 'sum' },
        limitPpm: '1000',
        comparator: 'at_most',
        duty: 'prohibited',
        from: null,
        before: null,
        source: 'bench',
        verified: false,
      })),
    }),
  );
  const held = (index: ContentIndex) =>
    packsAt(packs, (of) => members(Number(of.id)).map((substance) => ({ substance, factorLow: 1, factorHigh: 1 })), {
      day: dayNumber('2026-01-01'),
      substances: index.substances.size,
    });
  return { packs, held };
}

/** Every line as the database made it, one item at a time, as the records would be read. */
async function fillIndex(duck: DuckDBConnection, index: ContentIndex): Promise<void> {
  for (let substance = 0; substance < SUBSTANCES; substance++) index.substances.number(`s${substance}`);
  const names = Array.from({ length: SUBSTANCES }, (_, substance) => `s${substance}`);
  const stream = await duck.stream(
    'select material, substance, ppm from lines order by item, material, substance, ppm',
  );
  let contents: { substance: string; lowPpm: number; highPpm: number }[] = [];
  const materials = LINES / LINES_OF_MATERIAL;
  let held: { massMg: number; undisclosedPpm: number; contents: typeof contents }[] = [];
  for (;;) {
    const chunk = await stream.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    const [, substances, ppms] = chunk.getColumns() as number[][];
    for (let row = 0; row < chunk.rowCount; row++) {
      const ppm = ppms?.[row] as number;
      contents.push({ substance: names[substances?.[row] as number] as string, lowPpm: ppm, highPpm: ppm });
      if (contents.length < LINES_OF_MATERIAL) continue;
      held.push({ massMg: 1, undisclosedPpm: 0, contents });
      contents = [];
      if (held.length < materials) continue;
      const id = String(index.items.size);
      const article = { massMg: null, count: 1, materials: held };
      index.put({ id, itemClass: 'component', massMg: null, sources: [{ id, maker: id, articles: [article] }] });
      held = [];
    }
  }
}

/** Eight levels, each item made of six of the level below. */
function edgesOf(items: number): BomEdge[] {
  const inBom = Math.min(items, MOST_IN_BOM);
  const edges: BomEdge[] = [];
  let [from, seed] = [0, 1];
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 4_294_967_296;
  };
  const levels = LEVELS.map((share) => {
    const first = from;
    from += Math.floor(inBom * share);
    return { first, before: from };
  });
  levels.forEach(({ first, before }, level) => {
    const below = levels[level - 1];
    if (!below) return;
    for (let parent = first; parent < before; parent++)
      for (let child = 0; child < CHILDREN; child++)
        edges.push({ parent, child: below.first + Math.floor(next() * (below.before - below.first)), quantity: 1 });
  });
  return edges;
}

/** One row of the table of results: an item, a pack and whether a limit is exceeded. */
const joinSql = `
  with found as (
    select item, pack, max(case when ppm > limit_ppm then 1 else 0 end)::tinyint as fails from (
      select item, material, restriction, any_value(pack) as pack, sum(ppm) as ppm, any_value(limit_ppm) as limit_ppm
      from lines join members using (substance) group by item, material, restriction) group by item, pack)
  select i.item, p.pack, coalesce(fails, 0)::tinyint as fails
  from (select range::integer as item from range(ITEMS)) i cross join (select range::integer as pack from range(${PACKS})) p
  left join found on found.item = i.item and found.pack = p.pack`;

/** What the same lines, packs and rows of results cost DuckDB, and what they cost the index. */
export async function benchVerdicts({
  rows: items = 1_000_000,
  tell,
}: {
  rows?: number | undefined;
  tell: (line: string) => void;
}) {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch(() => {
    throw new Error('install @duckdb/node-api beside the program: what this bench measures against');
  });
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const duck = await instance.connect();
  const loading = await timed(() => duck.run(`create table lines as ${lineSql} from range(${items * LINES}) r(i)`));
  const values = Array.from({ length: PACKS * RESTRICTIONS }, (_, restriction) =>
    Array.from(
      { length: MEMBERS },
      (_member, member) =>
        `(${memberSubstance(restriction, member)}, ${restriction}, ${Math.floor(restriction / RESTRICTIONS)}, 1000)`,
    ).join(','),
  );
  await duck.run('create table members (substance integer, restriction integer, pack integer, limit_ppm double)');
  await duck.run(`insert into members values ${values.join(',')}`);
  tell(`${items * LINES} lines in DuckDB after ${loading.milliseconds} ms`);
  const join = joinSql.replace('ITEMS', String(items));
  const joins: number[] = [];
  for (let run = 0; run < 3; run++)
    joins.push((await timed(() => duck.run(`create or replace table results as ${join}`))).milliseconds);
  const failing = await duck.runAndReadAll('select count(*)::integer from results where fails = 1');
  const duckFailing = Number(failing.getRows()[0]?.[0]);

  const index = new ContentIndex();
  const building = await timed(() => fillIndex(duck, index));
  await duck.run('drop table lines');
  duck.closeSync();
  instance.closeSync();
  const { packs, held } = packsOf((restriction) =>
    Array.from({ length: MEMBERS }, (_, member) => memberSubstance(restriction, member)),
  );
  const at = held(index);
  const sorting = await timed(() => index.eachLineOf(0, () => {}));
  tell(`index of ${index.items.size} items after ${building.milliseconds} ms`);
  const alls: number[] = [];
  let codes = new Uint8Array();
  for (let run = 0; run < 3; run++) {
    const one = await timed(() => judgeAll(index, at));
    alls.push(one.milliseconds);
    codes = one.result as Uint8Array<ArrayBuffer>;
  }
  let ourFailing = 0;
  for (const code of codes) if (verdictOf(code) === 'does_not_comply') ourFailing++;
  if (ourFailing !== duckFailing)
    throw new Error(`they do not agree: ${ourFailing} and ${duckFailing} of items and packs fail`);

  const edges = edgesOf(items);
  const bomBuilding = await timed(() => bomIndex(edges, index.items.size));
  const bom = bomBuilding.result;
  const whole = await timed(() => new Judged(index, bom, at));
  const judged = whole.result;
  const changed: number[] = [];
  for (let run = 0; run < 50; run++) {
    const id = String((run * 7919) % Math.max(1, Math.floor(Math.min(items, MOST_IN_BOM) * 0.5)));
    const contents = [{ substance: `s${run}`, lowPpm: run % 2 === 0 ? 5000 : 0, highPpm: run % 2 === 0 ? 5000 : 0 }];
    const articles = [{ massMg: 1, count: 1, materials: [{ massMg: 1, undisclosedPpm: 0, contents }] }];
    const one = await timed(() =>
      judged.put({ id, itemClass: 'component', massMg: null, sources: [{ id: `new ${id}`, maker: id, articles }] }),
    );
    changed.push(one.milliseconds);
  }
  const draft: RulePack = {
    ...(packs[0] as RulePack),
    pack: 'draft',
    restrictions: [
      {
        ...(packs[0] as RulePack).restrictions[0],
        id: 'new',
        per: 'article',
        duty: 'communicate',
      } as RulePack['restrictions'][number],
    ],
  };
  const substance = RESTRICTED + 5;
  const asDraft = (of: readonly RulePack[]) =>
    packsAt(of, () => [{ substance, factorLow: 1, factorHigh: 1 }], { day: at.day, substances: index.substances.size });
  const drafted = await timed(() => impact(index, bom, asDraft([]), asDraft([draft])));
  const used = await timed(() => {
    const found = whereUsed(index, bom, substance);
    const shown: number[][] = [];
    for (const holder of found.items)
      for (const path of pathsUp(bom, holder)) {
        if (shown.length === PATHS_SHOWN) break;
        shown.push(path);
      }
    return found;
  });
  const best = Math.min(...alls);
  const best2 = Math.min(...joins);
  const of = (from: number[], share: number) =>
    from.toSorted((one, other) => one - other)[Math.floor(from.length * share)];
  return {
    items,
    lines: items * LINES,
    packs: PACKS,
    restrictions: PACKS * RESTRICTIONS,
    duckdb: { threads: 2, loadMs: loading.milliseconds, joinMs: joins },
    index: { threads: 1, buildMs: building.milliseconds, bySubstanceMs: sorting.milliseconds, allVerdictsMs: alls },
    /** how many times as fast as DuckDB with the same rows of results; 1 or more is wanted */
    ratio: Number((best2 / best).toFixed(2)),
    bom: {
      items: Math.min(items, MOST_IN_BOM),
      lines: edges.length,
      levels: LEVELS.length,
      buildMs: bomBuilding.milliseconds,
    },
    rollUpMs: Number((whole.milliseconds - best).toFixed(1)),
    changedDeclarationMs: { p50: of(changed, 0.5), p95: of(changed, 0.95) },
    draftMs: drafted.milliseconds,
    draftFound: { items: drafted.result.items.length, products: drafted.result.products.length },
    whereUsedMs: used.milliseconds,
    whereUsedFound: {
      items: used.result.items.length,
      above: used.result.above.length,
      paths: used.result.paths,
      pathsWritten: PATHS_SHOWN,
    },
    memoryMb: Math.round(process.memoryUsage().rss / 1e6),
  };
}
