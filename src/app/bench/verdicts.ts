// Verdicts at the size of a real company: every item under every pack from the index in memory, against DuckDB joining the same lines
// with the same restrictions; then what a change, a draft list and a question for a substance cost. With a database the index is
// built of its records as the keeper of verdicts builds it, else of DuckDB's rows.
import type { DuckDBConnection } from '@duckdb/node-api';
import { JudgedWorld, readIndex } from '#domains/substances/api/judged-world.ts';
import { writeVerdicts } from '#domains/substances/api/write-verdicts.ts';
import { type BomIndex, type BomLines, bomIndex } from '#domains/substances/rules/engine/bom-index.ts';
import { ContentIndex } from '#domains/substances/rules/engine/content-index.ts';
import { impact } from '#domains/substances/rules/engine/impact.ts';
import { judgeAll } from '#domains/substances/rules/engine/judge-all.ts';
import { Judged } from '#domains/substances/rules/engine/judged.ts';
import type { PacksAt } from '#domains/substances/rules/engine/packs-at.ts';
import { RollUp } from '#domains/substances/rules/engine/roll-up.ts';
import { verdictOf } from '#domains/substances/rules/engine/verdict-code.ts';
import { pathsUp, whereUsed } from '#domains/substances/rules/engine/where-used.ts';
import { packsFor } from '#domains/substances/rules/world.ts';
import { watchProcesses } from './processes.ts';
import { openScratch } from './scratch.ts';
import {
  bomLinesOf,
  casOf,
  DAY,
  draftOf,
  ITEM,
  idOf,
  keyOf,
  LINES,
  LINES_OF_MATERIAL,
  levelsOf,
  lineSql,
  MOST_IN_BOM,
  memberValues,
  PACKS,
  packs,
  RESTRICTED,
  RESTRICTIONS,
  rules,
  SUBSTANCES,
} from './verdict-data.ts';
import { cameSince, declareAnew, layRecords } from './verdict-records.ts';

const PATHS_SHOWN = 1_000;
const CHANGES = 50;
const STORED_CHANGES = 60;
/** Beyond so many items thirty rows of verdicts each are not written: it would take longer than everything else together. */
const WRITTEN_AT_MOST = 100_000;

type Tell = (line: string) => void;

async function timed<T>(work: () => Promise<T> | T): Promise<{ milliseconds: number; result: T }> {
  const from = performance.now();
  const result = await work();
  return { milliseconds: Number((performance.now() - from).toFixed(1)), result };
}

function middleAndWorst(times: readonly number[]): { p50: number | undefined; p95: number | undefined } {
  const sorted = times.toSorted((one, other) => one - other);
  return { p50: sorted[Math.floor(sorted.length * 0.5)], p95: sorted[Math.floor(sorted.length * 0.95)] };
}

async function openDuck(items: number): Promise<{ duck: DuckDBConnection; loadMs: number; close(): void }> {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch(() => {
    throw new Error('install @duckdb/node-api beside the program: what this bench measures against');
  });
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const duck = await instance.connect();
  const { substance, ppm } = lineSql('i', 'duckdb');
  const loading = await timed(() =>
    duck.run(`create table lines as select (i // ${LINES})::integer as item, (i // ${LINES_OF_MATERIAL})::integer as material,
      ${substance}::integer as substance, ${ppm}::double as ppm from range(${items * LINES}) r(i)`),
  );
  await duck.run('create table members (substance integer, restriction integer, pack integer, limit_ppm double)');
  await duck.run(`insert into members values ${memberValues()}`);
  const close = () => {
    duck.closeSync();
    instance.closeSync();
  };
  return { duck, loadMs: loading.milliseconds, close };
}

/** One row of the table of results: an item, a pack and whether a limit is exceeded. */
const joinSql = (items: number) => `
  with found as (
    select item, pack, max(case when ppm > limit_ppm then 1 else 0 end)::tinyint as fails from (
      select item, material, restriction, any_value(pack) as pack, sum(ppm) as ppm, any_value(limit_ppm) as limit_ppm
      from lines join members using (substance) group by item, material, restriction) group by item, pack)
  select i.item, p.pack, coalesce(fails, 0)::tinyint as fails
  from (select range::integer as item from range(${items})) i cross join (select range::integer as pack from range(${PACKS})) p
  left join found on found.item = i.item and found.pack = p.pack`;

/** How many fail, and the sum of their places, by which it is told whether they are the same. */
interface Failing {
  count: number;
  places: number;
}

async function joinInDuck(duck: DuckDBConnection, items: number): Promise<{ joinMs: number[]; failing: Failing }> {
  const joinMs: number[] = [];
  for (let run = 0; run < 3; run++)
    joinMs.push((await timed(() => duck.run(`create or replace table results as ${joinSql(items)}`))).milliseconds);
  const read = await duck.runAndReadAll(
    `select count(*)::double, coalesce(sum(item::double * ${PACKS} + pack), 0)::double from results where fails = 1`,
  );
  const [count, places] = read.getRows()[0] as [number, number];
  return { joinMs, failing: { count, places } };
}

function failingIn(codes: Uint8Array): Failing {
  const failing = { count: 0, places: 0 };
  codes.forEach((code, place) => {
    if (verdictOf(code) !== 'does_not_comply') return;
    failing.count++;
    failing.places += place;
  });
  return failing;
}

/** Every line as DuckDB made it, one item at a time, as records would be read. */
async function readDuck(duck: DuckDBConnection): Promise<ContentIndex> {
  const index = new ContentIndex();
  const names = Array.from({ length: SUBSTANCES }, (_, substance) => keyOf(substance));
  const stream = await duck.stream(
    'select material, substance, ppm from lines order by item, material, substance, ppm',
  );
  let contents: { substance: string; lowPpm: number; highPpm: number }[] = [];
  const materials = LINES / LINES_OF_MATERIAL;
  let held: { massMg: number; undisclosedPpm: number; contents: typeof contents }[] = [];
  for (;;) {
    const chunk = await stream.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return index;
    const [, substances, ppms] = chunk.getColumns() as number[][];
    for (let row = 0; row < chunk.rowCount; row++) {
      const ppm = ppms?.[row] as number;
      contents.push({ substance: names[substances?.[row] as number] as string, lowPpm: ppm, highPpm: ppm });
      if (contents.length < LINES_OF_MATERIAL) continue;
      held.push({ massMg: 1, undisclosedPpm: 0, contents });
      contents = [];
      if (held.length < materials) continue;
      const id = idOf(ITEM, index.items.size);
      const article = { massMg: null, count: 1, materials: held };
      index.put({ id, itemClass: 'component', massMg: null, sources: [{ id, maker: id, articles: [article] }] });
      held = [];
    }
  }
}

/** All verdicts three times, and what is handed up to products once, as a restart has it. */
function judgeThrice(index: ContentIndex, bom: BomIndex, at: PacksAt) {
  const allVerdictsMs: number[] = [];
  let own = new Uint8Array();
  for (let run = 0; run < 3; run++) {
    const from = performance.now();
    own = judgeAll(index, at) as Uint8Array<ArrayBuffer>;
    allVerdictsMs.push(Number((performance.now() - from).toFixed(1)));
  }
  const from = performance.now();
  const { rolled } = new RollUp(index, bom, at, own);
  return { allVerdictsMs, own, rolled, rollUpMs: Number((performance.now() - from).toFixed(1)) };
}

/** What a new declaration, one substance more on a list, and a question for a substance cost in memory. */
async function askInMemory(index: ContentIndex, judged: Judged, items: number) {
  const { bom } = judged;
  const parts = Math.max(1, levelsOf(items)[0]?.before ?? 1);
  const changed: number[] = [];
  for (let run = 0; run < CHANGES; run++) {
    const id = idOf(ITEM, (run * 7919) % parts);
    const ppm = run % 2 === 0 ? 5000 : 0;
    const contents = [{ substance: keyOf(run), lowPpm: ppm, highPpm: ppm }];
    const articles = [{ massMg: 1, count: 1, materials: [{ massMg: 1, undisclosedPpm: 0, contents }] }];
    const fact = {
      id,
      itemClass: 'component',
      massMg: null,
      sources: [{ id: `new ${id}`, maker: id, articles }],
    } as const;
    changed.push((await timed(() => judged.put(fact))).milliseconds);
  }
  // Some substance that no pack names: the first that was declared.
  let asked = 0;
  while (restrictedKeys.has(index.substances.name(asked))) asked++;
  const draft = draftOf(index.substances.name(asked));
  const drafted = await timed(() => {
    const at = packsFor(index, { ...rules, on: DAY }, [draft]);
    return impact(index, bom, at([]), at([draft]));
  });
  const used = await timed(() => {
    const found = whereUsed(index, bom, asked);
    const shown: number[][] = [];
    for (const holder of found.items)
      for (const path of pathsUp(bom, holder)) {
        if (shown.length === PATHS_SHOWN) break;
        shown.push(path);
      }
    return found;
  });
  return {
    changedDeclarationMs: middleAndWorst(changed),
    draftMs: drafted.milliseconds,
    draftFound: { items: drafted.result.items.length, products: drafted.result.products.length },
    whereUsedMs: used.milliseconds,
    whereUsedFound: {
      items: used.result.items.length,
      above: used.result.above.length,
      paths: used.result.paths,
      pathsWritten: PATHS_SHOWN,
    },
  };
}

const restrictedKeys = new Set([
  ...Array.from({ length: RESTRICTED }, (_, number) => keyOf(number)),
  keyOf(SUBSTANCES - 1),
]);

const sizes = (items: number) => ({
  ...{ items, lines: items * LINES, packs: PACKS, restrictions: PACKS * RESTRICTIONS },
});

/** The ratio that is wanted, where both found the same. */
function compared(
  duck: { loadMs: number; joinMs: number[]; failing: Failing },
  ours: { ms: number[]; own: Uint8Array },
) {
  const failing = failingIn(ours.own);
  if (failing.count !== duck.failing.count || failing.places !== duck.failing.places)
    throw new Error(`they do not agree: ${JSON.stringify(failing)} and ${JSON.stringify(duck.failing)}`);
  return {
    duckdb: { threads: 2, loadMs: duck.loadMs, joinMs: duck.joinMs },
    failing: failing.count,
    /** how many times as fast as DuckDB with the same rows of results; 1 or more is wanted */
    ratio: Number((Math.min(...duck.joinMs) / Math.min(...ours.ms)).toFixed(2)),
  };
}

async function inMemory(items: number, tell: Tell) {
  const { duck, loadMs, close } = await openDuck(items);
  tell(`${items * LINES} lines in DuckDB after ${loadMs} ms`);
  const joined = await joinInDuck(duck, items);
  const building = await timed(() => readDuck(duck));
  close();
  const index = building.result;
  tell(`index of ${index.items.size} items after ${building.milliseconds} ms`);
  const lines = bomLinesOf(items);
  const bomBuilding = await timed(() => bomIndex(lines, index.items.size));
  const at = packsFor(index, { ...rules, on: DAY }, packs)(packs);
  const sorting = await timed(() => index.eachLineOf(0, () => {}));
  const { allVerdictsMs, own, rollUpMs } = judgeThrice(index, bomBuilding.result, at);
  return {
    ...sizes(items),
    index: { threads: 1, buildMs: building.milliseconds, bySubstanceMs: sorting.milliseconds, allVerdictsMs },
    ...compared({ loadMs, ...joined }, { ms: allVerdictsMs, own }),
    bom: { ...bomSizes(items, lines), buildMs: bomBuilding.milliseconds },
    rollUpMs,
    ...(await askInMemory(index, new Judged(index, bomBuilding.result, at), items)),
    memoryMb: Math.round(process.memoryUsage().rss / 1e6),
  };
}

const bomSizes = (items: number, lines: BomLines) => ({
  ...{ items: Math.min(items, MOST_IN_BOM), lines: lines.length, levels: levelsOf(items).length },
});

/** One new declaration each time, from when it is approved to when the verdicts of all products stand in the database. */
async function changeStored(db: Parameters<typeof cameSince>[0], world: JudgedWorld, items: number) {
  const parts = Math.max(1, levelsOf(items)[0]?.before ?? 1);
  let { to } = await cameSince(db, 0);
  const [asked, judged, written]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < STORED_CHANGES; run++) {
    const item = (run * 7919 + 1) % parts;
    await declareAnew(db, item, { cas: casOf(run), share: run % 2 === 0 ? '0.005' : '0' });
    const since = await timed(() => cameSince(db, to));
    if (!since.result.items.includes(idOf(ITEM, item))) throw new Error('what was declared anew was not seen');
    to = since.result.to;
    const changing = await timed(() => world.change(db, { items: since.result.items, made: [] }));
    const changed = changing.result;
    if (!changed) throw new Error('items are gone');
    asked.push(since.milliseconds);
    judged.push(changing.milliseconds);
    written.push((await timed(() => writeVerdicts(db, world, changed))).milliseconds);
  }
  const all = asked.map((ms, run) => Number((ms + (judged[run] as number) + (written[run] as number)).toFixed(1)));
  return {
    ...{ askedMs: middleAndWorst(asked), readAndJudgedMs: middleAndWorst(judged), writtenMs: middleAndWorst(written) },
    allMs: middleAndWorst(all),
  };
}

async function fromRecords(items: number, databaseUrl: string, tell: Tell) {
  const scratch = await openScratch(databaseUrl);
  const { db } = scratch.installation;
  try {
    const laying = await timed(() => layRecords(db, items, tell));
    tell(`records of ${items} items laid after ${laying.milliseconds} ms`);
    const memory = await watchProcesses(db, databaseUrl);
    const building = await timed(() => readIndex(db, rules, DAY));
    const { index, lines } = building.result;
    tell(`index of ${index.items.size} items built of the database after ${building.milliseconds} ms`);
    if (index.items.size !== items || lines.length !== laying.result.bomLines) throw new Error('not all was read');
    const bomBuilding = await timed(() => bomIndex(lines, items));
    const at = packsFor(index, { ...rules, on: DAY }, packs)(packs);
    const sorting = await timed(() => index.eachLineOf(0, () => {}));
    memory.look();
    const { allVerdictsMs, own, rolled, rollUpMs } = judgeThrice(index, bomBuilding.result, at);
    memory.look();
    const world = await JudgedWorld.of(rules, DAY, index, lines);
    if (!world.judged.rolled.every((code, place) => code === rolled[place]))
      throw new Error('the keeper says otherwise');
    const isWritten = items <= WRITTEN_AT_MOST;
    const writing = isWritten ? await timed(() => writeVerdicts(db, world, 'all')) : null;
    tell(writing ? `${writing.result} verdicts written after ${writing.milliseconds} ms` : 'verdicts are not written');
    const stored = await changeStored(db, world, items);
    const asked = await askInMemory(index, world.judged, items);
    memory.look();
    const memoryMb = memory.stop();
    const { duck, loadMs, close } = await openDuck(items);
    tell(`${items * LINES} lines in DuckDB after ${loadMs} ms`);
    const joined = await joinInDuck(duck, items);
    close();
    return {
      ...{
        database: scratch.database,
        ...sizes(items),
        laidMs: laying.milliseconds,
        circleTrigger: 'off while laying',
      },
      index: { threads: 1, buildMs: building.milliseconds, bySubstanceMs: sorting.milliseconds, allVerdictsMs },
      ...compared({ loadMs, ...joined }, { ms: allVerdictsMs, own }),
      bom: { ...bomSizes(items, bomLinesOf(items)), buildMs: bomBuilding.milliseconds },
      rollUpMs,
      ...{ ...asked, changedDeclarationStored: stored },
      written: writing && {
        rows: writing.result,
        ms: writing.milliseconds,
        perSecond: Math.round((writing.result / writing.milliseconds) * 1000),
      },
      memoryMb,
    };
  } finally {
    await scratch.close();
  }
}

/** What the same lines, packs and rows of results cost DuckDB, and what they cost the index. */
export function benchVerdicts({
  rows: items = 1_000_000,
  databaseUrl,
  tell,
}: {
  rows?: number | undefined;
  databaseUrl?: string | undefined;
  tell: Tell;
}) {
  return databaseUrl ? fromRecords(items, databaseUrl, tell) : inMemory(items, tell);
}
