// Of bench verdicts: items, makers' parts, declarations and bills of materials as records of a database, laid by bare SQL.
import { sql } from 'kysely';
import { derivedOf } from '#domains/substances/api/take-declarations.ts';
import { COMPOSITION_VERSION } from '#domains/substances/model/composition-version.ts';
import { keepDeclared } from '#domains/substances/store/declarations.ts';
import { listChangedSince } from '#domains/substances/store/known.ts';
import { type Database, systemActor } from '#platform/db/database.ts';
import { historySeq } from '#platform/history/entry.ts';
import { CHILDREN, childSql, ITEM, idOf, idSql, LINES, LINES_OF_MATERIAL, levelsOf, lineSql } from './verdict-data.ts';

const operator = systemActor('operator');
const [PART, DECLARATION, BOM, MAKER] = [2, 3, 4, 5];
const LAID_AT_ONCE = 20_000;

const record = 'revision, kind_version, hash_version, content_hash, written_seq, state, submitted_seq, approved_seq';
const recordOf = (seq: number) => `1, 1, 1, decode(repeat('00', 32), 'hex'), ${seq}, 'approved', ${seq}, ${seq}`;
const shaOf = (item: string) => `lpad(to_hex(${item}), 64, '0')`;

/**
 * What one product comes to, as it is kept beside it: five materials of 1 mg, each of six lines, every one with its CAS number
 * and its share. The product itself is left empty, since nobody reads it where this is kept.
 */
function compositionSql(item: string): string {
  const { substance, ppm } = lineSql('l', 'postgresql');
  const materials = LINES / LINES_OF_MATERIAL;
  return `('[${materials},[["P",${materials},1,['
    || (select string_agg('["M",1,0,[' || (select string_agg('"cas:' || (100000 + ${substance}) || '-00-0",' || ${ppm}, ',' order by l)
        from generate_series(m * ${LINES_OF_MATERIAL}, m * ${LINES_OF_MATERIAL} + ${LINES_OF_MATERIAL - 1}) l) || ']]', ',' order by m)
      from generate_series(${item} * ${materials}, ${item} * ${materials} + ${materials - 1}) m)
    || ']]]]')`;
}

async function layItems(db: Database, from: number, before: number): Promise<void> {
  const numbers = `generate_series(${from}::bigint, ${before - 1}::bigint) n`;
  await db.as(operator, async (tx) => {
    const values = recordOf(await historySeq(tx));
    const run = (text: string) => sql.raw(text).execute(tx);
    await run(`insert into substances_item (id, number, name_en, name_zh, item_class, unit, ${record})
      select ${idSql(ITEM, 'n')}, 'I' || n, 'Item', '物料', 'component', 'piece', ${values} from ${numbers}`);
    await run(`insert into substances_maker_part (id, item_id, maker_id, number, from_on, ${record})
      select ${idSql(PART, 'n')}, ${idSql(ITEM, 'n')}, ${idSql(MAKER, '(n % 500)')}, 'P' || n, date '2020-01-01', ${values} from ${numbers}`);
    await run(
      `insert into substances_declared (sha256, product, composition, composition_version)
      select ${shaOf('n')}, '{}', ${compositionSql('n')}, ${COMPOSITION_VERSION} from ${numbers}`,
    );
    await run(`insert into substances_declaration (id, maker_part_id, document, issued_on, format, full_material, file_sha256, product_sha256, ${record})
      select ${idSql(DECLARATION, 'n')}, ${idSql(PART, 'n')}, 'D' || n, date '2025-01-01', 'iec-62474', 'full', ${shaOf('n')}, ${shaOf('n')}, ${values} from ${numbers}`);
  });
}

async function layBoms(db: Database, items: number): Promise<number> {
  const levels = levelsOf(items);
  let lines = 0;
  for (const [level, { first, before }] of levels.entries()) {
    const below = levels[level - 1];
    if (!below || before === first || below.before === below.first) continue;
    lines += (before - first) * CHILDREN;
    await db.as(operator, async (tx) => {
      const values = recordOf(await historySeq(tx));
      const run = (text: string) => sql.raw(text).execute(tx);
      const parents = `generate_series(${first}::bigint, ${before - 1}::bigint) n`;
      await run(`insert into substances_bom (id, item_id, bom_revision, from_on, ${record})
        select ${idSql(BOM, 'n')}, ${idSql(ITEM, 'n')}, 'A', date '2020-01-01', ${values} from ${parents}`);
      await run(`insert into substances_bom_part (record_id, revision, line, item_id, quantity)
        select ${idSql(BOM, 'n')}, 1, k + 1, ${idSql(ITEM, childSql(`n * ${CHILDREN} + k`, below))}, 1 from ${parents}, generate_series(0, ${CHILDREN - 1}) k`);
    });
  }
  return lines;
}

/** The trigger that looks for circles is off meanwhile: nothing here goes round, and it would walk all that is there for each statement. */
export async function layRecords(
  db: Database,
  items: number,
  tell: (line: string) => void,
): Promise<{ bomLines: number }> {
  const circles = (state: 'enable' | 'disable') =>
    db.asOwner((tx) =>
      sql.raw(`alter table substances_bom_part ${state} trigger substances_bom_part_circle`).execute(tx),
    );
  for (let from = 0; from < items; from += LAID_AT_ONCE) {
    await layItems(db, from, Math.min(items, from + LAID_AT_ONCE));
    if (from % (LAID_AT_ONCE * 5) === 0) tell(`${Math.min(items, from + LAID_AT_ONCE)} items laid`);
  }
  await circles('disable');
  const bomLines = await layBoms(db, items);
  await circles('enable');
  await db.pool.query('vacuum analyze');
  return { bomLines };
}

/** A supplier's newer declaration of an item takes the place of the one before: five times the limit of one substance, or none. */
export async function declareAnew(db: Database, item: number, { cas, share }: { cas: string; share: string }) {
  await db.as(operator, async (tx) => {
    const seq = await historySeq(tx);
    const sha256 = `${'f'.repeat(24)}${(item * 2 + (share === '0' ? 0 : 1)).toString(16).padStart(40, '0')}`;
    const content = {
      ...{ name: cas, cas, ec: null, knownAs: [], groups: [], amount: { share, entered: share }, exemptions: [] },
      ...{ use: null, thresholds: [], intentionallyAdded: null },
    };
    const rest = { ...content, cas: '7439-89-6', amount: { share: String(1 - Number(share)), entered: '' } };
    const material = {
      ...{ name: 'M', knownAs: [], classes: [], amount: { massMg: '1', entered: '1 mg' }, isArticle: null },
      contents: [content, rest],
    };
    const product = {
      ...{ name: 'P', number: 'P', requesterNumber: null, revision: null, effectiveOn: null, massMg: '1' },
      ...{ alsoCovers: [], unit: 'piece', isArticle: true, isFullMaterial: true, statements: [], compositionLists: [] },
      ...{ parts: [], materials: [material], contents: [], exemptions: [], materialGroups: [] },
    };
    await keepDeclared(tx, { sha256, product, ...derivedOf(product) });
    await sql
      .raw(`insert into substances_declaration (id, maker_part_id, document, issued_on, format, full_material, file_sha256, product_sha256, ${record})
      values ('${idOf(DECLARATION, 2 ** 40 + item)}', '${idOf(PART, item)}', 'new', date '2025-06-01', 'iec-62474', 'full', '${sha256}', '${sha256}', ${recordOf(seq)})`)
      .execute(tx);
  });
}

/** What came since, as the keeper asks; and up to which number. */
export const cameSince = (db: Database, seq: number) =>
  db.as(systemActor('figures'), (tx) => listChangedSince(tx, seq));
