// A file of declarations taken in: what it declares of which parts, what is wrong with it, and, when a person says so, all of it kept or none.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { v7 as uuidv7 } from 'uuid';
import type { Actor, Database, Tx } from '#platform/db/database.ts';
import { attachToMany } from '#platform/evidence/attach.ts';
import type { StoredFile } from '#platform/evidence/store.ts';
import type { Via } from '#platform/history/entry.ts';
import type { Problem } from '#platform/records/declare/kind.ts';
import { findLatest } from '#platform/records/server/read.ts';
import { recordMany } from '#platform/records/server/record.ts';
import type { Kinds } from '#platform/records/server/refs.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { readDeclarationFile } from '../cli/read-files.ts';
import type { Declaration, DeclaredProduct, FileProblem } from '../model/declaration.ts';
import type {
  DeclarationFileAnswer,
  Disclosure,
  ProductChoice,
  ProductTold,
} from '../model/declaration-file-answer.ts';
import type { DeclaredLine } from '../model/facts.ts';
import { declaration as declarationKind } from '../records/declaration.ts';
import { makerPart } from '../records/items.ts';
import { composed } from '../rules/declared-facts.ts';
import { declaredLines } from '../rules/declared-lines.ts';
import { packComposition } from '../rules/packed-composition.ts';
import { findPartsByNumber, findSameDeclarations, keepDeclared } from '../store/declarations.ts';
import { submitDrafts } from './submit-drafts.ts';

/** What taking declarations in needs of the installation. */
export interface DeclarationWorld {
  db: Database;
  kinds: Kinds;
  todayIn(timeZone: string): string;
  limits(tx: Tx): Promise<Record<string, string>>;
  /** path of the schema that files in IEC 62474 are checked by, beside their structure */
  iec62474Schema?: string | undefined;
}

/** What is asked of a file. */
export interface DeclarationQuestion {
  /** whose word it is: the record of the supplier; without it parts of any maker are looked for */
  supplier: string | null;
  /** what a person says of products, by their place */
  choices: ReadonlyMap<number, ProductChoice>;
  /** where the file does not say when it was issued, or by what number it goes */
  issuedOn: string | null;
  until: string | null;
  commit: boolean;
}

/** The file as it is kept behind what it declares. */
export interface DeclarationPaper {
  file: StoredFile;
  fileName: string;
}

const TOLD_AT_MOST = 200;
const LONGEST_DOCUMENT = 200;

/** One part number that content is declared for: of some products several. */
interface Named {
  nth: number;
  product: DeclaredProduct;
  numbers: string[];
  told: Omit<ProductTold, 'candidates' | 'choice'>;
}

const disclosureOf = ({ isFullMaterial }: DeclaredProduct): Disclosure =>
  isFullMaterial === null ? 'not_said' : isFullMaterial ? 'full' : 'selected';

/** What is kept of a product beside it. */
export function derivedOf(product: DeclaredProduct): { composition: string; lines: DeclaredLine[] } {
  const composition = composed(product);
  return { composition: packComposition(composition), lines: declaredLines(composition) };
}

function namedOf({ products }: Declaration): Named[] {
  const all = products.flatMap((product) => [product, ...product.alsoCovers].map((name) => ({ product, name })));
  return all.map(({ product, name }, nth) => ({
    ...{ nth, product },
    numbers: [name.number, name.requesterNumber].flatMap((number) => (number === null ? [] : [number])),
    told: {
      ...{ nth, number: name.number ?? name.requesterNumber, name: name.name, massMg: name.massMg },
      ...{
        disclosure: disclosureOf(product),
        lines: declaredLines(composed(product)).length,
        statements: product.statements.length,
      },
    },
  }));
}

/** What each product is taken to be: as a person says, else the one part that has its number. */
async function chosen(tx: Tx, named: readonly Named[], question: DeclarationQuestion): Promise<ProductTold[]> {
  const parts = Map.groupBy(
    await findPartsByNumber(tx, [...new Set(named.flatMap(({ numbers }) => numbers))], question.supplier),
    ({ called }) => called,
  );
  return named.map(({ nth, numbers, told }) => {
    const candidates = numbers.flatMap((number) => parts.get(number) ?? []).map(({ called: _, ...part }) => part);
    const [only] = candidates;
    const single = only && candidates.every((one) => one.makerPartId === only.makerPartId) ? only : undefined;
    return {
      ...{ ...told, candidates },
      choice: question.choices.get(nth) ?? (single ? { part: single.makerPartId } : null),
    };
  });
}

class Keeping {
  readonly #tx: Tx;
  readonly #how: Parameters<typeof recordMany>[3];
  readonly #paper: DeclarationPaper;
  readonly #today: string;

  constructor(tx: Tx, how: Parameters<typeof recordMany>[3], paper: DeclarationPaper) {
    this.#tx = tx;
    this.#how = how;
    this.#paper = paper;
    this.#today = how.todayIn('Asia/Shanghai');
  }

  /** New parts of the supplier for items that a person named. @returns the part of each product */
  async #partsOf(products: readonly ProductTold[], supplier: string | null): Promise<ReadonlyMap<number, string>> {
    const parts = new Map<number, string>();
    const made: { id: string; values: Record<string, unknown> }[] = [];
    for (const { nth, choice, number, name } of products) {
      if (choice === null || choice === 'leave_out') continue;
      if ('part' in choice) {
        parts.set(nth, choice.part);
        continue;
      }
      if (supplier === null) throw new Refused('declarations_not_kept', {}, [problem('supplier', 'missing')]);
      const id = uuidv7();
      parts.set(nth, id);
      made.push({
        id,
        values: { item: choice.item, maker: supplier, number: number ?? name ?? '—', from: this.#today },
      });
    }
    if (made.length > 0) await recordMany(this.#tx, makerPart, made, this.#how);
    return parts;
  }

  async keep(
    named: readonly Named[],
    told: readonly ProductTold[],
    about: { supplier: string | null; document: string; issuedOn: string; until: string | null; format: string },
  ): Promise<NonNullable<DeclarationFileAnswer['kept']>> {
    const { supplier, document, issuedOn, until, format } = about;
    const parts = await this.#partsOf(told, supplier);
    const wanted = named.flatMap(({ nth, product }) => {
      const makerPartId = parts.get(nth);
      return makerPartId ? [{ makerPartId, product, document }] : [];
    });
    const same = await findSameDeclarations(this.#tx, wanted);
    const given = [];
    for (const { makerPartId, product } of wanted) {
      const sha256 = createHash('sha256')
        .update(canonicalize(product) as string)
        .digest('hex');
      await keepDeclared(this.#tx, { sha256, product, ...derivedOf(product) });
      const before = same.get(`${makerPartId} ${document}`);
      given.push({
        id: before?.id ?? uuidv7(),
        values: {
          ...{ makerPart: makerPartId, document, issuedOn, until, format, fullMaterial: disclosureOf(product) },
          ...{ fileSha256: this.#paper.file.sha256, productSha256: sha256 },
        },
        ...(before ? { basedOn: before.revision } : {}),
      });
    }
    const recorded = await recordMany(this.#tx, declarationKind, given, this.#how);
    const records = recorded.map(({ id }) => ({ recordId: id, scopeId: null }));
    await attachToMany(
      this.#tx,
      { ...this.#paper, evidenceKind: 'other', effectiveOn: issuedOn },
      { kind: declarationKind.kind, records, via: this.#how.via },
    );
    await submitDrafts(this.#tx, declarationKind, recorded, this.#how.via);
    const now = new Map(
      (
        await findLatest(
          this.#tx,
          declarationKind,
          given.map(({ id }) => id),
        )
      ).map((one) => [one.id, one.state]),
    );
    return recorded.map(({ id, outcome, state }) => ({ id, document, outcome, state: now.get(id) ?? state }));
  }
}

const problem = (field: string, code: string, facts: Problem['facts'] = {}): Problem => ({
  ...{ field, code, level: 'error', facts },
});

/** What keeps a file from being kept, by product. */
function lacks(told: readonly ProductTold[], problems: readonly FileProblem[], issuedOn: string | null): Problem[] {
  return [
    ...problems
      .filter(({ level }) => level === 'error')
      .map(
        ({ code, line, facts }): Problem => ({
          field: null,
          code: `substances.file.${code}`,
          level: 'error',
          line,
          facts: facts ?? {},
        }),
      ),
    ...(issuedOn === null ? [problem('issuedOn', 'missing')] : []),
    ...told
      .filter(({ choice }) => choice === null)
      .map(({ number, name }) => problem('makerPart', 'declared_part_unknown', { given: number ?? name ?? '' })),
  ];
}

/**
 * Reads a file of declarations, and keeps it where that is asked: all products that were not left out, or none.
 * @throws Refused `declarations_not_kept` with what is wrong
 */
export async function takeDeclarations(
  world: DeclarationWorld,
  actor: Actor,
  path: string,
  question: DeclarationQuestion,
  { via, paper, approve }: { via: Via; paper: DeclarationPaper; approve?: true },
): Promise<DeclarationFileAnswer> {
  const { declaration, problems } = await readDeclarationFile(path, world.iec62474Schema);
  const document = (declaration?.documentId ?? paper.fileName).slice(0, LONGEST_DOCUMENT);
  const issuedOn = question.issuedOn ?? declaration?.issuedOn ?? null;
  const named = declaration ? namedOf(declaration) : [];
  return world.db.as(actor, async (tx) => {
    const told = await chosen(tx, named, question);
    const answer: DeclarationFileAnswer = {
      ...{ format: declaration?.format ?? null, document: declaration ? document : null, issuedOn },
      ...{ supplierNamed: declaration?.supplier?.name ?? null, products: told.slice(0, TOLD_AT_MOST), kept: null },
      problems: problems.slice(0, TOLD_AT_MOST),
    };
    if (!question.commit) return answer;
    const wrong = lacks(told, problems, issuedOn);
    if (declaration && told.every(({ choice }) => choice === 'leave_out'))
      wrong.push(problem('makerPart', 'nothing_left'));
    if (wrong.length > 0 || !declaration || issuedOn === null)
      throw new Refused('declarations_not_kept', {}, wrong.slice(0, TOLD_AT_MOST));
    const how = {
      ...{ kinds: world.kinds, via, todayIn: world.todayIn, limits: await world.limits(tx) },
      ...(approve ? { approve } : {}),
    };
    const keeping = new Keeping(tx, how, paper);
    const { supplier, until } = question;
    const kept = await keeping.keep(named, told, { supplier, document, issuedOn, until, format: declaration.format });
    return { ...answer, kept };
  });
}
